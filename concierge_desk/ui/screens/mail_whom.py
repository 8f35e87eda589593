"""Whom a few letters mean: the regulars first, by how often they get mail, then everybody, then who sounds alike.

people = Recipients(context); people.refresh()
people.matching("d", 9); people.frequent(9); people.guess("Duppont Claire")
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.operations import mail_regulars, recipients, words
from concierge_desk.operations.mail_regulars import Regular
from concierge_desk.operations.recipient_directory import Candidate, Directory
from concierge_desk.ui import background
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_arrival_form import Who

_FEW, _SHORTEST_GUESS = 3, 3
_INITIALS = (2, 3)
_NOT_BY_NAME = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody, with the words that they are found by."""

    who: Who
    name: tuple[str, ...]
    more: tuple[str, ...]

    def rank(self, typed: Sequence[str]) -> int:
        """Tell how well it fits, 0 the best: by the name, its initials, company or place, or none of them."""
        if _begin(typed, self.name):
            return 0
        initials = "".join(word[0] for word in self.name)
        if len(typed) == 1 and len(typed[0]) in _INITIALS and typed[0] in {initials, initials[::-1]}:
            return 1
        return 2 if _begin(typed, self.name + self.more) else _NOT_BY_NAME


class Recipients(QObject):
    """Who gets mail here; the regulars are kept in mind, everybody else is asked for.

    Who sounds alike is found in a directory of everybody, which is gathered beside the window: for 60,000 people
    that takes seconds.
    """

    gathered = Signal()
    """The directory of everybody is there, or is another one."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Know nobody yet."""
        super().__init__(parent)
        self._desk = context.desk
        self._clock = context.clock
        self._regulars: list[_Known] = []
        self._directory: Directory | None = None
        self._is_gathering = False

    def refresh(self) -> None:
        """Ask again who gets mail most often, and begin to gather everybody."""
        on = moments.day_of(self._clock.now())
        self._regulars = [_known(each) for each in self._desk.ask(mail_regulars.regulars, on=on)]
        if not self._is_gathering:
            self._is_gathering = True
            asked = partial(self._desk.ask, recipients.directory)
            if self._directory is not None:
                asked = partial(self._desk.ask, recipients.refreshed, self._directory)
            background.run(self, asked, self._gathered, self._not_gathered)

    def directory(self) -> Directory | None:
        """Give the directory of everybody, once it is gathered."""
        return self._directory

    def frequent(self, most: int) -> list[Who]:
        """List who gets mail most often."""
        return [each.who for each in self._regulars[:most]]

    def matching(self, typed: str, most: int) -> list[Who]:
        """List whom a few letters may mean, the likeliest first."""
        said = words.folded(typed)
        if not said:
            return self.frequent(most)
        ranked = [(rank, each.who) for each in self._regulars if (rank := each.rank(said)) < _NOT_BY_NAME]
        found = _once(who for _, who in sorted(ranked, key=_rank))
        if len(found) < most:
            others = [_known(each) for each in self._desk.ask(mail_regulars.beginning, typed=typed)]
            found = _once([*found, *(each.who for each in sorted(others, key=lambda one: one.rank(said)))])
        if len(found) < _FEW and len(typed.strip()) >= _SHORTEST_GUESS:
            found = _once([*found, *self.guess(typed)[0]])
        return found[:most]

    def guess(self, written: str) -> tuple[list[Who], bool]:
        """Tell whom words on a label may mean though they are spelt otherwise, and whether it is certain."""
        if self._directory is None:
            return [], False
        guessed = self._directory.guess(written)
        return self.whose(guessed.candidates), guessed.certain

    def whose(self, candidates: Iterable[Candidate]) -> list[Who]:
        """Name those that a label may mean."""
        return [Who(each.customer_id, each.name, _joined(each.company, each.place)) for each in candidates]

    def by_id(self, customer_id: int) -> Who | None:
        """Name somebody by their key; None for the row that is nobody, and for the erased."""
        found = self._desk.ask(mail_regulars.person, customer_id=customer_id)
        return None if found is None else _who(found)

    def _gathered(self, directory: Directory) -> None:
        changed = directory is not self._directory
        self._directory, self._is_gathering = directory, False
        if changed:
            self.gathered.emit()

    def _not_gathered(self, error: Exception) -> None:
        """Go on without, where the store does not answer now: who sounds alike is found another time."""
        self._is_gathering = False
        if not isinstance(error, DeskError):
            raise error


def _rank(ranked: tuple[int, Who]) -> int:
    return ranked[0]


def _once(people: Iterable[Who]) -> list[Who]:
    found: dict[int | None, Who] = {}
    for who in people:
        found.setdefault(who.customer_id, who)
    return list(found.values())


def _who(one: Regular) -> Who:
    return Who(one.customer_id, one.name, _joined(one.company, one.place))


def _known(one: Regular) -> _Known:
    return _Known(_who(one), tuple(words.folded(one.name)), tuple(words.folded(f"{one.company} {one.place}")))


def _joined(*said: str) -> str:
    return " · ".join(filter(None, said))


def _begin(typed: Sequence[str], said: tuple[str, ...]) -> bool:
    """Tell whether every word that was typed begins one of those that are said."""
    return all(any(each.startswith(word) for each in said) for word in typed)
