"""An open form is kept, so that a crash costs no typing."""

from datetime import timedelta

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import drafts
from tests.make import IDS


def _keep(desk: Desk, uid: str, words: str, *, later: int = 0) -> None:
    at = desk.clock.now() + timedelta(minutes=later)
    desk.do(drafts.keep, uid=uid, screen="dropoff", staff_id=IDS.concierge, at=at, body={"note": words})


def test_a_form_comes_back_after_the_desk_was_closed(desk: Desk, store: Store) -> None:
    """What was typed last is there; the newest form of the screen is offered first."""
    _keep(desk, "a", "first")
    _keep(desk, "a", "second")
    _keep(desk, "b", "third", later=5)
    store.reopen()
    newest, older = (
        desk.ask(drafts.find, screen="dropoff", at=desk.clock.now()),
        desk.ask(drafts.by_uid, uid="a"),
    )
    assert newest is not None
    assert older is not None
    assert (newest.body, older.body) == ({"note": "third"}, {"note": "second"})
    assert desk.ask(drafts.find, screen="handback", at=desk.clock.now()) is None


def test_what_is_open_at_another_counter_is_not_offered(store: Store, clock: SetClock) -> None:
    """It would be recorded there; after half a day that counter is gone, and nothing is lost."""
    here, there = (Desk(store, clock, counter) for counter in ("here", "there"))
    _keep(there, "a", "theirs")
    assert here.ask(drafts.find, screen="dropoff", at=clock.now()) is None
    assert there.ask(drafts.find, screen="dropoff", at=clock.now()) is not None
    clock.forward(timedelta(hours=12))
    assert here.ask(drafts.find, screen="dropoff", at=clock.now()) is not None
    _keep(here, "a", "ours now", later=1)
    assert there.ask(drafts.find, screen="dropoff", at=clock.now()) is None


def test_a_form_that_is_recorded_is_forgotten(desk: Desk) -> None:
    """Dropping a form twice, or one that never was, is no matter."""
    _keep(desk, "a", "words")
    for uid in ("a", "a", "never"):
        desk.do(drafts.drop, uid=uid)
    assert desk.ask(drafts.by_uid, uid="a") is None
