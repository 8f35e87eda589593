"""Deeds that a supervisor lets somebody else do, once."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base


class Authorisation(Base):
    """A supervisor let somebody do one deed, at the counter, with their PIN or badge; it is used once."""

    __tablename__ = "authorisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    allows: Mapped[str]
    deed_key: Mapped[str]
    """The one deed: its uid or, where it leaves none, what it changes: "provider 7"."""
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    for_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    used_at: Mapped[datetime | None]
