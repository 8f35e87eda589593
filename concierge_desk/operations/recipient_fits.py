"""How well a label fits somebody: which of its words are their name, their company and their place.

A word fits as written, joined to its neighbour ("Legoff"), with a slip of the keyboard, shortened ("Chris"), or as an
initial ("jp"). Rare words count for more than common ones. What contradicts (another desk, another company) counts
against it, and what nobody can explain leaves a doubt.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from concierge_desk.operations.label_lexicon import LEGAL, PARTICLES
from concierge_desk.operations.label_words import Spot, Written, is_unit, is_weak, neighbours

Distance = Callable[[str, str], int]
Weight = Callable[[str], float]
COMPANY = "company"
_WEAK = 0.1
# The shortest words in which one slip, two slips, and two slips that leave a doubt are looked for.
_ONE_SLIP, _TWO_SLIPS, _TWO_IN_DOUBT = 4, 8, 6
_BEGINNING, _INITIAL = 3, 2
_MOST_LEFT_OUT = 5
_INITIALS = (2, 3)
_NO_NAME = 0.8
_OF_NAME, _OF_LABEL, _BESIDE, _EACH = 0.5, 0.25, 0.25, 0.25


class Kind(IntEnum):
    """How a word fits, in hundredths."""

    NONE = 0
    INITIAL = 45
    FAR = 60
    BEGINNING = 70
    SLIP = 85
    EXACT = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who gets mail, as a label is compared with them."""

    id: int
    version: int
    name: str
    company: str
    place: str
    is_company: bool
    words: tuple[str, ...]
    joined: tuple[str, ...]
    company_words: tuple[str, ...]
    spots: frozenset[Spot]
    place_words: tuple[str, ...]


@dataclass(slots=True)
class Fit:
    """How a label fits one entry."""

    entry: Entry
    kinds: list[Kind]
    """How each telling word of the name is found."""
    particles: bool = True
    """Whether the name and the label have the same particles ("de", "van der")."""
    score: float = 0.0
    """How likely it is, from 0 to 1."""
    agrees: set[str] = field(default_factory=set)
    """What else agrees: the company, or a kind of spot."""
    contradicts: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    """The telling words of the label that nothing about this entry explains."""
    stray: list[str] = field(default_factory=list)
    """Those of them that are no other company's either."""

    @property
    def named(self) -> bool:
        """Whether a word of the name, more than an initial, stands on the label."""
        return any(kind > Kind.INITIAL for kind in self.kinds)

    @property
    def as_written(self) -> bool:
        """Whether the whole name stands on the label as it is."""
        return self.particles and all(kind is Kind.EXACT for kind in self.kinds)

    @property
    def another(self) -> bool:
        """Whether the label has a name that is not theirs, and they have one that is not on it."""
        return bool(self.stray) and Kind.NONE in self.kinds

    @property
    def whole(self) -> bool:
        """Whether every word of the name is on the label, be it in short or with a slip."""
        return all(kind not in (Kind.NONE, Kind.FAR) for kind in self.kinds)

    @property
    def at_their_place(self) -> bool:
        """Whether the desk, flat or box is theirs."""
        return any(kind != COMPANY and is_unit((kind, "")) for kind in self.agrees)


