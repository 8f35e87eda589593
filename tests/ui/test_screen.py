"""A screen refreshes when what it shows has changed, and only while it can be seen."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from pytestqt.qtbot import QtBot
from typing_extensions import override

from concierge_desk.ui.screen import ChangeBridge, Screen

if TYPE_CHECKING:
    from concierge_desk.ui.context import Context


class Shirt:
    """Something a screen shows."""


class Shoe:
    """Something else."""


class Shirts(Screen):
    """A screen that counts how often it was refreshed."""

    shows = frozenset({Shirt})
    refreshed = 0

    @override
    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1


def _screen(qtbot: QtBot) -> tuple[Shirts, ChangeBridge]:
    bridge = ChangeBridge()
    screen = Shirts(cast("Context", SimpleNamespace(changes=bridge)))
    qtbot.addWidget(screen)
    bridge.setParent(screen)
    return screen, bridge


def test_a_screen_is_filled_when_first_shown(qtbot: QtBot) -> None:
    """Nothing is asked of the desk before the screen is seen, and once then."""
    screen, _ = _screen(qtbot)
    assert screen.refreshed == 0
    screen.show()
    assert (screen.refreshed, screen.stale) == (1, False)
    screen.hide()
    screen.show()
    assert screen.refreshed == 1


def test_a_visible_screen_refreshes_once_for_many_changes(qtbot: QtBot) -> None:
    """Changes that come together are one refresh."""
    screen, bridge = _screen(qtbot)
    screen.show()
    for _ in range(5):
        bridge.announce(frozenset({Shirt, Shoe}))
    qtbot.waitUntil(lambda: screen.refreshed == 2)
    qtbot.wait(20)
    assert screen.refreshed == 2


def test_what_is_not_shown_refreshes_nothing(qtbot: QtBot) -> None:
    """A change of something else leaves the screen alone."""
    screen, bridge = _screen(qtbot)
    screen.show()
    bridge.announce(frozenset({Shoe}))
    qtbot.wait(20)
    assert screen.refreshed == 1


def test_a_hidden_screen_waits_until_it_is_shown(qtbot: QtBot) -> None:
    """A hidden screen is only marked stale."""
    screen, bridge = _screen(qtbot)
    screen.show()
    screen.hide()
    bridge.announce(frozenset({Shirt}))
    qtbot.wait(20)
    assert (screen.refreshed, screen.stale) == (1, True)
    screen.show()
    assert screen.refreshed == 2


def test_a_screen_that_takes_no_scan_says_so(qtbot: QtBot) -> None:
    """The window opens what a scan stands for when the screen has no use for it."""
    screen, _ = _screen(qtbot)
    assert not screen.take_scan("2000000014")
    assert not screen.go_back()
    assert screen.first_focus() is None
