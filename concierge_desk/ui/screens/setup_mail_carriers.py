"""The carriers: the list at the left, the one that is edited at the right."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Carrier
from concierge_desk.operations import carriers
from concierge_desk.operations.carriers import BadHour, CarrierNameTaken
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row

_PLACES: dict[type[DeskError], str] = {BadHour: "comes_at", CarrierNameTaken: "name"}


class CarriersPart(SetupCard):
    """Adds a carrier, changes one, sets one aside, or moves one up."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, Carrier] = {}
        self._chosen: Carrier | None = None
        self.list = RowList(t("Carriers"), self)
        self.list.chosen.connect(self._choose)
        self.opener = Button(t("New carrier"), "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.fields = {
            "name": LabelledField(t("Name")),
            "phone": LabelledField(t("Phone"), hint="05 56 01 02 03"),
            "comes_at": LabelledField(t("Usual hour"), hint="9:30"),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.takes_out = Chip(t("Also takes mail away"))
        self.active = Chip(t("Comes here"))
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self.up = Button(t("Show earlier in lists"), "stack-2", kind="quiet", small=True)
        self.up.clicked.connect(self._move_up)
        self._lay()
        self._show(None)

    @override
    def refresh(self) -> None:
        """Show the carriers of now; the form stays as it is typed."""
        found = self.context.desk.ask(carriers.every)
        self._known = {each.id: each for each in found}
        self.list.show_rows([self._row(each) for each in found])

    @override
    def save(self) -> None:
        """Keep the carrier that is in the form, then ask for the next one."""
        name = self.fields["name"].text()
        self.record(
            carriers.keep,
            partial(self._done, self.t("{name} is saved.", name=name)),
            carrier_id=None if self._chosen is None else self._chosen.id,
            takes_out=self.takes_out.isChecked(),
            active=self.active.isChecked(),
            **{key: field.text() for key, field in self.fields.items()},
        )

    @override
    def go_back(self) -> bool:
        """Leave the carrier that is edited."""
        edited = self._chosen is not None
        if edited:
            self.begin_new()
        return edited

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list."""
        return self.list

    def begin_new(self) -> None:
        """Ask for a new carrier."""
        self._show(None)
        self.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, sentence: str) -> str:
        self.refresh()
        self.begin_new()
        return sentence

    def _move_up(self) -> None:
        chosen = self._chosen
        order = list(self._known)
        at = order.index(chosen.id) if chosen is not None and chosen.id in order else 0
        if chosen is None or at == 0:
            return
        order[at - 1], order[at] = order[at], order[at - 1]
        self.record(carriers.arrange, partial(self._moved, chosen.name), carrier_ids=order)

    def _moved(self, name: str) -> str:
        self.refresh()
        return self.t("{name} stands one place earlier.", name=name)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])
            self.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, carrier: Carrier | None) -> None:
        self._chosen = carrier
        shown = ("", "", "") if carrier is None else (self._name(carrier), carrier.phone, carrier.comes_at)
        for field, words in zip(self.fields.values(), shown, strict=True):
            field.set_text(words)
            field.accept()
        self.takes_out.setChecked(carrier is None or carrier.takes_out)
        self.active.setChecked(carrier is None or carrier.active)
        self.up.setVisible(carrier is not None)
        self._card.set_title(self.t("New carrier") if carrier is None else self._name(carrier))

    def _name(self, carrier: Carrier) -> str:
        return carrier.name_in(self.t.language)

    def _row(self, carrier: Carrier) -> Row:
        t = self.t
        hour = t("towards {time}", time=carrier.comes_at) if carrier.comes_at else ""
        takes = "" if carrier.takes_out else t("takes nothing away")
        below = " · ".join(part for part in (carrier.phone, hour, takes) if part)
        return Row(
            carrier.id,
            self._name(carrier),
            below,
            "truck-delivery",
            badge="" if carrier.active else t("comes no more"),
            emphasis="" if carrier.active else "faded",
        )

    def _lay(self) -> None:
        left = Card(self.t("Carriers"), "truck-delivery", self)
        left.body.addWidget(self.list, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New carrier"), "edit", self)
        for field in self.fields.values():
            self._card.body.addWidget(field)
        chips = FlowLayout(gap=8)
        for chip in (self.active, self.takes_out):
            chips.addWidget(chip)
        self._card.body.addLayout(chips)
        self._card.body.addWidget(self.keep)
        self._card.body.addWidget(self.up, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((520, 600))
        columns.addWidget(left)
        columns.addWidget(self._card)
        outer.addLayout(columns)
