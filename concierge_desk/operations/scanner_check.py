"""What is wrong with a scanner's set-up, told from what came of the codes of the test sheet; needs no store.

    found = diagnose(Heard(text, gaps_ms, End.ENTER), Step.DIGITS, Setup.of(settings))
    found.is_good; found.findings; found.cure        # the set-up to use, None where there is nothing to repair

A scanner is a keyboard, so what came is compared with what every other keyboard, Caps Lock, a prefix, a suffix and
a slow pace would make of the code (concierge_desk.keyboards). The words are in scanner_words.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median

from concierge_desk import codes, keyboards
from concierge_desk.keyboards import Caps
from concierge_desk.settings import LONGEST_SCANNER_GAP_MS, SCANNER_GAP_MS, SCANNER_PACE_MS, Settings

_LONGEST_ADDED = 24
_LONGEST_SHOWN = 60
_LEAST_LEFT = 0.6
"""A code that lost more of itself is not told from something else."""
_SURELY_FAST_MS = 0.8 * SCANNER_PACE_MS
_SPARE = 1.25
_ROUND_MS = 5


class End(Enum):
    """What came after the last character."""

    NOTHING = "nothing"
    ENTER = "enter"
    TAB = "tab"
    TWICE = "twice"


class Step(Enum):
    """Which code of the sheet is asked for."""

    DIGITS = "digits"
    LETTERS = "letters"
    SQUARE = "square"


class Trouble(Enum):
    """What is not as it should be, or is good to know."""

    KEYBOARD = "keyboard"
    CAPS_LOCK = "caps_lock"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    MARK = "mark"
    NO_ENTER = "no_enter"
    TAB = "tab"
    TWO_ENTERS = "two_enters"
    SLOW = "slow"
    TOO_SLOW = "too_slow"
    CASE = "case"
    FIRST_LOST = "first_lost"
    LAST_LOST = "last_lost"
    LOST = "lost"
    OLD_SETUP = "old_setup"
    OTHER_CODE = "other_code"
    TYPED = "typed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one scan was, key by key: the pauses are those between its characters."""

    text: str
    gaps_ms: tuple[float, ...] = ()
    ended_by: End = End.ENTER

    def slowest_ms(self) -> float:
        """Tell the longest pause."""
        return max(self.gaps_ms, default=0)

    def is_slow(self) -> bool:
        """Tell whether it is as slow as fast typing, so that the program must know of it."""
        pace = median(self.gaps_ms) if self.gaps_ms else 0
        return pace > SCANNER_PACE_MS or self.slowest_ms() > SCANNER_GAP_MS


@dataclass(frozen=True, slots=True)
class Setup:
    """What the program repairs of a scanner."""

    layout: str = ""
    prefix: str = ""
    suffix: str = ""
    gap_ms: int = SCANNER_GAP_MS

    @classmethod
    def of(cls, settings: Settings) -> "Setup":
        """Tell what is repaired at this counter."""
        return cls(
            settings.scanner_keyboard,
            settings.scanner_prefix,
            settings.scanner_suffix,
            settings.scanner_gap_ms,
        )

    def put_into(self, settings: Settings) -> Settings:
        """Repair this at the counter that has these settings."""
        return replace(
            settings,
            scanner_keyboard=self.layout,
            scanner_prefix=self.prefix,
            scanner_suffix=self.suffix,
            scanner_gap_ms=self.gap_ms,
        )

    def repaired(self, text: str) -> str:
        """Repair what came."""
        return codes.repair(text, self.layout, self.prefix, self.suffix)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: what, how far it is a hindrance, and the values for its words."""

    trouble: Trouble
    stops: bool = True
    """Whether codes are not read because of it."""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What came of one scan."""

    step: Step
    is_good: bool
    """Whether the code is read with what the program repairs now."""
    findings: tuple[Finding, ...] = ()
    cure: Setup | None = None
    """What to repair from now on, so that the same scan is read."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which what came makes sense: as `layout`, `caps`, and what stands before and after the code."""

    layout: str
    caps: Caps
    before: str
    after: str


