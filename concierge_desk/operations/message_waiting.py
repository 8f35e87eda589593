"""What waits at the desk for each person, and what they were told of it: what a message is made of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.models import (
    About,
    Article,
    CarrierRule,
    Channel,
    Customer,
    Holder,
    House,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Message,
    MessageState,
    Notice,
    Request,
    Stage,
    Status,
)
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.item import short_tag
from concierge_desk.operations import carrier_rules
from concierge_desk.operations.message_pace import Past, Thing, last_chance, warned_on
from concierge_desk.operations.shelving import part_of
from concierge_desk.texts import LANGUAGES, Texts

NOT_TOLD = (MessageState.FAILED, MessageState.CANCELLED)
"""Messages in these states told nobody anything; every other one did, or may have."""
_ABOUT = (About.READY, About.UNCLAIMED)
_LETTERS = (MailKind.LETTER, MailKind.REGISTERED, MailKind.NEWSPAPER)
_MOST_LISTED = 30
_LOOK_BACK = timedelta(days=90)
"""So long a way that failed for good is not tried again to the same address."""
_Days = tuple[date | None, date | None, tuple[date, ...]]
"""The last day a piece is kept, the day of its last message, and those of its reminders."""


class Piece(NamedTuple):
    """One piece that waits, as far as a message speaks of it: a tuple, for there are thousands of them."""

    item_id: int
    kind: MailKind | None
    """What mail it is; None for everything else."""
    article: Article
    label: str
    part: int
    parts: int
    tag: str

    def line(self, language: str) -> str:
        """Say it in one line of a list."""
        name = part_of(self.label or self.article.name(language), self.part, self.parts)
        return f"– {name} ({self.tag or short_tag(self.item_id)})"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits for one person."""

    customer: Customer
    pieces: tuple[Piece, ...]
    things: tuple[Thing, ...]
    past: Past
    failed: frozenset[tuple[Channel, str]]

    @property
    def item_ids(self) -> list[int]:
        """The pieces' keys."""
        return [piece.item_id for piece in self.pieces]


def for_people(
    session: Session, *, on: date, cool_down: timedelta, customer_ids: Collection[int] | None = None
) -> dict[int, Waiting]:
    """Gather what waits for each person, or for some: what is ready at the desk and is not going back.

    Nobody is told what has no owner yet, and nobody who was erased. What they were told is looked for since their
    oldest piece came, and as far back as the cool-down lasts.
    """
    articles = {each.id: each for each in session.scalars(select(Article))}
    days = _days(session)
    pieces: defaultdict[int, list[Piece]] = defaultdict(list)
    things: defaultdict[int, list[Thing]] = defaultdict(list)
    since: dict[int, datetime] = {}
    for owner, came_at, item_id, kind, article_id, label, part, parts, tag, *kept in session.execute(
        _wanted(customer_ids)
    ):
        since[owner] = min(came_at, since.get(owner, came_at))
        pieces[owner].append(Piece(item_id, kind, articles[article_id], label, part, parts, tag))
        things[owner].append(Thing(item_id) if kind is None else Thing(item_id, *days(*kept)))
    people = session.scalars(select(Customer).where(Customer.id.in_(pieces)))
    customers = {each.id: each for each in people}
    told, failed = _pasts(session, _by_age(since, on - cool_down), on), _failed(session, pieces, on)
    return {
        key: Waiting(customers[key], tuple(mine), tuple(things[key]), told[key], failed[key])
        for key, mine in pieces.items()
    }


def values(waiting: Waiting, house: House | None, on: date, language: str, *, hours: str) -> dict[str, str]:
    """Say what stands for each word in braces of a message, in the language of its reader.

    `hours` are the house's: the same for everybody of a language, they are written once.
    """
    t = Texts(language)
    ends = [thing.keep_until for thing in waiting.things if thing.keep_until is not None]
    chance = min((last_chance(house, end) for end in ends if end >= on), default=None)
    return {
        "name": waiting.customer.name,
        "count": counted(waiting.pieces, t),
        "list": "\n".join(_listed(waiting.pieces, t)),
        "until": "" if chance is None else formats.day_long(max(chance, on), language),
        "house": "" if house is None else house.name,
        "hours": hours,
    }


def counted(pieces: Iterable[Piece], texts: Texts) -> str:
    """Count things by what they are in the widest sense: "2 parcels, 1 letter, 3 things"."""
    counts = Counter(_group(piece.kind) for piece in pieces)
    said = (
        texts.many("{n} parcel", "{n} parcels", counts["parcel"]) if counts["parcel"] else "",
        texts.many("{n} letter", "{n} letters", counts["letter"]) if counts["letter"] else "",
        texts.many("{n} basket", "{n} baskets", counts["basket"]) if counts["basket"] else "",
        texts.many("{n} thing", "{n} things", counts["thing"]) if counts["thing"] else "",
    )
    return ", ".join(each for each in said if each)


def language_of(customer: Customer, house: House | None) -> str:
    """Tell in which language a person is written to: theirs, or the house's where the desk does not speak it."""
    if customer.language in LANGUAGES:
        return customer.language
    return "en" if house is None else house.language


def _group(kind: MailKind | None) -> str:
    if kind is None:
        return "thing"
    if kind is MailKind.BASKET:
        return "basket"
    return "letter" if kind in _LETTERS else "parcel"


