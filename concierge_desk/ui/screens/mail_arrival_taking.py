"""What a scan means while mail is taken in: a number, a shelf, a carrier, a word, somebody's label or ticket.

The label of a pigeonhole says for whom the piece is that is asked about; where none is, it writes down one more of
what has no number (a letter, a newspaper, a basket), a letter too while parcels are written down, where who is here
brings letters. Registered mail, and what one brings who has parcels only, is scanned first: a second label after it
would be a piece that nobody holds. It is refused, counted and asked about when all is recorded. The same label twice
at once is one scan; after a moment it is another piece.

Nothing is written to the store here, and a number is never refused: what is odd about it is said.
"""

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from concierge_desk import codes, tracking
from concierge_desk.errors import DeskError, UnknownCode
from concierge_desk.models import Carrier, MailKind, Status
from concierge_desk.models.saying import MAIL, MAIL_KINDS, Saying
from concierge_desk.operations import leads, mail_reading, scans
from concierge_desk.operations.mail_intake import MOST_PIECES, TooMuchMail
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.tracking import Certainty, Check, Reading
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Who
from concierge_desk.ui.screens.mail_arrival_usual import brings_letters
from concierge_desk.ui.screens.mail_whom import Recipients
from concierge_desk.ui.screens.scanned_again import ScannedAgain

_OWNED = frozenset({FoundKind.TICKET, FoundKind.ITEM})
_NUMBERED = frozenset({MailKind.REGISTERED, MailKind.PARCEL, MailKind.EXPRESS})
_NO_NUMBER = frozenset({MailKind.NEWSPAPER, MailKind.BASKET})
"""Their code is that of the title or of the crop, the same on every copy: it tells no piece from another."""


