"""The shelf that is open in a roll-call: what is still to see on it, and what was seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.models import Seen
from concierge_desk.operations.roll_call_sheet import PieceRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.screens.roll_call_board import Board
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.progress_line import ProgressLine
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words

_ROLES = {"ok": "green", "today": "amber", "late": "red"}


class Pieces(Card):
    """The card in the middle; large, so that it is read from the shelf."""

    toggled = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card with no shelf open."""
        super().__init__("", "", parent)
        self._texts = texts
        self._tone = ""
        self._rows: dict[tuple[int, bool, Seen | None], Row] = {}
        self.shelf = Title("", self, 28)
        self.count = Title("", self, 28)
        self.count.setWordWrap(False)
        self.head.addWidget(self.shelf, 1)
        self.head.addWidget(self.count)
        self.line = ProgressLine()
        self.last = Words("", 17, bold=True)
        self.list = RowList(texts("Items of this shelf"), self, tag_first=True)
        self._nothing = EmptyState("list-check", "", self)
        for piece in (self.line, self.last):
            self.body.addWidget(piece)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self._toggle)

    def show_board(self, board: Board, shelf_id: int | None, *, is_open: bool) -> None:
        """Show the shelf that is open, or ask for one."""
        t = self._texts
        to_see, seen = (board.to_see(shelf_id), board.seen_on(shelf_id)) if is_open else ([], [])
        rows = [self._row(board, piece, seen=False) for piece in to_see]
        rows += [self._row(board, piece, seen=True) for piece in seen]
        tally = board.tally(shelf_id)
        name = roll_call_words.heading(board.shelf_name(shelf_id), t)
        said = t("{seen} of {count}", seen=tally.seen, count=tally.expected)
        _say(self.shelf, name if is_open else t("Which shelf?"))
        _say(self.count, said if is_open else "")
        self.line.show_progress(tally.seen if is_open else 0, tally.expected)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if not rows and is_open:
            self._nothing.say("list-check", t("Nothing should be here. Scan what is here all the same."))
        elif not rows:
            self._nothing.say("scan", t("Scan the code of a shelf, or choose one on the left."))

    def say(self, words: str, tone: str = "ok") -> None:
        """Say what the last scan was, in its colour."""
        if words and tone != self._tone:
            self.last.set_role(_ROLES[tone])
            self._tone = tone
        _say(self.last, words)

    def after(self, item_id: int) -> int | None:
        """Tell where the cursor goes on when the piece under it is seen; None when it stands elsewhere."""
        rows = self.list.rows()
        number = next((place for place, row in enumerate(rows) if row.key == item_id), None)
        if number is None or self.list.current_key() != item_id:
            return None
        to_see = [row.key for row in (*rows[number + 1 :], *rows[:number]) if not row.checked]
        onward = next(iter(to_see), item_id)
        return onward if isinstance(onward, int) else None

    def forget(self) -> None:
        """Forget the words of pieces: they may have changed."""
        self._rows.clear()

    def _row(self, board: Board, piece: PieceRow, *, seen: bool) -> Row:
        said = board.said(piece.known.item_id)
        key = (piece.known.item_id, seen, said)
        if key not in self._rows:
            self._rows[key] = self._made(piece, said, seen=seen)
        return self._rows[key]

    def _made(self, piece: PieceRow, said: Seen | None, *, seen: bool) -> Row:
        t = self._texts
        words, tone = (
            roll_call_words.SEEN.get(said, ("", "quiet")) if said is not None and seen else ("", "quiet")
        )
        off = said in {Seen.MISPLACED, Seen.UNEXPECTED} and seen
        about = (
            piece.owner,
            t("by the record: {place}", place=roll_call_words.where(piece, t)) if off else "",
        )
        return Row(
            key=piece.known.item_id,
            title=piece.label,
            subtitle=" · ".join(part for part in about if part),
            tag=piece.short_tag,
            badge=t(words) if off else "",
            tone=tone,
            checked=seen,
            emphasis="" if not off else "amber" if said is Seen.MISPLACED else "red",
        )

    def _choose(self, key: object) -> None:
        """See what is chosen; Enter never takes a tick away, only Space or the box does."""
        row = next((each for each in self.list.rows() if each.key == key), None)
        if row is not None and not row.checked:
            self._toggle(key)

    def _toggle(self, key: object) -> None:
        if isinstance(key, int):
            self.toggled.emit(key)


def _say(label: Words, words: str) -> None:
    """Show words where they changed: to say the same again would lay the whole page anew."""
    if label.text() != words:
        label.setText(words)
    label.setVisible(bool(words))
