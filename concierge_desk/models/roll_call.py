"""Looking whether everything is where it should be, shelf by shelf."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType
from concierge_desk.models.item import Item


class Seen(enum.Enum):
    """What a roll-call says of an item; each item of one has exactly one."""

    PRESENT = "present"
    MISPLACED = "misplaced"
    MISSING = "missing"
    UNEXPECTED = "unexpected"


class RollCall(Base):
    """One roll-call of some shelves; once closed it is a record."""

    __tablename__ = "roll_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    deed_uid: Mapped[str | None] = mapped_column(ForeignKey("deed.uid"))
    note: Mapped[str] = mapped_column(default="")


class RollCallShelf(Base):
    """A shelf that a roll-call looks at; without a shelf it is the counter itself."""

    __tablename__ = "roll_call_shelf"

    id: Mapped[int] = mapped_column(primary_key=True)
    roll_call_id: Mapped[int] = mapped_column(ForeignKey("roll_call.id"), index=True)
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class RollCallMark(Base):
    """A piece that was scanned in a roll-call that is still open, and where."""

    __tablename__ = "roll_call_mark"

    roll_call_id: Mapped[int] = mapped_column(ForeignKey("roll_call.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class RollCallLine(Base):
    """What a closed roll-call says of one item: where it should be, and where it was seen."""

    __tablename__ = "roll_call_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    roll_call_id: Mapped[int] = mapped_column(ForeignKey("roll_call.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    seen_shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    seen: Mapped[Seen] = mapped_column(EnumType(Seen))

    item: Mapped[Item] = relationship(lazy="raise")
