"""The demonstration's mail: every page of the mail shows something, all verifies, and it is plainly invented."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from concierge_desk import moments, tracking
from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit, Channel, MailKind, MailWay, Message, MessageState, Move
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    demo,
    demo_letters,
    mail_accounts,
    mail_deadlines,
    mail_registers,
    outgoing,
    procurations,
    recipients,
    tariffs,
    verification,
)
from tests.make import MONDAY_MORNING

NOW = MONDAY_MORNING + timedelta(hours=7)
TODAY = moments.day_of(NOW)


def fill(path: Path, at: datetime) -> Desk:
    """Make a small history with mail that ends at a moment."""
    desk = Desk(Store(path), SetClock(at))
    demo.fill(desk, years=0.08, seed=1, progress=lambda _done, _all: None, items_per_year=1_500, mail=True)
    return desk


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a month of history, made once."""
    path = tmp_path_factory.mktemp("mailed") / "desk.sqlite"
    fill(path, NOW).close()
    return path


@pytest.fixture
def mailed(filled: Path, tmp_path: Path) -> Desk:
    """A desk with such a history of its own."""
    path = tmp_path / "mailed.sqlite"
    shutil.copy(filled, path)
    return Desk(Store(path), SetClock(NOW))


def test_it_verifies_and_its_moves_are_in_order(mailed: Desk) -> None:
    """Mail and clothes are one chain, and a day's mail stands among what else happened on that day."""
    report = mailed.ask(verification.verify)
    assert report.fault is None, report.fault
    with mailed.store.reader.connect() as connection:
        days = [moments.day_of(at) for at in connection.scalars(select(Move.at).order_by(Move.id))]
    assert days == sorted(days)
    mailed.close()


def test_every_page_shows_something(mailed: Desk) -> None:
    """Arrivals by carriers, what is nobody's, what goes back now, what waits to be sent, messages, registers."""
    ask = mailed.ask
    counts = ask(mail_deadlines.counts, on=TODAY)
    assert (counts.today, counts.tomorrow) == (1, 1)
    assert len(ask(recipients.unsettled, language="en")) == 2
    needs = [each.missing for each in ask(outgoing.waiting)]
    assert () in needs
    assert any(needs)
    assert ask(outgoing.unproven)
    month = mail_registers.month(TODAY)
    days = {"first_on": month.first_on, "last_on": month.last_on}
    assert ask(mail_accounts.owed, **days)
    assert not any(row.is_missing for row in ask(mail_registers.registered, **days))
    assert len(ask(mail_registers.log, first_on=TODAY, last_on=TODAY)) > 5
    assert [each.days_left for each in ask(procurations.expiring, on=TODAY)] == [12]
    with mailed.store.reader.connect() as connection:
        states = set(connection.scalars(select(Message.state)))
        channels = set(connection.scalars(select(Message.channel)))
        comings = dict(
            iter(connection.execute(select(CarrierVisit.way, func.count()).group_by(CarrierVisit.way)))
        )
    assert states >= {MessageState.SENT, MessageState.WAITING, MessageState.FAILED, MessageState.DOUBTFUL}
    assert channels >= {Channel.SMS, Channel.EMAIL, Channel.PHONE}
    assert min(comings[MailWay.IN], comings[MailWay.OUT]) > 5
    mailed.close()


def test_its_prices_say_that_they_are_invented(mailed: Desk) -> None:
    """Nobody takes them for a carrier's: each line says it twice."""
    prices = mailed.ask(tariffs.prices)
    assert prices
    assert all("invent" in each.service and each.source == demo_letters.INVENTED for each in prices)
    mailed.close()


@pytest.mark.parametrize("at", [timedelta(hours=-10), timedelta(hours=-3)])
def test_it_can_be_made_at_any_hour(tmp_path: Path, at: timedelta) -> None:
    """On a Sunday night or before the first customer of a day, too."""
    desk = fill(tmp_path / "desk.sqlite", MONDAY_MORNING + at)
    assert desk.ask(verification.verify).fault is None
    assert desk.ask(outgoing.waiting)
    desk.close()


@pytest.mark.parametrize("kind", [MailKind.REGISTERED, MailKind.PARCEL, MailKind.EXPRESS])
def test_its_numbers_read_as_those_of_carriers(kind: MailKind) -> None:
    """Their check digits fit, so that they can be scanned from the screen and mean what they say."""
    random = Random(1)  # noqa: S311  # numbers that are nobody's
    for _ in range(50):
        reading = tracking.read(demo_letters.number(random, kind))
        assert (reading.kind, reading.check) == (kind.value, tracking.Check.OK)
    assert demo_letters.number(random, MailKind.LETTER) == ""


def test_a_tariff_holds_from_its_first_day() -> None:
    """It is dated as the house's own would be."""
    assert {each.valid_from for each in demo_letters.tariff(date(2026, 1, 1))} == {date(2026, 1, 1)}
