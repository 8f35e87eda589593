"""The pieces of a delivery that are written down: the last one first, each to be corrected."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList


class ArrivalList(Card):
    """Lists the pieces, the last one at the top, beside the field; `looked_at` carries the place of one."""

    looked_at = Signal(int)
    remove_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(texts("This delivery"), "list-check", parent)
        self._t = texts
        self.rows = RowList(texts("Pieces of this delivery"))
        self.rows.chosen.connect(self._on_chosen)
        self.remove = Chip(texts("Remove"), icon="trash", checkable=False)
        self.remove.setToolTip(texts("Remove the piece that is chosen (Ctrl Delete)"))
        self.remove.clicked.connect(self.remove_asked)
        self.head.addWidget(self.remove)
        self._empty = EmptyState(
            "scan", texts("Scan a parcel, or type for whom a letter is. It is written down here.")
        )
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self._empty, 1)

    def show_form(self, form: ArrivalForm, shelves: Mapping[int, str], carriers: Mapping[str, str]) -> None:
        """Show the pieces, the cursor on the one that is asked about or corrected."""
        count = len(form.pieces)
        title = self._t("This delivery")
        if count:
            title = self._t.many("This delivery · {n} piece", "This delivery · {n} pieces", count)
        self.set_title(title)
        rows = [said.line(place, form, shelves, carriers, self._t) for place in reversed(range(count))]
        with QSignalBlocker(self.rows):
            self.rows.show_rows(rows)
            if form.current is not None:
                self.rows.mark(form.current)
            else:
                self.rows.setCurrentIndex(self.rows.model().index(-1, 0))
                self.rows.scrollToTop()
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.remove.setVisible(form.piece() is not None)

    def _on_chosen(self, key: object) -> None:
        if isinstance(key, int):
            self.looked_at.emit(key)
