"""Who does a service, where several do it: a quiet line, and on a key everybody side by side.

On the happy path it costs nothing: the usual provider is taken without a word. Alt and P opens the list; arrows and
Enter, or the number of a row, choose; Esc keeps who it was. No scan opens or answers it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.operations.choosing import OfferRow
from concierge_desk.operations.offers import Doer
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens.visit_day import FORMS
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

_ROWS = 5
"""So many rows are seen at once; the others are scrolled to."""


def who(doers: Sequence[Doer], chosen_id: int | None) -> Doer | None:
    """Tell who does a service: the one that was chosen, as long as they do it, else the usual one."""
    by_id = {each.provider_id: each for each in doers}
    usual = next((each for each in doers if each.usual), None)
    return by_id.get(chosen_id, usual) if chosen_id is not None else usual


class WhoLine(Button):
    """The line under the promise: who does it, and how many others could; hidden where there is no choice."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it hidden."""
        super().__init__("", "users", parent, kind="quiet", key=shortcuts.PROVIDER, small=True)
        self._texts = texts
        self.hide()

    def show_doers(self, service: str, doers: Sequence[Doer], chosen_id: int | None) -> None:
        """Say who does a service, and how many others could."""
        t, now = self._texts, who(doers, chosen_id)
        others = len(doers) - (now is not None)
        if now is None:
            said = t("Choose who does it: {service}", service=service)
        else:
            said = t.many("{provider} · {n} other", "{provider} · {n} others", others, provider=now.name)
        self.setText(said)
        self.setToolTip(t("Choose who does it: {service}", service=service))
        self.setVisible(others > 0)


class ProviderChoice(Card):
    """Everybody who does a service, side by side; `chosen` carries the key of a provider, `kept` that none was."""

    chosen = Signal(int)
    kept = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it hidden."""
        super().__init__(" ", "users", parent)
        self._texts = texts
        self._offers: dict[int, OfferRow] = {}
        self.rows = RowList(texts("Who does it?"))
        self.rows.marked.connect(self._show_detail)
        self.rows.chosen.connect(self._choose)
        self._sentence = Words("", 16, bold=True)
        self._share = Words("", 15, "green")
        self._keep = Button(texts("Keep"), "x", key=shortcuts.shown("back", texts), small=True)
        self._keep.clicked.connect(self.keep)
        self.head.addWidget(self._keep)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._sentence)
        said.addWidget(self._share)
        self.body.addWidget(self.rows)
        self.body.addLayout(said)
        theme.follow(self, self._fit_rows)
        self.hide()

    def ask(self, service: str, offers: Sequence[OfferRow], current_id: int | None) -> None:
        """Show the offers, the cursor on the one that holds; asked again the cursor stays where it is."""
        t = self._texts
        marked = self.rows.current_key() if self.asks() else None
        self._offers = {each.provider_id: each for each in offers}
        self.set_title(t("Who does it? {service}", service=service))
        self.rows.show_rows([self._row(number, each) for number, each in enumerate(offers, 1)])
        self._fit_rows()
        self.show()
        wanted = marked if marked in self._offers else current_id
        if not self.rows.mark(wanted) and offers:
            self.rows.mark(offers[0].provider_id)
        self._show_detail()

    def asks(self) -> bool:
        """Tell whether a choice is awaited."""
        return not self.isHidden()

    def press(self, digit: int | None) -> bool:
        """Choose the row of a number; False when there is none."""
        rows = self.rows.rows()
        if digit is None or not 1 <= digit <= len(rows):
            return False
        self._choose(rows[digit - 1].key)
        return True

    def keep(self) -> None:
        """Keep who it was."""
        self.hide()
        self.kept.emit()

    def detail(self) -> str:
        """Tell what is said of the offer under the cursor."""
        return " ".join(part for part in (self._sentence.text(), self._share.text()) if part)

    def _choose(self, key: object) -> None:
        self.hide()
        if isinstance(key, int):
            self.chosen.emit(key)

    def _row(self, number: int, offer: OfferRow) -> Row:
        t = self._texts
        ready_at = offer.promise.ready_at
        day = t("no day") if ready_at is None else formats.weekday_short(moments.day_of(ready_at), t.language)
        return Row(
            offer.provider_id,
            offer.provider,
            " · ".join(self._facts(offer)),
            lead=str(number),
            lead_quiet=True,
            badge=t(FORMS[offer.legal_form]) if offer.is_ess else "",
            tone="ess",
            trail=day,
        )

    def _facts(self, offer: OfferRow) -> list[str]:
        t, language = self._texts, self._texts.language
        facts = [t("usual")] if offer.usual else []
        if offer.purchase_price is not None:
            facts.append(t("costs us {amount}", amount=formats.money(offer.purchase_price, language)))
        if offer.distance_m is not None:
            facts.append(formats.kilometres(offer.distance_m, language))
        return [*facts, offer.transport] if offer.transport else facts

    def _show_detail(self) -> None:
        offer = self._offers.get(key) if isinstance(key := self.rows.current_key(), int) else None
        if offer is not None:
            self._sentence.setText(offer.sentence)
            self._share.setText(self._money_and_share(offer))
            self._share.setVisible(bool(self._share.text()))

    def _money_and_share(self, offer: OfferRow) -> str:
        t, before, after = self._texts, offer.ess_before, offer.ess_after
        said = []
        if offer.price is not None:
            said.append(t("The customer pays {amount}.", amount=formats.money(offer.price, t.language)))
        if after is not None and before is not None and before != after:
            said.append(
                t("ESS this month: from {before} % to {after} % with this order.", before=before, after=after)
            )
        elif after is not None:
            said.append(t("ESS this month: {after} % with this order.", after=after))
        return " ".join(said)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the height they need at this width."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.body.setSpacing(theme.px(5))  # so that tiles and three rows fit a small screen together
        shown = min(_ROWS, max(1, len(self.rows.rows())))
        self.rows.setFixedHeight(self.rows.row_height(self.width() - 2 * theme.px(16)) * shown)
