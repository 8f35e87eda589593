"""Words and prices never touch; what is inside a frame stays inside."""

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import fonts
from concierge_desk.print.flowables import Bars, Pair, Panel, Text
from concierge_desk.print.papers import ROLL_80

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


def test_bars_fit_a_receipt_with_their_quiet_zones() -> None:
    """The ten digits leave more than ten modules on each side."""
    bars = Bars("1260048129", height=30)
    assert bars.wrap(ROOM, 1e6)[0] == ROOM
