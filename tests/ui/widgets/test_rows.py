"""Lists of any length, by mouse and by keyboard."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row, measure, places


def _rows(count: int) -> list[Row]:
    return [
        Row(
            n,
            f"Chemise {n}",
            "Dupont",
            "shirt",
            tag=f"0048 {n:04d}",
            badge="prête",
            tone="ok",
            checked=n % 2 == 0,
            trail="4,50",
        )
        for n in range(count)
    ]


@pytest.fixture
def rows(qtbot: QtBot, qapp: QApplication) -> Iterator[RowList]:
    """A list of three rows."""
    theme.apply(qapp)
    made = RowList("Pièces", tag_first=True)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_rows(_rows(3))
    made.show()
    yield made
    theme.apply(qapp)


def _middle(rows: RowList, number: int) -> QPoint:
    return rows.visualRect(rows.model().index(number, 0)).center()


def test_a_click_chooses_and_a_tick_toggles(rows: RowList) -> None:
    """The box at the left is ticked, anything else opens the row."""
    told: list[tuple[str, object]] = []
    rows.chosen.connect(lambda key: told.append(("chosen", key)))
    rows.toggled.connect(lambda key: told.append(("toggled", key)))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=_middle(rows, 1))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, _middle(rows, 2).y()))
    assert told == [("chosen", 1), ("toggled", 2)]


def test_a_list_works_by_keyboard(rows: RowList) -> None:
    """Arrows move, Enter chooses, Space ticks, and digits are left to the screen."""
    told: list[tuple[str, object]] = []
    rows.chosen.connect(lambda key: told.append(("chosen", key)))
    rows.toggled.connect(lambda key: told.append(("toggled", key)))
    rows.mark(0)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    QTest.keyClick(rows, Qt.Key.Key_1)
    assert told == [("chosen", 1), ("toggled", 2)]
    assert rows.current_key() == 2


def test_the_cursor_stays_on_its_row(rows: RowList) -> None:
    """New rows keep the cursor on what it stood on, wherever that is now."""
    rows.mark(1)
    rows.show_rows(_rows(3)[::-1])
    assert rows.current_key() == 1
    rows.show_rows([Row(9, "Robe"), *_rows(2)])
    assert rows.current_key() == 1
    rows.show_rows([])
    assert rows.current_key() is None
    assert not rows.choose_current()


def test_a_row_is_read_out_whole(rows: RowList) -> None:
    """A screen reader hears every part of the row."""
    said = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Chemise 0, Dupont, 0048 0000, prête, 4,50"


@pytest.mark.timed
def test_a_long_list_is_shown_at_once(rows: RowList) -> None:
    """5,000 rows are measured and drawn in less than a tenth of a second for each screenful."""
    many = _rows(5_000)
    began = time.perf_counter()
    rows.show_rows(many)
    shown = time.perf_counter()
    rows.grab()
    drawn = time.perf_counter()
    assert shown - began < 0.5
    assert drawn - shown < 0.25


@pytest.mark.parametrize(
    ("percent", "width"),
    [(100, 260), (100, 390), (100, 700), (100, 1200), (200, 390), (200, 700), (200, 1200)],
)
@pytest.mark.parametrize("tag_first", [True, False])
def test_parts_of_a_row_never_overlap(
    qapp: QApplication, percent: int, width: int, *, tag_first: bool
) -> None:
    """Each part has its own room at every width; the code is never cut."""
    theme.apply(qapp, theme.LIGHT, percent)
    rows = _rows(3)
    columns = measure(rows, tag_first=tag_first)
    where = places(columns, QRectF(0, 0, width, 300))
    parts = [
        part for part in (where.check, where.icon, where.words, where.tag, where.badge) if part.width() > 0
    ]
    for number, part in enumerate(parts):
        assert part.right() <= width + 0.5
        assert not any(part.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other) for other in parts[number + 1 :])
    assert where.words.width() > 0
    theme.apply(qapp)


def test_headings_stand_over_the_columns(rows: RowList) -> None:
    """Headings take their room above the rows."""
    before = rows.viewport().y()
    rows.set_headings({"words": "Pièce", "tag": "Étiquette", "trail": "À régler"})
    assert rows.viewport().y() > before
    assert not rows.grab().isNull()
