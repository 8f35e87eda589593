"""What waits at the desk for each person, and what they were told of it: what a message is made of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.models import (
    About,
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
from concierge_desk.operations import carrier_rules
from concierge_desk.operations.message_pace import Past, Thing, last_chance, warned_on
from concierge_desk.operations.shelving import name_of
from concierge_desk.texts import LANGUAGES, Texts

NOT_TOLD = (MessageState.FAILED, MessageState.CANCELLED)
"""Messages in these states told nobody anything; every other one did, or may have."""
_ABOUT = (About.READY, About.UNCLAIMED)
_LETTERS = (MailKind.LETTER, MailKind.REGISTERED, MailKind.NEWSPAPER)
_MOST_LISTED = 30
_LOOK_BACK = timedelta(days=90)
"""So long a way that failed for good is not tried again to the same address."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits for one person."""

    customer: Customer
    pieces: tuple[tuple[Item, MailItem | None], ...]
    things: tuple[Thing, ...]
    past: Past
    failed: frozenset[tuple[Channel, str]]

    @property
    def item_ids(self) -> list[int]:
        """The pieces' keys."""
        return [item.id for item, _mail in self.pieces]


def for_people(
    session: Session, *, on: date, cool_down: timedelta, customer_ids: Collection[int] | None = None
) -> dict[int, Waiting]:
    """Gather what waits for each person, or for some: what is ready at the desk and is not going back.

    Nobody is told what has no owner yet, and nobody who was erased. What they were told is looked for since their
    oldest piece came, and as far back as the cool-down lasts.
    """
    house = session.get(House, THE_HOUSE)
    wanted = (
        select(Item, MailItem, CarrierRule, Request.at)
        .join(Request, Request.id == Item.request_id)
        .join(Customer, Customer.id == Item.customer_id)
        .outerjoin(MailItem, MailItem.item_id == Item.id)
        .outerjoin(CarrierRule, CarrierRule.id == MailItem.rule_id)
        .where(
            Item.holder == Holder.DESK,
            Item.holder_id.is_(None),
            Item.status == Status.READY,
            Customer.salt.isnot(None),
            Customer.stands_for == "",
            MailItem.item_id.is_(None) | ((MailItem.way == MailWay.IN) & MailItem.returning_at.is_(None)),
        )
        .options(joinedload(Item.customer), joinedload(Item.article))
        .order_by(Item.id)
    )
    if customer_ids is not None:
        wanted = wanted.where(Item.customer_id.in_(customer_ids))
    pieces: defaultdict[int, list[tuple[Item, MailItem | None]]] = defaultdict(list)
    things: defaultdict[int, list[Thing]] = defaultdict(list)
    since: dict[int, datetime] = {}
    for item, mail, rule, came_at in session.execute(wanted):
        since[item.customer_id] = min(came_at, since.get(item.customer_id, came_at))
        pieces[item.customer_id].append((item, mail))
        things[item.customer_id].append(_thing(item, mail, rule, house))
    told, failed = _pasts(session, _by_week(since, on - cool_down)), _failed(session, pieces, on)
    return {
        key: Waiting(mine[0][0].customer, tuple(mine), tuple(things[key]), told[key], failed[key])
        for key, mine in pieces.items()
    }


def values(waiting: Waiting, house: House | None, on: date, language: str) -> dict[str, str]:
    """Say what stands for each word in braces of a message, in the language of its reader."""
    t = Texts(language)
    ends = [thing.keep_until for thing in waiting.things if thing.keep_until is not None]
    chance = min((last_chance(house, end) for end in ends if end >= on), default=None)
    return {
        "name": waiting.customer.name,
        "count": counted(waiting.pieces, t),
        "list": "\n".join(_listed([item for item, _mail in waiting.pieces], t)),
        "until": "" if chance is None else formats.day_long(max(chance, on), language),
        "house": "" if house is None else house.name,
        "hours": "" if house is None else "; ".join(formats.opening(house.opening, t)),
    }


