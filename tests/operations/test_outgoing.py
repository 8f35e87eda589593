"""Mail that customers leave here to be sent: what is left, franked, taken by its carrier, and proven posted."""

from datetime import date
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadAmount, NotAtDesk, NotFound, NothingToRecord
from concierge_desk.models import Carrier, MailKind, MailWay, Paper, Payer, Request, Status, Tariff
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    mail_reading,
    mail_records,
    outgoing,
    printing,
    search,
    tariffs,
)
from concierge_desk.operations.mail_intake import NumberTwice
from concierge_desk.operations.mail_reading import MailRow, NumberInCare
from concierge_desk.operations.outgoing import Missing, NotPosted, Outgoing
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE, COLISSIMO = 1, 2
LETTER = Outgoing(MailKind.LETTER, "Mairie de Bordeaux", LA_POSTE, franking=Money(139))
REGISTERED = Outgoing(
    MailKind.REGISTERED, "Cabinet Leroy", LA_POSTE, "2c 205 247 5203 2", service="Recommandé R1",
    weight_g=20, franking=Money(574),
)  # fmt: skip
OWN_LABEL = Outgoing(MailKind.PARCEL, carrier_id=COLISSIMO, number="8R01234567895", own_label=True)


def left(counter: Counter, *pieces: Outgoing, payer: Payer = Payer.CUSTOMER, **others: Any) -> Request:  # noqa: ANN401  # of the deed
    """Let Claire leave pieces."""
    what: dict[str, Any] = {"customer_id": IDS.claire, "payer": payer, "pieces": list(pieces)}
    return counter.desk.do(outgoing.leave, **what | counter.by(**others))


def rows(desk: Desk, *item_ids: int) -> list[MailRow]:
    """Tell what is known of pieces."""
    return desk.ask(mail_reading.rows, item_ids=item_ids, language="en")


def priced(desk: Desk, service: str, up_to_g: int, cents: int, **others: Any) -> None:  # noqa: ANN401  # of the tariff
    """Put a price of La Poste into the tariff."""
    facts = {"valid_from": date(2026, 1, 1), "valid_to": None} | others
    desk.do(
        lambda session: session.add(
            Tariff(carrier_id=LA_POSTE, service=service, up_to_g=up_to_g, price=Money(cents), **facts)
        )
    )


def test_what_is_left_waits_for_its_carrier_and_is_proven(counter: Counter) -> None:
    """It is ours with its whole record, has a receipt, leaves with its carrier, and its posting is noted."""
    desk = counter.desk
    request = left(counter, LETTER, REGISTERED, OWN_LABEL, note="Avant 16 h")
    found = rows(desk, 1, 2, 3)
    assert [(row.way, row.status, row.ticket) for row in found] == [
        (MailWay.OUT, Status.HANDED_IN, request.number)
    ] * 3
    assert [row.register_serial for row in found] == [None, 26000001, None]
    assert [row.payer for row in found] == [Payer.CUSTOMER, Payer.CUSTOMER, None]
    assert [row.number for row in found] == ["", "2C20524752032", "8R01234567895"]
    assert [job.paper for job in desk.ask(printing.waiting)] == [Paper.TICKET]
    assert [each.mail.item_id for each in desk.ask(outgoing.waiting)] == [1, 2, 3]
    assert not any(each.missing for each in desk.ask(outgoing.waiting))
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 2], **counter.by())
    assert [row.item_id for row in desk.ask(outgoing.unproven)] == [2]
    desk.do(outgoing.prove_posting, item_ids=[2], **counter.by())
    assert rows(desk, 2)[0].posted_at == desk.clock.now()
    assert desk.ask(outgoing.unproven) == []
    report = desk.ask(verify)
    assert report.fault is None, report.fault


