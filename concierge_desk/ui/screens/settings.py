"""The settings: providers, mail, people, house, printers for a supervisor; how this counter looks for everybody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import (
    Carrier,
    CarrierRule,
    House,
    MessageText,
    Provider,
    Service,
    Staff,
    Tariff,
    WeeklyVisit,
)
from concierge_desk.operations import rights
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens import class_of
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title

if TYPE_CHECKING:
    from concierge_desk.ui.screens.setup_counter import CounterCard
    from concierge_desk.ui.screens.setup_house import HouseCard
    from concierge_desk.ui.screens.setup_mail import MailCard
    from concierge_desk.ui.screens.setup_messages import MessagesCard
    from concierge_desk.ui.screens.setup_people import PeopleCard
    from concierge_desk.ui.screens.setup_printers import PrintersCard
    from concierge_desk.ui.screens.setup_providers import ProvidersCard


@dataclass(frozen=True, slots=True)
class _Matter:
    """One matter: its word and pictogram, and its class in the file named by its key."""

    words: str
    icon: str
    class_name: str


MATTERS = {
    "providers": _Matter(N_("Providers"), "truck-delivery", "ProvidersCard"),
    "mail": _Matter(N_("Mail"), "mail", "MailCard"),
    "messages": _Matter(N_("Messages"), "message", "MessagesCard"),
    "people": _Matter(N_("The team"), "users", "PeopleCard"),
    "house": _Matter(N_("The house"), "building-store", "HouseCard"),
    "printers": _Matter(N_("Printers"), "printer", "PrintersCard"),
    "counter": _Matter(N_("This counter"), "device-laptop", "CounterCard"),
}
"""The matters, in the order of the tabs."""

_LARGE = "printers"
_RIGHTS = {
    "providers": Right.KEEP_PROVIDERS,
    "mail": Right.KEEP_CARRIERS,
    "messages": Right.KEEP_HOUSE,
    "people": Right.KEEP_PEOPLE,
    "house": Right.KEEP_HOUSE,
    _LARGE: Right.KEEP_HOUSE,
}
"""What each matter needs to be changed; how this counter looks is everybody's."""


class SettingsScreen(Screen):
    """One matter at a time, chosen at the top."""

    shows: ClassVar[frozenset[type]] = frozenset(
        {Carrier, CarrierRule, House, MessageText, Provider, Service, Staff, Tariff, WeeklyVisit}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the tabs; each matter is made when it is first opened, the providers at once."""
        super().__init__(context, parent)
        t = context.texts
        # Made first, so that Tab comes to them first.
        self.tabs = SegmentBar(self)
        self.tabs.setAccessibleName(t("Settings"))
        self.tabs.show_segments([Segment(key, t(each.words), each.icon) for key, each in MATTERS.items()])
        self._cards: dict[str, SetupCard] = {}
        self.tabs.chosen.connect(self._open)
        self.hint = StepHint("", "lock", self)
        self._lines = QVBoxLayout(self)
        for piece in (Title(t("Settings")), self.tabs, self.hint):
            self._lines.addWidget(piece)
        self._open("providers")
        theme.follow(self, self._fit)

    @property
    def providers(self) -> "ProvidersCard":
        """The matter of the providers."""
        return cast("ProvidersCard", self.make("providers"))

    @property
    def mail(self) -> "MailCard":
        """The matter of the mail."""
        return cast("MailCard", self.make("mail"))

    @property
    def messages(self) -> "MessagesCard":
        """The matter of the messages."""
        return cast("MessagesCard", self.make("messages"))

    @property
    def people(self) -> "PeopleCard":
        """The matter of the team."""
        return cast("PeopleCard", self.make("people"))

    @property
    def house(self) -> "HouseCard":
        """The matter of the house."""
        return cast("HouseCard", self.make("house"))

    @property
    def printers(self) -> "PrintersCard":
        """The matter of the printers: the largest by far."""
        return cast("PrintersCard", self.make(_LARGE))

    @property
    def counter(self) -> "CounterCard":
        """The matter of this counter."""
        return cast("CounterCard", self.make("counter"))

    @override
    def make(self, key: str) -> SetupCard:
        """Give a matter, made if it was not yet; it stays behind the one in front."""
        if key not in self._cards:
            made = cast("type[SetupCard]", class_of(f"setup_{key}", MATTERS[key].class_name))(
                self.context, self
            )
            made.hide()
            self._cards[key] = made
            self._lines.addWidget(made, 1)
            self._allow_printers()
            if not self.stale:
                made.refresh()
        return self._cards[key]

    @override
    def unmade(self) -> list[str]:
        """List the matters that were not made yet."""
        return [key for key in MATTERS if key not in self._cards and key != _LARGE]

    @override
    def refresh(self) -> None:
        """Ask again what is set, and who may change it."""
        for card in self._cards.values():
            card.refresh()
        self._allow_printers()
        self._say_who_may()

    @override
    def arrive(self, **what: object) -> None:
        """Come to one matter: `card="people"`; of the messages to one part: `part="mailbox"`."""
        key, part = what.get("card"), what.get("part")
        if isinstance(key, str) and key in MATTERS:
            self.tabs.choose(key)
            self._open(key)
        if key == "messages" and isinstance(part, str) and part in self.messages.parts:
            self.messages.open_part(part)

    @override
    def in_hand(self) -> dict[str, object]:
        """Tell which matter is open."""
        return {"card": self.tabs.current()}

    @override
    def main_action(self) -> None:
        """Save what is typed in the matter that is open."""
        self.open_card().save()

    @override
    def go_back(self) -> bool:
        """Leave what is being edited."""
        return self.open_card().go_back()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin where the open matter begins."""
        return self.open_card().first_focus()

    def open_card(self) -> SetupCard:
        """Give the matter that is open."""
        return self.make(self.tabs.current())

    def _open(self, key: str) -> None:
        shown = self.make(key)
        for card in self._cards.values():
            card.setVisible(card is shown)
        self._say_who_may()

    def _allow_printers(self) -> None:
        """Let who may set the printers up."""
        made = self._cards.get(_LARGE)
        if made is not None:
            self.printers.allow(allowed=rights.has(self.context.staff(), Right.KEEP_HOUSE))

    def _say_who_may(self) -> None:
        """Say whose leave a change needs, to somebody who may not make it alone."""
        context, current = self.context, self.tabs.current()
        right = _RIGHTS.get(current)
        if right is None or rights.has(context.staff(), right):
            self.hint.say("")
            return
        names = ", ".join(each.name for each in context.desk.ask(rights.who_may, right=right))
        if current == _LARGE:
            self.hint.say(context.texts("Only a supervisor may change this: {names}.", names=names), "lock")
        else:
            self.hint.say(
                context.texts("To save, you need the PIN or the badge of {names}.", names=names), "lock"
            )

    def _fit(self) -> None:
        self._lines.setContentsMargins(theme.px(22), theme.px(20), theme.px(22), theme.px(20))
        self._lines.setSpacing(theme.px(16))
