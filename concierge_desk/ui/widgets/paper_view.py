"""A paper as it will be printed: a label or a page as a whole, a roll as wide as there is room, to be scrolled.

view = PaperView(t("Preview")); view.show_paper(grey(width, height, pixels), is_roll=True)
view.show_paper(black(576, 1100, bits))        # a bit for each dot of the head, 1 black
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing

_BYTE = 8


def grey(width: int, height: int, pixels: bytes) -> QImage:
    """Make a picture of a byte for each pixel, 0 black."""
    return QImage(pixels, width, height, width, QImage.Format.Format_Grayscale8).copy()


def black(width: int, height: int, bits: bytes) -> QImage:
    """Make a picture of a bit for each dot, 1 black, each row filled up to whole bytes."""
    made = QImage(bits, width, height, -(-width // _BYTE), QImage.Format.Format_Mono)
    made.setColorTable([0xFFFFFFFF, 0xFF000000])
    return made.copy()


class _Paper(QWidget):
    """The paper itself, scaled smoothly to the dots of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self._scaled = QPixmap()
        self._ring = False

    def ring(self, *, on: bool) -> None:
        """Show the ring of the focus, or take it away."""
        self._ring = on
        self.update()

    def forget(self) -> None:
        """Scale again when it is next drawn."""
        self._scaled = QPixmap()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper with its edge."""
        if self.picture.isNull():
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled.size() != wanted:
            tones = self.picture.convertToFormat(QImage.Format.Format_Grayscale8)
            how = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(tones.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, how))
            self._scaled.setDevicePixelRatio(ratio)
        painter.drawPixmap(QPointF(0, 0), self._scaled)
        drawing.panel(painter, QRectF(self.rect()), 0, None, theme.colour("line"))
        if self._ring:
            seen = QRectF(self.visibleRegion().boundingRect())
            drawing.panel(painter, seen, theme.px(4), None, theme.colour("green"), width=2)


class PaperView(QScrollArea):
    """A window on a paper; the arrows scroll a long one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show no paper."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._is_roll = False
        self._paper = _Paper()
        self.setWidget(self._paper)
        self.viewport().setAutoFillBackground(False)
        # The ring stays where it is seen while the paper moves below it.
        self.verticalScrollBar().valueChanged.connect(self._paper.update)
        theme.follow(self, self._follow)

    def picture(self) -> QImage:
        """Give the picture that is shown; a null one before the first paper."""
        return self._paper.picture

    def show_paper(self, picture: QImage, *, is_roll: bool = False) -> None:
        """Show another paper from its top."""
        self._paper.picture, self._is_roll = picture, is_roll
        self.verticalScrollBar().setValue(0)
        self._follow()

    def forget_paper(self) -> None:
        """Show no paper."""
        self.show_paper(QImage())

    def _follow(self) -> None:
        self.setMinimumSize(theme.px(160), theme.px(200))
        self._paper.forget()
        self._lay()

    def _lay(self) -> None:
        """Fit a label or a page as a whole, a roll to the width."""
        picture, room = self._paper.picture, self.maximumViewportSize()
        if picture.isNull():
            self._paper.resize(0, 0)
            return
        wide, high = picture.width(), picture.height()
        scale = room.width() / wide if self._is_roll else min(room.width() / wide, room.height() / high)
        if round(high * scale) > room.height():
            bar = self.verticalScrollBar().sizeHint().width()
            scale = (room.width() - bar) / wide
        self._paper.resize(max(1, int(wide * scale)), max(1, int(high * scale)))
        long = self._paper.height() > room.height()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if long else Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of a label, and more where there is."""
        return QSize(theme.px(290), theme.px(300))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the paper to the room."""
        super().resizeEvent(event)
        self._lay()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._paper.ring(on=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._paper.ring(on=False)
