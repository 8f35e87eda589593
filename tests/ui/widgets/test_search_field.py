"""A field that suggests rows while one types, wholly by keyboard."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.search_field import SearchField

_NAMES = ("Claire Dupont", "Paul Dupont", "Zoé Lefèvre")


class Asked:
    """What the field asked for."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.typed: list[str] = []

    def __call__(self, typed: str) -> Sequence[Row]:
        """Suggest the names that hold what is typed."""
        self.typed.append(typed)
        return [Row(name, name) for name in _NAMES if typed.lower() in name.lower()]


@pytest.fixture
def asked() -> Asked:
    """Nothing asked yet."""
    return Asked()


@pytest.fixture
def field(qtbot: QtBot, asked: Asked) -> Iterator[SearchField]:
    """A field in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    made = SearchField("Client", "Nom, téléphone", asked, window, key="Ctrl K")
    lines = QVBoxLayout(window)
    lines.addWidget(made)
    lines.addStretch(1)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    made.focus_and_select()
    qtbot.waitUntil(made.edit.hasFocus)
    yield made
    window.close()


def test_it_asks_once_for_quick_letters(qtbot: QtBot, field: SearchField, asked: Asked) -> None:
    """Letters in a row are one question, asked a moment after the last."""
    QTest.keyClicks(field.edit, "dup")
    qtbot.waitUntil(lambda: bool(field.offers()))
    assert asked.typed == ["dup"]
    assert [row.key for row in field.offers()] == ["Claire Dupont", "Paul Dupont"]


def test_a_row_is_chosen_by_arrows_and_enter(qtbot: QtBot, field: SearchField) -> None:
    """The focus stays in the field; choosing empties it and closes the list."""
    QTest.keyClicks(field.edit, "dup")
    qtbot.waitUntil(lambda: bool(field.offers()))
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.edit.hasFocus()
    with qtbot.waitSignal(field.chosen) as chosen:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert chosen.args == ["Paul Dupont"]
    assert (field.text(), field.offers()) == ("", ())


def test_enter_does_not_wait_for_the_list(qtbot: QtBot, field: SearchField) -> None:
    """Enter right after the last letter chooses the first row all the same."""
    QTest.keyClicks(field.edit, "zo")
    with qtbot.waitSignal(field.chosen) as chosen:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert chosen.args == ["Zoé Lefèvre"]


def test_enter_without_a_row_gives_what_is_typed(qtbot: QtBot, field: SearchField) -> None:
    """What nothing fits is handed over as it was typed."""
    QTest.keyClicks(field.edit, " 0612 ")
    with qtbot.waitSignal(field.entered) as entered:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert entered.args == ["0612"]


def test_escape_closes_then_empties(qtbot: QtBot, field: SearchField) -> None:
    """Esc closes the list first, then empties the field."""
    QTest.keyClicks(field.edit, "dup")
    qtbot.waitUntil(lambda: bool(field.offers()))
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert (field.text(), field.offers()) == ("dup", ())
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_list_lies_in_the_window(qtbot: QtBot, field: SearchField) -> None:
    """The list is no window of its own, and does not reach beyond its window."""
    QTest.keyClicks(field.edit, "d")
    qtbot.waitUntil(lambda: bool(field.offers()))
    window = field.window()
    card = next(each for each in window.findChildren(QWidget) if each.objectName() == "card")
    assert card.isVisible()
    assert not card.isWindow()
    assert window.rect().contains(card.geometry())
