"""What is wrong with one item: each open incident in a red box, with the ways to follow and to close it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import moments
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import incident_words
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.together import together


class IncidentBox(QWidget):
    """One open incident: what is wrong, for how long, who follows it, and what is next."""

    asked = Signal(int, str)
    """Carries the incident, and the form that is wanted; none to follow it."""

    def __init__(
        self, incident_id: int, said: tuple[str, str], texts: Texts, parent: QWidget | None = None
    ) -> None:
        """Show an incident."""
        super().__init__(parent)
        self.hint = StepHint(said[0], "alert-triangle", self, tone="red", more=said[1])
        self.follow = Button(texts("Follow it"), "list-check", self, small=True)
        self.close_it = Button(texts("Close the incident"), "check", self, small=True)
        self.follow.clicked.connect(partial(self.asked.emit, incident_id, ""))
        self.close_it.clicked.connect(partial(self.asked.emit, incident_id, "close"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.hint)
        ways = FlowLayout(gap=8)
        ways.addWidget(self.follow)
        ways.addWidget(self.close_it)
        self._column.addLayout(ways)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(8))


class Incidents(QWidget):
    """The open incidents of the item shown; nothing at all where all is well."""

    asked = Signal(int, str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay no box yet."""
        super().__init__(parent)
        self._texts = texts
        self._shown: tuple[object, ...] = ()
        self.boxes: list[IncidentBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.follow(self, self._fit)
        self.hide()

    def show_incidents(self, rows: Sequence[IncidentRow], at: datetime) -> None:
        """Show these; boxes that say the same as before stay, with the focus."""
        said = [(row.incident_id, self._words(row, at)) for row in rows]
        self.setVisible(bool(rows))
        if tuple(said) == self._shown:
            return
        self._shown = tuple(said)
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [IncidentBox(incident_id, words, self._texts, self) for incident_id, words in said]
        with together(self):
            for box in self.boxes:
                box.asked.connect(self.asked)
                self._column.addWidget(box)
                box.show()

    def _words(self, row: IncidentRow, at: datetime) -> tuple[str, str]:
        """Say what is wrong and since when; below, who follows it, what was noted and what is next."""
        t = self._texts
        days = (moments.day_of(at) - moments.day_of(row.opened_at)).days
        age = t.many("for {n} day", "for {n} days", days) if days else t("since today")
        title = t("Incident: {kind}, {age}", kind=t(INCIDENTS[row.kind]), age=age)
        followed = t("followed by {name}", name=row.followed_by)
        planned = row.next_step or row.suggested() is not None
        next_one = incident_words.next_hint(row, at, t)[0] if planned else ""
        return title, " · ".join(part for part in (row.provider, followed, row.note, next_one) if part)

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(8))
