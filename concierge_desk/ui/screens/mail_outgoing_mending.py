"""A piece that waits to be sent and is put right: who pays for it, and why what was said is said otherwise now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import MailKind, Payer
from concierge_desk.operations import mail_reading, outgoing, outgoing_amending
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_WHY = {
    "wrong": N_("Written down wrongly"),
    "wanted": N_("The customer’s wish"),
    "carrier": N_("The carrier’s wish"),
}
"""Why a piece is put right; the first is the usual one, and stands there already."""


class Mending(QWidget):
    """Two rows of choices, each shown only where it is needed."""

    payer_chosen = Signal()

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._t = t
        self._row: MailRow | None = None
        self.payers = SegmentBar()
        self.payers.setAccessibleName(t("Who pays"))
        self._asked = Words(t("It was another one before. Why does it change?"), 14, "amber", bold=True)
        self.why = SegmentBar()
        self.why.setAccessibleName(t("Why it changes"))
        self.payers.chosen.connect(lambda _key: self.payer_chosen.emit())
        self._lines = QVBoxLayout(self)
        for piece in (self.payers, self._asked, self.why):
            self._lines.addWidget(piece)
        theme.follow(self, self._fit)
        self.end()

    def begin(self, row: MailRow, company: str) -> None:
        """Begin with a piece as it was left; a company's account is offered where there is a company."""
        self._row = row
        self.payers.show_segments(payer_segments(company, self._t))
        if row.payer is not None:
            self.payers.choose(row.payer.value)
        self.payers.setVisible(bool(company))
        self.why.show_segments([Segment(key, self._t(words)) for key, words in _WHY.items()])
        self.why.choose(next(iter(_WHY)))
        self.show()

    def end(self) -> None:
        """Put no piece right any more."""
        self._row = None
        self.hide()

    def look(self, kind: MailKind, number: str, *, own_label: bool) -> None:
        """Ask why, where what is written now is not what was said."""
        row = self._row
        if row is None:
            return
        payer = None if own_label else self.payer()
        written = mail_reading.written(number)
        asks = outgoing_amending.needs_reason(row, number=written, kind=kind, payer=payer)
        self.payers.setEnabled(not own_label)
        for piece in (self._asked, self.why):
            piece.setVisible(asks)

    def payer(self) -> Payer:
        """Tell who pays."""
        return Payer(self.payers.current() or Payer.CUSTOMER.value)

    def reason(self, in_house: Texts) -> str:
        """Tell why it changes, in the words of the house, as the chain keeps them; empty where nobody asks."""
        return "" if self.why.isHidden() else in_house(_WHY[self.why.current()])

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))


def payer_segments(company: str, t: Texts) -> Sequence[Segment]:
    """Offer who may pay: the customer, and the company where there is one."""
    payers = [Segment(Payer.CUSTOMER.value, t("The customer pays"), "user")]
    if company:
        words_of = t("On the account of {company}", company=company)
        payers.append(Segment(Payer.ACCOUNT.value, words_of, "building"))
    return payers


def as_left(row: MailRow) -> Outgoing:
    """Write a piece that waits as it was left."""
    return Outgoing(
        row.kind,
        row.addressee,
        row.carrier_id,
        row.number,
        row.service,
        row.format,
        row.weight_g,
        row.franking,
        row.own_label,
    )


def is_without_number(row: MailRow) -> bool:
    """Tell whether a piece still needs the number that its carrier gives it."""
    return not row.number and row.kind in outgoing.NUMBERED
