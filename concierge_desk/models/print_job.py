"""Papers waiting to be printed (an outbox)."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, EnumType, Rows
from concierge_desk.models.on_its_way import OnItsWay


class Paper(enum.Enum):
    """What kind of paper."""

    TICKET = "ticket"
    SHOP_COPY = "shop_copy"
    LABELS = "labels"
    BAG_LABEL = "bag_label"
    SHELF_LABELS = "shelf_labels"
    BADGES = "badges"
    PIGEONHOLE_LABELS = "pigeonhole_labels"
    MANIFEST = "manifest"
    HANDBACK_SLIP = "handback_slip"
    MAIL_NOTICE = "mail_notice"
    COUNTER_STATE = "counter_state"
    REKEY_SHEET = "rekey_sheet"
    SCANNER_SHEET = "scanner_sheet"
    PRINTER_TEST = "printer_test"
    UNCLAIMED_FILE = "unclaimed_file"
    ROLL_CALL = "roll_call"
    CARRIER_SHEET = "carrier_sheet"
    DEPOSIT_SLIP = "deposit_slip"
    RETURN_SHEET = "return_sheet"
    DELIVERY_PROOF = "delivery_proof"
    MAIL_LOG = "mail_log"
    REGISTER = "register"
    CUSTOMER_SLIP = "customer_slip"


class PrintState(enum.Enum):
    """How far a paper is; "sent" is never "printed", "confirmed" is the printer's own word for it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PrintJob(OnItsWay, Base):
    """One paper to print: what, for which record, in which language; made in the deed's own transaction.

    Its counter is the one that queued it: that one prints it, until somebody asks for it at another.
    """

    __tablename__ = "print_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[Paper] = mapped_column(EnumType(Paper))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    handback_id: Mapped[int | None] = mapped_column(ForeignKey("handback.id"), index=True)
    carrier_visit_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_visit.id"), index=True)
    item_ids: Mapped[Rows] = mapped_column(default=list)
    subject_ids: Mapped[Rows] = mapped_column(default=list)
    """What a paper without a record of its own is for: shelves, people of badges, a message, the days of a log."""
    language: Mapped[str]
    copy: Mapped[int] = mapped_column(default=1)
    state: Mapped[PrintState] = mapped_column(EnumType(PrintState), default=PrintState.WAITING)
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sent_at: Mapped[datetime | None]
    target: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")
    recalled: Mapped[bool] = mapped_column(default=False)
    """Whether what it says was undone while it was on its way: what comes back then is not sent again."""
    via: Mapped[str] = mapped_column(default="")
    """The role whose printer takes it instead of its own, or "folder"; empty for its own."""
    reference: Mapped[str] = mapped_column(default="")
    """What the system's printing calls it while what became of it is read back; empty when nothing is to be read."""

    __table_args__ = (
        Index(
            "ix_print_job_unsent",
            "state",
            sqlite_where=text("state IN ('waiting', 'sending', 'failed')"),
        ),
        Index("ix_print_job_evening", "made_at", sqlite_where=text("paper = 'counter_state'")),
        Index("ix_print_job_followed", "reference", sqlite_where=text("reference > ''")),
        {"sqlite_strict": True},
    )
