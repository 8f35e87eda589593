"""Prices that a provider names for one piece, and what its customer says to them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType
from concierge_desk.models.item import Item, QuoteState
from concierge_desk.money import Money


class Quote(Base):
    """A price named by a provider; above the customer's ceiling they must be asked."""

    __tablename__ = "quote"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    amount: Mapped[Money]
    note: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    state: Mapped[QuoteState] = mapped_column(EnumType(QuoteState), index=True)
    within_ceiling: Mapped[bool]
    """Whether it was accepted beforehand, by the ceiling."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_with: Mapped[str] = mapped_column(default="")
    """Who said yes or no, and how: "Claire Dupont, by telephone"."""
    decision_uid: Mapped[str | None] = mapped_column(ForeignKey("deed.uid"))

    item: Mapped[Item] = relationship(lazy="raise")
