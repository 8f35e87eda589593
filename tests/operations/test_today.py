"""The day at a glance."""

from datetime import timedelta

from concierge_desk.models import IncidentKind, Notify
from concierge_desk.moments import SetClock
from concierge_desk.operations import today
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _today(counter: Counter) -> today.Today:
    return counter.desk.ask(today.today, at=counter.desk.clock.now())


def test_an_empty_desk_has_an_empty_day(counter: Counter) -> None:
    """Nothing here, nothing late, nobody to tell; the visits of the day are planned."""
    seen = _today(counter)
    assert (seen.house, seen.at_desk, seen.late, seen.unclaimed, seen.repaired) == (
        "Conciergerie Darwin",
        0,
        0,
        0,
        0,
    )
    assert (seen.due, seen.incidents, seen.ready, seen.ess_percent) == ([], [], [], None)
    assert len(seen.visits) == 2


def test_what_is_here_late_and_missing_is_counted(counter: Counter, make: Make, clock: SetClock) -> None:
    """What is promised and not ready is to be remembered, with whom it is."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=7))
    counter.visit()
    seen = _today(counter)
    assert (seen.at_desk, seen.late) == (1, 2)
    assert [(each.customer, each.labels, each.at_provider) for each in seen.due] == [
        ("Claire Dupont", ("Chemise", "Chemise"), True)
    ]
    assert [row.kind for row in seen.incidents] == [IncidentKind.MISSING]


def test_who_can_be_told_and_what_nobody_fetches(counter: Counter, make: Make, clock: SetClock) -> None:
    """Ready things by customer, with their shelves; after a month they are unclaimed."""
    make.deposit(IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.ready(1)
    clock.forward(timedelta(hours=1))
    counter.ready(2)
    ready = _today(counter).ready
    assert [(each.customer, each.shelves, each.notify) for each in ready] == [
        ("Mohamed Traoré", ("B4",), Notify.NONE),
        ("Claire Dupont", ("B4",), Notify.SMS),
    ]
    clock.forward(timedelta(days=31))
    assert _today(counter).unclaimed == 2


def test_the_month_counts_what_was_sent_to_the_social_economy_and_repaired(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """Of this month alone: what went to ESS providers, and what came back repaired."""
    make.deposit(IDS.shirt, IDS.resole)
    counter.ready(1)
    counter.visit(taken=(2,), provider=IDS.cobbler)
    counter.visit(brought=(), provider=IDS.cobbler)
    seen = _today(counter)
    assert (seen.ess_percent, seen.repaired) == (100, 0)
    clock.forward(timedelta(days=40))
    assert _today(counter).ess_percent is None
