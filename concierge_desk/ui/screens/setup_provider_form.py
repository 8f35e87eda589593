"""The fields of a provider: who it is, what it does, when it comes by; the rest in sections that open."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import Service
from concierge_desk.operations.offers import Doer
from concierge_desk.operations.provider_facts import ProviderFacts
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.setup_provider_parts import ContactsPart, SolidarityPart, TimesPart
from concierge_desk.ui.screens.setup_provider_prices import PricesPart
from concierge_desk.ui.screens.setup_provider_services import ServicesPart
from concierge_desk.ui.screens.setup_weekly import WeeklyVisits
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.labelled_field import LabelledField

_NOBODY = ProviderFacts(name="", weekly=(), offers=(), prices={})


class ProviderForm(QWidget):
    """Shows one provider, or asks for a new one."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask for a new provider."""
        super().__init__(parent)
        self.t = texts
        self.provider_id: int | None = None
        self._services: Sequence[Service] = ()
        self.services = ServicesPart(texts)
        self.weekly = WeeklyVisits(texts)
        self.solidarity = SolidarityPart(texts)
        self.prices = PricesPart(texts)
        self.times = TimesPart(texts)
        self.contacts = ContactsPart(texts)
        self.sections = (self.solidarity, self.prices, self.times, self.contacts)
        self.fields: dict[str, LabelledField] = {
            "name": LabelledField(texts("Name of the provider")),
            "trade": LabelledField(texts("Trade"), hint=texts("For example: shoe repair")),
            "phone": LabelledField(texts("Phone"), hint="05 56 12 34 56"),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        pair = Columns((220, 220), gap=12, least=(170, 170))
        pair.addWidget(self.fields["trade"])
        pair.addWidget(self.fields["phone"])
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.fields["name"])
        self._lines.addLayout(pair)
        for piece in (self.services, self.weekly, *self.sections):
            self._lines.addWidget(piece)
        for part in (self.solidarity, self.times, self.contacts):
            self.fields |= part.fields
        self.services.changed.connect(self._follow_services)
        self.show_provider(None, _NOBODY)
        theme.follow(self, self._fit)

    def offer_services(self, services: Sequence[Service], doers: Mapping[int, Sequence[Doer]]) -> None:
        """Offer the services of the desk, and tell who else does each; what is typed stays."""
        self._services = services
        self.services.offer(services, doers)
        self._follow_services()

    def show_provider(self, provider_id: int | None, facts: ProviderFacts | None = None) -> None:
        """Show a provider, or nothing for a new one."""
        shown = facts or _NOBODY
        self.provider_id = provider_id
        for key in ("name", "trade", "phone"):
            self.fields[key].set_text(getattr(shown, key))
        for field in self.fields.values():
            field.accept()
        self.services.show_offers(provider_id, shown.offers or ())
        self.weekly.show_visits(shown.weekly or ())
        for part in (self.solidarity, self.times, self.contacts):
            part.fill(shown)
        self._follow_services()
        self.prices.fill(shown.prices or {})
        for section in self.sections:
            section.set_open(is_open=False)

    def read(self) -> ProviderFacts | None:
        """Read what is typed; None when something is wrong, which is said below it."""
        offers, weekly = self.services.read(), None
        if offers is not None:
            weekly = self.weekly.read()
        if offers is None or weekly is None:
            return None
        solidarity = self.solidarity.read()
        prices = None if solidarity is None else self.prices.read()
        times = None if prices is None else self.times.read()
        contacts = None if times is None else self.contacts.read()
        if solidarity is None or prices is None or times is None or contacts is None:
            return None
        return ProviderFacts(
            name=self.fields["name"].text(),
            trade=self.fields["trade"].text(),
            phone=self.fields["phone"].text(),
            offers=offers,
            weekly=weekly,
            prices=prices,
            **solidarity,
            **times,
            **contacts,
        )

    def _follow_services(self) -> None:
        chosen = set(self.services.ids())
        self.prices.follow(each for each in self._services if each.id in chosen)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
