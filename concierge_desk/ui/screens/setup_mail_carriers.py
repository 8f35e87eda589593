"""The carriers: the list at the left, the one that is edited at the right."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Carrier
from concierge_desk.models.carrier import HAND
from concierge_desk.operations import carriers
from concierge_desk.operations.carriers import BadHour, CarrierNameTaken
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_listed import ListedPart
from concierge_desk.ui.screens.setup_mail_fields import beside
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

_PLACES: dict[type[DeskError], str] = {BadHour: "comes_at", CarrierNameTaken: "name"}


class CarriersPart(ListedPart[Carrier]):
    """Adds a carrier, changes one, sets one aside, or moves one up."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        t = context.texts
        super().__init__(context, t("Carriers"), t("New carrier"), parent)
        self.fields = {
            "name": LabelledField(t("Name")),
            "phone": LabelledField(t("Phone"), hint="05 56 01 02 03"),
            "comes_at": LabelledField(t("Usual hour"), hint="9:30"),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.takes_out = Chip(t("Also takes mail away"))
        self.active = Chip(t("Comes here"))
        self.relay = Chip(t("We are a relay point of it"))
        self.brings: dict[str, Chip] = {}
        self._brought = FlowLayout(gap=8)
        self._brought_title = Words(t("Also brings and takes pieces of"), 14, "soft")
        self.up = Button(t("Show earlier in lists"), "stack-2", kind="quiet", small=True)
        self.up.clicked.connect(self._move_up)
        chips = FlowLayout(gap=8)
        for chip in (self.active, self.takes_out, self.relay):
            chips.addWidget(chip)
        contact = beside(self.fields["phone"], self.fields["comes_at"])
        form: tuple[QWidget | QLayout, ...] = (
            self.fields["name"], contact, chips, self._brought_title, self._brought,
        )  # fmt: skip  # from top to bottom
        self.lay("truck-delivery", form, self.up)
        self.show_one(None)

    @override
    def refresh(self) -> None:
        """Show the carriers of now; the form stays as it is typed."""
        found = self.context.desk.ask(carriers.every)
        self.known = {each.id: each for each in found}
        self._offer(found)
        self.list.show_rows([self._row(each) for each in found])

    @override
    def save(self) -> None:
        """Keep the carrier that is in the form, then ask for the next one."""
        name = self.fields["name"].text()
        self.record(
            carriers.keep,
            partial(self.begin_again, self.t("{name} is saved.", name=name)),
            carrier_id=None if self.chosen is None else self.chosen.id,
            takes_out=self.takes_out.isChecked(),
            active=self.active.isChecked(),
            relay=self.relay.isChecked(),
            brings=[key for key, chip in self.brings.items() if chip.isChecked() and not chip.isHidden()],
            **{key: field.text() for key, field in self.fields.items()},
        )

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list."""
        return self.list

    @override
    def first_field(self, kept: Carrier | None) -> QWidget:
        """Begin at the name."""
        del kept
        return self.fields["name"].edit

    def _move_up(self) -> None:
        chosen = self.chosen
        order = list(self.known)
        at = order.index(chosen.id) if chosen is not None and chosen.id in order else 0
        if chosen is None or at == 0:
            return
        order[at - 1], order[at] = order[at], order[at - 1]
        self.record(carriers.arrange, partial(self._moved, chosen.name), carrier_ids=order)

    def _moved(self, name: str) -> str:
        self.refresh()
        return self.t("{name} stands one place earlier.", name=name)

    @override
    def show_one(self, kept: Carrier | None) -> None:
        """Show a carrier, or an empty form."""
        self.chosen = kept
        shown = ("", "", "") if kept is None else (self._name(kept), kept.phone, kept.comes_at)
        for field, words in zip(self.fields.values(), shown, strict=True):
            field.set_text(words)
            field.accept()
        self.takes_out.setChecked(kept is None or kept.takes_out)
        self.active.setChecked(kept is None or kept.active)
        self.relay.setChecked(kept is not None and kept.relay)
        self._show_brings(kept)
        self.up.setVisible(kept is not None)
        self.sheet.set_title(self.t("New carrier") if kept is None else self._name(kept))

    def _offer(self, found: Sequence[Carrier]) -> None:
        """Offer a chip for each carrier that another may bring for."""
        for each in found:
            if each.key not in self.brings and each.key != HAND:
                self.brings[each.key] = Chip("", self)
                self._brought.addWidget(self.brings[each.key])
            if each.key in self.brings:
                self.brings[each.key].setText(self._name(each))

    def _show_brings(self, kept: Carrier | None) -> None:
        """Tick for whom a carrier brings; what is handed in comes with no carrier."""
        alone = kept is not None and kept.key == HAND
        self.relay.setVisible(not alone)
        self._brought_title.setVisible(not alone)
        for key, chip in self.brings.items():
            chip.setVisible(not alone and (kept is None or key != kept.key))
            chip.setChecked(kept is not None and key in kept.brings)

    def _name(self, carrier: Carrier) -> str:
        return carrier.name_in(self.t.language)

    def _row(self, carrier: Carrier) -> Row:
        t = self.t
        hour = t("towards {time}", time=carrier.comes_at) if carrier.comes_at else ""
        takes = "" if carrier.takes_out else t("takes nothing away")
        relay = t("relay point") if carrier.relay else ""
        below = " · ".join(part for part in (carrier.phone, hour, relay, takes) if part)
        return Row(
            carrier.id,
            self._name(carrier),
            below,
            "truck-delivery",
            badge="" if carrier.active else t("comes no more"),
            emphasis="" if carrier.active else "faded",
        )
