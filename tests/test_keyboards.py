"""What a scanner sends for one keyboard and a computer reads by another is found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import codes, keyboards
from concierge_desk.keyboards import LAYOUTS, Caps

LAYOUT = st.sampled_from(LAYOUTS)
OURS = st.builds(codes.write, st.sampled_from(list(codes.CodeKind)), st.integers(0, codes.MAX_SERIAL))
TAGS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("layout", "digits", "letters"),
    [
        ("us>fr", "&é\"'(-è_çà", "QWAZ?)qwaz,"),
        ("fr>us", "!@#$%^&*()", "QWAZ:6qwaz;"),
        ("us>be", "&é\"'(§è!çà", "QWAZ?)qwaz,"),
        ("de>us", "1234567890", "AYQWM/ayqwm"),
        ("us>de", "1234567890", "AYQWMßayqwm"),
        ("us>ch", "1234567890", "AYQWM'ayqwm"),
        ("fr>de", '!"§$%&/()=', "QWAYÖ6qwayö"),
    ],
)
def test_a_keyboard_garbles_as_it_does_in_shops(layout: str, digits: str, letters: str) -> None:
    """What arrives is what the keys of the two keyboards say."""
    assert keyboards.arriving(codes.TEST_DIGITS, layout) == digits
    assert keyboards.arriving(codes.TEST_LETTERS, layout) == letters


def test_caps_lock_swaps_letters_or_shifts_every_key() -> None:
    """Under X11 Caps Lock is for letters; under Windows a French keyboard shifts its digits too."""
    assert keyboards.arriving("aZ1", "us>fr", Caps.LETTERS) == "Qw&"
    assert keyboards.arriving("aZ1", "fr>fr", Caps.SHIFT) == "Az&"
    assert keyboards.arriving("1", "us>fr", Caps.SHIFT) == "1"


@pytest.mark.parametrize("keyboard", keyboards.NAMES)
def test_each_keyboard_is_its_own_inverse(keyboard: str) -> None:
    """A scanner that is set as the computer is changes nothing, and no key types two things."""
    words = codes.TEST_DIGITS + codes.TEST_LETTERS
    assert keyboards.arriving(words, f"{keyboard}>{keyboard}") == words
    assert keyboards.undone(words, f"{keyboard}>{keyboard}") == words


@given(LAYOUT, st.one_of(OURS, TAGS), st.sampled_from(list(Caps)))
def test_undoing_is_the_inverse_of_the_keyboard(layout: str, sent: str, caps: Caps) -> None:
    """Every code and every tag of letters and digits comes back as it was sent."""
    assert keyboards.undone(keyboards.arriving(sent, layout, caps), layout, caps) == sent


def test_what_no_key_types_is_not_guessed() -> None:
    """A character that is not on the computer's keyboard undoes nothing, nor does a keyboard that nobody knows."""
    assert keyboards.undone("日本", "us>fr") is None
    assert keyboards.undone("12", "us>xx") is None
    assert keyboards.undone("12", "") is None
    assert keyboards.undone("& é", "us>fr") == "1 2"
