"""The first start asks four things, and the desk is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import HouseKind
from concierge_desk.models.store import Store
from concierge_desk.operations import catalogue, example, houses, staffing
from concierge_desk.ui import background, theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.first_run import FirstRun
from concierge_desk.ui.widgets.button import Button


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on an empty store."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    desk = Desk(Store(tmp_path / "new.sqlite"))
    window = MainWindow(desk)
    window.begin()
    window.show()
    yield window
    window.close()
    background.wait()
    window.deleteLater()
    qtbot.wait(1)
    desk.close()


def page_of(window: MainWindow) -> FirstRun:
    """Give the page that asks."""
    assert isinstance(window.first_run, FirstRun)
    return window.first_run


def strike(words: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Type into whatever has the focus, then go on."""
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, words, delay=40)
    QTest.keyClick(field, end)


def test_four_answers_by_keyboard_open_the_desk(first: MainWindow, qtbot: QtBot) -> None:
    """House, place, language, supervisor with a PIN: without a mouse, and one is signed in."""
    page = page_of(first)
    page.questions.language_chosen.emit("fr")
    page.take_focus()
    strike("Conciergerie du Lac", Qt.Key.Key_Return)
    kind = QApplication.focusWidget()
    assert kind is not None
    page.questions.supervisor.edit.setFocus()
    strike("Nadia", Qt.Key.Key_Return)
    strike("4071", Qt.Key.Key_Return)
    strike("4071", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not first.is_locked(), timeout=20_000)
    house = first.desk.ask(houses.this_house)
    assert house is not None
    assert (house.name, house.kind, house.language) == ("Conciergerie du Lac", HouseKind.NEIGHBOURHOOD, "fr")
    assert first.context.staff().name == "Nadia"
    assert first.context.staff().is_supervisor
    assert first.desk.ask(catalogue.services)
    assert first.current_key() == "today"


def test_after_the_language_comes_the_first_name(first: MainWindow, qtbot: QtBot) -> None:
    """Chosen by an arrow, the focus stays on the language, and Tab goes on to the next field, then to the PINs."""
    page = page_of(first)
    page.questions.language_chosen.emit("fr")
    qtbot.waitUntil(lambda: page.questions.answers().language == "fr")
    page.questions.focus_language()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.questions.answers().language == "en")

    def is_inside() -> bool:
        now = QApplication.focusWidget()
        return now is not None and page.questions.isAncestorOf(now)

    qtbot.waitUntil(is_inside)
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, Button)
    assert (chosen.isChecked(), chosen.words()) == (True, "English")
    for field in (page.questions.supervisor, page.questions.pin, page.questions.pin_again):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is field.edit
    QTest.keyClick(page.questions.pin_again.edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.questions.example


def test_two_pins_that_differ_are_asked_again(first: MainWindow) -> None:
    """Nobody is locked out of their own desk by a slip of the finger."""
    page = page_of(first)
    page.questions.house.set_text("Maison")
    page.questions.supervisor.set_text("Nadia")
    page.questions.pin.edit.setText("4071")
    page.questions.pin_again.edit.setText("4072")
    page.questions.open.click()
    assert page.questions.pin.refusal()
    assert first.desk.ask(houses.this_house) is None


def test_a_simple_pin_is_refused_in_a_sentence(first: MainWindow, qtbot: QtBot) -> None:
    """1234 is no PIN; what else was answered stays."""
    page = page_of(first)
    page.questions.house.set_text("Maison")
    page.questions.supervisor.set_text("Nadia")
    page.questions.pin.edit.setText("1234")
    page.questions.pin_again.edit.setText("1234")
    page.questions.open.click()
    qtbot.waitUntil(lambda: bool(page.questions.pin.refusal()))
    assert page.questions.house.text() == "Maison"


def test_a_house_without_a_name_is_asked_for_it(first: MainWindow, qtbot: QtBot) -> None:
    """The sentence stands at the field that is empty."""
    page = page_of(first)
    page.questions.supervisor.set_text("Nadia")
    page.questions.pin.edit.setText("4071")
    page.questions.pin_again.edit.setText("4071")
    page.questions.open.click()
    qtbot.waitUntil(lambda: bool(page.questions.house.refusal()))


def test_another_language_keeps_what_was_answered(first: MainWindow) -> None:
    """Who chooses their language reads it at once and types nothing again."""
    page = page_of(first)
    page.questions.house.set_text("Maison")
    page.questions.language_chosen.emit("fr")
    assert page.questions.house.text() == "Maison"
    assert page.questions.open.words() == "Ouvrir le comptoir"
    page.questions.language_chosen.emit("en")
    assert page.questions.open.words() == "Open the desk"


def test_the_example_desk_can_be_tried(first: MainWindow, qtbot: QtBot) -> None:
    """One press furnishes a desk with people, providers and customers; everybody's PIN is on the page."""
    page_of(first).questions.example.click()
    qtbot.waitUntil(lambda: not first.is_locked(), timeout=20_000)
    assert len(first.desk.ask(staffing.staff_on_duty)) >= 3
    assert example.pin().isdigit()
