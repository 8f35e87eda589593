"""A drop-off at noon: a known customer, five shirts, from Today to printed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from concierge_desk.desk import Desk
from concierge_desk.models import Paper
from concierge_desk.operations import handbacks, printing, verification
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from tests.ui.fingers import let_pass

MOST_KEYS = 12


class Fingers:
    """Strikes real keys, each at whatever has the focus, and counts them."""

    def __init__(self, window: MainWindow) -> None:
        """Begin at a window."""
        self.window = window
        self.struck = 0

    def key(self, key: Qt.Key) -> None:
        """Strike one key."""
        QTest.keyClick(self._focused(), key)
        self._count()

    def words(self, typed: str) -> None:
        """Strike the keys of a word, one after the other, as slowly as a person."""
        for each in typed:
            QTest.keyClicks(self._focused(), each)
            self._count()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _count(self) -> None:
        self.struck += 1
        let_pass()


def test_five_shirts_of_a_known_customer_take_at_most_twelve_keys(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """From Today to recorded, queued for print and ready for the next customer: twelve keys."""
    window.open_screen("today")
    fingers = Fingers(window)
    fingers.key(Qt.Key.Key_F2)
    fingers.words("dupo")
    fingers.key(Qt.Key.Key_Return)
    fingers.words("11111")
    fingers.key(Qt.Key.Key_F12)
    assert fingers.struck <= MOST_KEYS
    rows = desk.ask(handbacks.everything_for, customer_id=1).rows
    assert [row.label for row in rows] == ["Chemise"] * 5
    papers = {job.paper for job in desk.ask(printing.recent, limit=9)}
    assert papers == {Paper.TICKET, Paper.SHOP_COPY, Paper.LABELS}
    assert "5 pièces" in said[-1].sentence
    assert window.current_key() == "dropoff"
    assert window.current_screen().first_focus() is QApplication.focusWidget()
    assert desk.ask(verification.verify).fault is None


def test_the_number_of_pieces_can_be_typed_instead(window: MainWindow, desk: Desk) -> None:
    """“x 5” after the tile makes it five: ten keys, and no more for nine shirts."""
    window.open_screen("today")
    fingers = Fingers(window)
    fingers.key(Qt.Key.Key_F2)
    fingers.words("dupo")
    fingers.key(Qt.Key.Key_Return)
    fingers.words("1x5")
    fingers.key(Qt.Key.Key_F12)
    assert fingers.struck == 10
    assert len(desk.ask(handbacks.everything_for, customer_id=1).rows) == 5


def test_somebody_new_is_written_down_on_the_way(window: MainWindow, desk: Desk) -> None:
    """A name nobody has, Enter, Enter: the person is there and the counting begins."""
    fingers = Fingers(window)
    fingers.key(Qt.Key.Key_F2)
    fingers.words("zoe lef")
    fingers.key(Qt.Key.Key_Return)
    fingers.key(Qt.Key.Key_Return)
    fingers.words("1")
    fingers.key(Qt.Key.Key_F12)
    shelf = desk.ask(handbacks.everything_for, customer_id=3)
    assert shelf.customer.name == "Zoe Lef"
    assert len(shelf.rows) == 1
