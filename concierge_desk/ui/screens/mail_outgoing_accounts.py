"""What each company owes for franking, month by month, and the table that its bill is written from."""

from datetime import date, timedelta
from functools import partial
from typing import TextIO

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.money import NOTHING
from concierge_desk.operations import mail_accounts, mail_registers, printing
from concierge_desk.operations.mail_accounts import Account, FrankedRow
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.mail_registers import Days
from concierge_desk.texts import Texts
from concierge_desk.ui import outbox, saving, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_MONTHS = 3
"""How many months are offered: the open one, the one that is billed, and the one before."""


class Accounts(QWidget):
    """The companies of a month; one that is chosen shows its pieces below it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make it empty; nothing is asked before it is shown."""
        super().__init__(parent)
        t = self._t = context.texts
        self._context = context
        self._days: dict[str, Days] = {}
        self._accounts: list[Account] = []
        self._open = ""
        self.months = SegmentBar()
        self.months.setAccessibleName(t("Month"))
        self.list = RowList(t("What companies owe"))
        self._nothing = EmptyState("receipt-euro", t("No company’s mail left this month."))
        self._hint = Words(t("Choose a company to see its pieces."), 14, "soft")
        self.total = Words("", 17, bold=True)
        self.save = Button(t("Save as a table"), "file-text", key=shortcuts.shown("save", t))
        self.said = Words("", 14, "green")
        self.months.chosen.connect(lambda _key: self.refresh())
        self.list.chosen.connect(self._choose)
        self.save.clicked.connect(self.keep)
        self._lines = QVBoxLayout(self)
        for piece in (self.months, self._hint, self.list, self._nothing, self.total, self.save, self.said):
            self._lines.addWidget(piece)
        self._lines.setStretchFactor(self.list, 1)
        self._lines.setStretchFactor(self._nothing, 1)
        theme.follow(self, self._fit)

    def refresh(self) -> None:
        """Ask again what is owed; the month that was chosen stays."""
        self._offer_months(moments.day_of(self._context.clock.now()))
        days = self._days[self.months.current()]
        self._accounts = self._context.desk.ask(
            mail_accounts.owed, first_on=days.first_on, last_on=days.last_on
        )
        self.said.hide()
        self._show()

    def keep(self) -> None:
        """Save the month as a table, a line a piece, into the papers’ folder of the day."""
        context, days = self._context, self._days[self.months.current()]
        folder = outbox.folder_of(context.settings(), context.desk)
        folder /= moments.day_of(context.clock.now()).isoformat()
        name = mail_accounts.file_name(first_on=days.first_on, last_on=days.last_on)
        language = context.desk.ask(printing.house_language)
        write = partial(_write, context, days, Texts(language))
        try:
            path = saving.table(folder / f"{name}.csv", language, write)
        except DeskError as refused:
            context.notices.warn(refused.said(self._t))
            return
        self.said.setText(self._t("Saved: {names}.", names=path.name))
        self.said.show()

    def _offer_months(self, today: date) -> None:
        days = [mail_registers.month(today)]
        while len(days) < _MONTHS:
            days.append(mail_registers.month(days[-1].first_on - timedelta(days=1)))
        self._days = {each.first_on.isoformat(): each for each in days}
        named = [
            Segment(key, formats.month(each.first_on, self._t.language)) for key, each in self._days.items()
        ]
        self.months.show_segments(named)

    def _choose(self, key: object) -> None:
        """Show the pieces of a company, or hide them again; a piece shows its whole trail."""
        if isinstance(key, int):
            self._context.go("items", item_id=key)
        elif isinstance(key, str):
            self._open = "" if key == self._open else key
            self._show()
            self.list.mark(key)

    def _show(self) -> None:
        t = self._t
        rows = []
        for account in self._accounts:
            rows.append(_company_row(account, t))
            if rows[-1].key == self._open:
                rows += [_piece_row(each, t) for each in account.pieces]
        self.list.show_rows(rows)
        for piece in (self.list, self._hint, self.total, self.save):
            piece.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        together = sum((each.total for each in self._accounts), NOTHING)
        self.total.setText(t("Together: {amount}", amount=formats.money(together, t.language)))

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))


def _write(context: Context, days: Days, texts: Texts, stream: TextIO, separator: str) -> None:
    context.desk.ask(
        mail_accounts.write,
        stream=stream,
        texts=texts,
        first_on=days.first_on,
        last_on=days.last_on,
        separator=separator,
    )


def _company_row(account: Account, t: Texts) -> Row:
    count = t.many("{n} piece", "{n} pieces", len(account.pieces))
    open_ = t.many("{n} without a price", "{n} without a price", account.unpriced) if account.unpriced else ""
    name = account.company or t("Company no longer known")
    trail = formats.money(account.total, t.language)
    return Row(f"company {name}", name, count, "building", badge=open_, tone="today", trail=trail)


def _piece_row(piece: FrankedRow, t: Texts) -> Row:
    name, icon = KINDS[piece.kind]
    about = (t(name), piece.service, piece.number, piece.left_by)
    trail = "" if piece.franking is None else formats.money(piece.franking, t.language)
    day = formats.day_short(moments.day_of(piece.at), t.language)
    title = piece.addressee or t(name)
    below = " · ".join(filter(None, about[not piece.addressee :]))
    return Row(piece.item_id, title, below, icon, lead=day, lead_quiet=True, trail=trail)
