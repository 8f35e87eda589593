"""Whom a few letters mean: by name, by place, by company; who gets mail often first, then who sounds alike.

people = Recipients(context); people.refresh()
people.found("d", 9).people; people.frequent(9); people.guess("Duppont Claire")
people.refresh(anew=False)      # while a delivery is open: nobody changes their row
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Customer
from concierge_desk.operations import customers, deeds, mail_regulars, recipients, unregistering, words
from concierge_desk.operations.mail_regulars import Regular
from concierge_desk.operations.recipient_directory import Candidate, Directory
from concierge_desk.ui import authorising, background
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_arrival_form import Who

_FEW, _SHORTEST_GUESS = 3, 3
_INITIALS = (2, 3)
_BY_NAME, _BY_INITIALS, _BY_PLACE, _BY_COMPANY, _OTHERWISE = range(5)
"""How well somebody fits, the best first."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom letters may mean, the likeliest first."""

    people: tuple[Who, ...] = ()
    first: bool = False
    """Whether Enter may take the first of them: not somebody for their firm, or who is only spelt like it."""
    near: bool = False
    """Whether nobody begins so, and these are only near."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody, with the words that they are found by."""

    who: Who
    firm: str
    name: tuple[str, ...]
    company: tuple[str, ...]
    place: tuple[str, ...]

    def rank(self, typed: Sequence[str]) -> int:
        """Tell how well it fits: by the name, its initials, the place, the company alone, or none of them."""
        if _begin(typed, self.name):
            return _BY_NAME
        initials = "".join(word[0] for word in self.name)
        if len(typed) == 1 and len(typed[0]) in _INITIALS and typed[0] in {initials, initials[::-1]}:
            return _BY_INITIALS
        if _begin(typed, self.company):
            return _BY_COMPANY
        return _BY_PLACE if _begin(typed, self.name + self.company + self.place) else _OTHERWISE


