"""What is said covers no button and nothing that has the focus, and goes when it is over."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui import theme
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.toast import Toast
from concierge_desk.ui.widgets.words import Words


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """A page with a row of buttons at the very bottom, and one in the middle."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    page = QWidget()
    lines = QVBoxLayout(page)
    lines.addWidget(Words("What is shown", 16))
    lines.addStretch(1)
    lines.addWidget(Button("New person", "plus"))
    lines.addStretch(1)
    row = QHBoxLayout()
    for words in ("Send back", "Wrong number"):
        row.addWidget(Button(words, "x"))
    row.addWidget(Button("Record and print the ticket", "printer", kind="primary", main=True))
    lines.addLayout(row)
    page.resize(1000, 600)
    qtbot.addWidget(page)
    page.show()
    return page


def toast_over(room: QWidget) -> Toast:
    """Lay the bar over a page."""
    return Toast("Undo", "Ctrl Z", room)


def places(room: QWidget) -> list[QRect]:
    """Tell where the buttons are."""
    found = [each for each in room.findChildren(Button) if each.parentWidget() is room]
    return [QRect(each.mapTo(room, QPoint()), each.size()) for each in found]


@pytest.mark.parametrize("warning", [False, True])
def test_it_covers_no_button(room: QWidget, warning: bool) -> None:  # noqa: FBT001  # a case, not an interface
    """Neither those at the bottom nor the one in the middle, however long the sentence is."""
    toast = toast_over(room)
    toast.show_notice(Notice("Ask for the identity document, then for the signature of both.", warning))
    assert room.rect().contains(toast.geometry())
    assert len(places(room)) == 4
    assert not [each for each in places(room) if each.intersects(toast.geometry())]


def test_it_makes_room_for_what_gets_the_focus(room: QWidget, qtbot: QtBot) -> None:
    """A button that appears under it, with the focus, is seen."""
    toast = toast_over(room)
    toast.show_notice(Notice("Noted."))
    button = Button("Here", "check", room)
    button.setGeometry(toast.geometry())
    button.show()
    room.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(button.geometry()), timeout=2_000)


def test_a_warning_goes_with_its_cause_and_a_question_with_its_page(room: QWidget) -> None:
    """What was done stays said; an offer to take it back too, and Ctrl+Z does what it says."""
    toast = toast_over(room)
    toast.show_notice(Notice("Ask for the document.", warning=True))
    toast.settle()
    assert not toast.isVisible()
    toast.show_notice(Notice("5 items are recorded."))
    toast.settle()
    toast.move_on()
    assert toast.isVisible()
    toast.show_notice(Notice("Shirt removed.", undo=lambda: None))
    toast.move_on()
    assert toast.can_undo()
    toast.show_notice(Notice("Undo what was said at 06:46?", undo=lambda: None, question=True))
    toast.move_on()
    assert not toast.can_undo()
