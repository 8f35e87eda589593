"""What a promise knows of the store: who waits, who is late, what was held, and a promise made again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Item, Offer, Provider, QuoteState, Service, Status, WeeklyVisit
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, handins, promises, visits
from concierge_desk.operations.promises import NoPromise, Promise, Wanted, Why, WhyKind
from tests.make import IDS, Make
from tests.operations.promise_cases import moment
from tests.ui.screens.day import item, visit


def change(desk: Desk, **facts: object) -> None:
    """Change what is known of the cleaner."""

    def apply(session: Session) -> None:
        cleaner = session.get_one(Provider, IDS.cleaner)
        for name, value in facts.items():
            setattr(cleaner, name, value)

    desk.do(apply)


def promise(desk: Desk, pieces: int = 1) -> Promise:
    """Promise a shirt now."""
    return desk.ask(promises.promise_for, service_id=1, at=desk.clock.now(), pieces=pieces)


def again(desk: Desk, item_id: int) -> Promise:
    """Promise a piece again now."""
    at = desk.clock.now()
    return desk.ask(lambda session: promises.again(session, item=session.get_one(Item, item_id), at=at))


def held(desk: Desk, said: str, close: Callable[..., object], **more: object) -> None:
    """Hold or miss a visit of the cleaner that was planned at an hour."""
    at = desk.clock.now()
    opened = desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=moment(said), at=at, staff_id=IDS.concierge
    )
    desk.do(close, visit_id=opened.id, at=at, staff_id=IDS.concierge, deed_uid=deeds.new_uid(), **more)


def _does_it_in_a_day(session: Session) -> None:
    session.get_one(Offer, (IDS.cleaner, 1)).work_days = 1


def test_an_offer_has_work_days_of_its_own(desk: Desk) -> None:
    """Where it says none, the service's hold."""
    desk.do(_does_it_in_a_day)
    assert promise(desk).returns_at == moment("11-25 13:00")
    desk.do(lambda session: setattr(session.get_one(Offer, (IDS.cleaner, 1)), "work_days", None))
    assert promise(desk).returns_at == moment("11-26 13:00")


def test_cut_off_and_closures_are_read_from_the_provider(desk: Desk) -> None:
    """An hour before 13:00 is over at noon; on holiday until Wednesday it comes on Thursday."""

    def cut(session: Session) -> None:
        for each in session.query(WeeklyVisit).filter(WeeklyVisit.provider_id == IDS.cleaner):
            each.cutoff_minutes = 4 * 60

    desk.do(cut)
    assert promise(desk).leaves_at == moment("11-25 13:00")
    change(desk, closures=[["2026-11-24", "2026-11-25"]])
    late = promise(desk)
    assert late.leaves_at == moment("11-26 13:00")
    assert late.whys == (Why(WhyKind.PROVIDER_CLOSED, date(2026, 11, 24), date(2026, 11, 25)),)


def test_what_waits_fills_the_days(desk: Desk, make: Make) -> None:
    """Four a day, three wait: one more goes today, two more on Wednesday; a suit of two parts counts twice."""
    change(desk, capacity=4)
    make.deposit(IDS.shirt, IDS.suit)
    assert promise(desk).leaves_at == moment("11-23 13:00")
    full = promise(desk, pieces=2)
    assert full.leaves_at == moment("11-25 13:00")
    assert full.whys == (Why(WhyKind.FULL, until=date(2026, 11, 25)),)
    make.deposit(IDS.suit)
    assert item(desk, 5).promised_at == full.ready_at


def test_a_piece_whose_price_awaits_an_answer_takes_no_room(desk: Desk, make: Make) -> None:
    """It does not leave."""
    change(desk, capacity=1)
    make.deposit(IDS.shirt)
    assert promise(desk).leaves_at == moment("11-25 13:00")
    desk.do(lambda session: setattr(session.get_one(Item, 1), "quote", QuoteState.ASKED))
    assert promise(desk).leaves_at == moment("11-23 13:00")


