"""What a carrier's rule asks of the one who collects: a sentence, and which kind of document was seen."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import Facts, Identity
from concierge_desk.models.identity import IDENTITIES, Shown
from concierge_desk.models.saying import DOCUMENTS, Saying
from concierge_desk.operations.mail_handover import Asked
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import handback_mail
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.step_hint import StepHint


class AskedBox(QWidget):
    """The sentence to follow, and the kinds of documents as chips while one is asked for."""

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._texts = texts
        self._asked = Asked()
        self.hint = StepHint(parent=self)
        self._documents = QWidget(self)
        self.chips: dict[Identity, Chip] = {}
        self.too = Chip("", self._documents)
        self._lay()
        for kind, chip in self.chips.items():
            chip.toggled.connect(partial(self._on_chosen, kind))
        self.too.toggled.connect(self._on_seen)

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked of the one who comes now; once the documents were seen, only which."""
        self._asked = asked
        sentence, tone = handback_mail.rule(asked, self._texts)
        self.hint.say(sentence, "id-badge-2" if tone == "amber" else "alert-triangle", tone=tone)
        self.too.setText(self._texts("Document of {name} too", name=asked.customer))
        self.too.setVisible(asked.two_identities)
        self._documents.setVisible(asked.identity and asked.refusal is None)
        self.setVisible(bool(sentence))
        self._fold()

    def forget(self) -> None:
        """Note no document any more."""
        self.resume({})

    def shown(self) -> Shown:
        """Tell which documents were seen, of those that are asked for."""
        if not self._asked.identity:
            return Shown()
        chosen = next((kind for kind, chip in self.chips.items() if chip.isChecked()), None)
        return Shown(chosen, self._asked.two_identities and self.too.isChecked())

    def ask_for_it(self) -> None:
        """Give the keys to the first kind of document, or to the addressee's where only that is missing."""
        chosen = any(chip.isChecked() for chip in self.chips.values())
        first = self.too if chosen else self.chips[Identity.IDENTITY_CARD]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_saying(self, word: Saying) -> bool:
        """Choose the document that a scanned word names; False where it names none that is asked for."""
        if not self._asked.identity:
            return False
        if word is Saying.ADDRESSEES_TOO:
            self.too.setChecked(True)
        elif word in DOCUMENTS:
            self.chips[DOCUMENTS[word]].setChecked(True)
        return word is Saying.ADDRESSEES_TOO or word in DOCUMENTS

    def in_hand(self) -> Facts:
        """Give what was chosen, to be shown again by `resume`."""
        chosen = next((kind.value for kind, chip in self.chips.items() if chip.isChecked()), "")
        return {"document": chosen, "too": self.too.isChecked()}

    def resume(self, entered: Facts) -> None:
        """Show again what was chosen."""
        for chip in self.chips.values():
            chip.setChecked(False)
        for kind, chip in self.chips.items():
            chip.setChecked(kind.value == entered.get("document"))
        self.too.setChecked(bool(entered.get("too")))

    def _on_chosen(self, kind: Identity, on: bool) -> None:  # Qt's toggled says it so
        """Let one kind at most be chosen, and make room for the signature; the same again offers them all."""
        for other, chip in self.chips.items():
            if other is not kind:
                if on:
                    chip.setChecked(False)
                chip.setVisible(not on)
        self._on_seen()

    def _on_seen(self) -> None:
        self._fold()
        self.changed.emit()

    def _fold(self) -> None:
        """Leave the sentence away once the documents it asks for were seen."""
        done = self._asked.identity and self._asked.lacking(self.shown(), signed=True) is None
        self.hint.setVisible(not done and bool(self.hint.sentence()))

    def _lay(self) -> None:
        kinds = FlowLayout(gap=8)
        for kind, words in IDENTITIES.items():
            self.chips[kind] = Chip(self._texts(words), self._documents)
            kinds.addWidget(self.chips[kind])
        kinds.addWidget(self.too)
        self._inner = QVBoxLayout(self._documents)
        self._inner.addLayout(kinds)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.hint)
        self._lines.addWidget(self._documents)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        for lines in (self._inner, self._lines):
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(theme.px(8))
