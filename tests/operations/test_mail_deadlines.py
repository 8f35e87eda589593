"""What goes back and who is reminded: nothing is forgotten, whatever day the desk was closed."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, MailItem, MailKind, Message, MessageState, Stage
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, day_ends, deeds, mail_deadlines, notices
from concierge_desk.operations.mail_deadlines import DeadlineCounts, When
from concierge_desk.operations.mail_intake import Arrival
from tests.make import IDS
from tests.operations.counter import Counter
from tests.operations.mail_at import arrive, be_relay, send_back

_MONDAY = date(2026, 11, 23)
_RELAY, _REGISTERED = "mondial_relay", "la_poste"


def _day(ahead: int) -> date:
    return _MONDAY + timedelta(days=ahead)


def _due(desk: Desk, on: date) -> dict[int, When | None]:
    return {row.item_id: row.when for row in desk.ask(mail_deadlines.going_back, on=on)}


def _bring(desk: Desk) -> None:
    """Bring a relay parcel (1, kept until 28 November), a registered letter (2, until 8 December), a paper (3)."""
    arrive(desk, _RELAY, Arrival(MailKind.PARCEL, customer_id=IDS.claire, shelf_id=IDS.b4))
    arrive(
        desk,
        _REGISTERED,
        Arrival(MailKind.REGISTERED, "2C12345678901", customer_id=IDS.mohamed),
        Arrival(MailKind.NEWSPAPER, customer_id=IDS.claire),
    )


def test_a_piece_stands_on_the_list_from_the_day_before_on(desk: Desk) -> None:
    """Tomorrow, today, then overdue every day; what nobody asks back never."""
    _bring(desk)
    assert _due(desk, _day(3)) == {}
    assert _due(desk, _day(4)) == {1: When.TOMORROW}
    assert _due(desk, _day(5)) == {1: When.TODAY}
    assert _due(desk, _day(6)) == {1: When.OVERDUE}
    assert _due(desk, _day(14)) == {1: When.OVERDUE, 2: When.TOMORROW}
    assert _due(desk, _day(800)) == {1: When.OVERDUE, 2: When.OVERDUE}
    assert desk.ask(mail_deadlines.counts, on=_day(14)) == DeadlineCounts(1, 0, 1)
    assert desk.ask(mail_deadlines.counts, on=_day(15)).now == 2


def test_a_line_says_what_is_needed_to_decide(desk: Desk) -> None:
    """Whose it is, their telephone, where it stands, when it came; of nobody's piece only what is written on it."""
    _bring(desk)
    arrive(desk, _RELAY, Arrival(MailKind.PARCEL, addressee="M. Dupond 3e étage"))
    first, nobodys = (
        row for row in desk.ask(mail_deadlines.going_back, on=_day(5), language="en") if row.item_id != 2
    )
    assert (first.customer, first.shelf, first.carrier) == ("Claire Dupont", "B4", "Mondial Relay")
    assert (first.arrived_on, first.keep_until) == (_MONDAY, _day(5))
    assert first.phone
    assert (nobodys.customer, nobodys.phone, nobodys.addressee) == ("", "", "M. Dupond 3e étage")


def test_another_piece_can_be_asked_for(desk: Desk) -> None:
    """Its owner refuses it today: it stands after those that are due. What is not mail, or gone, does not come."""
    _bring(desk)
    found = desk.ask(mail_deadlines.going_back, on=_day(5), also=[3, 2, 99])
    assert [(row.item_id, row.when) for row in found] == [(1, When.TODAY), (2, None), (3, None)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dupont", [1, 3]),
        ("claire", [1, 3]),
        ("2C 1234 5678 901", [2]),
        ("hibou", [4]),
        ("nobody", []),
        ("", []),
    ],
)
def test_what_waits_is_found_by_words(desk: Desk, words: str, found: list[int]) -> None:
    """By its owner's name, its number, what is written on it, due or not; what goes back already is not found."""
    _bring(desk)
    arrive(
        desk,
        _RELAY,
        Arrival(MailKind.LETTER, addressee="M. Hibou"),
        Arrival(MailKind.LETTER, addressee="Hibou"),
    )
    send_back(desk, 5)
    assert desk.ask(mail_deadlines.waiting, words=words) == found


def test_what_is_handed_over_or_goes_back_is_off_the_list(desk: Desk, counter: Counter) -> None:
    """And comes back to it when the deed is undone."""
    _bring(desk)
    uid = send_back(desk, 1)
    counter.hand_over(2, customer=IDS.mohamed, identity_kind="passport")
    assert _due(desk, _day(20)) == {}
    by = counter.by(deed_uid=deeds.new_uid())
    desk.do(corrections.undo, uid=uid, **by)
    assert _due(desk, _day(20)) == {1: When.OVERDUE}


_KEPT = {_RELAY: 5, _REGISTERED: 15, "chronopost": 8, "gls": None}
_LATE = time(23, 45)
"""At a quarter to midnight in Paris it is the same day there, whatever Greenwich says and the clocks do."""


