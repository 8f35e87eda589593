"""A morning's mail of a 600-person site until day 15: at most one message a day, and nothing is forgotten."""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import MailItem, MailKind, Notify, Stage
from concierge_desk.models.house import WORKING_WEEK, House
from concierge_desk.models.mail_register import Ended
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, mail_deadlines, mail_registers
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.message_pace import Telling
from tests.operations.counter import Counter
from tests.operations.mail_at import arrive, send_back
from tests.telling import Teller
from tests.ui.screens.day import assert_clean

_PEOPLE, _WITH_MAIL = 600, 18
_LETTERS, _REGISTERED, _PARCELS = 15, 12, 6
_COOL_DOWN, _KEPT = 3, 15
_FETCHED = (4, 9, 11)
"""The days on which one of the people with mail comes for everything of theirs."""


@dataclass
class Site:
    """Whose the pieces are, and what was said of them on which day of the story."""

    owners: dict[int, int]
    kinds: dict[int, MailKind]
    told: defaultdict[int, list[tuple[int, Stage]]] = field(default_factory=lambda: defaultdict(list))
    last_said: dict[int, int] = field(default_factory=dict)
    fetched: set[int] = field(default_factory=set)

    def left(self, kind: MailKind) -> set[int]:
        """Tell which pieces of a kind nobody fetched."""
        return {each for each, its in self.kinds.items() if its is kind} - self.fetched


def _register(session: Session, desk: Desk) -> list[int]:
    """Register 600 made-up people, every other of whom wants e-mail."""
    made = []
    for number in range(_PEOPLE):
        person = customers.register(
            session,
            name=f"Personne {number:03d}",
            phone=f"06 00 00 {number // 100:02d} {number % 100:02d}",
            email=f"personne{number}@exemple.fr",
            notify=Notify.EMAIL if number % 2 else Notify.SMS,
            at=desk.clock.now(),
        )
        made.append(person.id)
    return made


@pytest.fixture
def site(desk: Desk) -> Site:
    """The postman has brought 27 letters and 6 parcels for eighteen of 600 people."""
    chance = Random(15)  # noqa: S311  # which invented person gets a letter is no secret
    often = chance.sample(desk.do(_register, desk), _WITH_MAIL)
    kinds = [MailKind.LETTER] * _LETTERS + [MailKind.REGISTERED] * _REGISTERED + [MailKind.PARCEL] * _PARCELS
    owners = often + chance.choices(often, k=len(kinds) - _WITH_MAIL)
    chance.shuffle(owners)
    pieces = [
        Arrival(kind, "" if kind is MailKind.LETTER else f"XY{number:09d}FR", customer_id=owner)
        for number, (kind, owner) in enumerate(zip(kinds, owners, strict=True))
    ]
    visit = arrive(desk, "la_poste", *pieces)
    assert visit.found == {"letter": _LETTERS, "registered": _REGISTERED, "parcel": _PARCELS}
    came = desk.ask(
        lambda session: (
            session.query(MailItem).filter_by(came_with_id=visit.id).order_by(MailItem.item_id).all()
        )
    )
    ids = [each.item_id for each in came]
    return Site(dict(zip(ids, owners, strict=True)), dict(zip(ids, kinds, strict=True)))


def _tell(teller: Teller, site: Site, day: int) -> int:
    """Send the messages of a day; each is the only one to its person, about all of theirs that waits."""
    planned = teller.plan()
    assert len({each.customer_id for each in planned}) == len(planned)
    for message in planned:
        mine = {each for each, owner in site.owners.items() if owner == message.customer_id}
        assert set(message.item_ids) == mine - site.fetched
        teller.send(message)
        site.told[message.customer_id].append((day, message.stage))
        if message.stage is Stage.LAST:
            site.last_said |= dict.fromkeys(message.item_ids, day)
    return len(planned)


def _fetch(counter: Counter, site: Site, day: int) -> None:
    """Let the person come whose registered letter is the first that is left."""
    if day in _FETCHED:
        owner = site.owners[min(site.left(MailKind.REGISTERED))]
        mine = {each for each, whose in site.owners.items() if whose == owner} - site.fetched
        counter.hand_over(*sorted(mine), customer=owner, identity_kind="passport")
        site.fetched |= mine


def test_nothing_of_a_morning_is_forgotten_until_day_fifteen(site: Site, desk: Desk, clock: SetClock) -> None:
    """First word, reminders, last word, the list; then everything that is left goes back, and the record fits."""
    monday, teller = moments.day_of(clock.now()), Teller(desk, Telling(cool_down_days=_COOL_DOWN))
    assert _tell(teller, site, 0) == _WITH_MAIL < len(site.owners)
    assert teller.plan() == []
    house = House(opening=WORKING_WEEK, closures=[])
    for day in range(1, _KEPT + 1):
        clock.forward(timedelta(days=1))
        if house.hours_on(moments.day_of(clock.now())):
            _fetch(Counter(desk), site, day)
            _tell(teller, site, day)
    _assert_paced(site)
    _assert_warned(site, desk, monday + timedelta(days=_KEPT))

    due = sorted(row.item_id for row in desk.ask(mail_deadlines.going_back, on=moments.day_of(clock.now())))
    send_back(desk, *due)
    assert desk.ask(mail_deadlines.going_back, on=moments.day_of(clock.now())) == []
    rows = desk.ask(mail_registers.registered, first_on=monday, last_on=moments.day_of(clock.now()))
    assert {row.item_id: row.ended for row in rows} == {
        each: Ended.HANDED_OVER if each in site.fetched else Ended.GOING_BACK
        for each, kind in site.kinds.items()
        if kind is MailKind.REGISTERED
    }
    assert_clean(desk)


def _assert_paced(site: Site) -> None:
    """Everybody heard first of their mail, then was reminded; only the last word may follow another within days."""
    stages = [stage for said in site.told.values() for _day, stage in said]
    assert {Stage.FIRST, Stage.REMINDER, Stage.LAST} == set(stages)
    for said in site.told.values():
        assert [stage for _day, stage in said].count(Stage.FIRST) == 1
        assert said[0] == (0, Stage.FIRST)
        for (before, _stage), (day, stage) in itertools.pairwise(said):
            assert day - before >= (1 if stage is Stage.LAST else _COOL_DOWN)


def _assert_warned(site: Site, desk: Desk, on: date) -> None:
    """Every registered letter that is left is on the list of day 15, and its owner had the last word before."""
    left = site.left(MailKind.REGISTERED)
    assert 0 < len(left) < _REGISTERED
    rows = {row.item_id: row for row in desk.ask(mail_deadlines.going_back, on=on)}
    assert rows.keys() >= left
    for item_id in left:
        word = rows[item_id].last_word
        assert word is not None
        assert (word.stage, rows[item_id].keep_until) == (Stage.LAST, on)
        assert site.last_said[item_id] < _KEPT
    assert not rows.keys() & (site.fetched | site.left(MailKind.LETTER))
