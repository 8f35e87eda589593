"""From when a piece without a promise is missed: since it left, whatever is noted of it meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from concierge_desk.models import Outcome, VisitLine, WeeklyVisit
from concierge_desk.models.due import UNPROMISED_BACK_AFTER
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import expectations, handins, quotes
from concierge_desk.operations.verification import verify
from concierge_desk.print.documents import visit_books
from tests.make import IDS, Make
from tests.operations.counter import Counter

_DAY = timedelta(days=1)


@pytest.fixture
def away(counter: Counter, make: Make) -> Counter:
    """A counter with a hem at a provider who has no fixed visits: nothing was promised."""
    counter.desk.do(lambda session: session.execute(delete(WeeklyVisit)))
    make.deposit(IDS.hem)
    counter.visit(taken=(1,))
    assert counter.item(1).promised_at is None
    return counter


def _outcomes(counter: Counter, visit_id: int) -> list[tuple[int, Outcome]]:
    with Session(counter.desk.store.reader) as session:
        found = session.scalars(select(VisitLine).where(VisitLine.visit_id == visit_id))
        return [(line.item_id, line.outcome) for line in found]


@pytest.mark.parametrize("note", ["a price by telephone", "a description"])
def test_a_word_about_a_late_piece_does_not_make_it_punctual(
    away: Counter, clock: SetClock, note: str
) -> None:
    """Named a price or described the day before, it is overdue two weeks after it left: on sheet and in books."""
    clock.forward(UNPROMISED_BACK_AFTER - _DAY)
    if note == "a description":
        what: dict[str, Any] = {"label": "Jupe", "details": {}, "conditions": ()}
        away.desk.do(handins.describe, item_id=1, **what, **away.by())
    else:
        away.desk.do(quotes.receive, item_id=1, amount=Money(1500), note="", **away.by())
    assert away.visit().awaited == 1
    clock.forward(_DAY)
    (row,) = away.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=clock.now()).back
    assert (row.overdue, row.overdue_days) == (True, 0)
    visit = away.visit()
    assert _outcomes(away, visit.id) == [(1, Outcome.MISSING)]
    assert visit.awaited == 0
    assert away.desk.ask(verify).fault is None


def test_the_list_of_a_prepared_visit_says_what_is_owed(away: Counter, clock: SetClock) -> None:
    """The paper of the morning counts from when it left as the books of the evening do."""
    clock.forward(UNPROMISED_BACK_AFTER - _DAY)
    away.desk.do(quotes.receive, item_id=1, amount=Money(1500), note="", **away.by())
    clock.forward(_DAY)
    visit = away.open_visit()
    books = away.desk.ask(visit_books.gather, visit_id=visit.id)
    assert (len(books.back), len(books.later)) == (1, 0)
