"""A page in a frame: what has the keys can be seen, also when it got them before the page had its size."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui.widgets.scroll import Scroll


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
