"""Several things of one kind, each a few fields: holidays, people. A line can be added and taken away.

lines = FieldLines([Asked("first", "From", "03/08/2026"), Asked("last", "To", "21/08/2026")], words)
lines.show_lines([{"first": "03/08/2026", "last": "21/08/2026"}]); lines.typed()     # without the empty ones
lines.refuse(0, "last", "…")
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.fold import focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of every line: its key, its words, a hint inside it."""

    key: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LinesWords:
    """What the buttons say."""

    add: str
    take_away: str


class _Line(QWidget):
    """The fields of one thing, two beside each other."""

    taken_away = Signal()
    edited = Signal()

    def __init__(self, asked: Sequence[Asked], words: LinesWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, LabelledField] = {}
        self._lines = QVBoxLayout(self)
        pair = Columns((200, 200), gap=10, least=(150, 150))
        for number, each in enumerate(asked):
            field = self.fields[each.key] = LabelledField(each.words, hint=each.hint)
            field.edit.textEdited.connect(field.accept)
            field.edit.textEdited.connect(self.edited)
            if number % 2 == 0:
                pair = Columns((200, 200), gap=10, least=(150, 150))
                self._lines.addLayout(pair)
            pair.addWidget(field)
        self.away = Button(words.take_away, "x", kind="quiet", small=True)
        self.away.clicked.connect(self.taken_away)
        self._lines.addWidget(self.away)
        theme.follow(self, self._fit)

    def typed(self) -> dict[str, str]:
        return {key: field.text() for key, field in self.fields.items()}

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, theme.px(6))
        self._lines.setSpacing(theme.px(4))


class FieldLines(QWidget):
    """Lines of fields below each other, and a button for one more."""

    edited = Signal()

    def __init__(self, asked: Sequence[Asked], words: LinesWords, parent: QWidget | None = None) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self._asked = tuple(asked)
        self._words = words
        self.lines: list[_Line] = []
        self._lines = QVBoxLayout(self)
        self.more = Button(words.add, "plus", self, small=True)
        self.more.clicked.connect(self._add_one)
        self._lines.addWidget(self.more)
        theme.follow(self, self._fit)

    def show_lines(self, shown: Iterable[Mapping[str, str]]) -> None:
        """Show these things, and no others."""
        for line in list(self.lines):
            self._drop(line)
        for each in shown:
            self.add(each)

    def add(self, typed: Mapping[str, str]) -> None:
        """Show one more thing."""
        line = _Line(self._asked, self._words, self)
        for key, words in typed.items():
            line.fields[key].set_text(words)
        line.taken_away.connect(self._take_away)
        line.edited.connect(self.edited)
        self.lines.append(line)
        self._lines.insertWidget(len(self.lines) - 1, line)

    def typed(self) -> list[tuple[int, dict[str, str]]]:
        """Tell what is typed in each line that is not empty, with the number of the line."""
        found = [(number, line.typed()) for number, line in enumerate(self.lines)]
        return [(number, typed) for number, typed in found if any(typed.values())]

    def refuse(self, number: int, key: str, sentence: str) -> None:
        """Say what is wrong in a line, and go there."""
        field = self.lines[number].fields[key]
        field.refuse(sentence)
        focus_inside(field.edit)

    def _add_one(self) -> None:
        self.add({})
        first = next(iter(self.lines[-1].fields.values()))
        focus_inside(first.edit)

    def _take_away(self) -> None:
        line = self.sender()
        if isinstance(line, _Line):
            self._drop(line)
            self.more.setFocus()
            self.edited.emit()

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
