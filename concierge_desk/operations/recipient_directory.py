"""The directory of everybody who gets mail: a label is compared with those it may mean, whatever their number.

It is a value: made of what the store said at one moment, never changed, and asked without a store. A name is chosen
for the concierge only where nobody else could be meant, because a letter given to the wrong person cannot be taken
back; in every other case they are shown the likeliest and choose.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import log

from concierge_desk.operations import label_words
from concierge_desk.operations.label_lexicon import ARTICLES
from concierge_desk.operations.label_words import Written, is_unit
from concierge_desk.operations.recipient_fits import COMPANY, Distance, Entry, Fit, Fitting, Kind

_MOST_COMPARED = 60
_MOST_GATHERED = 4000
_MOST_BEGINNINGS = 40
_FLOOR = 0.5
_ONE_SLIP, _TWO_SLIPS, _BEGINNING = 4, 6, 3
_UNHEARD = 0.7
_AT_LEAST = 2
_SHORTEST_COMPANY = 4
_COMPANY_BEHIND = 0.15
_Postings = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody it may be for, and how likely that is, from 0 to 1."""

    customer_id: int
    name: str
    company: str
    place: str
    score: float


@dataclass(frozen=True, slots=True)
class Guess:
    """For whom a piece may be, the likeliest first; certain only where nobody else can be meant."""

    candidates: tuple[Candidate, ...]
    certain: bool


