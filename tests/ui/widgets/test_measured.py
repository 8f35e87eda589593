"""Our layouts measure their pieces once, until one of them changes."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.scroll import Scroll


class Piece(QWidget):
    """A piece of a size that can change; it counts how often it is asked."""

    def __init__(self, width: int, height: int) -> None:
        """Be as large as this."""
        super().__init__()
        self.size_asked = QSize(width, height)
        self.asked = 0

    @override
    def sizeHint(self) -> QSize:
        """Tell the size."""
        self.asked += 1
        return self.size_asked

    @override
    def minimumSizeHint(self) -> QSize:
        """Need all of it."""
        return self.size_asked


def test_a_height_is_measured_once_until_a_piece_changes(qtbot: QtBot) -> None:
    """The same width is not measured again; a piece that grew is."""
    room = QWidget()
    qtbot.addWidget(room)
    flow, piece = FlowLayout(room, gap=0), Piece(50, 20)
    flow.addWidget(piece)
    assert [flow.heightForWidth(200) for _ in range(5)] == [20] * 5
    before = piece.asked
    assert flow.heightForWidth(200) == 20
    assert piece.asked == before
    piece.size_asked = QSize(50, 35)
    piece.updateGeometry()
    assert flow.heightForWidth(200) == 35


def test_a_page_makes_room_for_what_appears_deep_inside_it(qtbot: QtBot) -> None:
    """Pieces in layouts within layouts: what is shown later gets its place, and what is hidden gives it back."""
    page = QWidget()
    lines = QVBoxLayout(page)
    columns, flow = Columns((100,)), FlowLayout(gap=0)
    first, later = Piece(100, 40), Piece(100, 300)
    later.hide()
    for piece in (first, later):
        flow.addWidget(piece)
    columns.addItem(flow)
    lines.addLayout(columns)
    frame = Scroll(page)
    qtbot.addWidget(frame)
    frame.resize(150, 200)
    frame.show()
    qtbot.wait(1)
    small = page.height()
    later.show()
    qtbot.wait(1)
    assert page.height() >= 340
    assert later.height() == 300
    later.hide()
    qtbot.wait(1)
    assert page.height() == small
