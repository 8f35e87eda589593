"""Prices that providers name: accepted beforehand, asked about, said yes or no to, and what follows for the piece."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NameMissing, NotFound
from concierge_desk.models import Holder, Item, Move, MoveKind, Outcome, Quote, QuoteState, Status
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import customers, deeds, expectations, quotes
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visits import Brought, Quoted
from tests.make import IDS, Make
from tests.operations.counter import Counter

_ASKED, _ACCEPTED, _REFUSED = QuoteState.ASKED, QuoteState.ACCEPTED, QuoteState.REFUSED


def _receive(counter: Counter, cents: int, item_id: int = 1, **others: Any) -> Quote:  # noqa: ANN401  # of the deed
    wanted = {"note": "par téléphone"} | counter.by(**others)
    return counter.desk.do(quotes.receive, item_id=item_id, amount=Money(cents), **wanted)


def _decide(counter: Counter, quote_id: int, *, accepted: bool, **others: Any) -> Quote:  # noqa: ANN401  # of the deed
    wanted = {"said_by": "Claire Dupont, par téléphone"} | counter.by() | others
    return counter.desk.do(quotes.decide, quote_id=quote_id, accepted=accepted, **wanted)


def _all(counter: Counter) -> list[Quote]:
    with Session(counter.desk.store.reader) as session:
        return list(session.scalars(select(Quote).order_by(Quote.id)))


def _expected_out(counter: Counter) -> list[int]:
    at = counter.desk.clock.now()
    return [row.item_id for row in counter.desk.ask(expectations.sheet, provider_id=1, at=at).out]


@pytest.fixture
def away(counter: Counter, make: Make) -> Counter:
    """A hem "on quote" with a ceiling of 20 euros, and a shirt at 4.50, with their provider."""
    make.deposit(IDS.hem, IDS.shirt)
    counter.visit(taken=(1, 2))
    return counter


@pytest.mark.parametrize(
    ("item_id", "cents", "state"),
    [
        (1, 2000, _ACCEPTED),
        (1, 2001, _ASKED),
        (1, 0, _ACCEPTED),
        (2, 450, _ACCEPTED),
        (2, 451, _ASKED),
    ],
)
def test_what_the_customer_agreed_to_beforehand_is_accepted_at_once(
    away: Counter, item_id: int, cents: int, state: QuoteState
) -> None:
    """Up to their ceiling, or the price they know, nobody is asked; a cent above, they are."""
    price = away.item(item_id).price
    quote = _receive(away, cents, item_id)
    assert (quote.state, quote.within_ceiling, quote.decided_at) == (state, state is _ACCEPTED, None)
    item = away.item(item_id)
    assert (item.quote, item.price) == (state, Money(cents) if state is _ACCEPTED else price)
    assert (item.status, item.holder) == (Status.WITH_PROVIDER, Holder.PROVIDER)
    assert [row.item_id for row in away.desk.ask(quotes.to_ask)] == ([item_id] if state is _ASKED else [])
    assert away.desk.ask(verify).fault is None


def test_the_call_list_says_whom_to_call_about_what(away: Counter) -> None:
    """Who, how, which piece, how much, up to what they had agreed, and what the provider says of it."""
    _receive(away, 4500)
    (row,) = away.desk.ask(quotes.to_ask, language="en")
    assert (row.customer, row.phone, row.label, row.short_tag) == (
        "Claire Dupont",
        "06 12 34 56 78",
        "Hem",
        "0000 0001",
    )
    assert (row.amount, row.agreed, row.note) == (Money(4500), Money(2000), "par téléphone")
    assert (row.provider, row.received_by, row.ticket, row.manifest) == (
        "Pressing des Chartrons",
        "Samir",
        "26-000001",
        "",
    )


def test_a_yes_makes_it_the_price_and_says_who_said_it(away: Counter) -> None:
    """Noted with who, when and by whom; the piece goes on where it is."""
    quote = _decide(away, _receive(away, 4500).id, accepted=True)
    assert (quote.state, quote.decided_with, quote.decided_by_id) == (
        _ACCEPTED,
        "Claire Dupont, par téléphone",
        IDS.concierge,
    )
    assert quote.decided_at == away.desk.clock.now()
    item = away.item(1)
    assert (item.quote, item.price, item.status) == (_ACCEPTED, Money(4500), Status.WITH_PROVIDER)
    assert away.desk.ask(quotes.to_ask) == []
    away.visit(brought=(Brought(1, shelf_id=IDS.a1),))
    assert away.item(1).status is Status.READY
    assert away.desk.ask(verify).fault is None


def test_a_no_to_what_its_provider_has_brings_it_back_as_it_is(away: Counter) -> None:
    """It stays expected back, costs nothing, and is ready once it is on a shelf; it cannot be "to redo"."""
    _decide(away, _receive(away, 4500).id, accepted=False)
    item = away.item(1)
    assert (item.quote, item.price, item.status) == (_REFUSED, NOTHING, Status.WITH_PROVIDER)
    at = away.desk.clock.now()
    back = away.desk.ask(expectations.sheet, provider_id=1, at=at).back
    assert [(row.item_id, row.quote) for row in back] == [(1, _REFUSED), (2, None)]
    away.visit(brought=(Brought(1, shelf_id=IDS.a1),))
    assert away.item(1).status is Status.READY
    away.hand_over(1)
    assert away.desk.ask(verify).fault is None


@pytest.mark.parametrize("accepted", [True, False])
def test_a_piece_that_came_back_on_quote_waits_for_the_word(away: Counter, accepted: bool) -> None:  # noqa: FBT001  # a drawn value
    """Until then it does not leave; a yes sends it out with the next visit, a no makes it ready to be handed back."""
    away.visit(brought=(Brought(1, Outcome.ON_QUOTE, IDS.a1, "doublure", Money(4500)),))
    assert (away.item(1).status, away.item(1).quote) == (Status.HANDED_IN, _ASKED)
    assert _expected_out(away) == []
    (row,) = away.desk.ask(quotes.to_ask)
    assert row.manifest == "26-P-0002"
    _decide(away, row.quote_id, accepted=accepted)
    assert _expected_out(away) == ([1] if accepted else [])
    item = away.item(1)
    assert (item.status, item.price) == (
        (Status.HANDED_IN, Money(4500)) if accepted else (Status.READY, NOTHING)
    )
    if accepted:
        away.visit(taken=(1,))
    else:
        away.hand_over(1)
    assert away.desk.ask(verify).fault is None


def test_a_piece_that_comes_back_before_the_word_waits_for_it(away: Counter) -> None:
    """No work is done without the customer's word: back on its shelf it is not ready, and not sent out again."""
    _receive(away, 4500)
    away.visit(brought=(Brought(1, shelf_id=IDS.a1),))
    assert (away.item(1).status, _expected_out(away)) == (Status.HANDED_IN, [])
    assert away.desk.ask(verify).fault is None


