"""What leaves and what comes back in one visit: two lists that are scanned or ticked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Facts, Outcome, Shelf
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.operations.visits import Brought
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.progress_line import ProgressLine
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Emphasis, Row
from concierge_desk.ui.widgets.words import Words

_STATES = {
    Outcome.RETURNED: (N_("good"), "ok"),
    Outcome.REDO: (N_("to redo"), "today"),
    Outcome.DAMAGED: (N_("damaged"), "late"),
}

STATE_KEYS = {Outcome.RETURNED: "B", Outcome.REDO: "R", Outcome.DAMAGED: "D"}
"""The letter that says how the piece under the cursor came back."""


class _Counted(Card):
    """A card with a list, its count and its progress."""

    changed = Signal()

    def __init__(self, words: tuple[str, str, str], icon: str, role: str, parent: QWidget | None) -> None:
        title, name, nothing = words
        super().__init__(title, icon, parent, icon_role=role)
        self.rows: dict[int, SheetRow] = {}
        self._count = Words("", 18, bold=True)
        self.head.addWidget(self._count)
        self._line = ProgressLine(role)
        self.list = RowList(name, self, tag_first=True)
        self._nothing = EmptyState(icon, nothing, self)
        self.body.addWidget(self._line)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)

    def _show(self, rows: list[Row], done: int) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        expected = len(self.rows)
        self._count.setText(f"{done} / {expected}")
        self._line.show_progress(done, expected)


class Leaving(_Counted):
    """What the provider takes."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list."""
        words = (texts("What leaves"), texts("Items that leave"), texts("Nothing waits for this provider."))
        super().__init__(words, "package-export", "apricot", parent)
        self._texts = texts
        self._ticks: set[int] = set()
        self.list.toggled.connect(self.toggle)
        self.list.chosen.connect(self._choose)

    def show_sheet(self, rows: Iterable[SheetRow]) -> None:
        """Show what should leave; what was ticked stays ticked."""
        self.rows = {row.item_id: row for row in rows}
        self._ticks &= self.rows.keys()
        self._refill()

    def tick(self, item_id: int) -> bool:
        """Tick an item that leaves; False when it is not in this list."""
        if item_id not in self.rows:
            return False
        self._ticks.add(item_id)
        self._refill()
        self.list.mark(item_id)
        self.changed.emit()
        return True

    def tick_all(self) -> None:
        """Tick everything in the list."""
        self._ticks = set(self.rows)
        self._refill()
        self.changed.emit()

    def toggle(self, key: object) -> None:
        """Tick an item, or take its tick away."""
        if isinstance(key, int) and key in self._ticks:
            self._ticks.discard(key)
            self._refill()
            self.changed.emit()
        elif isinstance(key, int):
            self.tick(key)

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if key not in self._ticks:
            self.toggle(key)

    def forget(self) -> None:
        """Take every tick away."""
        self._ticks.clear()

    def taken(self) -> list[int]:
        """List what leaves."""
        return sorted(self._ticks)

    def staying(self) -> list[SheetRow]:
        """List what was expected to leave and is not ticked."""
        return [row for item_id, row in self.rows.items() if item_id not in self._ticks]

    def _refill(self) -> None:
        self._show([self._row(row) for row in self.rows.values()], len(self._ticks))

    def _row(self, row: SheetRow) -> Row:
        parts = [row.owner, *(word.lower() for word in row.conditions)]
        if row.rework:
            parts.append(self._texts("to redo"))
        if row.shelf:
            parts.append(self._texts("shelf {shelf}", shelf=row.shelf))
        return Row(
            key=row.item_id,
            title=row.label,
            subtitle=" · ".join(parts),
            tag=row.short_tag,
            checked=row.item_id in self._ticks,
        )


@dataclass(frozen=True, slots=True)
class _Back:
    """One piece that came back: how, and to which shelf."""

    outcome: Outcome = Outcome.RETURNED
    shelf_id: int | None = None


