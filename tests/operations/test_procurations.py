"""Procurations: who may collect what, from when, until when, and which papers were seen."""

from datetime import date, timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NameMissing, NotFound
from concierge_desk.models import Collector, Scope
from concierge_desk.operations import customers, procurations
from concierge_desk.operations.procurations import (
    DOUBTS,
    PAPERS,
    SCOPES,
    Doubt,
    EndsBeforeItBegins,
    NothingToCollect,
    Papers,
)
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

TODAY = date(2026, 11, 23)
MAIL = (Scope.MAIL, Scope.REGISTERED)


def _paul(counter: Counter, **others: Any) -> Collector:  # noqa: ANN401  # of the deed
    said: dict[str, Any] = {"customer_id": IDS.claire, "name": "Paul Petit", "scopes": MAIL}
    return counter.desk.do(procurations.authorise, **said | counter.by() | others)


def test_a_procuration_says_what_for_how_long_and_on_which_papers(counter: Counter) -> None:
    """In the order of the form, each once; done again with its uid there is one, and the record is proven."""
    desk, by = counter.desk, counter.by()
    wanted: dict[str, Any] = {
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=90),
        "papers": [Papers.WRITTEN, Papers.OWN_IDENTITY],
        "scopes": [Scope.REGISTERED, Scope.MAIL, Scope.MAIL],
    }
    made = _paul(counter, **wanted | by)
    assert _paul(counter, **wanted | by).id == made.id
    (kept,) = desk.ask(customers.get, customer_id=IDS.claire).collectors
    assert procurations.scopes_of(kept) == MAIL
    assert procurations.papers_of(kept) == (Papers.OWN_IDENTITY, Papers.WRITTEN)
    assert (kept.from_on, kept.until_on, kept.identity_seen) == (TODAY, date(2027, 2, 21), True)
    assert desk.ask(verify).fault is None


def test_whoever_is_authorised_for_things_goes_the_same_way(desk: Desk) -> None:
    """Without more said, an authorisation is for things left with us, at once and for good."""
    made = desk.do(customers.authorise, customer_id=IDS.claire, name="Paul", identity_seen=True)
    assert (made.scopes, made.papers, made.from_on, made.until_on) == (
        ["items"],
        ["own_identity"],
        None,
        None,
    )


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"scopes": ()}, NothingToCollect),
        ({"from_on": TODAY, "until_on": TODAY - timedelta(days=1)}, EndsBeforeItBegins),
        ({"name": " "}, NameMissing),
        ({"customer_id": 99}, NotFound),
    ],
)
def test_a_procuration_that_says_nothing_is_refused(
    counter: Counter, said: dict[str, Any], refusal: type[Exception]
) -> None:
    """For nothing, for no day, by nobody, for nobody."""
    with pytest.raises(refusal):
        _paul(counter, **said)
    assert counter.desk.ask(customers.get, customer_id=IDS.claire).collectors == []


FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
DAYS = (
    (date(2026, 11, 30), False),
    (FIRST, True),
    (LAST, True),
    (date(2027, 1, 1), False),
)


@pytest.mark.parametrize(("on", "may"), DAYS)
def test_an_agent_collects_from_the_first_day_to_the_last(counter: Counter, on: date, may: bool) -> None:  # noqa: FBT001  # a column of the table
    """Both days are theirs; the day before and the day after are not."""
    made = _paul(counter, from_on=FIRST, until_on=LAST)
    asked: dict[str, Any] = {"customer_id": IDS.claire, "collector_id": made.id, "on": on}
    assert counter.desk.ask(procurations.may_collect, scope=Scope.MAIL, **asked) is may
    found = counter.desk.ask(procurations.collectors, customer_id=IDS.claire, scope=Scope.MAIL, on=on)
    assert [each.name for each in found] == ["Paul Petit"] * may


def test_an_agent_collects_what_the_procuration_says_and_for_whom(counter: Counter) -> None:
    """Mail is not registered mail, and Claire is not Mohamed; withdrawn, it is nothing."""
    desk = counter.desk
    made = _paul(counter, scopes=[Scope.MAIL])
    asked: dict[str, Any] = {"collector_id": made.id, "on": TODAY}

    def may(customer_id: int, scope: Scope) -> bool:
        return desk.ask(procurations.may_collect, customer_id=customer_id, scope=scope, **asked)

    assert [may(IDS.claire, scope) for scope in Scope] == [False, True, False]
    assert not may(IDS.mohamed, Scope.MAIL)
    desk.do(procurations.withdraw, collector_id=made.id, **counter.by())
    assert not may(IDS.claire, Scope.MAIL)
    assert desk.ask(verify).fault is None


