"""What happens in an invented history, day by day: who comes, who is late, what is forgotten, what goes wrong."""

from collections.abc import Callable
from datetime import date, time
from heapq import heappop, heappush
from random import Random
from typing import Any

from concierge_desk.models import Holder, IncidentOutcome, Outcome, Settled, Status
from concierge_desk.operations import demo_people
from concierge_desk.operations.demo_books import Books
from concierge_desk.operations.demo_setting import Setting, Slot, instant
from concierge_desk.operations.demo_things import (
    AT_DESK,
    Counted,
    Done,
    Person,
    Return,
    Thing,
    Trouble,
)

MINUTE = 60_000_000
_CUSTOMERS_PER_ITEM = 0.06
_COUNTS, _COUNTS_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8), (30, 24, 16, 11, 8, 5, 3, 3)
_PEAKS = (
    (time(8, 30), time(12), 16),
    (time(12), time(14), 40),
    (time(14), time(17), 12),
    (time(17), time(19), 32),
)
_MONTHS = (1.0, 0.95, 1.05, 1.05, 1.0, 1.1, 0.85, 0.6, 1.15, 1.1, 1.05, 1.1)
_WEEKDAYS = (1.2, 1.0, 0.95, 1.0, 0.85, 0.5, 0.3)
_REMEMBERED = 30_000
_LOST, _LATE, _TO_REDO, _DAMAGED = 0.0002, 0.012, 0.006, 0.001
_SETTLED, _SETTLED_WEIGHTS = (Settled.PROVIDER, Settled.ACCOUNT, Settled.NOTHING), (60, 35, 5)
# How many opening days until somebody comes for what is ready; the last three forget it for months, or for good.
_COMES_AFTER = ((0, 0), (1, 1), (2, 3), (4, 8), (9, 20), (22, 60), (63, 240), (260, 700))
_COMES_WEIGHTS = (15, 30, 27, 18, 8.5, 1.1, 0.3, 0.1)
_TROUBLES = (Outcome.MISSING.value, Outcome.UNEXPECTED.value, Outcome.DAMAGED.value)
_UNPRICED = 2_000
"""What a provider pays, in cents, for a lost piece that had no price."""
_CALLED_BACK = {"late": "Revenue avec un passage suivant", "stray": "Partie sans être scannée"}


