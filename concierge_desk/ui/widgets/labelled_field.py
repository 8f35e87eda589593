"""A field with its word above it, and a sentence below where what was typed is wrong.

field = LabelledField(t("Phone"), hint="06 12 34 56 78")
field.edit.editingFinished.connect(self._left); field.text(); field.set_text("…")
field.refuse(t("“{value}” is not a telephone number.", value=…)); field.accept()
"""

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.words import Words


class LabelledField(QWidget):
    """A word, a field, and a sentence when it is wrong."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, hint: str = "", edit: QLineEdit | None = None
    ) -> None:
        """Lay an empty field; `edit` is another kind of line, such as one for money."""
        super().__init__(parent)
        self._name = Words(name, 14, "soft")
        self.edit = edit if edit is not None else QLineEdit()
        self.edit.setAccessibleName(name)
        if hint:
            self.edit.setPlaceholderText(hint)
        self.edit.setMinimumWidth(1)
        if edit is None:
            self.edit.setMaxLength(200)
        self._name.setBuddy(self.edit)
        self._sentence = Words("", 14, "red")
        self._sentence.hide()
        self._lines = QVBoxLayout(self)
        for piece in (self._name, self.edit, self._sentence):
            self._lines.addWidget(piece)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.follow(self, self._fit)

    def text(self) -> str:
        """Tell what is typed, without the spaces around it."""
        return self.edit.text().strip()

    def set_text(self, words: str) -> None:
        """Show other words, unless they are there already: the cursor stays where it is."""
        if self.edit.text() != words:
            self.edit.setText(words)
            self.edit.setCursorPosition(0)

    def rename(self, name: str) -> None:
        """Say another word above the field."""
        self._name.setText(name)
        self.edit.setAccessibleName(name)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what is typed."""
        self._mark(sentence)

    def accept(self) -> None:
        """Take the sentence away."""
        self._mark("")

    def refusal(self) -> str:
        """Tell the sentence that is said; empty when nothing is wrong."""
        return self._sentence.text()

    def _mark(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setHidden(not sentence)
        self.edit.setAccessibleDescription(sentence)
        if bool(self.edit.property("wrong")) is not bool(sentence):
            self.edit.setProperty("wrong", bool(sentence))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(3))
