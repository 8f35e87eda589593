"""What becomes of a list that is brought in: of each line, and of the whole."""

import enum
from dataclasses import dataclass
from typing import Self

from concierge_desk.errors import BadInput, DeskError
from concierge_desk.texts import N_


class SaidOtherwise(BadInput):
    """Two lines say different things of one customer."""

    sentence = N_("Line {line} says otherwise about {name}. Keep one of the two.")


class LinesRefused(BadInput):
    """A table with lines that cannot be imported."""

    sentence = N_("Nothing was imported. Correct the lines refused, or add --skip-refused to leave them out.")


class Outcome(enum.Enum):
    """What becomes of a line."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What becomes of one line: of whom, which fields change, or why it is refused."""

    number: int
    outcome: Outcome
    name: str = ""
    changed: tuple[str, ...] = ()
    refusal: DeskError | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What becomes of a whole list, and the columns that were not understood."""

    lines: list[LineOutcome]
    ignored: list[str]

    def count(self, outcome: Outcome) -> int:
        """Count the lines of one outcome."""
        return sum(1 for line in self.lines if line.outcome is outcome)

    def let_in(self, *, skipping: bool) -> Self:
        """Keep the whole list; without `skipping`, one refused line lets nothing in. Raises LinesRefused."""
        if self.count(Outcome.REFUSED) and not skipping:
            raise LinesRefused
        return self
