"""What several papers say alike: the house, the pieces; loaded once, then frozen, in every language there is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Facts, House, Item, Move, Service, Words, chain
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.money import Money


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """The desk as it stands at the head of a paper."""

    name: str
    address: str = ""
    phone: str = ""
    terms: str = ""
    mediator: str = ""
    opening: Facts = field(default_factory=dict)
    """The spans of each weekday, as the house has them: {"0": [["08:30", "19:00"]]}."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing noted about a piece: its name in each language, and what was noted."""

    names: Words
    value: str | bool


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """One item as it stands on a paper."""

    code: str
    tag: str
    article: Words
    service: Words
    owner: str = ""
    label: str = ""
    part: int = 1
    parts: int = 1
    price: Money | None = None
    ceiling: Money | None = None
    conditions: tuple[Words, ...] = ()
    details: tuple[Detail, ...] = ()
    provider: str = ""
    promised_at: datetime | None = None


def house(session: Session) -> HouseFacts:
    """Load the house. Raises NotFound."""
    found = session.scalars(select(House)).first()
    if found is None:
        raise NotFound
    return HouseFacts(found.name, found.address, found.phone, found.terms, found.mediator, _said_hours(found))


def _said_hours(house: House) -> Facts:
    """Tell the opening hours; those that every house begins with were said by nobody, and are not printed."""
    return {} if house.opening == WORKING_WEEK else dict(house.opening)


def anchor(session: Session) -> str:
    """Write the anchor of the chain as it stands; nothing before the first move."""
    head = session.execute(select(Move.id, Move.digest).order_by(Move.id.desc()).limit(1)).one_or_none()
    return "" if head is None else chain.anchor(head.id, head.digest)


def pieces(session: Session, which: Select[Item]) -> list[PieceFacts]:
    """Load items as papers show them, in the order of their tags."""
    wanted = (Item.article, Item.service, Item.customer, Item.provider)
    found = session.scalars(which.options(*(joinedload(each) for each in wanted)).order_by(Item.id))
    return [piece(item) for item in found]


def piece(item: Item) -> PieceFacts:
    """Freeze one item with its article, service, customer and provider."""
    chips = _named(item.service, "chips")
    fields = _named(item.service, "fields")
    return PieceFacts(
        code=item.code,
        tag=item.short_tag,
        article=item.article.names,
        service=item.service.names,
        owner=item.customer.name,
        label=item.label,
        part=item.part,
        parts=item.parts,
        price=item.price,
        ceiling=item.ceiling,
        conditions=tuple(chips.get(key, {"": key}) for key in item.conditions),
        details=tuple(
            Detail(fields.get(key, {}), value if isinstance(value, bool) else str(value))
            for key, value in item.details.items()
            # The record of a letter stands there whole; its own papers say what it holds.
            if value is not None and value != "" and not isinstance(value, dict)
        ),
        provider="" if item.provider is None else item.provider.name,
        promised_at=item.promised_at,
    )


def latest(moments: Sequence[datetime | None]) -> datetime | None:
    """Tell when everything is promised: the last of the moments."""
    return max((each for each in moments if each is not None), default=None)


def _named(service: Service, column: str) -> dict[str, Words]:
    return {row["key"]: row["names"] for row in getattr(service, column)}
