"""Something that is not as it should be."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType
from concierge_desk.models.item import Item


class IncidentKind(enum.Enum):
    """What is wrong."""

    MISSING = "missing"
    DAMAGED = "damaged"
    UNEXPECTED = "unexpected"


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
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(default="")

    item: Mapped[Item | None] = relationship(lazy="raise")
