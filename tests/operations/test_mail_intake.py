"""Taking in the mail that a carrier brings."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import DeskError, NotFound, NothingToRecord
from concierge_desk.models import (
    CarrierVisit,
    Holder,
    Item,
    MailItem,
    MailKind,
    Move,
    Outcome,
    Paper,
    PrintJob,
    PrintState,
    Recipient,
    Request,
    Signed,
    Status,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    corrections,
    handbacks,
    handins,
    mail_intake,
    mail_reading,
    scans,
    search,
    unclaimed,
)
from concierge_desk.operations.carrier_visits import BadCount
from concierge_desk.operations.mail_intake import Arrival, NumberTwice, PresentedLater, TooMuchMail
from concierge_desk.operations.mail_reading import NumberInCare
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_marks import MailInVisit, Marked, ShelfGone
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE, CHRONOPOST = 1, 3
PARCEL = Arrival(
    MailKind.PARCEL, "xy 123456789 fr", "C. Dupont", "Librairie", customer_id=IDS.claire, shelf_id=IDS.a1
)
REGISTERED = Arrival(MailKind.REGISTERED, "RK123456785FR", customer_id=IDS.claire)
UNKNOWN = Arrival(MailKind.LETTER, addressee="M. Dupon")
SEVERAL = Arrival(MailKind.LETTER, addressee="Dupont", candidates=(IDS.claire, IDS.mohamed))


def bring(counter: Counter, *pieces: Arrival, **others: Any) -> CarrierVisit:  # noqa: ANN401  # of the deed
    """Let La Poste bring pieces."""
    said: dict[str, Any] = {"carrier_id": LA_POSTE, "pieces": pieces}
    return counter.desk.do(mail_intake.receive, **said | counter.by(**others))


def test_a_delivery_is_one_coming_of_its_carrier(counter: Counter) -> None:
    """It has a number, its driver's word, the sheet's count beside ours; its pieces came from the carrier."""
    said: dict[str, Any] = {"driver": "Luc", "signature": [[[0.1, 0.2]]], "sheet": {"letter": 3}}
    visit = bring(counter, PARCEL, REGISTERED, UNKNOWN, UNKNOWN, **said)
    assert (visit.number, visit.signed, visit.driver) == ("26-C-0001", Signed.SCREEN, "Luc")
    assert (visit.sheet, visit.found) == ({"letter": 3}, {"letter": 2, "registered": 1, "parcel": 1})
    assert bring(counter, Arrival(MailKind.BASKET)).number == "26-C-0002"
    with Session(counter.desk.store.reader) as session:
        moves = session.scalars(select(Move).where(Move.deed_uid == visit.deed_uid)).all()
        assert {(move.from_holder, move.from_id) for move in moves} == {(Holder.CARRIER, LA_POSTE)}
        assert {tuple(move.facts["carrier_visit"]) for move in moves} == {(visit.id, visit.commitment)}
    assert counter.desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ({"signed": Signed.PAPER}, [Paper.CARRIER_SHEET]),
        ({"signed": Signed.PAPER, "sheet": {"letter": 1}}, []),
        ({"signed": Signed.PAPER, "sheet_number": "B 12"}, []),
        ({"signature": [[[0.1, 0.2]]]}, []),
        ({}, []),
    ],
)
def test_who_signs_on_paper_and_has_no_sheet_gets_ours(
    counter: Counter, said: dict[str, Any], printed: list[Paper]
) -> None:
    """It belongs to that coming; undone, it is not printed any more."""
    visit = bring(counter, UNKNOWN, **said)
    jobs = counter.desk.ask(lambda session: session.scalars(select(PrintJob)).all())
    assert [job.paper for job in jobs] == printed
    assert {job.carrier_visit_id for job in jobs} <= {visit.id}
    counter.desk.do(corrections.undo, uid=visit.deed_uid, **counter.by())
    jobs = counter.desk.ask(lambda session: session.scalars(select(PrintJob)).all())
    assert {job.state for job in jobs} <= {PrintState.CANCELLED}


def test_each_person_has_one_ticket_and_nobody_none(counter: Counter) -> None:
    """What is Claire's stands on one ticket; what nobody knows yet has one each, and waits as nobody's."""
    bring(counter, PARCEL, UNKNOWN, REGISTERED, SEVERAL)
    rows = counter.desk.ask(mail_reading.rows, item_ids=[1, 2, 3, 4], language="en")
    assert [row.ticket for row in rows] == ["26-000001", "26-000002", "26-000001", "26-000003"]
    known, unknown, several = Recipient.KNOWN, Recipient.UNKNOWN, Recipient.SEVERAL
    assert [row.recipient for row in rows] == [known, unknown, known, several]
    assert [row.customer_id == IDS.claire for row in rows] == [True, False, True, False]
    assert rows[3].candidates == (IDS.claire, IDS.mohamed)
    assert all(row.waits_for_owner and not row.waits_for_carrier for row in rows)
    with Session(counter.desk.store.reader) as session:
        assert session.scalar(select(func.count()).where(Request.customer_id == rows[1].customer_id)) == 2


def test_it_is_given_out_like_anything_else(counter: Counter) -> None:
    """A parcel stands among what is ready for its owner, with its carrier and number for a name."""
    bring(counter, PARCEL)
    (row,) = counter.desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    assert (row.label, row.shelf, row.status, row.can_go) == (
        "La Poste XY123456789FR",
        "A1",
        Status.READY,
        True,
    )
    counter.hand_over(1)
    assert counter.item(1).status is Status.HANDED_BACK
    assert counter.desk.ask(mail_reading.of_customer, customer_id=IDS.claire) == []


def test_what_is_registered_has_a_number_without_gap(counter: Counter) -> None:
    """The register counts in its own row, and a delivery that is undone keeps its numbers."""
    bring(counter, REGISTERED, PARCEL)
    second = bring(counter, Arrival(MailKind.REGISTERED), Arrival(MailKind.REGISTERED))
    counter.desk.do(corrections.undo, uid=second.deed_uid, **counter.by())
    bring(counter, Arrival(MailKind.REGISTERED))
    rows = counter.desk.ask(mail_reading.rows, item_ids=range(1, 6))
    assert [row.register_serial for row in rows] == [26000001, None, 26000002, 26000003, 26000004]


def test_the_rule_of_the_day_holds(counter: Counter) -> None:
    """Registered mail is kept fifteen days from the day after its first presentation, as its notice says it."""
    bring(counter, REGISTERED, Arrival(MailKind.REGISTERED, presented_on=date(2026, 11, 20)), UNKNOWN)
    rows = counter.desk.ask(mail_reading.rows, item_ids=[1, 2, 3])
    assert [row.keep_until for row in rows] == [date(2026, 12, 8), date(2026, 12, 5), None]
    assert [row.rule_id is None for row in rows] == [False, False, True]
    assert {row.arrived_on for row in rows} == {date(2026, 11, 23)}


@pytest.mark.parametrize("scanned", ["XY123456789FR", " xy 123 456 789 fr ", "26-C-0001"])
def test_a_number_leads_to_its_piece(counter: Counter, scanned: str) -> None:
    """What a carrier's label says is scanned like a code of ours; its sheet has a number of ours."""
    visit = bring(counter, PARCEL)
    found = counter.desk.ask(scans.resolve, scanned=scanned)
    assert found in {Found(FoundKind.ITEM, 1), Found(FoundKind.CARRIER_VISIT, visit.id)}
    assert counter.desk.ask(scans.resolve, scanned=visit.code) == Found(FoundKind.CARRIER_VISIT, visit.id)


