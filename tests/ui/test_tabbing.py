"""Tab goes through every screen as one sees it: from left to right, from top to bottom, card by card."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.ui import background, tabbing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.widgets.card import Card
from tests.ui import scenes
from tests.ui.opening import open_window

_ROW, _MOST = 24, 150
_WALKED = ("visits", "visit", "customers", "items", "item-trail", "supervise", "supervise-incidents",
           "supervise-incident-closing", "supervise-unclaimed", "roll-call", "settings", "settings-people",
           "settings-house", "dropoff-counting")  # fmt: skip


def _place(widget: QWidget, window: QWidget) -> tuple[int, int]:
    at = widget.mapTo(window, QPoint(0, widget.height() // 2))
    return at.y() // _ROW, at.x()


def _card(widget: QWidget) -> Card | None:
    up: QWidget | None = widget
    while up is not None and not isinstance(up, Card):
        up = up.parentWidget()
    return up


def test_tab_never_goes_back_inside_a_card(tmp_path: Path, qtbot: QtBot) -> None:
    """In each card the next control is in the same row at the right, or in a row below; a card is not left twice."""
    scenes.full(tmp_path / "full.sqlite")
    desk = Desk(Store(tmp_path / "full.sqlite"), SetClock(scenes.NOW))
    window = open_window(desk, 1)
    window.activateWindow()
    jumps = []
    for scene in scenes.SCENES:
        if scene.name in _WALKED:
            scene.show(window)
            QTest.qWait(1)
            jumps += [f"{scene.name}: {each}" for each in _jumps(window)]
    window.close()
    background.wait()
    window.deleteLater()
    qtbot.wait(1)
    desk.close()
    assert not jumps


def _walked(window: MainWindow) -> list[QWidget]:
    """Press Tab from the first control of the screen to its last."""
    screen = window.current_screen()
    first = tabbing.stops(screen)[0]
    first.setFocus()
    walked = [first]
    while len(walked) < _MOST:
        QTest.keyClick(walked[-1], Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus is first or not screen.isAncestorOf(focus):
            break
        walked.append(focus)
    assert set(walked) == set(tabbing.stops(screen)), "not everything is reached"
    return walked


def _jumps(window: MainWindow) -> list[str]:
    wrong, before, left = [], None, set[Card]()
    for each in _walked(window):
        card = _card(each)
        if before is not None and _card(before) is not card and (gone := _card(before)) is not None:
            left.add(gone)
        if card in left:
            wrong.append(f"back in {card.accessibleName()!r}: {each}")
        elif before is not None and card is _card(before) and _place(each, window) < _place(before, window):
            wrong.append(f"{before.accessibleName()!r} then {each.accessibleName()!r}")
        before = each
    return wrong
