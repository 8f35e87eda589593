"""The board of incidents: all that are open, the oldest first; at the right the one that is looked at."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Incident, IncidentEntry, IncidentKind, Item, Move, Staff
from concierge_desk.operations import incidents, scans
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import incident_words
from concierge_desk.ui.screens.incident_dossier import Dossier
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.photo_view import PhotoView, PhotoWords
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar

CLOSED_SHOWN = timedelta(days=90)
"""So long closed incidents can be looked up here; older ones stand in the history of their piece."""


class IncidentsPanel(Panel):
    """Lists, filters and opens incidents; `arrive(incident_id=7)` or `arrive(item_id=3)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Incident, IncidentEntry, Item, Move, Staff})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the list and the dossier, empty."""
        super().__init__(context, parent)
        t = self.t
        self._rows: list[IncidentRow] = []
        self._is_closed_shown = False
        self.which = SegmentBar(self)
        self.which.setAccessibleName(t("Which incidents"))
        self.kinds = _choice(t("Kind"), self)
        self.providers = _choice(t("Provider"), self)
        self.list = RowList(t("Incidents"), self)
        self.nothing = EmptyState("leaf", t("No incident is open."), self)
        self.dossier = Dossier(context, self)
        self.nobody = EmptyState("list-check", t("Choose an incident."), self)
        self._lay()
        closing = PhotoWords(
            t("Photo"), t("Close the photo"), shortcuts.shown("back", t), t("Photo before"), t("Next photo")
        )
        self.view = PhotoView(closing, self)
        self.which.chosen.connect(self._on_which)
        self.kinds.activated.connect(self._show)
        self.providers.activated.connect(self._show)
        self.list.marked.connect(self._on_marked)
        self.list.chosen.connect(self._on_chosen)
        self.dossier.enlarged.connect(self.view.show_photos)
        self.dossier.history_asked.connect(self._on_history)

    @override
    def refresh(self) -> None:
        """Ask again; the one that is looked at and what is typed stay."""
        ask, language = self.context.desk.ask, self.t.language
        if self._is_closed_shown:
            since = self.context.clock.now() - CLOSED_SHOWN
            self._rows = ask(incidents.closed_since, since=since, language=language)
        else:
            self._rows = ask(incidents.open_incidents, language=language)
        self._say_counts()
        self._show()

    @override
    def arrive(self, **what: object) -> None:
        """Come with an incident or a piece in mind."""
        incident_id, item_id = what.get("incident_id"), what.get("item_id")
        if isinstance(item_id, int):
            mine = self.context.desk.ask(incidents.of_item, item_id=item_id)
            incident_id = mine[0].incident_id if mine else None
        if isinstance(incident_id, int):
            self.open_incident(incident_id)
        self.dossier.resume(what.get("form"), what.get("typed"))

    def open_incident(self, incident_id: int) -> bool:
        """Show one incident, whatever is filtered; False when there is none."""
        try:
            row = self.context.desk.ask(incidents.one, incident_id=incident_id, language=self.t.language)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return False
        self._is_closed_shown = row.closed_at is not None
        self.refresh()
        self.which.choose("closed" if self._is_closed_shown else "all")
        for choice in (self.kinds, self.providers):
            choice.setCurrentIndex(0)
        self._show()
        self.list.mark(incident_id)
        self._show_dossier(row)
        return True

    @override
    def in_hand(self) -> dict[str, object]:
        """Tell which incident is looked at, and what is typed to it."""
        row = self.dossier.row
        return {} if row is None else {"incident_id": row.incident_id, **self.dossier.in_hand()}

    @override
    def take_scan(self, code: str) -> bool:
        """Open the incident of a scanned piece, or of a tag that is not ours; a piece without one is shown."""
        ask = self.context.desk.ask
        stranger = next((row for row in self._rows if row.stranger_tag == code), None)
        if stranger is not None:
            return self.open_incident(stranger.incident_id)
        try:
            found = ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is not scans.FoundKind.ITEM:
            return False
        self.view.leave()
        mine = ask(incidents.of_item, item_id=found.id)
        if mine:
            return self.open_incident(mine[0].incident_id)
        self.context.go("items", item_id=found.id)
        self.context.notices.say(self.t("No incident is open for this piece. You can open one here."))
        return True

    @override
    def main_action(self) -> None:
        """Close the incident that is looked at."""
        if not self.dossier.isHidden():
            self.dossier.main_action()

    @override
    def go_back(self) -> bool:
        """Put the photo away, leave a form, go back to the list, then to all that are open."""
        if self.view.isVisible():
            self.view.leave()
            return True
        if self.dossier.go_back():
            return True
        focus = QApplication.focusWidget()
        if focus is not None and self.dossier.isAncestorOf(focus) and self.list.rows():
            self.list.setFocus()
            return True
        if self.which.current() != "all" or self.kinds.currentIndex() or self.providers.currentIndex():
            self._reset()
            return True
        return False

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list, where there is anything in it."""
        return self.list if self.list.rows() else None

    def _reset(self) -> None:
        self.which.choose("all")
        for choice in (self.kinds, self.providers):
            choice.setCurrentIndex(0)
        self._on_which("all")

    def _on_which(self, key: str) -> None:
        closed = key == "closed"
        if closed is not self._is_closed_shown:
            self._is_closed_shown = closed
            self.refresh()
        else:
            self._show()

    def _say_counts(self) -> None:
        """Say how many there are of each sort, and offer the kinds and providers that there are."""
        t, rows = self.t, self._rows
        counts = {} if self._is_closed_shown else {
            "all": len(rows), "mine": sum(self._is_mine(row) for row in rows),
            "due": sum(self._is_due(row) for row in rows),
        }  # fmt: skip  # three of a kind
        words = {"all": t("All"), "mine": t("Mine"), "due": t("To do"), "closed": t("Closed lately")}
        icons = {"all": "alert-triangle", "mine": "user", "due": "calendar-event", "closed": "check"}
        self.which.show_segments(
            [
                Segment(key, f"{said} ({counts[key]})" if key in counts else said, icons[key])
                for key, said in words.items()
            ]
        )
        kinds = Counter(row.kind for row in rows)
        offered = [(t(INCIDENTS[kind]), kind.value, kinds[kind]) for kind in IncidentKind if kinds[kind]]
        _offer(self.kinds, t("All kinds"), offered)
        names = {row.provider_id: row.provider for row in rows if row.provider_id is not None}
        of = Counter(row.provider_id for row in rows)
        offered = [(name, str(id_), of[id_]) for id_, name in sorted(names.items(), key=lambda each: each[1])]
        _offer(self.providers, t("All providers"), offered)

    def _show(self) -> None:
        """Show what the filters let through, and the one the cursor is on."""
        at = self.context.clock.now()
        shown = [row for row in self._rows if self._passes(row)]
        self.list.show_rows([incident_words.line(row, at, self.t) for row in shown])
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self._say_nothing()
        here = {row.incident_id: row for row in shown}
        key = self.list.current_key()
        row = here.get(key) if isinstance(key, int) else None
        if row is None and shown:
            row = shown[0]
            self.list.mark(row.incident_id)
        self._show_dossier(row)

    def _show_dossier(self, row: IncidentRow | None) -> None:
        self.dossier.setVisible(row is not None)
        self.nobody.setVisible(row is None and bool(self._rows))
        if row is not None:
            self.dossier.show_incident(row)

    def _passes(self, row: IncidentRow) -> bool:
        key, kind, provider = self.which.current(), self.kinds.currentData(), self.providers.currentData()
        return (
            (key != "mine" or self._is_mine(row))
            and (key != "due" or self._is_due(row))
            and kind in {"", None, row.kind.value}
            and provider in {"", None, str(row.provider_id)}
        )

    def _is_mine(self, row: IncidentRow) -> bool:
        return row.followed_by_id == self.context.staff().id

    def _is_due(self, row: IncidentRow) -> bool:
        return row.next_on is not None and row.next_on <= moments.day_of(self.context.clock.now())

    def _say_nothing(self) -> None:
        t = self.t
        if self._rows:
            self.nothing.say("check", t("None of this sort. Esc shows all that are open."))
        elif self._is_closed_shown:
            self.nothing.say("history", t("No incident was closed in the last 90 days."))
        else:
            self.nothing.say("leaf", t("No incident is open. Everything is where it should be."))

    def _on_marked(self, key: object) -> None:
        row = next((each for each in self._rows if each.incident_id == key), None)
        shown = self.dossier.row
        if row is not None and (shown is None or shown.incident_id != row.incident_id):
            self._show_dossier(row)

    def _on_chosen(self, key: object) -> None:
        self._on_marked(key)
        focus = self.dossier.first_focus()
        if focus is not None:
            focus.setFocus()

    def _on_history(self, item_id: int) -> None:
        self.context.go("items", item_id=item_id)

    def _lay(self) -> None:
        choices = FlowLayout(gap=8)
        choices.addWidget(self.kinds)
        choices.addWidget(self.providers)
        left = Card(parent=self)
        left.body.addWidget(self.which)
        left.body.addLayout(choices)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self.nothing, 1)
        columns = Columns((540, 660, 660), least=(400, 460, 460))
        for piece in (left, self.dossier, self.nobody):
            columns.addWidget(piece)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(columns)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        for choice in (self.kinds, self.providers):
            choice.setMinimumWidth(theme.px(246))


def _choice(name: str, parent: QWidget) -> QComboBox:
    made = QComboBox(parent)
    made.setAccessibleName(name)
    made.setMinimumContentsLength(10)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _offer(choice: QComboBox, all_of_them: str, offered: Sequence[tuple[str, str, int]]) -> None:
    """Offer some words with their counts; what was chosen stays chosen."""
    before = choice.currentData()
    choice.clear()
    choice.addItem(all_of_them, "")
    for words, key, count in offered:
        choice.addItem(f"{words} ({count})", key)
    choice.setCurrentIndex(max(0, choice.findData(before)))
