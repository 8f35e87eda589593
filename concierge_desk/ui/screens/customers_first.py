"""The customers screen before somebody is chosen: what to do, and which procurations end soon."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.operations.procurations import SCOPES, ExpiringRow
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.customers_collectors import ends_in
from concierge_desk.ui.screens.customers_things import ThingsCard
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.rows import Row

_MOST = 8


class FirstPage(QWidget):
    """A sentence, and below it the procurations that end soon; `chosen` carries whose it is."""

    chosen = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay it without a procuration."""
        super().__init__(parent)
        self.t = texts
        self.ending = ThingsCard(texts("Procurations that end soon"), "calendar-event", "", self)
        self.ending.chosen.connect(self._choose)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(EmptyState("users", texts("Choose somebody at the left, or type a name.")), 1)
        self._lines.addWidget(self.ending)
        theme.follow(self, self._fit)

    def show_ending(self, rows: Sequence[ExpiringRow]) -> None:
        """Show the procurations that end first."""
        self._rows = {each.collector_id: each.customer_id for each in rows}
        self.ending.show_rows([self._row(each) for each in rows[:_MOST]])
        self.ending.setVisible(bool(rows))

    def _row(self, each: ExpiringRow) -> Row:
        t = self.t
        scopes = " · ".join(t(SCOPES[scope]) for scope in each.scopes)
        title = t("{name} for {customer}", name=each.name, customer=each.customer)
        until = t("until {day}", day=formats.day_numeric(each.until_on, t.language))
        return Row(
            each.collector_id,
            title,
            f"{scopes} · {until}",
            icon="user-check",
            badge=ends_in(each.days_left, t),
            tone="today",
        )

    def _choose(self, key: object) -> None:
        if isinstance(key, int) and key in self._rows:
            self.chosen.emit(self._rows[key])

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(14))
