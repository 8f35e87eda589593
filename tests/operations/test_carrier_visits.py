"""What a carrier takes away, and the list of its comings."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import DeskError, MovedSince, NotAtDesk, NotFound, NothingToRecord
from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Holder,
    MailKind,
    MailWay,
    Move,
    MoveKind,
    Paper,
    Payer,
    PrintJob,
    Signed,
    Status,
)
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    mail_intake,
    mail_reading,
    mail_returns,
    outgoing,
)
from concierge_desk.operations.carrier_visits import NotForCarrier, OtherCarrier
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_reading import NumberInCare
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE, COLISSIMO = 1, 2
BACK, LETTER, FREE, HERE = 1, 2, 3, 4


@pytest.fixture
def mail(counter: Counter) -> Counter:
    """A desk with a parcel that goes back, a letter for La Poste, one for any carrier, and a parcel to collect."""
    do, by = counter.desk.do, counter.by
    do(mail_intake.receive, carrier_id=LA_POSTE, pieces=[Arrival(MailKind.PARCEL, "6A1")], **by())
    do(mail_returns.send_back, item_ids=[BACK], reason="Refusé", **by())
    pieces = [Outgoing(MailKind.LETTER, "Une tante", LA_POSTE), Outgoing(MailKind.LETTER, "Un oncle")]
    do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=pieces, **by())
    do(mail_intake.receive, carrier_id=COLISSIMO, pieces=[Arrival(MailKind.PARCEL, "6A2")], **by())
    return counter


def _take(counter: Counter, *item_ids: int, **others: Any) -> CarrierVisit:  # noqa: ANN401  # of the deed
    said: dict[str, Any] = {"carrier_id": LA_POSTE, "item_ids": item_ids, "driver": "Luc"}
    return counter.desk.do(carrier_visits.take, **said | counter.by(**others))


def test_what_waits_is_listed_by_carrier(mail: Counter) -> None:
    """What goes back comes first; what has no carrier of its own is on every list."""
    listed = {
        carrier: [row.item_id for row in mail.desk.ask(carrier_visits.to_take, carrier_id=carrier)]
        for carrier in (None, LA_POSTE, COLISSIMO)
    }
    assert listed == {None: [BACK, LETTER, FREE], LA_POSTE: [BACK, LETTER, FREE], COLISSIMO: [FREE]}


def test_what_waits_is_counted_by_carrier_as_it_is_listed(mail: Counter) -> None:
    """The number under each carrier's tile is the length of its list, before and after it took something."""
    for taken in ((), (LETTER,), (BACK, FREE)):
        if taken:
            _take(mail, *taken)
        counts = mail.desk.ask(carrier_visits.counts_to_take)
        assert counts == {key: len(mail.desk.ask(carrier_visits.to_take, carrier_id=key)) for key in counts}
        assert {each.id for each in mail.desk.ask(carrier_visits.carriers)} <= set(counts)


def test_what_a_carrier_took_is_out_of_our_care(mail: Counter) -> None:
    """Its coming has a number, counts and a deposit slip; each piece names it and is with the carrier."""
    visit = _take(mail, BACK, LETTER, FREE, signature=[[[0.1, 0.2]]], sheet_number="B-9")
    assert (visit.way, visit.number, visit.signed) == (MailWay.OUT, "26-C-0003", Signed.SCREEN)
    assert visit.found == {"letter": 2, "parcel": 1}
    rows = mail.desk.ask(mail_reading.rows, item_ids=[BACK, LETTER, FREE])
    assert {(row.holder, row.status, row.went_with) for row in rows} == {
        (Holder.CARRIER, Status.HANDED_BACK, "26-C-0003")
    }
    with Session(mail.desk.store.reader) as session:
        moves = session.scalars(select(Move).where(Move.deed_uid == visit.deed_uid)).all()
        assert {(move.kind, move.to_id) for move in moves} == {(MoveKind.SENT, LA_POSTE)}
        slip = session.scalars(select(PrintJob).where(PrintJob.paper == Paper.DEPOSIT_SLIP)).one()
        assert slip.carrier_visit_id == visit.id
    assert mail.desk.ask(carrier_visits.to_take) == []
    assert mail.desk.ask(verify).fault is None


