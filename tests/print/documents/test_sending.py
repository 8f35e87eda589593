"""The ticket of mail that is left to be sent: for whom, by whom, its number, its price, and what happens next."""

from dataclasses import replace

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Paper, Payer
from concierge_desk.money import Money
from concierge_desk.operations import outgoing
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.print.documents import ticket
from concierge_desk.print.documents.sending import SentFacts
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.print.samples import TICKET, Read, built, named, read_by_both, sheet, text

PARCEL = {"fr": "Colis", "en": "Parcel"}
SENT = (
    SentFacts({"fr": "Lettre recommandée", "en": "Registered letter"}, "Cabinet Leroy", "La Poste",
              "2C20524752032", "Recommandé R1", 20, Money(574), Payer.ACCOUNT),
    SentFacts(PARCEL, "Lucie", "Colissimo", weight_g=900),
    SentFacts(PARCEL, carrier="Colissimo", number="8R20524752032", own_label=True),
)  # fmt: skip


@pytest.mark.parametrize("key", ["roll80", "roll58", "a4"])
def test_it_says_how_each_piece_goes_and_nothing_of_collecting(key: str) -> None:
    """Its number and price, what is paid already and what is to come; both readers read the ticket's code."""
    pdf = built(Paper.TICKET, "en", replace(TICKET, sent=SENT), sheet(key))
    said = " ".join(text(pdf))
    for words in (
        "Cabinet Leroy",
        "2C20524752032",
        "Recommandé R1",
        "20 g",
        "€5.74",
        "price to come",
        "paid already",
    ):
        assert words in said
    assert "3 pieces to send" in said
    assert "On the account of the company" in said
    assert "Come back with this ticket" not in said
    assert all(Read("128", TICKET.code) in found for found in read_by_both(pdf)[0])


def test_names_of_any_length_fit() -> None:
    """The longest words that people write break or are cut, and the paper is still made."""
    long = "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency " * 2
    sent = tuple(replace(each, addressee=long[:120], service=long[:120], number="X" * 64) for each in SENT)
    pdf = built(Paper.TICKET, "fr", replace(named(TICKET, long[:80]), sent=sent), sheet("roll58"))
    assert "Rochefoucauld" in " ".join(text(pdf))


def test_only_a_request_of_outgoing_mail_has_it(desk: Desk, make: Make) -> None:
    """Clothes have their own ticket; what is left to be sent is gathered with its record."""
    clothes = make.deposit(IDS.shirt)
    piece = Outgoing(MailKind.LETTER, "Mairie", 1, franking=Money(139))
    request = desk.do(
        outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=[piece], **Counter(desk).by()
    )
    assert desk.ask(ticket.gather, request_id=clothes.id).sent == ()
    gathered = desk.ask(ticket.gather, request_id=request.id)
    assert [(each.addressee, each.carrier, each.franking) for each in gathered.sent] == [
        ("Mairie", "La Poste", Money(139))
    ]
    assert all(not each.details for each in gathered.pieces)


@pytest.mark.parametrize(("piece", "said"), [(SENT[1], "price to come"), (SENT[2], "paid already")])
def test_a_price_that_is_not_known_is_not_nothing(piece: SentFacts, said: str) -> None:
    """The total never says that it costs nothing."""
    pages = " ".join(text(built(Paper.TICKET, "en", replace(TICKET, sent=(piece,)), sheet("roll80"))))
    assert "€0.00" not in pages
    assert pages.count(said) == 2  # its line and the total
