"""Whose a piece is that goes back, what they were told, and why it goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.operations.mail_deadlines import DeadlineRow
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import mail_deadlines_words as words
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.words import Title, Words

_USUAL = "not_claimed"


class ReturnCard(Card):
    """The right-hand card."""

    asked = Signal()
    called = Signal()
    settling = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card for no piece yet."""
        super().__init__(parent=parent)
        self._texts = t = texts
        self._name = Title("")
        self._phone = Words("", 19, bold=True)
        self._told = Words("", 15, "soft")
        self._days = Words("", 15, "soft")
        self.call = Button(t("Note: called"), "phone-check", small=True)
        self.settle = Button(t("Find whose it is"), "user-search", small=True)
        self.reasons = Choice(
            t("Why it goes back"),
            [Segment(key, t(said), icon) for key, (said, icon, _sheet) in words.REASONS.items()],
        )
        self.send = Button("", "package-export", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.call.clicked.connect(self.called)
        self.settle.clicked.connect(self.settling)
        self.send.clicked.connect(self.asked)
        self._who = QWidget()
        self._lay()
        self.forget()
        self.show_row(None, 0)

    def show_row(self, row: DeadlineRow | None, ticked: int) -> None:
        """Show whose a piece is, and how many are ticked."""
        t = self._texts
        self._who.setVisible(row is not None)
        if row is not None:
            self._name.setText(row.customer or words.addressee(row, t))
            self._phone.setText(row.phone)
            self._phone.setVisible(bool(row.phone))
            self._told.setText(words.told(row.last_word, t))
            self._days.setText(_days(row, t))
            self.call.setVisible(bool(row.customer))
            self.settle.setVisible(not row.customer)
        self.send.setText(
            t.many("Return {n} piece to sender", "Return {n} pieces to sender", ticked)
            if ticked
            else t("Return to sender")
        )
        self.send.setEnabled(ticked > 0)

    def reason(self) -> str:
        """Tell the key of the reason."""
        return self.reasons.bar.current()

    def choose(self, reason: str) -> None:
        """Let a reason hold."""
        if reason in words.REASONS:
            self.reasons.bar.choose(reason)

    def forget(self) -> None:
        """Go back to the usual reason."""
        self.reasons.bar.choose(_USUAL)

    def _lay(self) -> None:
        self._lines = QVBoxLayout(self._who)
        for piece in (self._name, self._phone, self._told, self._days):
            self._lines.addWidget(piece)
        for button in (self.call, self.settle):
            self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._who)
        self.body.addStretch(1)
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.send)
        theme.follow(self, self._fit_inside)

    def _fit_inside(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))


def _days(row: DeadlineRow, texts: Texts) -> str:
    """Say since when a piece is here, and until when it is kept."""
    came = formats.day_short(row.arrived_on, texts.language)
    if row.keep_until is None:
        return texts("here since {came}", came=came)
    last = formats.day_short(row.keep_until, texts.language)
    return texts("here since {came}, kept until {last}", came=came, last=last)
