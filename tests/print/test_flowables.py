"""Words and prices never touch; what is inside a frame stays inside."""

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import fonts
from concierge_desk.print.flowables import Alike, Code, Pair, Panel, Text
from concierge_desk.print.papers import MM, ROLL_80

ROOM = ROLL_80.inner


@given(st.text(max_size=120), st.sampled_from(["4,50 €", "≤ 1 200,00 €", "", "x" * 200]))
def test_a_long_name_stays_clear_of_its_price(name: str, price: str) -> None:
    """However long the name, each of its lines ends before the price begins."""
    pair = Pair(name, price, size=11, bold=True)
    _, height = pair.wrap(ROOM, 1e6)
    left_of_price = ROOM - fonts.width(pair.right, fonts.BOLD, pair.right_size)
    assert left_of_price > 0
    assert all(fonts.width(line, fonts.BOLD, 11) < left_of_price or not price for line in pair.left.lines)
    assert height >= pair.left.height


def test_words_become_smaller_before_they_break() -> None:
    """A name that almost fits stays on one line; one that does not at all is broken, not cut."""
    almost = Text("Conciergerie du quartier", size=20, bold=True, least=10)
    almost.wrap(ROOM, 1e6)
    assert len(almost.lines) == 1
    assert 10 <= almost.size < 20
    long = Text(
        "Conciergerie solidaire du quartier des Chartrons et de Bacalan", size=20, bold=True, least=10
    )
    long.wrap(ROOM, 1e6)
    assert len(long.lines) == 2


def test_a_frame_is_as_tall_as_what_it_holds() -> None:
    """Nothing stands outside its frame."""
    inside = [Text("un"), Text("deux " * 40)]
    panel = Panel(inside, padding=9)
    _, height = panel.wrap(ROOM, 1e6)
    assert height == sum(each.height for each in inside) + 18
    assert all(fonts.width(line, fonts.REGULAR, 10) <= ROOM - 18 for each in inside for line in each.lines)


def test_a_code_that_has_no_room_for_bars_is_a_qr() -> None:
    """The ten digits with their white need 41 millimetres; on less, a QR says the same."""
    code = Code("1260048129", height=30, sheet=ROLL_80)
    assert code.wrap(42 * MM, 1e6)[0] == 42 * MM
    assert not code.narrow
    code.wrap(41 * MM, 1e6)
    assert code.narrow


def test_lines_alike_are_as_large_as_the_longest_allows() -> None:
    """Two halves of a sentence are written in one size."""
    alike = Alike(["court", "une ligne bien plus longue que l’autre"], most=30, least=8)
    alike.wrap(ROOM, 1e6)
    assert len({part.size for part in alike.parts}) == 1
    assert 8 <= alike.parts[0].size < 30


def test_what_must_not_break_has_its_neighbour_below() -> None:
    """A moment stays whole: where the paper is narrow, who stood at the counter goes on the next line."""
    wide, narrow = (
        Pair("23 nov. 2026, 12:41", "Concierge : Aminata", size=9, breaks=False) for _ in range(2)
    )
    assert wide.wrap(ROOM, 1e6)[1] < narrow.wrap(40 * MM, 1e6)[1]
    assert narrow.left.lines == ["23 nov. 2026, 12:41"]


def test_a_centred_text_is_balanced() -> None:
    """No word stands alone in the middle of a paper, and no more lines are taken for it."""
    said = Text("Quelque chose est arrivé pour vous", size=12, bold=True, align="centre")
    said.wrap(48 * MM, 1e6)
    plain = fonts.wrapped(said.text, fonts.BOLD, 12, 48 * MM)
    assert len(said.lines) == len(plain) == 2
    long, short = sorted((fonts.width(line, fonts.BOLD, 12) for line in said.lines), reverse=True)
    assert short > 0.6 * long


def test_an_amount_is_smaller_rather_than_cut() -> None:
    """Half a price is another price."""
    pair = Pair("Robe de mariée", "≤\u00a0123 999,99\u00a0€", size=11, bold=True)
    pair.wrap(85, 1e6)
    assert pair.right == "≤\u00a0123 999,99\u00a0€"
    assert pair.right_size < 11
