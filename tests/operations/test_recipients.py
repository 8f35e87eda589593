"""Mail of which it is not known for whom it is: kept as such, settled, put right, and proven."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import NameMissing, NotFound, NothingToRecord
from concierge_desk.models import Customer, Item, MailItem, MailKind, Recipient, Request
from concierge_desk.operations import (
    customers,
    day_ends,
    handbacks,
    mail_deadlines,
    mail_intake,
    mail_records,
    mail_returns,
    recipients,
    search,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.recipients import AlreadySettled, GoesBack
from concierge_desk.operations.verification import verify
from tests.make import IDS, Make
from tests.operations.counter import Counter

LA_POSTE = 1
LETTER = Arrival(MailKind.LETTER, addressee="M. Dupon", shelf_id=IDS.a1)
DOUBTFUL = Arrival(
    MailKind.PARCEL, "XY123456789FR", "C. Dupont", "Librairie", candidates=(IDS.claire, IDS.mohamed)
)
HERS = Arrival(MailKind.PARCEL, addressee="Claire Dupont", customer_id=IDS.claire)


def _receive(counter: Counter, *pieces: Arrival) -> None:
    counter.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **counter.by())


def _proven(desk: Desk) -> bool:
    report = desk.ask(verify)
    assert report.fault is None, report.fault
    return True


def _owners(desk: Desk) -> list[int]:
    def owners(session: Session) -> list[int]:
        asked = select(Item.customer_id, Request.customer_id).join(Request, Request.id == Item.request_id)
        found = session.execute(asked.order_by(Item.id)).all()
        assert all(item == request for item, request in found)
        return [item for item, _request in found]

    return desk.ask(owners)


def test_what_is_not_settled_is_listed_with_whom_it_may_be_for(counter: Counter) -> None:
    """The oldest first, each with what is written on it, where it lies and who was thought of."""
    _receive(counter, LETTER, DOUBTFUL, HERS)
    letter, parcel = counter.desk.ask(recipients.unsettled, language="en")
    assert (letter.written, letter.label, letter.shelf, letter.recipient) == (
        "M. Dupon",
        "Plain letter",
        "A1",
        Recipient.UNKNOWN,
    )
    assert (parcel.number, parcel.sender, parcel.carrier) == ("XY123456789FR", "Librairie", "La Poste")
    assert [each.name for each in parcel.candidates] == ["Claire Dupont", "Mohamed Traoré"]
    assert letter.candidates == ()


def test_a_directory_tells_whom_it_may_be_for_by_now(counter: Counter, make: Make) -> None:
    """Somebody may have been registered since it came."""
    _receive(counter, LETTER)
    make.customer("Zoé Dupon")
    known = counter.desk.ask(recipients.directory)
    (row,) = counter.desk.ask(recipients.unsettled, language="en", known=known)
    assert [each.name for each in row.candidates] == ["Zoé Dupon", "Claire Dupont"]
    assert not row.certain


def test_what_is_settled_is_that_persons_with_its_ticket(counter: Counter) -> None:
    """It is given out like everything else of theirs, found by their name, and proven; done again, nothing more."""
    desk = counter.desk
    _receive(counter, LETTER, DOUBTFUL)
    by = counter.by()
    for _ in range(2):
        settled = desk.do(recipients.settle, item_ids=[1], customer_id=IDS.claire, **by)
        assert [(mail.item_id, mail.recipient, mail.candidates) for mail in settled] == [
            (1, Recipient.KNOWN, [])
        ]
    nobody = desk.ask(_nobody)
    assert _owners(desk) == [IDS.claire, nobody]
    assert [row.item_id for row in desk.ask(recipients.unsettled, language="en")] == [2]
    shelf = desk.ask(handbacks.everything_for, customer_id=IDS.claire)
    assert [(row.item_id, row.can_go) for row in shelf.rows] == [(1, True)]
    assert desk.ask(search.items_matching, words="claire") == [1]
    assert _proven(desk)
    counter.hand_over(1)
    assert _proven(desk)


def _nobody(session: Session) -> int:
    return session.scalars(select(Customer.id).where(Customer.stands_for == mail_records.UNKNOWN)).one()


def test_several_pieces_are_settled_at_once_or_none(counter: Counter) -> None:
    """One that cannot be settled leaves the others as they are."""
    desk = counter.desk
    _receive(counter, LETTER, DOUBTFUL, LETTER)
    desk.do(recipients.settle, item_ids=[1, 2], customer_id=IDS.mohamed, **counter.by())
    with pytest.raises(AlreadySettled, match="Mohamed Traoré"):
        desk.do(recipients.settle, item_ids=[3, 2], customer_id=IDS.claire, **counter.by())
    assert _owners(desk)[:2] == [IDS.mohamed] * 2
    assert _owners(desk)[2] not in {IDS.mohamed, IDS.claire}
    assert _proven(desk)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"item_ids": []}, NothingToRecord),
        ({"item_ids": [99]}, NotFound),
        ({"customer_id": 99}, NotFound),
        ({"customer_id": 3}, NotFound),
    ],
)
def test_what_cannot_be_settled_is_refused(
    counter: Counter, asked: dict[str, Any], refusal: type[Exception]
) -> None:
    """Nothing, what is no mail, and nobody: the row that stands for nobody is not one to settle for."""
    _receive(counter, LETTER)
    wanted: dict[str, Any] = {"item_ids": [1], "customer_id": IDS.claire} | asked | counter.by()
    with pytest.raises(refusal):
        counter.desk.do(recipients.settle, **wanted)
    with pytest.raises(refusal):
        counter.desk.do(recipients.readdress, **wanted)


def test_clothes_are_no_mail(counter: Counter, make: Make) -> None:
    """What was left for work has its owner."""
    make.deposit(IDS.shirt)
    with pytest.raises(NotFound):
        counter.desk.do(recipients.settle, item_ids=[1], customer_id=IDS.mohamed, **counter.by())


def test_what_goes_back_is_kept_first(counter: Counter) -> None:
    """It is no longer listed, and nobody is given what its sender is sent."""
    desk = counter.desk
    _receive(counter, LETTER)
    desk.do(mail_returns.send_back, item_ids=[1], reason="inconnu", **counter.by())
    assert desk.ask(recipients.unsettled, language="en") == []
    with pytest.raises(GoesBack):
        desk.do(recipients.settle, item_ids=[1], customer_id=IDS.claire, **counter.by())


def test_somebody_new_is_registered_and_given_it_in_one_deed(counter: Counter) -> None:
    """Done again, there is one of them; refused, nobody."""
    desk = counter.desk
    _receive(counter, LETTER)
    with pytest.raises(NameMissing):
        desk.do(recipients.settle_new, item_ids=[1], name=" ", **counter.by())
    by = counter.by()
    for _ in range(2):
        desk.do(recipients.settle_new, item_ids=[1], name="Léon Dupon", place="bur. 9", **by)
    found = desk.ask(search.customers_matching, words="dupon leon")
    assert [hit.id for hit in found] == _owners(desk)
    assert _proven(desk)


def test_what_was_thought_to_be_somebodys_is_put_right(counter: Counter) -> None:
    """A piece of a shared ticket gets one of its own; the others keep theirs, and the numbers have no gap."""
    desk = counter.desk
    _receive(counter, HERS, HERS, HERS)
    by = counter.by()
    for _ in range(2):
        desk.do(recipients.readdress, item_ids=[2], customer_id=IDS.mohamed, **by)
    assert _owners(desk) == [IDS.claire, IDS.mohamed, IDS.claire]
    assert _proven(desk)


def test_the_directory_is_read_again_only_when_somebody_changed(counter: Counter, make: Make) -> None:
    """A drop-off changes nobody's name; a new, changed or erased person does."""
    desk = counter.desk
    known = desk.ask(recipients.directory)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    assert desk.ask(recipients.refreshed, known) is known
    zoe = make.customer("Zoé Le Goff").id
    added = desk.ask(recipients.refreshed, known)
    assert [each.customer_id for each in added.guess("Legoff Zoe").candidates] == [zoe]
    assert known.guess("Legoff Zoe").candidates == ()
    desk.do(customers.update, customer_id=zoe, name="Zoé Kerouac", at=desk.clock.now())
    changed = desk.ask(recipients.refreshed, added)
    assert (changed.guess("zoe legoff").certain, changed.guess("kerouac zoe").certain) == (False, True)
    desk.do(customers.erase, customer_id=zoe, at=desk.clock.now(), staff_id=IDS.supervisor)
    assert desk.ask(recipients.refreshed, changed).guess("kerouac zoe").candidates == ()


