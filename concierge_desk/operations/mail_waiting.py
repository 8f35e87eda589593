"""What the hand-back screen says of a piece of mail: from whom it came, and how long it may wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.models import Counts, MailItem, MailKind, MailWay
from concierge_desk.models.carrier import HAND
from concierge_desk.operations.carrier_rules import first_day


@dataclass(frozen=True, slots=True)
class Waiting:
    """One piece of mail that waits here."""

    kind: MailKind
    way: MailWay
    carrier: str
    number: str
    addressee: str
    sender: str
    arrived_on: date
    first_on: date
    """The first day that counts."""
    keep_until: date | None
    """The last day it is kept; None when nobody asks it back."""
    goes_back: bool
    """Whether it was decided that it returns to its sender."""

    def day(self, on: date) -> int:
        """Count the days it has been kept, this one included; 0 when none counts yet."""
        return max(0, (on - self.first_on).days + 1)

    @property
    def days(self) -> int | None:
        """Count the days it is kept in all."""
        return None if self.keep_until is None else (self.keep_until - self.first_on).days + 1


def of_items(session: Session, *, item_ids: Collection[int]) -> dict[int, Waiting]:
    """Tell, of those items that are mail, what waits."""
    found = session.scalars(
        select(MailItem)
        .where(MailItem.item_id.in_(item_ids))
        .options(joinedload(MailItem.carrier), joinedload(MailItem.rule))
    )
    return {mail.item_id: _waiting(mail) for mail in found}


def brought_by(mail: MailItem) -> str:
    """Name the carrier of a piece; nobody's name for what was handed in without one."""
    return "" if mail.carrier is None or mail.carrier.key == HAND else mail.carrier.name


def _waiting(mail: MailItem) -> Waiting:
    counts = Counts.ARRIVAL if mail.rule is None else mail.rule.counts
    return Waiting(
        kind=mail.kind,
        way=mail.way,
        carrier=brought_by(mail),
        number=mail.number,
        addressee=mail.addressee,
        sender=mail.sender,
        arrived_on=mail.arrived_on,
        first_on=first_day(counts, arrived_on=mail.arrived_on, presented_on=mail.presented_on),
        keep_until=mail.keep_until,
        goes_back=mail.returning_at is not None,
    )
