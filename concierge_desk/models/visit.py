"""One coming of a provider."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType, Facts, Rows, microseconds
from concierge_desk.models.item import Item
from concierge_desk.models.provider import Provider

_YEARLY = 1_000_000


class VisitState(enum.Enum):
    """How far a visit is."""

    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"


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
        return {
            "number": self.serial,
            "provider": self.provider_id,
            "planned": microseconds(self.planned_at),
            "driver": self.driver,
            "signature": self.signature,
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

    visit: Mapped[Visit] = relationship(back_populates="lines", lazy="raise")
    item: Mapped[Item] = relationship(lazy="raise")
