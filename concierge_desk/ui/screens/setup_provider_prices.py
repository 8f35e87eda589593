"""What a provider charges us for each article, beside what the customer pays."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import Article, Service
from concierge_desk.money import Money
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.fold import Fold, focus_inside
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.words import Words


class _Line(QWidget):
    """One article: its name, the public price, and a field for what we pay."""

    def __init__(self, article: Article, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        name = article.name(texts.language)
        public = (
            texts("on quote")
            if article.price is None
            else texts("{price} for the customer", price=formats.money(article.price, texts.language))
        )
        said = QWidget(self)
        self._said = QVBoxLayout(said)
        self._said.addWidget(Words(name, 16, bold=True))
        self._said.addWidget(Words(public, 14, "soft"))
        self.edit = MoneyEdit(texts("{article}: what we pay", article=name), texts.language)
        self.edit.setMinimumWidth(1)
        pair = Columns((170, 110), self, gap=10, least=(90, 90))
        pair.addWidget(said)
        pair.addWidget(self.edit)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(0)
        self.edit.setMinimumHeight(theme.px(48))


class PricesPart(Fold):
    """The price lists of the services that a provider does; they are laid when the section is opened."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Have no prices yet."""
        super().__init__(texts("Prices"), parent)
        self.t = texts
        self.lines: dict[int, _Line] = {}
        self._prices: dict[int, Money] = {}
        self._services: Sequence[Service] = ()
        self._hint = Words("", 15, "soft")
        self.body.addWidget(self._hint)
        self._pieces: list[QWidget] = []
        self.opened.connect(self._lay)

    def fill(self, prices: Mapping[int, Money]) -> None:
        """Show what is known."""
        self._prices = dict(prices)
        self._forget()
        if self.is_open():
            self._lay()
        self._tell()

    def follow(self, services: Iterable[Service]) -> None:
        """Ask for the prices of these services from now on; what is typed stays."""
        self._keep_typed()
        self._services = list(services)
        self._forget()
        if self.is_open():
            self._lay()

    def read(self) -> dict[int, Money] | None:
        """Read the prices; None when one is no amount, which is shown."""
        wrong = next((each for each in self.lines.values() if _is_wrong(each.edit)), None)
        if wrong is not None:
            focus_inside(wrong.edit)
            return None
        self._keep_typed()
        return dict(sorted(self._prices.items()))

    def _keep_typed(self) -> None:
        for article_id, line in self.lines.items():
            amount = line.edit.money()
            if amount is not None:
                self._prices[article_id] = amount
            elif not line.edit.text().strip():
                self._prices.pop(article_id, None)

    def _lay(self) -> None:
        if self.lines:
            return
        self._hint.setText(
            self.t("What this provider charges us for one piece. Leave empty what you do not know.")
            if self._services
            else self.t("First choose the services above.")
        )
        for service in self._services:
            self._put(Words(service.name(self.t.language), 15, "soft", bold=True))
            for first in range(0, len(service.articles), 2):
                self._put(self._pair(service.articles[first : first + 2]))

    def _pair(self, articles: Sequence[Article]) -> QWidget:
        """Lay two articles side by side, one below the other where there is no room."""
        piece = QWidget(self)
        pair = Columns((280, 280), piece, gap=16, least=(220, 220))
        for article in articles:
            line = self.lines[article.id] = _Line(article, self.t, self)
            line.edit.set_money(self._prices.get(article.id))
            pair.addWidget(line)
        return piece

    def _put(self, piece: QWidget) -> None:
        self._pieces.append(piece)
        self.body.addWidget(piece)

    def _forget(self) -> None:
        for piece in self._pieces:
            self.body.removeWidget(piece)
            piece.hide()
            piece.deleteLater()
        self._pieces, self.lines = [], {}

    def _tell(self) -> None:
        count = len(self._prices)
        self.tell(self.t.many("{n} price is known", "{n} prices are known", count) if count else "")


def _is_wrong(edit: MoneyEdit) -> bool:
    return bool(edit.text().strip()) and edit.money() is None
