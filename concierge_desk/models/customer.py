"""The people who ask for things, and who may collect for them."""

import enum
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType, Facts, Rows


class Notify(enum.Enum):
    """How a customer wants to be told."""

    SMS = "sms"
    EMAIL = "email"
    PHONE = "phone"
    NONE = "none"


class Customer(Base):
    """A person who asks for things.

    The personal fields enter the custody chain only as a commitment: SHA-256 of a salt and the fields. So the
    person can be erased (fields and salt) and the chain still holds.
    """

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    company: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    notify: Mapped[Notify] = mapped_column(EnumType(Notify), default=Notify.NONE)
    language: Mapped[str] = mapped_column(default="fr")
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    seen_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    salt: Mapped[bytes | None]
    commitment: Mapped[str]
    is_company: Mapped[bool] = mapped_column(default=False)
    """A company gets mail too; who may collect it are its collectors."""
    stands_for: Mapped[str] = mapped_column(default="")
    """Of the one row that is nobody: "unknown", the owner of mail whose recipient is not settled yet."""
    refuses: Mapped[Rows] = mapped_column(default=list)
    """The channels on which this person wants no message ("sms")."""

    collectors: Mapped[list["Collector"]] = relationship(
        back_populates="customer", lazy="raise", order_by="Collector.name"
    )

    __table_args__ = (
        Index("ix_customer_seen_on", "seen_on", "id"),
        Index("ix_customer_stands_for", "stands_for", sqlite_where=text("stands_for <> ''")),
        Index("ix_customer_company", "company", "is_company"),
        Index("ix_customer_is_company", "is_company", "name", sqlite_where=text("is_company")),
        {"sqlite_strict": True},
    )

    @property
    def code(self) -> str:
        """What the label of their pigeonhole says to a scanner."""
        return codes.write(codes.CodeKind.CUSTOMER, self.id)

    @property
    def account(self) -> str:
        """The company whose account may pay for them: itself, or the one they work for; empty when there is none."""
        return self.name if self.is_company else self.company

    def personal(self) -> Facts:
        """Gather the fields that the commitment covers."""
        facts: Facts = {
            "name": self.name,
            "company": self.company,
            "place": self.place,
            "phone": self.phone,
            "email": self.email,
            "notify": self.notify.value,
            "language": self.language,
            "note": self.note,
        }
        # Not said where it is not so: people noted before revision 0006 are committed to without it.
        if self.is_company:
            facts["company_itself"] = True
        if self.refuses:
            facts["refuses"] = self.refuses
        return facts


class CustomerVersion(Base):
    """What a customer's fields were before a change, for the commitments made then."""

    __tablename__ = "customer_version"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    until_at: Mapped[datetime]
    salt: Mapped[bytes | None]
    commitment: Mapped[str]
    fields: Mapped[Facts]


class Scope(enum.Enum):
    """What a collector may collect."""

    ITEMS = "items"
    MAIL = "mail"
    REGISTERED = "registered"


class Collector(Base):
    """A person who may collect for a customer (procuration); their document is seen, never copied."""

    __tablename__ = "collector"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    until_on: Mapped[date | None]
    identity_seen: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None]
    scopes: Mapped[Rows] = mapped_column(default=lambda: [Scope.ITEMS.value])
    papers: Mapped[Rows] = mapped_column(default=list)
    """Which papers were seen, each a Papers of `operations.procurations`; never their numbers."""

    customer: Mapped[Customer] = relationship(back_populates="collectors", lazy="raise")


def stands_for_nobody() -> ColumnElement[bool]:
    """Ask for the row that owns mail of nobody known, in the words of its index."""
    said: ColumnElement[bool] = literal_column("customer.stands_for <> ''")
    return said


def companies() -> ColumnElement[bool]:
    """Ask for people who are a company, in the words of their index."""
    said: ColumnElement[bool] = literal_column("customer.is_company")
    return said & Customer.is_company.is_(True)