_WANTED = {
    Step.DIGITS: (codes.TEST_DIGITS,),
    Step.LETTERS: (codes.TEST_LETTERS,),
    Step.SQUARE: (codes.TEST_DIGITS, codes.TEST_LETTERS),
}
REPAIRED = frozenset({Trouble.KEYBOARD, Trouble.PREFIX, Trouble.SUFFIX, Trouble.SLOW, Trouble.OLD_SETUP})
"""What the program can repair by itself; the other troubles need a hand, or do no harm."""
_LONGEST = 256
"""A code of the sheet with all that a scanner may put around it is far shorter."""
_BARS = "]C"
"""The mark of Code 128: where a square code was asked for, the wrong one was scanned."""
_ENDS = {End.NOTHING: Trouble.NO_ENTER, End.TAB: Trouble.TAB, End.TWICE: Trouble.TWO_ENTERS}


def diagnose(heard: Heard, step: Step, setup: Setup, known: Sequence[tuple[Heard, Step]] = ()) -> Diagnosis:
    """Tell what is wrong with a scan of the test sheet; `known` are the good scans of the steps before."""
    if len(heard.text) > _LONGEST:
        # Every way to read it would be tried, and the window waits.
        heard = replace(heard, text=heard.text[:_LONGEST], gaps_ms=heard.gaps_ms[:_LONGEST])
    reading = _best(_spelled(heard.text), step, known)
    if reading is None:
        return Diagnosis(step, is_good=False, findings=(_without_sense(heard, step),))
    if step is Step.SQUARE and codes.mark_of(reading.before).startswith(_BARS):
        return Diagnosis(step, is_good=False, findings=(Finding(Trouble.OTHER_CODE),))
    fits = setup.repaired(heard.text) in _WANTED[step] and heard.slowest_ms() <= setup.gap_ms
    findings = tuple(_of_reading(heard, reading, setup, fits=fits))
    stopping = {each.trouble for each in findings if each.stops}
    cure = _cure(heard, reading, setup)
    repairs = cure != setup and bool(stopping & REPAIRED)
    return Diagnosis(step, fits and not stopping, findings, cure if repairs else None)


def shown(text: str) -> str:
    """Write what came so that a person can read it: signs without a shape by their number."""
    return "".join(each if each.isprintable() else f"<{ord(each)}>" for each in text)


def _spelled(text: str) -> str:
    return "".join(each for each in text if each.isprintable())


def _ways() -> Iterator[tuple[str, Caps]]:
    """List what may be between a scanner and its code, the simplest first."""
    same = [f"{keyboard}>{keyboard}" for keyboard in keyboards.NAMES]
    for caps in (Caps.OFF, Caps.LETTERS):
        yield "", caps
        yield from ((layout, caps) for layout in keyboards.LAYOUTS)
    yield from ((layout, Caps.SHIFT) for layout in (*same, *keyboards.LAYOUTS))


def _sent(text: str, layout: str, caps: Caps) -> str | None:
    if layout:
        return keyboards.undone(text, layout, caps)
    return text.swapcase() if caps is Caps.LETTERS else text


def _best(text: str, step: Step, known: Sequence[tuple[Heard, Step]]) -> _Reading | None:
    """Find the simplest way in which what came holds the code, and the codes before it too."""
    ways = list(_readings(text, step))
    ways = [way for way in ways if all(_explains(way.layout, *each) for each in known)] or ways
    return min(ways, key=lambda way: len(_unmarked(way.before)) + len(way.after), default=None)


def _explains(layout: str, heard: Heard, step: Step) -> bool:
    return any(way.layout == _plain(layout) for way in _readings(_spelled(heard.text), step))


def _readings(text: str, step: Step) -> Iterator[_Reading]:
    for layout, caps in _ways():
        sent = _sent(text, layout, caps)
        for wanted in _WANTED[step]:
            before, found, after = (sent or "").partition(wanted)
            if found and len(before) + len(after) <= _LONGEST_ADDED and wanted not in after:
                yield _Reading(_plain(layout), caps, before, after)


def _plain(layout: str) -> str:
    """Name no layout where both keyboards are the same."""
    scanner, _, computer = layout.partition(">")
    return "" if scanner == computer else layout


def _unmarked(before: str) -> str:
    return before.removeprefix(codes.mark_of(before))


def _cure(heard: Heard, reading: _Reading, setup: Setup) -> Setup:
    """Tell what the program would have to repair to read this scan."""
    slowest = heard.slowest_ms()
    gap = setup.gap_ms
    if _needs_more(heard, setup) and slowest <= LONGEST_SCANNER_GAP_MS:
        needed = math.ceil(slowest * _SPARE / _ROUND_MS) * _ROUND_MS
        gap = min(LONGEST_SCANNER_GAP_MS, max(needed, SCANNER_GAP_MS + _ROUND_MS))
    elif slowest <= _SURELY_FAST_MS:
        gap = SCANNER_GAP_MS
    return Setup(
        reading.layout,
        _with(setup.prefix, _unmarked(reading.before)),
        _with(setup.suffix, reading.after),
        gap,
    )


