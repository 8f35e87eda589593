"""What is ready at the desk and nobody fetches, and what a court asks to know of it.

Law of 31 December 1903 on the sale of certain abandoned objects, as in force since 1 January 2020. Art. 1: what was
given to a professional to be worked, made up, repaired or cleaned and was not fetched within one year may be sold.
Art. 2: only by leave of the court (juge du tribunal judiciaire, or its president, by the value), asked by a request
that tells the facts and, for each object, the day it was received, what it is, the price claimed, its owner's name
and the place where it was entrusted. So nothing here throws anything away: it counts, reminds and makes the file.
The law speaks of things given for work; letters and parcels are not meant.

The days are counted from when a piece was ready, which its moves tell: putting it on another shelf begins nothing
anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import About, Customer, Holder, Item, Move, Paper, PrintJob, PrintState, Status
from concierge_desk.models.mail_item import of_mail
from concierge_desk.models.move import made_ready
from concierge_desk.money import Money
from concierge_desk.operations import history, notices, printing
from concierge_desk.operations.history import Step
from concierge_desk.operations.notices import Told
from concierge_desk.operations.shelving import name_of

DAYS = (30, 90, 365)
"""After so many days a piece counts as not claimed, as long forgotten, and as one a court may be asked about."""
ONE_YEAR = DAYS[-1]
"""As long as the law waits: a whole year, also one of 366 days."""


@dataclass(frozen=True, slots=True)
class UnclaimedRow:
    """One piece that nobody fetches, as a line of the list."""

    item_id: int
    customer_id: int
    customer: str
    phone: str
    label: str
    said: str
    """Its label in the language of its owner."""
    icon: str
    short_tag: str
    number: str
    shelf: str
    since: datetime
    days: int
    year_over: bool
    """Whether the year of the law is over."""
    reminders: int
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnclaimedFile:
    """All that is known of a piece nobody fetches, and of the same person's other ones."""

    row: UnclaimedRow
    owner: Customer
    received_at: datetime
    price: Money | None
    ceiling: Money | None
    reminders: list[Told]
    steps: list[Step]
    together: list[UnclaimedRow]
    """Everything of this person that nobody fetches, this piece too: one reminder speaks of all."""


def counts(session: Session, *, at: datetime) -> tuple[int, ...]:
    """Count the pieces that were ready for more than 30, 90 and 365 days; each count has those after it in it."""
    limits = [_before(at, days) for days in DAYS]
    # Most pieces were made ready by their last move: the store counts them, and only the others are looked at here.
    told = session.execute(
        _last_moves(*(func.count().filter(Item.moved_at < limit) for limit in limits)).where(made_ready())
    ).one()
    moved = session.scalars(_last_moves(Item.id).where(~made_ready())).all()
    others = _made_ready_at(session, moved).values()
    return tuple(
        count + sum(since < limit for since in others) for count, limit in zip(told, limits, strict=True)
    )


def pieces(
    session: Session, *, at: datetime, days: int = DAYS[0], language: str = "fr"
) -> list[UnclaimedRow]:
    """List the pieces that were ready for more than so many days, the oldest first."""
    ready_at = _ready_since(session)
    before = _before(at, days)
    wanted = {item_id: since for item_id, since in ready_at.items() if since < before}
    return _rows(session, wanted, at, language)


def file(session: Session, *, item_id: int, at: datetime, language: str = "fr") -> UnclaimedFile:
    """Gather the file of one piece. Raises NotFound when it is not there any more, or not unclaimed."""
    ready_at = _ready_since(session, item_id=item_id)
    before = _before(at, DAYS[0])
    wanted = {each: since for each, since in ready_at.items() if since < before}
    if item_id not in wanted:
        raise NotFound
    together = _rows(session, wanted, at, language)
    trail = history.trail(session, item_id=item_id)
    return UnclaimedFile(
        row=next(each for each in together if each.item_id == item_id),
        owner=trail.item.customer,
        received_at=trail.item.request.at,
        price=trail.item.price,
        ceiling=trail.item.ceiling,
        reminders=notices.told(session, item_id=item_id, about=About.UNCLAIMED),
        steps=trail.steps,
        together=together,
    )


