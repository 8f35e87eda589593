"""The customer's ticket says what was left, what it costs, when it is ready, and how to collect it."""

from dataclasses import replace

import pytest

from concierge_desk.models import Notify, Paper
from concierge_desk.money import Money
from concierge_desk.print.documents.facts import Detail
from tests.print import samples
from tests.print.samples import TICKET, built, piece


def said(language: str = "fr", **changed: object) -> str:
    """Build a ticket and take its words."""
    return samples.text(built(Paper.TICKET, language, replace(TICKET, **changed)))[0]  # type: ignore[arg-type]  # fields of a ticket


def test_a_ticket_names_house_number_customer_pieces_and_proof() -> None:
    """Everything that a customer needs to come back stands on it."""
    words = said()
    for expected in (
        "Conciergerie Darwin", "05 56 00 00 00", "26-004812", "1 2600 4812 9", "Claire Dupont", "Chemise blanche",
        "Réserves : Tache", "≤ 80,00 €", "À régler au retrait", "25,00 € + devis", "5 pièces", "Gardé 12 mois.",
        "Preuve 48213-a1b2c3d4e5", "SMS",
    ):  # fmt: skip
        assert expected in words.replace("\u00a0", " "), expected


def test_the_promise_is_a_sentence_for_the_last_piece() -> None:
    """One promise holds for the whole ticket: the latest."""
    assert "Prêt jeudi 26 novembre à partir de 17 h" in said().replace("\u00a0", " ")
    assert "Ready on Thursday 26 November from 17:00" in said("en")


def test_without_a_promise_the_customer_will_be_told() -> None:
    """No day is invented."""
    assert "Nous vous prévenons" in said(pieces=(piece(1, promised_at=None),))


def test_the_parts_of_a_suit_are_one_line_with_one_price() -> None:
    """Two physical parts stand as one article."""
    words = said()
    assert words.count("Costume 2 p.") == 1
    assert words.count("16,00") == 1
    assert "2 pièces" in words


def test_another_language_names_the_article_and_keeps_what_was_typed() -> None:
    """The article is translated; the label, typed in the house's language, stands below."""
    words = said("en")
    assert "Shirt" in words
    assert "Chemise blanche" in words


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((piece(1), piece(2)), "9,00 €"),
        ((piece(1, price=None, ceiling=Money(2000)),), "sur devis"),
        ((piece(1, price=None),), "sur devis"),
        ((piece(1, price=Money(0)),), "0,00 €"),
    ],
)
def test_what_is_to_settle_is_added_up(pieces: tuple[object, ...], expected: str) -> None:
    """Prices are summed; quotes are said, never guessed."""
    assert expected in said(pieces=pieces).replace("\u00a0", " ")


def test_nobody_is_promised_a_message_they_did_not_ask_for() -> None:
    """Without a way to tell them, the ticket does not say that they will be told."""
    assert "SMS" not in said(notify=Notify.NONE)
    assert "e-mail" in said(notify=Notify.EMAIL)


def test_the_number_of_a_device_is_not_on_the_customers_ticket() -> None:
    """An IMEI stays on the shop copy."""
    detail = Detail({"fr": "IMEI"}, "356938035643809")
    pieces = (piece(1, details=(detail,)),)
    assert "356938035643809" not in said(pieces=pieces)
    shop_copy = built(Paper.SHOP_COPY, content=replace(samples.SHOP_COPY, pieces=pieces))
    assert "356938035643809" in samples.text(shop_copy)[0]
