"""Measuring, and saying what was measured: medians of several runs, the least and the most, and the target."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from typing_extensions import override

MILLISECOND = 1e-3


@dataclass(frozen=True, slots=True)
class Times:
    """How long several runs of one thing took, in seconds."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.runs)

    def percentile(self, percent: int) -> float:
        """Give the run that so many per cent of the runs do not exceed."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    @override
    def __str__(self) -> str:
        return f"{_said(self.median)} ({_said(min(self.runs))}–{_said(max(self.runs))})"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; without `reached` nothing is claimed."""

    what: str
    measured: str
    target: str = ""
    reached: bool | None = None
    beside: str = ""


def timed(deed: Callable[[], object], runs: int, *, warm_up: int = 1) -> Times:
    """Do something several times, and measure each but the first ones."""
    for _ in range(warm_up):
        deed()
    return Times(tuple(_once(deed) for _ in range(runs)))


def in_turn(*deeds: Callable[[], object], runs: int, warm_up: int = 1) -> list[Times]:
    """Do several things in turn, over and over, so that what else the machine does falls on all of them alike."""
    rounds = [[_once(deed) for deed in deeds] for _ in range(warm_up + runs)][warm_up:]
    return [Times(tuple(found)) for found in zip(*rounds, strict=True)]


def within(what: str, times: Times, most: float, *, beside: str = "") -> Figure:
    """Say a time that must stay within so many seconds."""
    return Figure(what, str(times), f"≤ {_said(most)}", times.median <= most, beside)


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print a part of the table."""
    print(f"\n{title}")
    for figure in figures:
        verdict = {True: "reached", False: "MISSED", None: ""}[figure.reached]
        print(f"  {figure.what:<58} {figure.measured:<34} {figure.target:<14} {verdict}".rstrip())
        if figure.beside:
            print(f"      {figure.beside}")


def _once(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _said(seconds: float) -> str:
    if seconds < MILLISECOND:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"
