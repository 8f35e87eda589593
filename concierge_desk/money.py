"""Amounts of money, in cents; the only rounding."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

_AMOUNT = re.compile(r"^(\d{1,7})(?:[.,](\d{1,2}))?$")


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents; never a float."""

    cents: int

    def __add__(self, other: Self) -> "Money":
        """Add two amounts."""
        return Money(self.cents + other.cents)

    def __sub__(self, other: Self) -> "Money":
        """Take one amount from another."""
        return Money(self.cents - other.cents)

    def __mul__(self, count: int) -> "Money":
        """Multiply by a count."""
        return Money(self.cents * count)

    def __bool__(self) -> bool:
        """Tell whether there is anything to pay."""
        return self.cents != 0

    def share(self, part: Decimal) -> "Money":
        """Take a share of the amount, rounded half up to the cent."""
        exact = (Decimal(self.cents) * part).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Money(int(exact))


NOTHING = Money(0)


def total(amounts: "list[Money]") -> Money:
    """Add up amounts."""
    return Money(sum(amount.cents for amount in amounts))


def parse(amount_text: str) -> Money | None:
    """Read an amount as a person types it ("4,50", "12", "1 200.00 €"); None when it is not one."""
    kept = re.sub(r"[\s\u00a0\u202f€]", "", amount_text)
    found = _AMOUNT.match(kept)
    if found is None:
        return None
    euros, cents = found.group(1), (found.group(2) or "").ljust(2, "0")
    return Money(int(euros) * 100 + int(cents))
