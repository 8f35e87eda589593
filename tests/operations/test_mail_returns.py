"""Mail that goes back to its sender."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import DeskError, NotAtDesk, NotFound, NothingToRecord, NotReady, ReasonMissing
from concierge_desk.models import Holder, MailKind, Paper, PrintJob, PrintState, Status
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    history,
    mail_intake,
    mail_reading,
    mail_returns,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.mail_returns import NotReturning, NotToReturn
from concierge_desk.operations.verification import verify
from tests.make import IDS, Make
from tests.operations.counter import Counter

LA_POSTE = 1


@pytest.fixture
def mail(counter: Counter) -> Counter:
    """A desk with a parcel for Claire on A1, and a letter for nobody known."""
    pieces = [
        Arrival(MailKind.PARCEL, "6A1", customer_id=IDS.claire, shelf_id=IDS.a1),
        Arrival(MailKind.LETTER, addressee="M. Dupon"),
    ]
    counter.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **counter.by())
    return counter


def _send_back(counter: Counter, *item_ids: int, **others: Any) -> str:  # noqa: ANN401  # of the deed
    said = {"item_ids": item_ids, "reason": "Refusé"} | counter.by() | others
    counter.desk.do(mail_returns.send_back, **said)
    return str(said["deed_uid"])


def _row(counter: Counter, item_id: int) -> MailRow:
    (row,) = counter.desk.ask(mail_reading.rows, item_ids=[item_id])
    return row


def _sheets(counter: Counter) -> list[tuple[list[int], PrintState]]:
    with Session(counter.desk.store.reader) as session:
        found = session.scalars(select(PrintJob).where(PrintJob.paper == Paper.RETURN_SHEET))
        return [(job.item_ids, job.state) for job in found]


def test_what_goes_back_waits_for_its_carrier(mail: Counter) -> None:
    """It stays on its shelf, is given out no more, has its sheet, and is on its carrier's list."""
    _send_back(mail, 1, 2)
    row = _row(mail, 1)
    assert (row.waits_for_owner, row.waits_for_carrier, row.shelf) == (False, True, "A1")
    assert (row.returning_at, row.return_reason) == (mail.desk.clock.now(), "Refusé")
    assert _sheets(mail) == [([1, 2], PrintState.WAITING)]
    assert [each.item_id for each in mail.desk.ask(carrier_visits.to_take, carrier_id=LA_POSTE)] == [1, 2]
    with pytest.raises(NotReady):
        mail.hand_over(1)
    assert mail.desk.ask(verify).fault is None


def test_it_is_kept_after_all(mail: Counter) -> None:
    """One piece of those that go back can be collected again; the other one still goes."""
    _send_back(mail, 1, 2)
    mail.desk.do(mail_returns.keep_after_all, item_ids=[1], **mail.by())
    assert [_row(mail, each).waits_for_owner for each in (1, 2)] == [True, False]
    assert (_row(mail, 1).returning_at, _row(mail, 1).return_reason) == (None, "")
    mail.hand_over(1)
    assert mail.desk.ask(verify).fault is None


def test_undoing_it_says_again_that_it_waits(mail: Counter) -> None:
    """The piece is ready as before, and its sheet is not printed."""
    uid = _send_back(mail, 1)
    mail.desk.do(corrections.undo, uid=uid, **mail.by())
    assert _row(mail, 1).waits_for_owner
    assert _row(mail, 1).returning_at is None
    assert _sheets(mail) == [([1], PrintState.CANCELLED)]
    assert mail.desk.ask(verify).fault is None


def test_a_supervisor_puts_it_right(mail: Counter) -> None:
    """What is put right to wait for its owner goes back to nobody any more; a provider never has it."""
    _send_back(mail, 1)
    put: dict[str, Any] = {"item_id": 1, "reason": "elle est venue", "shelf_id": None}
    with pytest.raises(DeskError, match="record false"):
        mail.desk.do(
            corrections.correct,
            holder=Holder.PROVIDER,
            holder_id=1,
            status=Status.WITH_PROVIDER,
            **put,
            **mail.by(staff_id=IDS.supervisor),
        )
    by = mail.by(staff_id=IDS.supervisor)
    mail.desk.do(corrections.correct, holder=Holder.DESK, status=Status.READY, **put, **by)
    assert (_row(mail, 1).returning_at, _row(mail, 1).waits_for_owner) == (None, True)
    assert mail.desk.ask(verify).fault is None


def test_it_is_recorded_once(mail: Counter) -> None:
    """Sent twice under one uid, there is one sheet."""
    by = mail.by()
    for _again in range(2):
        mail.desk.do(mail_returns.send_back, item_ids=[1], reason="Refusé", **by)
    assert len(_sheets(mail)) == 1


@pytest.mark.parametrize(
    ("others", "refusal"),
    [
        ({"item_ids": []}, NothingToRecord),
        ({"item_ids": [99]}, NotFound),
        ({"item_ids": [3]}, NotFound),
        ({"item_ids": [1, 99]}, NotFound),
        ({"reason": " "}, ReasonMissing),
    ],
)
def test_what_cannot_go_back_is_refused(
    mail: Counter, make: Make, others: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing, what is not there, a shirt, and anything without a reason."""
    make.deposit(IDS.shirt)
    with pytest.raises(refusal):
        _send_back(mail, 1, **others)
    assert _row(mail, 1).waits_for_owner


def test_only_what_waits_here_goes_back(mail: Counter) -> None:
    """Not twice, not what was handed over; and what does not go back is not kept."""
    with pytest.raises(NotReturning):
        mail.desk.do(mail_returns.keep_after_all, item_ids=[1], **mail.by())
    _send_back(mail, 1)
    with pytest.raises(NotToReturn):
        _send_back(mail, 1)
    mail.desk.do(mail_returns.keep_after_all, item_ids=[1], **mail.by())
    mail.hand_over(1)
    with pytest.raises(NotAtDesk):
        _send_back(mail, 1)


def test_its_history_names_its_carrier(mail: Counter) -> None:
    """Who brought it and who took it away stand in its history, with the numbers of their comings."""
    _send_back(mail, 1)
    mail.desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **mail.by())
    came, sent_back, went = mail.desk.ask(history.trail, item_id=1).steps
    assert (came.from_name, came.to_name, came.document) == ("La Poste", "A1", "26-C-0001")
    assert (sent_back.to_name, sent_back.document) == ("A1", "")
    assert (went.from_name, went.to_name, went.document) == ("A1", "La Poste", "26-C-0002")