def _listed(pieces: Sequence[Piece], texts: Texts) -> list[str]:
    lines = [piece.line(texts.language) for piece in pieces[:_MOST_LISTED]]
    rest = len(pieces) - _MOST_LISTED
    return [*lines, texts.many("and {n} more", "and {n} more", rest)] if rest > 0 else lines


def _wanted(customer_ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """Ask for columns, not for mapped objects: hundreds of people wait for thousands of pieces."""
    wanted = (
        select(
            Item.customer_id,
            Request.at,
            Item.id,
            MailItem.kind,
            Item.article_id,
            Item.label,
            Item.part,
            Item.parts,
            Item.tag,
            MailItem.rule_id,
            MailItem.arrived_on,
            MailItem.keep_until,
        )
        .join(Request, Request.id == Item.request_id)
        .join(Customer, Customer.id == Item.customer_id)
        .outerjoin(MailItem, MailItem.item_id == Item.id)
        .where(
            Item.holder == Holder.DESK,
            Item.holder_id.is_(None),
            Item.status == Status.READY,
            Customer.salt.isnot(None),
            Customer.stands_for == "",
            MailItem.item_id.is_(None) | ((MailItem.way == MailWay.IN) & MailItem.returning_at.is_(None)),
        )
        .order_by(Item.id)
    )
    return wanted if customer_ids is None else wanted.where(Item.customer_id.in_(customer_ids))


def _days(session: Session) -> Callable[[int | None, date, date | None], _Days]:
    """Give what tells the days of a piece of mail by its rule: many pieces have the same ones."""
    house = session.get(House, THE_HOUSE)
    rules = {each.id: each for each in session.scalars(select(CarrierRule))}

    @cache
    def days(rule_id: int | None, arrived_on: date, ends: date | None) -> _Days:
        rule = None if rule_id is None else rules[rule_id]
        remind = carrier_rules.reminder_days(rule, arrived_on=arrived_on, last_on=ends)
        return ends, None if ends is None else warned_on(house, ends), tuple(remind)

    return days


def _pasts(session: Session, since: Mapping[date, list[int]], on: date) -> defaultdict[int, Past]:
    """Gather what people were told until a day: by messages that went or may have gone, or by whoever spoke to them.

    Who gets mail every day was told a thousand times: only what was said since a day is read, people by people.
    """
    days: defaultdict[int, set[date]] = defaultdict(set)
    of_item: defaultdict[int, defaultdict[int, set[date]]] = defaultdict(lambda: defaultdict(set))
    last: defaultdict[int, set[int]] = defaultdict(set)
    for first_on, customer_ids in since.items():
        sent = select(Message.customer_id, Message.day_on, Message.item_ids, Message.stage).where(
            Message.customer_id.in_(customer_ids),
            Message.day_on.between(first_on, on),
            Message.state.not_in((MessageState.WAITING, *NOT_TOLD)),
        )
        for key, day, item_ids, stage in session.execute(sent):
            _note(days, of_item, key, day, item_ids)
            if stage is Stage.LAST:
                last[key].update(item_ids)
        said = select(Notice.customer_id, Notice.at, Notice.item_ids).where(
            Notice.customer_id.in_(customer_ids),
            Notice.at >= moments.day_bounds(first_on)[0],
            Notice.at < moments.day_bounds(on)[1],
            Notice.about.in_(_ABOUT),
        )
        for key, at, item_ids in session.execute(said):
            _note(days, of_item, key, moments.day_of(at), item_ids)
    found: defaultdict[int, Past] = defaultdict(Past)
    for key, mine in days.items():
        told = {item_id: frozenset(when) for item_id, when in of_item[key].items()}
        found[key] = Past(frozenset(mine), told, frozenset(last[key]))
    return found


def _by_age(since: Mapping[int, datetime], latest: date) -> dict[date, list[int]]:
    """Put people together by how long ago it begins to matter what they were told: 1, 2, 4, 8 … weeks.

    So few questions are asked, and of nobody more than twice the weeks that matter is read.
    """
    found: defaultdict[date, list[int]] = defaultdict(list)
    for key, at in since.items():
        weeks = (latest - min(moments.day_of(at), latest)).days // 7
        found[latest - timedelta(weeks=1 << weeks.bit_length())].append(key)
    return found


def _note(
    days: dict[int, set[date]],
    of_item: dict[int, defaultdict[int, set[date]]],
    customer_id: int,
    on: date,
    item_ids: Iterable[int],
) -> None:
    days[customer_id].add(on)
    for item_id in item_ids:
        of_item[customer_id][item_id].add(on)


def _failed(
    session: Session, customer_ids: Collection[int], on: date
) -> defaultdict[int, frozenset[tuple[Channel, str]]]:
    """Gather the ways that failed for good lately."""
    asked = select(Message.customer_id, Message.channel, Message.address).where(
        Message.customer_id.in_(customer_ids),
        Message.state == MessageState.FAILED,
        Message.day_on >= on - _LOOK_BACK,
    )
    found: defaultdict[int, frozenset[tuple[Channel, str]]] = defaultdict(frozenset)
    for key, channel, address in session.execute(asked):
        found[key] |= {(channel, address)}
    return found
