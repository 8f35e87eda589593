"""What the settings of mail ask with: a choice out of a list, days, numbers; what is wrong is said below it."""

from collections.abc import Iterable
from datetime import date
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.operations.measures import read_count, read_day
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.fold import focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words

T = TypeVar("T")


class Chooser(QWidget, Generic[T]):
    """A word, and a list that opens of which one answer holds."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make it without answers."""
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.box.activated.connect(self.chosen)
        label = Words(name, 14, "soft")
        label.setBuddy(self.box)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(label)
        self._lines.addWidget(self.box)
        self.setFocusProxy(self.box)
        theme.follow(self, self._fit)

    def show_answers(self, answers: Iterable[tuple[T, str]]) -> None:
        """Show these answers, each with what it stands for; the one that holds stays."""
        before = self.value()
        self.box.clear()
        for value, words in answers:
            self.box.addItem(words, value)
        self.choose(before)

    def value(self) -> T:
        """Tell what the answer that holds stands for."""
        return cast("T", self.box.currentData())

    def choose(self, value: T) -> None:
        """Let an answer hold; one that is not there leaves the first."""
        places = [place for place in range(self.box.count()) if self.box.itemData(place) == value]
        self.box.setCurrentIndex(places[0] if places else 0)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(3))


class Asking:
    """Reads fields and says what is wrong below the first that is."""

    def __init__(self, texts: Texts) -> None:
        """Have nothing wrong yet."""
        self.t = texts
        self.wrong = False

    def day(self, field: LabelledField) -> date | None:
        """Read a day that may stay empty."""
        read = read_day(field.text()) if field.text() else None
        if field.text() and read is None:
            self.refuse(field, self.t("Write a day such as 31/12/2026."))
        return read

    def first_day(self, field: LabelledField) -> date:
        """Read a day that must be there."""
        read = self.day(field)
        if read is None and not self.wrong:
            self.refuse(field, self.t("Write a day such as 31/12/2026."))
        return read or date.min

    def count(self, field: LabelledField) -> int | None:
        """Read a number that may stay empty."""
        read = read_count(field.text()) if field.text() else None
        if field.text() and read is None:
            self.refuse(field, self.t("Write a number."))
        return read

    def counts(self, field: LabelledField) -> list[int]:
        """Read a few numbers with something between them: "3, 7"."""
        words = field.text().replace(",", " ").replace(";", " ").split()
        read = [number for word in words if (number := read_count(word)) is not None]
        if len(read) != len(words):
            self.refuse(field, self.t("Write numbers such as 3, 7."))
        return read

    def refuse(self, field: LabelledField, sentence: str) -> None:
        """Say what is wrong with the first field that is wrong, and go there."""
        if not self.wrong:
            field.refuse(sentence)
            focus_inside(field.edit)
        self.wrong = True


def day_shown(on: date | None, texts: Texts) -> str:
    """Write a day to type over."""
    return "" if on is None else formats.day_numeric(on, texts.language)


def beside(left: QWidget, right: QWidget) -> Columns:
    """Lay two pieces side by side, one below the other where there is no room."""
    pair = Columns((220, 220), gap=12, least=(170, 170))
    pair.addWidget(left)
    pair.addWidget(right)
    return pair
