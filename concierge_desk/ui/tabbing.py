"""Tab goes through the window as one sees it: in the order of the layouts, from left to right and top to bottom.

Qt's own order is the order in which widgets were made, so that what a screen makes later (buttons of a row, fields of
a section) would come after its last button.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QStackedWidget, QWidget


def stops(root: QWidget) -> list[QWidget]:
    """List what takes the focus by Tab inside a widget, in the order in which it is seen."""
    return list(dict.fromkeys(each for each in _walk(root) if _stops(each)))


def step(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop inside a widget, or the one before; False when there is no other."""
    found, focus = stops(root), QApplication.focusWidget()
    place = next((number for number, each in enumerate(found) if each is focus), None)
    if place is None or len(found) < 2:  # noqa: PLR2004  # one stop has no other
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(place + (1 if forward else -1)) % len(found)].setFocus(reason)
    return True


def _stops(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and widget.isEnabled() and widget.focusProxy() is None


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """Give a widget and all inside it; what no layout holds, such as a panel that lies over others, comes last.

    What is hidden is left out with all inside it: the other screens of the window hold a thousand widgets.
    """
    yield widget
    inside: list[QWidget | None]
    if isinstance(widget, QScrollArea):
        inside = [widget.widget()]
    elif isinstance(widget, QStackedWidget):
        inside = [widget.currentWidget()]
    else:
        layout = widget.layout()
        inside = [] if layout is None else list(_held(layout))
    for each in inside:
        # A frame or a stack may be empty, whatever the stubs of Qt say.
        if each is not None and not each.isHidden():
            yield from _walk(each)
    known = set(inside)
    for child in widget.children():
        if isinstance(child, QWidget) and child not in known and not (child.isHidden() or child.isWindow()):
            yield from _walk(child)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        held, inner = (None, None) if item is None else (item.widget(), item.layout())
        if held is not None:
            yield held
        elif inner is not None:
            yield from _held(inner)
