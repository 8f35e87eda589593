"""A table goes on over pages without losing a row."""

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print.table import Column, Table

COLUMNS = [Column("N°", 0.2, align="right"), Column("Pièce", 0.8, bold=True)]


@given(st.integers(min_value=1, max_value=80), st.floats(min_value=0, max_value=400))
def test_a_split_table_keeps_every_row_once_and_fits(count: int, room: float) -> None:
    """The first part fits the room it was given; both parts together are the whole."""
    rows = [(str(number), f"pièce {number} " * (number % 7)) for number in range(count)]
    table = Table(COLUMNS, rows)
    parts = table.split(300, room)
    if parts:
        assert parts[0].wrap(300, room)[1] <= room
        assert [row for part in parts for row in part.rows] == rows
        assert all(part.rows for part in parts)


def test_a_cell_ends_after_three_lines() -> None:
    """A note of five hundred characters does not push the others off the page."""
    tall = Table(COLUMNS, [("1", "très long " * 50)])
    three = Table(COLUMNS, [("1", "très long " * 12)])
    assert tall.wrap(200, 1e6)[1] == three.wrap(200, 1e6)[1]


def test_a_cell_may_hold_several_facts_each_on_its_line() -> None:
    """Where a paper has few columns, what is not said takes no line."""
    one, two = (Table(COLUMNS, [("1", facts)]) for facts in (("pièce", ""), ("pièce", "Claire Dupont")))
    assert two.wrap(300, 1e6)[1] > one.wrap(300, 1e6)[1] == Table(COLUMNS, [("1", "pièce")]).wrap(300, 1e6)[1]


def test_where_a_list_goes_on_it_is_named_again() -> None:
    """Whoever holds the second page of a shelf knows which shelf it is."""
    rows = [(str(number), "pièce") for number in range(40)]
    first, rest = Table(COLUMNS, rows, again="Étagère A1, suite").split(300, 200)
    assert isinstance(first, Table)
    assert isinstance(rest, Table)
    alone = Table(COLUMNS, rest.rows)
    assert rest.wrap(300, 1e6)[1] > alone.wrap(300, 1e6)[1]
    whole = Table(COLUMNS, rows[: len(first.rows)])
    assert first.wrap(300, 1e6)[1] == whole.wrap(300, 1e6)[1]
