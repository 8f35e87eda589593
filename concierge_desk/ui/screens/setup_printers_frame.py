"""How the answers about a printer lie: beside the roles and the paper, or below them where there is no room."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.scroll import Scroll


def tab_as_read(page: QWidget) -> None:
    """Let Tab go through a page as it is read: Qt goes by when a control was made, and answers are made anew."""
    for before, after in pairwise(_as_read(page.layout())):
        QWidget.setTabOrder(before, after)


def _as_read(layout: QLayout | None) -> Iterator[QWidget]:
    """List the controls of a layout from its first to its last."""
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        piece = item.widget() if item is not None else None
        if piece is None:
            yield from _as_read(item.layout() if item is not None else None)
            continue
        # Coming to a field, Qt would go to its line before its turn.
        piece.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, its description does not know
        if piece.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield piece
        framed = piece.widget() if isinstance(piece, QScrollArea) else piece
        yield from _as_read(framed.layout() if framed is not None else None)


class Beside(Columns):
    """Columns that ask for no more than they need side by side: the one in the middle scrolls."""

    def are_beside(self, width: int) -> bool:
        """Tell whether they stand side by side at a width, or one below the other."""
        return self._beside(width)

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height that the columns need at a width."""
        return self.minimumHeightForWidth(width)


class Whole(Scroll):
    """A page that scrolls beside others, and is shown whole where it stands below them."""

    is_whole = False

    def __init__(self, page: QWidget) -> None:
        """Frame a page."""
        super().__init__(page)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.follow(self, self._least)

    @override
    def hasHeightForWidth(self) -> bool:
        """Ask for the height of the page."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height of the whole page, or the least there may be."""
        return self.page().heightForWidth(width) if self.is_whole else self.minimumHeight()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the page grows."""
        if self.is_whole and watched is self.page() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def _least_height(self, width: int) -> int:
        """Never press the answers together: there is a bar to scroll by."""
        return self.page().heightForWidth(width)

    def _least(self) -> None:
        self.setMinimumHeight(theme.px(240))
