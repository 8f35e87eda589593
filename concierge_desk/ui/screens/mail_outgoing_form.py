"""What one person leaves to be sent, as it is written down before it is recorded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from concierge_desk.models import Facts, MailKind, Payer
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import deeds
from concierge_desk.operations.outgoing import Outgoing

KINDS = (MailKind.LETTER, MailKind.REGISTERED, MailKind.PARCEL, MailKind.EXPRESS)
"""Kinds that people send."""


@dataclass(slots=True)
class OutgoingForm:
    """The pieces of one person, their payer, and the deed that they become."""

    customer_id: int
    uid: str = field(default_factory=deeds.new_uid)
    payer: Payer = Payer.CUSTOMER
    pieces: list[Outgoing] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Tell whether no piece is written down."""
        return not self.pieces

    def total(self) -> Money:
        """Add up what is known to cost something."""
        return sum((each.franking for each in self.pieces if each.franking is not None), NOTHING)

    def has(self, number: str) -> bool:
        """Tell whether a number is in the list."""
        return any(number and each.number == number for each in self.pieces)

    def body(self) -> Facts:
        """Write everything down for the draft."""
        return {
            "customer_id": self.customer_id,
            "payer": self.payer.value,
            "pieces": [_facts(each) for each in self.pieces],
        }


def from_body(uid: str, body: Facts) -> OutgoingForm:
    """Read a form that was left open."""
    pieces = [_piece(each) for each in body["pieces"]]
    return OutgoingForm(int(body["customer_id"]), uid, Payer(body["payer"]), pieces)


def weight_of(typed: str) -> int | None:
    """Read a weight as people write it, in grams: "20", "20 g", "1,5 kg"; None when it is none."""
    kept = typed.strip().lower().replace(" ", "").replace("\u00a0", "").replace(",", ".")
    factor = 1000 if kept.endswith("kg") else 1
    digits = kept.removesuffix("kg") if factor > 1 else kept.removesuffix("g")
    if not (digits.replace(".", "", 1).isdigit() and digits.isascii()):
        return None
    grams = float(digits) * factor
    return round(grams) if grams == round(grams) else None


def _facts(piece: Outgoing) -> Facts:
    cents = None if piece.franking is None else piece.franking.cents
    return asdict(piece) | {"kind": piece.kind.value, "franking": cents}


def _piece(said: Mapping[str, object]) -> Outgoing:
    cents = said["franking"]
    franking = Money(cents) if isinstance(cents, int) else None
    kind = MailKind(str(said["kind"]))
    return Outgoing(**(dict(said) | {"kind": kind, "franking": franking}))  # type: ignore[arg-type]  # as _facts wrote it
