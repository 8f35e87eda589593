"""The books of visits are recomputed from the moves: what a line says otherwise is found."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome, Visit
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import deeds, quotes, verification, visits
from concierge_desk.operations.visits import Aside, Brought, Quoted
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _fault(desk: Desk) -> str:
    fault = desk.ask(verification.verify).fault
    return "" if fault is None else f"{fault.table} {fault.problem}"


def _forge(desk: Desk, statement: str) -> None:
    """Change what the guards keep, as somebody would who has the file."""
    with desk.store.writer.begin() as connection:
        for trigger in ("visit_line_no_update", "visit_line_no_delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        connection.execute(text(statement))


def _close(
    desk: Desk,
    *,
    taken: list[int],
    brought: tuple[Brought, ...] = (),
    aside: tuple[Aside, ...] = (),
    quoted: tuple[Quoted, ...] = (),
) -> Visit:
    at = desk.clock.now()
    opened = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, staff_id=IDS.concierge)
    return desk.do(
        visits.close,
        visit_id=opened.id,
        taken=taken,
        brought=list(brought),
        aside=aside,
        quoted=quoted,
        driver="Bob",
        signature=[[[1, 2]]],
        at=at,
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )


@pytest.fixture
def busy(desk: Desk, make: Make, clock: SetClock) -> Desk:
    """A desk with two visits: six shirts and a hem out, one left; then some come back, one is missing, one quoted."""
    make.deposit(*[IDS.shirt] * 6, IDS.hem)
    _close(desk, taken=[1, 2, 3, 4, 5, 7], aside=(Aside(6, "tomorrow"),))
    clock.forward(timedelta(days=9))
    make.deposit(IDS.shirt)
    _close(
        desk,
        taken=[6],
        brought=(
            Brought(1),
            Brought(2, Outcome.DAMAGED, None, "torn"),
            Brought(3, Outcome.REDO, None, "stain"),
        ),
        aside=(Aside(8),),
        quoted=(Quoted(7, Money(1900)),),
    )
    return desk


def test_books_that_are_right_fit(busy: Desk) -> None:
    """Everything that the deeds write follows from the moves."""
    assert _fault(busy) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM visit_line WHERE outcome = 'left' AND visit_id = 1",
        "DELETE FROM visit_line WHERE outcome = 'missing' AND item_id = 4",
        "UPDATE visit_line SET outcome = 'missing' WHERE outcome = 'quoted'",
        "UPDATE visit_line SET since = since + 1 WHERE outcome = 'missing' AND item_id = 4",
        "UPDATE visit_line SET since = NULL WHERE outcome = 'missing' AND item_id = 4",
        "UPDATE visit_line SET item_id = 8 WHERE outcome = 'missing' AND item_id = 4",
        "UPDATE visit_line SET way = 'back' WHERE outcome = 'left'",
        "INSERT INTO visit_line (visit_id, item_id, way, outcome, note) VALUES (1, 6, 'out', 'left', '')",
        "INSERT INTO visit_line (visit_id, item_id, way, outcome, note) VALUES (1, 8, 'out', 'left', '')",
    ],
)
def test_a_line_that_the_moves_do_not_allow_is_found(busy: Desk, statement: str) -> None:
    """A line that is taken away, added or says another thing than the moves is named."""
    _forge(busy, statement)
    assert _fault(busy).startswith("visit")


@pytest.fixture
def came(desk: Desk, make: Make, clock: SetClock) -> Desk:
    """A desk where six pieces came back, each in another way, and one stays with a price."""
    make.deposit(*[IDS.shirt] * 4, IDS.hem, IDS.hem, IDS.hem)
    _close(desk, taken=[1, 2, 3, 4, 5, 6, 7])
    clock.forward(timedelta(days=1))
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    desk.do(quotes.receive, item_id=6, amount=Money(9000), note="", **by)
    _close(
        desk,
        taken=[],
        brought=(
            Brought(1),
            Brought(2, shelf_id=IDS.b4),
            Brought(3, Outcome.DAMAGED, IDS.b4, "torn"),
            Brought(4, Outcome.REDO, None, "stain"),
            Brought(5, Outcome.ON_QUOTE, IDS.b4, amount=Money(9000)),
            Brought(6, shelf_id=IDS.b4),
        ),
        quoted=(Quoted(7, Money(1900)),),
    )
    assert _fault(desk) == ""
    return desk


@pytest.mark.parametrize(
    ("item_id", "outcome"),
    [
        (1, "redo"),
        (1, "on_quote"),
        (1, "quoted"),
        (2, "damaged"),
        (2, "redo"),
        (3, "returned"),
        (3, "redo"),
        (4, "returned"),
        (4, "damaged"),
        (4, "on_quote"),
        (5, "returned"),
        (5, "redo"),
        (5, "quoted"),
        (6, "redo"),
        (6, "on_quote"),
        (7, "returned"),
        (7, "on_quote"),
    ],
)
def test_how_a_piece_came_back_is_what_its_move_made_of_it(came: Desk, item_id: int, outcome: str) -> None:
    """Well, damaged, to be done again, on quote, or not at all: the line says what the move did."""
    forged = f"UPDATE visit_line SET outcome = '{outcome}' WHERE item_id = {item_id} AND way = 'back'"  # noqa: S608  # our own words
    _forge(came, forged)
    assert _fault(came).startswith(("visit", "move has no line"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visit_line SET note = 'other' WHERE outcome = 'redo'",
        "UPDATE visit_line SET note = '' WHERE outcome = 'redo'",
    ],
)
def test_why_a_piece_is_done_again_is_what_was_signed(busy: Desk, statement: str) -> None:
    """The words stand in the line alone; the chain has a commitment to them, and tells other words from them."""
    reasons = busy.ask(lambda session: session.execute(text("SELECT DISTINCT reason FROM move")).all())
    assert [each.reason for each in reasons] == [""]
    _forge(busy, statement)
    assert _fault(busy) == "visit_line was changed after it was signed"


def test_books_of_ten_visits_are_followed_through_undoing(
    desk: Desk, make: Make, clock: SetClock, counter: Counter
) -> None:
    """Pieces that come and go again, are handed back and come back to us, are followed all the way."""
    make.deposit(*[IDS.shirt] * 4)
    _close(desk, taken=[1, 2, 3], aside=(Aside(4),))
    clock.forward(timedelta(days=3))
    _close(desk, taken=[4], brought=(Brought(1, shelf_id=IDS.b4), Brought(2, Outcome.REDO, None, "again")))
    counter.hand_over(1)
    clock.forward(timedelta(days=8))
    _close(desk, taken=[2], brought=(Brought(1),))
    clock.forward(timedelta(days=1))
    _close(desk, taken=[], brought=(Brought(4),))
    assert _fault(desk) == ""
