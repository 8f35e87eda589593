"""Outside organisations that do the work, and when they come by."""

import enum
from datetime import time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType


class LegalForm(enum.Enum):
    """What kind of organisation it is; all but the last are social economy (law of 31 July 2014, art. 1)."""

    ASSOCIATION = "association"
    SCOP = "scop"
    SCIC = "scic"
    MUTUAL = "mutual"
    FOUNDATION = "foundation"
    ESUS = "esus"
    INSERTION = "insertion"
    ADAPTED = "adapted"
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

    weekly: Mapped[list["WeeklyVisit"]] = relationship(
        back_populates="provider", lazy="raise", order_by="WeeklyVisit.weekday, WeeklyVisit.hour"
    )

    @property
    def is_ess(self) -> bool:
        """Whether it belongs to the social economy."""
        return self.legal_form is not LegalForm.ORDINARY


class WeeklyVisit(Base):
    """A provider comes by each week on this day at this hour."""

    __tablename__ = "weekly_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    weekday: Mapped[int]
    hour: Mapped[time]
    takes: Mapped[bool] = mapped_column(default=True)
    brings: Mapped[bool] = mapped_column(default=True)

    provider: Mapped[Provider] = relationship(back_populates="weekly", lazy="raise")
