"""The frame with the screens in it, in the language of the person at the desk.

Another language makes it anew; who signs in with the same one finds everything as it was left.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError, UnknownCode
from concierge_desk.models import Incident, Item, MailItem, Provider, Staff, Visit, WeeklyVisit
from concierge_desk.operations import expectations, incidents, mail_deadlines, scans
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import destinations, outbox_words, shortcuts, suggesting, tabbing, undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.notices import Notices
from concierge_desk.ui.outbox import OutboxState
from concierge_desk.ui.post import Post
from concierge_desk.ui.screen import ChangeBridge, Screen
from concierge_desk.ui.screens import SCREENS, entry
from concierge_desk.ui.shell import Shell, ShellWords
from concierge_desk.ui.widgets.rail import Place
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.top_bar import TopBarWords

if TYPE_CHECKING:
    from concierge_desk.ui.authorising import Asker, Wanted

log = logging.getLogger(__name__)
SOON = timedelta(minutes=60)
"""A visit counts on the rail from this long before its hour until it is closed."""
_TICK_MS = 10_000
_MAKE_NEAR = frozenset({Visit, Item, MailItem, Provider, WeeklyVisit, Incident})
"""What changes how many visits are near, incidents wait, or pieces go back; a draft that is kept does not."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every workplace of a window shares, whatever its language."""

    desk: Desk
    notices: Notices
    changes: ChangeBridge
    settings: Callable[[], Settings]
    staff: Callable[[], Staff]
    post: Post