def test_what_it_took_today_counts(desk: Desk, make: Make) -> None:
    """It came early for one, and comes again at its hour: the day is full."""
    change(desk, capacity=1)
    make.deposit(IDS.shirt)
    visit(desk, IDS.cleaner, take=True)
    assert promise(desk).leaves_at == moment("11-25 13:00")


def test_all_services_of_a_drop_off_fill_the_days_of_one_provider(desk: Desk) -> None:
    """One shirt and one pair of shoes for the same provider are two pieces."""
    change(desk, capacity=1)
    desk.do(lambda session: setattr(session.get_one(Service, 2), "provider_id", IDS.cleaner))
    made = desk.ask(promises.for_dropoff, wanted=[Wanted(1), Wanted(2)], at=desk.clock.now())
    assert {each.leaves_at for each in made.values()} == {moment("11-25 13:00")}
    alone = desk.ask(promises.for_dropoff, wanted=[Wanted(1)], at=desk.clock.now())
    assert alone[1].leaves_at == moment("11-23 13:00")


def test_the_promise_that_is_shown_is_the_one_that_is_recorded(desk: Desk) -> None:
    """Over two services of one provider whose day is short."""
    change(desk, capacity=3)
    desk.do(lambda session: setattr(session.get_one(Service, 2), "provider_id", IDS.cleaner))
    shown = desk.ask(promises.for_dropoff, wanted=[Wanted(1, 3), Wanted(2, 1)], at=desk.clock.now())
    request = desk.do(
        handins.receive, customer_id=1, at=desk.clock.now(), staff_id=2, deed_uid=deeds.new_uid(),
        pieces=[handins.Piece(each) for each in (IDS.shirt, IDS.suit, IDS.resole)],
    )  # fmt: skip
    taken = desk.ask(lambda session: session.query(Item).filter(Item.request_id == request.id).all())
    assert {each.promised_at for each in taken if each.service_id == 1} == {shown[1].ready_at}
    assert {each.promised_at for each in taken if each.service_id == 2} == {shown[2].ready_at}


def test_a_visit_that_was_closed_or_missed_comes_no_more(desk: Desk) -> None:
    """The next one counts; what is missed is said."""
    held(desk, "11-23 13:00", visits.miss)
    missed = promise(desk)
    assert missed.leaves_at == moment("11-25 13:00")
    assert [each.kind for each in missed.whys] == [WhyKind.MISSED]
    held(desk, "11-25 13:00", visits.close, taken=[], brought=[], driver="Yann", signature=[])
    assert promise(desk).leaves_at == moment("11-26 13:00")


def test_a_missed_visit_that_is_prepared_anew_comes_after_all(desk: Desk) -> None:
    """They said no, and came."""
    held(desk, "11-23 13:00", visits.miss)
    at = desk.clock.now()
    desk.do(visits.prepare, provider_id=1, planned_at=moment("11-23 13:00"), at=at, staff_id=2)
    assert promise(desk).leaves_at == moment("11-23 13:00")


def late(desk: Desk, make: Make, clock: SetClock, pieces: int, days: int) -> None:
    """Let the cleaner have pieces since long, which are late by so many of its working days."""
    clock.at = moment("11-09 09:30")
    make.deposit(*[IDS.shirt] * pieces)
    visit(desk, IDS.cleaner, take=True)
    clock.at = moment("11-16 15:00") + timedelta(days=days)  # promised for Monday the 16th, 14:00


