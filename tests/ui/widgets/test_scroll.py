"""A page in a frame: what has the keys can be seen, also when it got them before the page had its size."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui.widgets.scroll import Scroll, make_room_below


def test_what_has_the_keys_is_seen_when_its_page_grows(qtbot: QtBot) -> None:
    """A list that is filled after it got the keys pushes nothing out of sight."""
    page = QWidget()
    lines = QVBoxLayout(page)
    above, field = QLabel(), QLineEdit()
    lines.addWidget(above)
    lines.addWidget(field)
    frame = Scroll(page)
    qtbot.addWidget(frame)
    frame.resize(200, 120)
    frame.show()
    qtbot.waitExposed(frame)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    above.setFixedHeight(400)
    qtbot.waitUntil(lambda: page.height() > 400)
    top = field.mapTo(frame.viewport(), QPoint()).y()
    assert 0 <= top <= frame.viewport().height() - field.height()


def test_what_a_field_found_is_seen_below_it(qtbot: QtBot) -> None:
    """The field goes up to make room, also when the page is laid out anew; with nothing found it stays."""
    page = QWidget()
    lines = QVBoxLayout(page)
    above, box, found = QLabel(), QWidget(), QLabel()
    field = QLineEdit(box)
    QVBoxLayout(box).addWidget(field)
    for piece, height in ((above, 300), (box, 40), (found, 80), (QLabel(), 300)):
        piece.setFixedHeight(height)
        lines.addWidget(piece)
    frame = Scroll(page)
    qtbot.addWidget(frame)
    frame.resize(200, 220)
    frame.show()
    qtbot.waitExposed(frame)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def is_seen() -> bool:
        end = found.mapTo(frame.viewport(), QPoint(0, found.height())).y()
        return end <= frame.viewport().height() and not field.visibleRegion().isEmpty()

    assert not is_seen()
    make_room_below(box, found)
    assert is_seen()
    above.setFixedHeight(500)
    qtbot.waitUntil(lambda: above.height() == 500 and is_seen())
    make_room_below(box, None)
    frame.verticalScrollBar().setValue(0)
    above.setFixedHeight(600)
    qtbot.waitUntil(lambda: above.height() == 600 and not field.visibleRegion().isEmpty())
    assert not is_seen()
