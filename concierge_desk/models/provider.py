"""Outside organisations that do the work, and when they come by."""

import enum
from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Rows
from concierge_desk.money import Money


class LegalForm(enum.Enum):
    """What kind of organisation it is; all but the last are social economy (law of 31 July 2014, art. 1)."""

    ASSOCIATION = "association"
    SCOP = "scop"
    SCIC = "scic"
    MUTUAL = "mutual"
    FOUNDATION = "foundation"
    ESUS = "esus"
    INSERTION = "insertion"
    EI = "ei"
    AI = "ai"
    ACI = "aci"
    ETTI = "etti"
    ADAPTED = "adapted"
    ESAT = "esat"
    ORDINARY = "ordinary"


class Provider(Base):
    """An outside organisation that takes items and brings them back."""

    __tablename__ = "provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    trade: Mapped[str] = mapped_column(default="")
    legal_form: Mapped[LegalForm] = mapped_column(EnumType(LegalForm), default=LegalForm.ORDINARY)
    siret: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    distance_m: Mapped[int | None]
    transport: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    esus_number: Mapped[str] = mapped_column(default="")
    esus_until: Mapped[date | None]
    """The last day of its approval as ESUS (Code du travail, art. L3332-17-1)."""
    evidence: Mapped[str] = mapped_column(default="")
    """What was seen that shows its kind: articles, a decision of the prefect."""
    evidence_on: Mapped[date | None]
    contacts: Mapped[Rows] = mapped_column(default=list)
    """People there: `{"name": "…", "role": "…", "phone": "…", "email": "…"}`."""
    note: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    """How many pieces it takes on one day; None when nobody has said."""
    closures: Mapped[Rows] = mapped_column(default=list)
    """Its holidays as pairs of ISO days, both closed: `["2026-08-01", "2026-08-21"]`."""
    delay_days: Mapped[int] = mapped_column(default=0)
    """By how many working days it said that it is late, until `delay_until`."""
    delay_until: Mapped[date | None]

    weekly: Mapped[list["WeeklyVisit"]] = relationship(
        back_populates="provider", lazy="raise", order_by="WeeklyVisit.weekday, WeeklyVisit.hour"
    )

    @property
    def is_ess(self) -> bool:
        """Whether it belongs to the social economy by its kind, whatever became of an approval."""
        return self.legal_form is not LegalForm.ORDINARY

    def is_ess_on(self, on: date) -> bool:
        """Tell whether it belongs to the social economy on a day: an approval that ran out counts no more."""
        ran_out = self.legal_form is LegalForm.ESUS and self.esus_until is not None and self.esus_until < on
        return self.is_ess and not ran_out

    def is_closed_on(self, on: date) -> bool:
        """Tell whether it is on holiday on a day."""
        return any(first <= on.isoformat() <= last for first, last in self.closures)


class WeeklyVisit(Base):
    """A provider comes by each week on this day at this hour."""

    __tablename__ = "weekly_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    weekday: Mapped[int]
    hour: Mapped[time]
    takes: Mapped[bool] = mapped_column(default=True)
    brings: Mapped[bool] = mapped_column(default=True)
    until: Mapped[time | None]
    """Until when it may come; None when it comes at its hour."""
    cutoff_minutes: Mapped[int] = mapped_column(default=0)
    """So long before its hour a thing must be at the desk to leave with it."""

    provider: Mapped[Provider] = relationship(back_populates="weekly", lazy="raise")


class Offer(Base):
    """A provider does a service; the one that `Service.provider_id` names is the usual one."""

    __tablename__ = "offer"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True, index=True)
    work_days: Mapped[int | None]
    """In how many working days it does it; None for the service's own."""


class PurchasePrice(Base):
    """What a provider charges us for an article, beside the public price."""

    __tablename__ = "purchase_price"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    price: Mapped[Money]
