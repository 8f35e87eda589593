"""What is said beside the window: a bug, a store that does not open, the keys."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.errors import StoreTooNew
from concierge_desk.texts import Texts
from concierge_desk.ui.dialogs.crash import CrashDialog
from concierge_desk.ui.dialogs.keys import Keys
from concierge_desk.ui.dialogs.trouble import Trouble
from concierge_desk.ui.widgets.key_sign import KeySign


def test_the_details_of_a_bug_can_be_copied(qtbot: QtBot) -> None:
    """The person who looks after the desk gets everything; a second bug is added to the first."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = CrashDialog(Texts("fr"), "Trace one", "desk.log", window)
    dialog.add("Trace two")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "Trace one\nTrace two"
    assert not dialog.isModal()


def test_a_store_that_does_not_open_is_told_in_one_sentence(qtbot: QtBot) -> None:
    """Never a trace: what is the matter and what to do, in the language of the machine."""
    dialog = Trouble(Texts("fr"), StoreTooNew(revision="9999"))
    qtbot.addWidget(dialog)
    assert "9999" in dialog.sentence.text()
    assert "Mettez" in dialog.sentence.text()


def test_the_list_of_keys_names_only_what_works(qtbot: QtBot) -> None:
    """A key whose screen comes later is not promised."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = Keys(Texts("en"), window)
    shown = {sign.accessibleName() for sign in dialog.findChildren(KeySign)}
    assert {"F1", "F2", "F3", "F4", "F5", "F7", "F8", "F9", "F12", "Ctrl K", "Ctrl L", "Ctrl Z"} <= shown
    assert "F6" not in shown
