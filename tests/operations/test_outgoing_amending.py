"""What waits to be sent is put right until its carrier takes it: what it is, who pays, how and to whom it goes."""

from dataclasses import replace
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotAtDesk, ReasonMissing
from concierge_desk.models import MailKind, Payer, Status
from concierge_desk.models.mail_log import Event
from concierge_desk.models.mail_register import Ended
from concierge_desk.moments import day_of
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    customers,
    history,
    mail_reading,
    mail_registers,
    outgoing,
    outgoing_amending,
    search,
)
from concierge_desk.operations.mail_reading import MailRow, NumberInCare
from concierge_desk.operations.outgoing import NoAccount, Outgoing
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE = 1
LETTER = Outgoing(MailKind.LETTER, "Cabinet Leroy", LA_POSTE, franking=Money(139))
REGISTERED = Outgoing(MailKind.REGISTERED, "Cabinet Leroy", LA_POSTE, "2C20524752032", franking=Money(574))
WRONG = "It was written down wrongly"


def left(counter: Counter, *pieces: Outgoing, customer_id: int = IDS.claire) -> None:
    """Let somebody leave pieces, and pay for them."""
    what: dict[str, Any] = {"customer_id": customer_id, "payer": Payer.CUSTOMER, "pieces": list(pieces)}
    counter.desk.do(outgoing.leave, **what, **counter.by())


def amend(counter: Counter, piece: Outgoing, **others: Any) -> None:  # noqa: ANN401  # of the deed
    """Write the first piece down anew."""
    said: dict[str, Any] = {"item_id": 1, "payer": Payer.CUSTOMER, "reason": WRONG} | counter.by()
    counter.desk.do(outgoing_amending.amend, piece=piece, **said | others)


def row(desk: Desk, item_id: int = 1) -> MailRow:
    """Tell what is known of a piece."""
    return desk.ask(mail_reading.rows, item_ids=[item_id], language="en")[0]


def ends(desk: Desk) -> list[Ended]:
    """Tell how the pieces of today's register ended; none is missing from it."""
    today = day_of(desk.clock.now())
    return [each.ended for each in desk.ask(mail_registers.registered, first_on=today, last_on=today)]


def test_the_kind_and_the_payer_are_put_right_with_a_reason(counter: Counter) -> None:
    """A letter was a registered one, on the company's account: a new move says what stood there, and why."""
    desk = counter.desk
    left(counter, LETTER)
    amend(counter, REGISTERED, payer=Payer.ACCOUNT)
    found = row(desk)
    assert (found.kind, found.payer, found.number) == (MailKind.REGISTERED, Payer.ACCOUNT, "2C20524752032")
    assert (found.franking, found.register_serial, found.label) == (Money(574), 26000001, "Registered letter")
    last = desk.ask(history.trail, item_id=1).steps[-1]
    assert (last.reason, last.before) == (
        WRONG,
        {"kind": "letter", "payer": "customer", "number": "", "franking": 139},
    )
    assert desk.ask(search.items_matching, words="2C20524752032") == [1]
    today = day_of(desk.clock.now())
    logged = desk.ask(mail_registers.log, first_on=today, last_on=today)
    assert [(each.event, each.reason) for each in logged] == [(Event.LEFT, ""), (Event.CORRECTED, WRONG)]
    assert desk.ask(verify).fault is None


def test_what_is_registered_no_more_keeps_its_number_in_the_register(counter: Counter) -> None:
    """The register has no gap, says how it ended, and the piece takes the same number when that was wrong too."""
    desk = counter.desk
    left(counter, REGISTERED, replace(REGISTERED, number="2D00000005517"))
    amend(counter, LETTER)
    assert ends(desk) == [Ended.NOT_REGISTERED, Ended.TO_SEND]
    assert desk.ask(verify).fault is None
    amend(counter, REGISTERED)
    assert row(desk).register_serial == 26000001
    assert ends(desk) == [Ended.TO_SEND, Ended.TO_SEND]
    assert row(desk, 2).number == "2D00000005517"
    assert desk.ask(verify).fault is None


