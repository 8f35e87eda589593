"""What is shown where there is nothing: a pictogram and one sentence that says what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words


class EmptyState(QWidget):
    """A pictogram over a sentence, in the middle: `EmptyState("leaf", t("Nothing is late."))`."""

    def __init__(self, icon: str, sentence: str, parent: QWidget | None = None) -> None:
        """Say why there is nothing here."""
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.addStretch(1)
        self._picture = Picture(icon, "soft", 40)
        lines.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = Words(sentence, 16, "soft")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines.addWidget(self._sentence)
        lines.addStretch(2)
        theme.follow(self, self._fit)

    def say(self, icon: str, sentence: str) -> None:
        """Say something else."""
        self._picture.show_icon(icon, "soft")
        self._sentence.setText(sentence)

    def _fit(self) -> None:
        lines = self.layout()
        if lines is not None:
            lines.setSpacing(theme.px(10))
