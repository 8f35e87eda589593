"""What an invented history handles: people, things, counted pieces, visits and incidents, as plain values.

Moments are microseconds, amounts are cents, structures are as in the store.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from concierge_desk.models import Facts, Holder, Outcome, Rows, Signed
from concierge_desk.models.base import canonical
from concierge_desk.models.due import UNPROMISED_BACK_AFTER

Row = tuple[object, ...]
Spot = tuple[str, int | None, int | None]
_UNPROMISED_BACK_AFTER = UNPROMISED_BACK_AFTER // timedelta(microseconds=1)
AT_DESK: Spot = (Holder.DESK.value, None, None)


class Person:
    """A customer, as far as the history needs to know them."""

    __slots__ = ("collectors", "coming", "commitment", "id", "language", "name", "owner", "seen_on", "things")

    def __init__(self, id_: int, name: str, language: str, commitment: str, owner: str) -> None:
        """Know a customer; `owner` is what their things are found by."""
        self.id, self.name, self.language, self.commitment, self.owner = (
            id_,
            name,
            language,
            commitment,
            owner,
        )
        self.things: list[Thing] = []
        self.collectors: list[tuple[int, str]] = []
        self.coming = False
        self.seen_on: str | None = None


class Thing:
    """An item, with its columns as the store holds them, and what the history plans for it."""

    __slots__ = (
        "article_id", "ceiling", "conditions", "customer_id", "described", "details", "due", "fate", "holder", "id",
        "is_new", "label", "left_at", "move_id", "moved_at", "part", "parts", "person", "price", "promised_at",
        "provider_id", "request_id", "rework", "salt", "service_id", "status", "tag",
    )  # fmt: skip

    id: int
    request_id: int
    person: Person
    customer_id: int
    service_id: int
    article_id: int
    provider_id: int | None
    label: str
    part: int
    parts: int
    price: int | None
    ceiling: int | None
    tag: str | None
    conditions: Rows
    details: Facts
    salt: bytes
    described: str
    promised_at: int | None
    rework: bool
    status: str
    holder: Spot
    moved_at: int
    left_at: int
    """Since when its provider has it, once one had it (models.due.leavings)."""
    move_id: int
    is_new: bool
    due: int
    fate: str

    def state(self) -> Facts:
        """Gather what the moves say of it (custody.state_of)."""
        return {
            "request": self.request_id,
            "customer": self.customer_id,
            "service": self.service_id,
            "article": self.article_id,
            "provider": self.provider_id,
            "part": [self.part, self.parts],
            "price": self.price,
            "ceiling": self.ceiling,
            "tag": self.tag,
            "conditions": self.conditions,
            "described": self.described,
            "promised": self.promised_at,
            "rework": self.rework,
            "status": self.status,
            "quote": None,
        }

    def row(self) -> Row:
        """Write its row of the table."""
        return (
            self.id, self.request_id, self.customer_id, self.service_id, self.article_id, self.provider_id,
            self.label, self.part, self.parts, self.price, self.ceiling, self.tag, canonical(self.conditions),
            canonical(self.details), self.salt, self.promised_at, int(self.rework), self.status, *self.holder,
            self.moved_at, self.move_id, None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted article as it is taken in, with what its service and price list say (handins.Piece)."""

    article_id: int
    service_id: int
    provider_id: int | None
    pieces: int
    price: int | None
    ceiling: int | None
    promised_at: int | None
    conditions: tuple[str, ...] = ()
    details: Facts | None = None
    label: str = ""
    tag: str | None = None


@dataclass(slots=True)
class Coming:
    """A visit while it is open; `serial` is its number."""

    id: int
    serial: int
    provider_id: int
    planned_at: int
    opened_at: int
    staff_id: int


@dataclass(slots=True)
class Seal:
    """How a visit was signed and closed, and what its books count (visit_closing.seal); nothing of one still open."""

    driver: str = ""
    signature: Rows = field(default_factory=list)
    salt: bytes | None = None
    commitment: str = ""
    books_head: int | None = None
    awaited: int | None = None

    @property
    def signed(self) -> str:
        """How its driver signed."""
        return Signed.SCREEN.value if self.signature else Signed.NONE.value

    def proof(self, visit: Coming) -> Facts:
        """Gather the fields that the commitment covers (Visit.proof)."""
        return {
            "number": visit.serial,
            "provider": visit.provider_id,
            "planned": visit.planned_at,
            "driver": self.driver,
            "signature": self.signature,
            "signed": self.signed,
            "concierge": [],
            "corrects": None,
            "books": [self.books_head, self.awaited],
        }


@dataclass(frozen=True, slots=True)
class Return:
    """One thing that a provider brings (visits.Brought)."""

    thing: Thing
    outcome: Outcome = Outcome.RETURNED
    shelf_id: int | None = None
    note: str = ""


@dataclass(slots=True)
class Trouble:
    """An incident, until it is closed and its row taken."""

    id: int
    thing: Thing
    kind: str
    row: list[object]
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Before:
    """A move, and what its thing was before."""

    thing: Thing
    move_id: int
    spot: Spot
    status: str
    rework: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A deed that may be undone."""

    uid: str
    moves: list[Before]


def due_back_at(thing: Thing) -> int:
    """Tell from when a thing with its provider is overdue (models.due.back_at)."""
    return thing.left_at + _UNPROMISED_BACK_AFTER if thing.promised_at is None else thing.promised_at