class Recipients(QObject):
    """Who gets mail here; the regulars are kept in mind, everybody else is asked for.

    Who sounds alike is found in a directory of everybody, which is gathered beside the window: for 60,000 people
    that takes seconds.
    """

    unregistered = Signal(int)
    """A company that was registered here by mistake is a customer no more."""
    gathered = Signal()
    """The directory of everybody is there, or is another one."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Know nobody yet."""
        super().__init__(parent)
        self._desk = context.desk
        self._context = context
        self._pieces: dict[int | None, int] = {}
        self._registered: dict[int, str] = {}
        self._regulars: list[_Known] = []
        self._directory: Directory | None = None
        self._is_gathering = False

    def refresh(self, *, anew: bool = True) -> None:
        """Ask again who gets mail, and begin to gather everybody; how often they got some stays unless `anew`."""
        on = moments.day_of(self._context.clock.now())
        regulars = self._desk.ask(mail_regulars.regulars, on=on)
        if anew:
            self._pieces = {each.customer_id: each.pieces for each in regulars}
        self._regulars = sorted(map(_known, regulars), key=self._often)
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

    def found(self, typed: str, most: int) -> Found:
        """Find whom a few letters may mean: the same letters mean the same people as long as a delivery is open."""
        said = words.folded(typed)
        if not said:
            return Found()
        ranked = self._ranked(said, typed, most)
        people = [each.who for _, each in ranked]
        first = bool(ranked) and ranked[0][0] <= _BY_PLACE
        if len(typed.strip()) >= _SHORTEST_GUESS:
            people = _with_firm(ranked)
            if len(people) < _FEW:
                guessed, certain = self.guess(typed)
                people = _once([*people, *guessed, *(() if ranked or guessed else self._near(typed))])
                first = first or (certain and not ranked)
        # A number alone is no name: it may be a floor, the end of a telephone number, anything.
        named = any(each.isalpha() for each in typed)
        return Found(tuple(people[:most]), first=first and named, near=bool(people) and not ranked)

    def _ranked(self, said: Sequence[str], typed: str, most: int) -> list[tuple[int, _Known]]:
        """List whom the letters begin, the best first, then who gets mail most often, then by name."""
        fits = {each.who.customer_id: (each.rank(said), each) for each in self._regulars}
        fits = {id_: fit for id_, fit in fits.items() if fit[0] != _OTHERWISE}
        if sum(rank == _BY_NAME for rank, _ in fits.values()) < most:
            for other in self._desk.ask(mail_regulars.beginning, typed=typed):
                known = _known(other)
                fits.setdefault(other.customer_id, (known.rank(said), known))
        return sorted(fits.values(), key=lambda fit: (fit[0], *self._often(fit[1])))

    def _often(self, one: _Known) -> tuple[int, str, int]:
        """Put who gets mail most often first, then by name."""
        return -self._pieces.get(one.who.customer_id, 0), " ".join(one.name), one.who.customer_id or 0

    def _near(self, typed: str) -> list[Who]:
        return [] if self._directory is None else self.whose(self._directory.nearly(typed))

    def itself(self, company: str) -> Who:
        """Register a company that people name as theirs, so that it gets mail of its own."""
        uid = deeds.new_uid()
        made = self._desk.do(customers.register, name=company, is_company=True, deed_uid=uid, **self._by())
        self._registered[made.id] = uid
        said = self._context.texts("{company} is registered as a company that gets mail.", company=made.name)
        self._context.notices.undoable(said, partial(self._take_back, made.id, deeds.new_uid()))
        return Who(made.id, made.name)

    def unregister(self, customer_id: int | None, deed_uid: str) -> bool:
        """Take back that a company was registered here, with somebody's leave if another person did it.

        `unregistered` tells it. False when it was not registered here, and nothing is said of it.
        """
        uid = self._registered.get(customer_id or 0)
        if uid is not None:
            what: dict[str, Any] = {"uid": uid, "deed_uid": deed_uid}

            def undo(authorisation_id: int | None) -> Customer:
                by = self._by() | {"authorisation_id": authorisation_id}
                return self._desk.do(unregistering.unregister, **what, **by)

            authorising.attempt(self._context, undo, self._on_unregistered)
        return uid is not None

    def _take_back(self, customer_id: int, deed_uid: str) -> None:
        self.unregister(customer_id, deed_uid)

    def _on_unregistered(self, gone: Customer) -> str:
        self._registered.pop(gone.id, None)
        self.refresh(anew=False)
        self.unregistered.emit(gone.id)
        return self._context.texts("It is registered no more.")

    def _by(self) -> dict[str, Any]:
        return {"at": self._context.clock.now(), "staff_id": self._context.staff().id}

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


def _with_firm(ranked: Sequence[tuple[int, _Known]]) -> list[Who]:
    """Put a company itself before its people, where letters name it alone and it gets no mail of its own yet."""
    names = {each.name for _, each in ranked}
    people: list[Who] = []
    firms: set[tuple[str, ...]] = set()
    for rank, each in ranked:
        if rank == _BY_COMPANY and each.company not in firms | names:
            firms.add(each.company)
            people.append(Who(firm=each.firm))
        people.append(each.who)
    return people


def _once(people: Iterable[Who]) -> list[Who]:
    found: dict[int | str | None, Who] = {}
    for who in people:
        found.setdefault(who.firm or who.customer_id, who)
    return list(found.values())


def _who(one: Regular) -> Who:
    return Who(one.customer_id, one.name, _joined(one.company, one.place))


def _known(one: Regular) -> _Known:
    said = (tuple(words.folded(each)) for each in (one.name, one.company, one.place))
    return _Known(_who(one), one.company, *said)


def _joined(*said: str) -> str:
    return " · ".join(filter(None, said))


def _begin(typed: Sequence[str], said: tuple[str, ...]) -> bool:
    """Tell whether every word that was typed begins one of those that are said."""
    return bool(said) and all(any(each.startswith(word) for each in said) for word in typed)
