"""A desk with a past, for tests of screens: things that are ready, things at the provider, things that wait."""

from dataclasses import dataclass
from datetime import timedelta

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models import Item, Move, Shelf, Visit
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, expectations, handins, shelving, verification, visits
from tests.make import IDS, Make

SIGNED = [[[0.1, 0.5], [0.5, 0.2], [0.9, 0.6]]]
_OUT = (
    "Chemise blanche", "Chemise bleue", "Chemise rayée", "Robe noire, soie", "Jupe", "Gilet", "Pull", "Foulard",
    "Costume gris", "Cravate", "Veste", "Manteau laine",
)  # fmt: skip
_DUE = ("Chemise", "Robe noire", "Pantalon", "Veste", "Chemisier", "Jupe plissée", "Écharpe", "Cardigan")


@dataclass(frozen=True, slots=True)
class PictureDay:
    """The pieces of the day of the picture, by their keys."""

    out: list[int]
    due: list[int]
    late: int
    elsewhere: int


def item_code(item_id: int) -> str:
    """Write the ten digits on the label of an item."""
    return codes.write(codes.CodeKind.ITEM, item_id)


def shelf_code(shelf_id: int) -> str:
    """Write the ten digits on a shelf."""
    return codes.write(codes.CodeKind.SHELF, shelf_id)


def shelf(desk: Desk, shelf_id: int) -> Shelf:
    """Find a shelf."""
    return next(each for each in desk.ask(shelving.shelves) if each.id == shelf_id)


def visit(desk: Desk, provider_id: int, *, take: bool, bring: tuple[int, ...] = ()) -> Visit:
    """Let a provider come by: they take everything that waits, and bring these to shelf B4."""
    at = desk.clock.now()
    opened = desk.do(visits.prepare, provider_id=provider_id, planned_at=at, at=at, staff_id=2)
    sheet = desk.ask(expectations.sheet, provider_id=provider_id, at=at)
    return desk.do(
        visits.close,
        visit_id=opened.id,
        taken=[row.item_id for row in sheet.out] if take else [],
        brought=[visits.Brought(item_id, shelf_id=IDS.b4) for item_id in bring],
        aside=[] if take else [visits.Aside(row.item_id) for row in sheet.out],
        driver="Yann Le Goff",
        signature=SIGNED,
        at=at,
        staff_id=2,
        deed_uid=deeds.new_uid(),
    )


def past(desk: Desk, make: Make, clock: SetClock) -> None:
    """Make a past for Claire and Mohamed.

    Claire: items 1 and 2 (shirts) are ready on B4, 3 (shirt) is late at the cleaner's, 4 (shoes) is at the
    cobbler's, 5 (shirt) waits at the counter. Mohamed: 6 (shirt) waits at the counter.
    """
    now = clock.at
    clock.at = now - timedelta(days=7)
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    make.deposit(IDS.resole)
    visit(desk, IDS.cleaner, take=True)
    visit(desk, IDS.cobbler, take=True)
    clock.at = now - timedelta(days=4)
    visit(desk, IDS.cleaner, take=False, bring=(1, 2))
    clock.at = now - timedelta(hours=1)
    make.deposit(IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    clock.at = now


def picture_day(desk: Desk, make: Make, clock: SetClock) -> PictureDay:
    """Make the day of the picture of a visit: twelve pieces to take, nine to bring, one that the cobbler has.

    It is Monday 23 November, 13:05; the tablecloth left two weeks ago and has been due for a week.
    """
    now = clock.at
    monday = now.replace(hour=9, minute=0)
    clock.at = monday - timedelta(days=14)
    late = _deposit(desk, IDS.mohamed, (IDS.shirt, "Nappe"))
    clock.at += timedelta(hours=3)
    visit(desk, IDS.cleaner, take=True)
    clock.at = monday - timedelta(days=7)
    due = _deposit(desk, IDS.claire, *((IDS.shirt, name) for name in _DUE))
    clock.at += timedelta(hours=3)
    visit(desk, IDS.cleaner, take=True)
    clock.at = monday - timedelta(days=4)
    elsewhere = _deposit(desk, IDS.mohamed, (IDS.resole, "Rideau"))
    clock.at += timedelta(hours=6)
    visit(desk, IDS.cobbler, take=True)
    clock.at = monday
    out = _deposit(desk, IDS.claire, *((IDS.shirt, name) for name in _OUT[:8]))
    out += _deposit(desk, IDS.mohamed, *((IDS.shirt, name) for name in _OUT[8:]))
    clock.at = now.replace(hour=12, minute=5)
    return PictureDay(out, due, late[0], elsewhere[0])


def _deposit(desk: Desk, customer_id: int, *pieces: tuple[int, str]) -> list[int]:
    """Take pieces in under names of their own; tell their keys."""
    request = desk.do(
        handins.receive,
        customer_id=customer_id,
        pieces=[handins.Piece(article_id, label=name) for article_id, name in pieces],
        at=desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )
    return desk.ask(
        lambda session: [each.id for each in session.query(Item).filter(Item.request_id == request.id)]
    )


def item(desk: Desk, item_id: int) -> Item:
    """Look at an item as it is in the store."""
    return desk.ask(lambda session: session.get_one(Item, item_id))


def moves(desk: Desk) -> int:
    """Count all moves."""
    return desk.ask(lambda session: session.query(Move).count())


def assert_clean(desk: Desk) -> None:
    """Nothing in the store contradicts the record."""
    assert desk.ask(verification.verify).fault is None
