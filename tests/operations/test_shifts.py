"""Who is at the desk today, and the notes for those who come after."""

from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NoteMissing
from concierge_desk.models import ShiftNote
from concierge_desk.moments import SetClock
from concierge_desk.operations import shifts
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_somebody_is_here_from_their_first_signing_in(desk: Desk, clock: SetClock, make: Make) -> None:
    """Signing in again changes nothing; what they do tells when they were seen last."""
    came = clock.now()
    desk.do(shifts.sign_on, staff_id=IDS.concierge, at=came)
    clock.forward(timedelta(minutes=30))
    desk.do(shifts.sign_on, staff_id=IDS.supervisor, at=clock.now())
    desk.do(shifts.sign_on, staff_id=IDS.concierge, at=clock.now())
    clock.forward(timedelta(minutes=30))
    make.deposit(IDS.shirt)
    samir, aminata = desk.ask(shifts.here_today, at=clock.now())
    assert (samir.name, samir.since, samir.seen_at) == ("Samir", came, came + timedelta(hours=1))
    assert (aminata.is_supervisor, aminata.since) == (True, came + timedelta(minutes=30))
    clock.forward(timedelta(days=1))
    assert desk.ask(shifts.here_today, at=clock.now()) == []


def test_a_note_is_shown_for_two_days_and_kept_for_good(
    desk: Desk, clock: SetClock, counter: Counter
) -> None:
    """The newest first; after 48 hours it is not shown, but still there."""
    desk.do(shifts.leave_note, text=" La clé est  dans le tiroir. ", **counter.by())
    clock.forward(timedelta(hours=47))
    desk.do(shifts.leave_note, text="Rappeler M. Traoré", **counter.by(staff_id=IDS.supervisor))
    shown = desk.ask(shifts.notes, at=clock.now())
    assert [(each.staff, each.text) for each in shown] == [
        ("Aminata", "Rappeler M. Traoré"),
        ("Samir", "La clé est dans le tiroir."),
    ]
    clock.forward(timedelta(hours=1))
    assert [each.text for each in desk.ask(shifts.notes, at=clock.now())] == ["Rappeler M. Traoré"]
    assert desk.ask(lambda session: session.query(ShiftNote).count()) == 2


def test_a_note_is_written_once_and_never_empty(desk: Desk, counter: Counter) -> None:
    """Enter pressed twice is one note; nothing but spaces is none."""
    by = counter.by()
    for _ in range(2):
        desk.do(shifts.leave_note, text="Une fois", **by)
    assert len(desk.ask(shifts.notes, at=desk.clock.now())) == 1
    with pytest.raises(NoteMissing):
        desk.do(shifts.leave_note, text=" \n ", **counter.by())