def test_a_deed_done_twice_is_done_once(counter: Counter) -> None:
    """The same form recorded again answers with the first request, and frank and prove change nothing more."""
    desk, uid = counter.desk, "a" * 32
    assert left(counter, LETTER, deed_uid=uid).id == left(counter, LETTER, LETTER, deed_uid=uid).id
    assert len(desk.ask(outgoing.waiting)) == 1
    franked = counter.by()
    for cents in (100, 200):
        desk.do(outgoing.frank, item_id=1, franking=Money(cents), **franked)
    assert rows(desk, 1)[0].franking == Money(100)
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **counter.by())
    proven = counter.by()
    for _ in range(2):
        desk.do(outgoing.prove_posting, item_ids=[1], **proven)
    first = rows(desk, 1)[0].posted_at
    desk.do(outgoing.prove_posting, item_ids=[1], **counter.by())
    assert rows(desk, 1)[0].posted_at == first
    assert desk.ask(verify).fault is None


def test_what_a_piece_still_needs_is_told_and_can_be_said_later(counter: Counter) -> None:
    """No carrier, number, price or addressee: those pieces stand first, until it is said."""
    desk = counter.desk
    left(counter, LETTER, Outgoing(MailKind.REGISTERED), Outgoing(MailKind.PARCEL, own_label=True))
    found = {each.mail.item_id: each.missing for each in desk.ask(outgoing.waiting)}
    assert list(found) == [2, 3, 1]
    assert found == {
        1: (),
        2: (Missing.CARRIER, Missing.NUMBER, Missing.FRANKING, Missing.ADDRESSEE),
        3: (Missing.CARRIER, Missing.NUMBER),
    }
    said: dict[str, Any] = {
        "carrier_id": LA_POSTE,
        "number": "2D 000 000 0551 7",
        "franking": Money(0),
        "addressee": "Trésor",
    }
    desk.do(outgoing.frank, item_id=2, weight_g=40, service="R1", **said, **counter.by())
    row = rows(desk, 2)[0]
    assert (row.number, row.franking, row.weight_g, row.carrier) == (
        "2D00000005517",
        Money(0),
        40,
        "La Poste",
    )
    assert outgoing.missing(row) == ()
    assert desk.ask(outgoing.by_number, number="2d00000005517").item_id == 2  # type: ignore[union-attr]  # it is there
    assert desk.ask(search.items_matching, words="2D00000005517") == [2]
    assert desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("kind_format", "weight_g", "cents"),
    [("", 20, 139), ("", 21, 278), ("Grand", 20, 200), ("", 100, 278), ("", 101, None)],
)
def test_the_price_is_that_of_the_dated_tariff(
    counter: Counter, kind_format: str, weight_g: int, cents: int | None
) -> None:
    """The lightest step that fits, the format's own first; without a price in the tariff it is asked for."""
    desk = counter.desk
    priced(desk, "Lettre verte", 20, 139)
    priced(desk, "Lettre verte", 100, 278)
    priced(desk, "Lettre verte", 20, 200, format="Grand")
    priced(desk, "Lettre verte", 500, 999, valid_to=date(2026, 6, 30))
    left(
        counter,
        Outgoing(
            MailKind.LETTER, "X", LA_POSTE, service="lettre verte", format=kind_format, weight_g=weight_g
        ),
    )
    assert rows(desk, 1)[0].franking == (None if cents is None else Money(cents))


def test_a_price_that_is_said_goes_before_the_tariff(counter: Counter) -> None:
    """The house may charge what it really stuck on, nothing too; a later tariff changes nothing that was sent."""
    priced(counter.desk, "Lettre verte", 20, 139)
    piece = Outgoing(MailKind.LETTER, "X", LA_POSTE, service="Lettre verte", weight_g=20, franking=Money(0))
    left(counter, piece)
    assert rows(counter.desk, 1)[0].franking == Money(0)


