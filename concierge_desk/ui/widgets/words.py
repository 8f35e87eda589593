"""Titles and sentences that wrap, and lines that are cut short with the whole in a tooltip.

Words("Plier les chemises, pas de cintre.", size=14, role="soft")
Title("Tout pour Claire Dupont")
Line("claire.dupont@exemple.fr")
"""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme

_LONG_WORD = re.compile(r"[^\s-]{17,}")
_MAY_BREAK = "\u200b"


def breakable(words: str) -> str:
    """Let a very long word break anywhere."""
    return _LONG_WORD.sub(lambda found: _MAY_BREAK.join(found.group()), words)


class _Said(QLabel):
    """A label that follows the look."""

    def __init__(self, said: str, size: float, role: str, parent: QWidget | None, *, bold: bool) -> None:
        super().__init__(parent)
        self._size = size
        self._role = role
        self._bold = bold
        self._said = ""
        self.setText(said)
        theme.follow(self, self._dress)

    def set_role(self, role: str) -> None:
        """Give the text the colour of another role."""
        self._role = role
        self._dress()

    def _dress(self) -> None:
        self.setFont(theme.font(self._size, bold=self._bold))
        dressed = self.palette()
        dressed.setColor(QPalette.ColorRole.WindowText, theme.colour(self._role))
        self.setPalette(dressed)
        self.updateGeometry()

    @override
    def text(self) -> str:
        """Give the words as they were set."""
        return self._said


class Words(_Said):
    """A sentence that wraps; a very long word breaks where it must."""

    def __init__(
        self,
        said: str = "",
        size: float = 16,
        role: str = "ink",
        parent: QWidget | None = None,
        *,
        bold: bool = False,
    ) -> None:
        """Show a sentence at a size in design pixels, in the colour of a role."""
        super().__init__(said, size, role, parent, bold=bold)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_parts(self, parts: Sequence[tuple[str, bool]]) -> None:
        """Show words of which some are bold: `[("1 dress ready", True), (" for her", False)]`."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._said = "".join(words for words, _ in parts)
        shown = ((breakable(escape(words)), strong) for words, strong in parts)
        QLabel.setText(self, "".join(f"<b>{words}</b>" if strong else words for words, strong in shown))
        self.setAccessibleName(self._said)

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line, up to a width that is still easy to read."""
        wide = QFontMetricsF(theme.font(self._size, bold=self._bold)).horizontalAdvance(self._said)
        width = min(round(wide) + 2, theme.px(560))
        return QSize(width, self.heightForWidth(width))

    @override
    def setText(self, said: str) -> None:
        """Show other words."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._said = said
        super().setText(breakable(said))
        self.setAccessibleName(said)


class Title(Words):
    """The title of a screen."""

    def __init__(self, said: str = "", parent: QWidget | None = None, size: float = 24) -> None:
        """Show a title."""
        super().__init__(said, size, "ink", parent, bold=True)


class Line(_Said):
    """One line; what does not fit is in its tooltip."""

    def __init__(
        self,
        said: str = "",
        size: float = 16,
        role: str = "ink",
        parent: QWidget | None = None,
        *,
        bold: bool = False,
    ) -> None:
        """Show one line at a size in design pixels, in the colour of a role."""
        super().__init__(said, size, role, parent, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def setText(self, said: str) -> None:
        """Show other words."""
        self._said = said
        self.setAccessibleName(said)
        self._measure()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the whole line."""
        metrics = QFontMetricsF(theme.font(self._size, bold=self._bold))
        return QSize(round(metrics.horizontalAdvance(self._said)) + 2, round(metrics.height()) + theme.px(2))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with a few letters and an ellipsis."""
        return QSize(min(self.sizeHint().width(), theme.px(self._size * 3)), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole in the tooltip when it no longer fits."""
        super().resizeEvent(event)
        self._measure()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, cut short where it must."""
        painter = QPainter(self)
        painter.setFont(theme.font(self._size, bold=self._bold))
        painter.setPen(theme.colour(self._role))
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, self._shown())

    def _shown(self) -> str:
        metrics = QFontMetricsF(theme.font(self._size, bold=self._bold))
        return metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, self.width() + 0.5)

    def _measure(self) -> None:
        self.setToolTip(self._said if self._shown() != self._said else "")
