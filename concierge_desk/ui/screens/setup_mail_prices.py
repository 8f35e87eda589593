"""What franking costs, by date: the list at the left, the price that is edited at the right; none is shipped."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments, money
from concierge_desk.errors import BadAmount, DeskError
from concierge_desk.models import Tariff
from concierge_desk.money import NOTHING
from concierge_desk.operations import carriers, tariffs
from concierge_desk.operations.tariffs import BadWeight, PricesOverlap, ServiceMissing, TariffFacts
from concierge_desk.operations.validity import BadSpan
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import setup_mail_words as words
from concierge_desk.ui.screens.setup_listed import ListedPart
from concierge_desk.ui.screens.setup_mail_fields import Asking, Chooser, beside, day_shown
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.rows import Row

_PLACES: dict[type[DeskError], str] = {
    ServiceMissing: "service",
    BadWeight: "up_to_g",
    BadAmount: "price",
    BadSpan: "valid_to",
    PricesOverlap: "valid_from",
}


class PricesPart(ListedPart[Tariff]):
    """Adds a price, changes one, or takes one away."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        t = context.texts
        super().__init__(context, t("Prices"), t("New price"), parent)
        self._nothing = EmptyState(
            "receipt-euro", t("No price yet. Write the first one from the carrier’s list.")
        )
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
        self.drop = Button(t("Take this price away"), "trash", kind="quiet", small=True)
        self.drop.clicked.connect(self._take_away)
        pairs = (("service", "format"), ("up_to_g", "price"), ("valid_from", "valid_to"))
        rows = [beside(self.fields[one], self.fields[other]) for one, other in pairs]
        form: list[QWidget | QLayout] = [self.carrier, *rows, self.fields["source"], self.registered]
        self.lay("receipt-euro", form, self.drop, self._nothing)
        self.refresh()
        self.show_one(None)

    @override
    def refresh(self) -> None:
        """Show the prices of now; the form stays as it is typed."""
        ask, language = self.context.desk.ask, self.t.language
        self.carrier.show_answers((each.id, each.name_in(language)) for each in ask(carriers.every))
        self.known = {each.id: each for each in ask(tariffs.prices)}
        self.list.show_rows([self._row(each) for each in self.known.values()])
        self.list.setVisible(bool(self.known))
        self._nothing.setVisible(not self.known)

    @override
    def save(self) -> None:
        """Keep the price that is in the form; the next one begins with the same carrier and service."""
        facts = self._read()
        if facts is not None:
            tariff_id = None if self.chosen is None else self.chosen.id
            self.record(tariffs.keep_tariff, self._done, facts=facts, tariff_id=tariff_id)

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list, or at the form of the first one."""
        return self.list if self.known else self.carrier.box

    @override
    def first_field(self, kept: Tariff | None) -> QWidget:
        """Begin a new price at its service, and a change at what it costs."""
        return self.fields["service" if kept is None else "price"].edit

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
        self.chosen = None
        self.drop.hide()
        self.sheet.set_title(self.t("New price"))
        for key in ("up_to_g", "price"):
            self.fields[key].set_text("")
        self.fields["up_to_g"].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.t("The price is saved.")

    def _take_away(self) -> None:
        if self.chosen is not None:
            said = self.t("The price is taken away. What was sent keeps what it cost.")
            self.record(tariffs.drop_tariff, partial(self.begin_again, said), tariff_id=self.chosen.id)

    @override
    def show_one(self, kept: Tariff | None) -> None:
        """Show a price, or an empty form that begins today."""
        t, today = self.t, moments.day_of(self.context.clock.now())
        self.chosen = kept
        first = today if kept is None else kept.valid_from
        shown = {"valid_from": day_shown(first, t)}
        if kept is not None:
            self.carrier.choose(kept.carrier_id)
            shown |= {
                "service": kept.service,
                "format": kept.format,
                "up_to_g": str(kept.up_to_g),
                "price": formats.amount(kept.price, t.language),
                "valid_to": day_shown(kept.valid_to, t),
                "source": kept.source,
            }
        for key, field in self.fields.items():
            field.set_text(shown.get(key, ""))
            field.accept()
        self.registered.setChecked(kept is not None and kept.registered)
        self.drop.setVisible(kept is not None)
        self.sheet.set_title(t("New price") if kept is None else words.price(kept, t))

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