def test_what_left_by_mistake_as_another_kind_still_counts_as_that(counter: Counter) -> None:
    """A coming that was undone counts what it counted, whatever its pieces were put right to since."""
    desk = counter.desk
    left(counter, LETTER, LETTER)
    gone = desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 2], **counter.by())
    desk.do(corrections.undo, uid=gone.deed_uid, **counter.by())
    amend(counter, REGISTERED)
    amend(counter, replace(REGISTERED, kind=MailKind.PARCEL))
    report = desk.ask(verify)
    assert report.fault is None, report.fault
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 2], **counter.by())
    assert desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("piece", "payer"),
    [
        (replace(REGISTERED, kind=MailKind.EXPRESS), Payer.CUSTOMER),
        (REGISTERED, Payer.ACCOUNT),
        (replace(REGISTERED, number="2D00000005517"), Payer.CUSTOMER),
        (replace(REGISTERED, number=""), Payer.CUSTOMER),
    ],
)
def test_another_kind_payer_or_number_asks_why(counter: Counter, piece: Outgoing, payer: Payer) -> None:
    """What was said is not said otherwise without a word; nothing changes until then."""
    left(counter, REGISTERED)
    before = row(counter.desk)
    with pytest.raises(ReasonMissing):
        amend(counter, piece, payer=payer, reason=" ")
    assert row(counter.desk) == before
    amend(counter, piece, payer=payer)
    assert row(counter.desk) != before


def test_how_it_goes_is_changed_without_a_reason(counter: Counter) -> None:
    """Weight, service, addressee and price are what one says until the carrier is there; it is no correction."""
    desk = counter.desk
    left(counter, LETTER)
    amend(counter, replace(LETTER, addressee="Mairie", weight_g=40, service="Lettre verte"), reason="")
    assert (row(desk).addressee, row(desk).weight_g, row(desk).service) == ("Mairie", 40, "Lettre verte")
    last = desk.ask(history.trail, item_id=1).steps[-1]
    assert (last.reason, last.before) == ("", {})


def test_what_cannot_be_is_refused(counter: Counter) -> None:
    """A company that is not there does not pay, a number in our care is not taken twice, what left is as it is."""
    desk = counter.desk
    left(counter, LETTER, customer_id=IDS.mohamed)
    left(counter, REGISTERED)
    with pytest.raises(NoAccount):
        amend(counter, LETTER, payer=Payer.ACCOUNT)
    with pytest.raises(NumberInCare):
        amend(counter, REGISTERED)
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **counter.by())
    with pytest.raises(NotAtDesk):
        amend(counter, replace(LETTER, kind=MailKind.PARCEL))
    assert row(desk).status is Status.HANDED_BACK


def test_done_twice_it_is_done_once(counter: Counter) -> None:
    """The same form again changes nothing more."""
    left(counter, LETTER)
    by = counter.by()
    amend(counter, replace(LETTER, kind=MailKind.PARCEL), **by)
    amend(counter, replace(LETTER, kind=MailKind.EXPRESS), **by)
    assert row(counter.desk).kind is MailKind.PARCEL


def test_an_erased_person_stays_in_no_move_that_put_their_mail_right(counter: Counter) -> None:
    """What stood there before names nobody: the addressee is not in it."""
    desk = counter.desk
    left(counter, replace(LETTER, addressee="Une tante"))
    amend(counter, replace(REGISTERED, addressee="Un oncle"))
    assert "Une tante" not in str(desk.ask(history.trail, item_id=1).steps)
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **counter.by())
    desk.do(
        customers.erase,
        customer_id=IDS.claire,
        at=desk.clock.now(),
        staff_id=IDS.supervisor,
        deed_uid="e" * 32,
    )
    assert desk.ask(verify).fault is None
