"""A supervisor lets somebody do one deed: by their PIN, with its waits, or by their badge."""

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound, UnknownCode
from concierge_desk.operations import letting, rights, staffing
from concierge_desk.operations.letting import Leave
from concierge_desk.operations.rights import Right, RightMissing
from tests.make import IDS

KEY = "a deed"


def _by_pin(desk: Desk, pin: str, by_id: int = IDS.supervisor) -> Leave:
    return desk.do(
        letting.by_pin,
        right=Right.CORRECT_ITEM,
        key=KEY,
        by_id=by_id,
        pin=pin,
        for_id=IDS.concierge,
        at=desk.clock.now(),
    )


def _by_badge(desk: Desk, serial: int) -> Leave:
    return desk.do(
        letting.by_badge,
        right=Right.CORRECT_ITEM,
        key=KEY,
        serial=serial,
        for_id=IDS.concierge,
        at=desk.clock.now(),
    )


def _works(desk: Desk, leave: Leave) -> None:
    desk.do(
        rights.require,
        Right.CORRECT_ITEM,
        key=KEY,
        staff_id=IDS.concierge,
        at=desk.clock.now(),
        authorisation_id=leave.authorisation_id,
    )


def test_the_pin_of_a_supervisor_lets_a_deed_happen(desk: Desk) -> None:
    """The answer names who let it, and what was given is worth one deed."""
    desk.do(staffing.change_pin, staff_id=IDS.supervisor, pin="4715")
    leave = _by_pin(desk, "4715")
    assert (leave.by, leave.wait_seconds) == ("Aminata", 0)
    _works(desk, leave)
    with pytest.raises(RightMissing):
        _works(desk, leave)


def test_wrong_pins_are_counted_and_slowed_down(desk: Desk) -> None:
    """A wrong PIN is an answer; five are free, the sixth makes everybody wait, the right one too."""
    desk.do(staffing.change_pin, staff_id=IDS.supervisor, pin="4715")
    answers = [_by_pin(desk, "9999") for _ in range(staffing.FREE_TRIES + 1)]
    assert all(each.authorisation_id is None for each in answers)
    assert [bool(each.wait_seconds) for each in answers] == [False] * staffing.FREE_TRIES + [True]
    assert _by_pin(desk, "4715").authorisation_id is None


def test_the_pin_of_a_concierge_lets_nothing_happen(desk: Desk) -> None:
    """Who has not the right cannot give it, by PIN or by badge."""
    desk.do(staffing.change_pin, staff_id=IDS.concierge, pin="4715")
    with pytest.raises(RightMissing):
        _by_pin(desk, "4715", IDS.concierge)
    with pytest.raises(RightMissing):
        _by_badge(desk, IDS.concierge)


def test_the_badge_of_a_supervisor_lets_a_deed_happen(desk: Desk) -> None:
    """A badge tells who, as it does at the door; one of nobody does not."""
    leave = _by_badge(desk, IDS.supervisor)
    assert leave.by == "Aminata"
    _works(desk, leave)
    with pytest.raises(UnknownCode):
        _by_badge(desk, 99)
    with pytest.raises(NotFound):
        _by_pin(desk, "4715", 99)
