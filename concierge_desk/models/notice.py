"""What customers were told: about what, how, by whom."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, EnumType, Rows


class About(enum.Enum):
    """What a customer is told about."""

    DELAY = "delay"
    QUOTE = "quote"
    READY = "ready"
    UNCLAIMED = "unclaimed"
    INCIDENT = "incident"


class Channel(enum.Enum):
    """How a customer is told."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    COUNTER = "counter"


class Notice(Base):
    """A customer was told something about some of their items; the words go when the person is erased."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    about: Mapped[About] = mapped_column(EnumType(About))
    channel: Mapped[Channel] = mapped_column(EnumType(Channel))
    item_ids: Mapped[Rows] = mapped_column(default=list)
    text: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_notice_customer_id_at", "customer_id", "at"), {"sqlite_strict": True})
