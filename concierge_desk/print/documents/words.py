"""How papers say things: pieces, prices, promises, in the language of the paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from concierge_desk import formats, moments
from concierge_desk.models import Settled, Words
from concierge_desk.models.service import in_language
from concierge_desk.money import NOTHING, Money, total
from concierge_desk.print.documents.facts import PieceFacts
from concierge_desk.texts import N_, Texts

SEPARATOR = "\u00a0· "
# What is no longer than this is not worth breaking over two lines.
_UNBROKEN = 28
TO_SIGN = N_("To be signed here. The counter keeps this paper.")
SETTLED = {
    Settled.PROVIDER: N_("Settled with the provider"),
    Settled.ACCOUNT: N_("Put on the account"),
    Settled.NOTHING: N_("Nothing to settle"),
}


def joined(*parts: str) -> str:
    """Put what there is side by side, with a dot between."""
    return SEPARATOR.join(part for part in parts if part)


class Named(Protocol):
    """What a piece is called by: its article in each language, and how it was described."""

    @property
    def article(self) -> Words:
        """The names of its article."""

    @property
    def label(self) -> str:
        """How it was described."""


class Priced(Protocol):
    """What a piece costs: a price, or a ceiling of a quote; the second part of a pair costs nothing more."""

    @property
    def price(self) -> Money | None:
        """The price, if there is one yet."""

    @property
    def ceiling(self) -> Money | None:
        """What a quote may come to at most."""

    @property
    def part(self) -> int:
        """Which part of the article it is."""


def title(piece: Named, texts: Texts) -> str:
    """Name a piece: its label when that says the article and more, else the article in the paper's language."""
    article = in_language(piece.article, texts.language)
    return piece.label if _says(piece.label, article) else article


def beside(piece: Named, texts: Texts) -> str:
    """Tell what the label adds to the article, when the title does not say it."""
    return "" if title(piece, texts) == piece.label else piece.label


def conditions(piece: PieceFacts, texts: Texts) -> list[str]:
    """Name the reserves about a piece."""
    return [in_language(names, texts.language) for names in piece.conditions]


def details(piece: PieceFacts, texts: Texts) -> list[str]:
    """Tell what was noted about a piece, each with its name: "IMEI: 35…"."""
    said = []
    for detail in piece.details:
        value = detail.value
        written = (texts("yes") if value else texts("no")) if isinstance(value, bool) else value
        name = in_language(detail.names, texts.language)
        told = texts("{name}: {value}", name=name, value=written) if name else written
        said.append(told.replace(" ", "\u00a0") if len(told) <= _UNBROKEN else told)
    return said


def price(piece: Priced, texts: Texts) -> str:
    """Tell a piece's price: an amount, the ceiling of a quote, or nothing for the second part of a pair."""
    if piece.price is not None:
        return formats.money(piece.price, texts.language) if piece.price or piece.part == 1 else ""
    if piece.ceiling is not None:
        return "≤\u00a0" + formats.money(piece.ceiling, texts.language)
    return texts("on quote")


def to_settle(pieces: Sequence[PieceFacts], texts: Texts) -> str:
    """Add up the prices: "25,50 € + quote"."""
    summed = total([piece.price or NOTHING for piece in pieces])
    quoted = any(piece.price is None for piece in pieces)
    if quoted and not summed:
        return texts("on quote")
    amount = formats.money(summed, texts.language)
    return texts("{amount} + quote", amount=amount) if quoted else amount


def promise(at: datetime | None, texts: Texts, *, told: bool = True) -> tuple[str, str]:
    """Say a promise in two halves of one sentence: the day, and the hour; without `told` nobody will be told."""
    if at is None and not told:
        return texts("Ask at the desk"), texts("when it is ready.")
    if at is None:
        return texts("We will tell you"), texts("when it is ready.")
    local = moments.local(at)
    day = formats.day_long(local.date(), texts.language)
    return texts("Ready on {day}", day=day), texts(
        "from {hour}", hour=formats.hour(local.time(), texts.language)
    )


def duplicate(copy: int, texts: Texts, at: datetime | None = None) -> str:
    """Say which duplicate a copy is, and when it was asked for if that is told; nothing on the first."""
    if copy <= 1:
        return ""
    when = "" if at is None else moment_numeric(at, texts)
    return joined(texts("DUPLICATE {n}", n=copy - 1), when)


def moment_numeric(at: datetime, texts: Texts) -> str:
    """Write a moment in digits: "25/11/2026 14:03"."""
    return f"{formats.day_numeric(moments.day_of(at), texts.language)} {formats.clock(at)}"


def merged(pieces: Sequence[PieceFacts]) -> list[list[PieceFacts]]:
    """Put the parts of one article (jacket and trousers) together."""
    groups: list[list[PieceFacts]] = []
    for piece in pieces:
        if piece.part > 1 and groups and groups[-1][-1].part == piece.part - 1:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def name_of(words: Words, texts: Texts) -> str:
    """Choose the words of the paper's language."""
    return in_language(words, texts.language)


def _says(label: str, article: str) -> bool:
    return label.strip().casefold().startswith(article.strip().casefold())
