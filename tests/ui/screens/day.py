"""A desk with a past, for tests of screens: things that are ready, things at the provider, things that wait."""

from datetime import timedelta

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models import Item, Move, Shelf, Visit
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, expectations, shelving, verification, visits
from tests.make import IDS, Make

SIGNED = [[[0.1, 0.5], [0.5, 0.2], [0.9, 0.6]]]


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


def item(desk: Desk, item_id: int) -> Item:
    """Look at an item as it is in the store."""
    return desk.ask(lambda session: session.get_one(Item, item_id))


def moves(desk: Desk) -> int:
    """Count all moves."""
    return desk.ask(lambda session: session.query(Move).count())


def assert_clean(desk: Desk) -> None:
    """Nothing in the store contradicts the record."""
    assert desk.ask(verification.verify).fault is None
