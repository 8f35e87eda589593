"""What was said of a visit that was undone is said already in the one that takes its place."""

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome
from concierge_desk.money import Money
from concierge_desk.operations import corrections, verification, visit_marks, visits
from concierge_desk.operations.visits import Brought, Quoted
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_an_undone_visit_is_put_right_not_scanned_again(desk: Desk, make: Make, counter: Counter) -> None:
    """What was scanned, put aside, noted and unknown in it is marked in the visit that takes its place."""
    make.deposit(*[IDS.shirt] * 3, IDS.hem)
    counter.visit(taken=(1, 2, 4), aside=(3,))
    by, opened = counter.by(), counter.open_visit()
    desk.do(visit_marks.note_stranger, visit_id=opened.id, tag="PR-1", at=by["at"], staff_id=by["staff_id"])
    closed = counter.visit(
        taken=(3,),
        brought=(Brought(1, shelf_id=IDS.b4), Brought(2, Outcome.REDO, None, "tache")),
        quoted=(Quoted(4, Money(1500), "doublure"),),
    )
    assert closed.id == opened.id
    assert closed.deed_uid is not None
    desk.do(corrections.undo, uid=closed.deed_uid, **counter.by())
    anew = counter.open_visit()
    marks = {each.item_id: each for each in desk.ask(visit_marks.marks, visit_id=anew.id)}
    assert {key: (each.outcome, each.shelf_id, each.note, each.amount) for key, each in marks.items()} == {
        1: (Outcome.RETURNED, IDS.b4, "", None),
        2: (Outcome.REDO, None, "tache", None),
        3: (Outcome.GONE, None, "", None),
        4: (Outcome.QUOTED, None, "doublure", Money(1500)),
    }
    assert [each.tag for each in desk.ask(visit_marks.strangers, visit_id=anew.id)] == ["PR-1"]
    desk.do(visits.close_marked, visit_id=anew.id, driver="Bob", signature=[[[1, 2]]], **counter.by())
    assert desk.ask(verification.verify).fault is None
