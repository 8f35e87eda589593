"""The page of one carrier that takes mail away: what waits for it, each piece ticked by a scan, and who signs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import MailWay
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.mail_arrival_list import middle_of
from concierge_desk.ui.screens.mail_signing import CarrierSigning
from concierge_desk.ui.screens.visit_lists import Counted
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


class CarrierPage(QWidget):
    """The list at the left, the signature at the right; `changed` tells that a tick was put or taken away."""

    changed = Signal()
    other_carrier = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the page for no carrier yet."""
        super().__init__(parent)
        self._t = texts
        self._rows: dict[int, MailRow] = {}
        self.ticked: dict[int, None] = {}
        """What was ticked, in that order."""
        words = (
            texts("What the carrier takes"),
            texts("Pieces that wait for the carrier"),
            texts("Nothing waits for this carrier."),
        )
        self.leaving = Counted(words, "package-export", "apricot", texts, self)
        self.leaving.list.toggled.connect(self._toggle)
        self.leaving.list.chosen.connect(self._choose)
        self.change = Button(texts("Another carrier"), parent=self, kind="quiet", small=True)
        self.change.clicked.connect(self.other_carrier)
        self.leaving.head.addWidget(self.change)
        middle_of(self.leaving.head)
        self.signing = CarrierSigning(
            texts,
            (texts("Signature"), "signature", texts("The carrier takes it")),
            on_paper=texts("Sign on the carrier’s sheet. One copy stays here."),
        )
        self.staying = Words("", 15, "amber", bold=True)
        self.staying.hide()
        self.signing.put_first(self.staying)
        columns = Columns((780, 420), least=(400, 320))
        columns.addWidget(self.leaving)
        columns.addWidget(self.signing)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(columns)
        theme.follow(self, self.updateGeometry)

    def begin(self, carrier: str) -> None:
        """Begin for a carrier, with nothing ticked and nobody who signed."""
        self.leaving.set_title(self._t("{carrier} takes", carrier=carrier))
        self.ticked = {}
        self.signing.pads.clear()
        self.ask("")

    def show_rows(self, rows: Sequence[MailRow]) -> None:
        """Show what waits; a tick of what waits no more is forgotten."""
        self._rows = {each.item_id: each for each in rows}
        self.ticked = {key: None for key in self.ticked if key in self._rows}
        self.leaving.show_rows([self._row(each) for each in rows])
        self._show_count()

    def tick(self, item_id: int) -> bool:
        """Tick a piece that the carrier takes; False when it is not in the list."""
        if item_id not in self._rows:
            return False
        self.ticked[item_id] = None
        self.leaving.list.mark(item_id)
        self._said(item_id)
        return True

    def tick_all(self) -> None:
        """Tick everything that waits."""
        self.ticked = dict.fromkeys(self._rows)
        self.show_rows(list(self._rows.values()))
        self.changed.emit()

    def unticked(self) -> list[MailRow]:
        """List what stays here."""
        return [row for key, row in self._rows.items() if key not in self.ticked]

    def ask(self, sentence: str) -> None:
        """Say what should be looked at before the carrier goes; nothing hides it."""
        self.staying.setText(sentence)
        self.staying.setVisible(bool(sentence))

    def _toggle(self, key: object) -> None:
        if isinstance(key, int) and key in self.ticked:
            del self.ticked[key]
            self._said(key)
        elif isinstance(key, int):
            self.tick(key)

    def _choose(self, key: object) -> None:
        """Tick what is chosen; Enter never takes a tick away, only Space or the box does."""
        if isinstance(key, int) and key not in self.ticked:
            self.tick(key)

    def _said(self, item_id: int) -> None:
        self.leaving.list.change_row(self._row(self._rows[item_id]))
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        t, done = self._t, len(self.ticked)
        self.leaving.show_count(done, len(self._rows))
        self.signing.button.setEnabled(bool(done))
        deed = t.many("The carrier takes {n} piece", "The carrier takes {n} pieces", done)
        stays = len(self._rows) - done
        said = t.many("{n} piece stays here.", "{n} pieces stay here.", stays) if stays else ""
        self.signing.say(deed if done else t("The carrier takes it"), said)

    def _row(self, row: MailRow) -> Row:
        t, goes_back, whose = self._t, row.way is MailWay.IN, whose_is(row)
        parts = [row.label if row.number or whose else "", whose if row.number else ""]
        parts += [row.return_reason if goes_back else "", row.service]
        if goes_back and row.sender:
            parts.append(t("from {name}", name=row.sender))
        if goes_back:
            parts.append(t("here since {day}", day=formats.day_short(row.arrived_on, t.language)))
        return Row(
            row.item_id,
            row.number or whose or row.label,
            " · ".join(filter(None, parts)),
            icon=row.icon,
            lead=row.shelf,
            badge=t("back to the sender") if goes_back else t("goes out"),
            tone="remind" if goes_back else "planned",
            checked=row.item_id in self.ticked,
        )


def whose_is(row: MailRow) -> str:
    """Tell for whom a piece is, as written on it; of one without a word its owner, once they are known."""
    return row.addressee or (row.owner if row.way is MailWay.IN and row.settled else "")
