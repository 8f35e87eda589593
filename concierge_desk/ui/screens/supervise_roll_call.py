"""The roll-call: scan a shelf, scan what is on it, then the next one; what does not fit is seen at once."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError, UnknownCode
from concierge_desk.models import Item, RollCall, Seen, Shelf
from concierge_desk.operations import deeds, roll_call_facts, roll_call_sheet, roll_calls, scans
from concierge_desk.operations.roll_call_rules import OPENS
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.roll_call_record import RecordPage, counted
from concierge_desk.ui.screens.roll_call_round import Round
from concierge_desk.ui.screens.roll_call_settle import STAY_KEY
from concierge_desk.ui.screens.roll_call_start import Start
from concierge_desk.ui.screens.supervise_panel import Panel


class RollCallPanel(Panel):
    """Three pages: before, going round the shelves, and the record of one that is closed."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, RollCall, Shelf})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the pages; a roll-call that is open is gone on with when it is asked for."""
        super().__init__(context, parent)
        self._uid = deeds.new_uid()
        self._warned = False
        self._record_id: int | None = None
        self.start = Start(self.t, self)
        self.round = Round(context, self)
        self.record = RecordPage(self.t, self)
        self._pages = QStackedWidget(self)
        for page in (self.start, self.round, self.record):
            self._pages.addWidget(page)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._pages)
        self.start.begun.connect(self.go_on)
        self.start.chosen.connect(self._show_record)
        self.round.close_asked.connect(self.main_action)
        self.round.lost.connect(self._leave)
        self.round.looked_up.connect(self._look_up)
        self.record.left.connect(self._leave)
        self.record.looked_up.connect(self._look_up)
        self.record.print_asked.connect(self._print)

    @override
    def refresh(self) -> None:
        """Ask the desk again; what was scanned stays."""
        if self._is_on(self.round):
            self.round.load()
        self._show_start()

    @override
    def arrive(self, **what: object) -> None:
        """Come with a closed roll-call in mind, or to go on with the one that is open."""
        roll_call_id = what.get("roll_call_id")
        if isinstance(roll_call_id, int):
            self._show_record(roll_call_id)
        elif what.get("going_on"):
            self.go_on()

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep what was scanned, and tell which page is in front."""
        self.round.keep()
        if self._is_on(self.round):
            return {"going_on": True}
        return {"roll_call_id": self._record_id} if self._is_on(self.record) else {}

    @override
    def take_scan(self, code: str) -> bool:
        """Open a shelf, or see a piece on the one that is open; what nobody knows is a stranger."""
        going_round = self._is_on(self.round)
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except UnknownCode:
            if going_round:
                self._warned = False
                self.round.meet(code.strip())
            return going_round
        except DeskError:
            return False
        if found.kind is scans.FoundKind.SHELF:
            self.go_on()
            self.round.open_shelf(found.id)
        elif found.kind is scans.FoundKind.ITEM and going_round:
            self._warned = False
            self.round.see(found.id)
        else:
            return False
        return True

    @override
    def main_action(self) -> None:
        """Begin; close, asked twice when something is not in its place; or print the record."""
        if self._is_on(self.start):
            self.go_on()
        elif self._is_on(self.record):
            self.record.ask_to_print()
        elif not self.round.board.looks:
            self.context.notices.warn(self.t("No shelf has been looked at yet. Scan a shelf first."))
        elif self._warned or self._is_fine():
            self._close()

    @override
    def go_back(self) -> bool:
        """Go back to the first page; what was scanned is kept."""
        if self._is_on(self.start):
            return False
        if self._is_on(self.round) and self.round.board.looks and self.round.keep():
            self.context.notices.say(self.t("The roll-call is kept. Go on when you like."))
        self._leave()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Start where the page in front starts."""
        if self._is_on(self.start):
            return self.start.go
        if self._is_on(self.record):
            return self.record.list if self.record.list.rows() else self.record.print
        return self.round.pieces.list if self.round.pieces.list.rows() else self.round.shelves.list

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let misplaced pieces stay where they are: the one under the cursor, or all of them with Shift."""
        if self._is_on(self.round) and event.text().upper() == STAY_KEY:
            all_of_them = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.round.settle.stay_each if all_of_them else self.round.settle.stay_current)()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was scanned before another screen comes, or the window goes."""
        super().hideEvent(event)
        self.round.keep()

    def go_on(self) -> None:
        """Go round the shelves."""
        if self._is_on(self.round):
            self._warned = False
            return
        self._warned = False
        self.round.load()
        self._pages.setCurrentWidget(self.round)
        (self.first_focus() or self).setFocus()

    def _is_fine(self) -> bool:
        """Tell whether nothing is left to say before closing; otherwise say it."""
        t, board = self.t, self.round.board
        missing, unexpected = board.count(Seen.MISSING), board.count(Seen.UNEXPECTED)
        strangers, misplaced = len(board.unknown), board.count(Seen.MISPLACED)
        left_out = board.not_looked_at()
        if not (missing or unexpected or strangers or misplaced or left_out):
            return True
        self._warned = True
        counts = {Seen.MISSING: missing, Seen.UNEXPECTED: unexpected, Seen.MISPLACED: misplaced}
        incidents = missing + unexpected + strangers
        said = (
            t.many("{n} incident will be opened.", "{n} incidents will be opened.", incidents)
            if incidents
            else t("Nothing is missing on these shelves.")
        )
        more = [counted(counts, strangers, t) + "."] if any(counts.values()) or strangers else []
        if left_out:
            more.append(
                t.many(
                    "{n} place with things was not looked at.",
                    "{n} places with things were not looked at.",
                    len(left_out),
                )
            )
        more.append(t("{key} again closes the roll-call.", key=shortcuts.shown("main", t)))
        self.round.settle.warn(said, " ".join(more), red=bool(incidents))
        return False

    def _close(self) -> None:
        board = self.round.board
        if not self.round.keep() or board.roll_call_id is None:
            return
        try:
            closed = self.context.desk.do(
                roll_calls.close,
                roll_call_id=board.roll_call_id,
                note=self.round.settle.note.text(),
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=self._uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self._uid, self._warned = deeds.new_uid(), False
        self.round.forget()
        self._show_record(closed.id)
        self.context.notices.say(self.t("The roll-call is closed and kept."))

    def _show_record(self, roll_call_id: int) -> None:
        try:
            record = self.context.desk.ask(
                roll_calls.record, roll_call_id=roll_call_id, language=self.t.language
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self._record_id = roll_call_id
        wanted = [line.item_id for line in record.lines if line.seen in OPENS]
        traces = self.context.desk.ask(roll_call_facts.traces, item_ids=wanted)
        self.record.show_record(record, traces)
        self._pages.setCurrentWidget(self.record)
        (self.first_focus() or self).setFocus()

    def _print(self, roll_call_id: int) -> None:
        try:
            self.context.desk.do(
                roll_calls.print_record,
                roll_call_id=roll_call_id,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(self.t("The roll-call goes to the printer."))

    def _look_up(self, item_id: int) -> None:
        self.context.go("items", item_id=item_id)

    def _leave(self) -> None:
        self._warned = False
        self._pages.setCurrentWidget(self.start)
        self.refresh()
        self.start.go.setFocus()

    def _show_start(self) -> None:
        desk = self.context.desk
        self.start.show_glance(desk.ask(roll_call_sheet.glance), desk.ask(roll_calls.past))

    def _is_on(self, page: QWidget) -> bool:
        return self._pages.currentWidget() is page
