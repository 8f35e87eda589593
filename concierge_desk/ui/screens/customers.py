"""Customers: find a person, see and change what we know of them, and go on to a drop-off or a hand-back."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Channel, Collector, Customer, Item, Notify, Request
from concierge_desk.operations import customers, handbacks, history, procurations
from concierge_desk.ui import authorising, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.deed_uids import DeedUids
from concierge_desk.ui.pigeonhole_printing import PigeonholePrinting
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.customers_agents import Agents
from concierge_desk.ui.screens.customers_finder import CustomerMaker, CustomerSearch
from concierge_desk.ui.screens.customers_first import FirstPage
from concierge_desk.ui.screens.customers_person import PersonPage
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.scroll import Scroll

Value = str | Notify | bool | list[str]
"""What one field of a person holds."""
_MANY = 50
_BOTH_FIT = 720
"""Design pixels from which on the list and a person stand side by side."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Customers(Screen):
    """The people at the left, one of them at the right."""

    shows: ClassVar[frozenset[type]] = frozenset({Customer, Collector, Item, Request})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make the screen empty."""
        super().__init__(context, parent)
        t = context.texts
        self._shown: Customer | None = None
        self._uids = DeedUids()
        # What is made in its place is dressed once.
        self._right = QStackedWidget(self)
        self.search = CustomerSearch(context, t("Customers"), self, recent=_MANY, most=_MANY)
        self.search.chosen.connect(self.show_customer)
        self.search.wanted.connect(self.write_down)
        self.new = Button(t("New customer"), "user-plus", small=True)
        self.new.clicked.connect(self.write_down)
        self.labels = Button(t("Pigeonhole labels of this list"), "tag", small=True)
        self.labels.clicked.connect(self._print_list)
        self._printing = PigeonholePrinting(context)
        for button in (self.new, self.labels):
            self.search.body.addWidget(button)
        self._nobody = FirstPage(t, self._right)
        self._nobody.chosen.connect(self.show_customer)
        self._person_frame = Scroll(partial(PersonPage, t), self._right)
        self.person = cast("PersonPage", self._person_frame.page())
        self._maker_frame = Scroll(partial(CustomerMaker, context), self._right)
        self.maker = cast("CustomerMaker", self._maker_frame.page())
        self.maker.made.connect(self.show_customer)
        self._connect_person()
        for page in (self._nobody, self._person_frame, self._maker_frame):
            self._right.addWidget(page)
        self._columns = Columns((370, 830), least=(300, 340))
        self._columns.addWidget(self.search)
        self._columns.addWidget(self._right)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._columns)
        self._right.currentChanged.connect(self._share)
        theme.follow(self, self._fit)

    # What the window asks of it

    @override
    def refresh(self) -> None:
        """Ask for the people, and for the one who is shown, again."""
        self.search.refresh()
        self._nobody.show_ending(self.context.desk.ask(procurations.expiring, on=self._today()))
        if self._shown is not None:
            self._show(self._shown.id)

    @override
    def expect(self, **what: object) -> None:
        """Leave the asking to `arrive` where it shows a customer: it asks for the people as well."""
        if isinstance(what.get("customer_id"), int):
            self.stale = False

    @override
    def arrive(self, **what: object) -> None:
        """Show a customer, with the form of a procuration if that is wanted, or look for what was typed."""
        customer_id, typed = what.get("customer_id"), what.get("typed")
        if isinstance(customer_id, int):
            self.show_customer(customer_id)
            if what.get("procuration") and self._shown is not None:
                self.person.collectors.open_form()
        if isinstance(typed, str):
            self.search.start(typed)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand the person who is shown over."""
        return {} if self._shown is None else {"customer_id": self._shown.id}

    @override
    def main_action(self) -> None:
        """Begin a drop-off for who is shown, or finish what is written: a procuration, somebody new."""
        if self._right.currentWidget() is self._maker_frame:
            self.maker.make()
        elif self._shown is not None and self.person.collectors.is_asking():
            self.person.collectors.add()
        elif self._shown is not None:
            self._drop_off()
        else:
            self.context.notices.warn(self.context.texts("First choose a customer."))

    @override
    def go_back(self) -> bool:
        """Close what is open, then the person; False when only the list is left."""
        if self.person.collectors.isVisible() and self.person.collectors.close_form():
            return True
        if self._right.currentWidget() is not self._nobody:
            self._leave()
            return True
        if self.search.field.text():
            self.search.start()
            return True
        return False

    @override
    def first_focus(self) -> QWidget | None:
        """Give the keys to the procuration that is being written, or to the search.

        What was looked for before is marked, so that typing takes its place.
        """
        if self._shown is not None and self.person.collectors.is_asking():
            return self.person.collectors.form.name.edit
        self.search.field.edit.selectAll()
        return self.search.field.edit

    # People

    def show_customer(self, customer_id: int) -> None:
        """Show a customer."""
        self.search.refresh()
        if self._show(customer_id):
            self.search.mark(customer_id)
            self._person_frame.verticalScrollBar().setValue(0)
            self.person.dropoff.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_down(self, typed: object = "") -> None:
        """Begin to write somebody new down."""
        self._shown = None
        self._right.setCurrentWidget(self._maker_frame)
        self.maker.start(typed if isinstance(typed, str) else "")

    def _show(self, customer_id: int) -> bool:
        ask, language = self.context.desk.ask, self.context.texts.language
        try:
            greeting = ask(customers.card, customer_id=customer_id, language=language)
            things = ask(handbacks.everything_for, customer_id=customer_id, language=language)
            past = ask(history.requests_of, customer_id=customer_id, language=language)
        except DeskError as refusal:
            self.context.notices.warn(refusal.said(self.context.texts))
            self._leave()
            return False
        if self._shown is None or self._shown.id != customer_id:
            self.person.erase.close_question()
            self.person.collectors.close_form()
        self._shown = greeting.customer
        self.person.show_person(greeting, self._today())
        self.person.show_things(things.rows)
        self.person.show_past(past)
        self._right.setCurrentWidget(self._person_frame)
        return True

    def _leave(self) -> None:
        self._shown = None
        self._right.setCurrentWidget(self._nobody)
        self.search.field.focus_and_select()

    def _today(self) -> date:
        return moments.day_of(self.context.clock.now())

    # Details, kept as they are left

    def _field_left(self, key: str) -> None:
        """Keep a field that was changed, with a way to take it back."""
        before, fields = self._shown, self.person.fields
        if before is None:
            return
        now: dict[str, Value] = {**fields.texts_typed()}
        now |= {"notify": fields.chosen_notify(), "language": fields.chosen_language()}
        now |= {"is_company": fields.is_company(), "refuses": fields.refuses()}
        if now[key] != getattr(before, key):
            self._keep(before.id, key, now[key], getattr(before, key))

    def _keep(self, customer_id: int, key: str, value: Value, before: Value | None = None) -> None:
        context = self.context
        doing = (customer_id, key)
        try:
            self._change(customer_id, key, value, self._uids.of(doing, value))
        except DeskError as refusal:
            if key in self.person.fields.texts_typed():
                self.person.fields.field(key).refuse(refusal.said(context.texts))
            else:
                context.notices.warn(refusal.said(context.texts))
            return
        self._uids.over(doing)
        if key in self.person.fields.texts_typed():
            self.person.fields.field(key).edit.setModified(False)
        if before is None:
            context.notices.say(context.texts("As it was before."))
        else:
            context.notices.undoable(context.texts("Kept"), partial(self._keep, customer_id, key, before))

    def _change(self, customer_id: int, key: str, value: Value, uid: str) -> None:
        said: dict[str, Any] = {key: value}
        if isinstance(value, list):
            said = {key: [Channel(each) for each in value]}
        self.context.desk.do(
            customers.update,
            customer_id=customer_id,
            at=self.context.clock.now(),
            staff_id=self.context.staff().id,
            deed_uid=uid,
            **said,
        )

    # Forgetting

    def _erase(self) -> None:
        """Erase who is shown, beside the window: the words of years are gone through."""
        shown, context = self._shown, self.context
        if shown is None:
            return
        self.person.erase.sure.setEnabled(False)
        customer_id, staff_id = shown.id, context.staff().id
        uid = self._uids.of(("erase", customer_id))

        def erase(authorisation_id: int | None) -> Customer:
            return context.desk.do(
                customers.erase,
                customer_id=customer_id,
                at=context.clock.now(),
                staff_id=staff_id,
                deed_uid=uid,
                authorisation_id=authorisation_id,
            )

        # The people are asked for again before the answer comes: who is erased is no longer shown by then.
        self._leave()
        authorising.attempt(
            context,
            erase,
            self._erased,
            what=shown.name,
            refused=partial(self._not_erased, customer_id),
            dropped=partial(self._still_there, customer_id),
            beside=self,
        )

    def _erased(self, _customer: Customer) -> str:
        self.person.erase.sure.setEnabled(True)
        return self.context.texts("The person is erased.")

    def _not_erased(self, customer_id: int, error: DeskError) -> None:
        self._still_there(customer_id)
        self.context.notices.warn(error.said(self.context.texts))

    def _still_there(self, customer_id: int) -> None:
        """Show who is not erased again, unless somebody else is looked at by now."""
        self.person.erase.sure.setEnabled(True)
        if self._shown is None:
            self.show_customer(customer_id)

    # Elsewhere

    def _drop_off(self) -> None:
        if self._shown is not None:
            self.context.go("dropoff", customer_id=self._shown.id)

    def _hand_back(self) -> None:
        if self._shown is not None:
            self.context.go("handback", customer_id=self._shown.id)

    def _item(self, item_id: object) -> None:
        self.context.go("items", item_id=item_id)

    def _request(self, request_id: object) -> None:
        if self._shown is None:
            return
        past = self.context.desk.ask(history.requests_of, customer_id=self._shown.id)
        number = next((each.number for each in past if each.request_id == request_id), "")
        self.context.go("items", typed=number)

    def _print_list(self) -> None:
        """Print the labels of all who are shown in the list."""
        self._printing.of_people(self.search.shown())

    def _print_label(self) -> None:
        """Print the label of who is shown, or of who the cursor is on."""
        self._printing.of_people(self.search.pointed() if self._shown is None else [self._shown.id])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, or leave the field and keep it; print by its key."""
        focused: QWidget | None = self.window().focusWidget()
        if QKeySequence(event.keyCombination()) == shortcuts.sequence("label"):
            self._print_label()
        elif Qt.Key(event.key()) not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton):
            focused.click()
        elif not isinstance(focused, QLineEdit):
            super().keyPressEvent(event)

    def _connect_person(self) -> None:
        person = self.person
        person.fields.left.connect(self._field_left)
        self._agents = Agents(self.context, person.collectors, lambda: self._shown, self._uids)
        # Once the form has its place it is brought into view.
        person.collectors.turned.connect(self._bring_form, Qt.ConnectionType.QueuedConnection)
        person.erase.asked.connect(self._erase)
        person.dropoff_asked.connect(self._drop_off)
        person.handback_asked.connect(self._hand_back)
        person.label_asked.connect(self._print_label)
        person.things.chosen.connect(self._item)
        person.past.chosen.connect(self._request)

    def _bring_form(self) -> None:
        form = self.person.collectors.form
        if form.isVisible():
            for piece in (form.agree, form.name):
                self._person_frame.ensureWidgetVisible(piece)

    def _share(self) -> None:
        """Show the list and the person side by side, or one of them where there is no room for both."""
        narrow = self.width() < theme.px(_BOTH_FIT)
        chosen = self._right.currentWidget() is not self._nobody
        self.search.setVisible(not narrow or not chosen)
        self._right.setVisible(not narrow or chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one part or both."""
        super().resizeEvent(event)
        self._share()

    def _fit(self) -> None:
        self._share()
        self._lines.setContentsMargins(theme.px(22), theme.px(20), theme.px(22), theme.px(20))
