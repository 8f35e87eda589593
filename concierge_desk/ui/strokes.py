"""One key as it was struck, and what kind of key it is for the catcher of scans."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key event that is held back, and whom it was meant for."""

    receiver: QObject
    event: QKeyEvent
    gap_ms: float = 0.0
    """The pause before it; of a key that goes down."""

    def is_press(self) -> bool:
        """Tell whether the key went down."""
        return self.event.type() == QEvent.Type.KeyPress

    def key(self) -> int:
        """Tell which key it was."""
        return self.event.key()

    def text(self) -> str:
        """Tell what it types."""
        return self.event.text()


def is_printing(event: QKeyEvent) -> bool:
    """Tell whether the key types a character; Ctrl or Alt alone make a command of it, both are AltGr on Windows."""
    command = event.modifiers() & _COMMAND
    if command and command != _COMMAND:
        return False
    if event.modifiers() & Qt.KeyboardModifier.MetaModifier:
        return False
    return bool(event.text()) and event.text().isprintable()


def is_control(event: QKeyEvent) -> bool:
    """Tell whether the key is a sign without a shape, which a scanner sends as Ctrl and a letter (STX is Ctrl+B)."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    return held == Qt.KeyboardModifier.ControlModifier and len(text) == 1 and text < " "


def is_end(event: QKeyEvent) -> bool:
    """Tell whether the key is what a scanner sends at the end: Enter or Tab, and nothing held with it."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ENDS and held == Qt.KeyboardModifier.NoModifier


def is_plain(event: QKeyEvent) -> bool:
    """Tell whether the key does something by itself; Shift and its like only change the next one."""
    return event.key() not in _MODIFIERS
