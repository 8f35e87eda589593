"""How often people are told, and by whom: the days between two messages, and the hours when they go by themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import House
from concierge_desk.operations import houses, message_rounds, setting_up
from concierge_desk.operations.measures import read_count
from concierge_desk.operations.message_rounds import HourUnknown, Rounds
from concierge_desk.settings import Settings, words_of
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

_DAYS = ("tell_cool_down_days", "tell_again_after_days")
_MOST = 90


class PacePart(SetupCard):
    """Asks for two numbers of days, and for the hours."""

    places: ClassVar[Mapping[type[DeskError], str]] = {HourUnknown: "tell_at"}

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields."""
        super().__init__(context, parent)
        t = self.t
        self.fields = {name: LabelledField(t(words_of(name))) for name in _DAYS}
        self.fields["tell_at"] = LabelledField(t("At what hours"), hint="11:30 16:00")
        self.who = Choice(
            t("Who sends the messages"),
            [
                Segment("key", t("Somebody, with {key}", key=shortcuts.shown("main", t)), "user-check"),
                Segment("itself", t("They go by themselves"), "clock"),
            ],
        )
        self.closing = Choice(
            t("Also 20 minutes before closing time"),
            [Segment("yes", t("Yes"), "clock"), Segment("no", t("No"))],
        )
        self.next = StepHint(icon="clock", tone="green")
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self._chosen = False
        for choice in (self.who, self.closing):
            choice.chosen.connect(self._choose)
        self._lay()

    @override
    def refresh(self) -> None:
        """Show what is set; a field that was typed in stays."""
        now = self.context.settings()
        house = self.context.desk.ask(houses.this_house)
        if house is None:
            return
        set_to = {name: str(getattr(now, name)) for name in _DAYS} | {"tell_at": house.tell_at}
        for name, field in self.fields.items():
            if not field.edit.isModified():
                field.set_text(set_to[name])
        if not self._chosen:
            self.who.bar.choose("itself" if house.tell_by_itself else "key")
            self.closing.bar.choose("yes" if house.tell_at_closing else "no")
        self._show_hours("")
        self._say_next()

    @override
    def save(self) -> None:
        """Keep the numbers and the hours."""
        days = {name: read_count(self.fields[name].text()) for name in _DAYS}
        for name, count in days.items():
            if count is None or not 1 <= count <= _MOST:
                self.refuse_field(name, self.t("Write a number of days from 1 to {most}.", most=_MOST))
                return
        changed = replace(
            self.context.settings(),
            **days,  # type: ignore[arg-type]  # checked above
        )
        self.record(
            setting_up.change_rounds,
            lambda: self._kept(changed),
            by_itself=self.who.bar.current() == "itself",
            hours=self.fields["tell_at"].text(),
            at_closing=self.closing.bar.current() == "yes",
        )

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the first number."""
        return self.fields[_DAYS[0]].edit

    def _kept(self, changed: Settings) -> str:
        self.context.change_settings(changed)
        for field in self.fields.values():
            field.edit.setModified(False)
        self._chosen = False
        self.refresh()
        return self.t("Saved. The hours hold at every counter of the house.")

    def _choose(self, _key: str) -> None:
        self._chosen = True
        self._say_next()

    def _is_changed(self, now: House) -> bool:
        """Tell whether something else is chosen than what is saved: what it would do is not so yet."""
        kept = ("itself" if now.tell_by_itself else "key", "yes" if now.tell_at_closing else "no")
        chosen = (self.who.bar.current(), self.closing.bar.current())
        return chosen != kept or self.fields["tell_at"].text() != now.tell_at

    def _show_hours(self, _key: str) -> None:
        """Ask for the hours only where they matter."""
        self._hours.setVisible(self.who.bar.current() == "itself")

    def _say_next(self) -> None:
        """Say what will happen as it is saved now: nobody should wonder tomorrow why nothing went."""
        t, at, desk = self.t, self.context.clock.now(), self.context.desk
        house = desk.ask(houses.this_house)
        if house is None or not house.tell_by_itself or self._is_changed(house):
            self.next.say("")
            return
        rounds = Rounds.of(house)
        then_at = desk.ask(message_rounds.next_at, at=at, rounds=rounds)
        said = words.of_the_day((), then_at, moments.day_of(at), t)
        if said:
            more = t("Calls and slips are prepared: somebody makes the call and gives the slip.")
            self.next.say(said, "clock", tone="green", more=more)
        else:
            never = t(
                "Nothing goes by itself: the desk is never open at these hours. Look at the opening hours."
            )
            self.next.say(never, "alert-triangle", tone="amber")

    def _lay(self) -> None:
        t = self.t
        once = t(
            "Each person gets one message a day at most, about everything that waits. The last message, "
            "the day before mail goes back, is sent whatever stands here."
        )
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.fields["tell_at"].edit.textEdited.connect(self._say_next)
        days = Columns((360, 360), least=(260, 260))
        for name in _DAYS:
            days.addWidget(self.fields[name])
        self._hours = QWidget()
        hours = Columns((360, 360), self._hours, least=(260, 260))
        for piece in (self.fields["tell_at"], self.closing):
            hours.addWidget(piece)
        self.who.chosen.connect(self._show_hours)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Words(once, 15, "soft"))
        self._lines.addLayout(days)
        for part in (self.who, self._hours, self.next):
            self._lines.addWidget(part)
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.keep)
        self._lines.addLayout(buttons)
        self._lines.addStretch(1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(12))
        self.setMaximumWidth(theme.px(760))
