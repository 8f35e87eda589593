"""Everything about one customer: their details, who may collect, what we hold for them, what they brought before."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.operations.customers import CustomerCard
from concierge_desk.operations.handbacks import HandbackRow
from concierge_desk.operations.history import PastRequest
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens.customers_collectors import CollectorsCard
from concierge_desk.ui.screens.customers_erase import EraseOffer
from concierge_desk.ui.screens.customers_fields import CustomerFields
from concierge_desk.ui.screens.customers_things import ThingsCard
from concierge_desk.ui.status_words import BY_MISTAKE, STATUSES
from concierge_desk.ui.widgets.avatar import Avatar
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

_MOST_LABELS = 4
_MOST_THINGS = 10


class PersonPage(QWidget):
    """The right side of the customers screen."""

    dropoff_asked = Signal()
    handback_asked = Signal()
    label_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it without a person."""
        super().__init__(parent)
        t = self.t = texts
        self._avatar = Avatar()
        self._name = Words("", 22, bold=True)
        self._about = Words("", 16, "soft")
        self.dropoff = Button(
            t("New drop-off"), "package-import", kind="primary", key=shortcuts.shown("main", t)
        )
        self.handback = Button(t("Hand back"), "hanger")
        self.dropoff.clicked.connect(self.dropoff_asked)
        self.label = Button(t("Pigeonhole label"), "tag", kind="quiet", small=True)
        self.label.setToolTip(shortcuts.shown("label", t))
        self.handback.clicked.connect(self.handback_asked)
        self.label.clicked.connect(self.label_asked)
        self._details = Card(t("What we know"), "id-badge-2")
        self._saved = Words(t("What you change is kept at once."), 14, "soft")
        self.fields = CustomerFields(t)
        self.collectors = CollectorsCard(t)
        self.collectors.turned.connect(self._share_key)
        self.things = ThingsCard(t("In our care"), "hanger", t("Nothing at the moment."))
        self.past = ThingsCard(t("Past requests"), "history", t("Nothing yet."))
        self.erase = EraseOffer(t)
        self._lay()
        theme.follow(self, self._fit)

    def show_person(self, greeting: CustomerCard, today: date) -> None:
        """Show a person."""
        t, customer = self.t, greeting.customer
        self._avatar.show_name(customer.name)
        self._name.setText(customer.name)
        said = [customer.company, customer.place]
        if greeting.last_seen_on is not None:
            said.append(t("last visit: {day}", day=formats.day_short(greeting.last_seen_on, t.language)))
        self._about.setText(" · ".join(filter(None, said)) or t("No visit yet"))
        self.fields.show_customer(customer)
        self.collectors.show_collectors(customer, today)
        ready = sum(len(group.labels) for group in greeting.ready)
        self.handback.setText(
            t.many("Hand back {n} item", "Hand back {n} items", ready) if ready else t("Hand back")
        )

    def show_things(self, rows: Sequence[HandbackRow]) -> None:
        """Show what is in our care for them: the first few, and how many more the hand-back shows."""
        lines = [self._thing(row) for row in rows[:_MOST_THINGS]]
        more = len(rows) - len(lines)
        if more > 0:
            words = self.t.many("and {n} more: open Hand-back", "and {n} more: open Hand-back", more)
            lines.append(Row("more", words, icon="hanger"))
        self.things.show_rows(lines)

    def show_past(self, requests: Sequence[PastRequest]) -> None:
        """Show what they brought before."""
        self.past.show_rows([self._request(each) for each in requests])

    def _thing(self, row: HandbackRow) -> Row:
        words, tone = STATUSES[row.status]
        where = row.shelf and self.t("shelf {shelf}", shelf=row.shelf)
        said = " · ".join(filter(None, (row.ticket, where or row.provider)))
        return Row(row.item_id, row.label, said, icon=row.icon, badge=self.t(words), tone=tone)

    def _request(self, each: PastRequest) -> Row:
        t = self.t
        labels = ", ".join(each.labels[:_MOST_LABELS]) + ("…" if len(each.labels) > _MOST_LABELS else "")
        day = formats.day_short(moments.day_of(each.at), t.language)
        badge, tone = t("all handed back"), "quiet"
        if each.open_pieces:
            badge, tone = t.many("{n} here", "{n} here", each.open_pieces), "planned"
        elif each.by_mistake:
            badge, tone = t(BY_MISTAKE[0]), BY_MISTAKE[1]
        return Row(each.request_id, f"{each.number} · {day}", labels, badge=badge, tone=tone)

    def _share_key(self) -> None:
        """Offer the drop-off only while no procuration is written: one key, one button.

        The form stands beside what is known of its customer then: below all their things, it would stand beside
        nothing.
        """
        for each in (self.dropoff, self.things, self.past):
            each.setVisible(not self.collectors.is_asking())

    def _lay(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._about)
        who = QWidget()
        self._who = QHBoxLayout(who)
        self._who.addWidget(self._avatar)
        self._who.addLayout(names, 1)
        doing = QWidget()
        deeds = FlowLayout(doing, gap=10)
        deeds.addWidget(self.dropoff)
        deeds.addWidget(self.handback)
        head = Columns((430, 420), least=(240, 200))
        head.addWidget(who)
        head.addWidget(doing)
        self._details.head.addWidget(self.label)
        self._details.body.addWidget(self._saved)
        self._details.body.addWidget(self.fields)
        self._details.body.addStretch(1)
        side = QWidget()
        self._side = QVBoxLayout(side)
        for card in (self.things, self.collectors, self.past):
            self._side.addWidget(card)
        self._side.addWidget(self.erase)
        self._side.addStretch(1)
        body = Columns((430, 400), least=(330, 320))
        body.addWidget(self._details)
        body.addWidget(side)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(head)
        self._lines.addLayout(body, 1)

    def _fit(self) -> None:
        self._who.setContentsMargins(0, 0, 0, 0)
        self._who.setSpacing(theme.px(12))
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(theme.px(14))
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(14))
