"""What the typeface can write, and how wide it is."""

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import fonts


def test_french_and_its_neighbours_are_written_as_they_are() -> None:
    """Accents, ligatures, money and typographic signs are all in the typeface."""
    words = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸ àâçéèêëîïôœùûüÿ ’“”«»–—… ≤ € − × ñ ß ø ł ș ğ ž\u00a0\u202f"
    assert fonts.written(words) == words


def test_a_letter_that_is_not_there_keeps_what_it_can_of_its_accents() -> None:
    """Vietnamese loses a mark, not a letter."""
    assert fonts.written("Nguyễn Thị Ước") == "Nguyên Thi Uoc"


def test_a_sign_that_cannot_be_written_leaves_a_visible_mark() -> None:
    """Nobody takes a name that could not be printed for an empty one."""
    assert fonts.written("王 😀") == "¤ ¤"


@given(st.text(alphabet="abcé –W1 ", max_size=200), st.floats(min_value=30, max_value=300))
def test_every_line_fits_its_room_and_no_letter_is_lost(words: str, room: float) -> None:
    """Wrapped lines are never wider than their room; together they are the words again."""
    lines = fonts.wrapped(words, fonts.BOLD, 10, room)
    assert all(fonts.width(line, fonts.BOLD, 10) <= room for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(words.split(" "))


@given(st.text(alphabet="abcé –W1", max_size=200), st.floats(min_value=10, max_value=300))
def test_a_cut_text_fits_its_room(words: str, room: float) -> None:
    """What does not fit ends in an ellipsis that does."""
    assert fonts.width(fonts.fitted(words, fonts.REGULAR, 9, room), fonts.REGULAR, 9) <= room


def test_a_size_is_chosen_between_its_bounds() -> None:
    """Short words are as large as they may be; long ones no smaller than they must."""
    assert fonts.size_fitting("26", fonts.BOLD, 100, most=20, least=8) == 20
    assert fonts.size_fitting("W" * 200, fonts.BOLD, 100, most=20, least=8) == 8
    between = fonts.size_fitting("0048 1201", fonts.BOLD, 60, most=20, least=8)
    assert abs(fonts.width("0048 1201", fonts.BOLD, between) - 60) < 0.01
