"""The pieces of the sign-in page, of titles with buttons, and of the list of keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.key_sign import KeySign
from concierge_desk.ui.widgets.keypad import Keypad
from concierge_desk.ui.widgets.person_tile import PersonTile
from concierge_desk.ui.widgets.words import Title


def test_a_keypad_types_and_takes_back(qtbot: QtBot) -> None:
    """Ten digits, one key back, one that is done; the pictograms have words for who cannot see them."""
    pad = Keypad("Back", "Done")
    qtbot.addWidget(pad)
    typed: list[str] = []
    ended: list[str] = []
    pad.pressed.connect(typed.append)
    pad.taken_back.connect(lambda: ended.append("back"))
    pad.done.connect(lambda: ended.append("done"))
    keys = pad.findChildren(QPushButton)
    for key in keys:
        key.click()
    assert sorted(typed) == sorted("0123456789")
    assert sorted(ended) == ["back", "done"]
    assert {"Back", "Done"} <= {key.accessibleName() for key in keys}


def test_a_person_is_chosen_by_mouse_and_by_key(qtbot: QtBot) -> None:
    """A tile speaks the name and the role, and is large enough for a finger."""
    tile = PersonTile("Aminata", "supervisor", key="1")
    qtbot.addWidget(tile)
    tile.show()
    chosen: list[str] = []
    tile.clicked.connect(lambda: chosen.append(tile.words()))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert chosen == ["Aminata", "Aminata"]
    assert tile.accessibleName() == "Aminata, supervisor"
    assert tile.sizeHint().height() >= theme.px(60)
    assert not tile.grab().isNull()


def test_a_title_and_its_buttons_stand_at_two_ends_or_below_one_another(qtbot: QtBot) -> None:
    """Where the window is narrow the buttons go below; nothing is cut, nothing overlaps."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    room = QWidget()
    qtbot.addWidget(room)
    row = Ends(room, gap=16, least=300)
    title, button = Title("Bonjour Aminata"), Button("Nouveau dépôt", "package-import", main=True)
    row.addWidget(title)
    row.addWidget(button)
    room.resize(1200, row.heightForWidth(1200))
    room.show()
    assert button.geometry().right() == 1199
    assert title.geometry().right() < button.geometry().left()
    room.resize(400, row.heightForWidth(400))
    assert button.geometry().top() > title.geometry().bottom()
    assert row.minimumHeightForWidth(400) == row.heightForWidth(400) > row.heightForWidth(1200)


def test_a_key_is_never_cut(qtbot: QtBot) -> None:
    """The sign of a key is as wide as what is printed on it."""
    short, long = KeySign("F1"), KeySign("Ctrl K")
    for sign in (short, long):
        qtbot.addWidget(sign)
    assert long.minimumSizeHint().width() > short.minimumSizeHint().width()
    assert not long.grab().isNull()
