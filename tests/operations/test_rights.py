"""Rights: one table, a refusal that says who may, and one deed let through with a supervisor's word."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import NotAllowed, NotFound
from concierge_desk.models import Staff
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import handins, quotes, rights
from concierge_desk.operations.handins import Piece
from concierge_desk.operations.rights import Right, RightMissing
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter

KEY = "a deed"


def _require(
    desk: Desk,
    authorisation_id: int | None = None,
    right: Right = Right.CLOSE_INCIDENT,
    key: str = KEY,
) -> None:
    desk.do(
        rights.require,
        right,
        key=key,
        staff_id=IDS.concierge,
        at=desk.clock.now(),
        authorisation_id=authorisation_id,
    )


def _authorise(desk: Desk, by: int = IDS.supervisor, right: Right = Right.CLOSE_INCIDENT) -> int:
    at = desk.clock.now()
    return desk.do(rights.authorise, right=right, key=KEY, by_id=by, for_id=IDS.concierge, at=at).id


def test_every_right_stands_in_the_table() -> None:
    """Each right has words and somebody who has it."""
    assert set(rights.TABLE) == set(Right)
    assert all(words and roles for words, roles in rights.TABLE.values())


def test_a_refusal_says_what_and_who(desk: Desk) -> None:
    """The person reads which deed was refused and whom to ask."""
    with pytest.raises(RightMissing) as refused:
        _require(desk)
    assert refused.value.right is Right.CLOSE_INCIDENT
    said = refused.value.said(Texts("en"))
    assert "Close an incident" in said
    assert "Aminata" in said
    assert isinstance(refused.value, NotAllowed)


def test_one_deed_is_let_through_once(desk: Desk) -> None:
    """What a supervisor let somebody do is done once, not twice."""
    given = _authorise(desk)
    _require(desk, given)
    with pytest.raises(RightMissing):
        _require(desk, given)


def test_a_word_given_holds_for_its_deed_and_a_few_minutes(desk: Desk, clock: SetClock) -> None:
    """Another deed, a later one and an unknown authorisation are refused."""
    given = _authorise(desk)
    with pytest.raises(RightMissing):
        _require(desk, given, Right.ERASE_CUSTOMER)
    with pytest.raises(RightMissing) as refused:
        _require(desk, given, key="another deed")
    assert refused.value.key == "another deed"
    with pytest.raises(RightMissing):
        _require(desk, given, key="")
    with pytest.raises(RightMissing):
        _require(desk, 999)
    clock.forward(rights.HOLDS_FOR + timedelta(seconds=1))
    with pytest.raises(RightMissing):
        _require(desk, given)


def test_nobody_gives_what_they_have_not(desk: Desk) -> None:
    """A concierge cannot let another do what they may not do themselves, and nobody unknown can."""
    with pytest.raises(RightMissing):
        _authorise(desk, IDS.concierge)
    with pytest.raises(NotFound):
        _authorise(desk, 99)


def test_who_works_here_no_more_does_nothing(counter: Counter, make: Make) -> None:
    """What everybody may do, everybody who works at the counter may: to take in, to hand over, to note a price."""
    make.deposit(IDS.shirt)
    counter.desk.do(_leave)
    piece = Piece(article_id=IDS.shirt)
    by = counter.by()
    with pytest.raises(RightMissing) as refused:
        counter.desk.do(handins.receive, customer_id=IDS.claire, pieces=[piece], **by)
    assert refused.value.right is Right.RECEIVE
    with pytest.raises(RightMissing) as refused:
        counter.desk.do(quotes.receive, item_id=1, amount=Money(100), note="", **by)
    assert refused.value.right is Right.TAKE_QUOTE
    with pytest.raises(RightMissing) as refused:
        counter.hand_over(1, as_it_is=True)
    assert refused.value.right is Right.HAND_OVER


def _leave(session: Session) -> None:
    session.get_one(Staff, IDS.concierge).active = False


def test_what_everybody_may_do_needs_no_word(desk: Desk) -> None:
    """A concierge closes visits."""
    _require(desk, right=Right.CLOSE_VISIT)
