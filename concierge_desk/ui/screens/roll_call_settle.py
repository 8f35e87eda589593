"""What a roll-call has to settle: not seen, not expected here, or on another shelf; and its closing."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from concierge_desk.models import Seen
from concierge_desk.operations.roll_call_facts import Trace
from concierge_desk.operations.roll_call_marks import Unknown
from concierge_desk.operations.roll_call_sheet import PieceRow
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.screens.roll_call_board import Board
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

STAY_KEY = "L"
"""The letter that lets a piece stay where it was seen: the record follows."""


class Settle(Card):
    """The right-hand card."""

    found = Signal(int)
    looked_up = Signal(int)
    forgotten = Signal(str)
    stay_asked = Signal(object)
    """Carries the keys of misplaced pieces that stay where they were seen."""
    close_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card with nothing to settle."""
        super().__init__(texts("To look for and to put right"), "alert-triangle", parent, icon_role="red")
        t = self._texts = texts
        self._misplaced: dict[int, int | None] = {}
        self._untraced: list[int] = []
        self.list = RowList(t("Items to look for and to put right"), self)
        self._nothing = EmptyState("check", t("Nothing to put right."), self)
        self.detail = Words("", 14, "soft", self)
        self.hint = StepHint(parent=self)
        self.note = QLineEdit(self)
        self.note.setMaxLength(200)
        self.note.setAccessibleName(t("Note on the roll-call"))
        self.note.setPlaceholderText(t("Note, if you like"))
        self.stay = Button(t("Leave it here"), "map-pin", self, small=True, key=STAY_KEY)
        self.stay_all = Button("", "map-pin", self, small=True, key=t("Shift {key}", key=STAY_KEY))
        self.close_it = Button(
            t("Close the roll-call"),
            "list-check",
            self,
            kind="primary",
            key=shortcuts.shown("main", t),
            main=True,
        )
        moves = FlowLayout(gap=8)
        for button in (self.stay, self.stay_all):
            moves.addWidget(button)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(moves)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.note)
        self.body.addWidget(self.close_it)
        self._connect()
        self._show_moves()

    def show_board(
        self, board: Board, current: int | None, traces: Mapping[int, Trace], *, is_open: bool
    ) -> None:
        """Show what is not as it should be; what is still to see on the open shelf is no matter of this."""
        missing = [
            piece for piece in board.of(Seen.MISSING) if not (is_open and piece.known.shelf_id == current)
        ]
        unexpected, misplaced = board.of(Seen.UNEXPECTED), board.of(Seen.MISPLACED)
        wanted = [piece.known.item_id for piece in (*missing, *unexpected)]
        self._untraced = [item_id for item_id in wanted if item_id not in traces]
        self._misplaced = {
            piece.known.item_id: board.seen[piece.known.item_id].shelf_id for piece in misplaced
        }
        rows = [self._missing(piece, traces) for piece in missing]
        rows += [self._unexpected(board, piece, traces) for piece in unexpected]
        rows += [self._unknown(board, each) for each in board.unknown.values()]
        rows += [self._elsewhere(board, piece) for piece in misplaced]
        if tuple(rows) != self.list.rows():
            self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._show_detail()
        self._show_moves()

    def untraced(self) -> list[int]:
        """List the pieces whose last trace is still to be asked for."""
        return self._untraced

    def movable(self) -> list[int]:
        """List the misplaced pieces that can stay where they were seen: those on a shelf."""
        return [item_id for item_id, shelf_id in self._misplaced.items() if shelf_id is not None]

    def stay_current(self) -> None:
        """Let the misplaced piece under the cursor stay where it was seen; if there is only one, that one."""
        movable, key = self.movable(), self.list.current_key()
        if isinstance(key, int) and key in movable:
            self.stay_asked.emit([key])
        elif len(movable) == 1:
            self.stay_asked.emit(movable)

    def stay_each(self) -> None:
        """Let every misplaced piece stay where it was seen."""
        if self.movable():
            self.stay_asked.emit(self.movable())

    def warn(self, said: str, more: str, *, red: bool) -> None:
        """Say what closing will do, before it is asked for again."""
        self.hint.say(said, "alert-triangle", tone="red" if red else "amber", more=more)
        self.close_it.setFocus()

    def calm(self) -> None:
        """Say nothing of closing any more."""
        if self.hint.sentence():
            self.hint.say("")

    def _missing(self, piece: PieceRow, traces: Mapping[int, Trace]) -> Row:
        t = self._texts
        about = (t("its place: {place}", place=roll_call_words.where(piece, t)), self._trace(piece, traces))
        return self._row(piece, Seen.MISSING, about, checked=False)

    def _unexpected(self, board: Board, piece: PieceRow, traces: Mapping[int, Trace]) -> Row:
        t = self._texts
        who = t("by the record: {place}", place=roll_call_words.where(piece, t))
        return self._row(
            piece, Seen.UNEXPECTED, (self._seen_on(board, piece), who, self._trace(piece, traces))
        )

    def _elsewhere(self, board: Board, piece: PieceRow) -> Row:
        t = self._texts
        own = t("its place: {place}", place=roll_call_words.where(piece, t))
        return self._row(piece, Seen.MISPLACED, (self._seen_on(board, piece), own))

    def _row(
        self, piece: PieceRow, said: Seen, about: tuple[str, ...], *, checked: bool | None = None
    ) -> Row:
        words, tone = roll_call_words.SEEN[said]
        return Row(
            key=piece.known.item_id,
            title=f"{piece.label} · {piece.owner}",
            subtitle=" · ".join(part for part in about if part),
            badge=self._texts(words),
            tone=tone,
            checked=checked,
            emphasis="amber" if said is Seen.MISPLACED else "red",
        )

    def _unknown(self, board: Board, unknown: Unknown) -> Row:
        t = self._texts
        place = roll_call_words.on(board.shelf_name(unknown.shelf_id), t)
        return Row(
            key=unknown.tag,
            title=unknown.tag,
            subtitle=t("seen: {place}", place=place),
            badge=t("unknown"),
            tone="late",
            checked=True,
            emphasis="red",
        )

    def _seen_on(self, board: Board, piece: PieceRow) -> str:
        t, shelf_id = self._texts, board.seen[piece.known.item_id].shelf_id
        return t("seen: {place}", place=roll_call_words.on(board.shelf_name(shelf_id), t))

    def _trace(self, piece: PieceRow, traces: Mapping[int, Trace]) -> str:
        found = traces.get(piece.known.item_id)
        return "" if found is None else roll_call_words.trace(found, self._texts)

    def _show_moves(self) -> None:
        t, movable = self._texts, self.movable()
        self.stay.setVisible(bool(movable))
        self.stay_all.setVisible(len(movable) > 1)
        self.stay_all.setText(t("Leave all {n} here", n=len(movable)))

    def _show_detail(self) -> None:
        """Say the whole of the row under the cursor, or of the first one: where it should be, and its last trace."""
        rows, key = self.list.rows(), self.list.current_key()
        row = next((each for each in rows if each.key == key), next(iter(rows), None))
        said = "" if row is None else f"{row.title} · {row.subtitle}"
        if said != self.detail.text():
            self.detail.setText(said)
        self.detail.setVisible(bool(said))

    def _choose(self, key: object) -> None:
        """Look a piece up, so that one can look for it."""
        if isinstance(key, int):
            self.looked_up.emit(key)

    def _toggle(self, key: object) -> None:
        """Find a piece here and now, or forget a tag that was scanned by mistake."""
        if isinstance(key, int):
            self.found.emit(key)
        elif isinstance(key, str):
            self.forgotten.emit(key)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self._toggle)
        self.list.marked.connect(self._show_detail)
        self.stay.clicked.connect(self.stay_current)
        self.stay_all.clicked.connect(self.stay_each)
        self.close_it.clicked.connect(self.close_asked)
