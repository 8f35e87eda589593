"""The PIN of one person."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.door import Person
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.widgets.avatar import Avatar
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.keypad import Keypad
from concierge_desk.ui.widgets.words import Title, Words

LONGEST = 12


def pin_field(name: str, parent: QWidget) -> QLineEdit:
    """Make a field that takes only the digits of a PIN and hides them."""
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setValidator(QRegularExpressionValidator(QRegularExpression(rf"\d{{0,{LONGEST}}}"), field))
    field.setAccessibleName(name)
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    return field


class PinPage(QWidget):
    """Asks one person for their PIN; `given` carries who and what, `abandoned` when it is somebody else."""

    given = Signal(int, str)
    abandoned = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it for nobody yet."""
        super().__init__(parent)
        self._texts = texts
        self._person: Person | None = None
        self._avatar = Avatar(size=72)
        self._title = Title(size=28)
        self.field = pin_field(texts("PIN"), self)
        self.field.setPlaceholderText(texts("PIN"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(self._typed)
        self._pad = Keypad(texts("Delete the last digit"), texts("Open the desk"), self)
        self._pad.pressed.connect(self._press)
        self._pad.taken_back.connect(self.field.backspace)
        self._pad.done.connect(self._give)
        self._said = Words("", 16, "red", bold=True)
        self._other = Button(
            texts("Someone else"), "users", self, kind="quiet", key=shortcuts.shown("back", texts)
        )
        self._other.clicked.connect(self.abandoned)
        self._lay()

    def person(self) -> Person:
        """Tell whose PIN is asked."""
        assert self._person is not None  # noqa: S101  # the page is shown for somebody
        return self._person

    def ask(self, person: Person) -> None:
        """Ask a person."""
        self._person = person
        self._avatar.show_name(person.name)
        self._title.setText(person.name)
        self.clear()

    def clear(self) -> None:
        """Forget what was typed and said."""
        self.field.clear()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say what is wrong."""
        self._said.setText(sentence)

    def said(self) -> str:
        """Tell what is said."""
        return self._said.text()

    def refuse(self, sentence: str) -> None:
        """Say why not, and take another PIN."""
        self.field.clear()
        self.say(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def pad_keys(self) -> list[QPushButton]:
        """List the keys on screen."""
        return self._pad.findChildren(QPushButton)

    def wait(self, *, waiting: bool) -> None:
        """Show that the PIN is being compared."""
        self.field.setReadOnly(waiting)
        if waiting:
            self.say("")

    def _press(self, digit: str) -> None:
        self.field.insert(digit)
        self._typed()

    def _typed(self) -> None:
        self.say("")

    def _give(self) -> None:
        if self._person is not None and self.field.text() and self.field.isEnabled():
            self.given.emit(self._person.id, self.field.text())

    def _lay(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        column.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._title, self._said):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._title)
        column.addWidget(self.field)
        column.addWidget(self._said)
        column.addWidget(self._pad)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        for piece in (self.field, self._pad, self._title, self._said):
            piece.setFixedWidth(theme.px(320))
        font = theme.font(24, bold=True)
        self.field.setFont(font)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let somebody else sign in by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
        else:
            super().keyPressEvent(event)
