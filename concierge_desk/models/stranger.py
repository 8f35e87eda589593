"""Pieces that nobody knows: a tag that is not ours, brought by a provider or found on a shelf."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base


class Stranger(Base):
    """A piece that is not an item of ours; without a deed it was only scanned, in books that are still open."""

    __tablename__ = "stranger"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    roll_call_id: Mapped[int | None] = mapped_column(ForeignKey("roll_call.id"), index=True)
    tag: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    deed_uid: Mapped[str | None] = mapped_column(ForeignKey("deed.uid"))
