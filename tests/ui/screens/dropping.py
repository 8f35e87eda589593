"""What the tests of the drop-off share: the screen, and keys struck at whatever has the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.dropoff import DropOff
from tests.make import IDS
from tests.ui.fingers import let_pass, person_types


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> DropOff:
    """The drop-off screen, before anybody is chosen."""
    qtbot.waitUntil(window.isActiveWindow)
    opened = window.open_screen("dropoff")
    assert isinstance(opened, DropOff)
    return opened


@pytest.fixture
def counting(window: MainWindow, screen: DropOff) -> DropOff:
    """The drop-off screen, counting for Claire."""
    window.open_screen("dropoff", customer_id=IDS.claire)
    return screen


def press(*keys: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Strike keys at whatever has the focus."""
    for each in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(each, Qt.Key):
            QTest.keyClick(focused, each, held)
        elif held != Qt.KeyboardModifier.NoModifier:
            QTest.keyClicks(focused, each, held)
        else:
            for character in each:
                person_types(QApplication.focusWidget() or focused, character)
        let_pass()


def names(screen: DropOff) -> list[str]:
    """Name the pieces in the list."""
    return [row.title for row in screen.counter.pieces.rows.rows()]


def told(said: list[Notice]) -> str:
    """Tell what was said last."""
    return said[-1].sentence


def undo(said: list[Notice]) -> None:
    """Take back what was said last."""
    take_back = said[-1].undo
    assert take_back is not None
    take_back()


def fill(edit: QLineEdit, words: str) -> None:
    """Go to a field and type over what is in it."""
    edit.setFocus()
    edit.selectAll()
    person_types(edit, words)


def lose_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next deed be recorded and its answer be lost, as after a disk error."""
    do = desk.do

    def torn(*what: object, **values: object) -> object:
        monkeypatch.setattr(desk, "do", do)
        do(*what, **values)  # type: ignore[arg-type]  # whatever deed comes next
        raise DeedUncertain

    monkeypatch.setattr(desk, "do", torn)
