"""Mail that is signed for on paper: its proof is printed to be signed, and every record says which one holds it."""

import io
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Handback, Identity, MailKind, Paper, PrintJob, Settled, Signed
from concierge_desk.models.handback import Signing
from concierge_desk.operations import corrections, customers, history, mail_registers, tables
from concierge_desk.operations.verification import verify
from concierge_desk.print import documents
from concierge_desk.print.documents import handback_slip
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.mailroom import Mailroom
from tests.print import samples

SIGNED = [[[0.1, 0.2], [0.3, 0.4]]]
EN = Texts("en")


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail."""
    return Mailroom(desk)


def given(room: Mailroom, *item_ids: int, **others: Any) -> Handback:  # noqa: ANN401  # of the deed
    """Hand things over to Claire, who shows her passport."""
    shown: dict[str, Any] = {"identity_kind": Identity.PASSPORT.value, "settled": Settled.NOTHING}
    return room.hand_over(*item_ids, **shown | others)


def printed(desk: Desk) -> list[Paper]:
    """List the papers that wait."""
    return desk.ask(lambda session: [job.paper for job in session.query(PrintJob).order_by(PrintJob.id)])


def test_a_registered_letter_is_signed_for_on_paper(room: Mailroom) -> None:
    """Its proof is printed with it; the record, its commitment and its trail say so."""
    letter = room.mail(MailKind.REGISTERED, "RK123456785FR")
    handback = given(room, letter, on_paper=True, signature=SIGNED)
    assert printed(room.desk)[-2:] == [Paper.HANDBACK_SLIP, Paper.DELIVERY_PROOF]
    kept = room.desk.ask(lambda session: session.get_one(Handback, handback.id))
    assert (kept.signing, kept.signature) == (Signing(Signed.PAPER, "0001"), [])
    assert kept.proof()["on_paper"] is True
    step = room.desk.ask(history.trail, item_id=letter).steps[-1]
    assert step.signing == kept.signing
    assert kept.signing.said(EN) == "signed on paper, proof no. 0001"
    assert room.desk.ask(verify).fault is None


@pytest.mark.parametrize("how", [{"on_paper": True}, {"signature": SIGNED}])
def test_clothes_have_no_proof_of_delivery(room: Mailroom, make: Make, how: dict[str, Any]) -> None:
    """What is no mail is signed for on its slip."""
    make.deposit(IDS.shirt)
    room.ready(1)
    before = len(printed(room.desk))
    handback = room.hand_over(1, **how)
    assert printed(room.desk)[before:] == [Paper.HANDBACK_SLIP]
    slip = room.desk.ask(handback_slip.gather, handback_id=handback.id)
    pdf = samples.built(Paper.HANDBACK_SLIP, "en", slip)
    assert ("To be signed here" in " ".join(samples.text(pdf))) is ("on_paper" in how)


def test_what_was_signed_cannot_be_said_otherwise_later(room: Mailroom) -> None:
    """How it was signed is committed to: to change it is found."""
    handback = given(room, room.mail(MailKind.REGISTERED), signature=SIGNED)
    room.desk.do(lambda session: setattr(session.get_one(Handback, handback.id), "on_paper", True))
    assert room.desk.ask(verify).fault is not None


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"on_paper": True}, "signed on paper, proof no. 0001"),
        ({"signature": SIGNED}, "signed on screen"),
    ],
)
def test_register_log_and_proof_say_how(room: Mailroom, how: dict[str, Any], expected: str) -> None:
    """On screen, on paper and in the tables alike; of who was erased nothing is said."""
    desk, letter = room.desk, room.mail(MailKind.REGISTERED, "RK123456785FR")
    handback = given(room, letter, **how)
    on = moments.day_of(desk.clock.now())
    days: dict[str, Any] = {"first_on": on, "last_on": on}
    (line,) = desk.ask(mail_registers.registered, **days)
    assert line.how_signed(EN) == expected
    assert [row.how_signed(EN) for row in desk.ask(mail_registers.log, **days)] == ["", expected]
    for write in (mail_registers.write_log, mail_registers.write_register):
        written = io.StringIO()
        desk.ask(write, stream=written, texts=EN, **days)
        table = tables.read(written.getvalue().encode())
        last = dict(zip(table.columns, table.lines[-1].cells, strict=True))
        assert last["How they signed"] == expected
    wanted = PrintJob(paper=Paper.DELIVERY_PROOF, handback_id=handback.id, made_at=desk.clock.now(), copy=1)
    pdf = samples.built(Paper.DELIVERY_PROOF, "en", desk.ask(documents.gather, job=wanted))
    said = " ".join(samples.text(pdf))
    assert f"Signature: {expected}" in said
    assert "Proof of delivery no. 0001" in said
    assert ("Name and first name" in said) is ("on_paper" in how)
    room.desk.do(customers.erase, customer_id=IDS.claire, at=desk.clock.now(), staff_id=IDS.supervisor)
    (line,) = desk.ask(mail_registers.registered, **days)
    assert line.how_signed(EN) == ""
    assert desk.ask(verify).fault is None


def test_undone_its_proof_is_not_printed_any_more(room: Mailroom) -> None:
    """What was not printed yet is recalled with the slip."""
    handback = given(room, room.mail(MailKind.REGISTERED), on_paper=True)
    room.desk.do(corrections.undo, uid=handback.deed_uid, **room.by())
    jobs = room.desk.ask(lambda session: session.query(PrintJob).filter_by(handback_id=handback.id).all())
    assert {job.state.value for job in jobs} == {"cancelled"}
