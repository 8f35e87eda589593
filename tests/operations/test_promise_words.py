"""A promise as one sentence."""

from datetime import date

import pytest

from concierge_desk.operations import promise_words
from concierge_desk.operations.promises import NoPromise, Promise, Why, WhyKind
from concierge_desk.texts import Texts
from tests.operations.promise_cases import moment

AT = moment("11-23 09:30")
TO_THURSDAY = Promise(
    ready_at=moment("11-26 14:00"),
    leaves_at=moment("11-24 13:00"),
    returns_at=moment("11-26 13:00"),
    provider="Pressing",
)


def said(promise: Promise) -> str:
    """Say a promise in English."""
    return promise_words.sentence(promise, AT, Texts("en"))


def with_why(*whys: Why) -> Promise:
    """Make a promise that is later than usual."""
    return Promise(TO_THURSDAY.ready_at, TO_THURSDAY.leaves_at, moment("12-03 13:00"), "Pressing", whys=whys)


def test_it_is_one_sentence() -> None:
    """Who comes when, and brings it back when."""
    assert said(TO_THURSDAY) == "Pressing comes tomorrow at 13:00 and brings it back Thursday."
    assert promise_words.ready(TO_THURSDAY, Texts("en")) == "Ready Thursday 26 November from 14:00"


def test_a_visit_between_two_hours_says_both() -> None:
    """So that nobody waits at the first."""
    promise = Promise(
        TO_THURSDAY.ready_at,
        TO_THURSDAY.leaves_at,
        TO_THURSDAY.returns_at,
        "Pressing",
        leaves_until=moment("11-24 15:00"),
    )
    assert said(promise).startswith("Pressing comes tomorrow between 13:00 and 15:00 and")


def test_what_is_away_is_only_brought_back() -> None:
    """A day a week ahead or past is said in full."""
    away = Promise(ready_at=AT, returns_at=moment("11-30 13:00"), provider="Pressing")
    assert said(away) == "Pressing brings it back Monday 30 November."
    assert promise_words.near(moment("11-20 13:00"), AT, Texts("en")) == "Friday 20 November"


DAY, LAST = date(2026, 11, 24), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why(WhyKind.HOLIDAY, DAY, DAY), "Tuesday 24 November is a public holiday"),
        (Why(WhyKind.DESK_CLOSED, DAY, DAY), "we are closed on Tuesday 24 November"),
        (Why(WhyKind.DESK_CLOSED, DAY, LAST), "we are closed until Friday 27 November"),
        (Why(WhyKind.PROVIDER_CLOSED, DAY, DAY), "on holiday on Tuesday 24 November"),
        (Why(WhyKind.PROVIDER_CLOSED, DAY, LAST), "on holiday until Friday 27 November"),
        (Why(WhyKind.MISSED, DAY, DAY), "no visit on Tuesday 24 November"),
        (Why(WhyKind.FULL, until=LAST), "full until Friday 27 November"),
        (Why(WhyKind.LATE, days=1), "1 day late at the moment"),
        (Why(WhyKind.LATE, days=2), "2 days late at the moment"),
    ],
)
def test_each_reason_ends_the_sentence(why: Why, words: str) -> None:
    """What is later than usual says why."""
    assert said(with_why(why)).endswith(f"brings it back Thursday 3 December: {words}.")


def test_several_reasons_stand_one_after_another() -> None:
    """In the order in which they were found."""
    words = said(with_why(Why(WhyKind.HOLIDAY, DAY, DAY), Why(WhyKind.LATE, days=2)))
    assert words.endswith(": Tuesday 24 November is a public holiday, 2 days late at the moment.")


@pytest.mark.parametrize("reason", NoPromise)
def test_without_a_day_it_says_what_to_do(reason: NoPromise) -> None:
    """Each reason has a sentence of its own."""
    assert said(Promise(reason=reason)).endswith(".")
    assert len({said(Promise(reason=each)) for each in NoPromise}) == len(NoPromise)
