"""Qt's own words (its file dialog, its menus) in the language of the person, which is not always the machine's."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QFileDialog

_NAME = "qt_words"


def speak(language: str) -> None:
    """Let Qt speak a language from now on; where it has no words of it, and in English, it speaks its own."""
    application = QCoreApplication.instance()
    if application is None:
        return
    before = application.findChild(QTranslator, _NAME)
    if before is not None and before.language().partition("_")[0] == language:
        return
    if before is not None:
        application.removeTranslator(before)
        before.setObjectName("")
        before.deleteLater()
    # Qt's own translator, with nothing of ours in it: threads that read pictures ask it for words too, and a word
    # said in Python would wait there for the lock of Python while Qt holds its own.
    made = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and made.load(f"qtbase_{language}", folder):
        made.setObjectName(_NAME)
        application.installTranslator(made)


def name_parts(dialog: QFileDialog) -> None:
    """Name the fields of a file dialog whose words got a key since Qt was translated ("&Look in:")."""
    for part in QFileDialog.DialogLabel:
        said = dialog.labelText(part)
        known = QCoreApplication.translate("QFileDialog", said.replace("&", ""))
        if known != said.replace("&", ""):
            dialog.setLabelText(part, known)
