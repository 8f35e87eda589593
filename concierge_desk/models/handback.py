"""One handing over to a customer or their authorised collector."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, case
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Facts, Rows
from concierge_desk.models.customer import Customer
from concierge_desk.models.identity import Shown
from concierge_desk.models.visit import Signed
from concierge_desk.texts import N_, Texts

_BY_PROCURATION = N_("{name}, by procuration")
_HOW = {
    Signed.SCREEN: N_("signed on screen"),
    Signed.PAPER: N_("signed on paper, proof no. {number}"),
    Signed.NONE: N_("nobody signed"),
}


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
    on_paper: Mapped[bool] = mapped_column(default=False)
    """Whether they signed on the paper that the house keeps, instead of on the screen."""
    settled: Mapped[Settled] = mapped_column(EnumType(Settled))
    salt: Mapped[bytes | None]
    commitment: Mapped[str]

    customer: Mapped[Customer] = relationship(lazy="raise")

    @property
    def by_procuration(self) -> bool:
        """Whether somebody collected whom the customer had authorised."""
        return self.collector_id is not None

    @property
    def number(self) -> str:
        """Its number on the proof of delivery: "0042"."""
        return proof_number_of(self.id)

    @property
    def signing(self) -> "Signing":
        """How they signed."""
        on_screen = Signed.SCREEN if self.signature else Signed.NONE
        return Signing(Signed.PAPER if self.on_paper else on_screen, self.number)

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
        # Hand-backs before revision 0006 are committed to without the one, those before 0010 without the other.
        facts |= {"identity_kind": self.identity_kind} if self.identity_kind else {}
        return facts | ({"on_paper": True} if self.on_paper else {})


HOW_SIGNED: ColumnElement[str | None] = case(
    (Handback.salt.is_(None), None),
    (Handback.on_paper, Signed.PAPER.value),
    (Handback.signature == [], Signed.NONE.value),
    else_=Signed.SCREEN.value,
)
"""Asks how somebody signed, without their signature; None once they were erased."""


def proof_number_of(handback_id: int) -> str:
    """Write the number of a hand-back as it stands on its proof of delivery: "0042"."""
    return f"{handback_id:04d}"


@dataclass(frozen=True, slots=True)
class Signing:
    """How somebody signed for what they took, and the number of their proof of delivery."""

    how: Signed
    number: str

    @classmethod
    def of(cls, handback_id: int | None, how: str | None) -> "Signing | None":
        """Read what `HOW_SIGNED` tells of a hand-back; None where there is none, or where they were erased."""
        return None if handback_id is None or how is None else cls(Signed(how), proof_number_of(handback_id))

    @property
    def is_on_paper(self) -> bool:
        """Whether the signature is on the paper that the house keeps."""
        return self.how is Signed.PAPER

    def said(self, texts: Texts) -> str:
        """Say it in a language: "signed on paper, proof no. 0042"."""
        return texts(_HOW[self.how], number=self.number)


def with_whom(name: str, texts: Texts, *, by_procuration: bool) -> str:
    """Name who took something, and say that a procuration let them."""
    return texts(_BY_PROCURATION, name=name) if name and by_procuration else name
