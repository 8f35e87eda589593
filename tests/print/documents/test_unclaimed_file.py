"""The file of a piece that nobody fetches tells what a request to the court must tell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import About, Channel, Paper, PrintJob
from concierge_desk.moments import SetClock
from concierge_desk.operations import houses, notices
from concierge_desk.print import documents
from concierge_desk.print.documents import unclaimed_file
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.print import samples
from tests.print.samples import UNCLAIMED, built


def said(content: Any, language: str = "en") -> str:  # noqa: ANN401  # what a document gathers is its own
    """Lay a file out and take its words."""
    return " ".join(samples.text(built(Paper.UNCLAIMED_FILE, language, content))).replace("\u00a0", " ")


def test_it_tells_what_the_law_asks_and_what_was_done(desk: Desk, make: Make, clock: SetClock) -> None:
    """Received when, what, at which price, whose, entrusted where; reminders with their words; the trail."""
    desk.do(houses.update_house, address="87 quai des Queyries, Bordeaux")
    counter = Counter(desk)
    request = make.deposit(IDS.shirt)
    clock.forward(timedelta(days=3))
    counter.ready(1)
    clock.forward(timedelta(days=40))
    told: dict[str, Any] = {"about": About.UNCLAIMED, "channel": Channel.LETTER, "text": "Venez la chercher."}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **told, **counter.by())
    late = told | {"about": About.DELAY, "text": "En retard."}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **late, **counter.by())
    clock.forward(timedelta(days=30))
    counter.shelve(1)
    job = PrintJob(
        paper=Paper.UNCLAIMED_FILE,
        language="en",
        request_id=request.id,
        item_ids=[1],
        copy=1,
        made_at=clock.now(),
    )
    words = said(desk.ask(documents.gather, job=job))
    for expected in (
        "Received on: Monday 23 November 2026", "Object: Shirt", "Price claimed: €4.50",
        "Owner: Claire Dupont · Ateliers Darwin · bât. C", "06 12 34 56 78",
        "Entrusted at: Conciergerie Darwin · 87 quai des Queyries, Bordeaux",
        "Ready since: Thursday 26 November 2026", "shelf A1", "Ticket 26-000001", "by letter", "Venez la chercher.",
        "Handed to the provider", "Pressing des Chartrons", "Put on a shelf", "law of 31 December 1903",
        "One year after it was ready: Friday 26 November 2027.",
    ):  # fmt: skip
        assert expected in words, expected
    assert "En retard." not in words


def test_a_file_without_reminders_says_so(desk: Desk) -> None:
    """Nobody must think that a page is missing."""
    assert "No reminder is noted." in said(replace(UNCLAIMED, reminders=()))


def test_a_year_from_a_leap_day_ends_on_the_first_of_march() -> None:
    """There is no 29 February in the year after."""
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert "One year after it was ready: Thursday 1 March 2029." in said(replace(UNCLAIMED, ready_at=leap))


def test_a_piece_that_is_not_there_has_no_file(desk: Desk) -> None:
    """A job that names nothing fails with a sentence."""
    with pytest.raises(NotFound):
        desk.ask(unclaimed_file.gather, item_id=99, at=desk.clock.now())
