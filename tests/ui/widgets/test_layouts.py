"""Layouts that give way: columns that stack, rows that go on, pages that scroll only when they must."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Words


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def _columns(qtbot: QtBot, width: int) -> tuple[QWidget, list[QRect]]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = Columns((100, 200, 100), window)
    pieces = [QLabel(name) for name in "abc"]
    for piece in pieces:
        layout.addWidget(piece)
    window.resize(width, 300)
    window.show()
    return window, [piece.geometry() for piece in pieces]


def test_columns_share_the_width(qtbot: QtBot) -> None:
    """Columns take their shares and the whole height."""
    _, (first, second, third) = _columns(qtbot, 832)
    assert (first.width(), second.width(), third.width()) == (200, 400, 200)
    assert first.height() == second.height() == 300
    assert third.right() == 831


@pytest.mark.parametrize("width", range(832, 837))
def test_columns_end_where_their_room_ends(qtbot: QtBot, width: int) -> None:
    """Whatever is left over by the shares, the last column is not cut off, and leaves no gap."""
    window, (*_, last) = _columns(qtbot, width)
    assert last.right() == window.rect().right()


def test_columns_stack_where_there_is_no_room(qtbot: QtBot, qapp: QApplication) -> None:
    """Too narrow, or the text too large: one below the other, each as wide as the window."""
    theme.apply(qapp, theme.LIGHT, 200)
    window, (first, second, third) = _columns(qtbot, 500)
    assert first.width() == second.width() == third.width() == 500
    assert first.bottom() < second.top()
    assert second.bottom() < third.top()
    assert window.rect().contains(third)


def test_a_hidden_column_leaves_no_gap(qtbot: QtBot) -> None:
    """The others share the room of a hidden one."""
    window, _ = _columns(qtbot, 832)
    first, second, third = window.findChildren(QLabel)
    second.hide()
    QApplication.processEvents()
    assert first.width() + third.width() + theme.px(16) == 832


def test_a_flow_goes_on_in_the_next_row(qtbot: QtBot) -> None:
    """Pieces that do not fit side by side stand in the next row, and the height follows."""
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window)
    for _ in range(6):
        piece = QLabel("x")
        piece.setFixedSize(90, 30)
        flow.addWidget(piece)
    assert flow.heightForWidth(600) == 30
    assert flow.heightForWidth(300) == 30 + 8 + 30
    assert flow.heightForWidth(95) == 6 * 30 + 5 * 8


@pytest.mark.parametrize("height", [200, 700])
def test_a_page_scrolls_only_when_it_must(qtbot: QtBot, height: int) -> None:
    """A page that fits fills its frame; a larger one scrolls and is never cut."""
    page = QWidget()
    lines = QVBoxLayout(page)
    for _ in range(12):
        lines.addWidget(Words("Une ligne qui se lit bien et qui va jusqu’au bout."))
    frame = Scroll(page)
    qtbot.addWidget(frame)
    frame.resize(600, height)
    frame.show()
    QApplication.processEvents()
    least = lines.minimumHeightForWidth(page.width())
    assert page.height() >= least
    assert frame.verticalScrollBar().isVisible() is (least > height)
    assert not frame.horizontalScrollBar().isVisible()
    if least <= height:
        assert page.size() == frame.viewport().size()


def test_columns_take_no_pixel_more_than_there_is(qtbot: QtBot) -> None:
    """Two equal columns of an odd width end at its edge: the frame of the last one is whole."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = Columns((300, 300), window, gap=16, least=(10, 10))
    pieces = (QWidget(), QWidget())
    for piece in pieces:
        layout.addWidget(piece)
    window.show()
    for width in (611, 613, 616):
        window.resize(width, 50)
        layout.activate()
        assert pieces[1].geometry().right() == width - 1


def test_what_has_the_keys_stays_in_view_when_the_page_is_laid_anew(qtbot: QtBot) -> None:
    """Cards that come to stand below one another take the field that is typed into along."""
    page = QWidget()
    lines = QVBoxLayout(page)
    above, field = QWidget(), QLineEdit()
    for piece in (above, field):
        lines.addWidget(piece)
    frame = Scroll(page)
    qtbot.addWidget(frame)
    frame.resize(300, 200)
    frame.show()
    qtbot.waitExposed(frame)
    frame.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    above.setMinimumHeight(900)
    qtbot.waitUntil(lambda: page.height() > 900)
    assert frame.viewport().rect().contains(field.mapTo(frame.viewport(), field.rect().center()))
