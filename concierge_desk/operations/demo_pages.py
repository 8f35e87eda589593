"""The pages of an invented history: the rows of moves, visits, incidents and papers, and who has what meanwhile.

Moves are chained as operations.custody chains them; numbers run as operations.numbering makes them run.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from random import Random

from concierge_desk.models import (
    Facts,
    Holder,
    MoveKind,
    Outcome,
    Paper,
    Status,
    chain,
)
from concierge_desk.models.base import canonical
from concierge_desk.models.move import written
from concierge_desk.models.request import serial_of
from concierge_desk.operations.demo_things import (
    Before,
    Coming,
    Done,
    Person,
    Row,
    Seal,
    Spot,
    Thing,
    Trouble,
)

_number = attrgetter("id")
_HANDED_BACK = Status.HANDED_BACK.value
_HANDED_IN = Status.HANDED_IN.value
_WITH_PROVIDER = Status.WITH_PROVIDER.value
_BACK = Status.BACK.value
_READY = Status.READY.value


@dataclass(slots=True)
class Doing:
    """A deed while it is being done."""

    uid: str
    kind: str
    at: int
    staff_id: int
    visit_id: int | None = None
    handback_id: int | None = None
    salt: bytes | None = None
    proof: str = ""
    reason: str = ""
    moves: list[Before] = field(default_factory=list)


class Pages:
    """The rows that are not in the store yet, and what is still in somebody's hands."""

    def __init__(
        self, genesis: bytes, random: Random, language: str, *, papers_from: int, customers: int = 0
    ) -> None:
        """Begin, with so many customers known already; papers are only kept from a moment on."""
        self._digest = genesis
        self._random = random
        self._language = language
        self._papers_from = papers_from
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)
        self.counters: dict[str, int] = {}
        self.waiting: defaultdict[int, dict[int, Thing]] = defaultdict(dict)
        self.away: defaultdict[int, dict[int, Thing]] = defaultdict(dict)
        self.touched: dict[int, Thing] = {}
        self.seen: dict[int, Person] = {}
        self.troubles: dict[int, Trouble] = {}
        self.open_troubles: dict[tuple[int, str], Trouble] = {}
        self._last: defaultdict[str, int] = defaultdict(int, customer=customers)
        self._year, self._today = 0, ""

    def go_on_from(self, digest: bytes, last: dict[str, int], counters: dict[str, int]) -> None:
        """Go on after deeds that the counter itself wrote: where the chain, the keys and the numbers are now."""
        self._digest = digest
        self._last.update(last)
        self.counters.update(counters)

    def open_day(self, year: int, today: str) -> None:
        """Turn the page to a day: its year for the numbers, its ISO text for who was seen."""
        self._year, self._today = year, today

    @property
    def items(self) -> int:
        """How many items were taken in."""
        return self._last["item"]

    def _begin(self, kind: str, at: int, staff_id: int) -> Doing:
        return Doing(f"{self._random.getrandbits(128):032x}", kind, at, staff_id)

    def _end(self, deed: Doing, undoes: str | None = None) -> Done:
        first = deed.moves[0].move_id if deed.moves else None
        self.rows["deed"].append((deed.uid, deed.kind, deed.at, deed.staff_id, first, undoes, None))
        return Done(deed.uid, deed.moves)

    def _add(  # the deed, what moves where, and what changes of its record
        self,
        deed: Doing,
        thing: Thing,
        kind: MoveKind,
        to: Spot,
        status: str,
        *,
        rework: bool | None = None,
        corrects: int | None = None,
        says: Facts | None = None,
    ) -> None:
        before = (thing.status, thing.rework)
        facts: Facts = (says or {}) | ({"proof": deed.proof} if deed.proof else {})
        if rework is not None and rework != thing.rework:
            facts["rework"], thing.rework = rework, rework
        if status != thing.status:
            facts["status"], thing.status = status, status
        self._move(deed, thing, (thing.holder, to), kind=kind, facts=facts, before=before, corrects=corrects)

    def _promise(self, deed: Doing, thing: Thing, ready_at: int) -> None:
        """Promise a thing anew where it is."""
        thing.promised_at = ready_at
        here = (thing.holder, thing.holder)
        before = (thing.status, thing.rework)
        self._move(deed, thing, here, kind=MoveKind.PROMISED, facts={"promised": ready_at}, before=before)

    def _move(  # one row of the chain
        self,
        deed: Doing,
        thing: Thing,
        way: tuple[Spot, Spot],
        *,
        kind: MoveKind,
        facts: Facts,
        before: tuple[str, bool],
        corrects: int | None = None,
    ) -> None:
        id_ = self._next("move")
        row: Row = (
            id_, thing.id, kind.value, *way[0], *way[1], deed.at, deed.staff_id, deed.uid, deed.visit_id,
            deed.handback_id, corrects, deed.reason, canonical(facts),
        )  # fmt: skip
        self._digest = chain.link_text(self._digest, written(row))
        self.rows["move"].append((*row, self._digest))
        deed.moves.append(Before(thing, id_, way[0], *before))
        self._put(thing, way[1], deed.at, id_)

    def _put(self, thing: Thing, to: Spot, at: int, move_id: int) -> None:
        """Keep who has what in step with the moves (expectations.items_to_take and items_to_bring)."""
        holder, holder_id, _shelf = thing.holder
        if holder == Holder.PROVIDER.value:
            self.away[holder_id or 0].pop(thing.id, None)
        elif thing.provider_id is not None:
            self.waiting[thing.provider_id].pop(thing.id, None)
        if to[0] == Holder.PROVIDER.value and thing.holder[:2] != to[:2]:
            thing.left_at = at
        thing.holder, thing.moved_at, thing.move_id = to, at, move_id
        if to[0] == Holder.PROVIDER.value and thing.status == _WITH_PROVIDER:
            self.away[to[1] or 0][thing.id] = thing
        elif to[0] == Holder.DESK.value and thing.status == _HANDED_IN and thing.provider_id is not None:
            self.waiting[thing.provider_id][thing.id] = thing
        self.touched[thing.id] = thing

    def _line(
        self,
        visit: Coming,
        thing: Thing,
        way: str,
        outcome: Outcome,
        note: str = "",
        *,
        since: int | None = None,
    ) -> None:
        row = (visit.id, thing.id, way, outcome.value, note, visit.staff_id, since, None)
        self.rows["visit_line"].append((self._next("visit_line"), *row))

    def _trouble(self, deed: Doing, visit: Coming, thing: Thing, kind: Outcome, note: str) -> None:
        if (thing.id, kind.value) in self.open_troubles:
            return
        id_ = self._next("incident")
        row: list[object] = [
            id_, kind.value, thing.id, visit.id, visit.provider_id, deed.at, deed.staff_id, deed.staff_id,
            deed.uid, note, None, None, "", None, None, None, None, None, "",
        ]  # fmt: skip
        trouble = Trouble(id_, thing, kind.value, row)
        self.troubles[id_] = self.open_troubles[thing.id, kind.value] = trouble

    def _visit_row(
        self,
        visit: Coming,
        state: str,
        closed_at: int | None,
        uid: str | None,
        seal: Seal,
    ) -> None:
        self.rows["visit"].append(
            (
                visit.id, visit.serial, visit.provider_id, visit.planned_at, state, visit.opened_at, closed_at,
                visit.staff_id, uid, seal.driver, canonical(seal.signature), seal.salt, seal.commitment,
                seal.signed, "[]", None, seal.books_head, seal.awaited,
            )
        )  # fmt: skip

    def _paper(
        self,
        deed: Doing,
        paper: Paper,
        language: str,
        *,
        of: tuple[int | None, int | None, int | None],
        item_ids: Sequence[int] = (),
    ) -> None:
        """Keep a paper, as one that was sent to the folder of papers."""
        if deed.at < self._papers_from:
            return
        self.rows["print_job"].append(
            (
                self._next("print_job"), paper.value, *of, None, canonical(list(item_ids)), "[]", language, 1, "sent",
                deed.at, deed.staff_id, deed.at, "demo", "", False, "", "", "", None,
            )
        )  # fmt: skip

    def _see(self, person: Person) -> None:
        person.seen_on = self._today
        self.seen[person.id] = person

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def _serial(self, row: str) -> int:
        name = f"{row}-{self._year}"
        count = self.counters[name] = self.counters.get(name, 0) + 1
        return serial_of(self._year, count)

    def _salt(self) -> bytes:
        return self._random.randbytes(chain.SALT_BYTES)
