"""How an open visit ends, and how it does not: no key that repeats itself, no silence, no other counter ends it."""

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome, Visit, VisitLine, VisitState
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.ui.fingers import MEANT_MS
from tests.ui.screens.day import PictureDay, item_code

_HASTE_MS = 400


@pytest.fixture
def day(pictured: PictureDay, window: MainWindow) -> PictureDay:
    """The day of the picture: 12 wait for the cleaner, who has 9."""
    window.activateWindow()
    return pictured


def _screen(window: MainWindow, provider_id: int | None = None) -> Visits:
    """Show the visits: the list of the day, or the visit of a provider."""
    what = {} if provider_id is None else {"provider_id": provider_id}
    screen = window.open_screen("visits", **what)
    assert isinstance(screen, Visits)
    return screen


def _states(desk: Desk) -> list[VisitState]:
    return desk.ask(lambda session: [each.state for each in session.query(Visit).order_by(Visit.id)])


def _missing(desk: Desk) -> list[int]:
    return desk.ask(
        lambda session: [
            line.item_id for line in session.query(VisitLine).filter(VisitLine.outcome == Outcome.MISSING)
        ]
    )


def test_f12_in_the_list_of_the_day_closes_no_visit(window: MainWindow, desk: Desk, day: PictureDay) -> None:
    """Struck three times in a hurry, it opens nothing, so it closes nothing; Enter opens."""
    before = _states(desk)
    screen = _screen(window)
    hands = Hands(window)
    hands.settle()
    for _ in range(3):
        hands.press("F12")
        QTest.qWait(_HASTE_MS)
    assert screen.day.isVisible()
    assert _states(desk) == before
    hands.press("Return")
    assert screen.visit.isVisible()


@pytest.mark.timed
def test_f12_that_repeats_itself_answers_nothing(window: MainWindow, desk: Desk, day: PictureDay) -> None:
    """Ten in a hurry ask once for the signatures; one that is meant closes, and the next opens no other visit."""
    screen = _screen(window, IDS.cleaner)
    for item_id in day.out:
        window.scan(item_code(item_id))
    for _ in range(10):
        window.press("F12")
        QTest.qWait(30)
    assert _states(desk)[-1] is VisitState.OPEN
    assert screen.signing.fine.sentence()
    QTest.qWait(MEANT_MS)
    for _ in range(10):
        window.press("F12")
        QTest.qWait(30)
    closed = _states(desk)
    assert closed[-1] is VisitState.CLOSED
    assert len(closed) == 4
    assert not set(_missing(desk)) & set(day.out)


def test_a_visit_of_which_nobody_said_anything_is_not_closed(
    window: MainWindow, desk: Desk, day: PictureDay, said: list[Notice]
) -> None:
    """Twelve pieces do not go missing because nobody scanned them; put aside, they wait."""
    screen = _screen(window, IDS.cleaner)
    screen.signing.pads.toggle_paper()
    window.press("F12")
    assert said[-1].warning
    assert "Maj+A" in said[-1].sentence or "Shift+A" in said[-1].sentence
    assert VisitState.OPEN not in _states(desk)
    assert _missing(desk) == []
    screen.leaving.put_rest_aside()
    window.press("F12")
    assert _states(desk)[-1] is VisitState.CLOSED
    assert not set(_missing(desk)) & set(day.out)


def test_a_driver_who_brings_nothing_is_named(
    lived: None, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Nothing waits and nothing was brought: the name of the driver says that somebody came."""
    screen = _screen(window, IDS.cobbler)
    window.press("F12")
    assert said[-1].warning
    assert VisitState.OPEN not in _states(desk)
    screen.signing.driver.setText("Yann")
    window.press("F12")
    QTest.qWait(MEANT_MS)
    window.press("F12")
    assert _states(desk)[-1] is VisitState.CLOSED