def test_what_was_taken_by_mistake_is_here_again(mail: Counter) -> None:
    """An undone coming keeps its number; its pieces wait as before, and its slip is not printed."""
    visit = _take(mail, BACK, LETTER)
    mail.desk.do(corrections.undo, uid=visit.deed_uid, **mail.by())
    rows = mail.desk.ask(carrier_visits.to_take, carrier_id=LA_POSTE)
    assert [(row.item_id, row.went_with) for row in rows] == [(BACK, ""), (LETTER, ""), (FREE, "")]
    assert rows[0].returning_at is not None
    newest = mail.desk.ask(carrier_visits.recent)[0]
    assert (newest.undone, newest.carrier.name) == (True, "La Poste")
    assert _take(mail, BACK).number == "26-C-0004"
    assert mail.desk.ask(verify).fault is None


def test_a_posting_that_was_proven_stays(mail: Counter) -> None:
    """Once the carrier's receipt is noted of a piece, that it left is not undone; a supervisor puts it right."""
    visit = _take(mail, LETTER)
    mail.desk.do(outgoing.prove_posting, item_ids=[LETTER], **mail.by())
    with pytest.raises(MovedSince):
        mail.desk.do(corrections.undo, uid=visit.deed_uid, **mail.by())
    here: dict[str, Any] = {"holder": Holder.DESK, "status": Status.HANDED_IN, "reason": "encore ici"}
    mail.desk.do(corrections.correct, item_id=LETTER, **here, **mail.by(staff_id=IDS.supervisor))
    (row,) = mail.desk.ask(mail_reading.rows, item_ids=[LETTER])
    assert (row.waits_for_carrier, row.went_with) == (True, "")
    assert mail.desk.ask(verify).fault is None


def test_a_number_that_came_again_is_not_put_beside_itself(mail: Counter) -> None:
    """A piece that left is not put back here by a correction while another has its number; what is here may be."""
    _take(mail, BACK)
    pieces = [Arrival(MailKind.PARCEL, "6A1")]
    again = mail.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **mail.by())
    here: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "encore ici"}
    by = mail.by(staff_id=IDS.supervisor)
    with pytest.raises(NumberInCare, match="6A1"):
        mail.desk.do(corrections.correct, item_id=BACK, **here, **by)
    mail.desk.do(corrections.undo, uid=again.deed_uid, **mail.by())
    for _ in range(2):
        mail.desk.do(corrections.correct, item_id=BACK, **here, **mail.by(staff_id=IDS.supervisor))
    assert mail.desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("others", "refusal"),
    [
        ({"item_ids": []}, NothingToRecord),
        ({"item_ids": [99]}, NotFound),
        ({"carrier_id": 99}, NotFound),
        ({"item_ids": [HERE]}, NotForCarrier),
        ({"carrier_id": COLISSIMO}, OtherCarrier),
    ],
)
def test_what_does_not_wait_for_it_stays(
    mail: Counter, others: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing leaves that is to be collected, or that waits for another carrier; no number is taken."""
    with pytest.raises(refusal):
        _take(mail, BACK, **others)
    assert _take(mail, BACK).number == "26-C-0003"


def test_nothing_is_taken_twice(mail: Counter) -> None:
    """What has left cannot leave again; a deed that is sent again is the same one."""
    by = mail.by()
    first = _take(mail, LETTER, **by)
    assert _take(mail, LETTER, **by).id == first.id
    with pytest.raises(NotAtDesk):
        _take(mail, LETTER)


def test_only_carriers_in_use_are_listed(mail: Counter) -> None:
    """One that comes no more is not offered."""

    def set_aside(session: Session) -> None:
        session.get_one(Carrier, COLISSIMO).active = False

    mail.desk.do(set_aside)
    names = [each.name for each in mail.desk.ask(carrier_visits.carriers)]
    assert names[0] == "La Poste"
    assert "Colissimo" not in names
