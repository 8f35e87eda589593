"""A closed roll-call, to look at again and to print."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import Seen
from concierge_desk.operations.roll_call_facts import Trace
from concierge_desk.operations.roll_calls import Record, RecordLine
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words


class RecordPage(QWidget):
    """The page of one closed roll-call."""

    print_asked = Signal(int)
    looked_up = Signal(int)
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the page with no roll-call on it."""
        super().__init__(parent)
        t = self._texts = texts
        self._id: int | None = None
        self.title = Title("", self, 22)
        self.about = Words("", 15, "soft", self)
        self.result = Words("", 18, bold=True, parent=self)
        self.print = Button(t("Print"), "printer", self, kind="primary", key=shortcuts.shown("main", t))
        self.back = Button(t("Back"), "arrow-left", self, key=shortcuts.shown("back", t))
        self.list = RowList(t("What was not in its place"), self, tag_first=True)
        self._nothing = EmptyState("check", t("Everything was in its place."), self)
        card = Card("", "", self)
        card.body.addWidget(self.result)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._nothing, 1)
        words = FlowLayout(gap=12)
        for piece in (self.title, self.about):
            words.addWidget(piece)
        buttons = FlowLayout(gap=12)
        for button in (self.back, self.print):
            buttons.addWidget(button)
        head = Ends(least=480)
        head.addItem(words)
        head.addItem(buttons)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addLayout(head)
        self._lines.addWidget(card, 1)
        self.print.clicked.connect(self.ask_to_print)
        self.back.clicked.connect(self.left)
        self.list.chosen.connect(self._choose)
        theme.follow(self, self._fit)

    def show_record(self, record: Record, traces: Mapping[int, Trace]) -> None:
        """Show what a roll-call found, and the last trace that there is now of what was not in its place."""
        t, past = self._texts, record.past
        self._id = past.roll_call_id
        self.title.setText(t("Roll-call of {moment}", moment=roll_call_words.moment(past.closed_at, t)))
        shelves = ", ".join(roll_call_words.shelf(name, t) for name in record.shelves)
        self.about.setText(" · ".join(part for part in (past.staff, shelves, past.note) if part))
        self.result.setText(counted(past.counts, past.strangers, t))
        rows = [self._row(line, traces.get(line.item_id)) for line in record.lines]
        rows += [self._unknown(tag, shelf) for tag, shelf in record.strangers]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def ask_to_print(self) -> None:
        """Ask for the paper of this roll-call."""
        if self._id is not None:
            self.print_asked.emit(self._id)

    def _row(self, line: RecordLine, trace: Trace | None) -> Row:
        t = self._texts
        words, tone = roll_call_words.SEEN[line.seen]
        own = t("its place: {place}", place=roll_call_words.on(line.shelf, t))
        seen = t("seen: {place}", place=roll_call_words.on(line.seen_shelf, t))
        about = {Seen.MISSING: (own,), Seen.UNEXPECTED: (seen,)}.get(line.seen, (seen, own))
        last = () if trace is None else (t("last trace: {trace}", trace=roll_call_words.trace(trace, t)),)
        return Row(
            key=line.item_id,
            title=line.label,
            subtitle=" · ".join((line.owner, *about, *last)),
            tag=line.short_tag,
            badge=t(words),
            tone=tone,
            emphasis="amber" if line.seen is Seen.MISPLACED else "red",
        )

    def _unknown(self, tag: str, shelf: str) -> Row:
        t = self._texts
        seen = t("seen: {place}", place=roll_call_words.on(shelf, t))
        return Row(tag, t("Unknown tag"), seen, tag=tag, badge=t("unknown"), tone="late", emphasis="red")

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.looked_up.emit(key)

    def _fit(self) -> None:
        self._lines.setSpacing(theme.px(14))


def counted(counts: dict[Seen, int], strangers: int, texts: Texts) -> str:
    """Say how many of each: "34 in their place · 2 missing"."""
    t = texts
    said = (
        (
            counts.get(Seen.PRESENT, 0),
            t.many("{n} in its place", "{n} in their place", counts.get(Seen.PRESENT, 0)),
        ),
        (
            counts.get(Seen.MISPLACED, 0),
            t.many("{n} on another shelf", "{n} on other shelves", counts.get(Seen.MISPLACED, 0)),
        ),
        (counts.get(Seen.MISSING, 0), t.many("{n} missing", "{n} missing", counts.get(Seen.MISSING, 0))),
        (
            counts.get(Seen.UNEXPECTED, 0),
            t.many("{n} unexpected", "{n} unexpected", counts.get(Seen.UNEXPECTED, 0)),
        ),
        (strangers, t.many("{n} unknown tag", "{n} unknown tags", strangers)),
    )
    return " · ".join(words for number, words in said if number) or t("Nothing was there.")