class Fitting:
    """One label, to be compared with one entry after another."""

    def __init__(
        self, written: Written, companies: Sequence[frozenset[str]], weight: Weight, distance: Distance
    ) -> None:
        """Take a label, and the companies that are named on it."""
        self._words, self._spots, self._companies = written.words, written.spots, companies
        self._weight, self._distance = weight, distance
        self._weights = [_WEAK if word.weak else weight(word.text) for word in written.words]
        self._neighbours = neighbours(written.words)
        self._kinds: dict[tuple[str, str], Kind] = {}
        self._far: set[int] = set()

    def of(self, entry: Entry) -> Fit:
        """Compare the label with an entry."""
        free = set(range(len(self._words)))
        self._far.clear()
        found = self._matched(entry.words, entry.joined, free)
        telling = [not is_weak(word) for word in entry.words]
        fit = Fit(entry, [kind for kind, tells in zip(found, telling, strict=True) if tells] or found)
        fit.particles = all(found)
        employer = self._matched(entry.company_words, (), free)
        if employer and all(kind >= Kind.SLIP for kind in employer):
            fit.agrees.add(COMPANY)
        self._matched(entry.place_words, (), free)
        self._compare_spots(fit)
        self._note_left(fit, free)
        explained = sum(self._weights) - sum(self._weights[index] for index in free - self._far)
        of_name = self._share(entry.words, found)
        if fit.at_their_place and all(word.weak for word in self._words):
            of_name = _NO_NAME  # nobody is named, and they are where it goes
        fit.score = _score(fit, of_name, explained / (sum(self._weights) or 1.0))
        return fit

    def _share(self, words: Sequence[str], found: Sequence[Kind]) -> float:
        weights = [_WEAK if is_weak(word) else self._weight(word) for word in words]
        got = sum(weight * kind / Kind.EXACT for weight, kind in zip(weights, found, strict=True))
        return got / (sum(weights) or 1.0)

    def _matched(self, wanted: Sequence[str], joined: Sequence[str], free: set[int]) -> list[Kind]:
        """Find words on the label, the surest first; what is found is no longer free."""
        found = [Kind.NONE] * len(wanted)
        for index, word in enumerate(wanted):
            self._take(word, [index], free, found)
        for word in joined:
            self._take(word, _span(word, wanted), free, found)
        self._split(wanted, free, found)
        self._nearly(wanted, free, found)
        self._initials(wanted, free, found)
        return found

    def _take(self, word: str, span: list[int], free: set[int], found: list[Kind]) -> None:
        """Find a word, or several written as one, as it stands."""
        if not span or any(found[index] for index in span):
            return
        at = next((each for each in sorted(free) if self._words[each].text == word), None)
        if at is not None:
            free.discard(at)
            for index in span:
                found[index] = Kind.EXACT

    def _split(self, wanted: Sequence[str], free: set[int], found: list[Kind]) -> None:
        """Find a word that is written as two or three on the label."""
        for joined, span in self._neighbours:
            if span <= free and joined in wanted and not found[wanted.index(joined)]:
                found[wanted.index(joined)] = Kind.EXACT
                free -= span

    def _nearly(self, wanted: Sequence[str], free: set[int], found: list[Kind]) -> None:
        """Find what is left with slips, or in short, the nearest first."""
        pairs = [
            (kind, -index, -at)
            for index, word in enumerate(wanted)
            if not found[index]
            for at in free
            if (kind := self._kind(self._words[at].text, word))
        ]
        for kind, index, at in sorted(pairs, reverse=True):
            if not found[-index] and -at in free:
                found[-index] = kind
                if kind is Kind.FAR:  # Claude may be Claire, but that explains nothing
                    self._far.add(-at)
                else:
                    free.discard(-at)

    def _initials(self, wanted: Sequence[str], free: set[int], found: list[Kind]) -> None:
        """Find the initials of words that follow each other: "jp" is Jean-Pierre."""
        for at in sorted(free):
            said = self._words[at].text
            if len(said) not in _INITIALS:
                continue
            for start in range(len(wanted) - len(said) + 1):
                span = range(start, start + len(said))
                if all(not found[index] and wanted[index][0] == said[index - start] for index in span):
                    for index in span:
                        found[index] = Kind.INITIAL
                    free.discard(at)
                    break

    def _kind(self, said: str, word: str) -> Kind:
        known = self._kinds.get((said, word))
        if known is None:
            known = self._kinds[said, word] = kind_of(said, word, self._distance)
        return known

    def _compare_spots(self, fit: Fit) -> None:
        """Note which spots of the label are theirs, and which are elsewhere."""
        theirs = fit.entry.spots
        for kind, value in self._spots:
            same = {other for other, which in theirs if which == value}
            if kind in same or (kind and "" in same and is_unit((kind, ""))):
                fit.agrees.add(kind)
            elif not kind:
                fit.agrees |= {other for other in same if is_unit((other, ""))}
            elif any(other == kind for other, _value in theirs):
                fit.contradicts.add(kind)
        fit.agrees -= fit.contradicts

    def _note_left(self, fit: Fit, free: set[int]) -> None:
        """Note the words that nobody explains, and whether they are another company."""
        fit.left = [self._words[at].text for at in sorted(free) if not self._words[at].weak]
        weak = {self._words[at].text for at in free if self._words[at].weak}
        # Beside a person, "Ei" may be a part of a name; beside a company, "de" tells nothing.
        if not fit.entry.is_company and weak & (PARTICLES if COMPANY in fit.agrees else PARTICLES | LEGAL):
            fit.particles = False
        others = [each for each in self._companies if each <= set(fit.left)]
        if others and fit.entry.company_words and COMPANY not in fit.agrees:
            fit.contradicts.add(COMPANY)
        fit.stray = [word for word in fit.left if not any(word in each for each in others)]


def kind_of(said: str, word: str, distance: Distance) -> Kind:
    """Tell how a word on a label fits a word of a name."""
    if said == word:
        return Kind.EXACT
    if is_weak(said) and len(said) > 1:
        return Kind.NONE
    shortest, longest = sorted((len(said), len(word)))
    slip = _slip(distance(said, word), shortest) if shortest >= _ONE_SLIP else Kind.NONE
    # Chris is Christophe, but not every Jean is Jeanpierre.
    short = word.startswith(said) or (said.startswith(word) and longest - shortest <= _MOST_LEFT_OUT)
    if slip is not Kind.SLIP and short:
        if shortest >= _BEGINNING:
            return Kind.BEGINNING
        return Kind.INITIAL if longest > _INITIAL else Kind.NONE
    return slip


def _slip(edits: int, shortest: int) -> Kind:
    if edits == 1 or (edits == 1 + 1 and shortest >= _TWO_SLIPS):
        return Kind.SLIP
    return Kind.FAR if edits == 1 + 1 and shortest >= _TWO_IN_DOUBT else Kind.NONE


def _span(joined: str, words: Sequence[str]) -> list[int]:
    """Tell which words that follow each other are written as one."""
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            if "".join(words[start:end]) == joined:
                return list(range(start, end))
    return []


def _score(fit: Fit, of_name: float, of_label: float) -> float:
    beside = 0.5 + _EACH * (len(fit.agrees) + fit.at_their_place - len(fit.contradicts))
    return round(_OF_NAME * of_name + _OF_LABEL * of_label + _BESIDE * min(1.0, max(0.0, beside)), 4)
