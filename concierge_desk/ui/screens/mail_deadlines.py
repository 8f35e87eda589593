"""What goes back to its carrier: pieces are ticked, scanned or found by a name, and sent back in one deed."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import About, Carrier, Channel, Customer, Item, MailItem, Message, Notice, Shelf
from concierge_desk.operations import (
    deeds,
    mail_deadlines,
    mail_reading,
    mail_returns,
    notices,
    printing,
    scans,
)
from concierge_desk.operations.mail_deadlines import DeadlineRow, When
from concierge_desk.texts import Texts
from concierge_desk.ui import undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_deadlines_words as words
from concierge_desk.ui.screens.mail_deadlines_card import ReturnCard
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

_WAIT_MS = 30


class DeadlinesPanel(Panel):
    """The list at the left, the owner and the reason at the right; `arrive(item_id=7)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Carrier, Customer, Item, MailItem, Message, Notice, Shelf})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the list empty."""
        super().__init__(context, parent)
        t = self.t
        self._rows: dict[int, DeadlineRow] = {}
        self._ticks: set[int] = set()
        self._also: set[int] = set()
        self._found: set[int] | None = None
        self._uid = deeds.new_uid()
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setAccessibleName(t("Find a piece that waits here"))
        self.field.setPlaceholderText(t("Name or number: what else goes back?"))
        self._find_soon = QTimer(self)
        self._find_soon.setSingleShot(True)
        self.list = RowList(t("Mail that goes back"))
        self.list.set_headings(
            {"lead": t("Where"), "words": t("For"), "tag": t("Tag"), "badge": t("Goes back")}
        )
        self.all = Button(t("Tick all that is due"), "check", small=True)
        self.summary = Words("", 17, bold=True)
        self.hint = StepHint()
        self.card = ReturnCard(t)
        self._nothing = EmptyState("leaf", "")
        self.field.textChanged.connect(lambda _typed: self._find_soon.start(_WAIT_MS))
        self.field.returnPressed.connect(self._enter)
        self._find_soon.timeout.connect(self.refresh)
        self.list.marked.connect(self._show)
        self.list.toggled.connect(self._toggle)
        self.list.chosen.connect(self._choose)
        self.all.clicked.connect(self._tick_due)
        self.card.asked.connect(self.main_action)
        self.card.called.connect(self._note_call)
        self.card.settling.connect(self._settle)
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask the desk again; what is ticked stays, as far as it still waits here."""
        self._find_soon.stop()
        desk, typed = self.context.desk, self.field.text().strip()
        self._found = set(desk.ask(mail_deadlines.waiting, words=typed)) if typed else None
        found = desk.ask(
            mail_deadlines.going_back,
            on=moments.day_of(self.context.clock.now()),
            language=self.t.language,
            also=self._also | self._ticks | (self._found or set()),
        )
        self._rows = {row.item_id: row for row in found}
        self._ticks &= self._rows.keys()
        self._also &= self._rows.keys()
        self._show_rows()

    @override
    def arrive(self, **what: object) -> None:
        """Come with a piece in mind, or with what was ticked and said before."""
        item_id, ticked, reason = what.get("item_id"), what.get("ticked"), what.get("reason")
        typed = what.get("typed")
        if isinstance(typed, str):
            self.field.setText(typed)
        if isinstance(ticked, Collection):
            self._take({each for each in ticked if isinstance(each, int)})
        if isinstance(item_id, int):
            self._take({item_id})
        if isinstance(reason, str):
            self.card.choose(reason)

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep what is ticked, and why, and the words that are looked for."""
        kept = {"typed": self.field.text()} if self.field.text() else {}
        return kept | ({"ticked": sorted(self._ticks), "reason": self.card.reason()} if self._ticks else {})

    @override
    def take_scan(self, code: str) -> bool:
        """Tick a scanned piece of mail that waits here, due or not; anything else is left to the window."""
        item_ids = self._pieces_of(code)
        return bool(item_ids) and self._take(item_ids[:1])

    @override
    def main_action(self) -> None:
        """Send what is ticked back to its senders."""
        t = self.t
        if not self._ticks:
            self._ask_for_ticks()
            return
        item_ids, at = sorted(self._ticks), self.context.clock.now()
        in_house = Texts(self.context.desk.ask(printing.house_language))
        try:
            self.context.desk.do(
                mail_returns.send_back,
                item_ids=item_ids,
                reason=in_house(words.REASONS[self.card.reason()][2]),
                at=at,
                staff_id=self.context.staff().id,
                deed_uid=self._uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(t))
            return
        self._say_done(len(item_ids))

    @override
    def go_back(self) -> bool:
        """Forget the words, then take the ticks away."""
        if self.field.text():
            self.field.clear()
            self.refresh()
            return True
        ticked = bool(self._ticks or self._also)
        self._ticks.clear()
        self._also.clear()
        if ticked:
            self.refresh()
        return ticked

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list, or in the field while nothing goes back."""
        return self.list if self._rows else self.field

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick everything that is due by Ctrl+A; a letter begins a name."""
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tick_due()
        elif event.text().strip() and event.text().isprintable():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _pieces_of(self, code: str) -> list[int]:
        """Tell which pieces a scan may mean: by our code, or by the carrier's number."""
        desk = self.context.desk
        try:
            found = desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return desk.ask(mail_reading.by_number, number=code)
        return [found.id] if found.kind is scans.FoundKind.ITEM else []

    def _take(self, item_ids: Collection[int]) -> bool:
        """Tick pieces that wait here; False when none of them does. What was looked for is found."""
        missing = set(item_ids) - self._rows.keys()
        if missing:
            self._also |= missing
            self.refresh()
        here = [each for each in item_ids if each in self._rows]
        self._ticks.update(here)
        self._show_rows()
        if here:
            self.list.mark(here[-1])
        return bool(here)

    def _say_done(self, count: int) -> None:
        t = self.t
        uid, self._uid = self._uid, deeds.new_uid()
        said = t.many(
            "{n} piece goes back. Put it with what the carrier takes.",
            "{n} pieces go back. Put them with what the carrier takes.",
            count,
        )
        self._ticks.clear()
        self._also.clear()
        self.field.clear()
        self.card.forget()
        self.context.notices.undoable(said, partial(self._undo, uid, deeds.new_uid()))
        self.refresh()

    def _undo(self, uid: str, deed_uid: str) -> None:
        undoing.take_back(
            self.context, uid, deed_uid, lambda: self.t("Undone. It waits for its owner as before.")
        )

    def _note_call(self) -> None:
        """Note that the owner in front was called, about all of theirs that goes back."""
        row = self._current()
        if row is None or not row.customer:
            return
        theirs = [each.item_id for each in self._rows.values() if each.customer_id == row.customer_id]
        try:
            self.context.desk.do(
                notices.tell,
                customer_id=row.customer_id,
                about=About.UNCLAIMED,
                channel=Channel.PHONE,
                item_ids=theirs,
                text=self.t("Told by telephone that mail goes back."),
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=deeds.new_uid(),
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(self.t("Noted: {name} was told.", name=row.customer))

    def _settle(self) -> None:
        row = self._current()
        if row is not None:
            self.context.go("mail", panel="recipients", item_id=row.item_id)

    def _current(self) -> DeadlineRow | None:
        key = self.list.current_key()
        return self._rows.get(key) if isinstance(key, int) else None

    def _tick_due(self) -> None:
        self._ticks |= {row.item_id for row in self._shown() if row.when in {When.OVERDUE, When.TODAY}}
        self._show_rows()

    def _toggle(self, key: object) -> None:
        if isinstance(key, int):
            self._ticks ^= {key}
            self._show_rows()

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if isinstance(key, int) and key not in self._ticks:
            self._toggle(key)

    def _enter(self) -> None:
        """Go from the field to what was found."""
        self.refresh()
        if self.list.rows():
            self.list.mark(self.list.rows()[0].key)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> list[DeadlineRow]:
        """List what is shown: all, or what was looked for and what is ticked."""
        if self._found is None:
            return list(self._rows.values())
        return [row for key, row in self._rows.items() if key in self._found or key in self._ticks]

    def _show_rows(self) -> None:
        t, rows = self.t, self._shown()
        self.list.show_rows([words.row(each, t, ticked=each.item_id in self._ticks) for each in rows])
        self.summary.setText(words.summary(rows, t) or t("Mail that goes back"))
        if not rows and self.list.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(bool(rows))
        self.all.setVisible(any(each.when in {When.OVERDUE, When.TODAY} for each in rows))
        self._nothing.say(*words.nothing(t, looked_for=self._found is not None))
        self._nothing.setVisible(not rows)
        if rows and self._current() is None:
            self.list.mark(rows[0].item_id)
        self._say_next(rows)
        self._show(self.list.current_key())

    def _say_next(self, rows: Sequence[DeadlineRow]) -> None:
        """Say the next step; who looks for a piece has another one in hand than the most overdue."""
        if self._found and not self._ticks:
            self._ask_for_ticks()
        else:
            self.hint.say(*words.next_step(rows, self._ticks, self.t))

    def _ask_for_ticks(self) -> None:
        self.hint.say(self.t("Scan what goes back, or tick it with the space bar."), "scan", tone="amber")

    def _show(self, _key: object) -> None:
        self.card.show_row(self._current(), len(self._ticks))

    def _lay(self) -> None:
        found = Card()
        head = Ends(gap=12, least=200)
        for piece in (self.summary, self.all):
            head.addWidget(piece)
        found.body.addLayout(head)
        found.body.addWidget(self.field)
        found.body.addWidget(self.list, 1)
        found.body.addWidget(self._nothing, 1)
        found.body.addWidget(self.hint)
        columns = Columns((802, 400))
        columns.addWidget(found)
        columns.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(columns, 1)
