"""What a provider charges us for each article, beside what the customer pays."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats, money
from concierge_desk.models import Article, Service
from concierge_desk.money import Money
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.fold import Fold, focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words


class _Sheet(QWidget):
    """The price list of one service: for each article its name, the public price, and a field for what we pay."""

    def __init__(self, service: Service, prices: Mapping[int, Money], texts: Texts) -> None:
        super().__init__()
        self.fields: dict[int, LabelledField] = {}
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Words(service.name(texts.language), 15, bold=True))
        flow = FlowLayout(gap=10)
        for article in service.articles:
            field = self.fields[article.id] = LabelledField(_named(article, texts))
            known = prices.get(article.id)
            field.set_text("" if known is None else formats.amount(known, texts.language))
            field.edit.textEdited.connect(field.accept)
            flow.addWidget(field)
        self._lines.addLayout(flow)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        for field in self.fields.values():
            field.setFixedWidth(theme.px(172))
        self._lines.setContentsMargins(0, 0, 0, theme.px(6))
        self._lines.setSpacing(theme.px(6))


class PricesPart(Fold):
    """The price lists of the services that a provider does; they are laid when the section is opened."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Have no prices yet."""
        super().__init__(texts("Prices"), parent)
        self.t = texts
        self._prices: dict[int, Money] = {}
        self._services: Sequence[Service] = ()
        self._sheets: dict[int, _Sheet] = {}
        self._hint = Words("", 15, "soft")
        self.body.addWidget(self._hint)
        self.opened.connect(self._lay)

    @property
    def fields(self) -> dict[int, LabelledField]:
        """The fields that are laid, by article."""
        return {key: field for sheet in self._sheets.values() for key, field in sheet.fields.items()}

    def fill(self, prices: Mapping[int, Money]) -> None:
        """Show what is known."""
        self._prices = dict(prices)
        self._forget(set())
        if self.is_open():
            self._lay()
        count = len(self._prices)
        self.tell(self.t.many("{n} price is known", "{n} prices are known", count) if count else "")

    def follow(self, services: Iterable[Service]) -> None:
        """Ask for the prices of these services from now on; what is typed stays."""
        self._keep_typed()
        self._services = list(services)
        self._forget({each.id for each in self._services})
        if self.is_open():
            self._lay()

    def read(self) -> dict[int, Money] | None:
        """Read the prices; None when one is no amount, which is said below it."""
        for field in self.fields.values():
            if field.text() and money.parse(field.text()) is None:
                field.refuse(self.t("Write an amount such as 3.10."))
                focus_inside(field.edit)
                return None
        self._keep_typed()
        return dict(sorted(self._prices.items()))

    def _keep_typed(self) -> None:
        for article_id, field in self.fields.items():
            amount = money.parse(field.text())
            if amount is not None:
                self._prices[article_id] = amount
            elif not field.text():
                self._prices.pop(article_id, None)

    def _lay(self) -> None:
        self._hint.setText(
            self.t("What this provider charges us for one piece. Leave empty what you do not know.")
            if self._services
            else self.t("First choose the services above.")
        )
        for place, service in enumerate(self._services, 1):
            if service.id not in self._sheets:
                # Made whole before it is put in: shown piece by piece, forty fields take seconds.
                made = self._sheets[service.id] = _Sheet(service, self._prices, self.t)
                self.body.insertWidget(place, made)

    def _forget(self, keeping: set[int]) -> None:
        for service_id in self._sheets.keys() - keeping:
            sheet = self._sheets.pop(service_id)
            self.body.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()


def _named(article: Article, texts: Texts) -> str:
    """Name an article, with what the customer pays for it."""
    name = article.name(texts.language)
    public = texts("on quote") if article.price is None else formats.money(article.price, texts.language)
    return f"{name} · {public}"
