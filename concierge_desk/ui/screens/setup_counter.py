"""This counter PC: size of the text, colours, the lock, the printers, the scanner; a change is at work at once."""

from dataclasses import replace

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.texts import N_
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_printers_frame import tab_as_read
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.segment_bar import Segment

_SIZES = (100, 125, 150, 200)
_MINUTES = (1, 2, 5, 10, 15, 30)
_COLOURS = {"light": (N_("Light"), "sun"), "dark": (N_("Dark"), "moon")}


class CounterCard(SetupCard):
    """Asks how this counter looks; everybody may answer."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the answers."""
        super().__init__(context, parent)
        t = self.t
        self.text_size = Choice(t("Size of the text"), [])
        self.colours = Choice(
            t("Colours"), [Segment(key, t(words), icon) for key, (words, icon) in _COLOURS.items()]
        )
        self.minutes = Choice(t("Lock the desk after"), [])
        self.evening = Choice(
            t("Print the state of the counter 20 minutes before closing time"),
            [Segment("yes", t("Yes"), "printer"), Segment("no", t("No"))],
        )
        self.printers = Button(t("Printers and papers"), "printer")
        self.printers.clicked.connect(self._open_printers)
        self.scanner = Button(t("Test the scanner"), "scan")
        self.scanner.clicked.connect(self._test_scanner)
        card = Card(t("This counter"), "device-laptop", self)
        for piece in (self.text_size, self.colours, self.minutes, self.evening):
            piece.chosen.connect(self._settle)
            card.body.addWidget(piece)
        devices = FlowLayout(gap=12)
        for button in (self.printers, self.scanner):
            devices.addWidget(button)
        card.body.addLayout(devices)
        card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    @override
    def refresh(self) -> None:
        """Show what is set; a value from the file that is not offered is offered too."""
        now = self.context.settings()
        sizes = sorted({*_SIZES, now.text_percent})
        minutes = sorted({*_MINUTES, now.lock_after_minutes})
        self.text_size.bar.show_segments([Segment(str(each), f"{each}\u00a0%") for each in sizes])
        self.minutes.bar.show_segments([Segment(str(each), self._minutes(each)) for each in minutes])
        self.text_size.bar.choose(str(now.text_percent))
        self.minutes.bar.choose(str(now.lock_after_minutes))
        self.colours.bar.choose("dark" if now.dark else "light")
        self.evening.bar.choose("yes" if now.evening_paper else "no")
        if self.isVisible():
            tab_as_read(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go through the answers as they are read, now that they are made."""
        tab_as_read(self)
        super().showEvent(event)

    def _minutes(self, count: int) -> str:
        return self.t.many("{n} minute", "{n} minutes", count) if count > 0 else self.t("never")

    def _settle(self, _answer: str) -> None:
        changed = replace(
            self.context.settings(),
            text_percent=int(self.text_size.bar.current()),
            dark=self.colours.bar.current() == "dark",
            evening_paper=self.evening.bar.current() == "yes",
            lock_after_minutes=int(self.minutes.bar.current()),
        )
        self.context.change_settings(changed)
        self.context.notices.say(self.t("Kept for this counter."))

    def _open_printers(self) -> None:
        self.context.go("printers")

    def _test_scanner(self) -> None:
        self.context.go("scanner")
