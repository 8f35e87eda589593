"""The items screen: find anything, and see where it was."""

from collections import Counter
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Customer, Holder, Incident, IncidentKind, Item, Move, Shelf, Staff, Status
from concierge_desk.operations import (
    corrections,
    deeds,
    finding,
    handbacks,
    history,
    incidents,
    scans,
    shelving,
)
from concierge_desk.operations.finding import FoundItem
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.reprints import Printable
from concierge_desk.ui import authorising, reprinting, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.items_trail import Trail
from concierge_desk.ui.status_words import status
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words

_WAIT_MS = 30
_MOST = 100


class Items(Screen):
    """Finds an item by any word of it and shows its whole trail."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, Move, Customer, Shelf, Incident, Staff})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Start with the items that moved last."""
        super().__init__(context, parent)
        t = context.texts
        self._shelf_id: int | None = None
        self._with_incidents = False
        self._item_id: int | None = None
        self._doing: tuple[tuple[object, ...], str] = ((), "")
        self.field = QLineEdit(self)
        self.field.setMaxLength(200)
        self.field.setAccessibleName(t("Find an item"))
        self.field.setPlaceholderText(t("Name, tag, ticket, article, phone…"))
        self._heading = Words("", 16, parent=self, bold=True)
        self.list = RowList(t("Items found"), self)
        self._nothing = EmptyState("search", t("Nothing was found. Try fewer letters."), self)
        self.trail = Trail(context, self)
        self._find_soon = QTimer(self)
        self._find_soon.setSingleShot(True)
        self._lay()
        self._find_soon.timeout.connect(self._find)
        self.field.textEdited.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_enter)
        self.list.marked.connect(self._show)
        self.trail.open_asked.connect(self._on_open)
        self.trail.return_asked.connect(self._on_return)
        self.trail.shelve_asked.connect(self._on_shelve)
        self.trail.correct_asked.connect(self._on_correct)
        self.trail.print_asked.connect(self._on_print)
        self.trail.incidents.asked.connect(self._on_incident)
        self.trail.opening.sent.connect(self._on_wrong)
        self.trail.opening.left.connect(self._leave_opening)

    @override
    def arrive(self, **what: object) -> None:
        """Come with an item, a shelf, or words in mind, or for everything that has an open incident."""
        item_id, shelf_id, typed = what.get("item_id"), what.get("shelf_id"), what.get("typed")
        self._shelf_id = shelf_id if isinstance(shelf_id, int) else None
        self._with_incidents = what.get("incidents") is True
        self.field.setText(typed if isinstance(typed, str) else "")
        self._find()
        if isinstance(item_id, int):
            self.open_item(item_id)
            disputed = what.get("disputed")
            if isinstance(disputed, str):
                self.trail.opening.begin_disputed(disputed)
        elif self._shelf_id is not None:
            self._item_id = None
            self.list.clearSelection()
            self.list.unmark()
            self.trail.show_shelf(self._shelf_words())
        elif self._with_incidents:
            for oldest in self.list.rows()[:1]:
                self.list.mark(oldest.key)
                self._show(oldest.key)

    def open_item(self, item_id: int) -> None:
        """Show the trail of an item."""
        self._item_id = item_id
        self.list.mark(item_id)
        self._show(item_id)

    @override
    def refresh(self) -> None:
        """Ask again."""
        self._find()
        if self._item_id is not None:
            self._show(self._item_id)

    @override
    def take_scan(self, code: str) -> bool:
        """Show what was scanned here: an item's trail, or what stands on a shelf."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is scans.FoundKind.ITEM:
            self.open_item(found.id)
            return True
        if found.kind is scans.FoundKind.SHELF:
            self.arrive(shelf_id=found.id)
            return True
        return False

    @override
    def main_action(self) -> None:
        """Open an incident of the item that is shown."""
        self.trail.open_incident()

    @override
    def go_back(self) -> bool:
        """Leave the incident that is being opened, forget the words, then leave."""
        if not self.trail.opening.isHidden():
            self._leave_opening()
            return True
        if not (self.field.text() or self._with_incidents) and self._shelf_id is None:
            return False
        self.arrive()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Start in the field."""
        return self.field

    def _leave_opening(self) -> None:
        self.trail.opening.hide()
        self.trail.wrong.setFocus()

    def _on_typed(self) -> None:
        self._shelf_id, self._with_incidents = None, False
        self._find_soon.start(_WAIT_MS)

    def _on_enter(self) -> None:
        self._find()
        if self.list.rows():
            self.list.step(1)
            self.list.setFocus()

    def _find(self) -> None:
        t = self.context.texts
        found = self.context.desk.ask(
            finding.items,
            words=self.field.text(),
            shelf_id=self._shelf_id,
            with_incidents=self._with_incidents,
            language=t.language,
            limit=_MOST,
        )
        rows = [self._row(each) for each in found]
        self._say_what(len(rows))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _say_what(self, count: int) -> None:
        """Say which shelf is looked at, that incidents are, or that nothing was found."""
        t = self.context.texts
        if self._with_incidents:
            self._heading.setText(t("Open incidents, the oldest first"))
            self._heading.show()
            self._nothing.say("check", t("No incident is open."))
            return
        shelves = {each.id: each.name for each in self.context.desk.ask(shelving.shelves)}
        shelf = shelves.get(self._shelf_id or 0, "")
        items = t.many("{n} item", "{n} items", count)
        self._heading.setText(t("Shelf {shelf}: {items}", shelf=shelf, items=items) if shelf else "")
        self._heading.setVisible(bool(shelf))
        if shelf:
            self._nothing.say("map-pin", t("Nothing stands on shelf {shelf}.", shelf=shelf))
        else:
            self._nothing.say("search", t("Nothing was found. Try fewer letters."))

    def _shelf_words(self) -> str:
        """Say how many things stand on the shelf, and how far they are."""
        counts = Counter(row.badge for row in self.list.rows())
        return "\n".join([self._heading.text(), *(f"{words}: {count}" for words, count in counts.items())])

    def _row(self, found: FoundItem) -> Row:
        t = self.context.texts
        words, tone = status(found.status, by_mistake=found.by_mistake)
        return Row(
            key=found.item_id,
            title=found.label,
            subtitle=" · ".join(part for part in (found.owner, found.ticket, found.place) if part),
            icon=found.icon,
            tag=found.short_tag,
            badge=t(words),
            tone=tone,
        )

    def _show(self, key: object) -> None:
        if not isinstance(key, int):
            return
        self._item_id = key
        try:
            trail = self.context.desk.ask(history.trail, item_id=key)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        self.trail.offer_shelves(self.context.desk.ask(shelving.shelves))
        self.trail.show_trail(trail)
        self._show_incidents(key)
        # What is at the desk already has not to be found there: its work may still be to do.
        elsewhere = trail.item.holder is not Holder.DESK
        self.trail.allow_correcting(allowed=elsewhere)

    def _show_incidents(self, item_id: int) -> None:
        found = self.context.desk.ask(
            incidents.of_item, item_id=item_id, language=self.context.texts.language
        )
        self.trail.incidents.show_incidents(found, self.context.clock.now())

    def _on_incident(self, incident_id: int, form: str) -> None:
        self.context.go("supervise", panel="incidents", incident_id=incident_id, form=form)

    def _on_wrong(self, kind: IncidentKind, note: str, photos: tuple[Picture, ...]) -> None:
        if self._item_id is None:
            return
        try:
            self.context.desk.do(
                incidents.open_incident,
                kind=kind,
                item_id=self._item_id,
                note=note,
                photos=photos,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=self._uid_of("wrong", self._item_id, kind, note, photos),
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        self._doing = ((), "")
        self.trail.opening.forget()
        self.context.notices.say(self.context.texts("The incident is open. You follow it."))

    def _on_open(self, item_id: int) -> None:
        try:
            owner = self.context.desk.ask(handbacks.owner_of_item, item_id=item_id)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        self.context.go("handback", customer_id=owner)

    def _on_return(self, item_id: int) -> None:
        self.context.go("mail", panel="deadlines", item_id=item_id)

    def _on_print(self, printable: Printable) -> None:
        if reprinting.reprint(self.context, printable, self._uid_of("print", printable)):
            self._doing = ((), "")

    def _on_shelve(self, item_id: int, shelf_id: int) -> None:
        try:
            self.context.desk.do(
                shelving.shelve,
                item_ids=[item_id],
                shelf_id=shelf_id,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=self._uid_of("shelve", item_id, shelf_id),
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        self._doing = ((), "")
        self.context.notices.say(self.context.texts("It is on the shelf."))

    def _on_correct(self, item_id: int, shelf_id: int, reason: str) -> None:
        uid, staff_id = self._uid_of("correct", item_id, shelf_id, reason), self.context.staff().id

        def correct(authorisation_id: int | None) -> Item:
            return self.context.desk.do(
                corrections.correct,
                item_id=item_id,
                holder=Holder.DESK,
                shelf_id=shelf_id or None,
                status=Status.BACK,
                reason=reason,
                at=self.context.clock.now(),
                staff_id=staff_id,
                deed_uid=uid,
                authorisation_id=authorisation_id,
            )

        authorising.attempt(self.context, correct, self._corrected, what=self.trail.named())

    def _corrected(self, _item: Item) -> str:
        self._doing = ((), "")
        self.trail.reason.clear()
        return self.context.texts("Corrected. The reason is in its history.")

    def _uid_of(self, *doing: object) -> str:
        """Give the uid of what is being done: pressed again after a lost answer it is the same deed."""
        if self._doing[0] != doing:
            self._doing = (doing, deeds.new_uid())
        return self._doing[1]

    def _lay(self) -> None:
        t = self.context.texts
        found = Card(parent=self)
        found.body.addWidget(self.field)
        found.body.addWidget(self._heading)
        found.body.addWidget(self.list, 1)
        found.body.addWidget(self._nothing, 1)
        columns = Columns((600, 600))
        columns.addWidget(found)
        columns.addWidget(self.trail)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Title(t("Find anything")))
        self._column.addLayout(columns, 1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(22)
        self._column.setContentsMargins(edge, theme.px(20), edge, edge)
        self._column.setSpacing(theme.px(14))
