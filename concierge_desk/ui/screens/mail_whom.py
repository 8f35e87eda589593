"""Whom a few letters mean: the regulars first, by how often they get mail, then everybody, then who sounds alike.

people = Recipients(context); people.refresh()
people.matching("d", 9); people.frequent(9); people.guess("Duppont Claire")
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from concierge_desk import moments
from concierge_desk.operations import customers, mail_regulars, recipients, search, words
from concierge_desk.operations.mail_regulars import Regular
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_arrival_form import Who

_FEW, _SHORTEST_GUESS = 3, 3
_INITIALS = (2, 3)


@dataclass(frozen=True, slots=True)
class _Known:
    """A regular, with the words that they are found by."""

    who: Who
    name: tuple[str, ...]
    more: tuple[str, ...]

    def rank(self, typed: Sequence[str]) -> int | None:
        """Tell how well it fits: by the name, by the initials, by company and place; None if it does not."""
        if _begin(typed, self.name):
            return 0
        initials = "".join(word[0] for word in self.name)
        if len(typed) == 1 and len(typed[0]) in _INITIALS and typed[0] in {initials, initials[::-1]}:
            return 1
        return 2 if _begin(typed, self.name + self.more) else None


class Recipients:
    """Who gets mail here; the regulars are kept in mind, everybody else is asked for."""

    def __init__(self, context: Context) -> None:
        """Know nobody yet."""
        self._desk = context.desk
        self._clock = context.clock
        self._known: list[_Known] = []
        self._by_id: dict[int, Who] = {}
        self._nobody: int | None = None

    def refresh(self) -> None:
        """Ask again who gets mail most often."""
        on = moments.day_of(self._clock.now())
        self._nobody = self._desk.ask(mail_regulars.nobody_id)
        self._known = [_known(each) for each in self._desk.ask(mail_regulars.regulars, on=on)]
        self._by_id = {each.who.customer_id or 0: each.who for each in self._known}

    def frequent(self, most: int) -> list[Who]:
        """List who gets mail most often."""
        return [each.who for each in self._known[:most]]

    def matching(self, typed: str, most: int) -> list[Who]:
        """List whom a few letters may mean, the likeliest first."""
        said = words.folded(typed)
        if not said:
            return self.frequent(most)
        ranked = [(rank, each.who) for each in self._known if (rank := each.rank(said)) is not None]
        found = {who.customer_id: who for _, who in sorted(ranked, key=lambda pair: pair[0])}
        if len(found) < most:
            found |= {
                who.customer_id: who for who in self._others(typed, most) if who.customer_id not in found
            }
        if len(found) < _FEW and len(typed.strip()) >= _SHORTEST_GUESS:
            found |= {who.customer_id: who for who in self.guess(typed)[0] if who.customer_id not in found}
        return list(found.values())[:most]

    def guess(self, written: str) -> tuple[list[Who], bool]:
        """Tell whom words on a label may mean though they are spelt otherwise, and whether it is certain."""
        guessed = self._desk.ask(recipients.guess, written=written)
        found = [
            Who(each.customer_id, each.name, _joined(each.company, each.place)) for each in guessed.candidates
        ]
        return found, guessed.certain

    def by_id(self, customer_id: int) -> Who | None:
        """Name somebody by their key; None for the row that is nobody. Raises NotFound."""
        if customer_id == self._nobody:
            return None
        if customer_id not in self._by_id:
            found = self._desk.ask(customers.get, customer_id=customer_id)
            if found.stands_for:
                return None
            self._by_id[customer_id] = Who(found.id, found.name, _joined(found.company, found.place))
        return self._by_id[customer_id]

    def _others(self, typed: str, most: int) -> Iterator[Who]:
        for hit in self._desk.ask(search.customers_matching, words=typed, limit=most):
            if hit.id != self._nobody:
                yield Who(hit.id, hit.title, hit.subtitle)


def _known(one: Regular) -> _Known:
    who = Who(one.customer_id, one.name, _joined(one.company, one.place))
    return _Known(who, tuple(words.folded(one.name)), tuple(words.folded(f"{one.company} {one.place}")))


def _joined(*said: str) -> str:
    return " · ".join(filter(None, said))


def _begin(typed: Sequence[str], said: tuple[str, ...]) -> bool:
    """Tell whether every word that was typed begins one of those that are said."""
    return all(any(each.startswith(word) for each in said) for word in typed)
