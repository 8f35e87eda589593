"""What leaves in one visit: a list that is scanned or ticked; what stays is put aside."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.models import Outcome
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import visit_words
from concierge_desk.ui.screens.visit_asking import Asking
from concierge_desk.ui.screens.visit_books import Books
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.progress_line import ProgressLine
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


class Counted(Card):
    """A card with a list, its count and its progress, and below it what is asked of one piece."""

    changed = Signal()

    def __init__(
        self, words: tuple[str, str, str], icon: str, role: str, texts: Texts, parent: QWidget | None
    ) -> None:
        title, name, nothing = words
        super().__init__(title, icon, parent, icon_role=role)
        self._texts = texts
        self.books = Books()
        self.said_last: int | None = None
        """The piece that was scanned last, when it is of this list."""
        self._count = Words("", 18, bold=True)
        self.head.addWidget(self._count)
        self._line = ProgressLine(role)
        self.list = RowList(name, self, tag_first=True)
        self._nothing = EmptyState(icon, nothing, self)
        self.asking = Asking(texts, self)
        self.asking.done.connect(self.list.setFocus)
        self.asking.opened.connect(lambda: QTimer.singleShot(0, self, self._keep_in_view))
        self.body.addWidget(self._line)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.asking)

    def is_said_last(self) -> bool:
        """Put the cursor on the piece that was scanned last; False when it is not of this list."""
        return self.said_last is not None and self.list.mark(self.said_last)

    def marked_id(self) -> int | None:
        """Tell the piece that the cursor is on."""
        key = self.list.current_key()
        return key if isinstance(key, int) else None

    def show_rows(self, rows: list[Row]) -> None:
        """Show these rows, or that there is nothing."""
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _keep_in_view(self) -> None:
        """Show the piece that is asked about, now that the question takes some of the room."""
        key = self.list.current_key()
        if key is not None:
            self.list.mark(key)

    def show_count(self, done: int, of: int) -> None:
        """Show how many of how many are done."""
        self._count.setText(f"{done} / {of}")
        self._line.show_progress(done, of)


class Leaving(Counted):
    """What the provider takes."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list, and below it the two ways to put pieces aside."""
        words = (texts("What leaves"), texts("Items that leave"), texts("Nothing waits for this provider."))
        super().__init__(words, "package-export", "apricot", texts, parent)
        self.list.toggled.connect(self.toggle)
        self.list.chosen.connect(self._choose)
        self.aside = Button(
            texts("Put aside"), parent=self, kind="choice", small=True, key=visit_words.ASIDE_KEY
        )
        self.aside.clicked.connect(self.put_aside)
        self.rest = Button(
            texts("All the rest"), parent=self, kind="choice", small=True, key=texts("Shift A")
        )
        self.rest.setAccessibleDescription(texts("Put everything else aside"))
        self.rest.setCheckable(False)
        self.rest.clicked.connect(self.put_rest_aside)
        self._ways = QWidget(self)
        line = FlowLayout(self._ways, gap=8)
        line.addWidget(self.aside)
        line.addWidget(self.rest)
        self.body.addWidget(self._ways)
        self.list.marked.connect(self._show_ways)

    @property
    def rows(self) -> dict[int, SheetRow]:
        """What should leave, by its key."""
        return self.books.out

    def show_books(self) -> None:
        """Show everything anew."""
        self.show_rows([self._row(row) for row in self.books.out.values()])
        self._ways.setVisible(bool(self.books.out))
        self._show_progress()
        self._show_ways()

    def tick(self, item_id: int) -> bool:
        """Tick an item that leaves; False when it is not in this list."""
        if item_id not in self.books.out:
            return False
        self.books.say(item_id, Outcome.GONE)
        self._said(item_id)
        self.list.mark(item_id)
        return True

    def tick_all(self) -> None:
        """Tick everything that is neither ticked nor put aside."""
        for row in self.books.silent():
            self.books.say(row.item_id, Outcome.GONE)
        self._all_said()

    def toggle(self, key: object) -> None:
        """Tick an item, or take back what was said of it."""
        if not isinstance(key, int):
            return
        if self.books.outcome(key) is Outcome.GONE:
            self.books.unsay(key)
            self._said(key)
        else:
            self.tick(key)

    def put_aside(self) -> None:
        """Let the piece under the cursor wait for another visit; said again, ask why."""
        item_id = self.marked_id()
        if item_id is None:
            self._show_ways()
            return
        if self.books.outcome(item_id) is Outcome.LEFT:
            self._ask_why(item_id)
            return
        self.books.say(item_id, Outcome.LEFT)
        self._said(item_id)

    def put_rest_aside(self) -> None:
        """Let everything wait that is neither ticked nor put aside."""
        for row in self.books.silent():
            self.books.say(row.item_id, Outcome.LEFT)
        self._all_said()

    def unsay(self) -> None:
        """Take back what was said of the piece under the cursor."""
        item_id = self.marked_id()
        if item_id is not None:
            self.books.unsay(item_id)
            self._said(item_id)

    def taken(self) -> list[int]:
        """List what leaves."""
        return self.books.with_outcome(Outcome.GONE)

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if isinstance(key, int) and self.books.outcome(key) is not Outcome.GONE:
            self.tick(key)

    def _ask_why(self, item_id: int) -> None:
        def said(why: str) -> None:
            self.books.say(item_id, Outcome.LEFT, note=why)
            self._said(item_id)

        t, mark = self._texts, self.books.marks[item_id]
        row = self.books.out[item_id]
        self.asking.ask_words(
            t("Why does {item} stay? You may leave this empty.", item=row.label),
            said,
            was=mark.note,
            may_be_empty=True,
        )

    def _row(self, row: SheetRow) -> Row:
        return visit_words.leaving(row, self.books.marks.get(row.item_id), self._texts)

    def _said(self, item_id: int) -> None:
        if item_id in self.books.out:
            self.list.change_row(self._row(self.books.out[item_id]))
        self._show_progress()
        self._show_ways()
        self.changed.emit()

    def _all_said(self) -> None:
        self.show_books()
        self.changed.emit()

    def _show_progress(self) -> None:
        self.show_count(len(self.taken()), len(self.books.out))

    def _show_ways(self) -> None:
        item_id = self.marked_id()
        is_aside = item_id is not None and self.books.outcome(item_id) is Outcome.LEFT
        self.aside.setChecked(is_aside)
        self.aside.setEnabled(item_id is not None)
        self.aside.setText(self._texts("Say why") if is_aside else self._texts("Put aside"))
        self.rest.setEnabled(bool(self.books.silent()))
