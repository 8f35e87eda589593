"""The day on one page: visits, promises at risk, what must be followed, the team, and the end of the day."""

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import (
    About,
    Channel,
    DayEnd,
    Incident,
    Item,
    Notice,
    Presence,
    Provider,
    Quote,
    RollCall,
    ShiftNote,
    Staff,
    Visit,
)
from concierge_desk.operations import day_ends, deeds, notices, shifts, supervision
from concierge_desk.operations.unready import Unready
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import supervise_day_lines as lines
from concierge_desk.ui.screens.supervise_day_cards import End, Risks, Shift
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.screens.today_cards import Lines
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.scroll import Scroll

_LIVE_MS = 15_000


class DayPanel(Panel):
    """Everything a supervisor looks at before the desk is left; a concierge may as well."""

    shows: ClassVar[frozenset[type]] = frozenset(
        {
            DayEnd,
            Incident,
            Item,
            Notice,
            Presence,
            Provider,
            Quote,
            RollCall,
            ShiftNote,
            Staff,
            Visit,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the cards empty."""
        super().__init__(context, parent)
        t = self.t
        self._day: supervision.Day | None = None
        self._note_uid, self._end_uid = deeds.new_uid(), deeds.new_uid()
        self.visits = Lines(t("Today’s visits"), "truck-delivery", context.go, slim=True)
        self.risks = Risks(t, context.go)
        self.follow_up = Lines(
            t("To follow"), "alert-triangle", context.go, icon_role="apricot_ink", slim=True
        )
        self.shift = Shift(t)
        self.end = End(t, context.go)
        self.risks.told.connect(self._tell)
        self.shift.written.connect(self._write)
        self.end.ended.connect(self._end)
        self._lay()
        self._live = QTimer(self)
        self._live.timeout.connect(self._show_live)
        self._live.start(_LIVE_MS)
        theme.follow(self, self._fit)

    @override
    def refresh(self) -> None:
        """Ask the desk for the day; what is being written stays."""
        at = self.context.clock.now()
        self._day = day = self.context.desk.ask(supervision.day, at=at, language=self.t.language)
        self.risks.show_groups(day.at_risk, at)
        self.shift.show_shift(day.on_shift, day.notes)
        self.end.show_end(day.checks, day.ended)
        self._show_lines()

    @override
    def arrive(self, **what: object) -> None:
        """Come with words that were being written, or to the promises: `look="promises"`."""
        for field, kept in ((self.shift.field, what.get("note")), (self.end.why.edit, what.get("why"))):
            if isinstance(kept, str):
                field.setText(kept)
        if what.get("look") == "promises" and not self.risks.take_focus():
            self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        """Go where promises wait that are not at risk: to be told later, or to come with a visit of today."""
        if self._day is not None and self._day.slips:
            self.context.go("supervise", panel="quotes")
        else:
            self.context.go("visits")

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep what is being written."""
        return {"note": self.shift.field.text(), "why": self.end.why.text()}

    @override
    def main_action(self) -> None:
        """End the day."""
        self.end.end()

    def _show_live(self) -> None:
        """Show what changes as time goes, and what changes so often that it is not waited for: papers and forms."""
        if not self.isVisible():
            return
        at = self.context.clock.now()
        ended = None if self._day is None else self._day.ended
        self.end.show_end(self.context.desk.ask(day_ends.checklist, at=at), ended)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._day is None:
            return
        at, t = self.context.clock.now(), self.t
        self.visits.show_lines(
            lines.visits(self._day, at, t), "calendar-event", t("No provider comes by today.")
        )
        self.follow_up.show_lines(
            lines.follow_up(self._day, at, t), "leaf", t("Nothing to follow. All is well.")
        )

    def _write(self, text: str) -> None:
        at, staff_id = self.context.clock.now(), self.context.staff().id
        try:
            self.context.desk.do(
                shifts.leave_note, text=text, at=at, staff_id=staff_id, deed_uid=self._note_uid
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self._note_uid = deeds.new_uid()
        self.shift.field.clear()

    def _tell(self, pieces: list[Unready]) -> None:
        """Note that somebody was told by telephone that their things are late."""
        first = pieces[0]
        try:
            self.context.desk.do(
                notices.tell,
                customer_id=first.customer_id,
                about=About.DELAY,
                channel=Channel.PHONE,
                item_ids=[each.item_id for each in pieces],
                text="",
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=deeds.new_uid(),
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(self.t("Noted: {name} was told.", name=first.customer))

    def _end(self, why: str) -> None:
        at, staff_id = self.context.clock.now(), self.context.staff().id
        try:
            self.context.desk.do(day_ends.end, note=why, at=at, staff_id=staff_id, deed_uid=self._end_uid)
        except DeskError as refused:
            self.end.why.refuse(refused.said(self.t))
            self.end.why.edit.setFocus()
            return
        self._end_uid = deeds.new_uid()
        self.end.why.accept()
        self.end.why.set_text("")
        self.context.notices.say(self.t("The day is ended. Have a good evening!"))

    def _lay(self) -> None:
        self._columns = [_column(self.visits, self.risks), _column(self.follow_up, self.shift)]
        page = QWidget()
        columns = Columns((420, 400, 380), page)
        for each in (*self._columns, self.end):
            columns.addWidget(each)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(page, self))

    def _fit(self) -> None:
        for each in self._columns:
            lines_of = each.layout()
            if lines_of is not None:
                lines_of.setSpacing(theme.px(16))


def _column(above: QWidget, below: QWidget) -> QWidget:
    """Put two cards one below the other; the lower one takes the room that is left."""
    column = QWidget()
    cards = QVBoxLayout(column)
    cards.setContentsMargins(0, 0, 0, 0)
    cards.addWidget(above)
    cards.addWidget(below, 1)
    return column