def test_a_companys_mail_goes_to_the_companys_collectors(counter: Counter) -> None:
    """Who may collect for the company may not for those who work there."""
    desk = counter.desk
    company = desk.do(customers.register, name="SARL Lumière", is_company=True, **counter.by())
    made = _paul(counter, customer_id=company.id, papers=[Papers.KBIS])
    asked: dict[str, Any] = {"collector_id": made.id, "scope": Scope.REGISTERED, "on": TODAY}
    assert desk.ask(procurations.may_collect, customer_id=company.id, **asked)
    assert not desk.ask(procurations.may_collect, customer_id=IDS.claire, **asked)


def test_those_that_end_soon_are_listed_the_first_to_end_first(counter: Counter) -> None:
    """Today's and those of thirty days; not what is over, nor what is withdrawn, nor what has no end."""
    for name, days in (("Last", 30), ("Later", 31), ("Over", -1), ("Today", 0)):
        _paul(counter, name=name, until_on=TODAY + timedelta(days=days))
    _paul(counter, name="For good")
    rows = counter.desk.ask(procurations.expiring, on=TODAY)
    assert [(row.name, row.days_left, row.customer) for row in rows] == [
        ("Today", 0, "Claire Dupont"),
        ("Last", 30, "Claire Dupont"),
    ]
    assert rows[0].scopes == MAIL
    later = counter.desk.ask(procurations.expiring, on=TODAY, days=31)
    assert [row.name for row in later] == ["Today", "Last", "Later"]


FIVE_YEARS = date(2031, 11, 23)
FULL = {Papers.OWN_IDENTITY, Papers.WRITTEN}
Case = tuple[bool, tuple[Scope, ...], set[Papers], date | None, list[Doubt]]
CASES: tuple[Case, ...] = (
    (False, (Scope.ITEMS,), set(), None, []),
    (False, (Scope.MAIL,), set(), FIVE_YEARS, []),
    (False, (Scope.MAIL,), set(), None, [Doubt.NO_END]),
    (False, (Scope.MAIL,), set(), FIVE_YEARS + timedelta(days=1), [Doubt.TOO_LONG]),
    (False, MAIL, FULL, FIVE_YEARS, []),
    (False, MAIL, {Papers.POSTAL}, FIVE_YEARS, [Doubt.NO_IDENTITY]),
    (False, MAIL, {Papers.OWN_IDENTITY}, FIVE_YEARS, [Doubt.NO_PROCURATION]),
    (False, MAIL, set(), None, [Doubt.NO_END, Doubt.NO_IDENTITY, Doubt.NO_PROCURATION]),
    (True, (Scope.MAIL,), set(), FIVE_YEARS, [Doubt.NO_COMPANY_PAPER]),
    (True, MAIL, {Papers.KBIS, Papers.OWN_IDENTITY}, FIVE_YEARS, []),
    (True, MAIL, {Papers.POWER_OF_ATTORNEY}, FIVE_YEARS, [Doubt.NO_IDENTITY]),
)


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_told(case: Case) -> None:
    """Five years at most, an end, an identity document, a signed procuration, the papers of a company."""
    is_company, scopes, papers, until_on, expected = case
    said: dict[str, Any] = {"scopes": scopes, "papers": papers, "from_on": TODAY, "until_on": until_on}
    assert procurations.doubts(is_company=is_company, **said) == expected


def test_what_is_missing_refuses_nothing(counter: Counter) -> None:
    """The house may know its people: a procuration for ten years, on no paper, is kept."""
    made = _paul(counter, from_on=TODAY, until_on=date(2036, 11, 23))
    assert (made.papers, made.until_on) == ([], date(2036, 11, 23))


def test_five_years_after_a_leap_day_end_on_the_last_of_february() -> None:
    """There is no 29 February 2033."""
    assert procurations.latest_end(date(2028, 2, 29)) == date(2033, 2, 28)


def test_every_paper_scope_and_doubt_has_its_words() -> None:
    """What may be chosen can be read."""
    assert (set(PAPERS), set(SCOPES), set(DOUBTS)) == (set(Papers), set(Scope), set(Doubt))
