"""What comes back in one visit: a list that is scanned or ticked, with how each piece came back, and where to."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from concierge_desk.models import Outcome, Shelf
from concierge_desk.money import Money
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import visit_words
from concierge_desk.ui.screens.visit_books import BROUGHT, QUOTES
from concierge_desk.ui.screens.visit_lists import Counted
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.rows import Row

_WHY = frozenset({Outcome.REDO, Outcome.DAMAGED})
"""Of what came back so it is asked what is wrong."""


class ComingBack(Counted):
    """What the provider brings: expected pieces, and unexpected ones in red."""

    quoted = Signal(int)
    """Carries the piece whose provider has just named a price."""
    typed = Signal(str)
    """Carries the number that was typed, or what a piece without one is."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list, and below it how the piece under the cursor came back."""
        words = (
            texts("What comes back"),
            texts("Items that come back"),
            texts("This provider has nothing of ours."),
        )
        super().__init__(words, "package-import", "green", texts, parent)
        self._shelves: dict[int, str] = {}
        self.today = date.min
        self.list.toggled.connect(self.toggle)
        self.list.chosen.connect(self._choose)
        self.list.marked.connect(self._show_state)
        self._states: dict[Outcome, Button] = {}
        self.shelf = QComboBox(self)
        self.shelf.setAccessibleName(texts("Shelf for what comes back"))
        self.shelf.activated.connect(self._on_shelf)
        self.another = Button(texts("Another"), parent=self, kind="choice", small=True, key="+")
        self.another.setCheckable(False)
        self.another.clicked.connect(self.add_another)
        self._lay_states()

    @property
    def rows(self) -> dict[int, SheetRow]:
        """What should come back, by its key."""
        return self.books.back

    @property
    def shelf_id(self) -> int | None:
        """The shelf that the next pieces go to."""
        return self.books.shelf_id

    def offer_shelves(self, shelves: Iterable[Shelf]) -> None:
        """Offer the counter and every shelf for what comes next."""
        named = {shelf.id: shelf.name for shelf in shelves}
        if named == self._shelves and self.shelf.count():
            return
        self._shelves = named
        fill_shelves(self.shelf, named, self._texts)

    def show_books(self) -> None:
        """Show everything anew: first what nobody expected, then what is overdue."""
        books = self.books
        expected = sorted(books.back.values(), key=lambda row: (not row.overdue, row.item_id))
        rows = [self._unknown_row(place) for place in range(len(books.unknown))]
        rows += [self._row(row) for row in [*books.unexpected.values(), *expected]]
        self.show_rows(rows)
        self.shelf.setCurrentIndex(max(0, self.shelf.findData(books.shelf_id)))
        self._show_progress()
        self._show_state(self.list.current_key())

    def tick(self, item_id: int, unexpected: SheetRow | None = None) -> bool:
        """Tick a piece that came back to the shelf in hand; False when nobody expected it and it is not given."""
        books = self.books
        if item_id not in books.back and item_id not in books.unexpected:
            if unexpected is None:
                return False
            books.unexpected[item_id] = unexpected
        before = books.outcome(item_id)
        if before not in BROUGHT:
            books.say(item_id, Outcome.ON_QUOTE if before in QUOTES else Outcome.RETURNED)
        self._said(item_id)
        self.list.mark(item_id)
        return True

    def tick_all(self) -> None:
        """Tick everything that was expected."""
        for item_id in self.books.back:
            if item_id not in self.books.marks:
                self.books.say(item_id, Outcome.RETURNED)
        self._all_said()

    def toggle(self, key: object) -> None:
        """Tick a piece, or take its tick away; an unexpected one leaves the list."""
        if isinstance(key, int) and self.books.outcome(key) not in BROUGHT:
            self.tick(key)
        else:
            self._unsay(key)

    def unsay(self) -> None:
        """Take back what was said of the piece under the cursor."""
        self._unsay(self.list.current_key())

    def set_outcome(self, outcome: Outcome, *, why: str = "") -> None:
        """Say how the piece under the cursor came back; it is ticked then. What needs words asks for them."""
        item_id = self.marked_id()
        if item_id is None:
            self._show_state(None)
        elif outcome in QUOTES:
            self.ask_amount(item_id)
        else:
            self.books.say(item_id, outcome, note=why or None)
            self._said(item_id)
            if outcome in _WHY and not why:
                self.ask_reason(item_id)

    def ask_reason(self, item_id: int) -> None:
        """Ask why a piece must be done again, or, if one likes, what is damaged."""

        def said(why: str) -> None:
            if mark is not None:
                self.books.say(item_id, mark.outcome, note=why)
                self._said(item_id)

        row, mark = self.books.row(item_id), self.books.marks.get(item_id)
        if row is not None and mark is not None:
            self.list.mark(item_id)
            t, is_damaged = self._texts, mark.outcome is Outcome.DAMAGED
            question = (
                t("{item}: what is damaged? (if you like)", item=row.label)
                if is_damaged
                else t("{item}: what must be done again?", item=row.label)
            )
            self.asking.ask_words(question, said, was=mark.note, may_be_empty=is_damaged)

    def ask_amount(self, item_id: int) -> None:
        """Ask what price the provider names; a piece that is not ticked stays with them."""
        row, mark = self.books.row(item_id), self.books.marks.get(item_id)
        if row is None:
            return
        here = mark is not None and mark.outcome in BROUGHT
        self.list.mark(item_id)
        t = self._texts
        question = (
            t("{item} came back. What does the repair cost?", item=row.label)
            if here
            else t("{item} stays there. What does the repair cost?", item=row.label)
        )
        self.asking.ask_amount(
            question, lambda amount, note: self._quote(item_id, amount, note, here=here), mark
        )

    def _quote(self, item_id: int, amount: Money, note: str, *, here: bool) -> None:
        self.books.say(item_id, Outcome.ON_QUOTE if here else Outcome.QUOTED, note=note, amount=amount)
        self._said(item_id)
        self.quoted.emit(item_id)

    def add_another(self) -> None:
        """Ask for a piece that cannot be scanned: its number, or what it is when it has none."""
        self.asking.ask_words(
            self._texts("Type its number. No number? Say what it is: blue scarf"), self.typed.emit
        )

    def note_described(self, words: str) -> None:
        """Note a piece without any tag."""
        place = self.books.note_unknown("", words)
        self._all_said()
        self.list.mark(("unknown", place))

    def note_unknown(self, tag: str) -> None:
        """Note a piece whose tag nobody knows, and ask what it is."""
        place = self.books.note_unknown(tag)
        self._all_said()
        self.list.mark(("unknown", place))
        self._describe(place)

    def use_shelf(self, shelf_id: int | None) -> None:
        """Put what came back without a shelf, and what comes next, on a shelf; none for the counter."""
        self.books.use_shelf(shelf_id)
        self._all_said()

    def brought(self) -> list[int]:
        """List what came back."""
        return self.books.with_outcome(*BROUGHT)

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, and asks again what is not known yet."""
        if isinstance(key, int) and self.books.outcome(key) not in BROUGHT:
            self.tick(key)
        elif isinstance(key, int) and self.books.outcome(key) in _WHY:
            self.ask_reason(key)
        elif isinstance(key, int) and self.books.outcome(key) is Outcome.ON_QUOTE:
            self.ask_amount(key)
        elif isinstance(key, tuple):
            self._describe(key[1])

    def _describe(self, place: int) -> None:
        def said(words: str) -> None:
            self.books.describe_unknown(place, words)
            self._all_said()

        self.asking.ask_words(
            self._texts("What is it? For example: blue scarf"),
            said,
            was=self.books.unknown[place].description,
        )

    def _unsay(self, key: object) -> None:
        if isinstance(key, tuple):
            self.books.forget_unknown(key[1])
            self._all_said()
        elif isinstance(key, int):
            was_expected = key in self.books.back
            self.books.unsay(key)
            if was_expected:
                self._said(key)
            else:
                self._all_said()

    def _said(self, item_id: int) -> None:
        row = self.books.back.get(item_id) or self.books.unexpected.get(item_id)
        if row is not None and not self.list.change_row(self._row(row)):
            self.show_books()
        self._show_progress()
        self._show_state(self.list.current_key())
        self.changed.emit()

    def _all_said(self) -> None:
        self.show_books()
        self.changed.emit()

    def _show_progress(self) -> None:
        books = self.books
        self.show_count(sum(key in books.back for key in books.with_outcome(*BROUGHT)), len(books.back))

    def _row(self, row: SheetRow) -> Row:
        books, mark = self.books, self.books.marks.get(row.item_id)
        shelf = "" if mark is None else self._shelves.get(mark.shelf_id or 0, "")
        is_expected = row.item_id in books.back
        return visit_words.coming_back(row, mark, shelf, self._texts, today=self.today, expected=is_expected)

    def _unknown_row(self, place: int) -> Row:
        each = self.books.unknown[place]
        return visit_words.unknown(place, each, self._shelves.get(each.shelf_id or 0, ""), self._texts)

    def _lay_states(self) -> None:
        self._row_of_states = QWidget(self)
        line = FlowLayout(self._row_of_states, gap=5)
        for outcome, letter in visit_words.STATE_KEYS.items():
            words, _tone = visit_words.STATES[outcome]
            button = Button(self._texts(words), parent=self, kind="choice", small=True, key=letter)
            button.setProperty("outcome", outcome.value)
            button.clicked.connect(self._on_state)
            self._states[outcome] = button
            line.addWidget(button)
        places = QHBoxLayout()
        places.addWidget(self.shelf, 1)
        places.addWidget(self.another)
        self.body.addLayout(places)
        self.body.addWidget(self._row_of_states)

    def _on_shelf(self, number: int) -> None:
        self.use_shelf(self.shelf.itemData(number))

    def _on_state(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.set_outcome(Outcome(sender.property("outcome")))

    def _show_state(self, key: object) -> None:
        said = self.books.outcome(key) if isinstance(key, int) else None
        for outcome, button in self._states.items():
            button.setEnabled(isinstance(key, int))
            button.setChecked(said is outcome or (outcome in QUOTES and said in QUOTES))


def fill_shelves(box: QComboBox, named: Mapping[int, str], texts: Texts, *, counter: str = "") -> None:
    """Offer the counter and every shelf for what comes next; `counter` says the first shorter."""
    box.clear()
    box.addItem(counter or texts("To the counter. Scan or choose a shelf."), None)
    for shelf_id, name in named.items():
        box.addItem(texts("Next pieces go to {shelf}.", shelf=name), shelf_id)
