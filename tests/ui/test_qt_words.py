"""Qt's own words follow the person who works, whatever the machine speaks."""

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.ui import qt_words
from concierge_desk.ui.main_window import MainWindow
from tests.make import IDS
from tests.ui.opening import person


def _label(qtbot: QtBot) -> str:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    qt_words.name_parts(dialog)
    return dialog.labelText(QFileDialog.DialogLabel.LookIn)


def test_the_file_dialog_speaks_the_language_of_the_person(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    """Samir works in French; who works in English after him reads English."""
    assert "Look" not in _label(qtbot)
    supervisor = person(desk, IDS.supervisor)
    supervisor.language = "en"
    window.sign_in(supervisor)
    assert "Look" in _label(qtbot)
    qt_words.speak("xx")
    assert "Look" in _label(qtbot)
