"""What can be said by a scan: the codes that hang beside the shelves, for a visit, the mail, and a hand-back.

Said after a piece was scanned, of that piece; so a visit or a delivery can be done with a scanner in one hand and no
keyboard.
"""

import enum

from concierge_desk import codes
from concierge_desk.models.carrier import MailKind
from concierge_desk.models.identity import Identity
from concierge_desk.texts import N_

_CARRIERS = 1000
"""The serials from here on say which carrier is here: this and its key."""


class Saying(enum.IntEnum):
    """What a code says; the number is its serial on paper and never changes."""

    GOOD = 1
    DAMAGED = 2
    ASIDE = 3
    REST_ASIDE = 4
    ON_PAPER = 5
    CLOSE = 6
    REDO_STAIN = 11
    REDO_PRESSING = 12
    REDO_UNFINISHED = 13
    LETTER = 21
    REGISTERED = 22
    PARCEL = 23
    EXPRESS = 24
    NEWSPAPER = 25
    BASKET = 26
    SAME_PERSON = 31
    NOBODY_KNOWN = 32
    TAKE_BACK = 33
    RECORD = 34
    IDENTITY_CARD = 41
    PASSPORT = 42
    DRIVING_LICENCE = 43
    RESIDENCE_PERMIT = 44
    OTHER_DOCUMENT = 45
    ADDRESSEES_TOO = 46
    HAND_OVER = 47
    NEXT_PERSON = 48

    @property
    def code(self) -> str:
        """The ten digits on its label."""
        return codes.write(codes.CodeKind.SAYING, self.value)


_VISIT, _MAIL, _HAND_BACK = N_("Visit"), N_("Mail"), N_("Hand-back")
WORDS = {
    Saying.GOOD: (N_("good"), _VISIT),
    Saying.DAMAGED: (N_("damaged"), _VISIT),
    Saying.REDO_STAIN: (N_("to redo"), N_("stain")),
    Saying.REDO_PRESSING: (N_("to redo"), N_("pressing")),
    Saying.REDO_UNFINISHED: (N_("to redo"), N_("not finished")),
    Saying.ASIDE: (N_("put aside"), _VISIT),
    Saying.REST_ASIDE: (N_("the rest aside"), _VISIT),
    Saying.ON_PAPER: (N_("signed on paper"), N_("Visit, hand-back")),
    Saying.CLOSE: (N_("close"), _VISIT),
    Saying.LETTER: (N_("letter"), _MAIL),
    Saying.REGISTERED: (N_("registered"), _MAIL),
    Saying.PARCEL: (N_("parcel"), _MAIL),
    Saying.EXPRESS: (N_("express"), _MAIL),
    Saying.NEWSPAPER: (N_("newspaper"), _MAIL),
    Saying.BASKET: (N_("basket"), _MAIL),
    Saying.SAME_PERSON: (N_("same person"), _MAIL),
    Saying.NOBODY_KNOWN: (N_("person not known"), _MAIL),
    Saying.TAKE_BACK: (N_("take back"), _MAIL),
    Saying.RECORD: (N_("record"), _MAIL),
    Saying.NEXT_PERSON: (N_("next person"), _HAND_BACK),
    Saying.IDENTITY_CARD: (N_("identity card"), _HAND_BACK),
    Saying.PASSPORT: (N_("passport"), _HAND_BACK),
    Saying.DRIVING_LICENCE: (N_("driving licence"), _HAND_BACK),
    Saying.RESIDENCE_PERMIT: (N_("residence permit"), _HAND_BACK),
    Saying.OTHER_DOCUMENT: (N_("another document"), _HAND_BACK),
    Saying.ADDRESSEES_TOO: (N_("addressee’s document too"), _HAND_BACK),
    Saying.HAND_OVER: (N_("hand over"), _HAND_BACK),
}
"""What stands on each label, large and small, in the order in which they hang."""
REASONS = {
    Saying.REDO_STAIN: N_("the stain is still there"),
    Saying.REDO_PRESSING: N_("badly pressed"),
    Saying.REDO_UNFINISHED: N_("not finished"),
}
"""Why a piece must be done again, of the codes that say so."""
MAIL_KINDS = {
    Saying.LETTER: MailKind.LETTER,
    Saying.REGISTERED: MailKind.REGISTERED,
    Saying.PARCEL: MailKind.PARCEL,
    Saying.EXPRESS: MailKind.EXPRESS,
    Saying.NEWSPAPER: MailKind.NEWSPAPER,
    Saying.BASKET: MailKind.BASKET,
}
"""What the next pieces are, of the codes that say so."""
MAIL = frozenset(MAIL_KINDS) | {Saying.SAME_PERSON, Saying.NOBODY_KNOWN, Saying.TAKE_BACK, Saying.RECORD}
"""What is said of the mail that a carrier brings."""
DOCUMENTS = {
    Saying.IDENTITY_CARD: Identity.IDENTITY_CARD,
    Saying.PASSPORT: Identity.PASSPORT,
    Saying.DRIVING_LICENCE: Identity.DRIVING_LICENCE,
    Saying.RESIDENCE_PERMIT: Identity.RESIDENCE_PERMIT,
    Saying.OTHER_DOCUMENT: Identity.OTHER,
}
"""Which document was seen, of the codes that say so."""
HAND_BACK = frozenset(DOCUMENTS) | {Saying.NEXT_PERSON, Saying.ADDRESSEES_TOO, Saying.HAND_OVER}
"""What is said when things are handed back; anything else is said of a visit."""


def known(serial: int) -> bool:
    """Tell whether a code of this serial says anything."""
    return any(serial == each.value for each in Saying)


def carrier_code(carrier_id: int) -> str:
    """Write the ten digits that say which carrier is here."""
    return codes.write(codes.CodeKind.SAYING, _CARRIERS + carrier_id)


def carrier_of(serial: int) -> int | None:
    """Tell the key of the carrier that a code of this serial names; None when it names none."""
    return serial - _CARRIERS if serial > _CARRIERS else None