def test_a_second_quote_takes_the_place_of_the_first(away: Counter) -> None:
    """The first stays as history, decided by nobody; only the second is asked about."""
    first, second = _receive(away, 4500), _receive(away, 3900)
    assert [(row.quote_id, row.amount) for row in away.desk.ask(quotes.to_ask)] == [(second.id, Money(3900))]
    with pytest.raises(quotes.QuoteDecided):
        _decide(away, first.id, accepted=True)
    _decide(away, second.id, accepted=False)
    third = _receive(away, 1500)
    assert (third.state, away.item(1).price) == (_ACCEPTED, Money(1500))
    assert [(each.amount.cents, each.state) for each in _all(away)] == [
        (4500, _REFUSED),
        (3900, _REFUSED),
        (1500, _ACCEPTED),
    ]
    assert away.desk.ask(verify).fault is None


def test_a_quote_is_taken_and_decided_once(away: Counter) -> None:
    """Under its own uid a second time changes nothing; under another one it is refused."""
    uid, said = deeds.new_uid(), deeds.new_uid()
    first, again = (_receive(away, 4500, deed_uid=uid) for _ in range(2))
    assert first.id == again.id
    for _ in range(2):
        assert _decide(away, first.id, accepted=True, deed_uid=said).state is _ACCEPTED
    with pytest.raises(quotes.QuoteDecided):
        _decide(away, first.id, accepted=False)
    with pytest.raises(NotFound):
        _decide(away, 99, accepted=False)


def test_a_yes_without_a_name_is_no_yes(away: Counter) -> None:
    """Who said it is asked for, and nothing is recorded without."""
    quote = _receive(away, 4500)
    with pytest.raises(NameMissing):
        _decide(away, quote.id, accepted=True, said_by="  ")
    assert away.item(1).quote is _ASKED


def test_a_quote_needs_a_price_and_a_piece_in_our_care(away: Counter) -> None:
    """No price, less than nothing, or a piece that is with its customer again."""
    with pytest.raises(quotes.QuoteAmountMissing, match="Hem"):
        _receive(away, -1)
    with pytest.raises(quotes.QuoteAmountMissing, match="Hem"):
        away.visit(brought=(Brought(1, Outcome.ON_QUOTE),))
    quote = _receive(away, 4500)
    away.visit(brought=(Brought(1),))
    away.hand_over(1, as_it_is=True)
    assert away.desk.ask(quotes.to_ask) == [], "there is nothing to ask about any more"
    with pytest.raises(quotes.NotInCare):
        _decide(away, quote.id, accepted=True)
    with pytest.raises(quotes.NotInCare):
        _receive(away, 100)
    assert away.desk.ask(verify).fault is None


def test_a_piece_that_nobody_works_on_has_no_quote(counter: Counter, make: Make) -> None:
    """Who should have named the price is said first."""
    make.deposit(IDS.hem)
    counter.desk.do(_without_provider)
    with pytest.raises(quotes.NobodyNamedIt):
        _receive(counter, 100)


def _without_provider(session: Session) -> None:
    session.get_one(Item, 1).provider_id = None


def test_the_chain_keeps_the_price_and_no_name(away: Counter) -> None:
    """Each move of a quote says amount and state; who said yes is not in it, and goes when they are erased."""
    _decide(away, _receive(away, 4500).id, accepted=False)
    with Session(away.desk.store.reader) as session:
        moves = session.scalars(select(Move).where(Move.kind == MoveKind.QUOTED)).all()
        assert [(move.facts["amount"], move.facts["quote"]) for move in moves] == [
            (4500, "asked"),
            (4500, "refused"),
        ]
        assert not any("Claire" in str(move.record()) for move in session.scalars(select(Move)))
    away.visit(brought=(Brought(1), Brought(2)))
    away.hand_over(1, 2)
    at = away.desk.clock.now()
    away.desk.do(customers.erase, customer_id=IDS.claire, at=at, staff_id=IDS.supervisor)
    assert [each.decided_with for each in _all(away)] == [""]
    assert away.desk.ask(verify).fault is None


def test_a_quote_in_a_visit_is_one_deed_with_its_closing(away: Counter) -> None:
    """Within the ceiling too: the line says the price, and the piece has it at once."""
    visit = away.visit(quoted=(Quoted(1, Money(1800), "ourlet double"),))
    (quote,) = _all(away)
    assert (quote.visit_id, quote.deed_uid, quote.state) == (visit.id, visit.deed_uid, _ACCEPTED)
    assert away.item(1).price == Money(1800)
    assert away.desk.ask(verify).fault is None