@pytest.mark.parametrize("words", ["xy123456789fr", "456789", "dupont", "librairie", "claire", "parcel"])
def test_it_is_found_by_anything(counter: Counter, words: str) -> None:
    """By its number and the end of it, what is written on it, its owner, what it is."""
    bring(counter, PARCEL, Arrival(MailKind.LETTER, addressee="Nadia", customer_id=IDS.mohamed))
    assert counter.desk.ask(search.items_matching, words=words) == [1]


def test_nobody_is_no_person(counter: Counter) -> None:
    """Who owns the mail of nobody known is made once, and is found by no search."""
    bring(counter, UNKNOWN)
    bring(counter, UNKNOWN)
    (row,) = counter.desk.ask(mail_reading.rows, item_ids=[2])
    assert counter.desk.ask(search.customers_matching, words=row.owner) == []


def test_a_number_comes_again_only_after_it_has_left(counter: Counter) -> None:
    """Twice in our care, or twice in one delivery, it would be two things with one name."""
    bring(counter, PARCEL)
    with pytest.raises(NumberInCare, match="XY123456789FR"):
        bring(counter, PARCEL, carrier_id=CHRONOPOST)
    with pytest.raises(NumberTwice):
        bring(counter, REGISTERED, REGISTERED)
    given = counter.hand_over(1)
    bring(counter, PARCEL)
    assert counter.desk.ask(mail_reading.by_number, number="XY123456789FR") == [2, 1]
    with pytest.raises(NumberInCare):
        counter.desk.do(corrections.undo, uid=given.deed_uid, **counter.by())


