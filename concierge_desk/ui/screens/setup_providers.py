"""The providers of the desk: the list at the left, the one that is edited at the right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import Provider, Service
from concierge_desk.operations import catalogue, directory, providers
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_provider_form import ProviderForm
from concierge_desk.ui.screens.setup_weekly import visits_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence


class ProvidersCard(SetupCard):
    """Adds a provider, or changes one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, Provider] = {}
        self._services: Sequence[Service] = ()
        self.list = RowList(t("Providers"), self)
        self.list.chosen.connect(self._choose)
        self._nobody = EmptyState("truck-delivery", t("No provider yet. Add the first one here."), self)
        self.opener = Button(t("New provider"), "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.form = ProviderForm(t)
        self.fields = self.form.fields
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self._lay()

    @override
    def refresh(self) -> None:
        """Show the providers of now; the form stays as it is typed."""
        found = self.context.desk.ask(providers.providers)
        self._services = self.context.desk.ask(catalogue.services)
        self._known = {each.id: each for each in found}
        self.list.show_rows([self._row(each) for each in found])
        self.list.setVisible(bool(found))
        self._nobody.setVisible(not found)
        self.form.offer_services(self._services)

    @override
    def save(self) -> None:
        """Keep the provider that is in the form, then ask for the next one."""
        facts = self.form.read()
        if facts is not None:
            then = partial(self._saved, facts.name)
            self.record(directory.keep_provider, then, facts=facts, provider_id=self.form.provider_id)

    def _saved(self, name: str) -> str:
        self.refresh()
        self.begin_new()
        return self.t("{name} is saved.", name=name)

    @override
    def go_back(self) -> bool:
        """Leave the provider that is edited."""
        edited = self.form.provider_id is not None
        if edited:
            self.begin_new()
        return edited

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the list, or at the name of the first one."""
        return self.list if self._known else self.form.fields["name"].edit

    def begin_new(self) -> None:
        """Ask for a new provider."""
        self._show(None)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])

    def _show(self, provider: Provider | None) -> None:
        self.form.show_provider(provider, self._services)
        self._card.set_title(provider.name if provider is not None else self.t("New provider"))
        self.form.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, provider: Provider) -> Row:
        t = self.t
        does = [
            service.names.get(t.language) or next(iter(service.names.values()))
            for service in self._services
            if service.provider_id == provider.id
        ]
        below = " · ".join([", ".join(does) or t("no service yet"), visits_words(provider.weekly, t)])
        return Row(
            provider.id,
            provider.name,
            below,
            "truck-delivery",
            badge=t("ESS") if provider.is_ess else "",
            tone="ess",
        )

    def _lay(self) -> None:
        left = Card(self.t("Providers"), "truck-delivery", self)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self._nobody, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New provider"), "edit", self)
        self._card.body.addWidget(self.form)
        self._card.body.addWidget(self.keep)
        self._card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((560, 560))
        columns.addWidget(left)
        columns.addWidget(self._card)
        outer.addLayout(columns)
