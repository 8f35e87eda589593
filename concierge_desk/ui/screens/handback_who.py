"""Who comes? A field to find the person, and those whose things are ready."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Handback, Paper
from concierge_desk.operations import deeds, search, today
from concierge_desk.operations.reprints import Printable
from concierge_desk.ui import reprinting, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.today_lines import gathered
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title

_MOST = 60


class Who(QWidget):
    """The first page of the hand-back screen."""

    chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the field over the list of those who can be served."""
        super().__init__(parent)
        self._context = context
        t = context.texts
        self.field = SearchField(t("Who comes?"), t("Name, phone, company"), self._find, self)
        self.field.chosen.connect(self._choose)
        self.rows = RowList(t("Customers whose things are ready"), self)
        self.rows.chosen.connect(self._choose)
        self._nobody = EmptyState("hanger", t("Nothing is ready to be handed back."), self)
        ready = Card(t("Ready to be handed back"), "hanger", self)
        ready.body.addWidget(self.rows, 1)
        ready.body.addWidget(self._nobody, 1)
        hint = StepHint(t("Scan the ticket or a tag, or type the name of the person."), "scan", tone="amber")
        self.proof = Button(t("Proof of delivery"), "printer", small=True)
        self.proof.clicked.connect(self._print_proof)
        self.proof.hide()
        self._proof: tuple[Printable, str] | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        theme.follow(self, self._fit)
        column.addWidget(Title(t("Who comes?")))
        column.addWidget(self.field)
        column.addWidget(hint)
        column.addWidget(self.proof, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(ready, 1)

    def first_focus(self) -> QWidget:
        """Name the field where the name is typed."""
        return self.field

    def refresh(self) -> None:
        """Ask again who can be served."""
        self.field.clear()
        t = self._context.texts
        found = self._context.desk.ask(today.ready_customers, language=t.language, limit=_MOST)
        rows = [
            Row(
                key=each.customer_id,
                title=each.customer,
                subtitle=gathered(each.labels, t),
                lead=" ".join(each.shelves),
                icon="user",
                badge=t("since {day}", day=formats.day_short(moments.day_of(each.since), t.language)),
                tone="quiet",
            )
            for each in found
        ]
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self._nobody.setVisible(not rows)

    def offer_proof(self, handback: Handback | None) -> None:
        """Offer the proof of delivery of the mail that was handed over last; of nothing for None."""
        self._proof = None
        if handback is not None:
            name = handback.collector_name
            self._proof = Printable(Paper.DELIVERY_PROOF, name, handback_id=handback.id), deeds.new_uid()
            self.proof.setText(self._context.texts("Proof of delivery for {name}", name=name))
        self.proof.setVisible(handback is not None)

    def _print_proof(self) -> None:
        if self._proof is not None and reprinting.reprint(self._context, *self._proof):
            self.offer_proof(None)
            self.field.setFocus()

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(14))

    def _find(self, typed: str) -> Sequence[Row]:
        hits = self._context.desk.ask(search.customers_matching, words=typed, limit=8)
        return [Row(key=hit.id, title=hit.title, subtitle=hit.subtitle, icon="user") for hit in hits]

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)
