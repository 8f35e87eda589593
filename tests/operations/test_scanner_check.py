"""From what came of the test sheet: what is wrong with the scanner, and what repairs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import keyboards
from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS
from concierge_desk.keyboards import Caps
from concierge_desk.operations.scanner_check import (
    Diagnosis,
    End,
    Finding,
    Heard,
    Setup,
    Step,
    Trouble,
    diagnose,
    shown,
)
from concierge_desk.settings import Settings

FAST = (1.0,) * 9
SENT = {Step.DIGITS: TEST_DIGITS, Step.LETTERS: TEST_LETTERS}


def _stopping(found: Diagnosis) -> list[Trouble]:
    return [each.trouble for each in found.findings if each.stops]


def _noted(found: Diagnosis) -> list[Trouble]:
    return [each.trouble for each in found.findings if not each.stops]


def _heard(text: str, ms: float = 1, ended_by: End = End.ENTER) -> Heard:
    return Heard(text, (ms,) * (len(text) - 1), ended_by)


@pytest.mark.parametrize("step", [Step.DIGITS, Step.LETTERS])
def test_a_scanner_that_is_set_well_has_nothing_to_repair(step: Step) -> None:
    """The code as it stands on the sheet, quickly, with Enter."""
    assert diagnose(_heard(SENT[step]), step, Setup()) == Diagnosis(step, is_good=True)


@pytest.mark.parametrize("layout", keyboards.LAYOUTS)
def test_the_cure_of_every_keyboard_is_proven_by_the_same_scans(layout: str) -> None:
    """Step by step, as a concierge does it: after the repair digits and letters are read, and all is good."""
    setup, known = Setup(), list[tuple[Heard, Step]]()
    for step in (Step.DIGITS, Step.LETTERS, Step.SQUARE):
        heard = _heard(keyboards.arriving(SENT.get(step, TEST_LETTERS), layout))
        found = diagnose(heard, step, setup, known)
        if not found.is_good:
            assert _stopping(found) == [Trouble.KEYBOARD]
            assert found.cure is not None
            setup = found.cure
            found = diagnose(heard, step, setup, known)
        assert found.is_good
        assert found.cure is None
        known.append((heard, step))
    for sent in SENT.values():
        assert setup.repaired(keyboards.arriving(sent, layout)) == sent


@given(st.sampled_from(keyboards.LAYOUTS), st.sampled_from(list(SENT)), st.text("ABKX+/0379", max_size=8))
def test_a_prefix_behind_another_keyboard_is_found(layout: str, step: Step, prefix: str) -> None:
    """What a shop before us had the scanner send is told from the code, whichever the keyboard."""
    heard = _heard(keyboards.arriving(prefix + SENT[step], layout))
    found = diagnose(heard, step, Setup())
    setup = found.cure or Setup()
    assert setup.repaired(heard.text) == SENT[step]
    assert diagnose(heard, step, setup).is_good


def test_the_digits_say_which_of_two_keyboards_the_letters_mean() -> None:
    """French and Belgian digits differ in two keys, their letters in none of these."""
    letters = _heard(keyboards.arriving(TEST_LETTERS, "us>be"))
    digits = _heard(keyboards.arriving(TEST_DIGITS, "us>be"))
    alone = diagnose(letters, Step.LETTERS, Setup())
    after = diagnose(letters, Step.LETTERS, Setup(), [(digits, Step.DIGITS)])
    assert alone.cure == Setup("us>fr")
    assert after.cure == Setup("us>be")
    assert after.findings[0].values == (("scanner", "American"), ("computer", "Belgian"))


@pytest.mark.parametrize(
    ("layout", "caps"), [("fr>fr", Caps.SHIFT), ("us>us", Caps.LETTERS), ("de>de", Caps.SHIFT)]
)
def test_caps_lock_is_told_and_not_repaired(layout: str, caps: Caps) -> None:
    """A person turns it off; the program must not learn it as a keyboard."""
    found = diagnose(_heard(keyboards.arriving(TEST_LETTERS, layout, caps)), Step.LETTERS, Setup())
    assert _stopping(found) == [Trouble.CAPS_LOCK]
    assert found.cure is None


def test_caps_lock_hides_no_other_trouble() -> None:
    """With another keyboard as well, that is repaired first, then only Caps Lock is left."""
    heard = _heard(keyboards.arriving(TEST_LETTERS, "us>fr", Caps.LETTERS))
    found = diagnose(heard, Step.LETTERS, Setup())
    assert _stopping(found) == [Trouble.CAPS_LOCK, Trouble.KEYBOARD]
    assert found.cure == Setup("us>fr")
    again = diagnose(heard, Step.LETTERS, Setup("us>fr"))
    assert _stopping(again) == [Trouble.CAPS_LOCK]
    assert again.cure is None


@pytest.mark.parametrize(
    ("ended_by", "trouble"),
    [(End.NOTHING, Trouble.NO_ENTER), (End.TAB, Trouble.TAB), (End.TWICE, Trouble.TWO_ENTERS)],
)
def test_what_ends_a_scan_is_told_and_does_no_harm(ended_by: End, trouble: Trouble) -> None:
    """The code is read all the same."""
    found = diagnose(_heard(TEST_DIGITS, ended_by=ended_by), Step.DIGITS, Setup())
    assert found.is_good
    assert _noted(found) == [trouble]


@pytest.mark.parametrize(
    ("arrived", "trouble"),
    [
        ("123456789", Trouble.LAST_LOST),
        ("234567890", Trouble.FIRST_LOST),
        ("1245689", Trouble.LOST),
        ("23", Trouble.UNKNOWN),
        ("&é\"'(-è_ç", Trouble.LAST_LOST),
        ("]C0123456789", Trouble.LAST_LOST),
        ("日本語日本語", Trouble.UNKNOWN),
        (TEST_LETTERS, Trouble.OTHER_CODE),
    ],
)
def test_a_damaged_code_is_told_and_not_repaired(arrived: str, trouble: Trouble) -> None:
    """What is lost the program cannot bring back: it says what to do."""
    found = diagnose(_heard(arrived), Step.DIGITS, Setup())
    assert not found.is_good
    assert [each.trouble for each in found.findings] == [trouble]
    assert found.cure is None


def test_letters_that_the_scanner_changes_are_told() -> None:
    """All capitals or all small: nothing can tell what they were."""
    for arrived in (TEST_LETTERS.upper(), TEST_LETTERS.lower()):
        found = diagnose(_heard(arrived), Step.LETTERS, Setup())
        assert found.findings == (Finding(Trouble.CASE),)


def test_what_does_not_make_sense_is_shown() -> None:
    """An unknown set-up is said as such, with what arrived, signs without a shape as well."""
    found = diagnose(_heard("ab\x02cdef"), Step.DIGITS, Setup())
    assert found.findings == (Finding(Trouble.UNKNOWN, values=(("arrived", "ab<2>cdef"),)),)
    assert shown("]C0\x1d") == "]C0<29>"


def test_typing_is_told_from_scanning() -> None:
    """A person who tries the keyboard is told to take the scanner."""
    assert diagnose(_heard("bonjour", 140), Step.DIGITS, Setup()).findings == (Finding(Trouble.TYPED),)


@pytest.mark.parametrize(("ms", "gap"), [(19, 40), (30, 40), (36, 45), (50, 65), (64, 80), (80, 80)])
def test_a_slow_scanner_gets_the_pause_it_needs(ms: float, gap: int) -> None:
    """What was measured and a quarter more, never more than a person's pace allows."""
    found = diagnose(_heard(TEST_DIGITS, ms), Step.DIGITS, Setup())
    assert _stopping(found) == [Trouble.SLOW]
    assert found.cure == Setup(gap_ms=gap)
    again = diagnose(_heard(TEST_DIGITS, ms), Step.DIGITS, Setup(gap_ms=gap))
    assert again.is_good
    assert _noted(again) == [Trouble.SLOW]


