"""What is wrong with one item: each open incident in a red box, and its closing by a supervisor."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from concierge_desk import moments
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.step_hint import StepHint


class IncidentBox(QWidget):
    """One open incident: what is wrong, for how long, who follows it, and who can close it."""

    close_asked = Signal(int, str)

    def __init__(
        self, row: IncidentRow, said: tuple[str, str], texts: Texts, parent: QWidget, *, may_close: bool
    ) -> None:
        """Show an incident; the field and the button only to who may close it."""
        super().__init__(parent)
        self._incident_id = row.incident_id
        self.hint = StepHint(said[0], "alert-triangle", self, tone="red", more=said[1])
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(texts("Reason for closing the incident"))
        self.reason.setPlaceholderText(texts("Why? For example: it came back today"))
        self.close_it = Button(texts("Close the incident"), "check", self, small=True)
        self.reason.returnPressed.connect(self._on_close)
        self.close_it.clicked.connect(self._on_close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.hint)
        closing = FlowLayout(gap=8)
        closing.addWidget(self.reason)
        closing.addWidget(self.close_it)
        self._column.addLayout(closing)
        for piece in (self.reason, self.close_it):
            piece.setVisible(may_close)
        theme.follow(self, self._fit)

    def _on_close(self) -> None:
        self.close_asked.emit(self._incident_id, self.reason.text())

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(8))
        self.reason.setMinimumWidth(theme.px(380))


class Incidents(QWidget):
    """The open incidents of the item shown; nothing at all where all is well."""

    close_asked = Signal(int, str)

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

    def show_incidents(
        self, rows: Sequence[IncidentRow], at: datetime, *, may_close: bool, closers: Sequence[str]
    ) -> None:
        """Show these; boxes that say the same as before stay, with the reason being typed."""
        said = [self._words(row, at, () if may_close else closers) for row in rows]
        wanted = (tuple(rows), tuple(said), may_close)
        self.setVisible(bool(rows))
        if wanted == self._shown:
            return
        self._shown = wanted
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [
            IncidentBox(row, words, self._texts, self, may_close=may_close)
            for row, words in zip(rows, said, strict=True)
        ]
        for box in self.boxes:
            box.close_asked.connect(self.close_asked)
            self._column.addWidget(box)
            box.show()

    def _words(self, row: IncidentRow, at: datetime, closers: Sequence[str]) -> tuple[str, str]:
        """Say what is wrong and since when; below, who follows it, what was noted and who can close it."""
        t = self._texts
        days = (moments.day_of(at) - moments.day_of(row.opened_at)).days
        age = t.many("for {n} day", "for {n} days", days) if days else t("since today")
        title = t("Incident: {kind}, {age}", kind=t(INCIDENTS[row.kind]), age=age)
        followed = t("followed by {name}", name=row.followed_by)
        can = t("can be closed with a reason by: {names}", names=", ".join(closers)) if closers else ""
        return title, " · ".join(part for part in (row.provider, followed, row.note, can) if part)

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(8))
