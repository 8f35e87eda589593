"""The settings: providers, mail, people, house, printers for a supervisor; how this counter looks for everybody."""

from typing import TYPE_CHECKING, ClassVar

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
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_counter import CounterCard
from concierge_desk.ui.screens.setup_house import HouseCard
from concierge_desk.ui.screens.setup_mail import MailCard
from concierge_desk.ui.screens.setup_messages import MessagesCard
from concierge_desk.ui.screens.setup_people import PeopleCard
from concierge_desk.ui.screens.setup_providers import ProvidersCard
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title

if TYPE_CHECKING:
    from concierge_desk.ui.screens.setup_printers import PrintersCard


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
        """Lay the cards empty; the providers are in front."""
        super().__init__(context, parent)
        t = context.texts
        # Made first, so that Tab comes to them first.
        self.tabs = SegmentBar(self)
        self.tabs.setAccessibleName(t("Settings"))
        self.tabs.show_segments(
            [
                Segment("providers", t("Providers"), "truck-delivery"),
                Segment("mail", t("Mail"), "mail"),
                Segment("messages", t("Messages"), "message"),
                Segment("people", t("The team"), "users"),
                Segment("house", t("The house"), "building-store"),
                Segment("printers", t("Printers"), "printer"),
                Segment("counter", t("This counter"), "device-laptop"),
            ]
        )
        self.providers = ProvidersCard(context, self)
        self.mail = MailCard(context, self)
        self.messages = MessagesCard(context, self)
        self.people = PeopleCard(context, self)
        self.house = HouseCard(context, self)
        self._printers: PrintersCard | None = None
        self.counter = CounterCard(context, self)
        self.cards: dict[str, SetupCard] = {
            "providers": self.providers,
            "mail": self.mail,
            "messages": self.messages,
            "people": self.people,
            "house": self.house,
            "counter": self.counter,
        }
        self.tabs.chosen.connect(self._open)
        self.hint = StepHint("", "lock", self)
        self._lines = QVBoxLayout(self)
        for piece in (Title(t("Settings")), self.tabs, self.hint):
            self._lines.addWidget(piece)
        for card in self.cards.values():
            self._lines.addWidget(card, 1)
        self._open("providers")
        theme.follow(self, self._fit)

    @property
    def printers(self) -> "PrintersCard":
        """The matter of the printers, made when it is first wanted: it is the largest by far."""
        if self._printers is None:
            from concierge_desk.ui.screens.setup_printers import PrintersCard  # noqa: PLC0415  # the window does not wait for it

            made = self._printers = PrintersCard(self.context, self)
            made.hide()
            made.allow(allowed=rights.has(self.context.staff(), Right.KEEP_HOUSE))
            self.cards["printers"] = made
            self._lines.addWidget(made, 1)
        return self._printers

    @override
    def refresh(self) -> None:
        """Ask again what is set, and who may change it."""
        for card in self.cards.values():
            card.refresh()
        if self._printers is not None:
            self._printers.allow(allowed=rights.has(self.context.staff(), Right.KEEP_HOUSE))
        self._say_who_may()

    @override
    def arrive(self, **what: object) -> None:
        """Come to one matter: `card="people"`; of the messages to one part: `part="mailbox"`."""
        key, part = what.get("card"), what.get("part")
        if isinstance(key, str) and (key in self.cards or key == _LARGE):
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
        current = self.tabs.current()
        return self.printers if current == _LARGE else self.cards[current]

    def _open(self, key: str) -> None:
        if key == _LARGE:
            _ = self.printers
        for name, card in self.cards.items():
            card.setVisible(name == key)
        self._say_who_may()

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
