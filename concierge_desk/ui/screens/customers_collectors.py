"""Who may collect for a customer: what, from when until when, and which papers were seen; never a copy of one."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.errors import DeskError
from concierge_desk.models import Collector, Customer, Scope
from concierge_desk.operations import procurations
from concierge_desk.operations.procurations import SCOPES, Papers
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.customers_agent_form import AgentForm
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

_SOON = 30
"""So many days before its end a procuration is marked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A procuration as it is asked for."""

    name: str
    scopes: tuple[Scope, ...]
    from_on: date | None
    until_on: date | None
    papers: tuple[Papers, ...]

    @classmethod
    def of(cls, collector: Collector) -> "Wanted":
        """Ask for what somebody had."""
        scopes, papers = procurations.scopes_of(collector), procurations.papers_of(collector)
        return cls(collector.name, scopes, collector.from_on, collector.until_on, papers)


class CollectorsCard(Card):
    """The people who may collect; `asked` carries a Wanted."""

    asked = Signal(object)
    withdrawn = Signal(int)
    turned = Signal()
    """Says that the form was opened or closed."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(texts("Procurations: who may collect"), "user-check", parent)
        self.t = texts
        self._is_company = False
        self._today = date.min
        self._nobody = Words("", 15, "soft")
        self._people = QVBoxLayout()
        self.opener = Button(texts("Add a person"), "user-plus", small=True)
        self.opener.clicked.connect(self.open_form)
        self.form = AgentForm(texts, self)
        self.form.agreed.connect(self.add)
        self.form.left.connect(self.close_form)
        self.body.addWidget(self._nobody)
        self.body.addLayout(self._people)
        self.body.addWidget(self.form)
        self.body.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.hide()
        theme.follow(self, self._fit_people)

    def show_collectors(self, customer: Customer, today: date) -> None:
        """Show who may collect from today on; an authorisation that has ended is left out."""
        self._today, self._is_company = today, customer.is_company
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [each for each in customer.collectors if each.until_on is None or each.until_on >= today]
        for each in shown:
            self._people.addWidget(self._row(each))
        nobody = self.t("Only the customer. Add somebody they trust.")
        if customer.is_company:
            nobody = self.t("Nobody yet. Add who collects for the company.")
        self._nobody.setText(nobody)
        self._nobody.setVisible(not shown)

    def open_form(self) -> None:
        """Begin to add a person."""
        self.form.begin(is_company=self._is_company, today=self._today)
        self.form.show()
        self.opener.hide()
        self.turned.emit()
        self.form.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> bool:
        """Leave the form; False when it was not open."""
        opened = self.is_asking()
        self.form.hide()
        self.opener.show()
        if opened:
            self.turned.emit()
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
        return opened

    def is_asking(self) -> bool:
        """Tell whether the form is open."""
        return not self.form.isHidden()

    def add(self) -> None:
        """Ask for the authorisation; what is wrong is said under its field."""
        form = self.form
        if form.is_right():
            days = form.first_day(), form.last_day()
            self.asked.emit(Wanted(form.name.text(), form.scopes(), *days, form.papers()))

    def refuse(self, refusal: DeskError) -> None:
        """Say why it was refused."""
        self.form.name.refuse(refusal.said(self.t))

    def _row(self, collector: Collector) -> RowCard:
        t, name = self.t, collector.name
        row = RowCard(Row(collector.id, name, self._about(collector)), self, frame=False)
        row.not_chosen_by_click()
        below = FlowLayout(gap=8)
        if collector.from_on is not None and collector.from_on > self._today:
            begins = formats.day_numeric(collector.from_on, t.language)
            below.addWidget(Badge(t("from {day}", day=begins), "planned"))
        elif collector.until_on is not None and (collector.until_on - self._today).days <= _SOON:
            below.addWidget(Badge(ends_in((collector.until_on - self._today).days, t), "today"))
        away = Button(t("Withdraw"), "x", small=True)
        away.setAccessibleDescription(name)
        away.clicked.connect(partial(self.withdrawn.emit, collector.id))
        below.addWidget(away)
        row.words.addLayout(below)
        return row

    def _about(self, collector: Collector) -> str:
        """Say what somebody may collect, until when, and on which papers."""
        t = self.t
        scopes = ", ".join(t(SCOPES[scope]) for scope in procurations.scopes_of(collector))
        until = t("no end")
        if collector.until_on is not None:
            until = t("until {day}", day=formats.day_numeric(collector.until_on, t.language))
        seen = len(procurations.papers_of(collector))
        document = t("identity document seen") if collector.identity_seen else t("identity document not seen")
        others = seen - collector.identity_seen
        papers = t.many("{n} other paper seen", "{n} other papers seen", others) if others else ""
        return " · ".join(part for part in (scopes, until, document, papers) if part)

    def _fit_people(self) -> None:
        self._people.setSpacing(0)


def ends_in(days: int, texts: Texts) -> str:
    """Say in how many days something ends."""
    return texts.many("ends in {n} day", "ends in {n} days", days) if days else texts("ends today")
