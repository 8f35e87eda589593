"""Everything of one customer, as the hand-back screen lists it."""

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Holder, Status
from concierge_desk.money import Money, total
from concierge_desk.operations.handbacks import CustomerShelf, HandbackRow
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens import handback_mail
from concierge_desk.ui.status_words import STATUSES
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Emphasis, Row
from concierge_desk.ui.widgets.step_hint import StepHint

_TAKE = {
    ("tag", True): N_("Take {item} from {shelf}, then scan its tag."),
    ("tag", False): N_("Take {item} from the counter, then scan its tag."),
    ("number", True): N_("Take {item} from {shelf}, then scan its number."),
    ("number", False): N_("Take {item} from the counter, then scan its number."),
    ("line", True): N_("Take {item} from {shelf}, then tick its line."),
    ("line", False): N_("Take {item} from the counter, then tick its line."),
}
"""What to do next, by what there is to scan and whether the thing stands on a shelf."""


class Things(Card):
    """The list of things with their shelves and ticks, and the one next step below it."""

    ticked = Signal()
    refused = Signal(int)
    """Carries the item that cannot be ticked."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list."""
        super().__init__(parent=parent)
        self._texts = texts
        self._rows: dict[int, HandbackRow] = {}
        self._ticks: set[int] = set()
        self._owner = ""
        self._today = date.min
        self._is_asked = False
        self.list = RowList(texts("Things of this customer"), self)
        self.list.set_headings(
            {
                "lead": texts("Where"),
                "words": texts("Item"),
                "tag": texts("Tag"),
                "badge": texts("State"),
                "trail": texts("To settle"),
            }
        )
        self.list.toggled.connect(self.toggle)
        self.list.chosen.connect(self._choose)
        self._nothing = EmptyState("hanger", texts("Nothing is here for this customer."), self)
        self.hint = StepHint(parent=self)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.hint)

    def show_things(self, theirs: CustomerShelf, at: datetime) -> None:
        """Show a customer's things; ticks stay on what can still go."""
        self._rows = {row.item_id: row for row in theirs.rows}
        self._ticks &= {row.item_id for row in self._rows.values() if _may_tick(row)}
        self._owner, self._today = theirs.customer.name, moments.day_of(at)
        self._show()

    def say_asked(self, *, asked: bool) -> None:
        """Say, once everything is here, that a carrier's rule is to be followed."""
        self._is_asked = asked
        self._say_next()

    def start(self) -> None:
        """Begin at the first row."""
        self.list.setFocus()
        if self._rows:
            self.list.mark(next(iter(self._rows)))

    def forget(self) -> None:
        """Take every tick away."""
        self._ticks.clear()

    def resume(self, item_ids: Iterable[int]) -> None:
        """Tick these again, as far as they are here."""
        self._ticks |= {key for key in item_ids if key in self._rows and _may_tick(self._rows[key])}
        self._show()
        self.ticked.emit()

    def has(self, item_id: int) -> bool:
        """Tell whether an item is in the list."""
        return item_id in self._rows

    def goes_back(self, item_id: int) -> bool:
        """Tell whether an item in the list is on its way back to its sender."""
        row = self._rows.get(item_id)
        return row is not None and row.mail is not None and row.mail.goes_back

    def tick(self, item_id: int) -> bool:
        """Tick an item; False when it is not here to be given."""
        row = self._rows.get(item_id)
        if row is None or not _may_tick(row):
            return False
        self._ticks.add(item_id)
        self._show()
        self.list.mark(item_id)
        self.ticked.emit()
        return True

    def tick_all_ready(self) -> None:
        """Tick everything that is ready."""
        self._ticks |= {row.item_id for row in self._rows.values() if row.can_go}
        self._show()
        self.ticked.emit()

    def toggle(self, key: object) -> None:
        """Tick an item, or take its tick away."""
        if not isinstance(key, int) or key not in self._rows:
            return
        if key in self._ticks:
            self._ticks.discard(key)
            self._show()
            self.ticked.emit()
        elif not self.tick(key):
            self.refused.emit(key)

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if key not in self._ticks:
            self.toggle(key)

    def chosen(self) -> list[HandbackRow]:
        """List what is ticked."""
        return [row for item_id, row in self._rows.items() if item_id in self._ticks]

    def left(self) -> list[HandbackRow]:
        """List what could go and is not ticked."""
        return [row for item_id, row in self._rows.items() if row.can_go and item_id not in self._ticks]

    def ready_count(self) -> int:
        """Count what can go."""
        return sum(row.can_go for row in self._rows.values())

    def _show(self) -> None:
        self.list.show_rows([self._row(row) for row in self._rows.values()])
        self.list.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._say_next()

    def _row(self, row: HandbackRow) -> Row:
        words, tone = STATUSES[row.status]
        badge, mail = (self._texts(words), tone), row.mail
        if mail is not None:
            badge = handback_mail.badge(mail, self._today, self._texts) or badge
        emphasis: Emphasis = "" if row.can_go else "faded"
        return Row(
            key=row.item_id,
            title=self._name(row),
            subtitle=self._detail(row),
            icon=row.icon,
            lead=row.shelf or (self._texts("Counter") if row.holder is Holder.DESK else "—"),
            tag=handback_mail.shortened(mail.number) if mail and mail.number else row.short_tag,
            badge=badge[0],
            tone=badge[1],
            trail=price_text(row.price, row.ceiling, self._texts),
            checked=row.item_id in self._ticks if _may_tick(row) else None,
            emphasis=emphasis,
        )

    def _name(self, row: HandbackRow) -> str:
        return row.label if row.mail is None else handback_mail.title(row.mail, self._texts)

    def _detail(self, row: HandbackRow) -> str:
        if row.mail is not None:
            return handback_mail.detail(row.mail, self._owner, self._today, self._texts)
        parts = [row.service.lower(), *(word.lower() for word in row.conditions)]
        if row.status is Status.WITH_PROVIDER:
            parts = [self._texts("still with {provider}", provider=row.provider)]
        if row.status is Status.HANDED_IN:
            parts = [
                self._texts("waits for {provider}", provider=row.provider or self._texts("its provider"))
            ]
        if not row.can_go and row.promised_at is not None:
            parts.append(self._texts("promised {when}", when=self._when(row.promised_at)))
        return " · ".join(parts)

    def _when(self, at: datetime) -> str:
        local = moments.local(at)
        day = formats.day_short(local.date(), self._texts.language)
        return f"{day}, {formats.hour(local.time(), self._texts.language)}"

    def _say_next(self) -> None:
        left = self.left()
        if left:
            self.hint.say(self._take(left[0]), "scan", tone="amber")
        elif self._ticks and self._is_asked:
            said = self._texts("Everything is here. Do what the carrier asks, then press F12.")
            self.hint.say(said, "check", tone="green")
        elif self._ticks:
            self.hint.say(
                self._texts("Everything is here. Ask for a signature, then press F12."), "check", tone="green"
            )
        elif self._rows:
            self.hint.say(
                self._texts("Nothing is ready yet. Tell the customer when to come back."),
                "clock",
                tone="amber",
            )
        else:
            self.hint.say("")

    def _take(self, row: HandbackRow) -> str:
        """Say what to fetch next, from where, and what to scan on it."""
        mail, on_shelf = row.mail, bool(row.shelf)
        what = "tag" if mail is None else "number" if mail.number else "line"
        return self._texts(_TAKE[what, on_shelf], item=self._name(row), shelf=row.shelf)


def _may_tick(row: HandbackRow) -> bool:
    """Tell whether a thing is at the desk; what waits there may be given back as it is."""
    goes_back = row.mail is not None and row.mail.goes_back
    return row.can_go or (row.holder is Holder.DESK and row.status is Status.HANDED_IN and not goes_back)


def price_text(price: Money | None, ceiling: Money | None, texts: Texts) -> str:
    """Write a price, or the ceiling of a quote, for a column."""
    if price is not None:
        return formats.amount(price, texts.language) if price else "—"
    return texts("quote") if ceiling is None else f"≤ {formats.amount(ceiling, texts.language)}"


def to_settle(rows: list[HandbackRow], texts: Texts) -> str:
    """Write what is to settle for some things: the prices and the quotes; what was not worked on costs nothing."""
    worked = [row for row in rows if row.can_go]
    summed = formats.money(total([row.price for row in worked if row.price is not None]), texts.language)
    return texts("{amount} + quote", amount=summed) if any(row.price is None for row in worked) else summed
