"""The house: this desk, its name and its opening days."""

import enum
from datetime import date, time

from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, EnumType, Facts, Rows

MAIL_KEPT_MONTHS = 12
THE_HOUSE = 1
"""The key of the one house of a store."""


class HouseKind(enum.Enum):
    """Where the desk stands."""

    COMPANY = "company"
    NEIGHBOURHOOD = "neighbourhood"
    THIRD_PLACE = "third_place"


class House(Base):
    """This desk; the store holds one row of it."""

    __tablename__ = "house"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    name: Mapped[str]
    kind: Mapped[HouseKind] = mapped_column(EnumType(HouseKind))
    language: Mapped[str] = mapped_column(default="fr")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(default="")
    mediator: Mapped[str] = mapped_column(default="")
    """Who settles a dispute with a customer (Code de la consommation, art. L616-1); empty when there is none."""
    opening: Mapped[Facts]
    closures: Mapped[Rows] = mapped_column(default=list)
    mail_kept_months: Mapped[int | None] = mapped_column(default=MAIL_KEPT_MONTHS)
    """After so many months the names on mail that left are forgotten (RGPD, art. 5(1)(e)); 0 keeps them.

    None in a store that is older than the question, until somebody answers it: meanwhile nothing is forgotten.
    """
    tell_by_itself: Mapped[bool] = mapped_column(default=False)
    tell_at: Mapped[str] = mapped_column(default="11:30 16:00")
    """At what hours people are told by itself, with spaces between them; none at all leaves the closing."""
    tell_at_closing: Mapped[bool] = mapped_column(default=False)
    words_to_clear: Mapped[bool] = mapped_column(default=False)
    """Whether words of somebody erased, or of mail forgotten, are still to be cleared from the file of the search."""

    def hours_on(self, on: date) -> list[tuple[time, time]]:
        """Tell the opening hours of a day; none when the desk is closed."""
        if on.isoformat() in self.closures:
            return []
        spans = self.opening.get(str(on.weekday()), [])
        return [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans]


class Counter(Base):
    """A row of numbers without gaps, one per kind of paper and year."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


WORKING_WEEK: Facts = {str(day): [["08:30", "19:00"]] for day in range(5)}
