"""Amounts are whole cents, read as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.money import NOTHING, Money, parse, total


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("4,50", 450), ("4.50", 450), ("4,5", 450), ("12", 1200), ("0", 0), ("0,05", 5), (" 1 200,00 € ", 120_000),
        ("1\u202f200\u00a0€", 120_000), ("9999999,99", 999_999_999),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_typed(typed: str, cents: int) -> None:
    """A comma or a point, spaces of any kind and the sign of the euro are understood."""
    assert parse(typed) == Money(cents)


@pytest.mark.parametrize(
    "typed", ["", "-3", "4,555", "1,2,3", "abc", "1e3", "12345678", "4,", ",5", "NaN", "²"]
)
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    """Anything else is no amount: better asked again than wrong."""
    assert parse(typed) is None


@given(st.integers(0, 999_999_999))
def test_every_amount_is_read_back(cents: int) -> None:
    """What is written with two decimals is read back to the cent."""
    assert parse(f"{cents // 100},{cents % 100:02d}") == Money(cents)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(typed: str) -> None:
    """Any text is an amount or none."""
    assert parse(typed) is None or isinstance(parse(typed), Money)


@given(st.lists(st.integers(-10_000, 10_000)))
def test_a_total_is_the_sum_of_its_amounts(cents: list[int]) -> None:
    """Adding up loses no cent."""
    assert total([Money(each) for each in cents]).cents == sum(cents)


def test_amounts_are_reckoned_in_cents() -> None:
    """Adding, taking away, multiplying and comparing are exact; nothing to pay is false."""
    assert Money(450) + Money(50) == Money(500)
    assert Money(450) - Money(50) == Money(400)
    assert Money(450) * 3 == Money(1350)
    assert Money(1) < Money(2)
    assert not NOTHING
    assert Money(1)


@pytest.mark.parametrize(
    ("cents", "part", "share"), [(5, "0.5", 3), (-5, "0.5", -3), (100, "0.333", 33), (0, "1", 0)]
)
def test_a_share_is_rounded_half_up(cents: int, part: str, share: int) -> None:
    """Half a cent goes up, away from nothing: the only rounding there is."""
    assert Money(cents).share(Decimal(part)) == Money(share)
