"""Messages to customers on their way (an outbox): one a person and day, whatever waits for them."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Rows
from concierge_desk.models.customer import Customer
from concierge_desk.models.notice import Channel
from concierge_desk.models.on_its_way import OnItsWay


class Stage(enum.Enum):
    """Which message it is of those about the same thing; of several, the most pressing names the message."""

    FIRST = "first"
    REMINDER = "reminder"
    LAST = "last"


class MessageState(enum.Enum):
    """How far a message is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    """The server or gateway took it, the paper was given, or somebody was spoken to."""
    FAILED = "failed"
    """It was refused for good; nothing was sent."""
    DOUBTFUL = "doubtful"
    """Nobody knows whether it went; it is not sent again by itself."""
    CANCELLED = "cancelled"


class Message(OnItsWay, Base):
    """One message to one person on one day; `uid` names it to the server, so that it is not sent twice."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    day_on: Mapped[date]
    stage: Mapped[Stage] = mapped_column(EnumType(Stage))
    channel: Mapped[Channel] = mapped_column(EnumType(Channel))
    """PHONE is a line of the call list, COUNTER a printed slip."""
    language: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    item_ids: Mapped[Rows] = mapped_column(default=list)
    state: Mapped[MessageState] = mapped_column(EnumType(MessageState), default=MessageState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    next_at: Mapped[datetime | None]
    """Not tried again before."""
    done_at: Mapped[datetime | None]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    round_key: Mapped[str] = mapped_column(default="")
    """The round that made it by itself ("11:30", "closing"); empty when somebody did."""
    print_job_id: Mapped[int | None] = mapped_column(ForeignKey("print_job.id"))
    """The newest printing of a slip that this message asked for; somebody may have printed it again since."""

    customer: Mapped[Customer] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("customer_id", "day_on"),
        Index(
            "ix_message_open",
            "state",
            sqlite_where=text("state IN ('waiting', 'sending', 'failed', 'doubtful')"),
        ),
        Index("ix_message_round", "day_on", sqlite_where=text("round_key > ''")),
        {"sqlite_strict": True},
    )


class MessageText(Base):
    """The house's own words of a message, by stage, channel and language; where there is none the desk's own hold."""

    __tablename__ = "message_text"

    stage: Mapped[Stage] = mapped_column(EnumType(Stage), primary_key=True)
    channel: Mapped[Channel] = mapped_column(EnumType(Channel), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
