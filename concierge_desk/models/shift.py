"""Who is at the desk on which day, what they tell the next ones, and how a day was ended."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, Rows


class Presence(Base):
    """Somebody was at the desk on a day, from their first signing in until they were last seen."""

    __tablename__ = "presence"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    day_on: Mapped[date] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class ShiftNote(Base):
    """A word for those who come after; shown for two days, kept for good."""

    __tablename__ = "shift_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str]


class DayEnd(Base):
    """A day was ended at the desk; `checks` says what was in order and what was left."""

    __tablename__ = "day_end"

    id: Mapped[int] = mapped_column(primary_key=True)
    day_on: Mapped[date] = mapped_column(unique=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    checks: Mapped[Rows] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")
