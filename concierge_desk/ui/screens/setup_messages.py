"""The messages: the mail server, the text message gateway, how often people are told, and in which words."""

from functools import partial
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_messages_pace import PacePart
from concierge_desk.ui.screens.setup_messages_sms import SmsPart
from concierge_desk.ui.screens.setup_messages_texts import TextsPart
from concierge_desk.ui.screens.setup_messages_ways import MailboxPart
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar

_PARTS: dict[str, type[SetupCard]] = {
    "mailbox": MailboxPart,
    "sms": SmsPart,
    "pace": PacePart,
    "texts": TextsPart,
}


class MessagesCard(SetupCard):
    """One part at a time, chosen at the top."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the parts."""
        super().__init__(context, parent)
        t = self.t
        self.tabs = SegmentBar()
        self.tabs.setAccessibleName(t("Messages"))
        self.tabs.show_segments(
            [
                Segment("mailbox", t("E-mail"), "mail"),
                Segment("sms", t("Text messages"), "message"),
                Segment("pace", t("How often"), "clock"),
                Segment("texts", t("The words"), "pencil"),
            ]
        )
        card = Card(parent=self)
        card.body.addWidget(self.tabs)
        # What is made in its place is dressed once.
        self._pages = QStackedWidget(card)
        card.body.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.parts: dict[str, SetupCard] = {}
        for key, kind in _PARTS.items():
            frame = Scroll(partial(kind, context), self._pages)
            self._pages.addWidget(frame)
            self.parts[key] = cast("SetupCard", frame.page())
        self.tabs.chosen.connect(self.open_part)
        theme.follow(self, self._fit_pages)

    def part(self) -> SetupCard:
        """Give the part that is in front."""
        return self.parts[self.tabs.current()]

    def open_part(self, key: str) -> None:
        """Put a part in front."""
        self.tabs.choose(key)
        self._pages.setCurrentIndex(list(self.parts).index(key))
        self.part().refresh()

    @override
    def refresh(self) -> None:
        """Show what is set in the part in front; what is being typed stays."""
        if self.isVisible():
            self.part().refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show what is set now that it is looked at."""
        super().showEvent(event)
        self.part().refresh()

    @override
    def save(self) -> None:
        """Keep what is typed in the part in front."""
        self.part().save()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin where the part in front begins."""
        return self.part().first_focus()

    def _fit_pages(self) -> None:
        """Leave room for a few fields whatever the size of the text: the settings scroll, not a slit of them."""
        self._pages.setMinimumHeight(theme.px(290))
