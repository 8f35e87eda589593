"""One of several pages, the others behind it.

Qt's own stack asks every page how large it would like to be whenever the one in front changes; here those behind are
asked for nothing, so that many pages cost what one does.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Front(QWidget):
    """Shows one of its pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._shown: QWidget | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)

    def add(self, page: QWidget) -> None:
        """Put a page behind the one in front."""
        page.hide()
        self._lines.addWidget(page)

    def bring(self, page: QWidget) -> None:
        """Bring a page to the front."""
        if page is self._shown:
            return
        before, self._shown = self._shown, page
        page.show()
        if before is not None:
            before.hide()
