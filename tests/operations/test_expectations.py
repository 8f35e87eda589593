"""What visits should bring: today's providers, and what is expected out and back."""

from datetime import timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Holder
from concierge_desk.moments import SetClock
from concierge_desk.operations import day_ends, deeds, expectations, visits
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.questions import questions


def test_today_lists_its_visits_by_the_hour(counter: Counter, make: Make) -> None:
    """On Monday the cleaner comes at one and the cobbler at half past three, with what waits for each."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.resole)
    rows = counter.desk.ask(expectations.expected_today, at=counter.desk.clock.now())
    assert [(row.provider_id, row.state, row.out, row.back, row.is_ess) for row in rows] == [
        (IDS.cleaner, "planned", 2, 0, True),
        (IDS.cobbler, "planned", 1, 0, True),
    ]
    assert counter.desk.ask(expectations.not_expected_today, at=counter.desk.clock.now()) == []


def test_a_visit_shows_how_far_it_is(counter: Counter, make: Make) -> None:
    """Opened at its planned hour it takes the place of the plan; outside the plan it is a line of its own."""
    make.deposit(IDS.shirt)
    at = counter.desk.clock.now()
    planned = counter.desk.ask(expectations.expected_today, at=at)[0].planned_at
    opened = counter.desk.do(visits.prepare, provider_id=1, planned_at=planned, at=at, staff_id=IDS.concierge)
    first = counter.desk.ask(expectations.expected_today, at=at)[0]
    assert (first.state, first.visit_id, first.number) == ("open", opened.id, "26-P-0001")
    counter.visit(provider=IDS.cobbler)
    states = [(row.provider_id, row.state) for row in counter.desk.ask(expectations.expected_today, at=at)]
    assert sorted(states) == [(1, "open"), (2, "closed"), (2, "planned")]


def test_a_visit_left_open_stays_first_until_it_is_ended(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """Of yesterday or of last week, it comes before those of the day, and the day cannot end without it."""
    make.deposit(IDS.shirt)
    begun = clock.now()
    left = counter.desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=begun, at=begun, staff_id=IDS.concierge
    )
    assert not counter.desk.ask(expectations.expected_today, at=begun)[0].is_left_open(begun)
    for days in (1, 6):
        clock.forward(timedelta(days=days))
        at = clock.now()
        first, *others = counter.desk.ask(expectations.expected_today, at=at)
        assert (first.visit_id, first.state, first.planned_at) == (left.id, "open", left.planned_at)
        assert first.is_left_open(at)
        assert [row.visit_id for row in others] == [None] * len(others)
        apart = counter.desk.ask(expectations.not_expected_today, at=at)
        assert IDS.cleaner not in [row.provider_id for row in apart]
        assert _visits_to_end(counter) == len([each for each in others if each.out or each.back]) + 1
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    counter.desk.do(visits.miss, visit_id=left.id, **by)
    assert left.id not in [
        row.visit_id for row in counter.desk.ask(expectations.expected_today, at=clock.now())
    ]


def _visits_to_end(counter: Counter) -> int:
    rows = counter.desk.ask(day_ends.checklist, at=counter.desk.clock.now())
    return next(row.left for row in rows if row.check is day_ends.Check.VISITS)


def test_on_another_day_a_provider_may_come_all_the_same(counter: Counter, clock: SetClock) -> None:
    """Whoever is not expected is listed apart, ready to be opened."""
    clock.forward(timedelta(days=1))
    at = clock.now()
    assert counter.desk.ask(expectations.expected_today, at=at) == []
    others = counter.desk.ask(expectations.not_expected_today, at=at)
    assert [row.provider for row in others] == ["Cordonnerie Pas à Pas", "Pressing des Chartrons"]


def test_a_sheet_lists_what_goes_and_what_comes(counter: Counter, make: Make, clock: SetClock) -> None:
    """What waits at the desk goes, what the provider has comes; what is late says by how many days."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.resole)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=10))
    sheet = counter.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=clock.now())
    assert [(row.item_id, row.owner, row.holder) for row in sheet.out] == [(2, "Claire Dupont", Holder.DESK)]
    assert [(row.item_id, row.overdue, row.label) for row in sheet.back] == [(1, True, "Chemise")]
    assert sheet.back[0].overdue_days > 5
    assert sheet.visit is None
    with pytest.raises(NotFound):
        counter.desk.ask(expectations.sheet, provider_id=99, at=clock.now())


def test_a_piece_nobody_expected_is_shown_as_a_line(counter: Counter, make: Make) -> None:
    """Scanned at the counter, it has the same words as the others."""
    make.deposit(IDS.resole)
    row = counter.desk.ask(expectations.find_item_row, item_id=1, at=counter.desk.clock.now(), language="en")
    assert (row.label, row.short_tag, row.overdue) == ("Resoling", "0000 0001", False)
    with pytest.raises(NotFound):
        counter.desk.ask(expectations.find_item_row, item_id=99, at=counter.desk.clock.now())


def test_a_sheet_asks_no_more_for_more_pieces(desk: Desk, make: Make) -> None:
    """Many pieces have few articles and owners: those are asked for once, however many pieces there are."""

    def asked() -> int:
        at = desk.clock.now()
        return len(questions(desk, lambda: desk.ask(expectations.sheet, provider_id=1, at=at)))

    make.deposit(IDS.shirt)
    few = asked()
    other = make.customer("Marc Petit").id
    for customer_id in (IDS.claire, other):
        make.deposit(*[IDS.shirt] * 20, customer_id=customer_id)
    assert asked() == few
    sheet = desk.ask(expectations.sheet, provider_id=1, at=desk.clock.now())
    assert len({row.owner for row in sheet.out}) == 2
