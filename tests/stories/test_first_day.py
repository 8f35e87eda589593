"""The first day: a new desk is opened, somebody drops off shirts, and everything is found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, printing, verification
from concierge_desk.ui import background, scanning, theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.first_run import FirstRun
from concierge_desk.ui.screens.today import TodayScreen
from tests.ui.fingers import scanner_sends
from tests.ui.screens.dropping import press


@pytest.fixture
def new_desk(tmp_path: Path, clock: SetClock, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on a store that nobody has opened yet, printing to its folder."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    desk = Desk(Store(tmp_path / "desk.sqlite"), clock)
    window = MainWindow(desk)
    window.resize(1366, 768)
    window.begin()
    window.show()
    window.outbox.start()
    yield window
    window.close()
    background.wait()
    window.deleteLater()
    qtbot.wait(1)
    desk.close()


def test_the_first_day_of_a_desk(new_desk: MainWindow, qtbot: QtBot) -> None:
    """Open the house, take in three shirts, find them by scan and by name, lock, come back, undo, and prove it."""
    window = new_desk
    _open_house(window, qtbot)
    _take_in_three_shirts(window, qtbot)
    _find_them_again(window, qtbot)
    _lock_and_come_back(window, qtbot)
    window.press("Ctrl+Z")
    window.press("Ctrl+Z")
    assert window.desk.ask(customers.card, customer_id=1).open_items == 0
    assert window.desk.ask(verification.verify).fault is None


def _open_house(window: MainWindow, qtbot: QtBot) -> None:
    page = window.first_run
    assert isinstance(page, FirstRun)
    page.questions.language_chosen.emit("fr")
    page.questions.house.set_text("Conciergerie du Lac")
    page.questions.supervisor.set_text("Nadia")
    page.questions.pin.edit.setText("4071")
    page.questions.pin_again.edit.setText("4071")
    QTest.keyClick(page, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=20_000)
    today = window.current_screen()
    assert isinstance(today, TodayScreen)
    assert today.title.text() == "Bonjour Nadia"
    assert "Conciergerie du Lac" in today.house.text()


def _take_in_three_shirts(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert window.current_key() == "dropoff"
    press("0612345678", Qt.Key.Key_Return)
    press("Zoé Lefèvre", Qt.Key.Key_Return)
    press("1x3")
    QTest.keyClick(window, Qt.Key.Key_F12)
    window.open_screen("today")
    today = window.current_screen()
    assert isinstance(today, TodayScreen)
    qtbot.waitUntil(lambda: "3 pièces au comptoir" in today.house.text())
    qtbot.waitUntil(lambda: desk.ask(printing.unsent) == 0, timeout=20_000)


def _find_them_again(window: MainWindow, qtbot: QtBot) -> None:
    scanner_sends(window.workplace.field.edit, codes.write(CodeKind.ITEM, 1))
    qtbot.waitUntil(lambda: window.current_key() == "handback")
    window.open_screen("today")
    field = window.workplace.field
    field.focus_and_select()
    field.edit.setText("lefevre")
    field.look_up()
    assert field.offers()[0].title == "Zoé Lefèvre"
    # An Enter that comes right behind a scan is the scanner's second one, not a person's.
    qtbot.wait(scanning.LATE_END_MS + 20)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert window.current_key() == "customers"


def _lock_and_come_back(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    cover = window.cover
    assert cover is not None
    assert window.is_locked()
    QTest.keyClick(cover, Qt.Key.Key_1)
    cover.pin.field.setText("4071")
    QTest.keyClick(cover.pin.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked())
    assert window.current_key() == "customers"
