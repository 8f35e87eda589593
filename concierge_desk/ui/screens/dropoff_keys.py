"""Which key was pressed on the row of digits, whatever the keyboard prints on it.

On a French keyboard the row gives `&é"'(-è_çà` without Shift; the sixth key is a hyphen, which elsewhere means
"one less". Where the system tells the place of a key, the place decides; else the character does.
"""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_FRENCH_ROW = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
_FIRST_PLACE = {"xcb": 10, "wayland": 10, "windows": 2}
"""The place of the key 1, by system; the nine others follow it."""
_ROW = "1234567890"
_WITH_OTHERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def digit_of(event: QKeyEvent, *, modified: bool = False) -> int | None:
    """Tell the digit that a key stands for, with or without Shift; None when it is another key.

    A key held with Ctrl or Alt counts only when `modified` is asked for.
    """
    if bool(event.modifiers() & _WITH_OTHERS) is not modified:
        return None
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return int(event.text()) if event.text() in _ROW and event.text() else None
    by_place = _by_place(event.nativeScanCode())
    if by_place is not None:
        return by_place
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    if event.text() == "-" and (event.nativeScanCode() or not _french_keyboard()):
        return None
    found = _FRENCH_ROW.get(event.text())
    return int(found) if found else None


def is_minus(event: QKeyEvent) -> bool:
    """Tell whether a key means "one less": a minus that is not the sixth key of a French row."""
    return event.text() in {"-", "−"} and digit_of(event) is None


def is_times(event: QKeyEvent) -> bool:
    """Tell whether a key means "so many times": x or *, before a digit."""
    return event.text() in {"x", "X", "*", "×"} and not event.modifiers() & _WITH_OTHERS


def _by_place(place: int) -> int | None:
    first = _FIRST_PLACE.get(QGuiApplication.platformName())
    if first is None or not 0 <= place - first < len(_ROW):
        return None
    return int(_ROW[place - first])


def _french_keyboard() -> bool:
    return QGuiApplication.inputMethod().locale().language() == QLocale.Language.French
