"""The right card of a carrier's coming: what is to be looked at, the driver's name and signature, the main button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.screens.visit_pads import PAPER_KEY, Pads
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.words import Words


class CarrierSigning(Card):
    """The driver signs on screen, on the carrier's own sheet, or not at all."""

    asked = Signal()

    def __init__(
        self,
        texts: Texts,
        words: tuple[str, str, str],
        parent: QWidget | None = None,
        *,
        on_paper: str,
        paper_key: str = PAPER_KEY,
    ) -> None:
        """Lay it with nothing said; `words` are its title, the icon of the title, and the main button's words.

        `on_paper` says on which paper the driver signs.
        """
        title, icon, deed = words
        super().__init__(title, icon, parent)
        self.pads = Pads(
            texts,
            self,
            alone=True,
            on_paper=on_paper,
            paper_key=paper_key,
        )
        self.button = Button(
            deed, "check", self, kind="primary", key=shortcuts.shown("main", texts), main=True
        )
        self.button.clicked.connect(self.asked)
        self.sum = Words("", 13, "soft", self)
        for piece in (self.pads, self.button, self.sum):
            self.body.addWidget(piece, 1 if piece is self.pads else 0)

    def put_first(self, piece: QWidget) -> None:
        """Put what is to be looked at above the pads."""
        self.body.insertWidget(0, piece)

    def say(self, deed: str, said: str) -> None:
        """Say what the main button does now, and below it what it will record."""
        self.button.setText(deed)
        self.sum.setText(said)
        self.sum.setVisible(bool(said))
