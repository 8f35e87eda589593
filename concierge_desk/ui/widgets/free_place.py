"""Finds where something may lie over a page and cover nothing that one works with."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QScrollArea, QWidget

from concierge_desk.ui.widgets.words import Words

_FOCUS, _CONTROL, _TEXT, _LIST = 1_000, 100, 4, 1
_STEPS = 24


class Taken(NamedTuple):
    """A place that should stay free, and how much."""

    place: QRect
    weight: int


def place(room: QRect, size: QSize, taken: list[Taken], margin: int, *, now: QRect | None = None) -> QRect:
    """Give the place of this size that covers least; among the same the lowest one, in the middle before the sides.

    Where it lies `now` is left only for one that covers less.
    """
    inner = room.adjusted(margin, margin, -margin, -margin)
    free = max(0, inner.width() - size.width())
    lefts = [inner.x() + free // 2, inner.x(), inner.x() + free]
    high = max(0, inner.height() - size.height())
    tops = [inner.y() + high - high * step // _STEPS for step in range(_STEPS + 1)]
    here = [now] if now is not None and room.contains(now) else []
    places = here + [QRect(QPoint(left, top), size) for top in tops for left in lefts]
    return min(places, key=lambda each: _covered(each, taken))


def taken_in(room: QWidget, apart: QWidget) -> list[Taken]:
    """List what one works with in a room, as far as it is seen; `apart` is what lies over it."""
    focus = QApplication.focusWidget()
    found = []
    for each, seen in _seen(room, room.rect(), apart):
        if isinstance(each, QAbstractItemView):
            found.append(Taken(seen, _LIST))
            row = each.visualRect(each.currentIndex())
            mine = row.translated(each.viewport().mapTo(room, QPoint())) & seen
            found.append(Taken(mine, _FOCUS if each is focus else _CONTROL))
        elif each is focus:
            found.append(Taken(seen, _FOCUS))
        elif each.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(each, QScrollArea):
            is_main = isinstance(each, QAbstractButton) and bool(each.property("main"))
            found.append(Taken(seen, _FOCUS if is_main else _CONTROL))
        elif isinstance(each, Words):
            found.append(Taken(seen, _TEXT))
    return found


def _seen(room: QWidget, frame: QRect, apart: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Give each widget inside that is seen, with the part of it that is, in the room."""
    waiting = [(room, frame)]
    while waiting:
        parent, within = waiting.pop()
        for child in parent.children():
            if not isinstance(child, QWidget) or child is apart or child.isHidden() or child.isWindow():
                continue
            seen = QRect(child.mapTo(room, QPoint()), child.size()) & within
            if not seen.isEmpty():
                yield child, seen
                if not isinstance(child, QAbstractItemView):
                    waiting.append((child, seen))


def _covered(each: QRect, taken: list[Taken]) -> int:
    """Weigh what a place would cover: each thing by its part that is covered, and any part of it at all."""
    covered = 0
    for there, weight in taken:
        both = each & there
        if not both.isEmpty():
            covered += weight * (1 + both.width() * both.height() // 100)
    return covered
