"""The pieces of a delivery that are written down: the last one first, each to be corrected."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from concierge_desk.models import Shelf
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.screens.visit_back import fill_shelves
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList


class ArrivalList(Card):
    """Lists the pieces, the last one at the top, beside the field; `looked_at` carries the place of one."""

    looked_at = Signal(int)
    remove_asked = Signal()
    shelf_chosen = Signal(object)

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
        middle_of(self.head)
        self._shelves: dict[int, str] = {}
        self.shelf = QComboBox(self)
        self.shelf.setAccessibleName(texts("Shelf for what comes now"))
        self.shelf.activated.connect(lambda: self.shelf_chosen.emit(self.shelf.currentData()))
        self._empty = EmptyState(
            "scan", texts("Scan a parcel, or type for whom a letter is. It is written down here.")
        )
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.shelf)

    def offer_shelves(self, shelves: Sequence[Shelf]) -> None:
        """Offer the counter and every shelf for what comes next."""
        named = {shelf.id: shelf.name for shelf in shelves}
        if named != self._shelves or not self.shelf.count():
            self._shelves = named
            fill_shelves(self.shelf, named, self._t, counter=self._t("To the counter. Scan a shelf."))

    def show_form(self, form: ArrivalForm, carriers: Mapping[str, str]) -> None:
        """Show the pieces, the cursor on the one that is asked about or corrected."""
        count = len(form.pieces)
        title = self._t("This delivery")
        if count:
            title = self._t.many("This delivery · {n} piece", "This delivery · {n} pieces", count)
        self.set_title(title)
        rows = [said.line(place, form, self._shelves, carriers, self._t) for place in reversed(range(count))]
        with QSignalBlocker(self.rows):
            self.rows.show_rows(rows)
            if form.current is not None:
                self.rows.mark(form.current)
            else:
                self.rows.setCurrentIndex(self.rows.model().index(-1, 0))
                self.rows.scrollToTop()
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        piece = form.piece()
        self.remove.setVisible(piece is not None)
        shelf_id = form.shelf_id if piece is None else piece.shelf_id
        with QSignalBlocker(self.shelf):
            self.shelf.setCurrentIndex(max(0, self.shelf.findData(shelf_id)))

    def _on_chosen(self, key: object) -> None:
        if isinstance(key, int):
            self.looked_at.emit(key)


def middle_of(head: QHBoxLayout) -> None:
    """Let the pictogram, the title and the button of a card stand on one line."""
    for place in range(head.count()):
        item = head.itemAt(place)
        if item is not None:
            item.setAlignment(Qt.AlignmentFlag.AlignVCenter)
