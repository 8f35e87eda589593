"""One item: what it is, where it is, and every move of it in words."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Holder, Item, Shelf
from concierge_desk.operations.history import ItemTrail
from concierge_desk.operations.reprints import Printable, Reprint
from concierge_desk.operations.shelving import name_of
from concierge_desk.texts import Texts
from concierge_desk.ui import paper_words, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.items_incidents import Incidents
from concierge_desk.ui.screens.items_opening import Opening
from concierge_desk.ui.screens.trail_words import step_words
from concierge_desk.ui.status_words import status
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words


class Trail(Card):
    """The right-hand card of the items screen."""

    open_asked = Signal(int)
    return_asked = Signal(int)
    shelve_asked = Signal(int, int)
    correct_asked = Signal(int, int, str)
    print_asked = Signal(object)
    """Carries the Printable that was chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the card for no item yet."""
        super().__init__(parent=parent)
        texts = self._texts = context.texts
        self._item: Item | None = None
        self._name = Title("", self)
        self._badge = Badge("", "quiet", self)
        self.where = Words("", 16, parent=self)
        self.about = Words("", 15, "soft", self)
        self.incidents = Incidents(texts, self)
        self.opening = Opening(context, self)
        self.steps = RowList(texts("What happened to it"), self)
        self._nothing = EmptyState("history", texts("Choose an item to see where it was."), self)
        self.wrong = Button(
            texts("Open an incident"), "alert-triangle", self, small=True, key=shortcuts.shown("main", texts)
        )
        self.opening.turned.connect(self._offer_opening)
        self.wrong.clicked.connect(self.opening.begin)
        self.open = Button(texts("Hand-back"), "hanger", self, small=True)
        self.open.clicked.connect(self._on_open)
        self.send_back = Button(texts("Return to sender"), "package-export", self, small=True)
        self.send_back.clicked.connect(self._on_send_back)
        self.print = Button(texts("Print again"), "printer", self, small=True)
        self.print.setMenu(QMenu(self.print))
        self.shelves = QComboBox(self)
        self.shelves.setAccessibleName(texts("Shelf"))
        self.shelve = Button(texts("Put on this shelf"), "map-pin", self, small=True)
        self.shelve.clicked.connect(self._on_shelve)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(texts("Reason of the correction"))
        self.reason.setPlaceholderText(texts("Why? For example: found on shelf A1"))
        self.correct = Button(texts("Found at the desk"), "tools", self, small=True)
        self.correct.clicked.connect(self._on_correct)
        self._details = QWidget(self)
        self._lay()
        self.show_trail(None)

    def show_trail(self, trail: ItemTrail | None) -> None:
        """Show an item and its moves, the newest first; nothing for None."""
        self._item = None if trail is None else trail.item
        self.opening.show_for(None if trail is None else trail.item.id)
        self._details.setVisible(trail is not None)
        self._nothing.setVisible(trail is None)
        if trail is None:
            self._nothing.say("history", self._texts("Choose an item to see where it was."))
            return
        item, t = trail.item, self._texts
        words, tone = status(item.status, by_mistake=trail.by_mistake)
        self._name.setText(name_of(item, t.language))
        self._badge.show_word(t(words), tone)
        self.where.setText(t("It was noted by mistake.") if trail.by_mistake else where(item, t))
        promised = "" if item.promised_at is None else t("promised {when}", when=_moment(item, t))
        about = (
            item.short_tag,
            item.customer.name,
            t("Ticket {number}", number=item.request.number),
            promised,
        )
        self.about.setText(" · ".join(part for part in about if part))
        self.steps.show_rows(self._rows(trail))
        self._offer_papers(trail.printable)
        at_desk = item.holder is Holder.DESK
        for piece in (self.shelves, self.shelve):
            piece.setVisible(at_desk)
        self.send_back.setVisible(trail.waits)
        self.open.setVisible(item.holder is not Holder.CUSTOMER and not trail.by_mistake)

    def show_shelf(self, words: str) -> None:
        """Say what stands on a shelf, and show no item any more."""
        self.show_trail(None)
        self._nothing.say("map-pin", words)

    def open_incident(self) -> None:
        """Begin an incident of the item that is shown, or open the one that is being written."""
        if self._item is not None and self.opening.isHidden():
            self.opening.begin()
        elif self._item is not None:
            self.opening.send.click()

    def _offer_opening(self) -> None:
        """Offer to begin an incident only while none is being written: one key, one button."""
        self.wrong.setVisible(self.opening.isHidden())

    def named(self) -> str:
        """Name the item that is shown, as people tell it from others."""
        return " · ".join(
            part for part in (self._name.text(), self._item.short_tag if self._item else "") if part
        )

    def offer_shelves(self, shelves: list[Shelf]) -> None:
        """Offer the shelves to put the item on."""
        chosen = self.shelves.currentData()
        self.shelves.clear()
        for shelf in shelves:
            self.shelves.addItem(shelf.name, shelf.id)
        if chosen is not None:
            self.shelves.setCurrentIndex(max(0, self.shelves.findData(chosen)))

    def allow_correcting(self, *, allowed: bool) -> None:
        """Show what only a supervisor may do."""
        for piece in (self.reason, self.correct):
            piece.setVisible(allowed)

    def _rows(self, trail: ItemTrail) -> list[Row]:
        """Write the moves and what was printed again, the newest first."""
        told = [(step.at, step_words(step, trail.steps, self._texts)) for step in trail.steps]
        told += [(each.at, self._reprint_row(place, each)) for place, each in enumerate(trail.reprints)]
        told.sort(key=lambda each: each[0])
        return [row for _at, row in reversed(told)]

    def _reprint_row(self, place: int, reprint: Reprint) -> Row:
        t = self._texts
        words, _icon = paper_words.PAPERS[reprint.paper]
        state, _tone = paper_words.state(reprint, t)
        title = t("Printed again: {paper}", paper=t(words))
        about = (t("duplicate {n}", n=reprint.copy - 1), state, reprint.staff)
        when = formats.moment_short(reprint.at, t.language)
        said = " · ".join(about)
        return Row(("reprint", place), title, said, "printer", icon_role="soft", lead=when, lead_quiet=True)

    def _offer_papers(self, papers: list[Printable]) -> None:
        menu, t = self.print.menu(), self._texts
        menu.clear()
        for each in papers:
            words, _icon = paper_words.PAPERS[each.paper]
            said = t("This label") if each.item_ids else t(words)
            menu.addAction(f"{said} · {each.number}", partial(self.print_asked.emit, each))

    def _on_open(self) -> None:
        if self._item is not None:
            self.open_asked.emit(self._item.id)

    def _on_send_back(self) -> None:
        if self._item is not None:
            self.return_asked.emit(self._item.id)

    def _on_shelve(self) -> None:
        shelf_id = self.shelves.currentData()
        if self._item is not None and isinstance(shelf_id, int):
            self.shelve_asked.emit(self._item.id, shelf_id)

    def _on_correct(self) -> None:
        shelf_id = self.shelves.currentData()
        if self._item is not None:
            self.correct_asked.emit(
                self._item.id, shelf_id if isinstance(shelf_id, int) else 0, self.reason.text()
            )

    def _lay(self) -> None:
        head = FlowLayout(gap=12)
        head.addWidget(self._name)
        head.addWidget(self._badge)
        deeds = FlowLayout(gap=8)
        for piece in (
            self.open,
            self.send_back,
            self.print,
            self.wrong,
            self.shelves,
            self.shelve,
            self.reason,
            self.correct,
        ):
            deeds.addWidget(piece)
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.where)
        column.addWidget(self.about)
        column.addWidget(self.incidents)
        column.addWidget(self.opening)
        column.addWidget(self.steps, 1)
        column.addLayout(deeds)
        self._column = column
        self.body.addWidget(self._details, 1)
        self.body.addWidget(self._nothing, 1)
        theme.follow(self, self._fit_inside)

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(10))
        self.reason.setMinimumWidth(theme.px(300))


def where(item: Item, texts: Texts) -> str:
    """Say where an item is now."""
    if item.holder is Holder.DESK:
        return (
            texts("It is at the desk, shelf {shelf}.", shelf=item.shelf.name)
            if item.shelf
            else texts("It is at the desk.")
        )
    if item.holder is Holder.PROVIDER:
        return texts("{provider} has it.", provider="" if item.provider is None else item.provider.name)
    if item.holder is Holder.CARRIER:
        return texts("The carrier has it.")
    return texts("{name} has it.", name=item.customer.name)


def _moment(item: Item, texts: Texts) -> str:
    if item.promised_at is None:
        return ""
    local = moments.local(item.promised_at)
    return f"{formats.day_short(local.date(), texts.language)}, {formats.hour(local.time(), texts.language)}"
