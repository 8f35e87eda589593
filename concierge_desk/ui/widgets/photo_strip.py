"""Photos side by side: each is enlarged by Enter, Space or a click.

strip = PhotoStrip(t("Photos")); strip.show_photos([Shot(7, "col.jpg", jpeg), ...])
strip.opened.connect(self._enlarge)          # the place of the photo in the row
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.painted import Pressed

_SIDE = 76


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo: its key, what a person calls it, and its JPEG."""

    key: int
    name: str
    content: bytes


class Thumbnail(Pressed):
    """One photo made small; its name is in the tooltip."""

    def __init__(self, shot: Shot, parent: QWidget | None = None) -> None:
        """Show a photo."""
        super().__init__(shot.name, parent)
        self._picture = QPixmap()
        self._picture.loadFromData(shot.content)
        self.setToolTip(shot.name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_look()

    @override
    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the middle of the photo, filling the square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area, radius = QRectF(self.rect()), theme.px(9)
        drawing.panel(painter, area, radius, theme.colour("hover"), theme.colour("line"))
        if not self._picture.isNull():
            rounded = QPainterPath()
            rounded.addRoundedRect(area, radius, radius)
            painter.setClipPath(rounded)
            side = min(self._picture.width(), self._picture.height())
            cut = QRectF((self._picture.width() - side) / 2, (self._picture.height() - side) / 2, side, side)
            painter.drawPixmap(area, self._picture, cut)
            painter.setClipping(False)
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("green"), theme.colour("card"))


class PhotoStrip(QWidget):
    """The photos of one thing; nothing at all where there are none."""

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty row; `name` are the words for a screen reader."""
        super().__init__(parent)
        self.setAccessibleName(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout(gap=8)
        outer.addLayout(self._flow)
        self.thumbnails: list[Thumbnail] = []
        self.shots: tuple[Shot, ...] = ()
        self.hide()

    def show_photos(self, shots: Sequence[Shot]) -> None:
        """Show these photos; those that are shown already stay, with the focus."""
        wanted = tuple(shots)
        self.setVisible(bool(wanted))
        if [each.key for each in wanted] == [each.key for each in self.shots]:
            return
        self.shots = wanted
        for old in self.thumbnails:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.thumbnails = [Thumbnail(shot, self) for shot in wanted]
        for place, made in enumerate(self.thumbnails):
            made.clicked.connect(partial(self.opened.emit, place))
            self._flow.addWidget(made)
            made.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the photo at the left or right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        place = next((place for place, each in enumerate(self.thumbnails) if each.hasFocus()), None)
        if step is None or place is None:
            event.ignore()
            return
        self.thumbnails[(place + step) % len(self.thumbnails)].setFocus()
