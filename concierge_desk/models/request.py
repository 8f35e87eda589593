"""What one customer asks on one occasion."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base
from concierge_desk.models.customer import Customer

_YEARLY = 1_000_000


class Request(Base):
    """One occasion: it has the ticket number, `serial` = two digits of the year and six of a gapless row."""

    __tablename__ = "request"

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    note: Mapped[str] = mapped_column(default="")

    customer: Mapped[Customer] = relationship(lazy="raise")

    @property
    def number(self) -> str:
        """The ticket number as people say it: "26-004812"."""
        return number_of(self.serial)

    @property
    def code(self) -> str:
        """The ten digits on the ticket."""
        return codes.write(codes.CodeKind.TICKET, self.serial)


def serial_of(year: int, count: int) -> int:
    """Make a yearly serial of the year and a count below a million."""
    return (year % 100) * _YEARLY + count


def number_of(serial: int) -> str:
    """Write a ticket number as people say it: "26-004812"."""
    return f"{serial // _YEARLY:02d}-{serial % _YEARLY:06d}"
