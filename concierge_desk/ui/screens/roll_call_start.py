"""Before a roll-call: begin one, go on with the one that is open, or look at those that were closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.operations.roll_call_sheet import Glance
from concierge_desk.operations.roll_calls import PastRollCall
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words


class Start(QWidget):
    """The first page of the roll-call."""

    begun = Signal()
    chosen = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the page with nothing counted."""
        super().__init__(parent)
        t = self._texts = texts
        self._said = Title("", self, 22)
        self._more = Words("", 17, parent=self)
        self._how = Words(
            t("Scan the code of a shelf. Then scan each thing on it. Then the next shelf."), 16, "soft", self
        )
        self.go = Button("", "list-check", self, kind="primary", key=shortcuts.shown("main", t), main=True)
        begin = Card(t("Is everything in its place?"), "list-check", self)
        for piece in (self._said, self._more, self._how):
            begin.body.addWidget(piece)
        begin.body.addStretch(1)
        begin.body.addWidget(self.go)
        self.past = RowList(t("Roll-calls that were closed"), self)
        self._nothing = EmptyState("history", t("There was no roll-call yet."), self)
        before = Card(t("Roll-calls that were closed"), "history", self)
        before.body.addWidget(self.past, 1)
        before.body.addWidget(self._nothing, 1)
        columns = Columns((600, 560))
        columns.addWidget(begin)
        columns.addWidget(before)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(columns, 1)
        self.go.clicked.connect(self.begun)
        self.past.chosen.connect(self._choose)
        theme.follow(self, self.updateGeometry)

    def show_glance(self, glance: Glance, past: list[PastRollCall]) -> None:
        """Show how much there is to look at, and the roll-calls before."""
        t = self._texts
        if glance.opened_at is None:
            self._said.setText(t.many("{n} item is at the desk.", "{n} items are at the desk.", glance.items))
            self._more.setText(
                t.many("On {n} shelf and the counter.", "On {n} shelves and the counter.", glance.shelves)
            )
            self.go.setText(t("Begin"))
        else:
            self._said.setText(t("A roll-call is open."))
            since = roll_call_words.moment(glance.opened_at, t)
            looked = t.many("{n} shelf looked at", "{n} shelves looked at", glance.looked)
            seen = t.many("{n} item seen", "{n} items seen", glance.seen)
            self._more.setText(" · ".join(part for part in (since, glance.opened_by, looked, seen) if part))
            self.go.setText(t("Go on"))
        self.past.show_rows([self._row(each) for each in past])
        self.past.setVisible(bool(past))
        self._nothing.setVisible(not past)

    def _row(self, past: PastRollCall) -> Row:
        t = self._texts
        words, tone = roll_call_words.result(past, t)
        items = t.many("{n} item", "{n} items", sum(past.counts.values()))
        shelves = t.many("{n} shelf", "{n} shelves", past.shelves)
        return Row(
            key=past.roll_call_id,
            title=roll_call_words.moment(past.closed_at, t),
            subtitle=" · ".join(part for part in (past.staff, shelves, items, past.note) if part),
            badge=words,
            tone=tone,
        )

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)
