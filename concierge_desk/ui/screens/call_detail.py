"""The one customer who is called: what to say, the telephone, and what to note of the answer."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.models import Channel
from concierge_desk.operations.delays import Late, Slip
from concierge_desk.operations.quotes import QuoteRow
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title, Words

_NAMED = 5
_CHANNELS = (
    (Channel.PHONE, N_("Told by telephone"), "phone-check"),
    (Channel.SMS, N_("Told by SMS"), "message"),
    (Channel.EMAIL, N_("Told by e-mail"), "mail"),
)


class CallDetail(Card):
    """Shows a quote to ask, or a delay to tell; says what was answered."""

    decided = Signal(bool)
    told = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay it with nobody to call."""
        super().__init__(texts("The call"), "phone", parent)
        self._texts = texts
        self.who = Title("", self, 20)
        self.phone = Words("", 26, bold=True)
        self.about = StepHint(parent=self)
        self.message = QPlainTextEdit(self)
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setAccessibleName(texts("Message for the customer"))
        self.said_by = LabelledField(texts("Who said it, and how"))
        main = shortcuts.shown("main", texts)
        self.yes = Button(texts("The customer says yes"), "check", self, kind="primary", key=main, main=True)
        self.no = Button(texts("The customer says no"), "x", self)
        self.copy = Button(texts("Copy the message"), "clipboard-list", self)
        self.channels = {
            channel: Button(
                texts(words),
                icon,
                self,
                kind="primary" if channel is Channel.PHONE else "secondary",
                key=main if channel is Channel.PHONE else "",
                main=channel is Channel.PHONE,
            )
            for channel, words, icon in _CHANNELS
        }
        self._nobody = EmptyState("phone-check", texts("Nobody has to be called."), self)
        self._lay()
        self._connect()
        self.show_nobody()

    def show_nobody(self) -> None:
        """Say that nobody has to be called."""
        self._show((), has_quote=False, has_slip=False)
        self._nobody.show()

    def show_quote(self, row: QuoteRow) -> None:
        """Show what to ask: the price, the ceiling, and what happens after yes and no."""
        t = self._texts
        ceiling = (
            t("The customer’s ceiling is {ceiling}.", ceiling=formats.money(row.agreed, t.language))
            if row.agreed is not None
            else t("The customer named no ceiling.")
        )
        self.about.say(
            t(
                "{provider} asks {amount} for {item} ({tag}).",
                provider=row.provider,
                amount=formats.money(row.amount, t.language),
                item=row.label,
                tag=row.short_tag,
            ),
            "receipt-euro",
            tone="amber",
            more="\n".join(part for part in (row.note, ceiling, t("Ask: is it yes or no?")) if part),
        )
        self.said_by.set_text(t("{name}, by telephone", name=row.customer))
        self._show((row.customer, row.phone or row.email), has_quote=True, has_slip=False)

    def show_slip(self, slip: Slip) -> None:
        """Show what to tell: each piece with its old and its new promise, and the message."""
        t = self._texts
        self.about.say(
            t("{provider}: later than promised.", provider=slip.provider),
            "clock-exclamation",
            tone="amber",
            more=_of_all(slip, t),
        )
        self.message.setPlainText(slip.message)
        self._show((slip.customer, slip.phone or slip.email), has_quote=False, has_slip=True)

    def first_button(self) -> Button:
        """Give the button that the main action presses."""
        return self.yes if self.yes.isVisible() else self.channels[Channel.PHONE]

    def _show(self, who: tuple[str, ...], *, has_quote: bool, has_slip: bool) -> None:
        name, reach = (*who, "", "")[:2]
        self.who.setText(name)
        self.phone.setText(reach)
        shown: dict[QWidget, bool] = dict.fromkeys((self.who, self.phone, self.about), bool(who))
        shown |= dict.fromkeys((self.said_by, self.yes, self.no), has_quote)
        shown |= dict.fromkeys((self.message, self.copy, *self.channels.values()), has_slip)
        for piece, is_shown in shown.items():
            piece.setVisible(is_shown)
        self._nobody.hide()

    def _connect(self) -> None:
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self.copy.clicked.connect(self._on_copy)
        for channel, button in self.channels.items():
            button.setProperty("channel", channel.value)
            button.clicked.connect(self._on_told)

    def _on_yes(self) -> None:
        self.decided.emit(True)

    def _on_no(self) -> None:
        self.decided.emit(False)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.toPlainText())

    def _on_told(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.told.emit(Channel(sender.property("channel")))

    def _lay(self) -> None:
        column = QVBoxLayout()
        answers = FlowLayout(gap=12)
        for button in (self.yes, self.no, *self.channels.values(), self.copy):
            answers.addWidget(button)
        for piece in (self.who, self.phone, self.about, self.said_by, self.message):
            column.addWidget(piece)
        column.addLayout(answers)
        column.addWidget(self._nobody, 1)
        column.addStretch(1)
        self._column = column
        self.body.addLayout(column, 1)
        theme.follow(self, self._fit_inside)

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(12))
        self.message.setMinimumHeight(theme.px(110))


def _of_all(slip: Slip, t: Texts) -> str:
    """Name the first of what is late: the card keeps its size whatever somebody brought."""
    said = [_of_late(each, t) for each in slip.items[:_NAMED]]
    more = len(slip.items) - _NAMED
    if more > 0:
        said.append(t.many("and {n} other item", "and {n} other items", more))
    return "\n".join(said)


def _of_late(late: Late, texts: Texts) -> str:
    was, now = moments.local(late.was_at), moments.local(late.ready_at)
    return texts(
        "{item} ({tag}): {was} → {now}",
        item=late.label,
        tag=late.short_tag,
        was=f"{formats.day_short(was.date(), texts.language)} {formats.hour(was.time(), texts.language)}",
        now=f"{formats.day_short(now.date(), texts.language)} {formats.hour(now.time(), texts.language)}",
    )
