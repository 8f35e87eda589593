"""Who the drop-off is for: how to reach them, what is ready for them, what to bear in mind."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import Customer, Notify
from concierge_desk.operations.customers import CustomerCard as Greeting
from concierge_desk.texts import LANGUAGE_NAMES, N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.avatar import Avatar
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words

_TELL = {
    Notify.SMS: N_("tell by text message"),
    Notify.PHONE: N_("tell by a call"),
    Notify.EMAIL: N_("tell by e-mail"),
    Notify.NONE: N_("do not tell"),
}


class InfoLine(QWidget):
    """A pictogram and a few words; hidden while there are none."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        """Make it hidden."""
        super().__init__(parent)
        self._words = Words("", 16, "soft")
        self._row = QHBoxLayout(self)
        self._row.addWidget(Picture(icon, "soft", 18))
        self._row.addWidget(self._words, 1)
        self.hide()
        theme.follow(self, self._fit)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words.setText(words)
        self.setHidden(not words)

    def _fit(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(9))


class PersonCard(Card):
    """The card at the left of a drop-off."""

    change_asked = Signal()
    handback_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it without a person."""
        super().__init__(texts("Customer"), "users", parent)
        self.t = texts
        self._avatar = Avatar()
        self._name = Words("", 19, bold=True)
        self._where = Words("", 16, "soft")
        self._lines = {key: InfoLine(icon) for key, icon in _ICONS}
        self._ready = Card(tone="green")
        self._ready_words = Words("", 15)
        self._handback = Button(texts("Hand back now"), "hanger", kind="quiet", small=True)
        self._handback.clicked.connect(self.handback_asked)
        self._note = Card(tone="amber")
        self._note_words = Words("", 15)
        self._seen = Words("", 15, "soft")
        self._change = Button(texts("Change customer"), "user-search", small=True)
        self._change.clicked.connect(self.change_asked)
        self._lay()

    def show_person(self, greeting: Greeting) -> None:
        """Show a person as the counter greets them."""
        t, customer = self.t, greeting.customer
        self._avatar.show_name(customer.name)
        self._name.setText(customer.name)
        where = " · ".join(filter(None, (customer.company, customer.place)))
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._lines["phone"].say(customer.phone)
        self._lines["email"].say(customer.email)
        self._lines["tell"].say(told(customer, t))
        self._show_ready(greeting)
        self._note_words.setText(customer.note)
        self._note.setVisible(bool(customer.note))
        self._seen.setText("" if greeting.last_seen_on is None else t(
            "Last visit: {day}", day=formats.day_short(greeting.last_seen_on, t.language)
        ))  # fmt: skip
        self._seen.setHidden(greeting.last_seen_on is None)

    def _show_ready(self, greeting: Greeting) -> None:
        t = self.t
        self._ready.setVisible(bool(greeting.ready))
        if not greeting.ready:
            return
        count = sum(len(group.labels) for group in greeting.ready)
        shelves = [group.shelf for group in greeting.ready if group.shelf]
        labels = [label for group in greeting.ready for label in group.labels]
        parts = [(t.many("{n} piece ready", "{n} pieces ready", count), True)]
        if shelves:
            said = t.many("shelf {shelves}", "shelves {shelves}", len(shelves), shelves=", ".join(shelves))
            parts.append((f", {said}", False))
        listed = ", ".join(labels[:_MOST_LABELS]) + ("…" if len(labels) > _MOST_LABELS else "")
        parts.append((f" · {listed}", False))
        self._ready_words.set_parts(parts)

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._avatar)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._where)
        head.addLayout(names, 1)
        self.body.addLayout(head)
        for line in self._lines.values():
            self.body.addWidget(line)
        self._ready.body.addWidget(self._ready_words)
        self._ready.body.addWidget(self._handback)
        self._note.body.addWidget(self._note_words)
        self.body.addWidget(self._ready)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.body.addWidget(self._seen)
        self.body.addWidget(self._change)


_ICONS = (("phone", "phone-check"), ("email", "mail"), ("tell", "bell"))
_MOST_LABELS = 3


def told(customer: Customer, t: Texts) -> str:
    """Say how a person wants to be told, and in which language."""
    language = LANGUAGE_NAMES.get(customer.language, customer.language)
    return f"{t(_TELL[customer.notify])} · {language.lower() if t.language == 'fr' else language}"
