"""Whose is it? Mail whose recipient is not settled: one piece after the other, each by one key where it is clear."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats
from concierge_desk.errors import DeskError
from concierge_desk.models import Customer, MailItem, Recipient
from concierge_desk.operations import deeds, leads, recipients, scans
from concierge_desk.operations.recipients import UnsettledRow
from concierge_desk.operations.scans import FoundKind
from concierge_desk.texts import Texts
from concierge_desk.ui import theme, undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_finder import CustomerMaker
from concierge_desk.ui.screens.mail_arrival_form import Who
from concierge_desk.ui.screens.mail_arrival_who import WhoPicker
from concierge_desk.ui.screens.mail_arrival_words import ending, said_twice
from concierge_desk.ui.screens.mail_whom import Recipients
from concierge_desk.ui.screens.scanned_again import ScannedAgain
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

_OF_SOMEBODY = frozenset({FoundKind.CUSTOMER, FoundKind.TICKET, FoundKind.ITEM})


class RecipientsPanel(Panel):
    """The pieces at the left, whose the marked one may be at the right; `arrive(item_id=7)`."""

    shows: ClassVar[frozenset[type]] = frozenset({MailItem, Customer})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay both cards empty."""
        super().__init__(context, parent)
        t = self.t
        self._rows: dict[int, UnsettledRow] = {}
        self._shown: int | None = None
        self._again = ScannedAgain(context.clock)
        self.people = Recipients(context, self)
        self.people.gathered.connect(self.refresh)
        self.list = RowList(t("Mail whose recipient is not known"))
        self.list.marked.connect(self._show)
        self.written = Words("", 22, bold=True)
        self.about = Words("", 15, "soft")
        self.who = WhoPicker(t, self.people)
        self.who.hide_ways()
        self.who.chosen.connect(self._settle)
        self.who.entered.connect(self._make)
        self.who.told.connect(self.context.notices.warn)
        self.new = Button(t("New person"), "user-plus", self)
        self.new.clicked.connect(self._make_typed)
        self.maker = CustomerMaker(context)
        self.maker.made.connect(self._on_made)
        self.nothing = Card()
        self.nothing.body.addWidget(EmptyState("mail", t("Every piece of mail has its person. Well done.")))
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask again what is not settled; what is being typed of the marked piece stays."""
        self.people.refresh()
        known = self.people.directory()
        found = self.context.desk.ask(recipients.unsettled, language=self.t.language, known=known)
        self._rows = {each.item_id: each for each in found}
        self._both.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.list.show_rows([_row(each, self.t) for each in found])
        if found and self.list.current_key() is None:
            self.list.mark(found[0].item_id)
        self._show(self.list.current_key() if found else None)

    @override
    def arrive(self, **what: object) -> None:
        """Come with a piece in mind."""
        item_id = what.get("item_id")
        if isinstance(item_id, int) and self.list.mark(item_id):
            self._focus()

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep the piece that is looked at."""
        return {} if self._shown is None else {"item_id": self._shown}

    @override
    def take_scan(self, code: str) -> bool:
        """Look at the piece that was scanned; a label or ticket of somebody settles that the marked one is theirs.

        The same label twice at once is one scan: the piece after it is not settled unseen.
        """
        repeated = self._again.is_repeated(code)
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
            if found.kind is FoundKind.ITEM and found.id in self._rows:
                self.list.mark(found.id)
                return True
            if found.kind not in _OF_SOMEBODY or self._shown is None:
                return False
            who = self.people.by_id(self._owner(found))
        except DeskError:
            return False
        if who is None:
            return False
        if repeated:
            self.context.notices.warn(said_twice(who.name, self.t))
            return True
        # A scan writes nothing in its slot; the next one may mark another piece before this one is settled.
        QTimer.singleShot(0, self, partial(self._settle_piece, self._shown, who))
        return True

    @override
    def main_action(self) -> None:
        """Settle by the row the cursor is on, or write the new person down."""
        if self._is_making():
            self.maker.make()
        else:
            self.who.enter()

    @override
    def go_back(self) -> bool:
        """Leave the new person, or what is typed."""
        if not self._is_making() and not self.who.typed():
            return False
        self._begin_asking()
        self._focus()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the field of the marked piece."""
        return self.who.field.edit if self._rows else self.list

    def _owner(self, found: scans.Found) -> int:
        if found.kind is FoundKind.CUSTOMER:
            return found.id
        if found.kind is FoundKind.TICKET:
            return self.context.desk.ask(leads.owner_of_ticket, request_id=found.id).customer_id
        return self.context.desk.ask(leads.owner_of_item, item_id=found.id).customer_id

    def _show(self, key: object) -> None:
        """Show what is written on a piece, and whose it may be."""
        before, row = self._shown, self._rows.get(key) if isinstance(key, int) else None
        self._shown = None if row is None else row.item_id
        if row is None:
            return
        t = self.t
        self.written.setText(
            t("“{words}”", words=row.written) if row.written else t("Nothing is noted: look at the piece.")
        )
        self.about.setText(_about(row, t))
        if before != self._shown or not (self.who.typed() or self._is_making()):
            self._begin_asking()

    def _begin_asking(self) -> None:
        row = self._rows.get(self._shown or 0)
        self._pages.setCurrentIndex(0)
        self.maker.forget()
        self.who.start([] if row is None else self.people.whose(row.candidates))

    def _settle(self, who: Who) -> None:
        """Settle that the marked piece is somebody's."""
        self._settle_piece(self._shown or 0, who)

    def _settle_piece(self, item_id: int, who: Who) -> None:
        """Settle that a piece is somebody's; the one after it is asked about at once."""
        row = self._rows.get(item_id)
        if row is None or who.customer_id is None:
            return
        uid = deeds.new_uid()
        try:
            self.context.desk.do(
                recipients.settle,
                item_ids=[row.item_id],
                customer_id=who.customer_id,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        sentence = self.t("{piece} is for {name}.", piece=row.label, name=who.name)
        self._go_on(row.item_id)
        self.context.notices.undoable(sentence, partial(self._unsettle, row, who, uid))

    def _go_on(self, settled: int) -> None:
        """Ask about the piece after the one that is settled."""
        keys = list(self._rows)
        at = keys.index(settled) if settled in keys else 0
        after = keys[at + 1 :] + keys[:at]
        self.refresh()
        following = next((key for key in after if key in self._rows), None)
        if following is not None:
            self.list.mark(following)
        self._focus()

    def _unsettle(self, row: UnsettledRow, who: Who, uid: str) -> None:
        """Take back whose a piece is; a company that was registered for it is registered no more."""

        def undone() -> str:
            was_new = self.people.unregister(who.customer_id, deeds.new_uid())
            self.refresh()
            self.list.mark(row.item_id)
            self._focus()
            return "" if was_new else self.t("Undone. Everything is back where it was.")

        undoing.take_back(self.context, uid, deeds.new_uid(), undone)

    def _make_typed(self) -> None:
        row = self._rows.get(self._shown or 0)
        self._make(self.who.typed() or ("" if row is None else row.written))

    def _make(self, typed: str) -> None:
        """Write somebody new down, with what was typed or is written on the piece."""
        self._pages.setCurrentIndex(1)
        self.maker.start(typed)

    def _on_made(self, customer_id: int) -> None:
        who = self.people.by_id(customer_id)
        if who is not None:
            self._settle(who)

    def _is_making(self) -> bool:
        return self._pages.currentIndex() == 1

    def _focus(self) -> None:
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _lay(self) -> None:
        found = Card(self.t("Not settled yet"), "mail")
        found.body.addWidget(self.list, 1)
        asked = Card(self.t("Whose is it?"), "user-search")
        for piece in (self.written, self.about):
            asked.body.addWidget(piece)
        asked.body.addWidget(self.who, 1)
        asked.body.addWidget(self.new)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(asked)
        self._pages.addWidget(self.maker)
        self._both = QWidget(self)
        columns = Columns((560, 640), self._both, least=(330, 330))
        columns.addWidget(found)
        columns.addWidget(self._pages)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._both, 1)
        outer.addWidget(self.nothing, 1)
        theme.follow(self, self.updateGeometry)


def _row(row: UnsettledRow, t: Texts) -> Row:
    several = row.recipient is Recipient.SEVERAL
    return Row(
        row.item_id,
        t("“{words}”", words=row.written) if row.written else t("Nothing is written on it"),
        _about(row, t),
        icon=row.icon,
        badge=t("several") if several else t("not known"),
        tone="planned",
    )


def _about(row: UnsettledRow, t: Texts) -> str:
    """Say what helps to find a piece: what it is, its carrier, its number, its shelf, its day."""
    parts = [row.label, row.carrier, ending(row.number), row.shelf]
    parts.append(t("since {day}", day=formats.day_short(row.arrived_on, t.language)))
    return " · ".join(filter(None, parts))
