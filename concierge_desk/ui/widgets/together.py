"""Several pieces shown as one change.

with together(room):
    for piece in pieces:
        room.layout().addWidget(piece)
        piece.show()
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def together(room: QWidget) -> Iterator[None]:
    """Lay the pieces once, at the end: Qt lays a page anew, up to the window, whenever one piece on it is shown."""
    layout = room.layout()
    if layout is None:
        yield
        return
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.activate()