def test_a_delivery_is_recorded_once(counter: Counter) -> None:
    """Sent twice under one uid, it is the same delivery."""
    by = counter.by()
    said: dict[str, Any] = {"carrier_id": LA_POSTE, "pieces": [PARCEL, UNKNOWN]}
    first = counter.desk.do(mail_intake.receive, **said, **by)
    assert counter.desk.do(mail_intake.receive, **said, **by).id == first.id
    with pytest.raises(mail_intake.OthersRecorded):  # another counter went on with it
        counter.desk.do(mail_intake.receive, **said | {"pieces": [PARCEL, UNKNOWN, UNKNOWN]}, **by)
    assert len(counter.desk.ask(mail_reading.rows, item_ids=[1, 2, 3])) == 2


@pytest.mark.parametrize(
    ("others", "refusal"),
    [
        ({"pieces": []}, NothingToRecord),
        ({"pieces": [UNKNOWN] * 501}, TooMuchMail),
        ({"carrier_id": 99}, NotFound),
        ({"pieces": [Arrival(MailKind.LETTER, customer_id=99)]}, NotFound),
        ({"pieces": [Arrival(MailKind.LETTER, shelf_id=99)]}, ShelfGone),
        ({"pieces": [Arrival(MailKind.LETTER, presented_on=date(2026, 11, 24))]}, PresentedLater),
        ({"sheet": {"letter": -1}}, BadCount),
        ({"sheet": {"pigeon": 1}}, BadCount),
    ],
)
def test_what_cannot_be_is_refused(
    counter: Counter, others: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing of it is recorded, and no number taken."""
    with pytest.raises(refusal):
        bring(counter, PARCEL, **others)
    assert bring(counter, PARCEL).number == "26-C-0001"


def test_an_undone_delivery_goes_back_to_its_carrier(counter: Counter) -> None:
    """Its pieces are with the carrier, its number stays used, its labels are not printed, and it can come again."""
    visit = bring(counter, PARCEL, Arrival(MailKind.LETTER, label=True))
    counter.desk.do(corrections.undo, uid=visit.deed_uid, **counter.by())
    with Session(counter.desk.store.reader) as session:
        places = session.execute(select(Item.holder, Item.holder_id, Item.status)).all()
        assert set(places) == {(Holder.CARRIER, LA_POSTE, Status.HANDED_BACK)}
        assert session.get_one(CarrierVisit, visit.id).undone
        labels = session.scalars(select(PrintJob).where(PrintJob.paper == Paper.LABELS)).one()
        assert (labels.item_ids, labels.state.value) == ([2], "cancelled")
    assert bring(counter, PARCEL).number == "26-C-0002"
    assert counter.desk.ask(verify).fault is None


def test_a_description_stays_beside_what_the_carrier_says(counter: Counter) -> None:
    """Somebody may describe a parcel like a shirt; what is known of it as mail stays proven."""
    bring(counter, PARCEL)
    counter.desk.do(handins.describe, item_id=1, details={"note": "déchiré"}, **counter.by())
    with Session(counter.desk.store.reader) as session:
        mail = session.get_one(MailItem, 1)
        assert session.get_one(Item, 1).details == {"note": "déchiré", "mail": mail.facts()}
    assert counter.desk.ask(verify).fault is None


def test_no_provider_takes_mail(counter: Counter) -> None:
    """A letter that is scanned in a provider's visit stays here."""
    bring(counter, UNKNOWN)
    visit = counter.open_visit()
    with pytest.raises(MailInVisit):
        counter.mark(visit, Marked(1, Outcome.GONE))
    with pytest.raises(MailInVisit):
        counter.visit(taken=(1,))


def test_nobody_owns_unclaimed_mail(counter: Counter, clock: SetClock) -> None:
    """The law on things that nobody fetches does not mean letters."""
    bring(counter, PARCEL, UNKNOWN)
    clock.forward(timedelta(days=400))
    assert counter.desk.ask(unclaimed.counts, at=clock.now()) == (0, 0, 0)
