"""The carriers' rules by date: the table that was worked out by hand, what every store has, and changing them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError, NotFound
from concierge_desk.models import CarrierRule, Counts, MailKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import carrier_rules, carriers, mail_deadlines, rule_keeping
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.rights import RightMissing
from concierge_desk.operations.rule_keeping import (
    BadDays,
    BadReminders,
    RuleFacts,
    RulesOverlap,
    RuleUsed,
    SourceMissing,
)
from concierge_desk.operations.validity import BadSpan
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.mail_at import arrive, be_relay
from tests.operations.rule_cases import CASES, ELSEWHERE, EVERYWHERE, OWN, RELAYS, Case

if TYPE_CHECKING:
    from collections.abc import Callable

_NEW = RuleFacts(date(2026, 12, 1), "a letter of DHL", kind=MailKind.PARCEL, keeps_days=7)
_RELAY_5 = "mondial_relay", date(2025, 10, 8)


def _ids(desk: Desk) -> dict[str | None, int | None]:
    return {None: None} | {each.key: each.id for each in desk.ask(carriers.every)}


def _by(desk: Desk, staff_id: int = IDS.supervisor) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": staff_id}


def _keep(desk: Desk, facts: RuleFacts, **others: Any) -> CarrierRule:  # noqa: ANN401  # of the deed
    return desk.do(rule_keeping.keep_rule, facts=facts, **_by(desk) | others)


def _shipped(desk: Desk, key: str, begins: date) -> rule_keeping.KeptRule:
    carrier_id = _ids(desk)[key]
    found = desk.ask(rule_keeping.rules)
    return next(
        each for each in found if (each.facts.carrier_id, each.facts.valid_from) == (carrier_id, begins)
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


@pytest.mark.parametrize(
    ("cases", "own", "relays"),
    [(CASES, OWN, RELAYS), (ELSEWHERE, (), ()), (EVERYWHERE, (), (*RELAYS, "gls", "colissimo"))],
    ids=["a relay point of four", "no relay point", "a relay point of all"],
)
def test_the_rule_of_the_day_of_arrival_applies(
    desk: Desk, cases: Sequence[Case], own: Sequence[tuple[str | None, RuleFacts]], relays: Sequence[str]
) -> None:
    """Every line of the table: the last day, where it stands on a day, who may collect, and what is asked."""
    ids = _ids(desk)
    be_relay(desk, *relays)
    for key, facts in own:
        _keep(desk, replace(facts, carrier_id=ids[key]))

    def found(case: Case) -> Case:
        arrived_on = date.fromisoformat(case.arrived)
        rule = desk.ask(carrier_rules.rule_for, carrier_id=ids[case.carrier], kind=case.kind, on=arrived_on)
        until = carrier_rules.keep_until(rule, arrived_on=arrived_on, presented_on=_day(case.presented))
        return case._replace(
            last=None if until is None else until.isoformat(),
            when=mail_deadlines.when(until, date.fromisoformat(case.day)),
            collecting=None if rule is None else rule.collecting,
            asks="" if rule is None else "i" * rule.asks_identity + "s" * rule.asks_signature,
        )

    assert [found(case) for case in cases] == list(cases)
    assert len({*CASES, *ELSEWHERE, *EVERYWHERE}) >= 60


def test_what_every_store_has_can_be_looked_up(desk: Desk) -> None:
    """Each rule names where it comes from; what came without a carrier has a row, in the reader's language."""
    found = desk.ask(rule_keeping.rules)
    assert len(found) == 8
    assert all("https://" in each.facts.source and each.used_until is None for each in found)
    plain = [url for each in found for url in re.findall(r"http://[^ /]+", each.facts.source)]
    assert plain == ["http://www.colissimo.fr"]  # the old pages of Colissimo are on no other address
    hand = next(each for each in desk.ask(carriers.every) if each.key == "hand")
    assert (hand.key, hand.takes_out, hand.name_in("en")) == ("hand", False, "Handed in")


