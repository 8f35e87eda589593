"""What comes first, or must stay, is said by the visits screen; what was scanned is kept."""

from datetime import timedelta
from typing import Any, cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Visit, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import deeds, quotes
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from tests.make import IDS
from tests.ui.screens.day import SIGNED, assert_clean, item, item_code


@pytest.fixture
def screen(lived: None, window: MainWindow) -> Visits:
    """The cleaner is here: 5 and 6 wait for them."""
    return cast("Visits", window.open_screen("visits", provider_id=IDS.cleaner))


def _sign(screen: Visits) -> None:
    screen.signing.pad.set_strokes(SIGNED)
    screen.signing.pads.own_pad.set_strokes(SIGNED)


def _visit(desk: Desk) -> Visit:
    return desk.ask(lambda session: session.query(Visit).order_by(Visit.id.desc()).limit(1).one())


def test_a_visit_of_an_earlier_day_comes_first(
    window: MainWindow, desk: Desk, screen: Visits, clock: SetClock
) -> None:
    """Scanned on Monday and left open: on Tuesday it is that visit which is shown, with what was scanned in it."""
    window.scan(item_code(5))
    left = _visit(desk) if screen.visit.keeping.flush() else None
    assert left is not None
    window.press("Esc")
    clock.forward(timedelta(days=1))
    screen.arrive(provider_id=IDS.cleaner)
    assert left.number in screen.visit.planned.text()
    assert screen.leaving.taken() == [5]
    _sign(screen)
    window.press("F12")
    window.press("F12")
    assert (_visit(desk).id, _visit(desk).state) == (left.id, VisitState.CLOSED)
    assert_clean(desk)


def test_a_visit_that_was_only_prepared_did_not_happen(
    window: MainWindow, desk: Desk, screen: Visits, clock: SetClock
) -> None:
    """Its list was printed and nobody came: the next day that is noted first, and then another visit opened."""
    prepared = screen.visit.keeping.prepared()
    window.press("Esc")
    clock.forward(timedelta(days=1))
    screen.arrive(provider_id=IDS.cleaner)
    assert prepared.number in screen.visit.planned.text()
    screen.visit.absent.click()
    screen.arrive(provider_id=IDS.cleaner)
    window.scan(item_code(5))
    assert screen.visit.keeping.flush()
    assert _visit(desk).id > prepared.id
    assert desk.ask(lambda session: session.get_one(Visit, prepared.id)).state is VisitState.MISSED
    assert screen.leaving.taken() == [5]
    assert_clean(desk)


def test_what_may_not_leave_any_more_is_named_and_taken_off_the_list(
    window: MainWindow, desk: Desk, screen: Visits, said: list[Notice], clock: SetClock
) -> None:
    """A price was named by telephone after the scan: the closing is refused once, and is done without the piece."""
    _sign(screen)
    window.scan(item_code(5))
    window.scan(item_code(6))
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    desk.do(quotes.receive, item_id=5, amount=Money(9000), note="", **by)
    window.press("F12")
    assert said[-1].warning
    assert "0000 0005" in said[-1].sentence
    assert screen.leaving.taken() == [6]
    window.press("F12")
    window.press("F12")
    assert _visit(desk).state is VisitState.CLOSED
    assert item(desk, 5).holder is Holder.DESK
    assert item(desk, 6).holder is Holder.PROVIDER
    assert_clean(desk)
