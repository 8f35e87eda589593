"""Today's visits, one below the other: choose the one that is here."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import LegalForm, Provider
from concierge_desk.operations import expectations
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import visit_when
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title

FORMS = {
    LegalForm.ASSOCIATION: N_("association"),
    LegalForm.SCOP: "SCOP",
    LegalForm.SCIC: "SCIC",
    LegalForm.MUTUAL: N_("mutual"),
    LegalForm.FOUNDATION: N_("foundation"),
    LegalForm.ESUS: "ESUS",
    LegalForm.INSERTION: N_("insertion company"),
    LegalForm.EI: N_("insertion company (EI)"),
    LegalForm.AI: N_("insertion association (AI)"),
    LegalForm.ACI: N_("insertion workshop (ACI)"),
    LegalForm.ETTI: N_("insertion temping agency (ETTI)"),
    LegalForm.ADAPTED: N_("adapted company (EA)"),
    LegalForm.ESAT: "ESAT",
}
"""The kinds of the social economy."""
_STATES = {
    "planned": (N_("planned"), "planned"),
    "open": (N_("open"), "today"),
    "closed": (N_("done"), "ok"),
    "missed": (N_("did not come"), "late"),
    "undone": (N_("undone"), "late"),
}


class Day(QWidget):
    """The first page of the visits screen; it tells which visit was chosen."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay two empty lists: who comes today, and everybody else."""
        super().__init__(parent)
        self._context = context
        t = context.texts
        self._visits: dict[int, ExpectedVisit] = {}
        self._on = moments.day_of(context.clock.now())
        self.today = RowList(t("Visits of today"), self)
        self.others = RowList(t("Other providers"), self)
        self._nobody = EmptyState("truck-delivery", t("No provider comes today."), self)
        expected = Card(t("Visits of today"), "truck-delivery", self)
        expected.body.addWidget(self.today, 1)
        expected.body.addWidget(self._nobody, 1)
        others = Card(t("Somebody else comes by"), "building-store", self)
        self._nobody_else = EmptyState("building-store", t("Every provider comes today."), self)
        others.body.addWidget(self.others, 1)
        others.body.addWidget(self._nobody_else, 1)
        columns = Columns((620, 420))
        columns.addWidget(expected)
        columns.addWidget(others)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Title(t("Which provider is here?")))
        self._column.addLayout(columns, 1)
        self.today.chosen.connect(self._choose)
        self.others.chosen.connect(self._choose)
        theme.follow(self, self._fit)

    def refresh(self) -> None:
        """Ask again who comes."""
        at, t = self._context.clock.now(), self._context.texts
        expected = self._context.desk.ask(expectations.expected_today, at=at)
        others = self._context.desk.ask(expectations.not_expected_today, at=at, expected=expected)
        self._visits = dict(enumerate([*expected, *others]))
        rows = [self._row(number, visit) for number, visit in self._visits.items()]
        self.today.show_rows(rows[: len(expected)])
        self.others.show_rows([_unplanned(row, t) for row in rows[len(expected) :]])
        self.today.setVisible(bool(expected))
        self._nobody.setVisible(not expected)
        self.others.setVisible(bool(others))
        self._nobody_else.setVisible(not others)
        if not self._visits:
            self._nobody.say("truck-delivery", t("There is no provider yet."))
            self._nobody_else.say(
                "settings", t("Add a provider in Settings ({key}).", key=shortcuts.shown("settings", t))
            )
        else:
            self._nobody.say("truck-delivery", t("No provider comes today."))
            self._nobody_else.say("building-store", t("Every provider comes today."))
        on, self._on = self._on, moments.day_of(at)
        self._mark_next(expected, anew=on != self._on)

    def of_provider(self, provider_id: int) -> ExpectedVisit | None:
        """Find the visit of a provider that is not over, or else any of theirs."""
        theirs = [visit for visit in self._visits.values() if visit.provider_id == provider_id]
        still = [visit for visit in theirs if visit.state in {"planned", "open"}]
        return next(iter([*still, *theirs]), None)

    def left_open(self, provider_id: int) -> ExpectedVisit | None:
        """Find the visit of a provider that is still open though its day is over: it comes first."""
        at = self._context.clock.now()
        theirs = [visit for visit in self._visits.values() if visit.provider_id == provider_id]
        return next((visit for visit in theirs if visit.is_left_open(at)), None)

    def of_visit(self, visit_id: int) -> ExpectedVisit | None:
        """Find a visit of today by its key."""
        return next((visit for visit in self._visits.values() if visit.visit_id == visit_id), None)

    def _mark_next(self, expected: list[ExpectedVisit], *, anew: bool) -> None:
        """Put the cursor on the next visit, unless it is on one of today that is still to come."""
        to_come = [number for number, visit in enumerate(expected) if visit.state in {"planned", "open"}]
        if to_come and (anew or self.today.current_key() not in to_come):
            self.today.mark(to_come[0])

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(self._visits[key])

    def _row(self, number: int, visit: ExpectedVisit) -> Row:
        t, at = self._context.texts, self._context.clock.now()
        words, tone = _STATES[visit.state]
        said, tone = visit_when.left_open(visit, at, t) or (t(words), tone)
        return Row(
            key=number,
            title=visit.provider,
            subtitle=counts(visit, t),
            lead=visit_when.lead(visit, at, t),
            badge=t("ESS") + " · " + said if visit.is_ess else said,
            tone=tone,
        )

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(16))


def _unplanned(row: Row, texts: Texts) -> Row:
    """Show a provider who is not expected today without an hour and without a state."""
    ess = row.badge.startswith(texts("ESS"))
    return replace(row, lead="", badge=texts("ESS") if ess else "", tone="ess" if ess else "quiet")


def counts(visit: ExpectedVisit, texts: Texts) -> str:
    """Say what a visit should take and bring."""
    if visit.state == "closed":
        return texts("manifest {number}", number=visit.number)
    out = texts.many("{n} item to hand over", "{n} items to hand over", visit.out)
    back = texts.many("{n} expected", "{n} expected back", visit.back)
    parts = [part for part, count in ((out, visit.out), (back, visit.back)) if count]
    return " · ".join(parts) or texts("nothing expected")


def provider_words(provider: Provider, texts: Texts) -> str:
    """Say what kind of social-economy provider it is, how far and how it comes."""
    parts = [texts("ESS"), texts(FORMS.get(provider.legal_form, ""))]
    if provider.distance_m is not None:
        parts.append(f"{formats.kilometres(provider.distance_m, texts.language)}")
    parts.append(provider.transport)
    return " · ".join(part for part in parts if part)