def print_file(session: Session, *, item_id: int, at: datetime, staff_id: int) -> PrintJob:
    """Queue the file of one piece, as it is now; one that waits already is made as new. Raises NotFound."""
    item = session.get(Item, item_id)
    if item is None:
        raise NotFound
    wanted = PrintJob(paper=Paper.UNCLAIMED_FILE, request_id=item.request_id, item_ids=[item_id])
    for before in printing.of_same_record(session, wanted):
        if before.state is PrintState.WAITING and printing.want(session, before, at=at):
            return before
    return printing.queue(
        session,
        paper=Paper.UNCLAIMED_FILE,
        language=printing.house_language(session),
        at=at,
        staff_id=staff_id,
        request_id=item.request_id,
        item_ids=[item_id],
    )


def _before(at: datetime, days: int) -> datetime:
    """Tell before which moment a piece must have been ready."""
    if days != ONE_YEAR:
        return at - timedelta(days=days)
    is_leap_day = (at.month, at.day) == (2, 29)
    return at.replace(year=at.year - 1, day=28 if is_leap_day else at.day)


def _ready_since(session: Session, *, item_id: int | None = None) -> dict[int, datetime]:
    """Tell since when each piece that is ready at the desk is so; with `item_id`, only those of its owner.

    Of most pieces the last move is the one that made them ready; only the trails of the others are read.
    """
    wanted = _last_moves(Item.id, Item.moved_at, made_ready())
    if item_id is not None:
        owner = select(Item.customer_id).where(Item.id == item_id).scalar_subquery()
        wanted = wanted.where(Item.customer_id == owner)
    found = session.execute(wanted).all()
    since = {each: moved_at for each, moved_at, _by_last in found}
    return since | _made_ready_at(session, [each for each, _moved_at, by_last in found if not by_last])


def _last_moves(*wanted: Any) -> Select[Any]:  # noqa: ANN401  # columns of whatever kind, as `select` takes them
    """Ask something of what is ready at the desk, and of the last move of each; the law does not mean mail."""
    here = (Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.status == Status.READY)
    return select(*wanted).select_from(Item).join(Move, Move.id == Item.move_id).where(*here, ~of_mail())


def _made_ready_at(session: Session, item_ids: Sequence[int]) -> dict[int, datetime]:
    """Read from the trails of pieces when they were made ready last."""
    if not item_ids:
        return {}
    made = select(Move.item_id, func.max(Move.at)).where(Move.item_id.in_(item_ids), made_ready())
    return dict(session.execute(made.group_by(Move.item_id)).all())


def _rows(session: Session, ready_at: dict[int, datetime], at: datetime, language: str) -> list[UnclaimedRow]:
    shown = (Item.article, Item.customer, Item.shelf, Item.request)
    items = list(
        session.scalars(
            select(Item).where(Item.id.in_(ready_at)).options(*(joinedload(each) for each in shown))
        )
    )
    told = notices.of_customers(
        session, customer_ids={item.customer_id for item in items}, about=About.UNCLAIMED
    )
    reminded: dict[int, list[datetime]] = {}
    for each in told:
        for item_id in each.item_ids:
            reminded.setdefault(item_id, []).append(each.at)
    items.sort(key=lambda item: (ready_at[item.id], item.id))
    return [_row(item, ready_at[item.id], reminded.get(item.id, []), at, language) for item in items]


def _row(item: Item, since: datetime, reminded: list[datetime], at: datetime, language: str) -> UnclaimedRow:
    return UnclaimedRow(
        item_id=item.id,
        customer_id=item.customer_id,
        customer=item.customer.name,
        phone=item.customer.phone,
        label=name_of(item, language),
        said=name_of(item, item.customer.language),
        icon=item.article.icon,
        short_tag=item.short_tag,
        number=item.request.number,
        shelf="" if item.shelf is None else item.shelf.name,
        since=since,
        days=(at - since).days,
        year_over=since < _before(at, ONE_YEAR),
        reminders=len(reminded),
        reminded_at=max(reminded, default=None),
    )
