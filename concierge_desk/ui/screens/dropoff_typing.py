"""What the keys do while pieces are counted.

1 to 8 put in one more of a tile, 0 or Page down show the next tiles. "x" and a digit make it so many of the piece
that is looked at; + and − one more and one less; Backspace removes the piece. Ctrl and a digit, or the first letter,
show a service; Alt and a digit press a chip of the piece; Ctrl and up or down look at another piece. Alt and P asks
who does it; while that is asked, a digit is the number of a row.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from concierge_desk.ui.screens.dropoff_counter import CounterPage
from concierge_desk.ui.screens.dropoff_keys import digit_of, is_minus, is_times

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_REMOVE = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Typing:
    """Reads the keys of the counting page; `press` tells whether a key had a meaning."""

    def __init__(self, counter: CounterPage) -> None:
        """Read the keys for a page."""
        self._counter = counter
        self._times = False

    def forget(self) -> None:
        """Await no digit any more."""
        self._times = False

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False when it means nothing here."""
        if self._counter.choice.asks() and self._counter.choice.press(digit_of(event)):
            return True
        times, self._times = self._times, False
        if times:
            digit = digit_of(event)
            if digit:
                self._counter.make_it(digit)
                return True
            self._counter.show_again()
        return self._about_provider(event) or self._about_piece(event) or self._about_tiles(event)

    def _about_provider(self, event: QKeyEvent) -> bool:
        asked = event.key() == Qt.Key.Key_P and bool(event.modifiers() & _ALT)
        if asked:
            self._counter.ask_who()
        return asked

    def _about_piece(self, event: QKeyEvent) -> bool:
        counter, key = self._counter, Qt.Key(event.key())
        if is_times(event) and counter.form.piece() is not None:
            self._times = True
            counter.ask_how_many()
        elif event.text() == "+":
            counter.again()
        elif is_minus(event):
            counter.fewer()
        elif key in _REMOVE:
            counter.remove(counter.form.current)
        elif event.modifiers() & _CTRL and key in _UP_DOWN:
            counter.pieces.step(_UP_DOWN[key])
        else:
            return False
        return True

    def _about_tiles(self, event: QKeyEvent) -> bool:
        board, key, digit = self._counter.board, Qt.Key(event.key()), digit_of(event)
        if digit is not None:
            return board.press(digit)
        held = digit_of(event, modified=True)
        if held is not None and event.modifiers() & _CTRL:
            return board.choose_service(held - 1)
        if held is not None:
            return self._counter.piece.toggle_chip(held - 1)
        if key in _PAGES:
            return board.turn_page(_PAGES[key])
        return event.text().isalpha() and board.choose_letter(event.text())


def press_focused(focused: QWidget | None, *, fields: bool) -> bool:
    """Let Enter press the button that has the focus, or go on to the next of the `fields`; False when it cannot."""
    if isinstance(focused, QAbstractButton):
        focused.click()
    elif fields and isinstance(focused, QLineEdit):
        following = focused.nextInFocusChain()
        while following is not None and following is not focused and not _takes_tab(following):
            following = following.nextInFocusChain()
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        return False
    return True


def _takes_tab(part: QWidget) -> bool:
    return part.isVisible() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def has_focus(part: QWidget) -> bool:
    """Tell whether the keys go to something in a part of the window."""
    focused: QWidget | None = part.window().focusWidget()
    return focused is not None and part.isAncestorOf(focused)