def test_reminders_end_before_the_last_notice(desk: Desk) -> None:
    """The last notice is due on the day before the last one; a reminder on that day would be one too many."""
    rule = _keep(desk, replace(_NEW, keeps_days=7, reminders=(6, 2, 4, 2)))
    assert rule.reminders == [2, 4, 6]
    arrived = date(2026, 12, 1)
    last = carrier_rules.keep_until(rule, arrived_on=arrived, presented_on=None)
    assert last == date(2026, 12, 8)
    assert carrier_rules.last_notice_on(last) == date(2026, 12, 7)
    told = carrier_rules.reminder_days(rule, arrived_on=arrived, last_on=last)
    assert [day.day for day in told] == [3, 5]
    assert carrier_rules.reminder_days(None, arrived_on=arrived, last_on=None) == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"keeps_days": 0}, BadDays),
        ({"keeps_days": 366}, BadDays),
        ({"reminders": (0,)}, BadReminders),
        ({"reminders": (8,)}, BadReminders),
        ({"reminders": (1, 2, 3, 4, 5, 6)}, BadReminders),
        ({"valid_to": date(2026, 11, 30)}, BadSpan),
        ({"source": "  "}, SourceMissing),
        ({"carrier_id": 999}, NotFound),
        ({"kind": MailKind.REGISTERED}, RulesOverlap),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    desk: Desk, wrong: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing is left of what was refused, and the sentence can be read in both languages."""
    before = desk.ask(rule_keeping.rules)
    with pytest.raises(refusal) as refused:
        _keep(desk, replace(_NEW, **wrong))
    assert all(refused.value.said(Texts(language)) for language in ("en", "fr"))
    assert desk.ask(rule_keeping.rules) == before


def test_only_those_who_may_change_a_rule(desk: Desk) -> None:
    """A concierge is told whom to ask."""
    rule_id = _shipped(desk, *_RELAY_5).rule_id
    deeds: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (rule_keeping.keep_rule, {"facts": _NEW}),
        (rule_keeping.end_rule, {"rule_id": rule_id, "last_on": date(2027, 1, 1)}),
        (rule_keeping.drop_rule, {"rule_id": rule_id}),
    ]
    for deed, what in deeds:
        with pytest.raises(RightMissing, match="Aminata"):
            desk.do(deed, **what, **_by(desk, IDS.concierge))
    assert _shipped(desk, *_RELAY_5).facts.valid_to is None


def test_a_rule_nobody_used_may_be_changed_ended_and_taken_away(desk: Desk) -> None:
    """What no piece was kept by has no history to keep."""
    made = _keep(desk, _NEW)
    changed = _keep(desk, replace(_NEW, keeps_days=9, counts=Counts.ARRIVAL), rule_id=made.id)
    assert (changed.id, changed.keeps_days) == (made.id, 9)
    desk.do(rule_keeping.end_rule, rule_id=made.id, last_on=date(2026, 12, 31), **_by(desk))
    _keep(desk, replace(_NEW, valid_from=date(2027, 1, 1)))
    with pytest.raises(RulesOverlap, match="2027"):
        desk.do(rule_keeping.end_rule, rule_id=made.id, last_on=date(2027, 1, 1), **_by(desk))
    desk.do(rule_keeping.drop_rule, rule_id=made.id, **_by(desk))
    with pytest.raises(NotFound):
        desk.do(rule_keeping.drop_rule, rule_id=made.id, **_by(desk))


def test_a_rule_that_was_used_is_ended_and_replaced(desk: Desk, clock: SetClock) -> None:
    """What a piece was kept by stays to be read; the new rule begins where the old one ends."""
    used = _shipped(desk, *_RELAY_5)
    arrive(desk, "mondial_relay", Arrival(MailKind.PARCEL, customer_id=IDS.claire))
    clock.forward(timedelta(days=3))
    today = date(2026, 11, 26)
    new = _keep(desk, replace(used.facts, keeps_days=4), rule_id=used.rule_id)
    assert (new.id != used.rule_id, new.valid_from, new.valid_to) == (True, today, None)
    before = _shipped(desk, *_RELAY_5)
    assert before.facts == replace(used.facts, valid_to=today - timedelta(days=1))
    assert before.used_until == date(2026, 11, 23)
    (row,) = desk.ask(mail_deadlines.going_back, on=today, also=[1])
    assert row.keep_until == date(2026, 11, 28)
    # Changed again before anybody was kept by it: no third one.
    again = _keep(desk, replace(used.facts, keeps_days=6, valid_from=today), rule_id=new.id)
    assert (again.id, again.keeps_days) == (new.id, 6)


def test_a_rule_that_was_used_today_is_replaced_from_tomorrow(desk: Desk) -> None:
    """Two pieces of one day are kept by one rule; what is asked for earlier is refused."""
    used = _shipped(desk, *_RELAY_5)
    arrive(desk, "mondial_relay", Arrival(MailKind.PARCEL, customer_id=IDS.claire))
    asked = replace(used.facts, keeps_days=4)
    with pytest.raises(RuleUsed, match="23"):
        _keep(desk, replace(asked, valid_from=date(2026, 11, 23)), rule_id=used.rule_id)
    with pytest.raises(RuleUsed):
        desk.do(rule_keeping.end_rule, rule_id=used.rule_id, last_on=date(2026, 11, 22), **_by(desk))
    with pytest.raises(RuleUsed):
        desk.do(rule_keeping.drop_rule, rule_id=used.rule_id, **_by(desk))
    with pytest.raises(RuleUsed):
        _keep(desk, replace(used.facts, valid_to=date(2026, 11, 22)), rule_id=used.rule_id)
    with pytest.raises(BadSpan):
        _keep(desk, replace(asked, valid_to=date(2026, 11, 23)), rule_id=used.rule_id)
    ended = _keep(desk, replace(used.facts, valid_to=date(2026, 11, 30)), rule_id=used.rule_id)
    assert (ended.id, ended.valid_to) == (used.rule_id, date(2026, 11, 30))
    new = _keep(desk, asked, rule_id=used.rule_id)
    assert (new.valid_from, new.keeps_days) == (date(2026, 11, 24), 4)
    assert _shipped(desk, *_RELAY_5).facts.valid_to == date(2026, 11, 23)


def test_dates_only_are_compared(desk: Desk) -> None:
    """No hour of the night the clocks change on moves a last day."""
    with Session(desk.store.reader) as session:
        rule = carrier_rules.rule_for(session, carrier_id=None, kind=MailKind.REGISTERED, on=date(2026, 3, 1))
    days = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(800)]
    kept = [carrier_rules.keep_until(rule, arrived_on=day, presented_on=day) for day in days]
    assert kept == [day + timedelta(days=15) for day in days]