class Taking(QObject):
    """Puts what is scanned into the form."""

    changed = Signal()
    """Something is written down, or holds for what is written down next."""
    answered = Signal(object)
    """Carries the Who of somebody's code, or of a word."""
    same_asked = Signal()
    back_asked = Signal()
    record_asked = Signal()
    carrier_asked = Signal(int)
    on_paper = Signal()

    def __init__(self, context: Context, people: Recipients, parent: QObject) -> None:
        """Take in for no form yet."""
        super().__init__(parent)
        self._context = context
        self._people = people
        self._form = ArrivalForm()
        self._again = ScannedAgain(context.clock)
        self._counted = False
        """Whether the label that was scanned last has written something down."""
        self._carriers: Mapping[str, Carrier] = {}

    def begin(self, form: ArrivalForm, carriers: Mapping[str, Carrier]) -> None:
        """Take in for another form; `carriers` by their keys."""
        self._form, self._carriers = form, carriers

    def is_words(self, code: str) -> bool:
        """Tell whether a scan is no code at all: somebody typed a word as fast as a scanner does."""
        if tracking.may_be_number(code) or codes.looks_ours(code):
            return False
        try:
            self._context.desk.ask(scans.resolve, scanned=code)
        except UnknownCode:
            return True
        except DeskError:
            return False
        return False

    def is_somebody(self, code: str) -> bool:
        """Tell whether a scan is the label of somebody, which answers what the field asks."""
        if not codes.looks_ours(code):
            return False
        try:
            found = self._context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        return found.kind is FoundKind.CUSTOMER

    def take_scan(self, code: str) -> bool:
        """Take a scan in; False when it is for the window: a badge, a visit, what was misread."""
        repeated, reading, found = self._again.is_repeated(code), None, None
        with suppress(DeskError):  # the window asks as well, and says what it is told
            reading = self._context.desk.ask(scans.foreign, scanned=code)
            if self._is_nobodys(code, reading):
                return True
            if reading is None or reading.certainty is Certainty.NONE:
                found = self._context.desk.ask(scans.resolve, scanned=code)
        if found is None:
            if reading is None or not reading.number:
                return False
            self.take_number(reading)
            return True
        if found.kind is FoundKind.CUSTOMER:
            self._take_somebody(found.id, repeated=repeated)
            return True
        return self._take_found(found)

    def _is_nobodys(self, code: str, reading: Reading | None) -> bool:
        """Say so of a label that is nobody's here; who is here may write such numbers too, and then it is one."""
        its_own = [] if reading is None else reading.carriers
        here = said.brands(self._form, self._carriers)
        if any(key in here for key in its_own) or not self._context.desk.ask(
            scans.is_label_of_nobody, scanned=code
        ):
            return False
        self._context.notices.warn(said.nobodys(code, self._context.texts))
        return True

    def take_number(self, reading: Reading) -> None:
        """Write down a piece by its number; one that is in the list or at the desk already is said, not doubled."""
        form, t = self._form, self._context.texts
        place = form.place_of(reading.number)
        if place is not None:
            form.current = place if form.pieces[place].who is None else form.current
            self._context.notices.warn(
                t("{number} is in the list already, line {n}.", number=reading.number, n=place + 1)
            )
            self.changed.emit()
            return
        here = self._already_here(reading.number)
        if here:
            self._context.notices.warn(here)
            return
        if form.is_full():
            self._context.notices.warn(TooMuchMail(most=MOST_PIECES).said(t))
            return
        kind = self._kind_of(reading)
        number = "" if kind in _NO_NUMBER and reading.certainty is not Certainty.SURE else reading.number
        form.add(number, kind=kind, carrier=reading.surely, check_fails=reading.check is Check.FAILS)
        self.changed.emit()

    def _kind_of(self, reading: Reading) -> MailKind:
        """Take the kind that a number says, for this piece alone; else the one that holds.

        Registered mail says so in its number whoever brings it, and asks for a signature: it is never left unseen.
        A number with letters in it says its kind by its shape, also where a digit of it was misread.
        """
        says = None if reading.kind is None else MailKind(reading.kind)
        shaped = reading.check is Check.FAILS and not reading.number.isdigit()
        if says is not None and (
            reading.certainty is Certainty.SURE or shaped or says is MailKind.REGISTERED
        ):
            return says
        return self._form.kind

    def _already_here(self, number: str) -> str:
        """Say where a piece with this number is, if it is in our care."""
        desk, t = self._context.desk, self._context.texts
        ids = desk.ask(mail_reading.by_number, number=number)
        rows = desk.ask(mail_reading.rows, item_ids=ids[:1], language=t.language) if ids else []
        if not rows or rows[0].status is Status.HANDED_BACK:
            return ""
        row = rows[0]
        return t(
            "{number} is here already: {name}, {place}.",
            number=said.ending(number),
            name=row.owner,
            place=row.shelf or t("counter"),
        )

    def _take_found(self, found: Found) -> bool:
        if found.kind is FoundKind.SHELF:
            self._form.use_shelf(found.id)
            self.changed.emit()
        elif found.kind is FoundKind.CARRIER:
            self._take_carrier(found.id)
        elif found.kind is FoundKind.SAYING:
            return self._take_saying(Saying(found.id))
        elif found.kind in _OWNED:
            self._take_owner(found)
        else:
            return False
        return True

    def _take_somebody(self, customer_id: int, *, repeated: bool) -> None:
        """Let the label of somebody say for whom the piece in the hand is, or write down one more for them."""
        t, who = self._context.texts, self._people.by_id(customer_id)
        if who is None:
            return
        if repeated and self._counted:
            self._context.notices.warn(said.said_twice(who.name, t))
            return
        form = self._form
        new = form.piece() is None
        self._counted = not (new and form.is_full())
        if not new or form.kind not in _NUMBERED or form.is_full():
            self.answered.emit(who)
        elif form.kind is not MailKind.REGISTERED and brings_letters(self._here()):
            form.answer(who, kind=MailKind.LETTER)
            self._context.notices.say(t("A letter for {name}, without a number.", name=who.name))
            self.changed.emit()
        else:
            self._refuse_label(who, again=repeated)

    def _refuse_label(self, who: Who, *, again: bool) -> None:
        """Take no label before its piece; each one is counted, a bouncing scanner once."""
        self._counted = False
        if who.customer_id is not None and not again:
            self._form.missed.append(who.customer_id)
            self.changed.emit()
        first = self._context.texts(
            "The label of {name} is not taken: first scan the number on the piece, then the label. "
            "No number on it? Type the name.",
            name=who.name,
        )
        self._context.notices.warn(first)

    def _here(self) -> Carrier | None:
        return next((each for each in self._carriers.values() if each.id == self._form.carrier_id), None)

    def _take_carrier(self, carrier_id: int) -> None:
        """Say whose the piece in the hand is, where who brings it brings for that carrier; else who is here."""
        key = next((each.key for each in self._carriers.values() if each.id == carrier_id), "")
        if self._form.piece() is not None and key in said.brands(self._form, self._carriers):
            self._form.change(carrier=key)
            self.changed.emit()
        else:
            self.carrier_asked.emit(carrier_id)

    def _take_owner(self, found: Found) -> None:
        """Let somebody's ticket, or a piece of theirs, say for whom the piece in the hand is."""
        desk = self._context.desk
        owner = (
            desk.ask(leads.owner_of_ticket, request_id=found.id)
            if found.kind is FoundKind.TICKET
            else desk.ask(leads.owner_of_item, item_id=found.id)
        )
        who = self._people.by_id(owner.customer_id)
        if who is None:
            self._context.notices.warn(self._context.texts("This code belongs to nobody yet. Type the name."))
        else:
            self.answered.emit(who)

    def _take_saying(self, word: Saying) -> bool:
        if word in MAIL_KINDS:
            self._form.use_kind(MAIL_KINDS[word])
            self.changed.emit()
        elif word is Saying.SAME_PERSON:
            self.same_asked.emit()
        elif word is Saying.NOBODY_KNOWN:
            self.answered.emit(Who())
        elif word is Saying.TAKE_BACK:
            self.back_asked.emit()
        elif word is Saying.RECORD:
            self.record_asked.emit()
        elif word is Saying.ON_PAPER:
            self.on_paper.emit()
        return word in MAIL or word is Saying.ON_PAPER