NOBODY = Guess((), certain=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what one sees that people were added, changed or erased."""

    count: int
    newest: int
    versions: int


class Directory:
    """Everybody who gets mail, at one moment."""

    def __init__(self, entries: Sequence[Entry], stamp: Stamp) -> None:
        """Index everybody by the words of their names, their companies and their spots."""
        self.entries, self.stamp = entries, stamp
        self._names: _Postings = {}
        self._employers: _Postings = {}
        self._units: _Postings = {}
        self._companies: dict[str, set[frozenset[str]]] = {}
        for index, entry in enumerate(entries):
            self._index(index, entry)
        self._sorted = sorted(self._names)
        self._by_length: dict[int, list[str]] = {}
        for word in self._sorted:
            self._by_length.setdefault(len(word), []).append(word)
        self._most = log(len(entries) + 2)

    def guess(self, written: str, limit: int = 3) -> Guess:
        """Tell for whom a piece may be by what is written on it; any text has an answer."""
        label = label_words.read(written)
        gathered = self._gathered(label)
        if not gathered or limit < 1:
            return NOBODY
        fitting = Fitting(label, self._on(label), self._weight, _distance())
        fits = sorted((fitting.of(self.entries[index]) for index in gathered), key=_rank)
        shown = [fit for fit in fits if (fit.named and fit.score >= _FLOOR) or _only_their_place(fit)]
        certain = bool(shown) and _certain(shown[0], [fit for fit in fits if fit is not shown[0]])
        return Guess(tuple(_candidate(fit) for fit in shown[:limit]), certain)

    def _index(self, index: int, entry: Entry) -> None:
        for word in {*entry.words, *entry.joined}:
            self._names.setdefault(word, []).append(index)
        for which in {which for kind, which in entry.spots if is_unit((kind, which))}:
            self._units.setdefault(which, []).append(index)
        words = frozenset(entry.words if entry.is_company else entry.company_words)
        if not words:
            return
        self._companies.setdefault(min(words), set()).add(words)
        if not entry.is_company:
            for word in words:
                self._employers.setdefault(word, []).append(index)

    def _gathered(self, label: Written) -> list[int]:
        """List whom to compare: those whose rarest words are on the label, then those at its spots."""
        weighed: dict[int, float] = {}
        telling = dict.fromkeys(word.text for word in label.words if not word.weak)
        found = [self._near(word, label) for word in telling]
        if not any(found):
            found = [[(word, 1.0, self._employers)] if word in self._employers else [] for word in telling]
        count = 0
        for near in sorted(found, key=_how_many):
            for word, likeness, postings in near:
                weight = likeness * self._weight(word)
                for index in postings[word]:
                    weighed[index] = weighed.get(index, 0.0) + weight
            count += _how_many(near)
            if count > _MOST_GATHERED:
                break
        for which in {which for kind, which in label.spots if is_unit((kind, which))}:
            for index in self._units.get(which, ())[:_MOST_GATHERED]:
                weighed[index] = weighed.get(index, 0.0) + self._most
        likeliest = sorted(weighed, key=lambda index: (-weighed[index], index))
        return likeliest[:_MOST_COMPARED]

    def _near(self, said: str, label: Written) -> list[tuple[str, float, _Postings]]:
        """List the known words that a word may mean."""
        near: dict[str, float] = {said: 1.0} if said in self._names else {}
        for joined in _joined(said, label):
            if joined in self._names:
                near[joined] = 1.0
        if len(said) >= _ONE_SLIP:
            for word, edits in self._slips(said):
                near.setdefault(word, 1.0 - 0.15 * edits)
        if len(said) >= _BEGINNING:
            for word in self._beginning(said):
                near.setdefault(word, Kind.BEGINNING / Kind.EXACT)
        return [(word, likeness, self._names) for word, likeness in near.items()]

    def _slips(self, said: str) -> Iterable[tuple[str, int]]:
        from rapidfuzz import process  # noqa: PLC0415  # the first window does not wait for it
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # as the line before: only when a label is read

        most = 2 if len(said) >= _TWO_SLIPS else 1
        for length in range(len(said) - most, len(said) + most + 1):
            words = self._by_length.get(length)
            if words:
                found = process.extract(said, words, scorer=OSA.distance, score_cutoff=most, limit=None)
                for word, edits, _index in found:
                    yield word, int(edits)

    def _beginning(self, said: str) -> list[str]:
        start = bisect_left(self._sorted, said)
        some = self._sorted[start : start + _MOST_BEGINNINGS]
        return list(takewhile(lambda word: word.startswith(said), some))

    def _weight(self, word: str) -> float:
        """Tell how much a word tells: the rarer, the more; one that nobody has, a little less than the rarest."""
        known = self._names.get(word) or self._employers.get(word)
        return _UNHEARD * self._most if known is None else max(0.5, self._most - log(len(known) + 0.5))

    def _on(self, label: Written) -> list[frozenset[str]]:
        """List the companies that are named on a label: by two words, or alone in their part of it."""
        said = {word.text for word in label.words}
        parts: dict[int, set[str]] = {}
        for word in label.words:
            if not word.weak and word.text not in ARTICLES:
                parts.setdefault(word.part, set()).add(word.text)
        return [
            words
            for text in said
            for words in self._companies.get(text, ())
            if words <= said and (len(words) >= _AT_LEAST or set(words) in parts.values())
        ]


def prepared(*, id_: int, version: int, name: str, company: str, place: str, is_company: bool) -> Entry:
    """Prepare somebody for being compared."""
    spots, place_words = label_words.place(place)
    words, joined = (label_words.company(name), ()) if is_company else label_words.name(name)
    return Entry(
        id=id_,
        version=version,
        name=name,
        company=company,
        place=place,
        is_company=is_company,
        words=words,
        joined=joined,
        company_words=() if is_company else label_words.company(company),
        spots=spots,
        place_words=place_words,
    )


def _distance() -> Distance:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # the first window does not wait for it

    return OSA.distance


def _joined(said: str, label: Written) -> list[str]:
    """Join a word to its neighbours on the label: "le goff" may be "Legoff"."""
    words = label.words
    return [
        one.text + two.text
        for one, two in pairwise(words)
        if one.part == two.part and said in (one.text, two.text)
    ]


def _how_many(near: Sequence[tuple[str, float, _Postings]]) -> int:
    return sum(len(postings[word]) for word, _likeness, postings in near)


def _certain(best: Fit, others: Sequence[Fit]) -> bool:
    """Tell whether it can only be the best one: it fits beyond doubt, and nobody else could be meant."""
    if best.stray or best.contradicts or not _beyond_doubt(best):
        return False
    return not any(_could_be(other) and not _excused(other, best) for other in others)


def _beyond_doubt(fit: Fit) -> bool:
    if _only_their_place(fit) or fit.left:
        return not fit.left
    if fit.as_written:
        letters = sum(map(len, fit.entry.words))
        alone = len(fit.kinds) < _AT_LEAST and not fit.entry.is_company
        return letters >= _SHORTEST_COMPANY and (not alone or fit.at_their_place)
    if not fit.whole:
        return False
    if fit.at_their_place:
        return True
    slips = [kind for kind in fit.kinds if kind is not Kind.EXACT]
    return slips == [Kind.SLIP] and len(fit.kinds) >= _AT_LEAST and COMPANY in fit.agrees


def _only_their_place(fit: Fit) -> bool:
    """Tell whether nothing but the desk, flat or box is on the label, and it is theirs."""
    return fit.at_their_place and not fit.named and not fit.left and not fit.contradicts


def _rank(fit: Fit) -> tuple[float, int]:
    """Put the likeliest first, and a company behind those at it who are named."""
    behind = _COMPANY_BEHIND if fit.entry.is_company and fit.left else 0.0
    return behind - fit.score, fit.entry.id


def _could_be(fit: Fit) -> bool:
    """Tell whether somebody could be meant: the label speaks of no other name, or their whole name is on it."""
    return not fit.stray or (fit.whole and fit.named)


def _excused(other: Fit, best: Fit) -> bool:
    """Tell whether somebody is not meant all the same: they are elsewhere, or the company of the person named."""
    if other.contradicts & best.agrees:
        return True
    return other.entry.is_company and set(other.entry.words) <= set(best.entry.company_words)


def _candidate(fit: Fit) -> Candidate:
    at = fit.entry
    return Candidate(at.id, at.name, at.company, at.place, fit.score)
