"""What must not leave does not leave, though it was scanned before somebody else said so."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from concierge_desk.models import Holder, Item, MoveKind, Outcome, QuoteState, Status, Visit, VisitLine, Way
from concierge_desk.money import Money
from concierge_desk.operations import corrections, deeds, quotes, visit_closing, visit_marks, visits
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_closing import NotToLeave
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _marked(counter: Counter, *item_ids: int) -> Visit:
    visit, at = counter.open_visit(), counter.desk.clock.now()
    marks = [Marked(each, Outcome.GONE) for each in item_ids]
    counter.desk.do(visit_marks.mark, visit_id=visit.id, marks=marks, at=at, staff_id=IDS.concierge)
    return visit


def _close(counter: Counter, visit: Visit) -> Visit:
    signed: dict[str, Any] = {"driver": "Bob", "signature": [[[1, 2]]]}
    return counter.desk.do(visits.close_marked, visit_id=visit.id, **signed, **counter.by())


def _refused(counter: Counter, visit: Visit) -> str:
    with pytest.raises(NotToLeave) as refused:
        _close(counter, visit)
    assert counter.desk.ask(visit_marks.marks, visit_id=visit.id) != []
    assert counter.desk.ask(verify).fault is None
    return refused.value.said(Texts("en"))


@pytest.mark.parametrize("answer", [None, False])
def test_a_piece_whose_customer_has_not_said_yes_does_not_leave(
    counter: Counter, make: Make, *, answer: bool | None
) -> None:
    """Scanned here, a price named by telephone at the other window: no work without their word."""
    make.deposit(IDS.hem, IDS.shirt)
    visit = _marked(counter, 1, 2)
    quote = counter.desk.do(quotes.receive, item_id=1, amount=Money(5000), note="", **counter.by())
    if answer is not None:
        said: dict[str, Any] = {"accepted": answer, "said_by": "Elle"}
        counter.desk.do(quotes.decide, quote_id=quote.id, **said, **counter.by())
    said_so = _refused(counter, visit)
    assert "Hem (0000 0001)" in said_so
    assert "0000 0002" not in said_so
    assert counter.item(1).holder is Holder.DESK


def test_a_quote_that_was_accepted_meanwhile_holds_nobody_up(counter: Counter, make: Make) -> None:
    """Their word is there: it leaves."""
    make.deposit(IDS.hem)
    visit = _marked(counter, 1)
    quote = counter.desk.do(quotes.receive, item_id=1, amount=Money(5000), note="", **counter.by())
    counter.desk.do(quotes.decide, quote_id=quote.id, accepted=True, said_by="Elle", **counter.by())
    _close(counter, visit)
    assert (counter.item(1).holder, counter.item(1).quote) == (Holder.PROVIDER, QuoteState.ACCEPTED)


def test_what_is_ready_or_of_another_provider_does_not_leave(counter: Counter, make: Make) -> None:
    """Each is named: the one whose work is done, and the one that the cobbler does."""
    make.deposit(IDS.shirt, IDS.resole)
    visit = _marked(counter, 1, 2)
    to: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "faite ici"}
    counter.desk.do(corrections.correct, item_id=1, **to, **counter.by(staff_id=IDS.supervisor))
    said = _refused(counter, visit)
    assert "Shirt (0000 0001)" in said
    assert "Resoling (0000 0002)" in said


def _without_provider(session: Session) -> None:
    """Have a piece of a service that nobody does yet."""
    session.execute(text("UPDATE service SET provider_id = NULL"))


def test_what_has_no_provider_yet_leaves_with_whoever_does_it(counter: Counter, make: Make) -> None:
    """It waits for nobody else."""
    counter.desk.do(_without_provider)
    make.deposit(IDS.shirt)
    assert counter.item(1).provider_id is None
    counter.visit(taken=(1,))
    assert counter.item(1).provider_id == IDS.cleaner
    assert counter.desk.ask(verify).fault is None


def _send_all_the_same(
    session: Session, *, visit_id: int, at: datetime, staff_id: int, deed_uid: str
) -> None:
    """Close a visit with one piece as a program would that does not ask whether the piece may leave."""
    visit, item = session.get_one(Visit, visit_id), session.get_one(Item, 1)
    deed = deeds.begin(session, uid=deed_uid, kind="close_visit", at=at, staff_id=staff_id)
    visit.awaited = 0
    visit_closing.seal(session, visit, visit_closing.Signing("Bob", [], []), deed)
    to = Place(Holder.PROVIDER, IDS.cleaner)
    changes: dict[str, Any] = {"status": Status.WITH_PROVIDER, "provider_id": IDS.cleaner}
    Ledger(session, Proof(deed, visit=visit)).add(item, MoveKind.SENT, to, **changes)
    line = VisitLine(visit_id=visit_id, item_id=1, way=Way.OUT, outcome=Outcome.GONE, staff_id=staff_id)
    session.add(line)
    session.flush()


@pytest.mark.parametrize("what", ["free", "asked", "ready", "other"])
def test_a_piece_that_left_though_it_was_to_stay_is_found(counter: Counter, make: Make, what: str) -> None:
    """The proof knows from the moves alone what might leave: it does not rest on the refusal."""
    make.deposit(IDS.resole if what == "other" else IDS.hem)
    if what == "asked":
        counter.desk.do(quotes.receive, item_id=1, amount=Money(5000), note="", **counter.by())
    if what == "ready":
        to: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "faite ici"}
        counter.desk.do(corrections.correct, item_id=1, **to, **counter.by(staff_id=IDS.supervisor))
    counter.desk.do(_send_all_the_same, visit_id=counter.open_visit().id, **counter.by())
    fault = counter.desk.ask(verify).fault
    assert (fault is None) == (what == "free")
    assert fault is None or "which was to stay" in fault.problem
