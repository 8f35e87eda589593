"""Where a person signs, with a mouse, a finger or a pen.

pad = SignaturePad(t("sign here")); pad.changed.connect(...)
pad.strokes()        # [[[0.1, 0.5], …], …] in 0..1 of a frame of 5 by 2 around the pad, fit for JSON
pad.set_strokes(...); pad.undo(); pad.clear(); pad.is_empty()
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing

Strokes = list[list[list[float]]]
SHAPE = 2.5
"""How much wider than high a signature is kept and printed, whatever the pad it was drawn on."""
_HIGHEST = 2.2
"""A pad is no higher than this part of its width."""


class SignaturePad(QWidget):
    """A dashed field that keeps what is drawn on it; Backspace takes the last stroke back, Delete all."""

    changed = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """Make an empty pad; the hint is shown until someone signs."""
        super().__init__(parent)
        self._hint = hint
        self._strokes: Strokes = []
        self._drawing = False
        self.setAccessibleName(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.follow(self, self._fit)

    def strokes(self) -> Strokes:
        """Give what was drawn, as strokes of points in 0..1 of its frame, rounded to a 10,000th."""
        return [[[*point] for point in stroke] for stroke in self._strokes]

    def set_strokes(self, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
        """Show strokes that were drawn before."""
        self._strokes = [[[float(x), float(y)] for x, y in stroke] for stroke in strokes]
        self._tell()

    def is_empty(self) -> bool:
        """Tell whether nobody has signed yet."""
        return not self._strokes

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take everything back."""
        if self._strokes:
            self._strokes = []
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay about as much wider than high as a signature is printed."""
        super().resizeEvent(event)
        self.setMaximumHeight(max(self.minimumSizeHint().height(), round(self.width() / _HIGHEST)))

    @override
    def sizeHint(self) -> QSize:
        """Ask for room to sign."""
        return QSize(theme.px(296), theme.px(110))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return QSize(theme.px(160), min(theme.px(96), 150))

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self._strokes.append([self._point(at)])
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if self._drawing:
            self._strokes[-1].append(self._point(at))
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._tell()

    def _point(self, at: QPointF) -> list[float]:
        frame, edge = self._frame(), self.rect()
        x = min(float(edge.width()), max(0.0, at.x())) - frame.x()
        y = min(float(edge.height()), max(0.0, at.y())) - frame.y()
        return [round(x / frame.width(), 4), round(y / frame.height(), 4)]

    def _frame(self) -> QRectF:
        """Give the smallest frame of the kept shape around the pad, so that nothing is stretched on paper."""
        wide, high = max(1, self.width()), max(1, self.height())
        frame = QRectF(0, 0, max(wide, high * SHAPE), max(high, wide / SHAPE))
        frame.moveCenter(QRectF(0, 0, wide, high).center())
        return frame

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen; accepting keeps Qt from making mouse events of it."""
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        else:
            self._end()
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Draw with a finger."""
        if event.type() in {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd}:
            self._touched(cast("QTouchEvent", event))
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        event.accept()
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0].position())
        elif event.type() == QEvent.Type.TouchUpdate and points:
            self._go_on(points[0].position())
        else:
            self._end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back by keys."""
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the hint and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(theme.colour("green" if self.hasFocus() else "line"), 2, Qt.PenStyle.CustomDashLine)
        edge.setDashPattern([3.5, 2.5])
        painter.setPen(edge)
        painter.setBrush(theme.colour("pad"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(12), theme.px(12))
        if not self._strokes:
            area = QRectF(self.rect())
            drawing.text(
                painter, area, self._hint, theme.font(16), theme.colour("soft"), align=drawing.CENTRE
            )
        pen = QPen(theme.colour("ink"), max(2.0, theme.px(2.5)))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))

    def _path(self, stroke: list[list[float]]) -> QPainterPath:
        """Round the corners: each point pulls the line, which goes through the middles between them."""
        frame = self._frame()
        points = [QPointF(frame.x() + x * frame.width(), frame.y() + y * frame.height()) for x, y in stroke]
        path = QPainterPath(points[0])
        if len(points) == 1:
            path.lineTo(points[0] + QPointF(0.1, 0.1))
            return path
        for before, after in pairwise(points[1:]):
            path.quadTo(before, (before + after) / 2)
        path.lineTo(points[-1])
        return path
