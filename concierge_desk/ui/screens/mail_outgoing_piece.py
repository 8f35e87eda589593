"""One piece that is to be sent: its kind, for whom, by which carrier, its number, what it weighs and costs.

fields = PieceFields(context); fields.offer(carriers)
fields.entered.connect(self._add)        # Enter in one of its fields
fields.take_number(reading)              # a carrier's number that was scanned
piece = fields.piece()                   # None while something typed is wrong: it is said under its field
fields.go_on()                           # the next piece: kind, carrier, service and weight stay
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Carrier, MailKind
from concierge_desk.money import Money
from concierge_desk.operations import tariffs
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.tariffs import OfferedService
from concierge_desk.texts import N_
from concierge_desk.tracking import Certainty, Check, Reading
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_outgoing_form as forms
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_USUAL = {MailKind.PARCEL: "colissimo", MailKind.EXPRESS: "chronopost"}
"""The carrier that takes a kind where nobody has chosen one; La Poste the others."""
_SERVICES = {
    MailKind.LETTER: N_("Lettre verte…"),
    MailKind.REGISTERED: N_("Recommandé R1…"),
    MailKind.PARCEL: N_("Colissimo domicile…"),
    MailKind.EXPRESS: N_("Chrono 13…"),
}
"""A service as an example, by kind."""
_LABELLED = {MailKind.PARCEL, MailKind.EXPRESS}


class PieceFields(QWidget):
    """The fields of one piece, in the order in which they are asked for."""

    entered = Signal()
    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make them empty."""
        super().__init__(parent)
        t = context.texts
        self._context = context
        self._carriers: dict[str, Carrier] = {}
        self._segments: list[Segment] = []
        self._chosen: dict[MailKind, str] = {}
        self._usual_service: dict[MailKind, str] = {}
        self._services: dict[str, OfferedService] = {}
        self._written: dict[tuple[MailKind, str], str] = {}
        """The services of this piece that were written, not chosen, each for a kind and a carrier."""
        self._way: tuple[MailKind, str] | None = None
        """The kind and the carrier that the service is for."""
        self._said_price = False
        self._is_next = False
        self.kinds = SegmentBar()
        self.kinds.setAccessibleName(t("What it is"))
        self.kinds.show_segments(
            [Segment(kind.value, t(KINDS[kind][0]), KINDS[kind][1]) for kind in forms.KINDS]
        )
        self.addressee = LabelledField(t("For whom?"), hint=t("Name, or town"))
        self.number = LabelledField(t("The carrier’s number"), hint=t("Scan it, or leave it empty"))
        self.carriers = SegmentBar()
        self.carriers.setAccessibleName(t("Carrier"))
        self.own_label = Chip(t("The customer’s own label, paid already"))
        self.services = SegmentBar()
        self.services.setAccessibleName(t("Service"))
        self.formats = SegmentBar()
        self.formats.setAccessibleName(t("Format"))
        self.service = LabelledField(t("Service"))
        self._service_place = _at_the_top(self.service)
        self.weight = LabelledField(t("Weight"), hint=t("in grams"))
        self.price = MoneyEdit(t("Price"), t.language)
        self._price = LabelledField(t("Price"), edit=self.price)
        self._hint = Words("", 14, "soft")
        self._connect()
        self._lay()

    # What is offered

    def offer(self, carriers: Sequence[Carrier]) -> None:
        """Offer the carriers that take something here; the one that was chosen stays."""
        taking = [each for each in carriers if each.takes_out]
        shown = [Segment(each.key, each.name_in(self._context.texts.language)) for each in taking]
        if shown == self._segments:
            return
        self._carriers, self._segments = {each.key: each for each in taking}, shown
        self.carriers.show_segments(shown)
        self._kind_chosen()

    def kind(self) -> MailKind:
        """Tell which kind is chosen."""
        return MailKind(self.kinds.current())

    def use_carrier(self, carrier_id: int) -> bool:
        """Choose a carrier; False when it takes nothing here."""
        key = next((key for key, each in self._carriers.items() if each.id == carrier_id), None)
        if key is not None:
            self._choose_carrier(key)
            self.changed.emit()
        return key is not None

    def use_kind(self, kind: MailKind) -> None:
        """Choose a kind, and the carrier that takes it."""
        if kind in forms.KINDS and kind is not self.kind():
            self.kinds.choose(kind.value)
            self._other_kind()

    # One piece

    def show_piece(self, piece: Outgoing) -> None:
        """Show a piece as it is written down."""
        if piece.kind in forms.KINDS:
            self.kinds.choose(piece.kind.value)
        key = next((key for key, each in self._carriers.items() if each.id == piece.carrier_id), None)
        self._kind_chosen(key)
        self.own_label.setHidden(self.kind() not in _LABELLED)
        self.own_label.setChecked(piece.own_label)
        self.addressee.set_text(piece.addressee)
        self.number.set_text(piece.number)
        self.weight.set_text("" if piece.weight_g is None else str(piece.weight_g))
        self._show_service(piece)
        self.price.set_money(piece.franking)
        # What the list says follows the list: another weight is another price.
        own = piece.franking is not None and piece.franking != self._tariff()
        self._said_price, self._is_next = own, False
        self._written = {}
        for field in self._fields():
            field.accept()
        self._show_price()

    def _show_service(self, piece: Outgoing) -> None:
        """Show how a piece goes; what the list does not know any more stays with it."""
        self.service.set_text(piece.service)
        if not (piece.service and self._services):
            return
        if piece.service not in self._services:
            own = OfferedService(piece.service, (piece.format,), 0, registered=False)
            self._offer_services([own, *self._services.values()])
        self.services.choose(piece.service)
        self._service_chosen()
        if piece.format in self._services[piece.service].formats:
            self.formats.choose(piece.format)

    def piece(self) -> Outgoing | None:
        """Give the piece as it is written; None while something is wrong, which is said under its field."""
        weight, price = self._weight(), self.price.money()
        wrong_price = bool(self.price.text().strip()) and price is None
        if self.weight.text() and weight is None:
            t = self._context.texts
            self.weight.refuse(t("Write the weight in grams: 20, or 1,5 kg."))
        if wrong_price:
            self._price.refuse(self._context.texts("Write the price like 1,39."))
        if wrong_price or (self.weight.text() and weight is None):
            return None
        return Outgoing(
            kind=self.kind(),
            addressee=self.addressee.text(),
            carrier_id=self._carrier_id(),
            number=self.number.text(),
            service=self._service(),
            format=self.formats.current() if self._services else "",
            weight_g=weight,
            franking=None if self.own_label.isChecked() else price,
            own_label=self.own_label.isChecked(),
        )

    def is_begun(self) -> bool:
        """Tell whether something is written that only this piece has."""
        return bool(self.addressee.text() or self.number.text())

    def go_on(self) -> None:
        """Be ready for the next piece: what it is, by whom and how it goes stay; for whom and the number do not."""
        self.addressee.set_text("")
        self.number.set_text("")
        for field in self._fields():
            field.accept()
        self.own_label.setChecked(False)
        self._said_price, self._is_next = self._said_price and not self._services, True
        self._show_price()
        self.addressee.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Be ready for another person's first piece."""
        self.show_piece(Outgoing(MailKind.LETTER))

    def take_number(self, reading: Reading) -> None:
        """Write a carrier's number down; what it surely says of kind and carrier is chosen with it."""
        if reading.kind is not None:
            self.use_kind(MailKind(reading.kind))
        if reading.kind is not None and self.kind() in _LABELLED and self.price.money() is None:
            # A parcel that has its number when it is left has its customer's own label: it is paid.
            self.own_label.setChecked(True)
        if reading.certainty in {Certainty.SURE, Certainty.LIKELY} and reading.carriers[0] in self._carriers:
            self._choose_carrier(reading.carriers[0])
        self.number.set_text(reading.number)
        self.number.accept()
        if reading.check is Check.FAILS:
            t = self._context.texts
            self.number.refuse(t("Its check digit does not fit. Look again."))
        self.changed.emit()

    # What follows from what

    def _other_kind(self) -> None:
        """Choose the carrier of another kind; weight and price of the piece before do not hold for it."""
        if self._is_next:
            self.weight.set_text("")
            self._said_price = False
        self._kind_chosen()

    def _kind_chosen(self, carrier: str | None = None) -> None:
        kind = self.kind()
        self.service.edit.setPlaceholderText(self._context.texts(_SERVICES[kind]))
        self.own_label.setVisible(kind in _LABELLED)
        if kind not in _LABELLED:
            self.own_label.setChecked(False)
        wanted = carrier or self._chosen.get(kind) or _USUAL.get(kind, "la_poste")
        if wanted in self._carriers:
            self.carriers.choose(wanted)
        self._carrier_chosen()

    def _choose_carrier(self, key: str) -> None:
        self.carriers.choose(key)
        self._chosen[self.kind()] = key
        self._carrier_chosen()

    def _carrier_chosen(self) -> None:
        """Offer the services of the carrier that the tariff knows; without any the service is written."""
        self._swap_written_service()
        carrier_id, offered = self._carrier_id(), []
        if carrier_id is not None:
            on = moments.day_of(self._context.clock.now())
            offered = self._context.desk.ask(tariffs.services, carrier_id=carrier_id, on=on)
        registered = self.kind() is MailKind.REGISTERED
        self._offer_services([each for each in offered if each.registered is registered])
        if self._usual_service.get(self.kind()) in self._services:
            self.services.choose(self._usual_service[self.kind()])
        self._service_chosen()

    def _swap_written_service(self) -> None:
        """Let a service that was written for another kind or carrier go; it comes back with them."""
        way = self.kind(), self.carriers.current()
        if way != self._way:
            if self._way is not None:
                self._written[self._way] = self.service.text()
            self.service.set_text(self._written.get(way, ""))
            self._way = way

    def _offer_services(self, services: Sequence[OfferedService]) -> None:
        """Offer services to choose from; where there are none, the service is written."""
        self._services = {each.service: each for each in services}
        self.services.show_segments([Segment(name, name) for name in self._services])
        self.services.setVisible(bool(services))
        self._service_place.setVisible(not services)

    def _use_service(self, name: str) -> None:
        """Choose a service; it stays for the next pieces of this kind."""
        self._usual_service[self.kind()] = name
        self._service_chosen()

    def _service_chosen(self) -> None:
        chosen = self._services.get(self.services.current())
        offered = chosen.formats if chosen is not None else ()
        t = self._context.texts
        self.formats.show_segments([Segment(each, each or t("Usual format")) for each in offered])
        self.formats.setVisible(len(offered) > 1)
        self._show_price()

    def _show_price(self) -> None:
        """Show the price of the tariff, unless another one is written; say where it comes from."""
        t, paid = self._context.texts, self.own_label.isChecked()
        self.price.setEnabled(not paid)
        if paid:
            self.price.set_money(None)
            self._hint.setText(t("The label is paid: there is nothing to frank."))
            return
        price = self._tariff()
        if not self._said_price:
            self.price.set_money(price)
        if price is not None and self.price.money() not in {None, price}:
            amount = formats.money(price, t.language)
            self._hint.setText(t("Your list says {amount}. The price written here stays.", amount=amount))
        elif price is not None:
            self._hint.setText(t("This is the price of your list."))
        elif self._services and self._weight() is None:
            self._hint.setText(t("Write the weight to find the price."))
        else:
            self._hint.setText(t("No price in your list. Write what the stamp costs, or do it later."))

    def _tariff(self) -> Money | None:
        carrier_id, weight = self._carrier_id(), self._weight()
        if carrier_id is None or weight is None or not self._service():
            return None
        found = self._context.desk.ask(
            tariffs.price_of,
            carrier_id=carrier_id,
            service=self._service(),
            format=self.formats.current(),
            weight_g=weight,
            on=moments.day_of(self._context.clock.now()),
        )
        return None if found is None else found.price

    def _weighed(self) -> None:
        self._is_next = False
        self.weight.accept()
        self._show_price()

    def _priced(self) -> None:
        self._is_next = False
        self._price.accept()
        self._said_price = bool(self.price.text().strip())

    # What is written

    def _carrier_id(self) -> int | None:
        carrier = self._carriers.get(self.carriers.current())
        return None if carrier is None else carrier.id

    def _service(self) -> str:
        return self.services.current() if self._services else self.service.text()

    def _weight(self) -> int | None:
        return forms.weight_of(self.weight.text())

    def _fields(self) -> tuple[LabelledField, ...]:
        return (self.addressee, self.number, self.service, self.weight, self._price)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _key: self._other_kind())
        self.kinds.chosen.connect(lambda _key: self.changed.emit())
        self.own_label.toggled.connect(lambda _on: self.changed.emit())
        self.carriers.chosen.connect(self._choose_carrier)
        self.services.chosen.connect(self._use_service)
        self.formats.chosen.connect(lambda _key: self._show_price())
        self.own_label.toggled.connect(lambda _on: self._show_price())
        self.service.edit.textEdited.connect(lambda _typed: self._show_price())
        self.weight.edit.textEdited.connect(lambda _typed: self._weighed())
        self.price.textEdited.connect(lambda _typed: self._priced())
        self.number.edit.textEdited.connect(lambda _typed: self.number.accept())
        for field in self._fields():
            field.edit.textEdited.connect(lambda _typed: self.changed.emit())
            # Queued: the key that entered must be done with before the focus goes elsewhere.
            field.edit.returnPressed.connect(self.entered, Qt.ConnectionType.QueuedConnection)

    def _lay(self) -> None:
        who, costs = QWidget(), QWidget()
        one = Columns((300, 300), who, least=(200, 200))
        for field in (self.addressee, self.number):
            one.addWidget(_at_the_top(field))
        two = Columns((300, 140, 140), costs, least=(160, 90, 90))
        two.addWidget(self._service_place)
        for field in (self.weight, self._price):
            two.addWidget(_at_the_top(field))
        self._lines = QVBoxLayout(self)
        for piece in (self.kinds, who, self.carriers, self.own_label, self.services, self.formats, costs):
            self._lines.addWidget(piece)
        self._lines.addWidget(self._hint)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(11))


def _at_the_top(field: QWidget) -> QWidget:
    """Keep a field at its height where the sentence of the one beside it makes the row higher."""
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(field)
    lines.addStretch(1)
    return holder
