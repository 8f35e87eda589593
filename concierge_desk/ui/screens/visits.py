"""The visits screen: scan what leaves, scan what comes back, look at the red list, sign, close."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Holder, Incident, Item, Provider, Visit
from concierge_desk.operations import corrections, deeds, expectations, scans, shelving, visits
from concierge_desk.operations.expectations import ExpectedVisit, VisitSheet
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens import visit_draft
from concierge_desk.ui.screens.visit_day import Day, provider_words
from concierge_desk.ui.screens.visit_lists import STATE_KEYS, ComingBack, Leaving
from concierge_desk.ui.screens.visit_signing import Signing
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Title, Words

_DRAFT_AFTER_MS = 1000
_OUTCOMES = {letter: outcome for outcome, letter in STATE_KEYS.items()}


class Visits(Screen):
    """Closes a provider's visit in one deed; a missing piece never blocks it."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, Visit, Provider, Incident})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Start with the list of today's visits."""
        super().__init__(context, parent)
        t = context.texts
        self._expected: ExpectedVisit | None = None
        self._over: int | None = None
        self._sheet: VisitSheet | None = None
        self._visit: Visit | None = None
        self._uid = deeds.new_uid()
        self._unsigned_warned = False
        self.day = Day(context, self)
        self.leaving = Leaving(t, self)
        self.back = ComingBack(t, self)
        self.signing = Signing(t, self)
        self.title = Title("", self)
        self._ess = Badge("", "ess", self)
        self.planned = Words("", 15, "soft", self)
        self.paper = Button(t("Manifest"), "printer", self)
        self.absent = Button(t("Did not come"), "x", self)
        self._pages = QStackedWidget(self)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._lay()
        self._connect()

    def open_visit(self, expected: ExpectedVisit) -> None:
        """Show what a visit should take and bring; what was scanned before a crash is still there."""
        self._expected, self._visit = expected, None
        self._uid = deeds.new_uid()
        self._unsigned_warned = False
        self.leaving.forget()
        self.back.forget()
        self.signing.clear()
        self._load()
        self._pages.setCurrentIndex(1)
        self._restore()
        (self.leaving.list if self.leaving.rows else self.back.list).setFocus()

    @override
    def arrive(self, **what: object) -> None:
        """Come with a provider or a visit in mind."""
        self.day.refresh()
        provider_id, visit_id = what.get("provider_id"), what.get("visit_id")
        expected = self.day.of_provider(provider_id) if isinstance(provider_id, int) else None
        if isinstance(visit_id, int):
            expected = self.day.of_visit(visit_id)
        if expected is not None and expected.state in {"planned", "open"}:
            self.open_visit(expected)

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep what was scanned, and tell whose visit it is."""
        if self._expected is None:
            return {}
        self._keep()
        return {"provider_id": self._expected.provider_id}

    @override
    def refresh(self) -> None:
        """Ask again for the day, or for what this visit should take and bring."""
        self.day.refresh()
        if self._expected is not None:
            self._load()

    @override
    def take_scan(self, code: str) -> bool:
        """Tick what leaves or comes back; a shelf is where the next pieces go."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if self._expected is None:
            return False
        if found.kind is scans.FoundKind.SHELF:
            self.back.use_shelf(found.id)
            return True
        if found.kind is scans.FoundKind.ITEM:
            self._take_item(found.id)
            return True
        return False

    @override
    def main_action(self) -> None:
        """Close the visit; without the driver's signature only when asked twice."""
        if self._sheet is None:
            self.day.today.choose_current()
            return
        if self.signing.pad.is_empty() and not self._unsigned_warned:
            self._unsigned_warned = True
            self.signing.warn_unsigned()
            self.signing.driver.setFocus()
            return
        self._close()

    @override
    def go_back(self) -> bool:
        """Go back to the list of the day; what was scanned is kept."""
        if self._expected is None:
            return False
        self._keep()
        if self.leaving.taken() or self.back.brought():
            said = self.context.texts(
                "What was scanned for {provider} is kept.", provider=self._expected.provider
            )
            self.context.notices.say(said)
        self._leave()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Start in the list of the day, or in what leaves."""
        if self._expected is None:
            return self.day.today
        return self.leaving.list if self.leaving.rows else self.back.list

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick a whole list by Ctrl+A; say how a piece came back by B, R or D."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        outcome = _OUTCOMES.get(event.text().upper())
        if self._sheet is not None and ctrl and event.key() == Qt.Key.Key_A:
            (self.back if self.back.list.hasFocus() else self.leaving).tick_all()
        elif self._sheet is not None and not ctrl and outcome and self.back.list.hasFocus():
            self.back.set_outcome(outcome)
        else:
            super().keyPressEvent(event)

    def _take_item(self, item_id: int) -> None:
        t = self.context.texts
        if self.leaving.tick(item_id) or self.back.tick(item_id):
            return
        row = self.context.desk.ask(
            expectations.find_item_row, item_id=item_id, at=self.context.clock.now(), language=t.language
        )
        if row.holder is Holder.DESK:
            self.context.notices.warn(t("{item} is not for this provider. Put it back.", item=row.label))
            return
        self.back.tick(item_id, unexpected=row)
        self.context.notices.warn(
            t("{item} was not expected here. It is taken in, with an incident.", item=row.label)
        )

    def _close(self) -> None:
        expected, t = self._expected, self.context.texts
        if expected is None:
            return
        at, staff_id, uid = self.context.clock.now(), self.context.staff().id, self._uid
        try:
            visit = self._prepared(expected, at)
            closed = self.context.desk.do(
                visits.close,
                visit_id=visit.id,
                taken=self.leaving.taken(),
                brought=self.back.brought(),
                aside=[visits.Aside(row.item_id) for row in self.leaving.staying()],
                driver=self.signing.driver.text(),
                signature=self.signing.pad.strokes(),
                at=at,
                staff_id=staff_id,
                deed_uid=uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(t))
            return
        visit_draft.drop(self.context, expected)

        said = t(
            "{provider}: visit closed, manifest {number}.", provider=expected.provider, number=closed.number
        )
        self.context.notices.undoable(said, partial(self._undo, uid, deeds.new_uid()))
        self._leave()

    def _undo(self, uid: str, deed_uid: str) -> None:
        try:
            self.context.desk.do(
                corrections.undo,
                uid=uid,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=deed_uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        self.context.notices.say(self.context.texts("Undone. Everything is back where it was."))

    def _prepared(self, expected: ExpectedVisit, at: datetime) -> Visit:
        """Open the visit once: a second try to close it, after a doubtful first one, goes on with the same."""
        if self._visit is None:
            self._visit = self.context.desk.do(
                visits.prepare,
                provider_id=expected.provider_id,
                planned_at=expected.planned_at,
                at=at,
                staff_id=self.context.staff().id,
            )
        return self._visit

    def _on_paper(self) -> None:
        """Print the manifest before the driver comes; the visit has its number from then on."""
        if self._expected is None:
            return
        at, t = self.context.clock.now(), self.context.texts
        try:
            visit = self._prepared(self._expected, at)
            self.context.desk.do(
                visits.print_manifest, visit_id=visit.id, at=at, staff_id=self.context.staff().id
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(t))
            return
        self.context.notices.say(t("The manifest {number} goes to the printer.", number=visit.number))

    def _on_absent(self) -> None:
        """Close a visit that did not happen."""
        expected, t = self._expected, self.context.texts
        if expected is None:
            return
        at, staff_id = self.context.clock.now(), self.context.staff().id
        try:
            visit = self._prepared(expected, at)
            self.context.desk.do(visits.miss, visit_id=visit.id, at=at, staff_id=staff_id, deed_uid=self._uid)
        except DeskError as refused:
            self.context.notices.warn(refused.said(t))
            return
        visit_draft.drop(self.context, expected)
        self.context.notices.say(
            t("{provider} did not come. Its pieces wait for the next visit.", provider=expected.provider)
        )
        self._leave()

    def _load(self) -> None:
        if self._expected is None:
            return
        at, t = self.context.clock.now(), self.context.texts
        self._sheet = self.context.desk.ask(
            expectations.sheet, provider_id=self._expected.provider_id, at=at, language=t.language
        )
        self.leaving.show_sheet(self._sheet.out)
        self.back.show_sheet(self._sheet.back, self.context.desk.ask(shelving.shelves))
        self._show_head(self._sheet, self._expected)
        self._show_books()

    def _show_head(self, sheet: VisitSheet, expected: ExpectedVisit) -> None:
        t = self.context.texts
        self.title.setText(sheet.provider.name)
        self._ess.show_word(provider_words(sheet.provider, t), "ess")
        self._ess.setVisible(sheet.provider.is_ess)
        day = formats.weekday(moments.day_of(expected.planned_at), t.language)
        words = t("Visit of {day} {hour}", day=day, hour=formats.clock(expected.planned_at))
        number = "" if sheet.visit is None else " · " + t("manifest {number}", number=sheet.visit.number)
        self.planned.setText(words + number)

    def _show_books(self) -> None:
        self.signing.show_books(
            self.leaving.staying(),
            self.back.missing(),
            (len(self.leaving.taken()), len(self.back.brought())),
            self.back.not_due(),
        )

    def _on_changed_here(self) -> None:
        self._unsigned_warned = False
        self._show_books()
        self._keep_later()

    def _keep_later(self) -> None:
        """Keep what was scanned a moment after a change; scans that go on and on do not put it off."""
        if not self._keep_soon.isActive():
            self._keep_soon.start(_DRAFT_AFTER_MS)

    def _keep(self) -> None:
        """Keep what was scanned, so that a crash or another screen costs nothing."""
        self._keep_soon.stop()
        if self._expected is not None:
            visit_draft.keep(self.context, self._expected, self.leaving, self.back, self.signing)

    def _restore(self) -> None:
        if self._expected is not None:
            visit_draft.restore(self.context, self._expected, self.leaving, self.back, self.signing)
            self._keep_soon.stop()

    def _leave(self) -> None:
        self._expected = self._sheet = self._visit = None
        self._keep_soon.stop()
        self.day.refresh()
        self._pages.setCurrentIndex(0)
        self.day.today.setFocus()

    def _connect(self) -> None:
        self.day.chosen.connect(self._on_day)
        self.leaving.changed.connect(self._on_changed_here)
        self.back.changed.connect(self._on_changed_here)
        self.signing.asked.connect(self.main_action)
        self.signing.driver.textEdited.connect(self._keep_later)
        self.signing.pad.changed.connect(self._keep_later)
        self.paper.clicked.connect(self._on_paper)
        self.absent.clicked.connect(self._on_absent)
        self._keep_soon.timeout.connect(self._keep)

    def _on_day(self, expected: object) -> None:
        if not isinstance(expected, ExpectedVisit):
            return
        if expected.state in {"planned", "open"}:
            self.open_visit(expected)
        elif expected.state in {"missed", "undone"} or expected.visit_id == self._over:
            # Who comes again, or comes after all, has a visit of their own, with its own manifest.
            now = self.context.clock.now().replace(second=0, microsecond=0)
            self.open_visit(replace(expected, state="planned", planned_at=now, visit_id=None, number=""))
        else:
            t, self._over = self.context.texts, expected.visit_id
            self.context.notices.say(
                t(
                    "This visit is over. Manifest {number}. Enter again opens another one.",
                    number=expected.number,
                )
            )

    def _lay(self) -> None:
        words = FlowLayout(gap=12)
        for piece in (self.title, self._ess, self.planned):
            words.addWidget(piece)
        deeds_here = FlowLayout(gap=12)
        deeds_here.addWidget(self.absent)
        deeds_here.addWidget(self.paper)
        head = Ends(least=560)
        head.addItem(words)
        head.addItem(deeds_here)
        columns = Columns((428, 428, 330))
        for card in (self.leaving, self.back, self.signing):
            columns.addWidget(card)
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(columns, 1)
        self._pages.addWidget(self.day)
        self._pages.addWidget(page)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._pages)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(22)
        self._outer.setContentsMargins(edge, theme.px(20), edge, edge)
        self._column.setSpacing(theme.px(14))
