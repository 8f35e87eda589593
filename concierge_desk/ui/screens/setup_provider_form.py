"""The fields of a provider: who it is, which services it does, when it comes by."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from concierge_desk.models import LegalForm, Provider, Service
from concierge_desk.operations.provider_facts import Offered, ProviderFacts
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.setup_reading import read_metres, write_metres
from concierge_desk.ui.screens.setup_weekly import WeeklyVisits
from concierge_desk.ui.screens.visit_day import FORMS
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words

_TEXTS = (
    ("name", N_("Name of the provider"), ""),
    ("trade", N_("Trade"), N_("For example: shoe repair")),
    ("phone", N_("Phone"), "05 56 12 34 56"),
    ("distance", N_("Distance (km)"), "1,2"),
    ("transport", N_("How it comes"), N_("For example: by cargo bike")),
)
_WITH_ORDINARY = {LegalForm.ORDINARY: N_("ordinary company (not ESS)"), **FORMS}


class ProviderForm(QWidget):
    """Shows one provider, or asks for a new one."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask for a new provider."""
        super().__init__(parent)
        self.t = texts
        self.provider_id: int | None = None
        self.fields: dict[str, LabelledField] = {}
        for key, words, hint in _TEXTS:
            field = LabelledField(texts(words), hint=texts(hint))
            field.edit.textEdited.connect(field.accept)
            self.fields[key] = field
        self.form = QComboBox()
        self.form.setAccessibleName(texts("Kind of organisation"))
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.setMinimumContentsLength(6)
        for kind, words in _WITH_ORDINARY.items():
            self.form.addItem(texts(words), kind)
        self.services: dict[int, Chip] = {}
        self.weekly = WeeklyVisits(texts)
        self._lines = QVBoxLayout(self)
        self._chips = FlowLayout(gap=8)
        self._lay()
        theme.follow(self, self._fit)

    def offer_services(self, services: Sequence[Service]) -> None:
        """Offer the services of the desk; one that another provider does says by whom."""
        chosen = {key for key, chip in self.services.items() if chip.isChecked()}
        for chip in self.services.values():
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.services = {}
        for service in services:
            name = service.names.get(self.t.language) or next(iter(service.names.values()))
            chip = Chip(name, self, icon=service.icon)
            taken = service.provider is not None and service.provider_id != self.provider_id
            if taken and service.provider is not None:
                chip.setAccessibleDescription(self.t("now with {name}", name=service.provider.name))
            chip.setChecked(service.id in chosen)
            self._chips.addWidget(chip)
            self.services[service.id] = chip

    def show_provider(self, provider: Provider | None, services: Sequence[Service]) -> None:
        """Show a provider and what it does, or nothing for a new one."""
        self.provider_id = provider.id if provider is not None else None
        shown = provider or Provider(name="", trade="", phone="", transport="", weekly=[])
        for key in ("name", "trade", "phone", "transport"):
            self.fields[key].set_text(getattr(shown, key))
        self.fields["distance"].set_text(write_metres(shown.distance_m, self.t.language))
        for field in self.fields.values():
            field.accept()
        self.form.setCurrentIndex(max(0, self.form.findData(shown.legal_form)))
        self.weekly.show_visits(shown.weekly)
        self.offer_services(services)
        for service in services:
            does = provider is not None and service.provider_id == provider.id
            self.services[service.id].setChecked(does)

    def read(self) -> ProviderFacts | None:
        """Read what is typed; None when something is wrong, which is said below it."""
        typed = self.fields["distance"].text()
        metres = read_metres(typed)
        if typed and metres is None:
            self.fields["distance"].refuse(self.t("Write kilometres such as 1.2."))
            self.fields["distance"].edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        weekly = self.weekly.read() if self.weekly.is_changed() else None
        if weekly is None and self.weekly.is_changed():
            return None
        return ProviderFacts(
            name=self.fields["name"].text(),
            trade=self.fields["trade"].text(),
            legal_form=self.form.currentData(),
            phone=self.fields["phone"].text(),
            distance_m=metres,
            transport=self.fields["transport"].text(),
            weekly=weekly,
            offers=[Offered(key) for key, chip in self.services.items() if chip.isChecked()],
        )

    def _lay(self) -> None:
        kind = QWidget(self)
        self._kind = QVBoxLayout(kind)
        label = Words(self.t("Kind of organisation"), 14, "soft")
        label.setBuddy(self.form)
        self._kind.addWidget(label)
        self._kind.addWidget(self.form)
        self._lines.addWidget(self.fields["name"])
        self._lay_pair(self.fields["trade"], kind)
        self._lines.addWidget(Words(self.t("Does these services"), 14, "soft"))
        self._lines.addLayout(self._chips)
        self._lines.addWidget(self.weekly)
        self._lay_pair(self.fields["phone"], self.fields["distance"])
        self._lines.addWidget(self.fields["transport"])

    def _lay_pair(self, first: QWidget, second: QWidget) -> None:
        """Lay two pieces side by side, one below the other where there is no room."""
        pair = Columns((250, 250), gap=12)
        pair.addWidget(first)
        pair.addWidget(second)
        self._lines.addLayout(pair)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self._kind.setContentsMargins(0, 0, 0, 0)
        self._kind.setSpacing(theme.px(3))