@pytest.mark.parametrize(
    ("of", "seen"),
    [
        ((2, 2), 0),  # two pieces are no delay
        ((3, 2), 2),  # three are: Tuesday and Wednesday
        ((3, 0), 0),  # late by an hour, and by no day
        ((5, 9), 5),  # nine days are seven working days; five at most
    ],
)
def test_a_delay_is_seen_in_what_is_overdue(
    desk: Desk, make: Make, clock: SetClock, of: tuple[int, int], seen: int
) -> None:
    """Three pieces and a fifth of what it has; the middle one of their late working days, five at most."""
    late(desk, make, clock, *of)
    found = promise(desk).whys
    assert found == ((Why(WhyKind.LATE, days=seen),) if seen else ())


def test_three_late_pieces_among_many_are_no_delay(desk: Desk, make: Make, clock: SetClock) -> None:
    """Three of fifteen are a fifth; three of sixteen are not."""
    late(desk, make, clock, 3, 0)
    clock.at = moment("11-18 09:30")
    make.deposit(*[IDS.shirt] * 12)
    visit(desk, IDS.cleaner, take=True)
    assert [each.days for each in promise(desk).whys] == [2]
    make.deposit(IDS.shirt)
    visit(desk, IDS.cleaner, take=True)
    assert promise(desk).whys == ()


def test_what_is_said_and_what_is_seen_is_one_delay(desk: Desk, make: Make, clock: SetClock) -> None:
    """The greater of both, never their sum."""
    late(desk, make, clock, 3, 2)
    change(desk, delay_days=3, delay_until=date(2026, 11, 30))
    assert [each.days for each in promise(desk).whys] == [3]
    change(desk, delay_days=1)
    assert [each.days for each in promise(desk).whys] == [2]


def test_what_waits_is_promised_again_for_the_next_visit(desk: Desk, make: Make, clock: SetClock) -> None:
    """Its visit was missed: it goes with the next one; those before it in the row take their room first."""
    make.deposit(IDS.shirt, IDS.shirt)
    clock.at = moment("11-23 13:30")
    held(desk, "11-23 13:00", visits.miss)
    assert again(desk, 2).leaves_at == moment("11-25 13:00")
    change(desk, capacity=1)
    assert again(desk, 1).leaves_at == moment("11-25 13:00")
    assert again(desk, 2).leaves_at == moment("11-26 13:00")


def test_what_its_provider_has_returns_with_the_next_visit_after_its_work(
    desk: Desk, make: Make, clock: SetClock
) -> None:
    """Thursday's visit was missed: Monday's brings it; described meanwhile, it left on Monday all the same."""
    make.deposit(IDS.shirt)
    visit(desk, IDS.cleaner, take=True)
    clock.at = moment("11-24 09:00")
    assert again(desk, 1).returns_at == moment("11-26 13:00")
    clock.at = moment("11-26 13:30")
    desk.do(handins.describe, item_id=1, label="Bleue", at=clock.at, staff_id=2, deed_uid=deeds.new_uid())
    held(desk, "11-26 13:00", visits.miss)
    found = again(desk, 1)
    assert (found.leaves_at, found.returns_at) == (None, moment("11-30 13:00"))
    assert found.ready_at == moment("11-30 14:00")


def test_nothing_is_promised_again_of_what_is_here_or_must_be_asked(
    desk: Desk, make: Make, clock: SetClock
) -> None:
    """A price without an answer names no day; what came back awaits nobody."""
    make.deposit(IDS.shirt)
    desk.do(lambda session: setattr(session.get_one(Item, 1), "quote", QuoteState.ASKED))
    assert again(desk, 1).reason is NoPromise.QUOTE
    desk.do(lambda session: setattr(session.get_one(Item, 1), "quote", None))
    visit(desk, IDS.cleaner, take=True)
    visit(desk, IDS.cleaner, take=False, bring=(1,))
    assert (item(desk, 1).holder, item(desk, 1).status) == (Holder.DESK, Status.READY)
    assert again(desk, 1).reason is NoPromise.NOT_AWAITED


def test_a_provider_that_takes_nothing_is_full(desk: Desk) -> None:
    """No day is invented."""
    change(desk, capacity=0)
    assert promise(desk).reason is NoPromise.FULL
