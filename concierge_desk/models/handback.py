"""One handing over to a customer or their authorised collector."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Facts, Rows
from concierge_desk.models.customer import Customer
from concierge_desk.models.identity import Shown
from concierge_desk.texts import N_, Texts

_BY_PROCURATION = N_("{name}, by procuration")


class Settled(enum.Enum):
    """How the price is settled; the desk keeps no till."""

    PROVIDER = "provider"
    ACCOUNT = "account"
    NOTHING = "nothing"


class Handback(Base):
    """One handing over, with who collected and their signature."""

    __tablename__ = "handback"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    collector_id: Mapped[int | None] = mapped_column(ForeignKey("collector.id"))
    collector_name: Mapped[str]
    identity_seen: Mapped[bool] = mapped_column(default=False)
    signature: Mapped[Rows] = mapped_column(default=list)
    identity_kind: Mapped[str] = mapped_column(default="")
    """Which kind of document was seen, as `identity.Shown` writes it ("passport"); never its number."""
    settled: Mapped[Settled] = mapped_column(EnumType(Settled))
    salt: Mapped[bytes | None]
    commitment: Mapped[str]

    customer: Mapped[Customer] = relationship(lazy="raise")

    @property
    def by_procuration(self) -> bool:
        """Whether somebody collected whom the customer had authorised."""
        return self.collector_id is not None

    @property
    def shown(self) -> Shown:
        """Which documents were seen."""
        return Shown.read(self.identity_kind)

    def proof(self) -> Facts:
        """Gather the fields that the commitment covers."""
        facts: Facts = {
            "collector": self.collector_name,
            "identity_seen": self.identity_seen,
            "signature": self.signature,
            "settled": self.settled.value,
        }
        # Hand-backs before revision 0006 are committed to without it.
        return facts | ({"identity_kind": self.identity_kind} if self.identity_kind else {})


def with_whom(name: str, texts: Texts, *, by_procuration: bool) -> str:
    """Name who took something, and say that a procuration let them."""
    return texts(_BY_PROCURATION, name=name) if name and by_procuration else name
