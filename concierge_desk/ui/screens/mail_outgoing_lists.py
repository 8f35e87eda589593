"""The right side of outgoing mail: what waits and what is to be proven, or what is being written down."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk import formats
from concierge_desk.models import Payer
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.outgoing import WaitingRow
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_outgoing_words as words
from concierge_desk.ui.screens.mail_outgoing_accounts import Accounts
from concierge_desk.ui.screens.mail_outgoing_form import OutgoingForm
from concierge_desk.ui.screens.mail_outgoing_mending import payer_segments
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

WAITING, UNPROVEN, ACCOUNTS = "waiting", "unproven", "accounts"


class Waiting(Card):
    """What waits for its carrier, and what left of which no proof came back yet."""

    chosen = Signal(int)
    proven = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make it empty."""
        t = context.texts
        super().__init__(t("Mail to send"), "package-export", parent)
        self._t = t
        self._rows: Sequence[WaitingRow] = ()
        self._left: Sequence[MailRow] = ()
        self.ticked: set[int] = set()
        self.tabs = SegmentBar()
        self.tabs.setAccessibleName(t("Which mail"))
        self.list = RowList(t("Mail to send"))
        self._hint = Words("", 14, "soft")
        self._nothing = EmptyState("package-export", "")
        self.button = Button(t("Note the proofs of posting"), "check", key=shortcuts.shown("main", t))
        self.accounts = Accounts(context)
        self.tabs.chosen.connect(lambda _key: self._show())
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self._tick)
        self.button.clicked.connect(self.proven)
        for piece in (self.tabs, self._hint, self.list, self._nothing, self.button, self.accounts):
            self.body.addWidget(piece)
        for piece in (self.list, self._nothing, self.accounts):
            self.body.setStretchFactor(piece, 1)

    def show_mail(self, waiting: Sequence[WaitingRow], left: Sequence[MailRow]) -> None:
        """Show what waits and what is not proven; ticks of what is gone from the list are forgotten."""
        self._rows, self._left = waiting, left
        self.ticked &= {row.item_id for row in left}
        t = self._t
        self.tabs.show_segments(
            [
                Segment(WAITING, t("Waits for its carrier ({n})", n=len(waiting))),
                Segment(UNPROVEN, t("Without proof of posting ({n})", n=len(left))),
                Segment(ACCOUNTS, t("Company accounts")),
            ]
        )
        self._show()

    def is_waiting(self, item_id: int) -> bool:
        """Tell whether a piece is among those that wait."""
        return any(row.mail.item_id == item_id for row in self._rows)

    def tick_scanned(self, item_id: int) -> bool:
        """Tick a piece whose receipt was scanned, and show the list; False when it is not among them."""
        if not any(row.item_id == item_id for row in self._left):
            return False
        self.ticked.add(item_id)
        self.tabs.choose(UNPROVEN)
        self._show()
        self.list.mark(item_id)
        return True

    def are_accounts_shown(self) -> bool:
        """Tell whether what companies owe is looked at."""
        return self.tabs.current() == ACCOUNTS

    def _show(self) -> None:
        owing = self.are_accounts_shown()
        self.accounts.setVisible(owing)
        if owing:
            for piece in (self._hint, self.list, self._nothing, self.button):
                piece.hide()
            self.accounts.refresh()
        else:
            self._show_pieces()

    def _show_pieces(self) -> None:
        t, proving = self._t, self.tabs.current() == UNPROVEN
        rows = (
            [words.posted_row(row, row.item_id in self.ticked, t) for row in self._left]
            if proving
            else [words.waiting_row(row, t) for row in self._rows]
        )
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if proving:
            self._nothing.say("check", t("Every number that left is proven."))
            self._hint.setText(t("Scan the numbers on the carrier’s receipt, then press F12."))
        else:
            self._nothing.say("package-export", t("Nothing waits to be sent."))
            self._hint.setText(t("Choose a piece to complete it or put it right."))
        self._hint.setVisible(bool(rows))
        self.button.setVisible(proving and bool(rows))
        self.button.setEnabled(bool(self.ticked))
        self.button.set_kind("primary" if self.ticked else "secondary")

    def _choose(self, key: object) -> None:
        if isinstance(key, int) and self.tabs.current() == UNPROVEN:
            self._tick(key)
        elif isinstance(key, int):
            self.chosen.emit(key)

    def _tick(self, key: object) -> None:
        if isinstance(key, int):
            self.ticked ^= {key}
            self._show()


class Basket(Card):
    """The pieces of one person that are not recorded yet, who pays, and the main action."""

    removed = Signal(int)
    payer_chosen = Signal(object)
    recorded = Signal()

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(t("To send"), "package-export", parent)
        self._t = t
        self.list = RowList(t("Pieces to send"))
        self._nothing = EmptyState("mail", t("Write down the first piece, then press Enter."))
        self._hint = Words(t("Choose a piece to change it."), 14, "soft")
        self._total = Words("", 17, bold=True)
        self.payers = SegmentBar()
        self.payers.setAccessibleName(t("Who pays"))
        self.button = Button(
            t("Record, print the ticket"),
            "printer",
            kind="primary",
            key=shortcuts.shown("main", t),
            main=True,
        )
        self.list.chosen.connect(self._remove)
        self.payers.chosen.connect(lambda key: self.payer_chosen.emit(Payer(key)))
        self.button.clicked.connect(self.recorded)
        for piece in (self.list, self._nothing, self._hint, self._total, self.payers, self.button):
            self.body.addWidget(piece)
        self.body.setStretchFactor(self.list, 1)
        self.body.setStretchFactor(self._nothing, 1)

    def show_form(self, form: OutgoingForm, carriers: Mapping[int, str], company: str) -> None:
        """Show what is written down; a company's account is offered where there is a company."""
        t = self._t
        rows = [words.piece_row(place, piece, carriers, t) for place, piece in enumerate(form.pieces)]
        self.list.show_rows(rows)
        for piece in (self.list, self._hint, self._total):
            piece.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._total.setText(words.total(form.pieces, formats.money(form.total(), t.language), t))
        self.payers.show_segments(payer_segments(company, t))
        self.payers.choose(form.payer.value if company else Payer.CUSTOMER.value)
        self.payers.setVisible(bool(company))

    def _remove(self, key: object) -> None:
        if isinstance(key, int):
            self.removed.emit(key)
