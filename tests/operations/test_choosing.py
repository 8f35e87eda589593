"""Choosing who does a service: several side by side, and what follows from the choice."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Item, LegalForm, Offer, Provider, PurchasePrice
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import choosing, corrections, deeds, ess_share, handins, providers, today
from concierge_desk.operations.choosing import OfferRow
from concierge_desk.operations.ess_share import Share
from concierge_desk.operations.offers import doers
from concierge_desk.operations.promises import NotOffered
from concierge_desk.operations.providers import Weekly
from tests.make import IDS, MONDAY_MORNING, Make
from tests.operations.promise_cases import moment
from tests.ui.screens.day import assert_clean, visit


@pytest.fixture
def quick(desk: Desk) -> Provider:
    """An ordinary company that does the dry cleaning in one day, every day at eight in the evening."""

    def add(session: Session) -> Provider:
        made = providers.add(
            session, name="Azur Net", weekly=[Weekly(day, time(18)) for day in range(5)], distance_m=4000,
            transport="camion",
        )  # fmt: skip
        session.add(Offer(provider_id=made.id, service_id=1, work_days=1))
        session.add(PurchasePrice(provider_id=made.id, article_id=IDS.shirt, price=Money(310)))
        return made

    return desk.do(add)


def offers(desk: Desk, article_ids: Sequence[int] = (), language: str = "en") -> list[OfferRow]:
    """Ask for the offers for the dry cleaning."""
    at = desk.clock.now()
    return desk.ask(choosing.offers, service_id=1, article_ids=article_ids, at=at, language=language)


def receive(desk: Desk, *article_ids: int, chosen: dict[int, int] | None = None, uid: str = "") -> list[Item]:
    """Take articles in with a choice."""
    request = desk.do(
        handins.receive,
        customer_id=IDS.claire,
        pieces=[handins.Piece(each) for each in article_ids],
        providers=chosen,
        at=desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=uid or deeds.new_uid(),
    )
    return desk.ask(lambda session: session.query(Item).filter(Item.request_id == request.id).all())


def test_everybody_who_does_it_stands_side_by_side(desk: Desk, quick: Provider) -> None:
    """The usual one first, though the other comes first in the alphabet; each with its own days and prices."""
    usual, other = offers(desk, [IDS.shirt, IDS.shirt])
    assert (usual.provider, usual.usual, usual.is_ess) == ("Pressing des Chartrons", True, True)
    assert (other.provider, other.usual, other.is_ess) == ("Azur Net", False, False)
    assert usual.promise.ready_at == moment("11-26 14:00")
    assert other.promise.ready_at == moment("11-26 08:30")
    assert other.sentence == "Azur Net comes today at 18:00 and brings it back Wednesday."
    assert (usual.price, usual.purchase_price) == (Money(900), None)
    assert (other.price, other.purchase_price) == (Money(900), Money(620))
    assert (other.distance_m, other.transport, other.legal_form) == (4000, "camion", LegalForm.ORDINARY)


def test_a_price_that_is_not_known_of_every_piece_is_not_said(desk: Desk, quick: Provider) -> None:
    """Half a sum would mislead; so would one with a quote in it."""
    assert [each.purchase_price for each in offers(desk, [IDS.shirt, IDS.suit])] == [None, None]
    assert [each.price for each in offers(desk, [IDS.shirt, IDS.hem])] == [None, None]
    assert [each.price for each in offers(desk)] == [None, None]


def test_who_comes_no_more_is_not_offered(desk: Desk, quick: Provider) -> None:
    """Only active providers stand in the list, here and in the quiet line."""
    assert [each.name for each in desk.ask(doers)[1]] == ["Pressing des Chartrons", "Azur Net"]
    desk.do(providers.update, provider_id=quick.id, active=False)
    assert [each.provider for each in offers(desk)] == ["Pressing des Chartrons"]
    assert [each.name for each in desk.ask(doers)[1]] == ["Pressing des Chartrons"]


def test_the_share_is_said_before_and_with_the_order(desk: Desk, make: Make, quick: Provider) -> None:
    """Four pieces went to the social economy; an order of one more to either of them."""
    assert [(each.ess_before, each.ess_after) for each in offers(desk, [IDS.shirt])] == [
        (None, 100),
        (None, 0),
    ]
    make.deposit(*[IDS.shirt] * 4)
    visit(desk, IDS.cleaner, take=True)
    assert [(each.ess_before, each.ess_after) for each in offers(desk, [IDS.shirt])] == [
        (100, 100),
        (100, 80),
    ]


def test_a_suit_of_two_parts_is_two_pieces_of_the_share(desk: Desk, make: Make, quick: Provider) -> None:
    """As many pieces are sent as there are labels."""
    make.deposit(*[IDS.shirt] * 2)
    visit(desk, IDS.cleaner, take=True)
    assert [each.ess_after for each in offers(desk, [IDS.suit])] == [100, 50]


def test_today_and_the_choice_say_the_same_share(desk: Desk, make: Make, quick: Provider) -> None:
    """There is one rule."""
    make.deposit(IDS.shirt, IDS.shirt)
    receive(desk, IDS.shirt, chosen={1: quick.id})
    visit(desk, IDS.cleaner, take=True)
    visit(desk, quick.id, take=True)
    shown = desk.ask(today.today, at=desk.clock.now())
    assert shown.ess_percent == offers(desk)[0].ess_before == 67


def test_an_approval_that_ran_out_counts_for_what_was_sent_before(
    desk: Desk, make: Make, clock: SetClock
) -> None:
    """What left while it still held counts; what left after does not."""

    def approve(session: Session) -> None:
        cleaner = session.get_one(Provider, IDS.cleaner)
        cleaner.legal_form, cleaner.esus_until = LegalForm.ESUS, date(2026, 11, 23)

    desk.do(approve)
    make.deposit(IDS.shirt)
    visit(desk, IDS.cleaner, take=True)
    assert desk.ask(ess_share.share, at=clock.at) == Share(1, 1)
    clock.forward(timedelta(days=2))
    make.deposit(IDS.shirt)
    visit(desk, IDS.cleaner, take=True)
    assert desk.ask(ess_share.share, at=clock.at) == Share(1, 2)
    clock.forward(timedelta(days=9))
    assert desk.ask(ess_share.share, at=clock.at).percent is None


def test_a_sending_that_was_undone_counts_no_more(desk: Desk, make: Make, clock: SetClock) -> None:
    """Nothing went anywhere."""
    make.deposit(IDS.shirt)
    closed = visit(desk, IDS.cleaner, take=True)
    assert desk.ask(ess_share.share, at=clock.at) == Share(1, 1)
    desk.do(
        corrections.undo,
        uid=closed.deed_uid or "",
        at=clock.at,
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )
    assert desk.ask(ess_share.share, at=clock.at) == Share(0, 0)


def test_who_was_chosen_has_the_pieces_and_the_promise(desk: Desk, quick: Provider) -> None:
    """The choice holds for its service alone; the record of the pieces says it."""
    shirt, shoes = receive(desk, IDS.shirt, IDS.resole, chosen={1: quick.id})
    assert (shirt.provider_id, shirt.promised_at) == (quick.id, moment("11-26 08:30"))
    assert shoes.provider_id == IDS.cobbler
    assert_clean(desk)


def test_without_a_choice_the_usual_one_does_it(desk: Desk, quick: Provider) -> None:
    """Whoever else could."""
    (shirt,) = receive(desk, IDS.shirt)
    assert (shirt.provider_id, shirt.promised_at) == (IDS.cleaner, moment("11-26 14:00"))


def test_who_does_not_do_it_cannot_be_chosen(desk: Desk, quick: Provider) -> None:
    """Nor one who comes no more: nothing is recorded, and the sentence names them."""
    with pytest.raises(NotOffered, match="Cordonnerie Pas à Pas does not do this"):
        receive(desk, IDS.shirt, chosen={1: IDS.cobbler})
    desk.do(providers.update, provider_id=quick.id, active=False)
    with pytest.raises(NotOffered):
        receive(desk, IDS.shirt, chosen={1: quick.id})
    assert desk.ask(lambda session: session.query(Item).count()) == 0


def test_a_choice_can_be_undone_with_the_drop_off(desk: Desk, quick: Provider) -> None:
    """Undo knows nothing of choices, and needs not."""
    uid = deeds.new_uid()
    (shirt,) = receive(desk, IDS.shirt, chosen={1: quick.id}, uid=uid)
    desk.do(corrections.undo, uid=uid, at=MONDAY_MORNING, staff_id=IDS.concierge, deed_uid=deeds.new_uid())
    assert shirt.provider_id == quick.id
    assert_clean(desk)
