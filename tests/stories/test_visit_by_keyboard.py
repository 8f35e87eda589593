"""The day of the picture of a visit by keyboard alone."""

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome
from concierge_desk.moments import SetClock
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import Make
from tests.stories import visit_day
from tests.ui.screens.day import item, picture_day

_WHY = "tache"
_KEYS = 37


def test_the_day_of_the_picture_by_keyboard(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """37 keys, of which 5 spell a reason and 9 a number, for 21 pieces: no mouse, no scanner.

    What is as it should be is ticked by Ctrl+A; only what is not takes a key of its own.
    """
    day = picture_day(desk, make, clock)
    window.activateWindow()
    hands = Hands(window)

    hands.press("F4", "Return")
    screen = window.current_screen()
    assert isinstance(screen, Visits)
    hands.press("Ctrl+A", "End", "A")
    hands.settle()
    assert screen.visit.books.outcome(day.out[-1]) is Outcome.LEFT

    hands.reach(screen.back.list)
    hands.press("Ctrl+A", "Home", "Space")
    hands.settle()
    assert screen.visit.books.outcome(day.late) is None
    hands.press("Down", "Down", "Down", "R")
    hands.type(_WHY)
    hands.press("Return", "Down", "Down", "D", "Return", "+")
    hands.type(item(desk, day.elsewhere).short_tag)
    hands.press("Return", "P")
    hands.settle()
    hands.press("F12")

    visit_day.assert_picture(desk, day, why=_WHY)
    assert hands.keys == _KEYS