class Days:
    """The days of a history; each is written into the books."""

    def __init__(self, setting: Setting, books: Books, random: Random, days: list[date], items: int) -> None:
        """Spread so many items over the opening days."""
        self._setting, self._books, self._random, self._days = setting, books, random, days
        weights = [_MONTHS[on.month - 1] * _WEEKDAYS[on.weekday()] for on in days]
        self._share, self._items, self._items_before = items / sum(weights), 0, 0.0
        self._weights = weights
        self._people: list[Person] = []
        self._came: list[Person] = []
        self._pickups: dict[int, list[Person]] = {}
        self._agenda: list[tuple[int, int, Callable[..., object], tuple[Any, ...]]] = []
        self._number = self._day = 0

    def live(self, day: int, until: int) -> None:
        """Let a day happen, up to a moment."""
        on = self._days[day]
        self._day, self._agenda = day, []
        self._books.open_day(on.year, on.isoformat())
        for slot in self._setting.slots[on.weekday()]:
            self._plan_visit(slot, on, until)
        self._plan_dropoffs(on)
        for person in self._pickups.pop(day, ()):
            self._plan(self._hour(on), self._pick_up, person)
        while self._agenda and self._agenda[0][0] <= until:
            at, _number, happen, of_what = heappop(self._agenda)
            happen(*of_what, at)

    # Drop-offs -------------------------------------------------------------------------------------------------

    def _plan_dropoffs(self, on: date) -> None:
        self._items_before += self._weights[self._day] * self._share
        while self._items < self._items_before:
            at, count = self._hour(on), self._random.choices(_COUNTS, _COUNTS_WEIGHTS)[0]
            offer = self._setting.pick(self._random)
            pieces = [self._setting.count(self._random, offer, on, at) for _ in range(count)]
            if count > 1 and self._one_in(7):
                pieces[-1] = self._setting.count(self._random, self._setting.pick(self._random), on, at)
            self._items += sum(piece.pieces for piece in pieces)
            self._plan(at, self._drop_off, pieces, None)

    def _drop_off(self, pieces: list[Counted], person: Person | None, at: int) -> None:
        customer = person or self._somebody(at)
        staff_id = self._somebody_on_duty()
        done = self._books.receive(customer, pieces, at, staff_id, "Urgent" if self._one_in(60) else "")
        things = [move.thing for move in done.moves]
        self._came.append(customer)
        if person is None and self._one_in(500):
            self._plan(at + 2 * MINUTE, self._undo_dropoff, done, pieces, customer, staff_id)
        elif self._one_in(3):
            shelf = self._shelf(customer)
            self._plan(at + 9 * MINUTE, self._put_away, things, shelf)
        if person is None and self._one_in(5):
            self._plan(at + MINUTE, self._pick_up, customer)

    def _undo_dropoff(
        self, done: Done, pieces: list[Counted], person: Person, staff_id: int, at: int
    ) -> None:
        if not self._books.can_undo(done):
            return
        self._books.undo(done, at, staff_id)
        gone = {move.thing.id for move in done.moves}
        person.things = [thing for thing in person.things if thing.id not in gone]
        if self._one_in(2):
            self._plan(at + MINUTE, self._drop_off, pieces, person)

    def _somebody(self, at: int) -> Person:
        """Choose who comes: new people at a steady pace, the others the more often the more often they came."""
        if len(self._people) <= self._books.items * _CUSTOMERS_PER_ITEM:
            person = self._books.register(demo_people.customer(self._random), at)
            if self._one_in(25):
                self._books.authorise(person, demo_people.name(self._random), None)
            self._people.append(person)
            return person
        return self._came[self._random.randrange(max(0, len(self._came) - _REMEMBERED), len(self._came))]

    # Visits ----------------------------------------------------------------------------------------------------

    def _plan_visit(self, slot: Slot, on: date, until: int) -> None:
        planned_at = instant(on, slot.hour)
        comes_at = planned_at + self._random.choice((-5, -2, 0, 0, 3, 5, 10, 25)) * MINUTE
        if planned_at < until < comes_at + 20 * MINUTE or 0 <= planned_at - until < 30 * MINUTE:
            self._plan(min(until, planned_at), self._open_visit, slot, planned_at)
        elif self._one_in(60):
            self._plan(planned_at + 70 * MINUTE, self._miss, slot, planned_at)
        else:
            self._plan(comes_at, self._visit, slot, planned_at)

    def _open_visit(self, slot: Slot, planned_at: int, at: int) -> None:
        self._books.leave_open(
            self._books.prepare(slot.provider_id, planned_at, at, self._somebody_on_duty())
        )

    def _miss(self, slot: Slot, planned_at: int, at: int) -> None:
        staff_id = self._somebody_on_duty()
        visit = self._books.prepare(slot.provider_id, planned_at, at - 10 * MINUTE, staff_id)
        away = self._books.away[slot.provider_id].values()
        again = self._setting.again(slot.provider_id, planned_at, at, away)
        self._books.miss(visit, at, staff_id, again)

    def _visit(self, slot: Slot, planned_at: int, at: int) -> None:
        staff_id = self._somebody_on_duty()
        visit = self._books.prepare(slot.provider_id, planned_at, at - 6 * MINUTE, staff_id)
        waiting = list(self._books.waiting[slot.provider_id].values())
        taken = [thing for thing in waiting if slot.takes and self._goes(thing)]
        going = {thing.id for thing in taken}
        # Who leaves unscanned is not put aside either: its visit says that it is missing.
        aside = [thing for thing in waiting if thing.id not in going and thing.fate != "stray"]
        brought = self._brought(slot) if slot.brings else []
        self._books.close_visit(
            visit,
            taken=taken,
            aside=aside,
            brought=brought,
            driver=demo_people.name(self._random),
            signature=demo_people.signature(self._random),
            at=at,
            staff_id=staff_id,
        )
        for thing in taken:
            self._send_on_its_way(thing)
        self._sort_out([each.thing for each in brought], at)

    def _goes(self, thing: Thing) -> bool:
        """Tell whether a waiting thing is taken; some are left, and of those a few leave without being scanned."""
        if thing.fate == "stray" or not self._one_in(350):
            return thing.fate != "stray"
        if self._one_in(12):
            thing.fate, thing.due = "stray", self._day + 3
        return False

    def _send_on_its_way(self, thing: Thing) -> None:
        days = self._setting.work_days[thing.service_id]
        thing.due, thing.fate = self._day + days + 1 if days else self._day, ""
        chance = self._random.random()
        if chance < _LOST:
            thing.fate, thing.due = "lost", self._day + 30
        elif chance < _LATE:
            thing.fate = "late"
            thing.due += self._random.randint(2, 7)

    def _brought(self, slot: Slot) -> list[Return]:
        shelving = self._one_in(2)
        away = self._books.away[slot.provider_id].values()
        due = [thing for thing in away if thing.due <= self._day and thing.fate != "lost"]
        waiting = self._books.waiting[slot.provider_id].values()
        due += [thing for thing in waiting if thing.fate == "stray" and thing.due <= self._day]
        return [self._returned(thing, shelving=shelving) for thing in due]

    def _returned(self, thing: Thing, *, shelving: bool) -> Return:
        chance = self._random.random()
        if thing.fate != "stray" and chance < _TO_REDO and not thing.rework:
            return Return(thing, Outcome.REDO, None, "Tache encore visible")
        if chance > 1 - _DAMAGED:
            return Return(thing, Outcome.DAMAGED, None, "Bouton cassé")
        shelf = self._shelf(thing.person) if shelving or thing.fate == "stray" else None
        return Return(thing, Outcome.RETURNED, shelf)

    def _sort_out(self, things: list[Thing], at: int) -> None:
        """Shelve what came back, tell their owners, and let the supervisor close what is explained."""
        by_shelf: dict[int, list[Thing]] = {}
        for thing in things:
            if thing.fate or self._troubles(thing):
                self._plan(at + 45 * MINUTE, self._explain, thing)
            if thing.status == Status.BACK.value:
                by_shelf.setdefault(self._shelf(thing.person), []).append(thing)
            elif thing.status == Status.READY.value:
                self._tell(thing.person)
        for place, (shelf, sorted_out) in enumerate(by_shelf.items()):
            self._plan(
                at + (15 + 3 * place) * MINUTE,
                self._put_away,
                sorted_out,
                shelf,
            )
        self._settle_losses(at)

    def _explain(self, thing: Thing, at: int) -> None:
        if thing.fate == "stray" and thing.status == Status.HANDED_IN.value:
            self._books.correct(
                thing,
                thing.holder,
                Status.READY,
                _CALLED_BACK["stray"],
                at=at,
                staff_id=self._setting.supervisor,
            )
            self._tell(thing.person)
        for trouble in self._troubles(thing):
            reason = _CALLED_BACK.get(thing.fate, "Vu avec le prestataire et le client")
            was_missing = trouble.kind == Outcome.MISSING.value
            outcome = IncidentOutcome.FOUND if was_missing else IncidentOutcome.PUT_RIGHT
            self._books.close_trouble(trouble, outcome, reason, at=at, staff_id=self._setting.supervisor)
        thing.fate = ""

    def _troubles(self, thing: Thing) -> list[Trouble]:
        known = self._books.open_troubles
        return [known[thing.id, kind] for kind in _TROUBLES if (thing.id, kind) in known]

    def _settle_losses(self, at: int) -> None:
        """Give up, after a month, what a provider will never find: it pays its owner."""
        lost = [each.thing for each in self._books.open_troubles.values() if each.thing.fate == "lost"]
        for thing in lost:
            if thing.due <= self._day and thing.holder[0] == Holder.PROVIDER.value:
                to = (Holder.CUSTOMER.value, thing.customer_id, None)
                reason = "Perdue par le prestataire, remboursée au client"
                self._books.correct(
                    thing, to, Status.HANDED_BACK, reason, at=at, staff_id=self._setting.supervisor
                )
                trouble = self._books.open_troubles[thing.id, Outcome.MISSING.value]
                self._books.close_trouble(
                    trouble,
                    IncidentOutcome.COMPENSATED,
                    reason,
                    at=at,
                    staff_id=self._setting.supervisor,
                    amount=thing.price or _UNPRICED,
                )
                thing.person.things.remove(thing)

    # The desk --------------------------------------------------------------------------------------------------

    def _put_away(self, things: list[Thing], shelf: int, at: int) -> None:
        here = [thing for thing in things if thing.holder == AT_DESK]
        if not here:
            return
        staff_id = self._somebody_on_duty()
        done = self._books.shelve(here, shelf, at, staff_id)
        if self._one_in(400):
            other = self._random.choice(self._setting.shelves)
            self._plan(at + MINUTE, self._shelve_again, done, here, other, staff_id)
        for person in {
            thing.person.id: thing.person for thing in here if thing.status == Status.READY.value
        }.values():
            self._tell(person)

    def _shelve_again(self, done: Done, things: list[Thing], shelf: int, staff_id: int, at: int) -> None:
        if self._books.can_undo(done):
            self._books.undo(done, at, staff_id)
            self._plan(at + MINUTE, self._put_away, things, shelf)

    def _tell(self, person: Person) -> None:
        """Tell somebody that their things are ready; most come soon, some forget."""
        if person.coming:
            return
        person.coming = True
        day = self._day + self._random.randint(*self._random.choices(_COMES_AFTER, _COMES_WEIGHTS)[0])
        if day == self._day:
            self._plan(self._hour(self._days[day]), self._pick_up, person)
        else:
            self._pickups.setdefault(day, []).append(person)

    def _pick_up(self, person: Person, at: int) -> None:
        """Hand over what can go: seldom not everything."""
        person.coming = False
        can_go = [thing for thing in person.things if self._can_go(thing)]
        if len(can_go) > 1 and self._one_in(30):
            can_go.pop()
        if not can_go:
            return
        staff_id = self._somebody_on_duty()
        done = self._books.hand_over(
            person,
            can_go,
            at=at,
            staff_id=staff_id,
            signature=demo_people.signature(self._random),
            settled=self._random.choices(_SETTLED, _SETTLED_WEIGHTS)[0],
            collector=self._collector(person),
        )
        gone = {thing.id for thing in can_go}
        person.things = [thing for thing in person.things if thing.id not in gone]
        if self._one_in(600):
            self._plan(at + MINUTE, self._take_back, done, person, staff_id)
        if any(self._can_go(thing) for thing in person.things):
            self._tell(person)

    def _take_back(self, done: Done, person: Person, staff_id: int, at: int) -> None:
        if self._books.can_undo(done):
            self._books.undo(done, at, staff_id)
            person.things += [move.thing for move in done.moves]
            self._tell(person)

    def _collector(self, person: Person) -> tuple[int | None, str] | None:
        if person.collectors and self._one_in(3):
            return person.collectors[0]
        return (None, demo_people.name(self._random)) if self._one_in(60) else None

    def _can_go(self, thing: Thing) -> bool:
        return thing.holder[0] == Holder.DESK.value and thing.status in (
            Status.READY.value,
            Status.BACK.value,
        )

    # Chance ----------------------------------------------------------------------------------------------------

    def _plan(self, at: int, happen: Callable[..., object], *of_what: Any) -> None:  # noqa: ANN401  # what it is about
        self._number += 1
        heappush(self._agenda, (at, self._number, happen, of_what))

    def _hour(self, on: date) -> int:
        """Choose an hour of a day: most people come at noon or after five."""
        earliest, latest, _weight = self._random.choices(_PEAKS, [peak[2] for peak in _PEAKS])[0]
        start, end = instant(on, earliest), instant(on, latest)
        return start + self._random.randrange((end - start) // 1_000_000) * 1_000_000

    def _one_in(self, times: int) -> bool:
        return self._random.random() * times < 1

    def _shelf(self, person: Person) -> int:
        return self._setting.shelves[person.id % len(self._setting.shelves)]

    def _somebody_on_duty(self) -> int:
        return self._random.choice(self._setting.staff)
