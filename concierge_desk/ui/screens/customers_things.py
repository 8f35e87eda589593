"""A card of a few rows, or a sentence where there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


class ThingsCard(Card):
    """A few rows under a title, or a sentence where there are none."""

    chosen = Signal(object)

    def __init__(self, title: str, icon: str, nothing: str, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(title, icon, parent)
        self._nothing = Words(nothing, 15, "soft")
        self._rows = QVBoxLayout()
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._rows)
        self.shown: list[RowCard] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        for old in self.shown:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.shown = [RowCard(row, self, frame=False) for row in rows]
        for made in self.shown:
            made.chosen.connect(self.chosen)
            self._rows.addWidget(made)
        self._rows.setSpacing(0)
        self._nothing.setVisible(not rows)