class ComingBack(_Counted):
    """What the provider brings: expected pieces, and unexpected ones in red."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list, and below it how the piece under the cursor came back."""
        words = (
            texts("What comes back"),
            texts("Items that come back"),
            texts("This provider has nothing of ours."),
        )
        super().__init__(words, "package-import", "green", parent)
        self._texts = texts
        self._back: dict[int, _Back] = {}
        self._unexpected: dict[int, SheetRow] = {}
        self._shelves: dict[int, str] = {}
        self.shelf_id: int | None = None
        self.list.toggled.connect(self.toggle)
        self.list.chosen.connect(self._choose)
        self.list.marked.connect(self._show_state)
        self._states: dict[Outcome, Button] = {}
        self.shelf = QComboBox(self)
        self.shelf.setAccessibleName(texts("Shelf for what comes back"))
        self.shelf.activated.connect(self._on_shelf)
        self._lay_states()

    def show_sheet(self, rows: Iterable[SheetRow], shelves: Iterable[Shelf]) -> None:
        """Show what should come back; what was scanned stays."""
        self.rows = {row.item_id: row for row in rows}
        self._offer_shelves({shelf.id: shelf.name for shelf in shelves})
        self._back = {
            key: back for key, back in self._back.items() if key in self.rows or key in self._unexpected
        }
        self._refill()

    def tick(self, item_id: int, unexpected: SheetRow | None = None) -> bool:
        """Tick a piece that came back to the shelf in hand; False when nobody expected it and it is not given."""
        if item_id not in self.rows and item_id not in self._unexpected:
            if unexpected is None:
                return False
            self._unexpected[item_id] = unexpected
        self._back.setdefault(item_id, _Back(shelf_id=self.shelf_id))
        self._refill()
        self.list.mark(item_id)
        self.changed.emit()
        return True

    def tick_all(self) -> None:
        """Tick everything that was expected."""
        for item_id in self.rows:
            self._back.setdefault(item_id, _Back(shelf_id=self.shelf_id))
        self._refill()
        self.changed.emit()

    def toggle(self, key: object) -> None:
        """Tick a piece, or take its tick away; an unexpected one leaves the list."""
        if isinstance(key, int) and key in self._back:
            del self._back[key]
            self._unexpected.pop(key, None)
            self._refill()
            self.changed.emit()
        elif isinstance(key, int):
            self.tick(key)

    def set_outcome(self, outcome: Outcome) -> None:
        """Say how the piece under the cursor came back; it is ticked then."""
        key = self.list.current_key()
        if isinstance(key, int):
            back = self._back.get(key, _Back(shelf_id=self.shelf_id))
            self._back[key] = replace(back, outcome=outcome)
            self._refill()
            self._show_state(key)
            self.changed.emit()

    def use_shelf(self, shelf_id: int | None) -> None:
        """Put what came back without a shelf, and what comes next, on a shelf; none for the counter."""
        self.shelf_id = shelf_id
        for key, back in self._back.items():
            if back.shelf_id is None:
                self._back[key] = replace(back, shelf_id=shelf_id)
        self._refill()
        self.changed.emit()

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if key not in self._back:
            self.toggle(key)

    def forget(self) -> None:
        """Take every tick away."""
        self._back.clear()
        self._unexpected.clear()
        self.shelf_id = None

    def brought(self) -> list[Brought]:
        """List what came back, and how."""
        return [Brought(key, back.outcome, back.shelf_id) for key, back in sorted(self._back.items())]

    def missing(self) -> list[SheetRow]:
        """List what is overdue and not ticked."""
        return [row for key, row in self.rows.items() if key not in self._back and row.overdue]

    def not_due(self) -> int:
        """Count what is not ticked and may still come another day."""
        return sum(key not in self._back and not row.overdue for key, row in self.rows.items())

    def kept(self) -> Facts:
        """Give what was scanned, for a draft."""
        return {
            str(key): [back.outcome.value, back.shelf_id, key in self._unexpected]
            for key, back in self._back.items()
        }

    def _refill(self) -> None:
        rows = [*self._unexpected.values(), *self.rows.values()]
        rows.sort(key=lambda row: (row.item_id not in self._unexpected, not row.overdue, row.item_id))
        self._show([self._row(row) for row in rows], sum(key in self.rows for key in self._back))
        self.shelf.setCurrentIndex(max(0, self.shelf.findData(self.shelf_id)))
        self.shelf.setVisible(bool(rows))

    def _row(self, row: SheetRow) -> Row:
        t, back = self._texts, self._back.get(row.item_id)
        emphasis: Emphasis = ""
        badge, tone = "", "quiet"
        if row.item_id in self._unexpected:
            badge, tone, emphasis = t("unexpected"), "late", "red"
        elif back is not None:
            words, tone = _STATES[back.outcome]
            badge = t(words)
        elif row.overdue:
            badge = (
                t.many("missing · {n} d", "missing · {n} d", row.overdue_days)
                if row.overdue_days
                else t("due now")
            )
            tone, emphasis = "late", "red"
        shelf = self._shelves.get(back.shelf_id or 0, "") if back is not None else ""
        since = formats.day_short(moments.day_of(row.since), t.language)
        return Row(
            key=row.item_id,
            title=row.label,
            subtitle=" · ".join(part for part in (shelf or t("left on {day}", day=since), row.owner) if part),
            tag=row.short_tag,
            badge=badge,
            tone=tone,
            checked=back is not None,
            emphasis=emphasis,
        )

    def _lay_states(self) -> None:
        self._row_of_states = QWidget(self)
        line = FlowLayout(self._row_of_states, gap=8)
        for outcome, (words, _tone) in _STATES.items():
            button = Button(
                self._texts(words), parent=self, kind="choice", small=True, key=STATE_KEYS[outcome]
            )
            button.setProperty("outcome", outcome.value)
            button.clicked.connect(self._on_state)
            self._states[outcome] = button
            line.addWidget(button)
        self.body.addWidget(self.shelf)
        self.body.addWidget(self._row_of_states)
        self._row_of_states.hide()

    def _offer_shelves(self, shelves: dict[int, str]) -> None:
        """Offer the counter and every shelf for what comes next."""
        if shelves == self._shelves and self.shelf.count():
            return
        t, self._shelves = self._texts, shelves
        self.shelf.clear()
        self.shelf.addItem(t("To the counter. Scan or choose a shelf."), None)
        for shelf_id, name in shelves.items():
            self.shelf.addItem(t("Next pieces go to {shelf}.", shelf=name), shelf_id)

    def _on_shelf(self, number: int) -> None:
        self.use_shelf(self.shelf.itemData(number))

    def _on_state(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.set_outcome(Outcome(sender.property("outcome")))

    def _show_state(self, key: object) -> None:
        back = self._back.get(key) if isinstance(key, int) else None
        self._row_of_states.setVisible(key is not None)
        for outcome, button in self._states.items():
            button.setChecked(back is not None and back.outcome is outcome)
