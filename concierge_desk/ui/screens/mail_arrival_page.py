"""The page of one delivery: what is in the hand, what is written down, how it agrees, and who signs."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_counts import Counts
from concierge_desk.ui.screens.mail_arrival_entry import Entry
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.screens.mail_arrival_list import ArrivalList
from concierge_desk.ui.screens.mail_signing import CarrierSigning
from concierge_desk.ui.screens.mail_whom import Recipients
from concierge_desk.ui.screens.visit_pads import DRIVER, PAPER
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.words import Words


class ArrivalPage(QWidget):
    """Three cards side by side; it only shows."""

    def __init__(self, texts: Texts, people: Recipients, parent: QWidget | None = None) -> None:
        """Lay the cards for a delivery that is not begun."""
        super().__init__(parent)
        self._t = texts
        self.entry = Entry(texts, people)
        self.list = ArrivalList(texts)
        self.signing = CarrierSigning(
            texts,
            (texts("The carrier’s sheet"), "clipboard-list", ""),
            on_paper=texts("Sign on the carrier’s sheet. If there is none, we print one."),
            paper_key="",
        )
        self.counts = Counts(texts)
        self.asked = Words("", 15, "amber", bold=True)
        self.asked.hide()
        self.signing.put_first(self.asked)
        self.signing.put_first(self.counts)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        columns = Columns((424, 410, 352), least=(330, 300, 300))
        for card in (self.entry, self.list, self.signing):
            columns.addWidget(card)
        lines.addLayout(columns)
        theme.follow(self, self.updateGeometry)

    def show_form(
        self, form: ArrivalForm, carrier: str, carriers: Mapping[str, str], *, hint: str = ""
    ) -> None:
        """Show a delivery as it is now; `carriers` are their names by their keys."""
        self.entry.carriers = dict(carriers)
        self.entry.show_form(form, carrier, hint=hint)
        self.list.show_form(form, carriers)
        self.counts.show_form(form)
        t, count = self._t, len(form.pieces)
        deed = t.many("Record {n} piece", "Record {n} pieces", count) if count else t("Record")
        self.signing.say(deed, said.sum_of(form.counts(), t))
        self.signing.button.setEnabled(bool(count))
        self.ask("")

    def restore_signing(self, form: ArrivalForm) -> None:
        """Show who signed a delivery that was left open."""
        pads = self.signing.pads
        pads.driver.setText(form.driver)
        pads.pad.set_strokes(form.strokes)
        pads.choose(PAPER if form.on_paper else DRIVER)

    def ask(self, sentence: str) -> None:
        """Say what should be looked at before it is recorded; nothing hides it.

        What it says already stands nowhere else meanwhile, so that a small screen holds all.
        """
        self.asked.setText(sentence)
        self.asked.setVisible(bool(sentence))
        for piece in (self.counts.verdict, self.signing.sum):
            piece.setVisible(not sentence and bool(piece.text()))
