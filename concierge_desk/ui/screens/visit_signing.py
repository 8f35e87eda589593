"""What to look at before signing a visit, the two signatures, and the one button that closes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import visit_verdict
from concierge_desk.ui.screens.visit_books import Books
from concierge_desk.ui.screens.visit_pads import CONCIERGE, Pads
from concierge_desk.ui.screens.visit_verdict import Around, Said
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.signature_pad import SignaturePad
from concierge_desk.ui.widgets.words import Words


class Box(Card):
    """One thing to look at: a sentence, and below it what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet: hidden."""
        super().__init__(parent=parent, tone="red")
        self._sentence = Words("", 16, bold=True)
        self._more = Words("", 14)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._sentence)
        column.addWidget(self._more)
        self.body.addLayout(column)
        theme.follow(self, self._fit_box)
        self.hide()

    def say(self, said: Said) -> None:
        """Say something; hidden where there is nothing to say."""
        if said.sentence:
            self.set_tone(said.tone)
        self._sentence.setText(said.sentence)
        self._more.setText(said.more)
        self._more.setVisible(bool(said.more))
        self.setAccessibleName(" ".join(part for part in (said.sentence, said.more) if part))
        self.setHidden(not said.sentence)

    def sentence(self) -> str:
        """Tell what is said."""
        return self._sentence.text()

    def more(self) -> str:
        """Tell what is said below it."""
        return self._more.text()

    def _fit_box(self) -> None:
        outer = self.layout()
        if outer is not None:
            outer.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
            outer.setSpacing(0)


class Signing(Card):
    """The right-hand card of a visit."""

    asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card with nothing to say."""
        super().__init__(texts("Before signing"), "alert-triangle", parent, icon_role="red")
        self._texts = texts
        self._said: tuple[Said, ...] = ()
        self.staying = Box(self)
        self.missing = Box(self)
        self.incidents = Box(self)
        self.quotes = Box(self)
        self.fine = Box(self)
        self.pads = Pads(texts, self)
        self.button = Button(
            texts("Close the visit"),
            "signature",
            self,
            kind="primary",
            key=shortcuts.shown("main", texts),
            main=True,
        )
        self.button.clicked.connect(self.asked)
        self.sum = Words("", 13, "soft", self)
        self._column = QVBoxLayout()
        for piece in self.boxes():
            self._column.addWidget(piece)
        self._column.addStretch(1)
        self._column.addWidget(self.pads, 100)
        self._column.addWidget(self.button)
        self._column.addWidget(self.sum)
        self.body.addLayout(self._column, 1)
        theme.follow(self, self._fit_inside)

    @property
    def driver(self) -> QLineEdit:
        """The field for the driver's name."""
        return self.pads.driver

    @property
    def pad(self) -> SignaturePad:
        """Where the driver signs."""
        return self.pads.pad

    def boxes(self) -> tuple[Box, ...]:
        """List the boxes from top to bottom."""
        return self.staying, self.missing, self.incidents, self.quotes, self.fine

    def show_books(self, books: Books, around: Around) -> None:
        """Show what to look at, and what closing will record."""
        said = visit_verdict.verdict(books, around, self._texts)
        for box, now, before in zip(self.boxes(), said, self._said or (None,) * len(said), strict=True):
            if now != before:
                box.say(now)
        self._said = said
        self.show_sum(books)

    def show_sum(self, books: Books) -> None:
        """Show what closing will record."""
        self.sum.setText(visit_verdict.sum_of(books, self.pads.signed(), self._texts))

    def ask_to_sign(self) -> None:
        """Ask for the signature that is not there yet, and show where."""
        who = self.pads.next_to_sign()
        if who is not None:
            self.pads.choose(who)
        self.say_who_signs()

    def say_who_signs(self) -> None:
        """Say whose signature is asked for; nothing where nobody must sign any more."""
        t, who = self._texts, self.pads.next_to_sign()
        if who is None:
            return
        said = (
            t("You have not signed. Sign, or press F12 again to close without.")
            if who == CONCIERGE
            else t("Nobody has signed. Ask the driver, or press F12 again to close without.")
        )
        self.fine.say(Said(said, tone="amber"))
        self._said = ()

    def clear(self) -> None:
        """Forget who signed."""
        self.pads.clear()

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(7))
