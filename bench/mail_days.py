"""Mail in the store that is measured: two months of mornings, of which most was handed over and some goes back."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.stores import NOW, SEED
from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import (
    Customer,
    Identity,
    Item,
    MailItem,
    MailKind,
    Payer,
    Recipient,
    Settled,
    Staff,
    Status,
)
from concierge_desk.operations import carriers, deeds, handbacks, mail_intake, mail_returns, outgoing
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.outgoing import Outgoing

PEOPLE, LETTERS, PARCELS = 600, 27, 6
DAYS = 60
_REGISTERED, _UNSETTLED, _LATELY = 4, 2, 6
_FETCHED, _NEVER = 0.8, 7
_SATURDAY = 5
_SENT = 12


def people(session: Session) -> list[int]:
    """Choose the 600 people of the site."""
    somebody = select(Customer.id).where(Customer.stands_for == "")
    return list(session.scalars(somebody.order_by(Customer.id.desc()).limit(PEOPLE)))


def morning(random: Random, site: list[int], first: int) -> list[Arrival]:
    """Draw the mail of a morning: 27 letters, some of them registered, and 6 parcels; two are for nobody known."""
    kinds = [MailKind.REGISTERED] * _REGISTERED + [MailKind.LETTER] * (LETTERS - _REGISTERED)
    kinds += [MailKind.PARCEL] * PARCELS
    pieces = []
    for place, kind in enumerate(kinds):
        number = "" if kind is MailKind.LETTER else f"BN{first + place:09d}FR"
        known = place >= _REGISTERED + _UNSETTLED or kind is not MailKind.LETTER
        pieces.append(
            Arrival(kind, number, "M. Personne", customer_id=random.choice(site) if known else None)
        )
    return pieces


def by(session: Session) -> int:
    """Tell who does the deeds."""
    return session.scalars(select(Staff.id).where(Staff.active).order_by(Staff.id)).first() or 0


def carrier(session: Session, key: str) -> int:
    """Find a carrier by its key."""
    return next(each.id for each in carriers.every(session) if each.key == key)


def lay(desk: Desk) -> list[int]:
    """Lay two months of mail into a store, ending at its end; tell the people of the site."""
    random = Random(SEED)  # noqa: S311  # chance that can be had again, no secret
    site, staff_id, la_poste = desk.ask(people), desk.ask(by), desk.ask(carrier, "la_poste")
    first = 1
    for ahead in range(-DAYS, 1):
        at = NOW + timedelta(days=ahead) - timedelta(hours=6)
        if at.weekday() >= _SATURDAY:
            continue
        deed: dict[str, Any] = {"at": at, "staff_id": staff_id, "deed_uid": deeds.new_uid()}
        desk.do(mail_intake.receive, carrier_id=la_poste, pieces=morning(random, site, first), **deed)
        first += LETTERS + PARCELS
        if ahead < -_LATELY:
            desk.do(_fetch, random=random, at=at + timedelta(hours=5), staff_id=staff_id)
    desk.do(_leave, customer_id=site[0], carrier_id=la_poste, staff_id=staff_id)
    return site


def _fetch(session: Session, *, random: Random, at: datetime, staff_id: int) -> None:
    """Let most people fetch theirs; every seventh piece nobody fetches, and what should have gone back goes."""
    mine: defaultdict[int, list[int]] = defaultdict(list)
    going, on = [], moments.day_of(at)
    waiting = select(Item.id, Item.customer_id, MailItem.keep_until).join(
        MailItem, MailItem.item_id == Item.id
    )
    known = (MailItem.recipient == Recipient.KNOWN, MailItem.returning_at.is_(None))
    for item_id, owner, until in session.execute(waiting.where(Item.status == Status.READY, *known)):
        if item_id % _NEVER and random.random() < _FETCHED:
            mine[owner].append(item_id)
        elif until is not None and until < on:
            going.append(item_id)
    deed: dict[str, Any] = {"at": at, "staff_id": staff_id}
    for owner, item_ids in mine.items():
        handbacks.hand_over(
            session, customer_id=owner, item_ids=item_ids, signature=[[[0.1, 0.2], [0.8, 0.6]]],
            settled=Settled.NOTHING, identity_kind=Identity.PASSPORT.value, deed_uid=deeds.new_uid(), **deed,
        )  # fmt: skip
    if going:
        mail_returns.send_back(
            session, item_ids=going, reason="non réclamé", deed_uid=deeds.new_uid(), **deed
        )


def _leave(session: Session, *, customer_id: int, carrier_id: int, staff_id: int) -> None:
    """Leave a dozen letters to be sent."""
    pieces = [Outgoing(MailKind.LETTER, f"Personne {number}", carrier_id) for number in range(_SENT)]
    outgoing.leave(
        session, customer_id=customer_id, payer=Payer.CUSTOMER, pieces=pieces, at=NOW - timedelta(hours=2),
        staff_id=staff_id, deed_uid=deeds.new_uid(),
    )  # fmt: skip
