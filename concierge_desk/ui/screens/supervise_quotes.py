"""Who must be called: for a quote above the ceiling, or because a promise slipped."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats
from concierge_desk.errors import DeskError
from concierge_desk.models import About, Channel, Item, Notice, Quote
from concierge_desk.operations import deeds, delays, notices, quotes
from concierge_desk.operations.delays import Slip
from concierge_desk.operations.quotes import QuoteRow
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.call_detail import CallDetail
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row

_Key = tuple[str, int]


class QuotesPanel(Panel):
    """The list at the left, the one who is called at the right."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, Notice, Quote})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list."""
        super().__init__(context, parent)
        self.list = RowList(self.t("To call"), self)
        self.detail = CallDetail(self.t, self)
        self._calls: dict[_Key, QuoteRow | Slip] = {}
        self._uids: dict[_Key, str] = {}
        self.list.marked.connect(self._show)
        self.list.chosen.connect(self._go_on)
        self.detail.decided.connect(self._decide)
        self.detail.told.connect(self._tell)
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask again who must be called; the one in front stays."""
        at, language = self.context.clock.now(), self.t.language
        self._calls = {
            ("quote", row.quote_id): row for row in self.context.desk.ask(quotes.to_ask, language=language)
        }
        for slip in self.context.desk.ask(delays.slips, at=at, language=language):
            self._calls["slip", slip.customer_id] = slip
        self._uids = {key: uid for key, uid in self._uids.items() if key in self._calls}
        before = self.list.current_key()
        self.list.show_rows([self._row(key, call) for key, call in self._calls.items()])
        self.list.setVisible(bool(self._calls))
        if not self._calls:
            self.detail.show_nobody()
        elif before not in self._calls:
            self.list.mark(next(iter(self._calls)))

    @override
    def arrive(self, **what: object) -> None:
        """Come for one quote: `quote_id=7`."""
        quote_id = what.get("quote_id")
        if isinstance(quote_id, int):
            self.list.mark(("quote", quote_id))

    @override
    def main_action(self) -> None:
        """Note that the customer says yes, or that they were told by telephone."""
        if self._current() is not None:
            self.detail.first_button().click()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list."""
        return self.list if self._calls else None

    def _current(self) -> _Key | None:
        key = self.list.current_key()
        return key if isinstance(key, tuple) and key in self._calls else None

    def _show(self, key: object) -> None:
        call = self._calls.get(key) if isinstance(key, tuple) else None
        if isinstance(call, QuoteRow):
            self.detail.show_quote(call)
        elif isinstance(call, Slip):
            self.detail.show_slip(call)

    def _go_on(self, _key: object) -> None:
        self.detail.first_button().setFocus()

    def _decide(self, accepted: bool) -> None:  # Qt's signal carries it so
        key = self._current()
        call = self._calls.get(key) if key is not None else None
        if key is None or not isinstance(call, QuoteRow):
            return
        yes = self.t("Noted: {name} says yes.", name=call.customer)
        self._do(
            key,
            yes if accepted else self.t("Noted: {name} says no.", name=call.customer),
            quotes.decide,
            quote_id=call.quote_id,
            accepted=accepted,
            said_by=self.detail.said_by.text(),
        )

    def _tell(self, channel: object) -> None:
        key = self._current()
        call = self._calls.get(key) if key is not None else None
        if key is None or not isinstance(call, Slip) or not isinstance(channel, Channel):
            return
        self._do(
            key,
            self.t("Noted: {name} was told.", name=call.customer),
            notices.tell,
            customer_id=call.customer_id,
            about=About.DELAY,
            channel=channel,
            item_ids=[each.item_id for each in call.items],
            text=call.message,
        )

    def _do(self, key: _Key, said: str, deed: Callable[..., object], **what: Any) -> None:  # noqa: ANN401  # each deed has its own
        """Do a deed about one call, once however often its button is pressed."""
        uid = self._uids.setdefault(key, deeds.new_uid())
        try:
            self.context.desk.do(
                deed,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=uid,
                **what,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(said)

    def _row(self, key: _Key, call: QuoteRow | Slip) -> Row:
        t = self.t
        if isinstance(call, QuoteRow):
            amount = formats.money(call.amount, t.language)
            below = t("{item}: {amount} · {provider}", item=call.label, amount=amount, provider=call.provider)
            return Row(key, call.customer, below, "receipt-euro", badge=t("quote"), tone="today")
        below = ", ".join(each.label for each in call.items)
        return Row(key, call.customer, below, "clock-exclamation", badge=t("later"), tone="late")

    def _lay(self) -> None:
        card = Card(self.t("To call"), "phone", self)
        card.body.addWidget(self.list, 1)
        columns = Columns((520, 660))
        columns.addWidget(card)
        columns.addWidget(self.detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(columns, 1)
