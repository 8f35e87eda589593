"""Today: who comes by, what must not be forgotten, whose things are ready."""

from typing import ClassVar

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import (
    Customer,
    House,
    Incident,
    Item,
    MailItem,
    Notify,
    PrintJob,
    Provider,
    ShiftNote,
    Staff,
    Visit,
)
from concierge_desk.operations import printing, shifts
from concierge_desk.operations import today as day
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.ui import outbox, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens import today_lines
from concierge_desk.ui.screens.today_cards import Lines, Month, Papers, ShiftNotes
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Title, Words

_LIVE_MS = 15_000
_READY_SHOWN = 4
_NOTES_SHOWN = 2


class TodayScreen(Screen):
    """The first screen: everything that waits, each line one press away from its place."""

    shows: ClassVar[frozenset[type]] = frozenset(
        {Customer, House, Incident, Item, MailItem, Provider, ShiftNote, Staff, Visit}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the screen empty."""
        super().__init__(context, parent)
        t = context.texts
        self._today: day.Today | None = None
        self.title = Title()
        self.house = Words("", 16, "soft")
        self.dropoff = Button(
            t("New drop-off"),
            "package-import",
            kind="primary",
            key=shortcuts.shown("dropoff", t),
            main=True,
        )
        self.handback = Button(t("Hand-back"), "hanger", key=shortcuts.shown("handback", t), main=True)
        self.visits = Lines(t("Today’s visits"), "truck-delivery", context.go)
        self.reminders = Lines(t("Not to forget"), "alert-triangle", context.go, icon_role="apricot_ink")
        self.ready = Lines(t("Ready: to tell"), "bell-ringing", context.go)
        self.manifests = Button(t("Print today’s manifests"), "printer")
        self.others = Button(t("See all who wait"), "chevron-right", kind="quiet", small=True)
        self.month = Month(t)
        self.papers = Papers(t)
        self.notes = ShiftNotes(t)
        self._lay()
        self.dropoff.clicked.connect(self._to_dropoff)
        self.handback.clicked.connect(self._to_handback)
        self.others.clicked.connect(self._to_handback)
        self.manifests.clicked.connect(self._show_manifests)
        self.papers.folder_asked.connect(self._open_folder)
        self.papers.failed_asked.connect(self._show_failed)
        self._papers_soon = QTimer(self)
        self._papers_soon.setSingleShot(True)
        self._papers_soon.timeout.connect(self._show_papers)
        self._live = QTimer(self)
        self._live.timeout.connect(self._show_live)
        self._live.start(_LIVE_MS)

    @override
    def refresh(self) -> None:
        """Ask the desk for the day."""
        desk, at, t = self.context.desk, self.context.clock.now(), self.context.texts
        self._today = desk.ask(day.today, at=at, language=t.language)
        self.title.setText(t("Hello {name}", name=self.context.staff().name))
        self.house.setText(today_lines.house_line(self._today, t))
        self.month.show_month(self._today.ess_percent, self._today.repaired)
        self.notes.show_notes(desk.ask(shifts.notes, at=at, limit=_NOTES_SHOWN))
        self._show_papers()
        self._show_live()

    @override
    def first_focus(self) -> QWidget | None:
        """Leave the focus to the scan field: a name can be typed at once."""
        return None

    @override
    def main_action(self) -> None:
        """Begin a drop-off."""
        self._to_dropoff()

    @override
    def _on_changed(self, changed: frozenset[type]) -> None:
        """Ask only for the papers when only papers changed: each one changes three times on its way out."""
        super()._on_changed(changed)
        if PrintJob not in changed:
            return
        if self.isVisible():
            self._papers_soon.start(0)
        else:
            self.stale = True

    def _show_papers(self) -> None:
        waiting, failed = self.context.desk.ask(printing.waiting_and_failed)
        self.papers.show_papers(waiting, failed, to_folder=outbox.uses_folder(self.context.settings()))

    def _show_live(self) -> None:
        """Show the lines; those that say how long it is still change as time goes."""
        if self._today is None or not self.isVisible():
            return
        at, t = self.context.clock.now(), self.context.texts
        self.visits.show_lines(
            today_lines.visits(self._today, at, t),
            "calendar-event",
            t("No provider comes by today."),
        )
        self.reminders.show_lines(
            today_lines.reminders(self._today, at, t), "leaf", t("Nothing to remember. All is well.")
        )
        self._show_ready()
        self.manifests.setVisible(any(each.out or each.back for each in self._to_come()))

    def _show_ready(self) -> None:
        assert self._today is not None  # noqa: S101  # the only caller has looked
        t = self.context.texts
        shown = self._today.ready[:_READY_SHOWN]
        reach = {each.customer_id: _reach(each) for each in shown}
        self.others.setVisible(len(self._today.ready) > len(shown))
        self.ready.show_lines(
            today_lines.ready(shown, t),
            "bell",
            t("Nobody to tell. Things that come back ready are shown here."),
            button=t("Hand-back"),
            below={("ready", customer_id): said for customer_id, said in reach.items() if said[1]},
        )

    def _to_come(self) -> list[ExpectedVisit]:
        expected = self._today.visits if self._today is not None else []
        return [each for each in expected if each.state in {"planned", "open"}]

    def _show_manifests(self) -> None:
        """Show what would be printed for each visit still to come; nothing is numbered before it is asked for."""
        self.context.go("manifests")

    def _to_dropoff(self) -> None:
        self.context.go("dropoff")

    def _to_handback(self) -> None:
        self.context.go("handback")

    def _show_failed(self) -> None:
        self.context.go("printers")

    def _open_folder(self) -> None:
        folder = outbox.folder_of(self.context.settings(), self.context.desk)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _lay(self) -> None:
        self._lines = QVBoxLayout(self)
        head = Ends(gap=16, least=420)
        said = FlowLayout(gap=16)
        said.addWidget(self.title)
        said.addWidget(self.house)
        self._said = QVBoxLayout()
        self._said.addStretch(1)
        self._said.addLayout(said)
        self._said.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.dropoff)
        self._buttons.addWidget(self.handback)
        head.addItem(self._said)
        head.addItem(self._buttons)
        self._lines.addLayout(head)
        columns = Columns((433, 376, 377), least=(320, 300, 300))
        self.visits.below(self.manifests)
        self.ready.below(self.others, self.month, self.papers, self.notes)
        for card in (self.visits, self.reminders, self.ready):
            columns.addWidget(card)
        self._lines.addLayout(columns, 1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(theme.px(22), theme.px(20), theme.px(22), theme.px(8))
        self._lines.setSpacing(theme.px(16))
        self._buttons.setSpacing(theme.px(16))


def _reach(ready: day.ReadyCustomer) -> tuple[str, str]:
    """Tell how a customer wants to be told: a pictogram and the number or the address."""
    return {
        Notify.SMS: ("message", ready.phone),
        Notify.PHONE: ("phone", ready.phone),
        Notify.EMAIL: ("mail", ready.email),
        Notify.NONE: ("", ""),
    }[ready.notify]
