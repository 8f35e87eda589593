"""A provider does not come: the visit is missed, that is taken back, and it comes after all."""

from concierge_desk.desk import Desk
from concierge_desk.models import Status, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import Make
from tests.stories import visit_day
from tests.ui.screens.day import assert_clean, item, picture_day


def test_a_missed_visit_and_its_undoing(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock, said: list[Notice]
) -> None:
    """It says until when the pieces wait; Ctrl+Z takes it back; the next one has its own manifest and closes."""
    day = picture_day(desk, make, clock)
    window.activateWindow()
    hands = Hands(window)

    hands.press("F4", "Return")
    screen = window.current_screen()
    assert isinstance(screen, Visits)
    hands.reach(screen.visit.absent)
    hands.press("Space")
    hands.settle()
    missed = visit_day.told(desk).visit
    assert missed.state is VisitState.MISSED
    assert "25 novembre" in said[-1].sentence
    assert item(desk, day.out[0]).status is Status.HANDED_IN
    assert screen.day.isVisible()

    hands.press("Ctrl+Z")
    hands.settle()
    assert visit_day.told(desk).visit.state is not VisitState.MISSED
    assert_clean(desk)

    hands.press("Home", "Return")
    assert screen.visit.isVisible()
    hands.press("Ctrl+A")
    hands.reach(screen.back.list)
    hands.press("Ctrl+A", "P")
    hands.settle()
    hands.press("F12")
    closed = visit_day.told(desk).visit
    assert closed.state is VisitState.CLOSED
    assert item(desk, day.out[0]).status is Status.WITH_PROVIDER
    assert closed.id in [job.visit_id for job in desk.ask(printing.waiting)]
    assert_clean(desk)
