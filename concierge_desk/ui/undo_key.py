"""Ctrl+Z belongs to a field only while the field has typing of its own to take back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override


class UndoKey(QObject):
    """Keeps Ctrl+Z for the window where a field has no typing of its own to take back."""

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
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or not isinstance(watched, QLineEdit):
            return False
        if watched.isUndoAvailable() and not self._offered():
            return False
        event.ignore()
        return True
