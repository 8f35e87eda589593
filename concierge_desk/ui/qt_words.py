"""Qt's own words (its file dialog, its menus) in the language of the person, which is not always the machine's."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from typing_extensions import override

_NAME = "qt_words"


class _Words(QTranslator):
    """Qt’s words of a language; what got a key since it was translated ("&Look in:") is found without it."""

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = super().translate(context, sourceText, disambiguation or "", n)
        if not found and "&" in sourceText:
            found = super().translate(context, sourceText.replace("&", ""), disambiguation or "", n)
        # Nothing, not empty words: Qt then shows its own.
        return found or None


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
    made = _Words(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and made.load(f"qtbase_{language}", folder):
        made.setObjectName(_NAME)
        application.installTranslator(made)
