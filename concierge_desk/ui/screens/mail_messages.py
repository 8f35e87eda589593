"""Telling people: whom to tell today, whom to call, which slips to give, what waits or went wrong, what was sent."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import (
    Channel,
    Customer,
    Item,
    MailItem,
    Message,
    MessageText,
    Notice,
    PrintJob,
)
from concierge_desk.operations import message_lists, message_plan, message_rounds, messages
from concierge_desk.operations.message_lists import MessageCounts, MessageRow
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_plan import Proposal, Proposals
from concierge_desk.operations.messages import CallOutcome
from concierge_desk.texts import N_
from concierge_desk.ui.context import Context
from concierge_desk.ui.post import PostState
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.screens.mail_messages_card import MessageCard, Shown
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

_TABS = {
    "due": (N_("To tell"), "message", N_("Everybody knows what waits for them.")),
    "calls": (N_("To call"), "phone", N_("Nobody has to be called.")),
    "slips": (N_("Slips"), "printer", N_("No slip has to be given.")),
    "outbox": (N_("Outbox"), "mail", N_("Everything was sent.")),
    "log": (N_("Sent"), "history", N_("No message was sent yet.")),
}
_FIRST = "due"
_OUTCOMES = {
    "reached": (CallOutcome.REACHED, N_("I spoke to them"), "check", ""),
    "voicemail": (CallOutcome.VOICEMAIL, N_("I left a message"), "phone", ""),
    "no_answer": (CallOutcome.NO_ANSWER, N_("No answer"), "clock", N_("Nobody answered.")),
    "wrong": (CallOutcome.WRONG_NUMBER, N_("Wrong number"), "x", N_("This is not their number.")),
}
_SAID = {
    "reached": N_("Noted: {name} was told."),
    "voicemail": N_("Noted: {name} was told."),
    "no_answer": N_("Noted. {name} comes back on the list in two hours."),
    "wrong": N_("Noted. Ask {name} for another number."),
}


class MessagesPanel(Panel):
    """The lists at the left, one message at the right; `arrive(tab="calls")`."""

    shows: ClassVar[frozenset[type]] = frozenset(
        {Customer, Item, MailItem, Message, MessageText, Notice, PrintJob}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the lists empty."""
        super().__init__(context, parent)
        t = self.t
        self._found = Proposals()
        self._rows: dict[int, MessageRow] = {}
        self._tab_shown = ""
        self._left_out: set[tuple[date, int]] = set()
        self._open = MessageCounts()
        self._just_prepared = False
        self.tabs = SegmentBar()
        self.tabs.setAccessibleName(t("Messages"))
        self.list = RowList(t("Messages"))
        self._below = QWidget()
        """Takes the room of an empty list, so that what is above it stays where it is."""
        self.card = MessageCard(t)
        self.by_itself = Words("", 14, "soft")
        self.hint = StepHint(icon="alert-triangle", tone="amber")
        self.tabs.chosen.connect(self._turn_to)
        self.list.marked.connect(self._show)
        self.list.toggled.connect(self._toggle)
        self.list.chosen.connect(self._go_on)
        self.card.asked.connect(self._do)
        context.post.changed.connect(self._say_state)
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask the desk again; the message that was looked at stays, if it is still there."""
        desk, at = self.context.desk, self.context.clock.now()
        self._found = desk.ask(message_plan.proposals, at=at, telling=self._telling(), worded=False)
        counts = self._open = desk.ask(message_lists.counts, at=at, telling=self._telling())
        numbers = {
            "due": len(self._due()) + len(self._found.unreached),
            "calls": counts.calls,
            "slips": counts.slips,
            "outbox": counts.waiting + counts.troubled,
            "log": 0,
        }
        self.tabs.show_segments(
            [
                Segment(key, f"{self.t(said)} ({numbers[key]})" if numbers[key] else self.t(said), icon)
                for key, (said, icon, _none) in _TABS.items()
            ]
        )
        self._say_rounds(at)
        shown = self._lines()
        self.list.show_rows(shown)
        self.list.setVisible(bool(shown))
        self._below.setVisible(not shown)
        # The keys of two lists are of different things: each begins at its first line.
        if shown and (self.list.current_key() is None or self._tab_shown != self.tabs.current()):
            self.list.mark(shown[0].key)
        self._tab_shown = self.tabs.current()
        self._show(self.list.current_key() if shown else None)
        self.context.post.tell()

    @override
    def arrive(self, **what: object) -> None:
        """Come to one of the lists."""
        tab = what.get("tab")
        if isinstance(tab, str) and tab in _TABS:
            self._just_prepared = False
            if not self.tabs.current():
                self.refresh()
            self.tabs.choose(tab)
            self.refresh()

    @override
    def in_hand(self) -> dict[str, object]:
        """Tell which list is in front."""
        return {"tab": self.tabs.current()} if self.tabs.current() else {}

    @override
    def main_action(self) -> None:
        """Do what the first button of the message does; pressed twice, it does not note what nobody has done yet."""
        if self._just_prepared:
            self._just_prepared = False
            self.context.notices.say(self.t("Tell the person first. Then note what came of it."))
            return
        main = self.card.main()
        if main is not None:
            main.click()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list, or at the tabs when it is empty."""
        return self.list if self.list.rows() else self.tabs

    def _turn_to(self) -> None:
        self._just_prepared = False
        self.refresh()

    def _telling(self) -> Telling:
        return Telling.of(self.context.settings())

    def _due(self) -> list[Proposal]:
        """Give the messages that nobody has made yet, or that go another way since a way was set up."""
        return [each for each in self._found.messages if not each.planned]

    def _chosen(self) -> set[int]:
        today = self._today()
        return {each.customer_id for each in self._due() if (today, each.customer_id) not in self._left_out}

    def _printed(self) -> list[int]:
        """Give the slips of the list that have come out of the printer."""
        return [key for key, row in self._rows.items() if row.is_printed]

    def _today(self) -> date:
        return moments.day_of(self.context.clock.now())

    def _lines(self) -> list[Row]:
        """Ask for the lines of the list in front."""
        desk, at, t = self.context.desk, self.context.clock.now(), self.t
        tab = self.tabs.current()
        if tab == "due":
            ticked = self._chosen()
            found = [words.due(each, ticked, t) for each in self._due()]
            return found + [words.unreached(each, t) for each in self._found.unreached]
        if tab == "calls":
            rows = desk.ask(message_lists.call_list, at=at, telling=self._telling())
        elif tab == "slips":
            rows = desk.ask(message_lists.slips, at=at, telling=self._telling())
        elif tab == "outbox":
            rows = desk.ask(message_lists.outbox, at=at, telling=self._telling())
        else:
            rows = desk.ask(message_lists.log)
        self._rows = {row.message_id: row for row in rows}
        say: dict[str, Callable[[MessageRow], Row]] = {
            "calls": lambda row: words.call(row, at, t),
            "slips": lambda row: words.slip(row, t),
            "outbox": lambda row: words.outgoing(row, t),
            "log": lambda row: words.logged(row, t),
        }
        return [say[tab](row) for row in rows]

    def _show(self, key: object) -> None:
        """Show one message, and what can be done with it."""
        tab = self.tabs.current()
        if tab == "due":
            due = self._found.in_full(key) if isinstance(key, int) else None
            shown = (
                None if due is None else Shown(due.customer, due.channel, due.address, due.subject, due.body)
            )
        else:
            row = self._rows.get(key) if isinstance(key, int) else None
            shown = None if row is None else _shown(row)
        if shown is not None:
            self.card.show_message(shown)
        elif tab == "due" and key is not None:
            self.card.show_nothing(self.t("Ask this person for an e-mail address or a telephone number."))
        else:
            _said, _icon, nothing = _TABS[tab or _FIRST]
            left = words.still_open(self._open, self.t) if tab == _FIRST else ""
            self.card.show_nothing(left or self.t(nothing))
        self.card.show_buttons(self._offered(key))

    def _offered(self, key: object) -> Sequence[words.Offer]:
        """Tell what can be done in the list in front, with the message that is looked at."""
        t, tab = self.t, self.tabs.current()
        row = self._rows.get(key) if isinstance(key, int) and tab != "due" else None
        in_vain = self._in_vain(key)
        if tab == "due":
            ticked = self._chosen()
            chosen = [each.channel for each in self._due() if each.customer_id in ticked]
            main = [("send", words.to_do(chosen, t), "message")] if chosen else []
            return main + (words.setting_up(in_vain, t) if chosen else [])
        if tab == "calls" and row is not None:
            came_of = [(name, t(said), icon) for name, (_kind, said, icon, _why) in _OUTCOMES.items()]
            return came_of + words.setting_up(in_vain, t)
        if tab == "slips" and row is not None:
            return words.of_slips(row, len(self._printed()), t)
        return words.offered(row, t) if tab == "outbox" and row is not None else []

    def _in_vain(self, key: object) -> Channel | None:
        """Tell which way the person of a line wishes that is not set up here."""
        if self.tabs.current() == "due":
            return next((each.in_vain for each in self._due() if each.customer_id == key), None)
        row = self._rows.get(key) if isinstance(key, int) else None
        return None if row is None else row.in_vain

    def _set_up(self, key: object) -> None:
        """Go to where the way that a person wishes is set up."""
        in_vain = self._in_vain(key)
        if in_vain is not None:
            self.context.go("settings", card="messages", part=words.NOT_SET_UP[in_vain][2])

    def _do(self, what: str) -> None:
        """Do what a button says."""
        key = self.list.current_key()
        row = self._rows.get(key) if isinstance(key, int) else None
        by: dict[str, Any] = {"at": self.context.clock.now(), "staff_id": self.context.staff().id}
        self._just_prepared = False
        if what == "send":
            self._send(by)
        elif what == "set_up":
            self._set_up(key)
        elif what == "release":
            self.context.post.release()
        elif row is None:
            return
        elif what in _OUTCOMES:
            outcome, _said, _icon, why = _OUTCOMES[what]
            call = {"message_id": row.message_id, "outcome": outcome, "problem": self.t(why)}
            said = self.t(_SAID[what], name=row.customer)
            self._record(said, messages.called, telling=self._telling(), **call, **by)
        elif what in {"given", "one_given"}:
            ids = self._printed() if what == "given" else [row.message_id]
            said = self.t.many("Noted: {n} slip is given.", "Noted: {n} slips are given.", len(ids))
            self._record(said, messages.given, message_ids=ids, **by)
        elif what == "print_again":
            said = self.t("The slip for {name} is printed again.", name=row.customer)
            self._record(said, messages.print_again, message_id=row.message_id, **by)
        else:
            self._settle(what, row, by)

    def _settle(self, what: str, row: MessageRow, by: dict[str, Any]) -> None:
        """Do what was said about a message that went wrong or waits."""
        key, t = {"message_id": row.message_id}, self.t
        if what == "cancel":
            self._record(t("Given up. {name} was not told.", name=row.customer), messages.cancel, **key)
        elif what == "again":
            self._record(t("It is sent again."), messages.retry, at=by["at"], **key)
        else:
            sent = what == "was_sent"
            said = t("Noted: {name} was told.", name=row.customer) if sent else t("It is sent again.")
            self._record(said, messages.settle_doubt, sent=sent, **key, **by)
        if what in {"again", "was_not"}:
            self.context.post.release()

    def _send(self, by: dict[str, Any]) -> None:
        """Make what is ticked, say what really happened, and show what is left to do by hand."""
        try:
            made = self.context.desk.do(
                messages.plan, telling=self._telling(), customer_ids=self._chosen(), **by
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        channels = {each.channel for each in made}
        self.context.notices.say(words.prepared((each.channel for each in made), self.t))
        tab = "calls" if Channel.PHONE in channels else "slips" if Channel.COUNTER in channels else ""
        if tab:
            self.arrive(tab=tab)
            self._just_prepared = True

    def _record(self, said: str, deed: Callable[..., object], **what: Any) -> None:  # noqa: ANN401  # each deed has its own
        try:
            self.context.desk.do(deed, **what)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(said)

    def _toggle(self, key: object) -> None:
        """Leave somebody out today, or take them in again."""
        if isinstance(key, int) and self.tabs.current() == "due":
            self._left_out ^= {(self._today(), key)}
            self.list.show_rows(self._lines())
            self._show(key)

    def _go_on(self, _key: object) -> None:
        main = self.card.main()
        if main is not None:
            main.setFocus()

    def _say_rounds(self, at: datetime) -> None:
        """Say what was told by itself today, and when it goes on."""
        desk = self.context.desk
        done = desk.ask(message_rounds.of_today, at=at)
        after = desk.ask(message_rounds.next_at, at=at, rounds=desk.ask(message_rounds.of_house))
        said = words.of_the_day(done, after, moments.day_of(at), self.t)
        self.by_itself.setText(said)
        self.by_itself.setVisible(bool(said))

    def _say_state(self, state: PostState) -> None:
        sentence, more = words.blocked(state, self.t)
        self.hint.say(sentence, "alert-triangle", tone="amber", more=more)

    def _lay(self) -> None:
        left = Card(self.t("Messages of today"), "message", self)
        left.body.addWidget(self.by_itself)
        left.body.addWidget(self.tabs)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self._below, 1)
        page = QWidget()
        columns = Columns((700, 500), page, least=(560, 400))
        columns.addWidget(left)
        columns.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.hint)
        outer.addWidget(Scroll(page, self), 1)


def _shown(row: MessageRow) -> Shown:
    return Shown(row.customer, row.channel, row.address, row.subject, row.body, row.problem)
