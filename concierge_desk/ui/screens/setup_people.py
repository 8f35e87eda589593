"""The people who work at the counter: adding somebody, giving somebody a new PIN."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import Role, Staff
from concierge_desk.operations import setting_up, staffing
from concierge_desk.texts import LANGUAGE_NAMES, LANGUAGES, N_
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.pin_page import pin_field
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_rights import RightsCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.segment_bar import Segment

_ROLES = {Role.CONCIERGE: N_("concierge"), Role.SUPERVISOR: N_("supervisor")}


class PeopleCard(SetupCard):
    """Asks for a new person, or for the new PIN of one that was chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, Staff] = {}
        self._chosen: Staff | None = None
        self.list = RowList(t("The team"), self)
        self.list.chosen.connect(self._choose)
        self.opener = Button(t("New person"), "user-plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        pin, again = t("PIN, 4 digits or more"), t("The same PIN again")
        self.fields = {
            "name": LabelledField(t("First name")),
            "pin": LabelledField(pin, edit=pin_field(pin, self)),
            "again": LabelledField(again, edit=pin_field(again, self)),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.role = Choice(t("Role"), [Segment(role.value, t(words)) for role, words in _ROLES.items()])
        self.language = Choice(t("Language"), [Segment(key, LANGUAGE_NAMES[key]) for key in LANGUAGES])
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self._lay()

    @override
    def refresh(self) -> None:
        """Show who works here."""
        found = self.context.desk.ask(staffing.staff_on_duty)
        self._known = {each.id: each for each in found}
        self.list.show_rows([self._row(each) for each in found])

    @override
    def save(self) -> None:
        """Keep the new person, or the new PIN."""
        pin = self.fields["pin"].text()
        if pin != self.fields["again"].text():
            self.refuse_field("again", self.t("The two PINs are not the same. Type them again."))
        elif self._chosen is not None:
            self._change_pin(self._chosen, pin)
        else:
            self._add(pin)

    @override
    def go_back(self) -> bool:
        """Leave the person whose PIN was to be changed."""
        chosen = self._chosen is not None
        if chosen:
            self.begin_new()
        return chosen

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list."""
        return self.list

    def begin_new(self) -> None:
        """Ask for a new person."""
        self._show(None)

    def _add(self, pin: str) -> None:
        name = self.fields["name"].text()
        self.record(
            setting_up.add_person,
            partial(self._added, name),
            name=name,
            role=Role(self.role.bar.current()),
            language=self.language.bar.current(),
            pin=pin,
        )

    def _added(self, name: str) -> str:
        self.refresh()
        self.begin_new()
        return self.t("{name} can sign in now.", name=name)

    def _change_pin(self, person: Staff, pin: str) -> None:
        self.record(
            setting_up.change_pin, partial(self._pin_changed, person.name), person_id=person.id, pin=pin
        )

    def _pin_changed(self, name: str) -> str:
        self.begin_new()
        return self.t("{name} has a new PIN.", name=name)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])

    def _show(self, person: Staff | None) -> None:
        self._chosen = person
        for field in self.fields.values():
            field.set_text("")
            field.accept()
        for piece in (self.fields["name"], self.role, self.language):
            piece.setVisible(person is None)
        named = self.t("New PIN for {name}", name=person.name) if person is not None else ""
        self._card.set_title(named or self.t("New person"))
        first = self.fields["name" if person is None else "pin"]
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, person: Staff) -> Row:
        below = f"{self.t(_ROLES[person.role])} · {LANGUAGE_NAMES.get(person.language, '')}"
        return Row(person.id, person.name, below, "user")

    def _lay(self) -> None:
        left = Card(self.t("The team"), "users", self)
        left.body.addWidget(self.list, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New person"), "edit", self)
        for piece in (
            self.fields["name"],
            self.role,
            self.language,
            self.fields["pin"],
            self.fields["again"],
            self.keep,
        ):
            self._card.body.addWidget(piece)
        self._card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((400, 400, 400), least=(300, 300, 300))
        for card in (left, self._card, RightsCard(self.t, self)):
            columns.addWidget(card)
        outer.addLayout(columns)
