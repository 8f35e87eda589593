"""The directory of everybody who gets mail: a label is compared with those it may mean, whatever their number.

It is a value: made of what the store said at one moment, never changed, and asked without a store. A name is chosen
for the concierge only where nobody else could be meant, because a letter given to the wrong person cannot be taken
back; in every other case they are shown the likeliest and choose.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import takewhile
from math import log

from concierge_desk.operations import label_words
from concierge_desk.operations.label_lexicon import ARTICLES
from concierge_desk.operations.label_words import Written, is_unit, neighbours
from concierge_desk.operations.recipient_fits import Distance, Entry, Fit, Fitting, Kind

_MOST_COMPARED = 60
_MOST_GATHERED = 20_000
_MOST_BEGINNINGS = 40
_FLOOR, _FLOOR_OF_OTHERS = 0.5, 0.6
_EDIT = 0.15
_ONE_SLIP, _TWO_SLIPS, _BEGINNING = 4, 6, 3
_UNHEARD = 0.7
_AT_LEAST = 2
_SHORTEST_COMPANY = 4
_DESK = "desk"
_COMPANY_BEHIND = 0.25
_SOUND = str.maketrans("wykqz", "viccs")
"""Letters that are heard as others."""
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
        companies = self._on(label)
        gathered = self._gathered(label, companies)
        if not gathered or limit < 1:
            return NOBODY
        fitting = Fitting(label, companies, self._weight, _distance())
        fits = sorted((fitting.of(self.entries[index]) for index in gathered), key=_rank)
        shown = [fit for fit in fits if _is_likely(fit)]
        certain = bool(shown) and _certain(shown[0], [fit for fit in fits if fit is not shown[0]])
        return Guess(tuple(_candidate(fit) for fit in shown[:limit]), certain)

    def nearly(self, typed: str, limit: int = 9) -> tuple[Candidate, ...]:
        """List who has a name that begins nearly so, the nearest first: "nov" is one letter from Nowak."""
        from rapidfuzz import process  # noqa: PLC0415  # the first window does not wait for it
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # only when nobody is called so

        said = max((word.text for word in label_words.read(typed).words), key=len, default="")
        if len(said) < _BEGINNING:
            return ()
        begins: dict[str, list[str]] = {}
        alike = takewhile(lambda word: word[0] == said[0], self._sorted[bisect_left(self._sorted, said[0]) :])
        for word in alike:
            for length in {min(len(word), len(said) + more) for more in (-1, 0, 1)}:
                begins.setdefault(word[:length], []).append(word)
        near = process.extract(said, list(begins), scorer=OSA.distance, score_cutoff=1, limit=None)
        meant: dict[int, float] = {}
        for begin, edits, _at in near:
            # Who sounds the same comes before who is as near by the letters alone.
            slips = min(edits, 0.5) if begin.translate(_SOUND) == said.translate(_SOUND) else edits
            for index in (index for word in begins[begin] for index in self._names[word]):
                meant[index] = min(slips, meant.get(index, slips))
        nearest = sorted(meant, key=lambda index: (meant[index], self.entries[index].words))[:limit]
        return tuple(
            Candidate(at.id, at.name, at.company, at.place, 1.0 - _EDIT * meant[index])
            for index in nearest
            for at in (self.entries[index],)
        )

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

    def _gathered(self, label: Written, companies: Iterable[frozenset[str]]) -> list[int]:
        """List whom to compare: those whose rarest words are on the label, at its companies and spots first."""
        weighed: dict[int, float] = {}
        found = self._found(label)
        count = 0
        for near in sorted(found, key=_how_many):
            for postings, weight in near:
                for index in postings:
                    weighed[index] = weighed.get(index, 0.0) + weight
            count += _how_many(near)
            if count > _MOST_GATHERED:
                break
        for word in {word for company in companies for word in company}:
            for index in weighed.keys() & set(self._employers.get(word, ())):
                weighed[index] += self._weight(word)
        for which in {which for kind, which in label.spots if is_unit((kind, which))}:
            for index in self._units.get(which, ())[:_MOST_GATHERED]:
                weighed[index] = weighed.get(index, 0.0) + self._most
        return nlargest(_MOST_COMPARED, weighed, key=lambda index: (weighed[index], -index))

    def _found(self, label: Written) -> list[list[tuple[list[int], float]]]:
        """List, for each word of a label, who may be meant by it, and how much that tells."""
        said = dict.fromkeys(word.text for word in label.words if not word.weak)
        near = [self._near(word) for word in said]
        near.append({joined: 1.0 for joined, _span in neighbours(label.words) if joined in self._names})
        if not any(near):
            return [[(self._employers[word], self._weight(word))] for word in said if word in self._employers]
        return [
            [(self._names[word], likeness * self._weight(word)) for word, likeness in each.items()]
            for each in near
        ]

    def _near(self, said: str) -> dict[str, float]:
        """List the words of names that a word may mean, and how like it they are."""
        near: dict[str, float] = {said: 1.0} if said in self._names else {}
        if len(said) >= _ONE_SLIP:
            for word, edits in self._slips(said):
                near.setdefault(word, 1.0 - _EDIT * edits)
        if len(said) >= _BEGINNING:
            for word in self._beginning(said):
                near.setdefault(word, Kind.BEGINNING / Kind.EXACT)
        return near

    def _slips(self, said: str) -> Iterable[tuple[str, int]]:
        from rapidfuzz import process  # noqa: PLC0415  # the first window does not wait for it
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # loaded with the matcher, when the first label is read

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


def _how_many(near: Sequence[tuple[list[int], float]]) -> int:
    return sum(len(postings) for postings, _weight in near)


def _certain(best: Fit, others: Sequence[Fit]) -> bool:
    """Tell whether it can only be the best one: it fits beyond doubt, and nobody else could be meant."""
    if best.stray or best.contradicts or not _beyond_doubt(best):
        return False
    return not any(_could_be(other) and not _excused(other, best) for other in others)


def _beyond_doubt(fit: Fit) -> bool:
    """Tell whether a label fits by itself: a whole name as written, or in short at the very desk of that person.

    A slip of the keyboard is never beyond doubt: Moreu is as near to Morel as to Moreau. Nor is an initial in a flat,
    where a family lives, or a desk without a name: somebody may have come who is not written down yet.
    """
    if fit.left or not fit.kinds:
        return False
    alone = len(fit.kinds) < _AT_LEAST and not fit.entry.is_company
    if fit.as_written and not alone:
        return sum(map(len, fit.entry.words)) >= _SHORTEST_COMPANY
    return _DESK in fit.agrees and fit.whole and Kind.SLIP not in fit.kinds and fit.named


def _only_their_place(fit: Fit) -> bool:
    """Tell whether nothing but the desk, flat or box is on the label, and it is theirs."""
    return fit.at_their_place and not fit.named and not fit.left and not fit.contradicts


def _rank(fit: Fit) -> tuple[float, int]:
    """Put the likeliest first, and a company behind those at it who are named."""
    behind = _COMPANY_BEHIND if fit.entry.is_company and fit.left else 0.0
    return behind - fit.score, fit.entry.id


def _is_likely(fit: Fit) -> bool:
    """Tell whether somebody is worth showing: who shares but one name with the label hardly is."""
    if _only_their_place(fit):
        return True
    return fit.named and fit.score >= (_FLOOR_OF_OTHERS if fit.another else _FLOOR)


def _could_be(fit: Fit) -> bool:
    """Tell whether somebody could be meant: the label speaks of no other name, or they have but one that is on it."""
    return not fit.stray or (fit.as_written and len(fit.kinds) < _AT_LEAST)


def _excused(other: Fit, best: Fit) -> bool:
    """Tell whether somebody is not meant all the same: they are elsewhere, or the company of the person named."""
    if other.contradicts & best.agrees:
        return True
    return other.entry.is_company and set(other.entry.words) <= set(best.entry.company_words)


def _candidate(fit: Fit) -> Candidate:
    at = fit.entry
    return Candidate(at.id, at.name, at.company, at.place, fit.score)
