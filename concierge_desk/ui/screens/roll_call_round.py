"""Going round the shelves: the page on which things are scanned, judged, put right and kept.

A scan writes nothing: what was seen waits on the board, and a timer keeps it a moment later.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.errors import BadInput, DeskError, NotFound, UnknownCode
from concierge_desk.models import Seen
from concierge_desk.operations import (
    corrections,
    deeds,
    roll_call_facts,
    roll_call_marks,
    roll_call_sheet,
    shelving,
    typed,
)
from concierge_desk.operations.roll_call_marks import (
    Look,
    NoLook,
    NoSighting,
    Noted,
    NoUnknown,
    RollCallClosed,
    Unknown,
)
from concierge_desk.operations.roll_call_rules import Sighting
from concierge_desk.operations.roll_call_sheet import PieceRow
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.screens.roll_call_board import Board
from concierge_desk.ui.screens.roll_call_pieces import Pieces
from concierge_desk.ui.screens.roll_call_settle import STAY_KEY, Settle
from concierge_desk.ui.screens.roll_call_shelves import Shelves
from concierge_desk.ui.widgets.columns import Columns

if TYPE_CHECKING:
    from concierge_desk.operations.roll_call_facts import Trace

_KEEP_AFTER_MS = 700
_TRACES = 40
"""So many traces are asked for at a time: more would be felt by whoever scans meanwhile."""


class Round(QWidget):
    """The page of the roll-call that is open."""

    lost = Signal()
    """Somebody else has closed it."""
    looked_up = Signal(int)
    close_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the page; `load` fills it."""
        super().__init__(parent)
        self.context = context
        t = self._texts = context.texts
        self.board = Board(roll_call_sheet.NOTHING)
        self.current: int | None = None
        self.is_open = False
        self._traces: dict[int, Trace] = {}
        self.shelves = Shelves(t, self)
        self.pieces = Pieces(t, self)
        self.settle = Settle(t, self)
        columns = Columns((240, 470, 440), least=(190, 330, 330))
        for card in (self.shelves, self.pieces, self.settle):
            columns.addWidget(card)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(columns)
        self._keep_soon = self._timer(self.keep)
        self._trace_soon = self._timer(self._ask_traces)
        self._connect()

    def load(self) -> None:
        """Ask the desk again; what is not kept yet stays."""
        sheet = self.context.desk.ask(
            roll_call_sheet.sheet, staff_id=self.context.staff().id, language=self._texts.language
        )
        if self.board.roll_call_id is not None and sheet.roll_call_id != self.board.roll_call_id:
            self._lose()
            return
        self.board = Board(sheet, self.board.pending())
        if not self.is_open and sheet.in_hand is not None and sheet.in_hand[0] in sheet.looks:
            self.current, self.is_open = sheet.in_hand[0], True
        self._traces.clear()
        self.pieces.forget()
        self.show_board()

    def forget(self) -> None:
        """Leave the roll-call: it is closed."""
        self._keep_soon.stop()
        self.is_open, self.current = False, None
        self.board = Board(roll_call_sheet.NOTHING)
        self._traces.clear()
        self.pieces.forget()
        self.pieces.say("")
        self.settle.note.clear()
        self.settle.calm()

    def open_shelf(self, shelf_id: int | None) -> None:
        """Begin to look at a shelf; None is the counter itself."""
        if not (self.is_open and self.current == shelf_id and shelf_id in self.board.looks):
            self._note(Look(shelf_id, self.context.clock.now()))
        self.current, self.is_open = shelf_id, True
        self.pieces.say("")
        self.show_board()
        self.shelves.mark(shelf_id)
        (self.pieces.list if self.pieces.list.rows() else self.shelves.list).setFocus()

    def leave_shelf(self, shelf_id: int | None) -> None:
        """Take a shelf that was opened by mistake out of the roll-call."""
        self._note(NoLook(shelf_id))
        if self.current == shelf_id:
            self.is_open, self.current = False, None
        self.show_board()
        name = roll_call_words.heading(self.board.shelf_name(shelf_id), self._texts)
        self.context.notices.say(self._texts("{shelf}: not looked at any more.", shelf=name))

    def see(self, item_id: int) -> None:
        """See a piece on the shelf that is open."""
        t = self._texts
        if not self.is_open:
            self.context.notices.warn(t("Which shelf is it on? Scan the shelf first."))
            return
        if item_id not in self.board.pieces:
            self.board.add(self.context.desk.ask(roll_call_sheet.piece, item_id=item_id, language=t.language))
        self._note(Sighting(item_id, self.current, self.context.clock.now()))
        self._say_seen(self.board.pieces[item_id])
        onward = self.pieces.after(item_id)
        self.show_board()
        if onward is not None:
            self.pieces.list.mark(onward)

    def meet(self, code: str) -> None:
        """See a tag that nobody knows on the shelf that is open."""
        t, tag = self._texts, typed.tag(code)
        if not self.is_open:
            self.context.notices.warn(t("Which shelf is it on? Scan the shelf first."))
            return
        if not tag:
            self.context.notices.warn(UnknownCode(value=code).said(t))
            return
        self._note(Unknown(tag, self.current, self.context.clock.now()))
        said = t("{tag}: nobody knows this tag. Put the thing aside.", tag=tag)
        if len(code.strip()) > typed.LINE:
            said += " " + t("Its code is very long. Only the beginning is kept.")
        self.pieces.say(said, "late")
        self.show_board()

    def show_board(self) -> None:
        """Show how things stand."""
        self.shelves.show_board(self.board, self.current, is_open=self.is_open)
        self.pieces.show_board(self.board, self.current, is_open=self.is_open)
        self._show_settle()

    def keep(self) -> bool:
        """Keep what was noted; False when it could not be."""
        self._keep_soon.stop()
        noted = self.board.take_pending()
        if not noted:
            return True
        try:
            self._keep(noted)
        except RollCallClosed:
            self._lose()
            return False
        except (BadInput, NotFound):
            return self._keep_each(noted)
        except DeskError as refused:
            self.board.put_back(noted)
            self.context.notices.warn(refused.said(self._texts))
            return False
        if self.board.roll_call_id is not None:
            self._take_in_others(self.board.roll_call_id)
        return True

    def _keep(self, noted: Sequence[Noted]) -> None:
        kept = self.context.desk.do(
            roll_call_marks.keep,
            roll_call_id=self.board.roll_call_id,
            noted=noted,
            at=self.context.clock.now(),
            staff_id=self.context.staff().id,
        )
        self.board.roll_call_id = kept.id

    def _keep_each(self, noted: Sequence[Noted]) -> bool:
        """Keep each note by itself: one that cannot be kept is said and goes, and never stops the others."""
        left, refusals = list(noted), list[DeskError]()
        try:
            while left:
                try:
                    self._keep(left[:1])
                except (BadInput, NotFound) as refused:
                    refusals.append(refused)
                left.pop(0)
        except RollCallClosed:
            self._lose()
            return False
        except DeskError as refused:
            self.board.put_back(left)
            refusals.append(refused)
        self.context.notices.warn(refusals[0].said(self._texts))
        self.load()
        return False

    def leave_here(self, item_ids: Sequence[int]) -> None:
        """Let misplaced pieces stay where they were seen: the record follows, one deed for each shelf."""
        if not self.keep():
            return
        by_shelf: dict[int, list[int]] = {}
        for item_id in item_ids:
            shelf_id = self.board.seen[item_id].shelf_id
            if shelf_id is not None:
                by_shelf.setdefault(shelf_id, []).append(item_id)
        ready = sum(self.board.pieces[item_id].gets_ready for item_id in item_ids)
        done: list[str] = []
        try:
            for shelf_id, mine in by_shelf.items():
                done.append(self._shelve(shelf_id, mine))
        except DeskError as refused:
            self.context.notices.warn(refused.said(self._texts))
        if done:
            self._say_moved(sum(len(mine) for mine in by_shelf.values()), ready, done)
        self.load()

    def _shelve(self, shelf_id: int, item_ids: list[int]) -> str:
        uid = deeds.new_uid()
        self.context.desk.do(
            shelving.shelve,
            item_ids=item_ids,
            shelf_id=shelf_id,
            at=self.context.clock.now(),
            staff_id=self.context.staff().id,
            deed_uid=uid,
        )
        return uid

    def _say_moved(self, moved: int, ready: int, done: list[str]) -> None:
        t = self._texts
        said = t.many("{n} item has a new place.", "{n} items have a new place.", moved)
        if ready:
            said += " " + t.many("{n} is ready now.", "{n} are ready now.", ready)
        self.context.notices.undoable(said, partial(self._undo, done))

    def _undo(self, done: Sequence[str]) -> None:
        try:
            for uid in reversed(done):
                self.context.desk.do(
                    corrections.undo,
                    uid=uid,
                    at=self.context.clock.now(),
                    staff_id=self.context.staff().id,
                    deed_uid=deeds.new_uid(),
                )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self._texts))

    def _say_seen(self, piece: PieceRow) -> None:
        t, said = self._texts, self.board.said(piece.known.item_id)
        where = roll_call_words.where(piece, t)
        if said is Seen.MISPLACED and self.current is None:
            words, tone = (
                t("{item}: its place is {place}. Take it there.", item=piece.label, place=where),
                "today",
            )
        elif said is Seen.MISPLACED:
            words = t(
                "{item}: its place is {place}. Take it there, or press {key}: it stays here.",
                item=piece.label,
                place=where,
                key=STAY_KEY,
            )
            tone = "today"
        elif said is Seen.UNEXPECTED:
            words = t(
                "{item}: by the record it is elsewhere ({place}). Put it aside.",
                item=piece.label,
                place=where,
            )
            tone = "late"
        else:
            words, tone = f"{piece.label} · {piece.owner}", "ok"
        if piece.sought_since is not None:
            day = formats.day_short(moments.day_of(piece.sought_since), t.language)
            words += " " + t("It was missing since {day}.", day=day)
        self.pieces.say(words, tone)

    def _toggle(self, item_id: int) -> None:
        """See a piece, or take it back."""
        seen = self.board.seen.get(item_id)
        if seen is None or seen.shelf_id != self.current:
            self.see(item_id)
            return
        self._note(NoSighting(item_id))
        self.pieces.say("")
        self.show_board()
        self.pieces.list.mark(item_id)

    def _forget_tag(self, tag: str) -> None:
        self._note(NoUnknown(tag))
        self.pieces.say("")
        self.show_board()

    def _note(self, noted: Noted) -> None:
        self.board.note(noted)
        self.settle.calm()
        if not self._keep_soon.isActive():
            self._keep_soon.start(_KEEP_AFTER_MS)

    def _lose(self) -> None:
        """Leave a roll-call that somebody else has closed."""
        self.context.notices.warn(RollCallClosed().said(self._texts))
        self.forget()
        self.lost.emit()

    def _take_in_others(self, roll_call_id: int) -> None:
        """Show what somebody else noted meanwhile at another counter."""
        looks = self.context.desk.ask(roll_call_marks.looks, roll_call_id=roll_call_id)
        seen = self.context.desk.ask(roll_call_marks.sightings, roll_call_id=roll_call_id)
        if self.board.merge(looks, seen):
            self.load()

    def _show_settle(self) -> None:
        self.settle.show_board(self.board, self.current, self._traces, is_open=self.is_open)
        if self.settle.untraced() and not self._trace_soon.isActive():
            self._trace_soon.start(0)

    def _ask_traces(self) -> None:
        wanted = self.settle.untraced()[:_TRACES]
        self._traces |= self.context.desk.ask(roll_call_facts.traces, item_ids=wanted)
        self._show_settle()

    def _timer(self, slot: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(slot)
        return made

    def _connect(self) -> None:
        self.shelves.opened.connect(self.open_shelf)
        self.shelves.left.connect(self.leave_shelf)
        self.pieces.toggled.connect(self._toggle)
        self.settle.found.connect(self.see)
        self.settle.forgotten.connect(self._forget_tag)
        self.settle.looked_up.connect(self.looked_up)
        self.settle.stay_asked.connect(self.leave_here)
        self.settle.close_asked.connect(self.close_asked)
