"""The words of the search index: how they are folded, what is indexed of whom, and how a query says them.

What is folded holds letters and digits only, so it can never be read as a query's own signs. Two marks that nobody
can type stand before words of another kind: a number written backwards, so that its last digits are a beginning,
and an article's key, so that the index needs neither its names nor to be written anew when they change.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from concierge_desk import codes
from concierge_desk.models import Customer, Facts
from concierge_desk.models.mail_item import MAIL

_BACKWARDS = "\u00b6"
_ARTICLE = "\u00a7"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"})
_APOSTROPHES = {ord(sign): None for sign in "'\u2019\u02bc"}
_FRANCE = re.compile(r"\+33[\s.\-]*(?:\(0\))?[\s.\-]*(?=\d)")
_NO_DIGITS = re.compile(r"\D+")
_LONGEST_QUERY = 120
_MOST_WORDS = 8
_LONGEST_WORD = 40
_GROUP = 8
"""A number this long or longer is whole; shorter ones side by side are the groups of one number."""
_ENDING = 3
"""So many digits may be the end of a number."""
_NUMBER = "number"
_OF_MAIL = (_NUMBER, "addressee", "sender")
"""What a piece of mail is found by, among what its details say of it."""
_FRENCH_ABROAD = ("0033", 13)


class Findable(Protocol):
    """What an item is found by: an item itself, or one that a history is being invented for."""

    @property
    def id(self) -> int:
        """Its serial."""

    @property
    def article_id(self) -> int:
        """What it is."""

    @property
    def label(self) -> str:
        """How it was described."""

    @property
    def tag(self) -> str | None:
        """The tag that was on it already."""

    @property
    def details(self) -> Facts:
        """What else is known of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query, and what else it may stand for."""

    text: str
    beginnings: tuple[str, ...]
    exactly: tuple[str, ...] = ()

    def also(self, exactly: Iterable[str]) -> "Word":
        """Let the word stand for more."""
        return replace(self, exactly=tuple(exactly))

    def for_sqlite(self) -> str:
        """Say the word to FTS5, always quoted."""
        said = [f'"{each}"*' for each in self.beginnings] + [f'"{each}"' for each in self.exactly]
        return f"({' OR '.join(said)})"

    def for_server(self) -> str:
        """Say the word as part of a tsquery, always quoted."""
        said = [f"'{each}':*" for each in self.beginnings] + [f"'{each}'" for each in self.exactly]
        return f"({' | '.join(said)})"


def parse(typed: str) -> list[Word]:
    """Read what was typed as words to look for; none when there is no letter or digit."""
    return [_word(word) for word in dict.fromkeys(_joined(folded(typed[:_LONGEST_QUERY])))][:_MOST_WORDS]


def article(article_id: int) -> str:
    """Name an article in the index."""
    return f"{_ARTICLE}{article_id}"


def of_customer(customer: Customer) -> str:
    """Gather what a person is found by."""
    words = [*indexed(customer.name), *indexed(customer.company), *indexed(customer.place)]
    words += [*indexed(customer.email), *indexed(customer.phone, backwards=True)]
    return _line(words)


def of_item(item: Findable, ticket: int, owner: str) -> str:
    """Gather what an item is found by; of its code and its ticket, the eight digits of the serial."""
    words = [article(item.article_id)]
    for serial in (item.id, ticket):
        words += indexed(f"{serial:08d}", backwards=True)
    words += [*indexed(owner), *indexed(item.label)]
    of_mail = item.details.get(MAIL, {})
    for value in (item.tag, *item.details.values(), *(of_mail.get(name) for name in _OF_MAIL)):
        if isinstance(value, str):
            words += [*indexed(value, backwards=True), "".join(folded(value))[:_LONGEST_WORD]]
    # Of a carrier's number people type the digits, mostly its last ones: "6A 1234 5678" by "5678".
    words += indexed(_NO_DIGITS.sub(" ", of_mail.get(_NUMBER, "")), backwards=True)
    return _line(words)


def indexed(said: str, *, backwards: bool = False) -> Iterator[str]:
    """List the words to index of a text: a number whole and in its groups, and backwards when its end matters.

    "N’Diaye" is also indexed as "ndiaye", as people type it.
    """
    words = folded(said)
    yield from words
    glued = said.translate(_APOSTROPHES)
    if glued != said:
        yield from folded(glued)
    for word in _joined(words):
        yield word
        if backwards and word.isdecimal():
            yield _BACKWARDS + word[::-1]


@lru_cache(maxsize=4096)
def folded(said: str) -> tuple[str, ...]:
    """Split a text into words of letters and digits, without capitals and accents."""
    plain = unicodedata.normalize("NFKD", _FRANCE.sub("0", said).casefold().translate(_LIGATURES)).casefold()
    kept = (" " if not each.isalnum() else each for each in plain if not unicodedata.combining(each))
    return tuple(word[:_LONGEST_WORD] for word in "".join(kept).split())


def _joined(words: Iterable[str]) -> Iterator[str]:
    """Join the groups of a number that stand side by side: "06 12 34" is one."""
    for is_group, row in groupby(words, lambda word: word.isdecimal() and len(word) < _GROUP):
        if not is_group:
            yield from (_at_home(word) for word in row)
            continue
        yield _at_home("".join(row)[:_LONGEST_WORD])


def _at_home(word: str) -> str:
    prefix, length = _FRENCH_ABROAD
    return "0" + word[len(prefix) :] if word.startswith(prefix) and len(word) == length else word


def _word(said: str) -> Word:
    # A customer has no serial that is searched; numbers that begin so stay as they always stood in the index.
    if codes.looks_ours(said) and codes.read(said).kind is not codes.CodeKind.CUSTOMER:
        said = said[1:9]
    ending = (_BACKWARDS + said[::-1],) if said.isdecimal() and len(said) >= _ENDING else ()
    return Word(said, (said, *ending))


def _line(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))
