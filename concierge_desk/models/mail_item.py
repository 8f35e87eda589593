"""A letter or parcel: an Item with carrier details."""

import enum
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, exists, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Facts, Rows, microseconds, moment_of
from concierge_desk.models.carrier import Carrier, CarrierRule, CarrierVisit, MailKind, MailWay
from concierge_desk.models.item import Item
from concierge_desk.money import Money

_YEARLY = 1_000_000
MAIL = "mail"
"""Under which name an item's details hold what is known of it as a piece of mail."""


class Recipient(enum.Enum):
    """Whether it is known for whom a piece is."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    SEVERAL = "several"


class Payer(enum.Enum):
    """Who pays for what is sent."""

    CUSTOMER = "customer"
    ACCOUNT = "account"


class MailItem(Base):
    """What is known of one letter or parcel; its custody is that of its item.

    Everything but the keys also stands in the item's committed details (`facts`), so the moves prove it; what it said
    `before` is proven by the commitment of then. Only operations.mail_records writes it.
    """

    __tablename__ = "mail_item"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    way: Mapped[MailWay] = mapped_column(EnumType(MailWay))
    kind: Mapped[MailKind] = mapped_column(EnumType(MailKind))
    carrier_id: Mapped[int | None] = mapped_column(ForeignKey("carrier.id"), index=True)
    number: Mapped[str] = mapped_column(default="")
    """The carrier's number, capitals and digits without spaces; empty when it has none."""
    addressee: Mapped[str] = mapped_column(default="")
    """For whom, as written on it."""
    sender: Mapped[str] = mapped_column(default="")
    recipient: Mapped[Recipient] = mapped_column(EnumType(Recipient), default=Recipient.KNOWN)
    candidates: Mapped[Rows] = mapped_column(default=list)
    """The customers it may be for, the likeliest first."""
    arrived_on: Mapped[date]
    """The day it came to the desk; of what goes out, the day it was left here."""
    presented_on: Mapped[date | None]
    """The day of the first presentation, as the carrier's notice says it."""
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_rule.id"))
    keep_until: Mapped[date | None]
    """The last day it is kept for its addressee; after it, it goes back."""
    returning_at: Mapped[datetime | None]
    """When it was decided that it goes back to its sender."""
    return_reason: Mapped[str] = mapped_column(default="")
    came_with_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_visit.id"), index=True)
    went_with_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_visit.id"), index=True)
    register_serial: Mapped[int | None] = mapped_column(unique=True)
    """Its number in the register of registered mail: a gapless row of the year, in and out together."""
    service: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    weight_g: Mapped[int | None]
    franking: Mapped[Money | None]
    payer: Mapped[Payer | None] = mapped_column(EnumType(Payer))
    account: Mapped[str] = mapped_column(default="")
    """The company that accepted to pay, as it was called then; empty when none did, or before revision 0013."""
    own_label: Mapped[bool] = mapped_column(default=False)
    """Whether the customer's own label is on it already: a parcel that goes back to a shop."""
    posted_at: Mapped[datetime | None]
    """When the carrier's proof of posting was scanned back."""
    before: Mapped[Facts] = mapped_column(default=dict)
    """What its last description took the place of, with the salt of that, so that it can be taken back."""

    item: Mapped[Item] = relationship(lazy="raise")
    carrier: Mapped[Carrier | None] = relationship(lazy="raise")
    rule: Mapped[CarrierRule | None] = relationship(lazy="raise")
    came_with: Mapped[CarrierVisit | None] = relationship(lazy="raise", foreign_keys=[came_with_id])
    went_with: Mapped[CarrierVisit | None] = relationship(lazy="raise", foreign_keys=[went_with_id])

    __table_args__ = (
        Index("ix_mail_item_number", "number", sqlite_where=text("number > ''")),
        Index("ix_mail_item_arrived_on", "arrived_on", "item_id"),
        Index("ix_mail_item_keep_until", "keep_until", sqlite_where=text("keep_until IS NOT NULL")),
        Index("ix_mail_item_unsettled", "recipient", sqlite_where=text("recipient <> 'known'")),
        {"sqlite_strict": True},
    )

    def facts(self) -> Facts:
        """Gather what the item's committed details say of it."""
        facts: Facts = {
            "way": self.way.value,
            "kind": self.kind.value,
            "carrier": self.carrier_id,
            "number": self.number,
            "addressee": self.addressee,
            "sender": self.sender,
            "recipient": self.recipient.value,
            "candidates": self.candidates,
            "arrived": self.arrived_on.isoformat(),
            "presented": _day(self.presented_on),
            "rule": self.rule_id,
            "keep_until": _day(self.keep_until),
            "returning": _moment(self.returning_at),
            "return_reason": self.return_reason,
            "came_with": self.came_with_id,
            "went_with": self.went_with_id,
            "register": self.register_serial,
            "service": self.service,
            "format": self.format,
            "weight": self.weight_g,
            "franking": None if self.franking is None else self.franking.cents,
            "payer": None if self.payer is None else self.payer.value,
            "own_label": self.own_label,
            "posted": _moment(self.posted_at),
        }
        # Not said where there is none: pieces left before revision 0013 are committed to without it.
        return facts | ({"account": self.account} if self.account else {})

    def tell(self, facts: Facts) -> None:
        """Say again what `facts` kept of it: for whom it is, how it is sent, that it was posted."""
        self.recipient, self.candidates = Recipient(facts["recipient"]), facts["candidates"]
        self.addressee, self.carrier_id, self.number = facts["addressee"], facts["carrier"], facts["number"]
        self.service, self.format, self.weight_g = facts["service"], facts["format"], facts["weight"]
        self.franking = None if facts["franking"] is None else Money(facts["franking"])
        self.account = facts.get("account", "")
        self.posted_at = None if facts["posted"] is None else moment_of(facts["posted"])

    def forget(self, *, account: bool = False) -> None:
        """Forget what stood on it; the numbers of carriers name nobody here.

        The company that owes its franking stays, unless that `account` is itself who is forgotten.
        """
        self.addressee = self.sender = self.return_reason = ""
        self.candidates, self.before = [], {}
        self.account = "" if account else self.account


def register_number_of(serial: int) -> str:
    """Write a number of the register of registered mail as people say it: "26-R-0042"."""
    return f"{serial // _YEARLY:02d}-R-{serial % _YEARLY:04d}"


def is_mail(item: Item) -> bool:
    """Tell whether an item in our care is a piece of mail."""
    return MAIL in item.details


def of_mail() -> ColumnElement[bool]:
    """Ask for items that are pieces of mail."""
    return exists().where(MailItem.item_id == Item.id)


def unsettled() -> ColumnElement[bool]:
    """Ask for mail of which it is not known whose it is, in the words of its index."""
    said: ColumnElement[bool] = literal_column("mail_item.recipient <> 'known'")
    return said


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _moment(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)
