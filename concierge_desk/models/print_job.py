"""Papers waiting to be printed (an outbox)."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, EnumType, Rows


class Paper(enum.Enum):
    """What kind of paper."""

    TICKET = "ticket"
    SHOP_COPY = "shop_copy"
    LABELS = "labels"
    MANIFEST = "manifest"
    HANDBACK_SLIP = "handback_slip"


class PrintState(enum.Enum):
    """How far a paper is; "sent" is never "printed"."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PrintJob(Base):
    """One paper to print: what, for which record, in which language; made in the deed's own transaction."""

    __tablename__ = "print_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[Paper] = mapped_column(EnumType(Paper))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    handback_id: Mapped[int | None] = mapped_column(ForeignKey("handback.id"), index=True)
    item_ids: Mapped[Rows] = mapped_column(default=list)
    language: Mapped[str]
    copy: Mapped[int] = mapped_column(default=1)
    state: Mapped[PrintState] = mapped_column(EnumType(PrintState), default=PrintState.WAITING)
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sent_at: Mapped[datetime | None]
    target: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index(
            "ix_print_job_unsent",
            "state",
            sqlite_where=text("state IN ('waiting', 'sending', 'failed')"),
        ),
        {"sqlite_strict": True},
    )
