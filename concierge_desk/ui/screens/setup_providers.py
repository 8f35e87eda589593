"""The providers of the desk: the list at the left, the one that is edited at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.errors import BadEmail, DeskError
from concierge_desk.models import Provider, Service
from concierge_desk.operations import catalogue, directory, offers, providers
from concierge_desk.operations.directory import ProviderNameTaken, SiretTaken
from concierge_desk.operations.provider_facts import BadSiret, DelayWithoutEnd, Offered
from concierge_desk.operations.providers import Approval
from concierge_desk.texts import N_
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_provider_form import ProviderForm
from concierge_desk.ui.screens.setup_weekly import visits_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.fold import focus_inside
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.step_hint import StepHint

_PLACES: dict[type[DeskError], str] = {
    BadSiret: "siret",
    SiretTaken: "siret",
    ProviderNameTaken: "name",
    DelayWithoutEnd: "delay_until",
    BadEmail: "email",
}
_APPROVALS = {
    Approval.SOON: (N_("approval ends soon"), N_("The approval (ESUS) ends on {day}. Ask for the new one.")),
    Approval.RAN_OUT: (
        N_("approval ended"),
        N_("The approval (ESUS) ended on {day}. It does not count as ESS until you write the new one."),
    ),
}
"""What is said of an approval that is about to run out: in the list, and above the form."""


class ProvidersCard(SetupCard):
    """Adds a provider, changes one, or sets one aside."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, Provider] = {}
        self._services: Sequence[Service] = ()
        self._offers: Mapping[int, Sequence[Offered]] = {}
        self.list = RowList(t("Providers"), self)
        self.list.chosen.connect(self._choose)
        self.list.marked.connect(self._look)
        self._nobody = EmptyState("truck-delivery", t("No provider yet. Add the first one here."), self)
        self.opener = Button(t("New provider"), "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.hint = StepHint("", "alert-triangle", self)
        self.form = ProviderForm(t)
        self.fields = self.form.fields
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self.aside = Button(t("It comes no more"), "x", kind="quiet", small=True)
        self.aside.clicked.connect(self._set_aside)
        self.back = Button(t("It comes again"), "arrow-back-up", kind="quiet", small=True)
        self.back.clicked.connect(self._bring_back)
        self._lay()
        self._show(None)

    @override
    def refresh(self) -> None:
        """Show the providers of now; the form stays as it is typed."""
        ask = self.context.desk.ask
        found = ask(providers.providers, everyone=True)
        found.sort(key=lambda each: not each.active)
        self._services = ask(catalogue.services)
        self._offers = ask(offers.offered)
        self._known = {each.id: each for each in found}
        self.list.show_rows([self._row(each) for each in found])
        self.list.setVisible(bool(found))
        self._nobody.setVisible(not found)
        self.form.offer_services(self._services, ask(offers.doers))

    @override
    def save(self) -> None:
        """Keep the provider that is in the form, then ask for the next one."""
        facts = self.form.read()
        if facts is not None:
            then = partial(self._done, self.t("{name} is saved.", name=facts.name))
            self.record(directory.keep_provider, then, facts=facts, provider_id=self.form.provider_id)

    @override
    def refuse(self, refused: DeskError) -> None:
        """Say a refusal under its field, in whichever section that is."""
        place = _PLACES.get(type(refused), "")
        if place in self.fields:
            self.fields[place].refuse(refused.said(self.t))
            focus_inside(self.fields[place].edit)
        else:
            super().refuse(refused)

    @override
    def go_back(self) -> bool:
        """Leave the provider that is edited."""
        edited = self.form.provider_id is not None
        if edited:
            self.begin_new()
        return edited

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the provider in the list, or at the name of a new one."""
        return self.form.fields["name"].edit if self._shown() is None else self.list

    def begin_new(self) -> None:
        """Ask for a new provider."""
        self._show(None)
        self.form.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, sentence: str) -> str:
        self.refresh()
        self.begin_new()
        return sentence

    def _set_aside(self) -> None:
        self._switch(directory.set_aside, N_("{name} comes no more. What it did stays in the books."))

    def _bring_back(self) -> None:
        self._switch(directory.bring_back, N_("{name} comes again."))

    def _look(self, key: object) -> None:
        """Show the line that the cursor is on; what is typed stays while it stays on the same one."""
        if isinstance(key, int) and key != self._shown():
            self._show(self._known[key])

    def _shown(self) -> int | None:
        return self.form.provider_id

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])
            self.form.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, provider: Provider | None) -> None:
        facts = None
        if provider is None:
            self.list.unmark()
        else:
            facts = self.context.desk.ask(directory.facts_of, provider_id=provider.id)
        self.form.show_provider(None if provider is None else provider.id, facts)
        self._card.set_title(provider.name if provider is not None else self.t("New provider"))
        self.aside.setVisible(provider is not None and provider.active)
        self.back.setVisible(provider is not None and not provider.active)
        self._warn(provider)

    def _warn(self, provider: Provider | None) -> None:
        """Say above the form what must be done about this provider."""
        approval = Approval.NONE if provider is None else providers.approval_on(provider, self._today())
        if provider is not None and provider.esus_until is not None and approval in _APPROVALS:
            day = formats.day_numeric(provider.esus_until, self.t.language)
            self.hint.say(self.t(_APPROVALS[approval][1], day=day), "alert-triangle")
        else:
            self.hint.say("")

    def _today(self) -> date:
        return moments.day_of(self.context.clock.now())

    def _switch(self, deed: Callable[..., object], sentence: str) -> None:
        provider = self._known.get(self.form.provider_id or 0)
        if provider is not None:
            then = partial(self._done, self.t(sentence, name=provider.name))
            self.record(deed, then, provider_id=provider.id)

    def _row(self, provider: Provider) -> Row:
        t = self.t
        names = {service.id: service.name(t.language) for service in self._services}
        does = [
            names[each.service_id] for each in self._offers.get(provider.id, ()) if each.service_id in names
        ]
        below = " · ".join([", ".join(does) or t("no service yet"), visits_words(provider.weekly, t)])
        badge, tone = self._badge(provider)
        return Row(
            provider.id,
            provider.name,
            below,
            "truck-delivery",
            badge=badge,
            tone=tone,
            emphasis="" if provider.active else "faded",
        )

    def _badge(self, provider: Provider) -> tuple[str, str]:
        """Choose the one word that matters most of a provider."""
        today = self._today()
        approval = providers.approval_on(provider, today)
        if not provider.active:
            return self.t("comes no more"), "quiet"
        if approval in _APPROVALS:
            return self.t(_APPROVALS[approval][0]), "late" if approval is Approval.RAN_OUT else "today"
        if provider.delay_days and provider.delay_until is not None and provider.delay_until >= today:
            return self.t("late"), "late"
        if provider.is_closed_on(today):
            return self.t("closed"), "planned"
        return (self.t("ESS"), "ess") if provider.is_ess_on(today) else ("", "quiet")

    def _lay(self) -> None:
        left = Card(self.t("Providers"), "truck-delivery", self)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self._nobody, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New provider"), "edit", self)
        for piece in (self.hint, self.form, self.keep):
            self._card.body.addWidget(piece)
        for button in (self.aside, self.back):
            self._card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((520, 600))
        columns.addWidget(left)
        columns.addWidget(self._card)
        outer.addLayout(columns)