@pytest.mark.parametrize(
    ("pieces", "refused"),
    [
        ([], NothingToRecord),
        ([LETTER] * 201, outgoing.TooMuchToSend),
        ([REGISTERED, REGISTERED], NumberTwice),
        ([Outgoing(MailKind.LETTER, weight_g=0)], tariffs.BadWeight),
        ([Outgoing(MailKind.LETTER, weight_g=100_001)], tariffs.BadWeight),
        ([Outgoing(MailKind.LETTER, franking=Money(-1))], BadAmount),
        ([Outgoing(MailKind.PARCEL, own_label=True, franking=Money(500))], outgoing.AlreadyPaid),
        ([Outgoing(MailKind.LETTER, carrier_id=99)], NotFound),
    ],
)
def test_what_cannot_be_sent_is_refused_whole(
    counter: Counter, pieces: list[Outgoing], refused: type[Exception]
) -> None:
    """Nothing is recorded of a list of which one piece is refused, and no number is used up."""
    with pytest.raises(refused):
        left(counter, LETTER, *pieces) if pieces else left(counter)
    assert counter.desk.ask(outgoing.waiting) == []
    assert left(counter, LETTER).number.endswith("0001")


def test_a_carrier_that_only_brings_takes_nothing(counter: Counter) -> None:
    """Amazon brings, and is refused for what goes out."""
    desk = counter.desk
    desk.do(lambda session: setattr(session.get_one(Carrier, COLISSIMO), "takes_out", False))
    with pytest.raises(outgoing.TakesNothing, match="Colissimo"):
        left(counter, OWN_LABEL)


def test_a_number_that_is_here_is_not_taken_twice(counter: Counter) -> None:
    """A scanned number that is in our care is refused, at the counter and when it is said later."""
    desk = counter.desk
    left(counter, REGISTERED, LETTER)
    with pytest.raises(NumberInCare):
        left(counter, REGISTERED)
    with pytest.raises(NumberInCare):
        desk.do(outgoing.frank, item_id=2, number=REGISTERED.number, **counter.by())
    desk.do(outgoing.frank, item_id=1, number=REGISTERED.number, weight_g=30, **counter.by())


def test_the_account_of_a_company_pays_only_where_there_is_one(counter: Counter) -> None:
    """Claire works at a company that has an account; Mohamed pays himself."""
    left(counter, LETTER, payer=Payer.ACCOUNT)
    assert rows(counter.desk, 1)[0].payer is Payer.ACCOUNT
    with pytest.raises(outgoing.NoAccount, match="Mohamed"):
        counter.desk.do(
            outgoing.leave, customer_id=IDS.mohamed, payer=Payer.ACCOUNT, pieces=[LETTER], **counter.by()
        )


def test_only_what_waits_is_franked_and_only_what_left_is_proven(counter: Counter) -> None:
    """A piece that left is franked no more; one that waits was not posted; incoming clothes are no mail."""
    desk = counter.desk
    left(counter, REGISTERED)
    with pytest.raises(outgoing.NotPosted):
        desk.do(outgoing.prove_posting, item_ids=[1], **counter.by())
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **counter.by())
    with pytest.raises(NotAtDesk):
        desk.do(outgoing.frank, item_id=1, weight_g=1, **counter.by())
    with pytest.raises(NotFound):
        desk.do(outgoing.prove_posting, item_ids=[7], **counter.by())


def test_an_erased_customer_leaves_nothing(counter: Counter) -> None:
    """Nothing is taken in from somebody who is not in the books any more, nor from nobody."""
    desk = counter.desk
    nobody = desk.do(mail_records.nobody, at=desk.clock.now(), staff_id=IDS.concierge)
    for customer_id in (99, nobody.id):
        with pytest.raises(NotFound):
            desk.do(
                outgoing.leave, customer_id=customer_id, payer=Payer.CUSTOMER, pieces=[LETTER], **counter.by()
            )


def test_what_was_given_back_was_never_posted(counter: Counter) -> None:
    """Its reception was undone, or its customer fetched it again: no proof is waited for, and none is taken."""
    desk = counter.desk
    undone = left(counter, REGISTERED)
    desk.do(corrections.undo, uid=undone.deed_uid, **counter.by())
    left(counter, REGISTERED)
    counter.hand_over(2, as_it_is=True)
    assert desk.ask(outgoing.unproven) == []
    for item_id in (1, 2):
        with pytest.raises(NotPosted):
            desk.do(outgoing.prove_posting, item_ids=[item_id], **counter.by())
