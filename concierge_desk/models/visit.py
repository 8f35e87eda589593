"""One coming of a provider."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType, Facts, Rows, microseconds
from concierge_desk.models.item import Item
from concierge_desk.models.provider import Provider
from concierge_desk.money import Money

_YEARLY = 1_000_000


class VisitState(enum.Enum):
    """How far a visit is."""

    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"
    UNDONE = "undone"


class Signed(enum.Enum):
    """How the two of a visit signed: on screen, on its paper, or not at all."""

    SCREEN = "screen"
    PAPER = "paper"
    NONE = "none"


class Way(enum.Enum):
    """Which way an item goes in a visit."""

    OUT = "out"
    BACK = "back"


class Outcome(enum.Enum):
    """What became of an item in a visit; each item of a visit has exactly one per way."""

    GONE = "gone"
    LEFT = "left"
    RETURNED = "returned"
    REDO = "redo"
    DAMAGED = "damaged"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    QUOTED = "quoted"
    """It stays with its provider, who has named a price."""
    ON_QUOTE = "on_quote"
    """It came back with a price, and waits here for its customer's word."""


class Visit(Base):
    """One coming of a provider; `serial` = two digits of the year and six of a gapless row, its manifest number."""

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(unique=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    planned_at: Mapped[datetime]
    state: Mapped[VisitState] = mapped_column(EnumType(VisitState))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str | None] = mapped_column(ForeignKey("deed.uid"))
    driver: Mapped[str] = mapped_column(default="")
    signature: Mapped[Rows] = mapped_column(default=list)
    salt: Mapped[bytes | None]
    commitment: Mapped[str] = mapped_column(default="")
    signed: Mapped[Signed] = mapped_column(EnumType(Signed), default=Signed.NONE)
    concierge_signature: Mapped[Rows] = mapped_column(default=list)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    """The undone or amended visit that this one takes the place of, or puts right."""
    books_head: Mapped[int | None]
    """The newest move when the books were closed, before their own; None for books older than revision 0005."""
    awaited: Mapped[int | None]
    """How many pieces its provider keeps that are not due yet; None as above."""

    provider: Mapped[Provider] = relationship(lazy="raise")
    lines: Mapped[list["VisitLine"]] = relationship(
        back_populates="visit", lazy="raise", order_by="VisitLine.id"
    )

    __table_args__ = (
        Index("ix_visit_provider_planned", "provider_id", "planned_at"),
        Index("ix_visit_planned", "planned_at"),
        {"sqlite_strict": True},
    )

    @property
    def number(self) -> str:
        """The manifest number as people say it: "26-P-0311"."""
        return f"{self.serial // _YEARLY:02d}-P-{self.serial % _YEARLY:04d}"

    @property
    def code(self) -> str:
        """The ten digits on the manifest."""
        return codes.write(codes.CodeKind.VISIT, self.serial)

    def proof(self) -> Facts:
        """Gather the fields that the commitment covers."""
        facts: Facts = {
            "number": self.serial,
            "provider": self.provider_id,
            "planned": microseconds(self.planned_at),
            "driver": self.driver,
            "signature": self.signature,
        }
        if self.books_head is None:  # closed before books were kept: its commitment covers no more
            return facts
        return facts | {
            "signed": self.signed.value,
            "concierge": self.concierge_signature,
            "corrects": self.corrects_id,
            "books": [self.books_head, self.awaited],
        }


class VisitLine(Base):
    """What became of one item in one visit."""

    __tablename__ = "visit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    way: Mapped[Way] = mapped_column(EnumType(Way))
    outcome: Mapped[Outcome] = mapped_column(EnumType(Outcome))
    note: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who scanned it, or said what became of it."""
    since: Mapped[datetime | None]
    """Of what is missing with its provider: since when it is there."""
    amount: Mapped[Money | None]
    """The price that its provider named, of what came with a quote."""

    visit: Mapped[Visit] = relationship(back_populates="lines", lazy="raise")
    item: Mapped[Item] = relationship(lazy="raise")


class VisitMark(Base):
    """What was scanned or said of a piece in a visit whose books are still open; each piece has one."""

    __tablename__ = "visit_mark"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    way: Mapped[Way] = mapped_column(EnumType(Way))
    outcome: Mapped[Outcome] = mapped_column(EnumType(Outcome))
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    note: Mapped[str] = mapped_column(default="")
    amount: Mapped[Money | None]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
