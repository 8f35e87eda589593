"""What the window makes ahead while nobody asks for anything."""

from pytestqt.qtbot import QtBot

from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import SCREENS
from concierge_desk.ui.warming import Warming


def test_every_screen_is_made_before_it_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    """After a few idle moments each screen stands ready; Today stays in front."""
    warming = Warming(window, window)
    qtbot.waitUntil(lambda: all(window.workplace.has(each.key) for each in SCREENS), timeout=10_000)
    assert window.current_key() == "today"
    warming.stop()


def test_nothing_is_made_while_the_desk_is_locked(window: MainWindow, qtbot: QtBot) -> None:
    """A locked desk has nobody to make a screen for."""
    window.lock()
    warming = Warming(window, window)
    qtbot.wait(900)
    assert not window.workplace.has("items")
    warming.stop()
