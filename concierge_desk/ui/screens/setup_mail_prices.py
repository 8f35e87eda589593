"""What franking costs, by date: the list at the left, the price that is edited at the right; none is shipped."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments, money
from concierge_desk.errors import BadAmount, DeskError
from concierge_desk.models import Tariff
from concierge_desk.money import NOTHING
from concierge_desk.operations import carriers, tariffs
from concierge_desk.operations.tariffs import BadWeight, PricesOverlap, ServiceMissing, TariffFacts
from concierge_desk.operations.validity import BadSpan
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import setup_mail_words as words
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_mail_fields import Asking, Chooser, beside, day_shown
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row

_PLACES: dict[type[DeskError], str] = {
    ServiceMissing: "service",
    BadWeight: "up_to_g",
    BadAmount: "price",
    BadSpan: "valid_to",
    PricesOverlap: "valid_from",
}


class PricesPart(SetupCard):
    """Adds a price, changes one, or takes one away."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, Tariff] = {}
        self._chosen: Tariff | None = None
        self.list = RowList(t("Prices"), self)
        self.list.chosen.connect(self._choose)
        self._nothing = EmptyState(
            "receipt-euro", t("No price yet. Write the first one from the carrier’s list.")
        )
        self.opener = Button(t("New price"), "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.carrier = Chooser[int](t("Carrier"))
        self.fields = {
            "service": LabelledField(t("What the carrier calls it"), hint="Lettre verte"),
            "format": LabelledField(t("Format (may stay empty)")),
            "up_to_g": LabelledField(t("Up to (grams)"), hint="20"),
            "price": LabelledField(t("Price (€)"), hint=formats.amount(NOTHING, t.language)),
            "valid_from": LabelledField(t("From"), hint="31/12/2026"),
            "valid_to": LabelledField(t("Until (may stay empty)"), hint="31/12/2026"),
            "source": LabelledField(t("Where this comes from"), hint="https://…"),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.registered = Chip(t("Registered"))
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self.drop = Button(t("Take this price away"), "trash", kind="quiet", small=True)
        self.drop.clicked.connect(self._take_away)
        self._lay()
        self.refresh()
        self._show(None)

    @override
    def refresh(self) -> None:
        """Show the prices of now; the form stays as it is typed."""
        ask, language = self.context.desk.ask, self.t.language
        self.carrier.show_answers((each.id, each.name_in(language)) for each in ask(carriers.every))
        self._known = {each.id: each for each in ask(tariffs.prices)}
        self.list.show_rows([self._row(each) for each in self._known.values()])
        self.list.setVisible(bool(self._known))
        self._nothing.setVisible(not self._known)

    @override
    def save(self) -> None:
        """Keep the price that is in the form; the next one begins with the same carrier and service."""
        facts = self._read()
        if facts is not None:
            tariff_id = None if self._chosen is None else self._chosen.id
            self.record(tariffs.keep_tariff, self._done, facts=facts, tariff_id=tariff_id)

    @override
    def go_back(self) -> bool:
        """Leave the price that is edited."""
        edited = self._chosen is not None
        if edited:
            self.begin_new()
        return edited

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list, or at the form of the first one."""
        return self.list if self._known else self.carrier.box

    def begin_new(self) -> None:
        """Ask for a new price."""
        self._show(None)
        self.fields["service"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> TariffFacts | None:
        asking, fields = Asking(self.t), self.fields
        grams, price = asking.count(fields["up_to_g"]), money.parse(fields["price"].text())
        first, last = asking.first_day(fields["valid_from"]), asking.day(fields["valid_to"])
        if grams is None:
            asking.refuse(fields["up_to_g"], self.t("Write a number."))
        if price is None:
            asking.refuse(fields["price"], self.t("Write an amount such as 3.10."))
        if asking.wrong or grams is None or price is None:
            return None
        return TariffFacts(
            carrier_id=self.carrier.value(),
            service=fields["service"].text(),
            format=fields["format"].text(),
            up_to_g=grams,
            price=price,
            registered=self.registered.isChecked(),
            valid_from=first,
            valid_to=last,
            source=fields["source"].text(),
        )

    def _done(self) -> str:
        self.refresh()
        self._chosen = None
        self.drop.hide()
        self._card.set_title(self.t("New price"))
        for key in ("up_to_g", "price"):
            self.fields[key].set_text("")
        self.fields["up_to_g"].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.t("The price is saved.")

    def _take_away(self) -> None:
        if self._chosen is not None:
            self.record(tariffs.drop_tariff, self._dropped, tariff_id=self._chosen.id)

    def _dropped(self) -> str:
        self.refresh()
        self.begin_new()
        return self.t("The price is taken away. What was sent keeps what it cost.")

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])
            self.fields["price"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, tariff: Tariff | None) -> None:
        t, today = self.t, moments.day_of(self.context.clock.now())
        self._chosen = tariff
        first = today if tariff is None else tariff.valid_from
        shown = {"valid_from": day_shown(first, t)}
        if tariff is not None:
            self.carrier.choose(tariff.carrier_id)
            shown |= {
                "service": tariff.service,
                "format": tariff.format,
                "up_to_g": str(tariff.up_to_g),
                "price": formats.amount(tariff.price, t.language),
                "valid_to": day_shown(tariff.valid_to, t),
                "source": tariff.source,
            }
        for key, field in self.fields.items():
            field.set_text(shown.get(key, ""))
            field.accept()
        self.registered.setChecked(tariff is not None and tariff.registered)
        self.drop.setVisible(tariff is not None)
        self._card.set_title(t("New price") if tariff is None else words.price(tariff, t))

    def _row(self, tariff: Tariff) -> Row:
        t = self.t
        badge, tone = words.holds(
            tariff.valid_from, tariff.valid_to, moments.day_of(self.context.clock.now()), t
        )
        return Row(
            tariff.id,
            words.price(tariff, t),
            words.span(tariff.valid_from, tariff.valid_to, t),
            "receipt-euro",
            badge=badge,
            tone=tone,
            trail=formats.amount(tariff.price, t.language),
            emphasis="faded" if tone == "quiet" else "",
        )

    def _lay(self) -> None:
        left = Card(self.t("Prices"), "receipt-euro", self)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self._nothing, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New price"), "edit", self)
        fields, body = self.fields, self._card.body
        body.addWidget(self.carrier)
        body.addLayout(beside(fields["service"], fields["format"]))
        body.addLayout(beside(fields["up_to_g"], fields["price"]))
        body.addLayout(beside(fields["valid_from"], fields["valid_to"]))
        body.addWidget(fields["source"])
        body.addWidget(self.registered)
        body.addWidget(self.keep)
        body.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((520, 600))
        columns.addWidget(left)
        columns.addWidget(self._card)
        outer.addLayout(columns)
