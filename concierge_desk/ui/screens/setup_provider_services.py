"""Which services a provider does: a chip for each; below, in how many days, and whether as the usual one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import Service
from concierge_desk.operations.measures import read_count
from concierge_desk.operations.offers import Doer
from concierge_desk.operations.provider_facts import Offered
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.fold import focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words


class _Terms(QWidget):
    """How one service is done: in how many days, and whether this provider is proposed first."""

    def __init__(self, texts: Texts, service: Service, parent: QWidget) -> None:
        super().__init__(parent)
        self.t = texts
        self._name = service.name(texts.language)
        self.days = LabelledField(
            texts("{service}: working days it takes", service=self._name), hint=str(service.work_days)
        )
        self.days.edit.textEdited.connect(self.days.accept)
        self.usual = Chip(texts("The usual one"), self)
        self.usual.setAccessibleName(texts("The usual one for {service}", service=self._name))
        self._others = Words("", 14, "soft")
        right = QWidget(self)
        self._right = QVBoxLayout(right)
        self._right.addWidget(self.usual)
        self._right.addWidget(self._others)
        self._right.addStretch(1)
        self._pair = Columns((240, 260), self, gap=12, least=(190, 190))
        left = QWidget(self)
        self._left = QVBoxLayout(left)
        self._left.addWidget(self.days)
        self._left.addStretch(1)
        self._pair.addWidget(left)
        self._pair.addWidget(right)
        theme.follow(self, self._fit)

    def tell_others(self, others: Sequence[Doer]) -> None:
        """Say who else does it, and who is the usual one now; one alone is the usual one."""
        usual = next((each.name for each in others if each.usual), "")
        names = ", ".join(each.name for each in others)
        if not others:
            self._others.setText(self.t("Nobody else does it: it is the usual one."))
        elif usual:
            self._others.setText(self.t("Now the usual one: {name}", name=usual))
        else:
            self._others.setText(self.t("Also done by {names}", names=names))
        alone = not others
        self.usual.setChecked(self.usual.isChecked() or alone)
        self.usual.setVisible(not alone)

    def read(self) -> int | str | None:
        """Read the days: a number, none for the service's own, or what is wrong."""
        typed = self.days.text()
        number = read_count(typed)
        return typed if typed and number is None else number

    def _fit(self) -> None:
        self._left.setContentsMargins(0, 0, 0, 0)
        self._right.setContentsMargins(0, theme.px(18), 0, 0)
        self._right.setSpacing(theme.px(2))


class ServicesPart(QWidget):
    """Asks which services a provider does."""

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Offer none yet."""
        super().__init__(parent)
        self.t = texts
        self.chips: dict[int, Chip] = {}
        self.terms: dict[int, _Terms] = {}
        self._services: Sequence[Service] = ()
        self._doers: Mapping[int, Sequence[Doer]] = {}
        self._provider_id: int | None = None
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Words(texts("Does these services"), 14, "soft"))
        self._chips = FlowLayout(gap=8)
        self._lines.addLayout(self._chips)
        theme.follow(self, self._fit)

    def offer(self, services: Sequence[Service], doers: Mapping[int, Sequence[Doer]]) -> None:
        """Offer the services of the desk, and tell who else does each; what is chosen and typed stays."""
        self._services, self._doers = services, doers
        chosen = self.ids()
        self._make_chips()
        for service_id, chip in self.chips.items():
            chip.setChecked(service_id in chosen)
        self._make_terms()
        self._tell_others()

    def show_offers(self, provider_id: int | None, offers: Sequence[Offered]) -> None:
        """Show what a provider does."""
        self._provider_id = provider_id
        shown = {each.service_id: each for each in offers}
        for service_id, chip in self.chips.items():
            chip.setChecked(service_id in shown)
        self._make_terms()
        for service_id, terms in self.terms.items():
            days = shown[service_id].work_days
            terms.days.set_text("" if days is None else str(days))
            terms.days.accept()
            terms.usual.setChecked(shown[service_id].usual)
        self._tell_others()

    def ids(self) -> list[int]:
        """List the services that are chosen."""
        return [key for key, chip in self.chips.items() if chip.isChecked()]

    def read(self) -> list[Offered] | None:
        """Read what is chosen; None when a number of days is wrong, which is said below it."""
        offers = []
        for service_id in self.ids():
            terms = self.terms[service_id]
            days = terms.read()
            if isinstance(days, str):
                terms.days.refuse(self.t("Write a number of days such as 2."))
                focus_inside(terms.days.edit)
                return None
            offers.append(Offered(service_id, days, usual=terms.usual.isChecked()))
        return offers

    def _make_chips(self) -> None:
        if list(self.chips) == [each.id for each in self._services]:
            return
        for chip in self.chips.values():
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for service in self._services:
            chip = self.chips[service.id] = Chip(service.name(self.t.language), self, icon=service.icon)
            chip.clicked.connect(self._toggled)
            self._chips.addWidget(chip)

    def _toggled(self) -> None:
        self._make_terms()
        self.changed.emit()

    def _make_terms(self) -> None:
        """Ask for the terms of each service that is chosen, in their order."""
        wanted = self.ids()
        for service_id in [each for each in self.terms if each not in wanted]:
            gone = self.terms.pop(service_id)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        services = {each.id: each for each in self._services}
        for place, service_id in enumerate(wanted):
            if service_id not in self.terms:
                made = self.terms[service_id] = _Terms(self.t, services[service_id], self)
                made.tell_others(self._others(service_id))
                self._lines.insertWidget(2 + place, made)

    def _tell_others(self) -> None:
        for service_id, terms in self.terms.items():
            terms.tell_others(self._others(service_id))

    def _others(self, service_id: int) -> list[Doer]:
        return [each for each in self._doers.get(service_id, ()) if each.provider_id != self._provider_id]

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))
