"""After and beside the books of a visit: undone, in part, on the sheet."""

from datetime import timedelta

from concierge_desk.models import (
    Holder,
    Outcome,
    QuoteState,
)
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    expectations,
    quotes,
    visit_marks,
    visits,
)
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.operations.visits import Brought, Quoted
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_an_undone_visit_is_named_by_the_one_in_its_place(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """On the same day the new one names it and says so when it is signed; the row of numbers has no gap."""
    make.deposit(IDS.shirt)
    wrong = counter.visit(taken=(1,))
    assert wrong.deed_uid is not None
    counter.desk.do(corrections.undo, uid=wrong.deed_uid, **counter.by())
    right = counter.open_visit()
    assert (right.corrects_id, right.number) == (wrong.id, "26-P-0002")
    counter.visit(taken=(1,))
    assert counter.open_visit().corrects_id is None, "it has its place already"
    assert counter.desk.ask(verify).fault is None


def test_an_undone_visit_of_another_day_is_only_named_when_it_is_asked_for(
    counter: Counter, clock: SetClock
) -> None:
    """Tomorrow's visit is not yesterday's, unless somebody says so."""
    wrong = counter.visit()
    assert wrong.deed_uid is not None
    counter.desk.do(corrections.undo, uid=wrong.deed_uid, **counter.by())
    clock.forward(timedelta(days=1))
    assert counter.open_visit().corrects_id is None
    counter.visit()
    named = counter.open_visit(corrects_id=wrong.id)
    assert named.corrects_id == wrong.id
    counter.visit()
    assert counter.desk.ask(verify).fault is None


def test_an_undone_visit_leaves_no_quote_behind(counter: Counter, make: Make) -> None:
    """Its prices were never named: the piece is as before, and the quote before it waits again."""
    make.deposit(IDS.hem, IDS.hem)
    counter.visit(taken=(1, 2))
    counter.visit(quoted=(Quoted(1, Money(3000)),))
    before = counter.item(1)
    visit = counter.visit(
        quoted=(Quoted(1, Money(4000)),), brought=(Brought(2, Outcome.ON_QUOTE, IDS.a1, amount=Money(1000)),)
    )
    assert (counter.item(2).quote, counter.item(2).price) == (QuoteState.ACCEPTED, Money(1000))
    assert visit.deed_uid is not None
    counter.desk.do(corrections.undo, uid=visit.deed_uid, **counter.by())
    item, other = counter.item(1), counter.item(2)
    assert (item.quote, item.price, item.status) == (before.quote, before.price, before.status)
    assert (other.quote, other.price, other.holder) == (None, None, Holder.PROVIDER)
    assert [(row.item_id, row.amount) for row in counter.desk.ask(quotes.to_ask)] == [(1, Money(3000))]
    assert counter.desk.ask(verify).fault is None


def test_a_request_that_comes_in_part_is_told(counter: Counter, make: Make, clock: SetClock) -> None:
    """While it is open by its marks, afterwards as it was then, though the rest has come since."""
    make.deposit(IDS.shirt, IDS.suit)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.visit(taken=(1, 2, 3, 4))
    visit = counter.open_visit()
    counter.mark(visit, Marked(1, Outcome.RETURNED), Marked(2, Outcome.DAMAGED), Marked(4, Outcome.RETURNED))

    def told() -> list[tuple[object, ...]]:
        found = counter.desk.ask(visits.partial_arrivals, visit_id=visit.id, language="en")
        return [(each.number, each.customer, each.back, each.still_out) for each in found]

    expected = [
        ("26-000001", "Claire Dupont", ("Shirt", "Suit, 2 parts (1/2)"), ("Suit, 2 parts (2/2)",)),
    ]
    assert told() == expected
    counter.close_marked(visit)
    assert told() == expected
    counter.visit(brought=(Brought(3),))
    assert told() == expected


def test_the_sheet_counts_what_today_counts(counter: Counter, make: Make) -> None:
    """What waits for its customer's word or got a no is not expected to leave: not on the list, not in the figure."""
    make.deposit(IDS.hem, IDS.hem, IDS.shirt)
    counter.visit(taken=(1, 2))
    counter.visit(brought=tuple(Brought(each, Outcome.ON_QUOTE, amount=Money(5000)) for each in (1, 2)))
    at = counter.desk.clock.now()
    sheet = counter.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=at)
    assert ([row.item_id for row in sheet.out], [row.item_id for row in sheet.on_quote]) == ([3], [1, 2])
    (row, _other) = sheet.on_quote
    assert (row.quote, row.quoted, row.agreed, row.price) == (
        QuoteState.ASKED,
        Money(5000),
        Money(2000),
        None,
    )
    assert (row.ticket, row.part, row.parts) == ("26-000001", 1, 1)
    today = counter.desk.ask(expectations.expected_today, at=at)
    assert {each.out for each in today if each.provider_id == IDS.cleaner} == {1}


def test_what_is_scanned_though_nobody_expected_it_is_on_the_sheet(counter: Counter, make: Make) -> None:
    """Interrupted and resumed, the sheet shows every mark, also of another provider's piece, and every stranger."""
    make.deposit(IDS.resole)
    visit, at = counter.open_visit(), counter.desk.clock.now()
    counter.mark(visit, Marked(1, Outcome.RETURNED))
    counter.desk.do(visit_marks.note_stranger, visit_id=visit.id, tag="X", at=at, staff_id=IDS.concierge)
    sheet = counter.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=at)
    assert [row.item_id for row in sheet.others] == [1]
    assert [each.tag for each in sheet.strangers] == ["X"]
    counter.desk.do(visit_marks.unmark, visit_id=visit.id, item_ids=[1])
    sheet = counter.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=at)
    assert sheet.others == []