def test_a_scanner_as_slow_as_a_person_is_not_repaired() -> None:
    """One pause of more than 80 ms breaks the code in two."""
    found = diagnose(Heard(TEST_DIGITS, (*FAST[1:], 81.0)), Step.DIGITS, Setup())
    assert found.findings == (Finding(Trouble.TOO_SLOW, values=(("ms", 81),)),)
    assert found.cure is None


def test_a_repair_that_is_no_longer_needed_is_taken_back() -> None:
    """Another scanner, or one that was set well meanwhile: the old repair would break its letters."""
    old = Setup("us>fr", gap_ms=65)
    found = diagnose(_heard(TEST_LETTERS), Step.LETTERS, old)
    assert _stopping(found) == [Trouble.OLD_SETUP]
    assert found.cure == Setup()
    assert diagnose(_heard(TEST_DIGITS), Step.DIGITS, Setup(gap_ms=65)).cure == Setup()


def test_what_is_sent_before_and_after_is_repaired() -> None:
    """A prefix, another for the square code, a suffix; marks and signs without a shape need nothing."""
    first = diagnose(_heard("]C0D1234567890#"), Step.DIGITS, Setup())
    assert _stopping(first) == [Trouble.PREFIX, Trouble.SUFFIX]
    assert first.cure == Setup(prefix="D", suffix="#")
    square = diagnose(_heard("P011234567890#"), Step.SQUARE, first.cure)
    assert square.cure == Setup(prefix="D\nP01", suffix="#")
    marked = diagnose(_heard("\x02]Q11234567890"), Step.SQUARE, Setup())
    assert marked.is_good
    assert _noted(marked) == [Trouble.MARK]


def test_a_barcode_is_not_taken_for_the_square_code() -> None:
    """Where the scanner says what it read, the square code is proven."""
    assert diagnose(_heard("]C01234567890"), Step.SQUARE, Setup()).findings == (Finding(Trouble.OTHER_CODE),)
    assert diagnose(_heard("]Q11234567890"), Step.SQUARE, Setup()).is_good


@given(st.text(max_size=30), st.sampled_from(list(Step)), st.lists(st.floats(0, 300), max_size=30))
def test_whatever_comes_there_is_an_answer(text: str, step: Step, gaps: list[float]) -> None:
    """Something is found, or the code is good; a cure is another set-up than the one in use."""
    found = diagnose(Heard(text, tuple(gaps)), step, Setup())
    assert found.is_good or _stopping(found)
    assert found.cure != Setup()


def test_a_set_up_is_kept_in_the_settings() -> None:
    """What is put in is what is found again, and nothing else changes."""
    setup = Setup("us>fr", "D\nP01", "#", 65)
    kept = setup.put_into(Settings(text_percent=150))
    assert Setup.of(kept) == setup
    assert Setup().put_into(kept) == Settings(text_percent=150)
