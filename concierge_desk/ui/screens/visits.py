"""The visits screen: the day, the visit that is here, and the books of those that are over."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.models import Incident, Item, Provider, Quote, Stranger, Visit, VisitMark
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.visit_back import ComingBack
from concierge_desk.ui.screens.visit_day import Day
from concierge_desk.ui.screens.visit_lists import Leaving
from concierge_desk.ui.screens.visit_open import OpenVisit
from concierge_desk.ui.screens.visit_over import Over
from concierge_desk.ui.screens.visit_signing import Signing
from concierge_desk.ui.screens.visit_unkept import UnkeptBox

_MARKED = frozenset({VisitMark, Stranger})
_STILL = frozenset({"planned", "open"})


class Visits(Screen):
    """Closes a provider's visit in one deed; a missing piece never blocks it."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, Visit, Provider, Incident, Quote})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Start with the list of today's visits."""
        super().__init__(context, parent)
        self._day_comes = False
        self.day = Day(context, self)
        self.visit = OpenVisit(context, self)
        self.over = Over(context, self)
        self._page: QWidget = self.day
        self.unkept = UnkeptBox(context.texts, self)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.unkept)
        for page in (self.day, self.visit, self.over):
            self._outer.addWidget(page, 1)
            page.setVisible(page is self._page)
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self.visit.keeping.look)
        self.day.chosen.connect(self._on_day)
        self.visit.left.connect(self._show_day)
        self.visit.keeping.unkept.connect(self.unkept.say)
        self.unkept.read.connect(self._focus_first)
        self.over.another.connect(self._open_another)
        self.over.left.connect(self._show_day)
        context.changes.changed.connect(self._on_marked)
        theme.follow(self, self._fit)

    @property
    def leaving(self) -> Leaving:
        """What leaves with the visit that is open."""
        return self.visit.leaving

    @property
    def back(self) -> ComingBack:
        """What comes back with the visit that is open."""
        return self.visit.back

    @property
    def signing(self) -> Signing:
        """What is looked at and signed before the visit that is open is closed."""
        return self.visit.signing

    def open_visit(self, expected: ExpectedVisit) -> None:
        """Show what a visit should take and bring; what was scanned before is still there.

        One of the same provider that was left open on an earlier day comes first, to be closed or noted as missed.
        """
        earlier = self.day.left_open(expected.provider_id)
        if earlier is not None and earlier.visit_id != expected.visit_id:
            self._say_earlier(earlier)
            expected = earlier
        if self.visit.expected is not None:
            self.visit.keep()
        self._show(self.visit)
        self.visit.open_visit(expected)

    @override
    def expect(self, **what: object) -> None:
        """Remember that the day is asked for when this is seen: `arrive` need not ask again."""
        self._day_comes = self.stale

    @override
    def arrive(self, **what: object) -> None:
        """Come with a provider or a visit in mind, or with what is not read yet."""
        if not self._day_comes:
            self.day.refresh()
        self._day_comes = False
        self.unkept.say(str(what.get("unkept", "")))
        provider_id, visit_id = what.get("provider_id"), what.get("visit_id")
        expected = self.day.of_provider(provider_id) if isinstance(provider_id, int) else None
        if isinstance(visit_id, int):
            expected = self.day.of_visit(visit_id)
        if expected is not None and expected.state in _STILL:
            if not self._is_open(expected):
                self.open_visit(expected)
        elif isinstance(visit_id, int):
            self._show_over(visit_id)

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep what was scanned, and tell whose visit it is, and what is not read yet."""
        if self.visit.expected is not None:
            self.visit.keep()
        said = self.unkept.sentence()
        hand: dict[str, object] = {"unkept": said} if said else {}
        if self.visit.expected is not None:
            hand["provider_id"] = self.visit.expected.provider_id
        return hand

    @override
    def refresh(self) -> None:
        """Ask again for the day, and for what the visit shown should take and bring, or did."""
        self.day.refresh()
        self.visit.refresh()
        self.over.refresh()

    @override
    def take_scan(self, code: str) -> bool:
        """Let the visit that is open take a scan."""
        return self.visit.expected is not None and self.visit.take_scan(code)

    @override
    def main_action(self) -> None:
        """Close the visit that is open, or put closed books right; F12 never opens a visit, Enter does.

        Struck again and again it would else open, ask and close a visit that nobody made.
        """
        if self.visit.expected is not None:
            self.visit.main_action()
        elif self._page is self.over:
            self.over.main_action()

    @override
    def go_back(self) -> bool:
        """Go back to the list of the day; what was scanned is kept."""
        if self._page is self.over:
            if not self.over.close_form():
                self._show_day()
            return True
        expected = self.visit.expected
        if expected is None:
            return False
        if self.visit.close_question():
            return True
        scanned = bool(self.visit.books.marks or self.visit.books.unknown)
        self.visit.leave()
        if scanned:
            said = self.context.texts("What was scanned for {provider} is kept.", provider=expected.provider)
            self.context.notices.say(said)
        self._show_day()
        return True

    @override
    def go_home(self) -> None:
        """Come back to the day; what was scanned and answered is kept."""
        if self.visit.expected is not None:
            self.visit.keep()
            self.visit.close_question()
            self.go_back()
        else:
            self._show_day()

    @override
    def first_focus(self) -> QWidget | None:
        """Start in the list of the day, in what leaves, or in the books that are over."""
        if self.visit.expected is not None:
            return self.visit.first_focus()
        return self.over.list if self._page is self.over else self.day.today

    def _say_earlier(self, earlier: ExpectedVisit) -> None:
        t = self.context.texts
        day = formats.day_long(moments.day_of(earlier.planned_at), t.language)
        said = t(
            "The visit of {day} is still open. Close it first, or press “Did not come”.",
            day=day,
        )
        self.context.notices.warn(said)

    def _focus_first(self) -> None:
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _is_open(self, expected: ExpectedVisit) -> bool:
        """Tell whether this visit is the one that is shown already."""
        shown = self.visit.expected
        return shown is not None and shown.provider_id == expected.provider_id

    def _on_day(self, expected: object) -> None:
        if not isinstance(expected, ExpectedVisit):
            return
        if expected.state in _STILL:
            self.open_visit(expected)
        elif expected.state == "closed" and expected.visit_id is not None:
            self._show_over(expected.visit_id)
        else:
            self._open_another(expected)

    def _open_another(self, expected: object) -> None:
        """Open a visit of its own, with its own manifest, for who comes again, or comes after all."""
        if isinstance(expected, int):
            expected = self.day.of_provider(expected)
        if isinstance(expected, ExpectedVisit):
            now = self.context.clock.now().replace(second=0, microsecond=0)
            self.open_visit(replace(expected, state="planned", planned_at=now, visit_id=None, number=""))

    def _show_over(self, visit_id: int) -> None:
        if self.visit.expected is not None:
            self.visit.leave()
        self.over.show_visit(visit_id)
        self._show(self.over)
        self.over.list.setFocus()

    def _show_day(self) -> None:
        self.over.forget()
        self.day.refresh()
        self._show(self.day)
        self.day.today.setFocus()

    def _show(self, page: QWidget) -> None:
        """Show one page; the others take no room."""
        self._page = page
        for each in (self.day, self.visit, self.over):
            each.setVisible(each is page)

    def _on_marked(self, changed: object) -> None:
        if isinstance(changed, frozenset) and changed & _MARKED and not self.visit.keeping.is_writing:
            self._look_soon.start(0)

    def _fit(self) -> None:
        edge = theme.px(22)
        self._outer.setContentsMargins(edge, theme.px(20), edge, edge)
        self._outer.setSpacing(theme.px(14))
