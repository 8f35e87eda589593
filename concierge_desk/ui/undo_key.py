"""Keys that a field would take from the window: Ctrl+Z without typing of its own, and Alt with a character."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Alt Gr is both on Windows: it types a character."""


class UndoKey(QObject):
    """Keeps Ctrl+Z for the window where a field has no typing to take back, and Alt with a character always."""

    def __init__(self, application: QApplication, offered: Callable[[], bool], parent: QObject) -> None:
        """Go along with the focus; `offered` tells whether the window shows an undo with this very key."""
        super().__init__(parent)
        self._offered = offered
        self._field: QLineEdit | None = None
        self._application = application
        application.focusChanged.connect(self._moved)

    def rest(self) -> None:
        """Stop going along, before the window goes: what is half gone can no longer be told of the focus."""
        self._application.focusChanged.disconnect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = now if isinstance(now, QLineEdit) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the key to the window when it offers an undo, or the field has nothing to take back."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return _is_no_letter(event)
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or not isinstance(watched, QLineEdit):
            return False
        if watched.isUndoAvailable() and not self._offered():
            return False
        event.ignore()
        return True


def _is_no_letter(event: QKeyEvent) -> bool:
    """Give Alt and a character on to the page around the field: Qt would type it where the page has no such key."""
    is_alt = event.modifiers() & _HELD == Qt.KeyboardModifier.AltModifier
    if not is_alt or not event.text().isprintable() or not event.text():
        return False
    event.ignore()
    return True
