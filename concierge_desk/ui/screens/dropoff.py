"""Drop-off: find or make the customer, count the pieces, say their state, record and print."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import codes
from concierge_desk.errors import DeskError, NothingToRecord, UnknownCode
from concierge_desk.models import Article, Customer, Draft, Facts, Item, Provider, Request, Service
from concierge_desk.models import Offer as Offered
from concierge_desk.operations import catalogue, customers, deeds, handins, scans
from concierge_desk.ui import theme, undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.customers_finder import CustomerFinder
from concierge_desk.ui.screens.dropoff_counter import CounterPage
from concierge_desk.ui.screens.dropoff_draft import DraftKeeper
from concierge_desk.ui.screens.dropoff_form import Counted, DropoffForm, PriceList
from concierge_desk.ui.screens.dropoff_list import name_of
from concierge_desk.ui.screens.dropoff_offer import Offer
from concierge_desk.ui.screens.dropoff_typing import ENTER, Typing, has_focus, press_focused
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Title


class DropOff(Screen):
    """The drop-off screen: first who, then what."""

    shows: ClassVar[frozenset[type]] = frozenset({Service, Article, Customer, Item, Provider, Offered})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make both pages; who comes first."""
        super().__init__(context, parent)
        t = context.texts
        self._prices = PriceList()
        self._form: DropoffForm | None = None
        self._left_open: Draft | None = None
        self._asked_for_drafts = False
        self._tag = ""
        self._tagged: Counted | None = None
        self._drafts = DraftKeeper(context, self)
        self.finder = CustomerFinder(context, t("Who is it for?"))
        self.finder.found.connect(self.start)
        self.finder.search.nothing_entered.connect(self._enter)
        self.unfinished = Offer(t, tone="green")
        self.unfinished.accepted.connect(self._resume)
        self.unfinished.refused.connect(self._forget_left_open)
        self.counter = CounterPage(context)
        self._typing = Typing(self.counter)
        self._connect_counter()
        self._who = QWidget()
        self._who_lines = QVBoxLayout(self._who)
        self._who_lines.addWidget(Title(t("New drop-off")))
        self._who_lines.addWidget(self.unfinished)
        self._who_lines.addWidget(self.finder, 1)
        self._lines = QVBoxLayout(self)
        self._pages = QStackedLayout()
        self._lines.addLayout(self._pages)
        self._who_frame = Scroll(self._who)
        self._pages.addWidget(self._who_frame)
        self._pages.addWidget(self.counter)
        theme.follow(self, self._fit)

    # What the window asks of it

    @override
    def refresh(self) -> None:
        """Ask for the price list and the people again."""
        self._prices = PriceList(self.context.desk.ask(catalogue.services))
        self.counter.show_prices(self._prices)
        if self._form is not None:
            self._show_form(self._form)
        self.finder.refresh()
        if not self._asked_for_drafts:
            self._asked_for_drafts = True
            self._offer_left_open()

    @override
    def arrive(self, **what: object) -> None:
        """Start for a customer, with a name that was typed, or with a tag that was scanned."""
        self.refresh_if_stale()
        customer_id, tag, typed = what.get("customer_id"), what.get("tag"), what.get("typed")
        body, uid = what.get("form_body"), what.get("form_uid")
        if isinstance(body, dict) and isinstance(uid, str):
            self._take_over(uid, body)
        if isinstance(customer_id, int):
            self.start(customer_id)
        if isinstance(tag, str):
            self._offer_tag(tag)
        if isinstance(typed, str):
            self.finder.start(typed)
            self.finder.maker.start(typed)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand the open form over to the screen that takes this one's place."""
        if self._form is None or not self._form.pieces:
            return {}
        return {"form_uid": self._form.uid, "form_body": self._form.body()}

    @override
    def take_scan(self, code: str) -> bool:
        """Begin for whose label was scanned; offer to bind a tag that nobody knows to the piece that is looked at."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except UnknownCode:
            if codes.looks_ours(code) or not self._counting() or self.counter.form.piece() is None:
                return False
            self._offer_tag(code)
            return True
        except DeskError:
            return False
        return found.kind is scans.FoundKind.CUSTOMER and self._take_customer(found.id)

    def _take_customer(self, customer_id: int) -> bool:
        """Begin for a person by their label; pieces counted for somebody else are recorded first."""
        form, t = self._form, self.context.texts
        if form is None or not form.pieces or not self._counting():
            self.start(customer_id)
        elif form.customer_id != customer_id:
            self.context.notices.warn(t("This drop-off is for somebody else. First record it with F12."))
        return True

    @override
    def main_action(self) -> None:
        """Record and print; while nobody is chosen, create the person who is being written down."""
        if self._counting():
            self.record()
        elif self.finder.maker.fields.texts_typed()["name"]:
            self.finder.maker.make()
        else:
            self.context.notices.warn(self.context.texts("First choose who the drop-off is for."))

    @override
    def go_back(self) -> bool:
        """Go back one step; nothing counted is lost without a way to take it back."""
        counter = self.counter
        if not self._counting():
            if self.unfinished.asks() and not self.finder.search.field.text():
                self.unfinished.refuse()
                return True
            if self.finder.go_back():
                return True
            if self._form is not None and self._form.customer_id is not None:
                self._open(self._form)
                return True
            return False
        if counter.offer.asks():
            counter.offer.refuse()
        elif counter.choice.asks():
            counter.choice.keep()
        elif has_focus(counter.piece) and counter.piece.close_details():
            counter.focus_tiles()
        else:
            self.abandon()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Give the keys to the field, or to the tiles."""
        if self._counting():
            return self.counter.board.first_tile()
        maker = self.finder.maker.fields
        return maker.field("phone") if maker.field("name").text() else self.finder.search.field.edit

    # What is done here

    def start(self, customer_id: int) -> None:
        """Start for a customer, or go on for another one while changing them."""
        form = self._form
        if form is not None and form.pieces and self._counting() and form.customer_id != customer_id:
            self.abandon()
            form = None
        if form is None:
            form = DropoffForm(self._prices, customer_id)
            self.counter.board.show_first()
        form.customer_id = customer_id
        self._open(form)
        if form.pieces:
            self._drafts.keep(form)

    def abandon(self) -> None:
        """Give the form up, with a way to take it back."""
        form = self._form
        self._close()
        if form is not None:
            self._drafts.forget(form.uid)
            if form.pieces:
                said = self.context.texts("Drop-off abandoned")
                self.context.notices.undoable(said, partial(self._reopen, form))

    def record(self) -> None:
        """Take the pieces in, and print; what is refused is said, and the form stays."""
        form, context = self._form, self.context
        if form is None or form.customer_id is None:
            return
        if not form.pieces:
            context.notices.warn(NothingToRecord().said(context.texts))
            return
        try:
            request = context.desk.do(
                handins.receive,
                customer_id=form.customer_id,
                pieces=form.to_record(),
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=form.uid,
                providers=self.counter.chosen(),
            )
        except DeskError as refusal:
            context.notices.warn(refusal.said(context.texts))
            return
        self._drafts.forget(form.uid)
        self._close()
        take_back = partial(self._take_back, form, deeds.new_uid())
        context.notices.undoable(self._recorded(request, form), take_back)

    def _recorded(self, request: Request, form: DropoffForm) -> str:
        t, wrong = self.context.texts, form.wrong_imeis()
        items = t.many("{n} item", "{n} items", self.context.desk.ask(deeds.pieces, form.uid))
        said = t("Ticket {number} · {items} · recorded", number=request.number, items=items)
        if wrong:
            numbers = ", ".join(str(number) for number in wrong)
            to_check = t("IMEI to check: piece {numbers}", numbers=numbers)
            said = f"{said} · {to_check}"
        return said

    def _take_back(self, form: DropoffForm, uid: str) -> None:
        """Undo what was recorded, and open the form again to mend it."""

        def undone() -> str:
            form.uid = deeds.new_uid()
            self._reopen(form)
            return self.context.texts("The drop-off is taken back. You can change it.")

        undoing.take_back(self.context, form.uid, uid, undone)

    def _take_over(self, uid: str, body: Facts) -> None:
        """Go on with the form of a screen that was left; without a price list it would lose every piece."""
        if not self._prices.services:
            self._prices = PriceList(self.context.desk.ask(catalogue.services))
        self._reopen(DropoffForm.from_body(self._prices, uid, body))

    def _reopen(self, form: DropoffForm) -> None:
        form.prices = self._prices
        self._open(form)
        self._drafts.keep(form)

    # Its pages

    def _counting(self) -> bool:
        return self._pages.currentWidget() is self.counter

    def _open(self, form: DropoffForm) -> None:
        self._form, self._left_open = form, None
        self.unfinished.hide()
        self._show_form(form)
        if form.customer_id is None:
            return
        self._pages.setCurrentWidget(self.counter)
        self.counter.focus_tiles()
        if self._tag and form.pieces:
            self._offer_tag(self._tag)

    def _show_form(self, form: DropoffForm) -> None:
        form.prices = self._prices
        form.pieces = [piece for piece in form.pieces if piece.article_id in self._prices]
        form.current = min(form.current, len(form.pieces) - 1)
        if form.customer_id is not None:
            try:
                greeting = self.context.desk.ask(
                    customers.card, customer_id=form.customer_id, language=self.context.texts.language
                )
            except DeskError as refusal:
                self.context.notices.warn(refusal.said(self.context.texts))
                form.customer_id = None
                self._choose_other()
            else:
                self.counter.show_person(greeting)
        self.counter.show_form(form)

    def _close(self) -> None:
        self._form, self._tag = None, ""
        self._typing.forget()
        self.counter.show_form(DropoffForm(self._prices))
        self._choose_other()

    def _choose_other(self) -> None:
        self._pages.setCurrentWidget(self._who_frame)
        self.finder.start()

    def _hand_back(self) -> None:
        if self._form is not None:
            self.context.go("handback", customer_id=self._form.customer_id)

    # Drafts

    def _offer_left_open(self) -> None:
        draft = self._drafts.left_open()
        form = DropoffForm.from_body(self._prices, draft.uid, draft.body) if draft is not None else None
        if draft is None or form is None or not form.pieces or self._form is not None:
            return
        t = self.context.texts
        items = t.many("{n} item", "{n} items", len(form.pieces))
        name = ""
        if form.customer_id is not None:
            try:
                name = self.context.desk.ask(customers.get, customer_id=form.customer_id).name
            except DeskError:
                form.customer_id = None
        self._left_open = draft
        question = t(
            "A drop-off was not finished: {name}, {items}.", name=name or t("nobody yet"), items=items
        )
        self.unfinished.ask(question, t("Go on with it"), t("Forget it"))

    def _resume(self) -> None:
        draft, self._left_open = self._left_open, None
        if draft is not None:
            self._open(DropoffForm.from_body(self._prices, draft.uid, draft.body))

    def _forget_left_open(self) -> None:
        draft, self._left_open = self._left_open, None
        if draft is None:
            return
        self._drafts.forget(draft.uid)
        form = DropoffForm.from_body(self._prices, draft.uid, draft.body)
        self.context.notices.undoable(self.context.texts("Drop-off abandoned"), partial(self._reopen, form))

    # Pieces

    def _changed(self) -> None:
        if self._form is not None:
            self._drafts.keep(self._form)
            if self._tag and not self.counter.offer.asks():
                self._offer_tag(self._tag)

    # A tag that is already on a piece

    def _offer_tag(self, tag: str) -> None:
        self._tag = tag.strip()
        piece = self.counter.form.piece()
        if not self._counting() or piece is None:
            t = self.context.texts
            self.context.notices.say(t("Tag {tag} read: count its piece, it will be bound to it.", tag=tag))
            return
        t = self.context.texts
        name = name_of(self.counter.form, piece, t.language)
        number = self.counter.form.current + 1
        question = t(
            "Tag {tag}: is it the tag of piece {number}, {name}?", tag=self._tag, number=number, name=name
        )
        self._tagged = piece
        self.counter.offer.ask(question, t("Yes, bind it"), t("No"))
        self.counter.reveal(self.counter.offer)

    def _bind(self) -> None:
        piece, self._tagged = self._tagged, None
        if piece is not None and piece in self.counter.form.pieces:
            piece.tag, self._tag = self._tag, ""
            self.counter.tell()
            self.counter.focus_tiles()

    def _no_tag(self) -> None:
        self._tag = ""

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of the page that is shown; what has no meaning here goes on to the window."""
        entered = Qt.Key(event.key()) in ENTER and self._enter()
        if not entered and not (self._counting() and self._typing.press(event)):
            super().keyPressEvent(event)

    def _enter(self) -> bool:
        asking = self.counter.offer if self._counting() else self.unfinished
        if asking.asks():
            asking.accept()
            return True
        return press_focused(self.window().focusWidget(), fields=self._counting())

    def _connect_counter(self) -> None:
        counter = self.counter
        counter.changed.connect(self._changed)
        counter.record_asked.connect(self.record)
        counter.abandon_asked.connect(self.abandon)
        counter.person.change_asked.connect(self._choose_other)
        counter.person.handback_asked.connect(self._hand_back)
        counter.offer.accepted.connect(self._bind)
        counter.offer.refused.connect(self._no_tag)

    def _fit(self) -> None:
        self._lines.setContentsMargins(theme.px(22), theme.px(20), theme.px(22), theme.px(20))
        self._who_lines.setContentsMargins(0, 0, 0, 0)
        self._who_lines.setSpacing(theme.px(14))
