"""One photo as large as there is room, over everything else of a page; Esc, Enter or Space close it.

view = PhotoView(PhotoWords(t("Close"), ...), page); view.show_photos(shots, 0); view.closed.connect(...)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.photo_strip import Shot
from concierge_desk.ui.widgets.words import Line


@dataclass(frozen=True, slots=True)
class PhotoWords:
    """What stands on it: its name, the way back and its key, and the ways to the next ones."""

    name: str
    close: str
    close_key: str
    before: str
    after: str


class PhotoView(QWidget):
    """A photo over its page; the page gets the focus back where it was."""

    closed = Signal()

    def __init__(self, words: PhotoWords, page: QWidget) -> None:
        """Lie over a page, hidden."""
        super().__init__(page)
        self._page = self._room = page
        self._shots: tuple[Shot, ...] = ()
        self._place = 0
        self._picture = QPixmap()
        self._left: QWidget | None = None
        self.setAccessibleName(words.name)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.caption = Line("", 16, parent=self, bold=True)
        self.before = Button(words.before, "arrow-left", self, small=True)
        self.after = Button(words.after, "chevron-right", self, small=True)
        self.close_it = Button(words.close, "x", self, kind="primary", key=words.close_key, small=True)
        self.before.clicked.connect(self._to_before)
        self.after.clicked.connect(self._to_after)
        self.close_it.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        for piece in (self.before, self.after, self.close_it):
            head.addWidget(piece)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(head)
        self._lines.addStretch(1)
        page.installEventFilter(self)
        theme.follow(self, self._fit)
        self.hide()

    def show_photos(self, shots: Sequence[Shot], place: int) -> None:
        """Show one of these photos."""
        self._shots = tuple(shots)
        if not self._shots:
            return
        self._left = self.window().focusWidget()
        self._cover()
        for piece in (self.before, self.after):
            piece.setVisible(len(self._shots) > 1)
        self._turn_to(place)
        self.show()
        self.raise_()
        self.setFocus()

    def shown(self) -> int | None:
        """Tell the key of the photo that is shown; None while it is hidden."""
        return self._shots[self._place].key if self.isVisible() and self._shots else None

    def leave(self) -> None:
        """Give the page back."""
        if not self.isVisible():
            return
        self.hide()
        if self._left is not None and self._page.isAncestorOf(self._left) and self._left.isVisible():
            self._left.setFocus()
        self.closed.emit()

    def _cover(self) -> None:
        """Lie over what is seen of the page: where it is longer than the window, over the frame that scrolls it."""
        room, above = self._page, self._page.parentWidget()
        while above is not None and room is self._page:
            if isinstance(above, QAbstractScrollArea):
                room = above.viewport()
            above = above.parentWidget()
        if room is not self._room:
            self._room.removeEventFilter(self)
            self._room = room
            room.installEventFilter(self)
            self.setParent(room)
        self.setGeometry(room.rect())

    def _to_before(self) -> None:
        self._turn_to(self._place - 1)

    def _to_after(self) -> None:
        self._turn_to(self._place + 1)

    def _turn_to(self, place: int) -> None:
        self._place = place % len(self._shots)
        shot = self._shots[self._place]
        self._picture = QPixmap()
        self._picture.loadFromData(shot.content)
        number = f"{self._place + 1} / {len(self._shots)}"
        self.caption.setText(" · ".join(part for part in (shot.name, number) if part))
        self.update()

    def _fit(self) -> None:
        edge = theme.px(14)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(10))
        dressed = self.palette()
        dressed.setColor(self.backgroundRole(), theme.colour("paper"))
        self.setPalette(dressed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn by the arrows; Enter and Space close."""
        key = event.key()
        if key == Qt.Key.Key_Left:
            self._to_before()
        elif key == Qt.Key.Key_Right:
            self._to_after()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.leave()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page whatever its size."""
        if watched is self._room and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._room.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page's paper, and the photo as large as it may be, never larger than it is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        top = self.close_it.geometry().bottom() + theme.px(12)
        edge = theme.px(14)
        room = QRectF(edge, top, self.width() - 2 * edge, self.height() - top - edge)
        if self._picture.isNull() or room.isEmpty():
            return
        size = QSizeF(self._picture.size())
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(
            room.center().x() - size.width() / 2,
            room.center().y() - size.height() / 2,
            size.width(),
            size.height(),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        drawing.panel(painter, area, 0, None, theme.colour("line"))
