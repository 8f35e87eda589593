"""What the window makes ahead while nobody asks for anything."""

import pytest
from pytestqt.qtbot import QtBot

from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import SCREENS
from concierge_desk.ui.screens.panelled import Panelled
from concierge_desk.ui.warming import Warming
from tests.questions import questions


def test_every_screen_is_made_before_it_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    """After a few idle moments each screen stands ready, with its matters; Today stays in front."""
    warming = Warming(window, window, every_ms=20)
    qtbot.waitUntil(lambda: all(window.workplace.has(each.key) for each in SCREENS), timeout=10_000)
    made = [screen for _key, screen in window.workplace.made_screens() if isinstance(screen, Panelled)]
    assert made
    qtbot.waitUntil(lambda: not any(each.unmade() for each in made), timeout=15_000)
    assert window.current_key() == "today"
    warming.stop()


@pytest.mark.parametrize("name", ["mail", "supervise"])
def test_matters_are_made_behind_the_one_in_front(window: MainWindow, name: str) -> None:
    """They ask nothing of the store and stay unseen: only the one that is looked at does."""
    screen = window.open_screen(name)
    assert isinstance(screen, Panelled)
    front, unmade = screen.panel(), screen.unmade()
    assert background.wait()  # the page in front asks for everybody beside the window
    assert len(unmade) == len(screen.matters) - 1
    asked = questions(window.desk, lambda: [screen.make(key) for key in unmade])
    assert asked == []
    assert screen.unmade() == []
    assert screen.panel() is front
    assert [key for key in unmade if screen.make(key).isVisible()] == []


def test_nothing_is_made_while_the_desk_is_locked(window: MainWindow, qtbot: QtBot) -> None:
    """A locked desk has nobody to make a screen for."""
    window.lock()
    warming = Warming(window, window, every_ms=20)
    qtbot.wait(200)
    assert not window.workplace.has("items")
    warming.stop()
