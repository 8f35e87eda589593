"""The pieces counted so far, in their order, and what is to be paid for them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from concierge_desk import formats
from concierge_desk.models import Service
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.dropoff_form import NOTE, Counted, DropoffForm
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.numbers import Number
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


def name_of(form: DropoffForm, piece: Counted, language: str) -> str:
    """Name a piece: as it was called here, or as its article."""
    return piece.label.strip() or form.prices.article(piece.article_id).name(language)


def conditions_of(service: Service, piece: Counted, language: str) -> list[str]:
    """Say the reserves of a piece in a language."""
    names = {chip["key"]: chip["names"] for chip in service.chips}
    said = [names[key] for key in piece.conditions if key in names]
    return [words.get(language) or next(iter(words.values()), "") for words in said]


def facts_of(service: Service, piece: Counted, language: str, t: Texts) -> list[tuple[str, str]]:
    """List what was noted of a piece, as (word, value); the tag and the note come last."""
    said: list[tuple[str, str]] = []
    for each in service.fields:
        value = piece.details.get(each["key"], "")
        word = each["names"].get(language) or next(iter(each["names"].values()), "")
        if value is True:
            said.append((word, t("yes")))
        elif str(value or "").strip():
            said.append((word, str(value).strip()))
    if piece.tag:
        said.append((t("Tag"), piece.tag))
    note = str(piece.details.get(NOTE, "")).strip()
    return [*said, ("", note)] if note else said


def price_shown(form: DropoffForm, piece: Counted, language: str) -> str:
    """Write the price of a piece, or up to what a quote is accepted: "4,50", "≤ 20,00"."""
    price, ceiling = form.price(piece), form.ceiling(piece)
    if price is not None:
        return formats.amount(price, language)
    return f"≤ {formats.amount(ceiling, language)}" if ceiling is not None else ""


class PiecesCard(Card):
    """The list at the right; `marked` carries the place of the piece that is looked at."""

    marked = Signal(int)
    remove_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(texts("Drop-off"), "package-import", parent)
        self.t = texts
        self._filling = False
        self.rows = RowList(texts("Pieces of this drop-off"))
        self.rows.marked.connect(self._on_marked)
        self._remove = Chip(texts("Remove"), icon="trash", checkable=False)
        self._remove.setToolTip(texts("Remove the piece that is chosen (Backspace)"))
        self._remove.clicked.connect(self.remove_asked)
        self.head.addWidget(self._remove)
        self.head.setAlignment(self.title, Qt.AlignmentFlag.AlignVCenter)
        self._empty = EmptyState("package-import", texts("Press a tile, or its number, for each piece."))
        self._rule = QFrame()
        self._rule.setObjectName("rule")
        self._total = QWidget()
        line = FlowLayout(self._total, gap=10)
        self._total_words = Words(texts("To settle on collection"), 16, "soft")
        self._total_words.setWordWrap(False)
        self._amount = Number("", 21, bold=True)
        line.addWidget(self._total_words)
        line.addWidget(self._amount)
        for piece in (self.rows, self._empty):
            self.body.addWidget(piece, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._total)
        theme.follow(self, self._fit_total)

    def show_form(self, form: DropoffForm) -> None:
        """Show the pieces of a form, the cursor on the one that is looked at."""
        count = len(form.pieces)
        title = self.t("Drop-off")
        if count:
            title = self.t("Drop-off · {items}", items=self.t.many("{n} item", "{n} items", count))
        self.set_title(title)
        self._filling = True
        rows = [self._row(form, number, piece) for number, piece in enumerate(form.pieces)]
        self.rows.show_rows(rows)
        if rows:
            self.rows.mark(form.current)
        self._filling = False
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        for piece in (self._rule, self._total, self._remove):
            piece.setVisible(bool(rows))
        self._show_sum(form)

    def step(self, by: int) -> None:
        """Look at the piece above or below."""
        self.rows.step(by)

    def total(self) -> str:
        """Tell what is to be paid, as it is shown."""
        return self._amount.text()

    def _row(self, form: DropoffForm, number: int, piece: Counted) -> Row:
        t, language = self.t, self.t.language
        service = form.prices.service_of(piece.article_id)
        said = conditions_of(service, piece, language)
        said += [value if word == "" or len(value) > 3 else f"{word} {value}"  # noqa: PLR2004  # "yes", "42"
                 for word, value in facts_of(service, piece, language, t)]  # fmt: skip
        if form.price(piece) is None:
            said.append(t("on quote"))
        if piece.imei_is_wrong():
            said.insert(0, t("IMEI to check"))
        current = number == form.current
        return Row(
            number,
            name_of(form, piece, language),
            " · ".join(said),
            lead=str(number + 1),
            lead_quiet=True,
            trail=price_shown(form, piece, language),
            emphasis="amber" if current else "",
        )

    def _show_sum(self, form: DropoffForm) -> None:
        summed = form.to_pay()
        amount = formats.money(summed.amount, self.t.language)
        if summed.on_quote:
            known = summed.amount.cents > 0
            amount = self.t("{amount} + quote", amount=amount) if known else self.t("on quote")
        self._amount.show_number(amount)

    def _on_marked(self, number: int) -> None:
        if not self._filling:
            self.marked.emit(number)

    def _fit_total(self) -> None:
        inside = self._total.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        self._total_words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
