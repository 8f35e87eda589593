"""What the typefaces can write, and how wide it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import faces, fonts, ink
from concierge_desk.print.clusters import clusters
from tests.print.names import ANYTHING, FAMILY, NAMES

ROOM = 60
# Of what size a sign may be and still fit that room, whatever sign it is.
SMALL = 9


def test_french_and_its_neighbours_are_written_as_they_are() -> None:
    """Accents, ligatures, money and typographic signs are all in the typeface itself."""
    words = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸ àâçéèêëîïôœùûüÿ ’“”«»–—… ≤ € − × ñ ß ø ł ș ğ ž İ ı\u00a0\u202f"  # noqa: RUF001  # these very letters are meant
    assert fonts.written(words) == words
    assert fonts.plain(words, fonts.REGULAR)
    assert fonts.plain(words, fonts.BOLD)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_written_as_it_is(name: str) -> None:
    """No letter and no mark of it is lost."""
    assert ink.ready(name) == name
    assert not fonts.has_stand_in(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
        ("Ａ①ﬀ", "A1ff"),
        ("a\u20dd", "a"),
        ("ب\u0301", "ب"),
        ("\u3000x", " x"),
    ],
    ids=["forms", "compatible", "encircled", "foreign mark", "wide space"],
)
def test_a_letter_that_is_not_there_keeps_what_it_can(typed: str, kept: str) -> None:
    """A form becomes its letter, and a mark that no face has goes before its letter does."""
    assert fonts.written(typed) == kept


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("王小明", 3),
        ("😀", 1),
        (FAMILY, 1),
        ("🇫🇷🇧🇪", 2),
        ("👍🏽", 1),
        ("क्षत्रिय", 3),
        ("สมชาย", 5),
        ("각하", 2),
        ("\ue000", 1),
    ],
)
def test_a_sign_that_cannot_be_written_leaves_one_visible_mark(typed: str, count: int) -> None:
    """Nobody takes a name that could not be printed for an empty one, or for one without letters between."""
    assert fonts.written(f"a{typed}b") == f"a{fonts.STAND_IN * count}b"
    assert fonts.has_stand_in(typed)
    assert fonts.has_stand_in(fonts.written(typed))


def test_the_stand_in_is_in_every_face_that_may_stand_beside_it() -> None:
    """It is drawn itself, never stood in for, and is neither money nor a letter."""
    assert fonts.plain(fonts.STAND_IN, fonts.REGULAR)
    assert fonts.plain(fonts.STAND_IN, fonts.BOLD)
    assert fonts.width(fonts.STAND_IN, fonts.REGULAR, 10) > 4


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_both_weights_write_the_same(weight: str) -> None:
    """A name that prints in one weight prints in the other."""
    for family in ("Atkinson", "Sans", "Arabic", "Hebrew"):
        known = faces.face(f"{family}-{weight}").widths
        assert known.keys() == faces.face(f"{family}-Regular").widths.keys()


@given(ANYTHING)
def test_anything_that_is_ready_is_written_already(typed: str) -> None:
    """Making ready twice is making ready once, and nothing visible becomes nothing."""
    once = ink.ready(typed)
    assert fonts.written(once) == once


@given(ANYTHING, st.sampled_from([fonts.REGULAR, fonts.BOLD]))
def test_any_line_fits_its_room_and_no_sign_is_lost_or_cut(typed: str, font: str) -> None:
    """Wrapped lines are never wider than their room; together they are the signs again, each of them whole."""
    words = ink.ready(typed)
    lines = fonts.wrapped(words, font, SMALL, ROOM)
    assert all(fonts.width(line, font, SMALL) <= ROOM for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(words.split(" "))
    for word in words.split(" "):
        assert [
            sign for line in fonts.wrapped(word, font, SMALL, ROOM) for sign in clusters(line)
        ] == clusters(word)


@given(ANYTHING, st.floats(min_value=10, max_value=300))
def test_a_cut_text_fits_its_room_and_ends_after_a_whole_sign(typed: str, room: float) -> None:
    """What does not fit ends in an ellipsis that does, and what stands before it is the beginning."""
    words = ink.ready(typed)
    cut = fonts.fitted(words, fonts.REGULAR, 9, room)
    assert fonts.width(cut, fonts.REGULAR, 9) <= room + 0.01
    if cut != words:
        kept = clusters(cut.removesuffix("…"))
        assert cut.endswith("…")
        assert clusters(words)[: len(kept)] == kept


@given(st.text())
def test_a_text_that_nobody_made_ready_is_measured_all_the_same(typed: str) -> None:
    """Whatever it is, it has a width, at the size that fits it, and at most the one line asked for."""
    assert fonts.width(typed, fonts.REGULAR, 9) >= 0
    assert 4 <= fonts.size_fitting(typed, fonts.BOLD, 80, most=12, least=4) <= 12
    assert len(fonts.wrapped(typed, fonts.BOLD, 9, 1e6)) == 1


def test_half_a_character_is_a_sign_that_cannot_be_written() -> None:
    """A lone surrogate, which no file can hold, is stood in for."""
    assert fonts.written("a\ud800") == "a" + fonts.STAND_IN


def test_a_size_is_chosen_between_its_bounds() -> None:
    """Short words are as large as they may be; long ones no smaller than they must."""
    assert fonts.size_fitting("26", fonts.BOLD, 100, most=20, least=8) == 20
    assert fonts.size_fitting("W" * 200, fonts.BOLD, 100, most=20, least=8) == 8
    for words in ("0048 1201", "محمد عبد الرحمن"):
        between = fonts.size_fitting(words, fonts.BOLD, 60, most=20, least=3)
        assert abs(fonts.width(words, fonts.BOLD, between) - 60) < 0.01
