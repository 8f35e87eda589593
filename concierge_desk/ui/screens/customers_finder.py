"""Who is it for: a field that finds a person while one types, and a card that makes a new one, side by side.

finder = CustomerFinder(context)
finder.found.connect(self._start)       # int: the customer's key, found or just made
finder.refresh(); finder.start("dupo")
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Customer
from concierge_desk.operations import customers, deeds, search, typed
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import CustomerFields
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.words import Words

NEW = "new"
_MATCHES = 8
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def about(customer: Customer) -> str:
    """Say in a line what tells a person from another of the same name."""
    return " · ".join(filter(None, (customer.company, customer.place, customer.phone)))


class CustomerSearch(Card):
    """A field and, below it, who came last or who matches; `wanted` carries a name that is to be made new.

    `nothing_entered` tells of Enter where nobody is pointed at.
    """

    chosen = Signal(int)
    wanted = Signal(str)
    nothing_entered = Signal()

    def __init__(
        self,
        context: Context,
        title: str,
        parent: QWidget | None = None,
        *,
        recent: int = 8,
        most: int = _MATCHES,
    ) -> None:
        """Make it empty; `recent` and `most` bound the rows."""
        super().__init__(title, "users", parent)
        t = context.texts
        self._context, self._recent, self._most = context, recent, most
        self._looked = ""
        hint = t("Name, phone, company…")
        self.field = SearchField(t("Find a customer"), hint, self._look, icon="user-search")
        self.field.edit.textEdited.connect(self._edited)
        self.field.edit.installEventFilter(self)
        self._heading = Words("", 14, "soft")
        self.rows = RowList(t("Customers"))
        self.rows.chosen.connect(self._choose)
        self._empty = EmptyState("user-plus", t("Nobody here yet. Type a name, then press Enter."))
        for piece in (self.field, self._heading, self.rows, self._empty):
            self.body.addWidget(piece)
        self.body.setStretchFactor(self.rows, 1)
        self.body.setStretchFactor(self._empty, 1)
        self._empty.hide()

    def refresh(self) -> None:
        """Show again who came last, or who matches."""
        typed = self.field.text().strip()
        if typed:
            self._look(typed)
        else:
            self._show_recent()

    def start(self, typed: str = "") -> None:
        """Begin to look for somebody."""
        self.field.clear()
        self.field.edit.setText(typed)
        self.refresh()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shown(self) -> list[int]:
        """List the people who are shown, from the first to the last."""
        return [row.key for row in self.rows.rows() if isinstance(row.key, int)]

    def pointed(self) -> list[int]:
        """Tell the person the cursor is on; nobody where it is on none."""
        key = self.rows.current_key()
        return [key] if isinstance(key, int) else []

    def mark(self, customer_id: int) -> None:
        """Put the cursor on a person, where they are shown."""
        self.rows.mark(customer_id)

    def _look(self, typed: str) -> Sequence[Row]:
        again, self._looked = typed == self._looked, typed
        hits = self._context.desk.ask(search.customers_matching, words=typed, limit=self._most)
        t = self._context.texts
        rows = [Row(hit.id, hit.title, hit.subtitle, icon="user") for hit in hits]
        about_new = t("Somebody else with this name") if rows else t("Press Enter to write them down")
        new = Row(NEW, t("New customer: {name}", name=typed), about_new, icon="user-plus")
        said = t.many("{n} customer", "{n} customers", len(rows)) if rows else t("Nobody by this name")
        self._show([*rows, new], said, keep=again)
        return ()

    def _show_recent(self) -> None:
        self._looked = ""
        people = self._context.desk.ask(customers.recent, limit=self._recent)
        rows = [Row(each.id, each.name, about(each), icon="user") for each in people]
        self._show(rows, self._context.texts("Seen lately") if rows else "")

    def _show(self, rows: list[Row], heading: str, *, keep: bool = False) -> None:
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if keep and self.rows.current_key() is not None:
            return
        if rows and self.field.text().strip():
            self.rows.mark(rows[0].key)
        else:
            self.rows.setCurrentIndex(self.rows.model().index(-1, 0))

    def _edited(self, typed: str) -> None:
        if not typed.strip():
            self._show_recent()

    def _choose(self, key: object) -> None:
        if key == NEW:
            self.wanted.emit(self.field.text().strip())
        elif isinstance(key, int):
            self.chosen.emit(key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the rows by arrows and choose by Enter, while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS or key in _ENTER:
                if self._looked != self.field.text().strip():
                    self.field.look_up()
                if key in _STEPS:
                    self.rows.step(_STEPS[key])
                elif not self.rows.choose_current():
                    self.nothing_entered.emit()
                return True
            if key == Qt.Key.Key_Escape and self.field.text():
                self.start()
                return True
        return super().eventFilter(watched, event)


class CustomerMaker(Card):
    """The card of a new person: a name is enough; `made` carries the key."""

    made = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make it empty."""
        t = context.texts
        super().__init__(t("New customer"), "user-plus", parent)
        self._context = context
        self._uid = deeds.new_uid()
        self.fields = CustomerFields(t, with_note=False)
        # Queued: the key that entered must be done with before the focus goes elsewhere.
        self.fields.entered.connect(self.make, Qt.ConnectionType.QueuedConnection)
        self._hint = Words(t("The name is enough. The rest can come later."), 15, "soft")
        self.button = Button(t("Create the customer"), "check")
        self.button.clicked.connect(self.make)
        self.fields.field("name").edit.textChanged.connect(self._named)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.button)
        self.body.addStretch(1)

    def start(self, typed: str) -> None:
        """Begin with what was typed: a name, or a telephone number."""
        self.forget()
        digits = sum(each.isdigit() for each in typed)
        key = "phone" if digits > len(typed) / 2 else "email" if "@" in typed else "name"
        said = typed.title() if key == "name" and typed == typed.lower() else typed
        self.fields.field(key).set_text(said)
        goal = "phone" if key == "name" and typed else "name"
        self.fields.field(goal).edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Begin a new form, for another person."""
        self._uid = deeds.new_uid()
        self.fields.clear()

    def _named(self, typed: str) -> None:
        """Make the button the main one once there is a name."""
        self.button.set_kind("primary" if typed.strip() else "secondary")

    def make(self) -> None:
        """Register the person; what is wrong is said under its field."""
        desk, fields = self._context.desk, self.fields
        said: dict[str, Any] = dict(fields.texts_typed())
        try:
            customer = desk.do(
                customers.register,
                at=self._context.clock.now(),
                notify=fields.chosen_notify(),
                language=fields.chosen_language(),
                is_company=fields.is_company(),
                staff_id=self._context.staff().id,
                deed_uid=self._uid,
                **said,
            )
        except DeskError as refusal:
            fields.refuse(refusal)
            return
        if typed.name(fields.texts_typed()["name"]) != customer.name:
            # The first answer was lost and the form was changed since: the person is as they were first written down.
            t = self._context.texts
            self._context.notices.say(t("{name} is written down already.", name=customer.name))
        self.forget()
        self.made.emit(customer.id)


class CustomerFinder(QWidget):
    """Find somebody at the left, or write somebody new down at the right."""

    found = Signal(int)

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        """Make both cards empty."""
        super().__init__(parent)
        self.search = CustomerSearch(context, title)
        self.maker = CustomerMaker(context)
        self.search.chosen.connect(self.found)
        self.search.wanted.connect(self.maker.start)
        self.maker.made.connect(self.found)
        self._lines = QVBoxLayout(self)
        columns = Columns((700, 500), least=(330, 330))
        columns.addWidget(self.search)
        columns.addWidget(self.maker)
        self._lines.addLayout(columns, 1)
        theme.follow(self, self._fit)

    def refresh(self) -> None:
        """Show again who came last, or who matches."""
        self.search.refresh()

    def start(self, typed: str = "") -> None:
        """Begin to look for somebody."""
        self.maker.forget()
        self.search.start(typed)

    def go_back(self) -> bool:
        """Leave the new person, or empty the search; False when there is nothing to leave."""
        if any(self.maker.fields.texts_typed().values()):
            self.start(self.search.field.text())
            return True
        if self.search.field.text():
            self.start()
            return True
        return False

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
