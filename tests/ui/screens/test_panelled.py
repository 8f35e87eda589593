"""The pages of a screen of several matters: their keys, whatever has the focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.screens.panelled import Panelled
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.scroll import Scroll

FRENCH = "&é\"'(6è"
"""The French row without Shift; its sixth key is told from a minus by the keyboard of the system alone."""


def _strike(window: MainWindow, number: int, text: str) -> None:
    """Strike Alt and a key of the row of digits; it arrives at the window of the system, as any key does."""
    key = ord(text) if ord(text) < 128 else 0
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.AltModifier, text)
    QCoreApplication.sendEvent(window.windowHandle(), event)


def _places(page: QWidget) -> Iterator[QLineEdit | None]:
    """Give the first fields of a page that one could be typing in, and no place at all."""
    fields = [each for each in page.findChildren(QLineEdit) if each.isVisible() and each.isEnabled()]
    yield from [*fields[:3], None]


@pytest.mark.parametrize("name", ["mail", "supervise"])
def test_alt_and_a_digit_lead_to_each_page_from_every_field(window: MainWindow, name: str) -> None:
    """No field types the digit, nothing that has lost the focus swallows it; on a French row as well."""
    window.activateWindow()
    screen = window.open_screen(name)
    assert isinstance(screen, Panelled)
    keys = [each.key for each in screen.matters]
    for at, key in enumerate(keys):
        to = (at + 2) % len(keys)
        _strike(window, at + 1, str(at + 1))
        assert screen.tabs.current() == key
        panel = screen.panel()
        if isinstance(panel, ArrivalsPanel):
            panel.use_carrier(1)
        for place in _places(panel):
            _strike(window, at + 1, FRENCH[at])
            assert screen.tabs.current() == key
            if place is not None:
                place.setFocus()
            elif (focus := QApplication.focusWidget()) is not None:
                focus.clearFocus()
            before = None if place is None else place.text()
            _strike(window, to + 1, str(to + 1))
            assert screen.tabs.current() == keys[to]
            assert place is None or place.text() == before
    window.open_screen("today")
    _strike(window, 2, "2")
    assert window.current_key() == "today"


def test_a_page_is_opened_at_its_top(window: MainWindow) -> None:
    """In a low window the page before was scrolled: the tabs are in sight again."""
    window.resize(800, 480)
    window.activateWindow()
    screen = window.open_screen("mail", panel="outgoing")
    assert isinstance(screen, Panelled)
    Hands(window).settle()
    _scrolled_to_end(screen)
    Hands(window).press("Alt+1")
    assert screen.tabs.visibleRegion().boundingRect().height() == screen.tabs.height()


def _scrolled_to_end(page: QWidget) -> None:
    frame: QWidget | None = page
    while not isinstance(frame, Scroll):
        assert frame is not None
        frame = frame.parentWidget()
    bar = frame.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