def test_neither_nobody_nor_the_erased_are_guessed(counter: Counter) -> None:
    """The row that stands for nobody is not found by its words, in a guess or in a search."""
    desk = counter.desk
    _receive(counter, LETTER)
    words = desk.ask(lambda session: session.get_one(Customer, _nobody(session)).name)
    assert desk.ask(recipients.guess, written=words).candidates == ()
    assert desk.ask(search.customers_matching, words=words) == []
    assert desk.ask(_nobody) not in [each.id for each in desk.ask(customers.recent)]
    assert desk.ask(recipients.guess, written="Dupont Claire").certain


def test_an_erased_candidate_is_no_longer_shown(counter: Counter) -> None:
    """What it may be for is kept as keys, and the erased have no name."""
    desk = counter.desk
    _receive(counter, DOUBTFUL)
    desk.do(customers.erase, customer_id=IDS.mohamed, at=desk.clock.now(), staff_id=IDS.supervisor)
    (row,) = desk.ask(recipients.unsettled, language="en")
    assert [each.name for each in row.candidates] == ["Claire Dupont"]
    assert desk.ask(lambda session: session.get_one(MailItem, 1).candidates) == [IDS.claire, IDS.mohamed]


def test_what_nobody_knows_is_asked_for_each_day_and_each_evening(counter: Counter) -> None:
    """A letter without a last day is not forgotten: Today, the rail and the evening count it until it is settled."""

    def asked() -> tuple[int, int]:
        at = counter.desk.clock.now()
        rows = counter.desk.ask(day_ends.checklist, at=at)
        counted = counter.desk.ask(mail_deadlines.counts, on=moments.day_of(at))
        return counted.unsettled, next(row.left for row in rows if row.check is day_ends.Check.RECIPIENTS)

    _receive(counter, LETTER, DOUBTFUL, HERS)
    assert asked() == (2, 2)
    letter, _parcel = counter.desk.ask(recipients.unsettled, language="en")
    counter.desk.do(recipients.settle, item_ids=[letter.item_id], customer_id=IDS.claire, **counter.by())
    assert asked() == (1, 1)