def _needs_more(heard: Heard, setup: Setup) -> bool:
    """Tell whether a scanner is slower than the program allows for."""
    return heard.slowest_ms() > setup.gap_ms or (heard.is_slow() and setup.gap_ms <= SCANNER_GAP_MS)


def _with(lines: str, added: str) -> str:
    """Add a prefix or a suffix to those that are known."""
    known = [each for each in lines.split("\n") if each]
    return lines if not added or added in known else "\n".join([*known, added])


def _of_reading(heard: Heard, reading: _Reading, setup: Setup, *, fits: bool) -> Iterator[Finding]:
    """List what a scan shows, what stops it first."""
    if reading.caps is not Caps.OFF:
        yield Finding(Trouble.CAPS_LOCK, not fits)
    if reading.layout:
        unknown = setup.layout != reading.layout
        yield Finding(Trouble.KEYBOARD, not fits and unknown, _keyboards(reading.layout))
    elif _is_outdated(heard, setup, fits=fits):
        yield Finding(Trouble.OLD_SETUP)
    yield from _of_added(Trouble.PREFIX, _unmarked(reading.before), setup.prefix)
    yield from _of_added(Trouble.SUFFIX, reading.after, setup.suffix)
    yield from _of_pace(heard, setup)
    mark = codes.mark_of(reading.before) + _control(heard.text)
    if mark:
        yield Finding(Trouble.MARK, stops=False, values=(("added", mark),))
    if heard.ended_by in _ENDS:
        yield Finding(_ENDS[heard.ended_by], stops=False, values=(("ms", setup.gap_ms),))


def _is_outdated(heard: Heard, setup: Setup, *, fits: bool) -> bool:
    """Tell whether the program still repairs what is no longer wrong."""
    wide = setup.gap_ms > SCANNER_GAP_MS and bool(heard.gaps_ms)
    return (bool(setup.layout) and not fits) or (wide and heard.slowest_ms() <= _SURELY_FAST_MS)


def _of_added(trouble: Trouble, added: str, known: str) -> Iterator[Finding]:
    if added:
        yield Finding(trouble, added not in known.split("\n"), (("added", added),))


def _control(text: str) -> str:
    return shown("".join(each for each in text if not each.isprintable()))


def _keyboards(layout: str) -> tuple[tuple[str, object], ...]:
    scanner, _, computer = layout.partition(">")
    return ("scanner", keyboards.NAMES[scanner]), ("computer", keyboards.NAMES[computer])


def _of_pace(heard: Heard, setup: Setup) -> Iterator[Finding]:
    slowest = heard.slowest_ms()
    values = (("ms", round(slowest)),)
    if slowest > LONGEST_SCANNER_GAP_MS:
        yield Finding(Trouble.TOO_SLOW, values=values)
    elif heard.is_slow():
        yield Finding(Trouble.SLOW, _needs_more(heard, setup), values)


def _without_sense(heard: Heard, step: Step) -> Finding:
    """Tell what came in which the code is not found."""
    text = _spelled(heard.text)
    if any(True for each in Step for _ in _readings(text, each)):
        return Finding(Trouble.OTHER_CODE)
    sent = (_sent(text, layout, caps) or "" for layout, caps in _ways())
    damages = (_damage(_unmarked(each), wanted) for each in sent for wanted in _WANTED[step])
    damage = next((each for each in damages if each is not None), None)
    if damage is not None:
        return Finding(damage)
    if heard.slowest_ms() > LONGEST_SCANNER_GAP_MS:
        return Finding(Trouble.TYPED)
    return Finding(Trouble.UNKNOWN, values=(("arrived", shown(heard.text)[:_LONGEST_SHOWN]),))


def _damage(sent: str, wanted: str) -> Trouble | None:
    """Tell how a code was damaged; None when it is another one."""
    if sent == wanted[:-1]:
        return Trouble.LAST_LOST
    if sent == wanted[1:]:
        return Trouble.FIRST_LOST
    if sent in {wanted.upper(), wanted.lower()}:
        return Trouble.CASE
    rest = iter(wanted)
    left_over = all(each in rest for each in sent)
    return Trouble.LOST if left_over and len(sent) >= _LEAST_LEFT * len(wanted) else None
