"""The people who ask for things, and who may collect for them."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Facts


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

    collectors: Mapped[list["Collector"]] = relationship(
        back_populates="customer", lazy="raise", order_by="Collector.name"
    )

    __table_args__ = (Index("ix_customer_seen_on", "seen_on", "id"), {"sqlite_strict": True})

    def personal(self) -> Facts:
        """Gather the fields that the commitment covers."""
        return {
            "name": self.name,
            "company": self.company,
            "place": self.place,
            "phone": self.phone,
            "email": self.email,
            "notify": self.notify.value,
            "language": self.language,
            "note": self.note,
        }


class CustomerVersion(Base):
    """What a customer's fields were before a change, for the commitments made then."""

    __tablename__ = "customer_version"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    until_at: Mapped[datetime]
    salt: Mapped[bytes | None]
    commitment: Mapped[str]
    fields: Mapped[Facts]


class Collector(Base):
    """A person who may collect for a customer (procuration); their document is seen, never copied."""

    __tablename__ = "collector"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    until_on: Mapped[date | None]
    identity_seen: Mapped[bool] = mapped_column(default=False)

    customer: Mapped[Customer] = relationship(back_populates="collectors", lazy="raise")