def _arrives(desk: Desk, chance: Random, on: date) -> dict[int, date | None]:
    """Let a carrier bring up to three pieces; tells the last day of each, by its own reckoning."""
    key = chance.choice(list(_KEPT))
    kind = MailKind.REGISTERED if key == _REGISTERED else MailKind.PARCEL
    owners = [chance.choice((IDS.claire, IDS.mohamed, None)) for _ in range(chance.randint(1, 3))]
    visit = arrive(desk, key, *(Arrival(kind, customer_id=owner) for owner in owners))
    days = _KEPT[key]
    with Session(desk.store.reader) as session:
        came = session.scalars(select(MailItem.item_id).where(MailItem.came_with_id == visit.id)).all()
    return dict.fromkeys(came, None if days is None else on + timedelta(days=days))


@pytest.mark.parametrize("begins", [date(2026, 10, 12), date(2027, 3, 15), date(2028, 2, 7)])
def test_on_day_fifteen_nothing_is_forgotten(
    desk: Desk, clock: SetClock, counter: Counter, begins: date
) -> None:
    """Two months with the clocks changing or a leap day: what is here past its last day stands on every list.

    Pieces are handed over, sent back, and called back, at random; the expected list is reckoned here by itself.
    """
    chance = Random(begins.toordinal())  # noqa: S311  # the same months each time, and no secret
    lasts: dict[int, date | None] = {}
    returning: list[tuple[int, str, date | None]] = []
    be_relay(desk, _RELAY, "chronopost")
    for on in (begins + timedelta(days=ahead) for ahead in range(56)):
        clock.at = moments.moment(on, _LATE)
        if on.weekday() < 5 and (on - begins).days < 35:
            lasts |= _arrives(desk, chance, on)
        if lasts and chance.random() < 0.4:
            item_id = chance.choice(sorted(lasts))
            owner = counter.item(item_id).customer_id
            if owner in {IDS.claire, IDS.mohamed} and chance.random() < 0.5:
                counter.hand_over(item_id, customer=owner, identity_kind="passport")
                lasts.pop(item_id)
            else:
                returning.append((item_id, send_back(desk, item_id), lasts.pop(item_id)))
        elif returning and chance.random() < 0.3:
            item_id, uid, last = returning.pop()
            desk.do(corrections.undo, uid=uid, **counter.by())
            lasts[item_id] = last
        expected = {key for key, last in lasts.items() if last is not None and last <= on + timedelta(days=1)}
        assert _due(desk, on).keys() == expected
        now = sum(last is not None and last <= on for last in lasts.values())
        assert desk.ask(mail_deadlines.counts, on=on).now == now
    assert len(lasts) > 10


def test_the_evening_asks_whether_what_goes_back_is_decided(desk: Desk, clock: SetClock) -> None:
    """The day cannot be ended in silence while something must go back."""
    _bring(desk)
    clock.forward(timedelta(days=5))

    def left() -> int:
        rows = desk.ask(day_ends.checklist, at=clock.at)
        return next(row.left for row in rows if row.check is day_ends.Check.MAIL)

    assert left() == 1
    send_back(desk, 1)
    assert left() == 0


def test_a_line_says_what_its_owner_was_told_last(desk: Desk, clock: SetClock) -> None:
    """A word by telephone counts like a message, and only of the pieces it was about."""
    _bring(desk)
    word: dict[str, Any] = {"about": About.READY, "channel": Channel.PHONE, "item_ids": [1], "text": "Venez."}
    by: dict[str, Any] = {"at": clock.at, "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    desk.do(notices.tell, customer_id=IDS.claire, **word, **by)
    told, untold = (row.last_word for row in desk.ask(mail_deadlines.going_back, on=_day(4), also=[3]))
    assert untold is None
    assert told is not None
    assert (told.channel, told.stage, told.at) == (Channel.PHONE, None, clock.at)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (MessageState.SENT, True),
        (MessageState.WAITING, True),
        (MessageState.DOUBTFUL, True),
        (MessageState.FAILED, False),
        (MessageState.CANCELLED, False),
    ],
)
def test_a_message_that_never_went_does_not_count(
    desk: Desk, clock: SetClock, *, state: MessageState, counts: bool
) -> None:
    """One that is on its way, or may have reached its person, does."""
    _bring(desk)
    clock.forward(timedelta(days=3))

    def write(session: Session) -> None:
        session.add(
            Message(
                uid="a" * 32,
                customer_id=IDS.claire,
                day_on=_day(3),
                stage=Stage.REMINDER,
                channel=Channel.SMS,
                language="fr",
                item_ids=[1],
                state=state,
                made_at=clock.at,
                staff_id=IDS.concierge,
            )
        )

    desk.do(write)
    (row,) = desk.ask(mail_deadlines.going_back, on=_day(4))
    assert (row.last_word is not None) is counts
