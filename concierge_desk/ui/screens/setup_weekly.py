"""The weekly visits of a provider: the days as chips, and the hour."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import WeeklyVisit
from concierge_desk.operations.measures import read_hour
from concierge_desk.operations.provider_facts import Weekly
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words

_A_MONDAY = date(2026, 1, 5)


class WeeklyVisits(QWidget):
    """Asks on which days a provider comes by, and when."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask with no day chosen."""
        super().__init__(parent)
        self.t = texts
        self._before: Sequence[WeeklyVisit] = ()
        self.days = [Chip(day_name(day, texts.language), self) for day in range(7)]
        self.hour = LabelledField(texts("Hour of the visit"), hint="13:00")
        self.hour.edit.textEdited.connect(self.hour.accept)
        self._several = Words("", 14, "soft")
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Words(texts("Comes by each week on"), 14, "soft"))
        chips = FlowLayout(gap=8)
        for chip in self.days:
            chip.toggled.connect(self.hour.accept)
            chips.addWidget(chip)
        self._lines.addLayout(chips)
        self._lines.addWidget(self.hour)
        self._lines.addWidget(self._several)
        self.show_visits(())
        theme.follow(self, self._fit)

    def show_visits(self, weekly: Sequence[WeeklyVisit]) -> None:
        """Show the visits that are known."""
        self._before = weekly
        days = {visit.weekday for visit in weekly}
        for day, chip in enumerate(self.days):
            chip.setChecked(day in days)
        self.hour.set_text(f"{weekly[0].hour:%H:%M}" if weekly else "")
        self.hour.accept()
        several = len({visit.hour for visit in weekly}) > 1 or len(days) < len(weekly)
        self._several.setText(
            self.t(
                "Until now: {visits}. A change gives every day the same hour.",
                visits=visits_words(weekly, self.t),
            )
        )
        self._several.setVisible(several)

    def is_changed(self) -> bool:
        """Tell whether other days or another hour are asked than are known."""
        hour = f"{self._before[0].hour:%H:%M}" if self._before else ""
        return self._chosen() != {visit.weekday for visit in self._before} or self.hour.text() != hour

    def read(self) -> list[Weekly] | None:
        """Read the visits; None when the hour or the days are wrong, which is said below."""
        hour, days = read_hour(self.hour.text()), self._chosen()
        if not days and not self.hour.text():
            return []
        if hour is None:
            self._refuse(self.t("Write an hour such as 13:00."))
            return None
        if not days:
            self._refuse(self.t("Choose at least one day of the week."))
            return None
        known = {visit.weekday: visit for visit in self._before}
        return [
            Weekly(day, hour, known[day].takes, known[day].brings) if day in known else Weekly(day, hour)
            for day in sorted(days)
        ]

    def _chosen(self) -> set[int]:
        return {day for day, chip in enumerate(self.days) if chip.isChecked()}

    def _refuse(self, sentence: str) -> None:
        self.hour.refuse(sentence)
        self.hour.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))


def day_name(weekday: int, language: str) -> str:
    """Name a day of the week, 0 for Monday."""
    return formats.weekday(_A_MONDAY + timedelta(days=weekday), language)


def visits_words(weekly: Sequence[WeeklyVisit], texts: Texts) -> str:
    """Say when a provider comes by: "lundi 13:00 · jeudi 13:00"."""
    said = [f"{day_name(visit.weekday, texts.language)} {visit.hour:%H:%M}" for visit in weekly]
    return " · ".join(said) or texts("no visits yet")
