"""A page that fills its frame, and scrolls only when its least size is larger.

Qt's own resizable scroll area takes the height a page likes for the one it needs, and scrolls too early.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from typing_extensions import override

_LAYS_OVER = frozenset({QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize})
_GAP = 8
_MARGIN = 50
"""As much as `ensureWidgetVisible` leaves: what is brought up is not moved again by it."""


def to_top(page: QWidget) -> None:
    """Show the top of a page again, where it stands in a frame that scrolls."""
    frame = _frame_of(page)
    if frame is not None:
        frame.verticalScrollBar().setValue(0)


def make_room_below(field: QWidget, found: QWidget | None) -> None:
    """Keep a field at the top of the frame that scrolls, where what it found below it is not all in view.

    It is kept there while it has the keys, however the page is laid out anew, until it found nothing (None).
    """
    frame = _frame_of(field)
    if frame is not None:
        frame.keep_room(field, found)


def _frame_of(page: QWidget) -> "Scroll | None":
    frame = page.parentWidget()
    while frame is not None and not isinstance(frame, Scroll):
        frame = frame.parentWidget()
    return frame


class Scroll(QScrollArea):
    """A frame around one page."""

    def __init__(self, page: QWidget | Callable[[QWidget], QWidget], parent: QWidget | None = None) -> None:
        """Frame a page, or let one be made in its place."""
        super().__init__(parent)
        page = page if isinstance(page, QWidget) else page(self.viewport())
        self._page = page
        self._over: QWidget | None = None
        self._field: QWidget | None = None
        self._found: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setAutoFillBackground(False)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        page.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def page(self) -> QWidget:
        """Give the page."""
        return self._page

    def stay_clear_of(self, over: QWidget) -> None:
        """Keep what has the keys out from under something that lies over the frame at times."""
        self._over = over
        over.installEventFilter(self)

    def keep_room(self, field: QWidget, found: QWidget | None) -> None:
        """Do what `make_room_below` asks."""
        self._field, self._found = field, found
        self._make_room()

    def _make_room(self) -> None:
        field, found, bar = self._field, self._found, self.verticalScrollBar()
        if field is None or found is None:
            return
        end = found.mapTo(self._page, QPoint(0, found.height())).y()
        if end > bar.value() + self.viewport().height():
            bar.setValue(field.mapTo(self._page, QPoint(0, 0)).y() - _MARGIN)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into view what gets the keys, however it got them."""
        if now is not None and self._page.isAncestorOf(now):
            self.ensureWidgetVisible(now)
            if self._field is not None and self._field.isAncestorOf(now):
                self._make_room()
            self._uncover(now)

    def _uncover(self, now: QWidget) -> None:
        """Bring it out from under what lies over the frame, up or down, as far as it stays in sight."""
        if self._over is None or not self._over.isVisible() or not self.isVisible():
            return
        at, over, port = (_place_of(each) for each in (now, self._over, self.viewport()))
        if not at.intersects(over):
            return
        bar = self.verticalScrollBar()
        if over.center().y() >= at.center().y():
            up = min(at.bottom() - over.top() + _GAP, at.top() - port.top())
            bar.setValue(bar.value() + max(0, up))
        else:
            down = min(over.bottom() - at.top() + _GAP, port.bottom() - at.bottom())
            bar.setValue(bar.value() - max(0, down))

    def _fit(self) -> None:
        """Fill the frame, unless the page needs more."""
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        needs = self._page.minimumSizeHint()
        for width in (room.width(), room.width() - bar):
            wide = max(width, needs.width())
            high = max(self._least_height(wide), needs.height())
            if high <= room.height():
                break
        before = self._page.size()
        self._page.resize(wide, max(high, room.height() - (bar if wide > room.width() else 0)))
        if self._page.size() != before:  # what has the keys stands elsewhere now
            self._follow(None, QApplication.focusWidget())

    def _least_height(self, width: int) -> int:
        layout = self._page.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(width)
        return 0

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the frame."""
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when what is on it changes its size."""
        if watched is self._over and event.type() in _LAYS_OVER:
            self._follow(None, QApplication.focusWidget())
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            before = self._page.size()
            layout = self._page.layout()
            if layout is not None:
                layout.activate()  # what has changed is measured anew
            self._fit()
            if self._page.size() != before:
                # What got the keys before the page had its size is brought into view now.
                self._follow(None, QApplication.focusWidget())
        return super().eventFilter(watched, event)


def _place_of(widget: QWidget) -> QRect:
    """Tell where something stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
