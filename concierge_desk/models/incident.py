"""Something that is not as it should be."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType
from concierge_desk.models.item import Item
from concierge_desk.money import Money


class IncidentKind(enum.Enum):
    """What is wrong."""

    MISSING = "missing"
    DAMAGED = "damaged"
    UNEXPECTED = "unexpected"
    LATE = "late"
    DISPUTED = "disputed"


class IncidentOutcome(enum.Enum):
    """How an incident ended."""

    FOUND = "found"
    REDONE = "redone"
    COMPENSATED = "compensated"
    PUT_RIGHT = "put_right"
    GIVEN_UP = "given_up"
    UNDONE = "undone"


class EntryKind(enum.Enum):
    """What was added to an incident."""

    NOTE = "note"
    OWNER = "owner"
    NEXT_STEP = "next_step"
    PHOTO = "photo"
    CLOSED = "closed"


class Incident(Base):
    """Something not as it should be; it has an owner and an age, and closes with a reason."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[IncidentKind] = mapped_column(EnumType(IncidentKind))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    note: Mapped[str] = mapped_column(default="")
    stranger_id: Mapped[int | None] = mapped_column(ForeignKey("stranger.id"))
    roll_call_id: Mapped[int | None] = mapped_column(ForeignKey("roll_call.id"))
    next_step: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    amount: Mapped[Money | None]
    """What was paid to make up for it."""
    outcome: Mapped[IncidentOutcome | None] = mapped_column(EnumType(IncidentOutcome))
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(default="")

    item: Mapped[Item | None] = relationship(lazy="raise")


class IncidentEntry(Base):
    """One thing that was added to an incident; only ever added."""

    __tablename__ = "incident_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[EntryKind] = mapped_column(EnumType(EntryKind))
    text: Mapped[str] = mapped_column(default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))


class Photo(Base):
    """A picture of what is wrong, as a JPEG small enough for the store."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[bytes]
