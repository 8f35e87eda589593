"""The weekly visits of a provider: the days as chips with one hour for all, or each visit by itself."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import WeeklyVisit
from concierge_desk.operations.measures import read_count, read_hour
from concierge_desk.operations.provider_facts import Weekly
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.fold import focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words

_A_MONDAY = date(2026, 1, 5)


class VisitLine(QWidget):
    """One visit by itself: day, hour and until when, what it does, and how long before a thing must be here."""

    taken_away = Signal()

    def __init__(self, texts: Texts, visit: Weekly, parent: QWidget) -> None:
        """Show a visit."""
        super().__init__(parent)
        self.t = texts
        self.day = QComboBox(self)
        self.day.setAccessibleName(texts("Day of the visit"))
        for weekday in range(7):
            self.day.addItem(day_name(weekday, texts.language), weekday)
        self.day.setCurrentIndex(visit.weekday)
        self.day.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.hour = LabelledField(texts("Hour of the visit"), hint="13:00")
        self.until = LabelledField(texts("Until what hour (may stay empty)"), hint="13:30")
        self.cutoff = LabelledField(texts("Minutes before: things must be here"), hint="0")
        self.hour.set_text(f"{visit.hour:%H:%M}")
        self.until.set_text("" if visit.until is None else f"{visit.until:%H:%M}")
        self.cutoff.set_text(str(visit.cutoff_minutes or ""))
        for field in (self.hour, self.until, self.cutoff):
            field.edit.textEdited.connect(field.accept)
        self.takes, self.brings = Chip(texts("Takes"), self), Chip(texts("Brings"), self)
        self.takes.setChecked(visit.takes)
        self.brings.setChecked(visit.brings)
        self.away = Button(texts("Remove this visit"), "x", kind="quiet", small=True)
        self.away.clicked.connect(self.taken_away)
        self._lines = QVBoxLayout(self)
        self._lay()
        theme.follow(self, self._fit)

    def read(self) -> Weekly | None:
        """Read the visit; None when something is wrong, which is said below it."""
        hour, until_text = read_hour(self.hour.text()), self.until.text()
        until = read_hour(until_text) if until_text else None
        cutoff = read_count(self.cutoff.text() or "0")
        takes, brings = self.takes.isChecked(), self.brings.isChecked()
        if hour is None:
            self._refuse(self.hour, self.t("Write an hour such as 13:00."))
        elif until_text and (until is None or until <= hour):
            self._refuse(self.until, self.t("Write a later hour such as 13:30."))
        elif cutoff is None:
            self._refuse(self.cutoff, self.t("Write a number of minutes such as 30."))
        elif not (takes or brings):
            self._refuse(self.hour, self.t("Choose whether it takes or brings things, or both."))
        else:
            return Weekly(self.day.currentIndex(), hour, takes, brings, until, cutoff)
        return None

    def _refuse(self, field: LabelledField, sentence: str) -> None:
        field.refuse(sentence)
        focus_inside(field.edit)

    def _lay(self) -> None:
        day = QWidget(self)
        self._day = QVBoxLayout(day)
        label = Words(self.t("Day of the visit"), 14, "soft")
        label.setBuddy(self.day)
        self._day.addWidget(label)
        self._day.addWidget(self.day)
        for left, right in ((day, self.hour), (self.until, self.cutoff)):
            pair = Columns((200, 200), gap=10, least=(150, 150))
            pair.addWidget(left)
            pair.addWidget(right)
            self._lines.addLayout(pair)
        below = FlowLayout(gap=8)
        for piece in (self.takes, self.brings, self.away):
            below.addWidget(piece)
        self._lines.addLayout(below)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, theme.px(8))
        self._lines.setSpacing(theme.px(6))
        self._day.setContentsMargins(0, 0, 0, 0)
        self._day.setSpacing(theme.px(3))


class WeeklyVisits(QWidget):
    """Asks on which days a provider comes by, and when."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask with no day chosen."""
        super().__init__(parent)
        self.t = texts
        self.lines: list[VisitLine] = []
        self.simple = QWidget(self)
        self.days = [Chip(day_name(day, texts.language), self.simple) for day in range(7)]
        self.hour = LabelledField(texts("Hour of the visit"), hint="13:00")
        self.hour.edit.textEdited.connect(self.hour.accept)
        self.apart = Button(texts("Other hours, cut-off, only takes or brings…"), "clock", small=True)
        self.apart.clicked.connect(self._take_apart)
        self.more = Button(texts("Add a visit"), "plus", self, small=True)
        self.more.clicked.connect(self._add_one)
        self._simple = QVBoxLayout(self.simple)
        chips = FlowLayout(gap=8)
        for chip in self.days:
            chip.toggled.connect(self.hour.accept)
            chips.addWidget(chip)
        self._simple.addLayout(chips)
        self._simple.addWidget(self.hour)
        self._simple.addWidget(self.apart)
        self._lines = QVBoxLayout(self)
        for piece in (Words(texts("Comes by each week on"), 14, "soft"), self.simple, self.more):
            self._lines.addWidget(piece)
        self.show_visits(())
        theme.follow(self, self._fit)

    def show_visits(self, weekly: Sequence[Weekly]) -> None:
        """Show the visits that are known: by their days alone where they are all alike."""
        self._forget_lines()
        alike = _are_alike(weekly)
        self._show_simple(simple=alike)
        days = {visit.weekday for visit in weekly} if alike else set[int]()
        for day, chip in enumerate(self.days):
            chip.setChecked(day in days)
        self.hour.set_text(f"{weekly[0].hour:%H:%M}" if weekly and alike else "")
        self.hour.accept()
        if not alike:
            for visit in weekly:
                self._add(visit)

    def read(self) -> list[Weekly] | None:
        """Read the visits; None when an hour or the days are wrong, which is said below."""
        if not self._is_simple:
            read = [line.read() for line in self.lines]
            found = [visit for visit in read if visit is not None]
            return found if len(found) == len(read) else None
        hour, days = read_hour(self.hour.text()), self._chosen()
        if not days and not self.hour.text():
            return []
        if hour is None:
            self._refuse(self.t("Write an hour such as 13:00."))
            return None
        if not days:
            self._refuse(self.t("Choose at least one day of the week."))
            return None
        return [Weekly(day, hour) for day in days]

    def _chosen(self) -> list[int]:
        return [day for day, chip in enumerate(self.days) if chip.isChecked()]

    def _refuse(self, sentence: str) -> None:
        self.hour.refuse(sentence)
        focus_inside(self.hour.edit)

    def _take_apart(self) -> None:
        """Show each visit by itself, as far as days and hour are chosen."""
        hour = read_hour(self.hour.text()) or time(13)
        for day in self._chosen() or [0]:
            self._add(Weekly(day, hour))
        self._show_simple(simple=False)
        focus_inside(self.lines[0].hour.edit)

    def _add_one(self) -> None:
        self._add(Weekly(0, time(13)))
        focus_inside(self.lines[-1].day)

    def _add(self, visit: Weekly) -> None:
        line = VisitLine(self.t, visit, self)
        line.taken_away.connect(self._take_away)
        self.lines.append(line)
        self._lines.insertWidget(self._lines.count() - 1, line)

    def _take_away(self) -> None:
        line = self.sender()
        if isinstance(line, VisitLine):
            self._drop(line)
            self.more.setFocus()

    def _forget_lines(self) -> None:
        for line in list(self.lines):
            self._drop(line)

    def _drop(self, line: VisitLine) -> None:
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _show_simple(self, *, simple: bool) -> None:
        self._is_simple = simple
        self.simple.setVisible(simple)
        self.more.setVisible(not simple)

    def _fit(self) -> None:
        for lines in (self._lines, self._simple):
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(theme.px(6))


def day_name(weekday: int, language: str) -> str:
    """Name a day of the week, 0 for Monday."""
    return formats.weekday(_A_MONDAY + timedelta(days=weekday), language)


def visits_words(weekly: Sequence[Weekly] | Sequence[WeeklyVisit], texts: Texts) -> str:
    """Say when a provider comes by: "lundi 13:00 · jeudi 13:00"."""
    said = [f"{day_name(visit.weekday, texts.language)} {visit.hour:%H:%M}" for visit in weekly]
    return " · ".join(said) or texts("no visits yet")


def _are_alike(weekly: Sequence[Weekly]) -> bool:
    """Tell whether the days and one hour say everything."""
    plain = all(visit == Weekly(visit.weekday, visit.hour) for visit in weekly)
    hours, days = {visit.hour for visit in weekly}, {visit.weekday for visit in weekly}
    return plain and len(hours) <= 1 and len(days) == len(weekly)
