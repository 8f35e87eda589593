"""A company that was registered by mistake is taken back, as long as nothing was recorded for it."""

from collections.abc import Callable
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound, NothingToUndo
from concierge_desk.models import Customer, MailKind
from concierge_desk.operations import (
    corrections,
    customers,
    deeds,
    mail_intake,
    procurations,
    rights,
    search,
    unregistering,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.recipients import settle
from concierge_desk.operations.rights import Right, RightMissing
from concierge_desk.operations.unregistering import RecordedSince
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

UID = "c" * 32


def registered(counter: Counter, **others: Any) -> Customer:  # noqa: ANN401  # of the deed
    """Register a company."""
    by = counter.by(deed_uid=UID, **others)
    return counter.desk.do(customers.register, name="Étude Notariale", is_company=True, **by)


def take_back(counter: Counter, **others: Any) -> Customer:  # noqa: ANN401  # of the deed
    """Take it back."""
    return counter.desk.do(unregistering.unregister, uid=UID, **counter.by(**others))


def test_it_is_gone_and_everything_fits(counter: Counter) -> None:
    """Nobody finds it any more, nothing of its name is left, the store verifies; twice it is done once."""
    company, again = registered(counter), {"deed_uid": "d" * 32}
    gone = take_back(counter, **again)
    assert (gone.id, gone.name, gone.salt) == (company.id, customers.ERASED, None)
    take_back(counter, **again)
    with pytest.raises(NothingToUndo):
        take_back(counter)
    assert counter.desk.ask(search.customers_matching, words="Notariale") == []
    assert counter.desk.ask(verify).fault is None


def _mail(counter: Counter, company: Customer) -> None:
    pieces = [Arrival(MailKind.LETTER, customer_id=company.id)]
    counter.desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **counter.by())


def _maybe(counter: Counter, company: Customer) -> None:
    pieces = [Arrival(MailKind.LETTER, candidates=(IDS.claire, company.id))]
    counter.desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **counter.by())


def _changed(counter: Counter, company: Customer) -> None:
    by = counter.by()
    counter.desk.do(customers.update, customer_id=company.id, at=by["at"], phone="05 35 30 10 00")


def _trusted(counter: Counter, company: Customer) -> None:
    counter.desk.do(procurations.authorise, customer_id=company.id, name="Anne Roux")


@pytest.mark.parametrize("since", [_mail, _maybe, _changed, _trusted])
def test_it_stays_when_something_was_recorded_for_it(
    counter: Counter, since: Callable[[Counter, Customer], None]
) -> None:
    """Mail that is or may be its own, a telephone number, a collector: then it is no mistake any more."""
    company = registered(counter)
    since(counter, company)
    with pytest.raises(RecordedSince, match="Notariale"):
        take_back(counter)
    assert counter.desk.ask(customers.get, customer_id=company.id).name == "Étude Notariale"


def test_what_was_settled_and_taken_back_is_no_obstacle(counter: Counter, desk: Desk) -> None:
    """The piece is nobody's again, and its moves name the company still: it verifies all the same."""
    company = registered(counter)
    desk.do(mail_intake.receive, carrier_id=1, pieces=[Arrival(MailKind.LETTER)], **counter.by())
    by = counter.by()
    desk.do(settle, item_ids=[1], customer_id=company.id, **by)
    desk.do(corrections.undo, uid=by["deed_uid"], **counter.by())
    take_back(counter)
    assert desk.ask(verify).fault is None


def test_what_another_person_did_needs_a_supervisor(counter: Counter) -> None:
    """As every undoing does; and only the registering of somebody is taken back here."""
    registered(counter, staff_id=IDS.supervisor)
    with pytest.raises(RightMissing):
        take_back(counter)
    by = counter.by()
    let: dict[str, Any] = {"right": Right.UNDO_OF_OTHERS, "key": by["deed_uid"], "at": by["at"]}
    given = counter.desk.do(rights.authorise, by_id=IDS.supervisor, for_id=by["staff_id"], **let).id
    take_back(counter, **by, authorisation_id=given)
    with pytest.raises(NotFound):
        counter.desk.do(unregistering.unregister, uid="e" * 32, **counter.by())


def test_a_deed_that_unregistered_nobody_is_found(counter: Counter) -> None:
    """Who writes into the store that somebody was a mistake, and did not take them back, is found out."""
    counter.desk.do(deeds.note, uid=UID, kind="unregister_customer", made_id=IDS.claire, **_moment(counter))
    fault = counter.desk.ask(verify).fault
    assert fault is not None
    assert (fault.table, fault.row) == ("deed", UID)


def _moment(counter: Counter) -> dict[str, Any]:
    return {"at": counter.desk.clock.now(), "staff_id": IDS.concierge}
