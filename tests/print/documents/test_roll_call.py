"""The record of a roll-call names what is missing, where it should be, and whose hand it was last in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Holder, Paper, Seen
from concierge_desk.moments import SetClock
from concierge_desk.operations import roll_calls
from concierge_desk.print import documents
from concierge_desk.print.documents import roll_call
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.holding import Holding
from tests.print import samples
from tests.print.samples import ROLL_CALL, built


def test_it_is_gathered_from_what_was_closed(desk: Desk, make: Make, clock: SetClock) -> None:
    """The traces are those of the closing, whatever moves later; an open roll-call has no paper."""
    counter = Counter(desk)
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    counter.shelve(1, 2)
    counter.visit(taken=(3,))
    clock.forward(timedelta(hours=1))
    holding = Holding(desk)
    holding.look(IDS.a1, None)
    holding.see(IDS.a1, 1, 3)
    holding.meet("REF-1", IDS.b4)
    with pytest.raises(NotFound):
        desk.ask(roll_call.gather, roll_call_id=holding.id or 0)
    closed = holding.close(note="le soir")
    clock.forward(timedelta(hours=1))
    counter.hand_over(2, as_it_is=True)
    job = desk.do(roll_calls.print_record, roll_call_id=closed.id, at=clock.now(), staff_id=2)
    content = desk.ask(documents.gather, job=job)
    assert isinstance(content, roll_call.RollCallRecord)
    assert (content.staff, content.note, content.present) == ("Samir", "le soir", 1)
    assert content.shelves == ("A1", "")
    assert content.met == (roll_call.Met("REF-1", "B4"),)
    told = {each.piece.tag: each for each in content.told}
    assert {tag: (each.seen, each.shelf, each.seen_shelf) for tag, each in told.items()} == {
        "0000 0002": (Seen.MISSING, "A1", ""),
        "0000 0003": (Seen.UNEXPECTED, "", "A1"),
    }
    last = told["0000 0002"].last
    assert last is not None
    assert (last.staff, last.places) == ("Samir", ((Holder.DESK, ""), (Holder.DESK, "A1")))


def test_it_counts_everything_and_says_so_when_all_is_well() -> None:
    """The totals stand at the top; without anything to look for, one sentence says it."""
    words = " ".join(samples.text(built(Paper.ROLL_CALL, "en"))).replace("\u00a0", " ")
    assert "in their place: 34 · on another shelf: 1 · missing: 2 · unexpected: 1" in words
    assert "Looked at: A1, B4, the counter" in words
    assert "Pressing des Chartrons → B4 · Samir" in words
    whole = built(Paper.ROLL_CALL, "en", content=replace(ROLL_CALL, told=(), met=()))
    assert "Everything was in its place." in " ".join(samples.text(whole))