def counted(pieces: Iterable[tuple[Item, MailItem | None]], texts: Texts) -> str:
    """Count things by what they are in the widest sense: "2 parcels, 1 letter, 3 things"."""
    counts = Counter(_group(mail) for _item, mail in pieces)
    said = (
        texts.many("{n} parcel", "{n} parcels", counts["parcel"]),
        texts.many("{n} letter", "{n} letters", counts["letter"]),
        texts.many("{n} basket", "{n} baskets", counts["basket"]),
        texts.many("{n} thing", "{n} things", counts["thing"]),
    )
    groups = ("parcel", "letter", "basket", "thing")
    return ", ".join(each for group, each in zip(groups, said, strict=True) if counts[group])


def language_of(customer: Customer, house: House | None) -> str:
    """Tell in which language a person is written to: theirs, or the house's where the desk does not speak it."""
    if customer.language in LANGUAGES:
        return customer.language
    return "en" if house is None else house.language


def _group(mail: MailItem | None) -> str:
    if mail is None:
        return "thing"
    if mail.kind is MailKind.BASKET:
        return "basket"
    return "letter" if mail.kind in _LETTERS else "parcel"


def _listed(items: list[Item], texts: Texts) -> list[str]:
    lines = [f"– {name_of(item, texts.language)} ({item.short_tag})" for item in items[:_MOST_LISTED]]
    rest = len(items) - _MOST_LISTED
    return [*lines, texts.many("and {n} more", "and {n} more", rest)] if rest > 0 else lines


def _thing(item: Item, mail: MailItem | None, rule: CarrierRule | None, house: House | None) -> Thing:
    if mail is None:
        return Thing(item.id)
    ends = mail.keep_until
    remind = carrier_rules.reminder_days(rule, arrived_on=mail.arrived_on, last_on=ends)
    return Thing(item.id, ends, None if ends is None else warned_on(house, ends), tuple(remind))


def _pasts(session: Session, since: Mapping[date, list[int]]) -> defaultdict[int, Past]:
    """Gather what people were told: by messages that went or may have gone, and by whoever spoke to them.

    Who gets mail every day was told a thousand times: only what was said since a day is read, people by people.
    """
    days: defaultdict[int, set[date]] = defaultdict(set)
    of_item: defaultdict[int, defaultdict[int, set[date]]] = defaultdict(lambda: defaultdict(set))
    last: defaultdict[int, set[int]] = defaultdict(set)
    for first_on, customer_ids in since.items():
        sent = select(Message.customer_id, Message.day_on, Message.item_ids, Message.stage).where(
            Message.customer_id.in_(customer_ids),
            Message.day_on >= first_on,
            Message.state.not_in((MessageState.WAITING, *NOT_TOLD)),
        )
        for key, day, item_ids, stage in session.execute(sent):
            _note(days, of_item, key, day, item_ids)
            if stage is Stage.LAST:
                last[key].update(item_ids)
        said = select(Notice.customer_id, Notice.at, Notice.item_ids).where(
            Notice.customer_id.in_(customer_ids),
            Notice.at >= moments.day_bounds(first_on)[0],
            Notice.about.in_(_ABOUT),
        )
        for key, at, item_ids in session.execute(said):
            _note(days, of_item, key, moments.day_of(at), item_ids)
    found: defaultdict[int, Past] = defaultdict(Past)
    for key, mine in days.items():
        told = {item_id: frozenset(when) for item_id, when in of_item[key].items()}
        found[key] = Past(frozenset(mine), told, frozenset(last[key]))
    return found


def _by_week(since: Mapping[int, datetime], latest: date) -> dict[date, list[int]]:
    """Put people together by the week since which it matters what they were told."""
    found: defaultdict[date, list[int]] = defaultdict(list)
    for key, at in since.items():
        first_on = min(moments.day_of(at), latest)
        found[first_on - timedelta(days=first_on.weekday())].append(key)
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
