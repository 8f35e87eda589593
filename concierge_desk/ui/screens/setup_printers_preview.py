"""The paper as it will be printed, drawn beside the window whenever what is chosen changes."""

import logging
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from concierge_desk.print.papers import Role
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import Texts
from concierge_desk.ui import background, shortcuts
from concierge_desk.ui.screens.setup_printers_machine import Drawn, Machine
from concierge_desk.ui.screens.setup_printers_words import size_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.paper_view import PaperView, black, grey
from concierge_desk.ui.widgets.words import Words

log = logging.getLogger(__name__)
_PAUSE_MS = 120
"""Changes that come faster than this are drawn once."""


class Preview(Card):
    """Shows the sample of a role on its paper, with its true size, and the button that prints a test."""

    def __init__(self, machine: Machine, t: Texts, parent: QWidget | None = None) -> None:
        """Show no paper yet."""
        super().__init__(t("What comes out"), "file-text", parent)
        self.t = t
        self._machine = machine
        self._wanted: tuple[Role, PrinterSetup] | None = None
        self._shown: tuple[Role, PrinterSetup] | None = None
        self._busy = False
        self.view = PaperView(t("Preview"))
        self.size_said = Words("", 16, bold=True)
        self.dots_said = Words("", 14, "soft")
        for piece in (self.size_said, self.dots_said):
            piece.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.test = Button(
            t("Print a test"), "printer", kind="primary", key=shortcuts.shown("main", t), main=True
        )
        self.body.addWidget(self.view, 1)
        for row in (self.size_said, self.dots_said, self.test):
            self.body.addWidget(row)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._draw)

    def show_paper(self, role: Role, setup: PrinterSetup) -> None:
        """Draw the paper of a role's printer, soon and once; where it is and whether it cuts is not seen on it."""
        self._wanted = role, replace(setup, address="", cut=True, drawer=False)
        if self.isVisible() and self._wanted != self._shown:
            self._soon.start()

    def is_drawn(self) -> bool:
        """Tell whether the paper that is asked for is the one that is shown."""
        return self._wanted is not None and self._wanted == self._shown and not self._busy

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was asked for while nobody looked."""
        super().showEvent(event)
        if self._wanted != self._shown:
            self._soon.start()

    def _draw(self) -> None:
        if self._busy or self._wanted is None or self._wanted == self._shown:
            return
        self._busy = True
        if self.view.picture().isNull():
            self.dots_said.setText(self.t("Drawing…"))
        role, setup = self._wanted
        work = partial(self._machine.draw, role, setup, self.t)
        background.run(self, work, partial(self._came, self._wanted), partial(self._failed, self._wanted))

    def _came(self, asked: tuple[Role, PrinterSetup], drawn: Drawn) -> None:
        make = black if drawn.is_dots else grey
        self.view.show_paper(make(drawn.width, drawn.height, drawn.pixels), is_roll=drawn.is_roll)
        size = size_words(drawn.width_mm, drawn.height_mm, self.t)
        self.size_said.setText(size)
        parts = [self.t("{n} dots", n=drawn.dots)] if drawn.dots else []
        if drawn.pages > 1:
            parts.append(self.t("page {page} of {pages}", page=1, pages=drawn.pages))
        self.dots_said.setText(" · ".join([*parts, self.t("an invented example")]))
        self.view.setAccessibleName(", ".join([self.t("Preview"), size, *parts]))
        self._done(asked)

    def _failed(self, asked: tuple[Role, PrinterSetup], error: Exception) -> None:
        log.error("a paper could not be drawn with %r", asked, exc_info=error)
        self.view.forget_paper()
        self.size_said.setText(self.t("This paper cannot be shown."))
        self.dots_said.setText("")
        self._done(asked)

    def _done(self, asked: tuple[Role, PrinterSetup]) -> None:
        self._busy, self._shown = False, asked
        if self._wanted != asked:
            self._draw()