class Workplace(Shell):
    """Rail, scan field and screens; `…_asked` are what the window does itself."""

    lock_asked = Signal()
    printers_asked = Signal()
    release_asked = Signal()
    scanner_asked = Signal()
    manifests_asked = Signal()
    help_asked = Signal()
    settings_chosen = Signal(object)
    badge_scanned = Signal(int)

    def __init__(self, tools: Tools, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the frame; each screen is made when it is first opened."""
        self.texts = texts
        self._tools = tools
        field = SearchField(
            texts("Search or scan"),
            texts("Scan, or type a name, a phone number, a ticket, a parcel…"),
            self._suggest,
            icon="scan",
            key=shortcuts.shown("search", texts),
        )
        super().__init__(_places(texts), (), field, _words(texts), parent)
        self.field = field
        self.context = Context(
            desk=tools.desk,
            texts=texts,
            clock=tools.desk.clock,
            notices=tools.notices,
            changes=tools.changes,
            go=self._go,
            settings=tools.settings,
            change_settings=self.settings_chosen.emit,
            staff=tools.staff,
            ask_leave=self._ask_leave,
            post=tools.post,
        )
        self._asker: Asker | None = None
        self._keys = {name: self._shortcut(name, does) for name, does in self._deeds().items()}
        self._minute: datetime | None = None
        self._connect()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.tick)
        self._clock.start(_TICK_MS)

    def open_screen(self, key: str, /, **what: object) -> Screen:
        """Open a screen, with something in mind; a deed of another screen waits no longer for leave."""
        if key != self.current():
            self.drop_question()
            self.field.clear()
            self._tools.notices.move_on()
        screen = self.screen_of(key)
        screen.expect(**what)
        self.open(key)
        screen.refresh_if_stale()
        if what:
            screen.arrive(**what)
        focus = screen.first_focus()
        (focus or self.field).setFocus()
        return screen

    def go_to(self, key: str) -> None:
        """Open a screen by its key; the one in front comes back to its first page."""
        if key == self.current():
            self.current_screen().go_home()
        self.open_screen(key)

    def _go(self, key: str, /, **what: object) -> None:
        """Lead a screen elsewhere; printers, scanner test and manifests are asked of the window."""
        if key == "printers":
            self.printers_asked.emit()
        elif key == "scanner":
            self.scanner_asked.emit()
        elif key == "manifests":
            self.manifests_asked.emit()
        else:
            self.open_screen(key, **what)

    def screen_of(self, key: str) -> Screen:
        """Give a screen, made if it was not yet."""
        if not self.has(key):
            self.put(key, partial(entry(key).load(), self.context))
        page = self.page(key)
        assert isinstance(page, Screen)  # noqa: S101  # only screens are put in
        return page

    def current_screen(self) -> Screen:
        """Give the screen that is shown."""
        return self.screen_of(self.current() or SCREENS[0].key)

    def made_screens(self) -> list[tuple[str, Screen]]:
        """List the screens that were opened so far."""
        return [(each.key, self.screen_of(each.key)) for each in SCREENS if self.has(each.key)]

    def press(self, key: str) -> bool:
        """Do what a key of the window does, as its shortcut; False when it does nothing here."""
        names = (each.name for each in shortcuts.ALL if each.key == key)
        does = self._deeds().get(next(names, ""))
        if does is not None:
            does()
        return does is not None

    def take_scan(self, code: str) -> None:
        """Let the screen take a scan, or open what it stands for; an unknown one says what can be done."""
        if self._asker is not None and self._asker.take_scan(code):
            return
        if self.current_screen().take_scan(code):
            return
        try:
            self._open_found(self.context.desk.ask(scans.resolve, scanned=code))
        except UnknownCode as unknown:
            if _is_parcel(code):
                self.open_screen("mail", panel="arrivals", scanned=code)
                return
            self.context.notices.warn(unknown.said(self.texts))
            self.field.offer(code, suggesting.rows_for_unknown(self.texts, code))
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.texts))

    def tick(self) -> None:
        """Show the time, and the visits that are near; a minute later what is due or late is another."""
        now = self.context.clock.now()
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._tools.changes.announce(frozenset({Visit}))
        day = formats.weekday_short(moments.day_of(now), self.texts.language)
        self.top.show_clock(f"{day} {formats.clock(now)}")
        visits = self.context.desk.ask(expectations.expected_today, at=now)
        self.badge("visits", sum(_is_near(each, now) for each in visits))
        mine = self.context.staff().id
        waiting = self.context.desk.ask(incidents.count_for, staff_id=mine, on=moments.day_of(now))
        self.badge("supervise", waiting)
        mail = self.context.desk.ask(mail_deadlines.counts, on=moments.day_of(now))
        self.badge("mail", mail.now + mail.unsettled)

    def show_outbox(self, state: OutboxState) -> None:
        """Tell how the printers are: which are chosen, what stops one, whether a paper needs somebody."""
        said, tone = outbox_words.in_the_bar(state, self.texts)
        self.top.show_printers(said, tone)

    def _open_found(self, found: scans.Found) -> None:
        if found.kind is scans.FoundKind.BADGE:
            self.badge_scanned.emit(found.id)
            return
        to = destinations.of_found(self.context.desk, found)
        self.open_screen(to.screen, **to.what)

    def _suggest(self, typed: str) -> list[Row]:
        return suggesting.rows(self.context.desk, self.texts, typed)

    def _chosen(self, key: object) -> None:
        try:
            to = destinations.of_row(self.context.desk, key)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.texts))
            return
        self.open_screen(to.screen, **to.what)

    def _typed(self, words: str) -> None:
        """Take what was typed and entered before anything was offered: a code, or words to search."""
        self.field.clear()
        try:
            self._open_found(self.context.desk.ask(scans.resolve, scanned=words))
        except DeskError:
            self.open_screen("items", typed=words)

    @property
    def asker(self) -> "Asker":
        """Who asks for leave to do a deed, made when a deed first needs it."""
        if self._asker is None:
            from concierge_desk.ui.authorising import Asker  # noqa: PLC0415  # most days nobody has to be asked

            self._asker = Asker(self.context, self.room)
        return self._asker

    def drop_question(self) -> bool:
        """Ask nobody for leave any more; False when nobody was asked."""
        return self._asker is not None and self._asker.drop()

    def _ask_leave(self, wanted: "Wanted") -> None:
        self.asker.ask(wanted)

    def _main(self) -> None:
        if self._asker is not None and self._asker.is_asking():
            self._asker.panel.give_pin()
            return
        self.current_screen().main_action()

    def _back(self) -> None:
        if self.drop_question():
            return
        # What was left there belongs to nothing any more, wherever the focus is by now.
        self.field.clear()
        if not self.current_screen().go_back() and self.current() != SCREENS[0].key:
            self.open_screen(SCREENS[0].key)

    def _undo(self) -> None:
        if self.current_screen().take_back():
            return
        if self.toast.can_undo():
            self.toast.undo()
        else:
            undoing.offer(self.context)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """Tell what each key of the window does; those of later screens do nothing yet."""
        return {
            "help": self.help_asked.emit,
            "dropoff": self._to_dropoff,
            "handback": self._to_handback,
            "visits": self._to_visits,
            "mail": self._to_mail,
            "customers": self._to_customers,
            "supervise": self._to_supervise,
            "settings": self._to_settings,
            "items": self._to_items,
            "papers": self.printers_asked.emit,
            "release": self.release_asked.emit,
            "main": self._main,
            "back": self._back,
            "search": self.field.focus_and_select,
            "lock": self.lock_asked.emit,
            "undo": self._undo,
        }

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the window as one sees it."""
        return tabbing.step(self, forward=forward) or super().focusNextPrevChild(forward)

    def _to_dropoff(self) -> None:
        self.go_to("dropoff")

    def _to_handback(self) -> None:
        self.go_to("handback")

    def _to_visits(self) -> None:
        self.go_to("visits")

    def _to_mail(self) -> None:
        self.go_to("mail")

    def _to_customers(self) -> None:
        self.go_to("customers")

    def _to_supervise(self) -> None:
        self.go_to("supervise")

    def _to_settings(self) -> None:
        self.go_to("settings")

    def _to_items(self) -> None:
        self.go_to("items")

    def _shortcut(self, name: str, does: Callable[[], object]) -> QShortcut:
        made = QShortcut(shortcuts.sequence(name), self)
        made.setAutoRepeat(False)
        made.activated.connect(does)
        return made

    def _connect(self) -> None:
        self.rail.asked.connect(self.go_to)
        self.field.chosen.connect(self._chosen)
        self.field.entered.connect(self._typed)
        self.top.lock_asked.connect(self.lock_asked)
        self.top.person_asked.connect(self.lock_asked)
        self.top.printers_asked.connect(self.printers_asked)
        self._tools.notices.said.connect(self.toast.show_notice)
        self._tools.notices.settled.connect(self.toast.settle)
        self._tools.notices.moved_on.connect(self.toast.move_on)
        self._tools.changes.changed.connect(self._on_changed)

    def _on_changed(self, changed: frozenset[type]) -> None:
        if changed & _MAKE_NEAR:
            self.tick()


def _is_near(visit: expectations.ExpectedVisit, now: datetime) -> bool:
    """Tell whether a visit needs somebody soon: one that has nothing to take or bring can wait."""
    waits = visit.state == "open" or (visit.state == "planned" and bool(visit.out or visit.back))
    return waits and visit.planned_at <= now + SOON


def _is_parcel(code: str) -> bool:
    """Tell whether a code is surely a carrier's number, which nobody has written down yet: a parcel arrives."""
    from concierge_desk import tracking  # noqa: PLC0415  # the first window does not wait for the table of numbers

    return tracking.read(code).certainty is tracking.Certainty.SURE


def _places(texts: Texts) -> list[Place]:
    return [
        Place(each.key, texts(each.words), each.icon, shortcuts.shown(each.shortcut, texts))
        for each in SCREENS
    ]


def _words(texts: Texts) -> ShellWords:
    top = TopBarWords(texts("Printers"), texts("At the desk"), texts("Lock the desk"))
    return ShellWords(top, texts("Undo"), shortcuts.shown("undo", texts))
