"""What a scanner sends is told from fast typing; a scan that stops in the middle stays one."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from concierge_desk.ui import rhythm
from tests.ui.counter_window import Counter
from tests.ui.fingers import key_events, let_pass, receiver_of

# Measured: a program that types a key every 40 ms, as the window gets it; two keys at once where Shift is held.
TYPED = [21, 21, 21, 24, 21, 21, 0, 25, 21, 21]


@pytest.mark.parametrize(
    ("text", "gaps", "ended", "expected"),
    [
        ("Durand Lyon", TYPED, True, False),
        ("05/11/2026", TYPED[:9], True, False),
        ("essages", TYPED[:6], False, False),
        ("12 rue Hugo", TYPED, False, False),
        ("73282932000074", [24] * 13, True, False),  # a company's number, typed
        ("Durand Lyon", [15] * 10, True, False),  # letters alone
        ("6A98765432129", [1] * 12, True, True),
        ("6A98765432129", [15] * 12, False, True),
        ("6A98765432129", [1] * 6 + [33] + [1] * 5, True, True),
        ("2000000146", [30] * 9, False, True),  # a code of ours, by a slow scanner
        ("6A98765432129", [30] * 12, True, True),  # surely a carrier's
        ("BONJOUR", [1] * 6, True, True),  # no hand is as fast as that
    ],
)
def test_the_middle_pause_and_the_shape_tell_a_scanner(
    text: str,
    gaps: list[float],
    ended: bool,  # noqa: FBT001  # a case, not an interface
    expected: bool,  # noqa: FBT001  # a case, not an interface
) -> None:
    """Letters and dates are typed; a hiccup makes no typist of a scanner, nor a roll of two keys a scanner."""
    assert rhythm.is_scan(text, gaps, ended=ended) is expected


def send(counter: Counter, words: str, step_ms: int, *, begin: int, end: Qt.Key | None = None) -> int:
    """Send keys from a time of the keyboard on; the time of the last one is given."""
    events = key_events(words, step_ms, end)
    first = events[0].timestamp()
    for event in events:
        event.setTimestamp(begin + event.timestamp() - first)
        QCoreApplication.sendEvent(receiver_of(counter.field), event)
    return begin + (len(words) - 1) * step_ms


@pytest.mark.parametrize("words", ["Durand Lyon", "05/11/2026", "messages"])
def test_what_a_fast_person_types_stays_typed(qtbot: QtBot, counter: Counter, words: str) -> None:
    """A key every 21 ms, with Enter right behind: the field has it all, in order, and Enter comes after it."""
    seen: list[str] = []
    counter.field.returnPressed.connect(lambda: seen.append(counter.field.text()))
    send(counter, words, 21, begin=50_000, end=Qt.Key.Key_Return)
    let_pass()
    assert (counter.scans, seen) == ([], [words])


@pytest.mark.parametrize("pause", [40, 120, 290])
@pytest.mark.parametrize("head", ["6A9876543", "6A9"])
def test_a_scan_that_stops_in_the_middle_stays_one(
    qtbot: QtBot, counter: Counter, head: str, pause: int
) -> None:
    """The link is slow: the rest belongs to it, and nothing of it is typed."""
    whole = "6A98765432129"
    last = send(counter, head, 2, begin=50_000)
    send(counter, whole.removeprefix(head), 2, begin=last + pause, end=Qt.Key.Key_Return)
    let_pass()
    assert (counter.scans, counter.field.text()) == ([whole], "")


def test_a_letter_right_behind_a_scan_is_a_persons(qtbot: QtBot, counter: Counter) -> None:
    """A scanner without Enter, then one key of a hand: the scan is whole, and the letter is typed."""
    last = send(counter, "6A98765432129", 2, begin=50_000)
    send(counter, "d", 60, begin=last + 200)
    let_pass()
    assert (counter.scans, counter.field.text()) == (["6A98765432129"], "d")


def test_a_few_quick_digits_are_typed_after_all(qtbot: QtBot, counter: Counter) -> None:
    """What never went on was no scan: nothing is lost."""
    last = send(counter, "123", 5, begin=50_000)
    send(counter, "4", 60, begin=last + 150)
    let_pass()
    assert (counter.scans, counter.field.text()) == ([], "1234")
