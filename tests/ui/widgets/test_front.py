"""One page in front: the others are neither seen nor asked how large they would like to be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from concierge_desk.ui.widgets.front import Front


class _Page(QWidget):
    """A page that counts how often it is asked for its size."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width_liked, self.asked = width, 0

    @override
    def minimumSizeHint(self) -> QSize:
        self.asked += 1
        return QSize(self.width_liked, 10)


def test_a_page_behind_another_costs_nothing(qtbot: QtBot) -> None:
    """The wide page is in front, then behind: the narrow one is as wide as it needs, the wide one is left alone."""
    front, wide, narrow = Front(), _Page(900), _Page(50)
    qtbot.addWidget(front)
    for page in (wide, narrow):
        front.add(page)
    front.show()
    assert not wide.isVisible()
    front.bring(wide)
    assert (wide.isVisible(), narrow.isVisible(), front.minimumSizeHint().width()) == (True, False, 900)
    front.bring(narrow)
    wide.asked = 0
    assert (wide.isVisible(), narrow.isVisible(), front.minimumSizeHint().width()) == (False, True, 50)
    front.bring(narrow)
    assert (narrow.isVisible(), wide.asked) == (True, 0)
