"""The papers of the mail room say what must be known, and never more than is so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, MailKind, MailWay, Message, Paper, PrintJob, Stage
from concierge_desk.models.identity import Identity, Shown
from concierge_desk.models.mail_register import Ended, RegisterRow
from concierge_desk.operations import mail_intake
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.print import documents, number_codes
from concierge_desk.print.documents.delivery_proof import Quality, quality
from concierge_desk.print.documents.mail_facts import Counted
from concierge_desk.print.papers import A4, ROLL_58, ROLL_80
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.counter import Counter
from tests.print import mail_samples, samples
from tests.print.samples import CONTENTS


def words(paper: Paper, language: str = "en", **said: Any) -> str:  # noqa: ANN401  # fields of a paper
    """Take the words of a paper's sample with some fields changed, numbers with the signs that hold them together."""
    pdf = samples.built(paper, language, replace(CONTENTS[paper], **said))
    return " ".join(samples.text(pdf)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sheet", "found", "verdict"),
    [
        (None, 3, "own sheet was not counted"),
        (3, 3, "what was found agree."),
        (3, 2, "do not agree"),
        (0, 1, "do not agree"),
    ],
)
def test_a_delivery_is_held_against_the_carriers_sheet(sheet: int | None, found: int, verdict: str) -> None:
    """A carrier without a sheet is not said to agree."""
    coming = replace(
        CONTENTS[Paper.CARRIER_SHEET].coming, counts=(Counted(mail_samples.PARCEL, sheet, found),)
    )
    assert verdict in words(Paper.CARRIER_SHEET, coming=coming)


def test_kinds_that_make_up_for_one_another_do_not_agree() -> None:
    """One letter more and one parcel fewer are not what the carrier says."""
    counts = (Counted(mail_samples.LETTER, 1, 2), Counted(mail_samples.PARCEL, 2, 1))
    coming = replace(CONTENTS[Paper.CARRIER_SHEET].coming, counts=counts)
    assert "do not agree" in words(Paper.CARRIER_SHEET, coming=coming)


def test_a_kind_that_the_sheet_does_not_name_is_no_difference() -> None:
    """Postmen count registered letters and parcels, seldom plain letters."""
    counts = (Counted(mail_samples.LETTER, None, 9), Counted(mail_samples.PARCEL, 2, 2))
    said = words(Paper.CARRIER_SHEET, coming=replace(CONTENTS[Paper.CARRIER_SHEET].coming, counts=counts))
    assert "what was found agree." in said
    assert "+9" not in said


def test_what_was_undone_says_so_on_its_papers() -> None:
    """A sheet printed again after the undoing cannot be taken for one that counts."""
    for paper in (Paper.CARRIER_SHEET, Paper.DEPOSIT_SLIP):
        coming = replace(CONTENTS[paper].coming, undone=True)
        assert "undone: nothing of it counts" in words(paper, coming=coming)
    assert "undone: nothing of it counts" in words(Paper.DELIVERY_PROOF, undone=True)


def test_a_deposit_adds_up_by_service_and_by_who_pays() -> None:
    """What goes back costs nothing, and what has the customer's own label neither."""
    said = words(Paper.DEPOSIT_SLIP)
    for expected in (
        "Lettre verte 1 €1.39",
        "Recommandé R1 1 €5.74",
        "Total 4 €7.13",
        "account of Ateliers Darwin 1",
    ):
        assert expected in said, expected
    assert "paid by Mohamed Traoré 1" not in said


@pytest.mark.parametrize(
    ("collector_id", "name", "expected"),
    [(None, "Claire", Quality.ADDRESSEE), (7, "Paul", Quality.AGENT), (None, "Paul", Quality.SENT)],
)
def test_a_proof_says_in_which_quality_it_was_taken(
    collector_id: int | None, name: str, expected: Quality
) -> None:
    """Who was only named at the desk is no agent."""
    assert quality(collector_id, name, "Claire") is expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (None, "Identity document seen: none"),
        (Shown(), "Identity document seen: yes"),
        (Shown(Identity.PASSPORT), "Identity document seen: Passport"),
        (Shown(Identity.PASSPORT, addressees_too=True), "Passport · the addressee’s own too"),
    ],
)
def test_a_proof_names_the_kind_of_document_and_no_more(shown: Shown | None, expected: str) -> None:
    """What was not seen is not claimed."""
    assert expected in words(Paper.DELIVERY_PROOF, document=shown)


def test_a_proof_without_a_signature_says_that_there_is_none() -> None:
    """A place to sign with a pen is no signature."""
    assert "No signature was taken" in words(Paper.DELIVERY_PROOF, signature=[])
    assert "No signature was taken" not in words(Paper.DELIVERY_PROOF)


def test_a_register_cries_out_only_where_a_number_is_missing() -> None:
    """The first words of a register are whether it is whole."""
    lost = words(Paper.REGISTER)
    assert "MISSING: 4 numbers have no line. 26-R-0003, 26-R-0012 – 26-R-0014" in lost
    whole = tuple(row for row in CONTENTS[Paper.REGISTER].rows if not row.is_missing)
    assert "10 lines · No number is missing." in words(Paper.REGISTER, rows=whole)
    assert "MISSING" not in words(Paper.REGISTER, rows=whole)


def test_hundreds_of_gaps_do_not_fill_the_paper() -> None:
    """The first are named; each still has its line."""
    gaps = tuple(
        RegisterRow(26_000_000 + 2 * n, Ended.MISSING, until=26_000_000 + 2 * n) for n in range(1, 200)
    )
    said = words(Paper.REGISTER, rows=gaps)
    assert "MISSING: 199 numbers have no line." in said
    assert "26-R-0024, …" in said
    assert "26-R-0398" in said


@pytest.mark.parametrize("number", ["", "AB", "RB 12", "é123456", "W" * 41, "../../x", "RB12\x1b", "12,34"])
def test_what_is_no_carriers_number_is_no_code(number: str) -> None:
    """It stands there in letters only; nothing that somebody typed can break the bars."""
    assert number_codes.code(number, A4, room=A4.inner) is None
    assert number_codes.needed(number, A4) == 0


def test_a_number_that_fits_no_paper_is_written_in_letters() -> None:
    """Bars where there is room, a QR where it holds the number, else only the number."""
    long = "008182709980000020033350276C"
    assert [number_codes.code(long, sheet, room=sheet.inner) is None for sheet in (A4, ROLL_80, ROLL_58)] == [
        False, True, True,
    ]  # fmt: skip
    assert number_codes.code(mail_samples.RB, ROLL_58, room=ROLL_58.inner) is not None
    pieces = (replace(CONTENTS[Paper.RETURN_SHEET].pieces[0], number=long),)
    pdf = samples.built(
        Paper.RETURN_SHEET, "en", replace(CONTENTS[Paper.RETURN_SHEET], pieces=pieces), ROLL_58
    )
    assert long in " ".join(samples.text(pdf)).replace(" ", "")


def test_what_goes_back_says_from_when_its_days_were_counted() -> None:
    """A registered letter that was presented before it came is kept from that day on."""
    sheet = CONTENTS[Paper.RETURN_SHEET]
    piece = sheet.pieces[0]
    for presented, said in ((piece.arrived_on - timedelta(days=6), True), (piece.arrived_on, False)):
        content = replace(sheet, pieces=(replace(piece, presented_on=presented),))
        words = " ".join(samples.text(samples.built(Paper.RETURN_SHEET, "en", content, A4)))
        assert ("First presented on" in words) is said


def test_a_message_on_paper_says_what_the_message_says(desk: Desk) -> None:
    """Its own words, in its own language, with the ticket of what waits."""
    letter = Arrival(MailKind.LETTER, customer_id=IDS.mohamed)
    desk.do(mail_intake.receive, carrier_id=1, pieces=[letter], **Counter(desk).by())
    at = desk.clock.now()
    message = Message(
        uid="u", customer_id=IDS.mohamed, day_on=at.date(), stage=Stage.FIRST, channel=Channel.COUNTER,
        language="en", subject="A letter", body="Hello Mohamed,\n\nA letter waits until Monday.", item_ids=[1],
        made_at=at, staff_id=1,
    )  # fmt: skip
    desk.do(lambda session: session.add(message))
    job = PrintJob(
        paper=Paper.CUSTOMER_SLIP, language="en", subject_ids=[message.id], item_ids=[1], made_at=at
    )
    content: Any = desk.ask(documents.gather, job=job)
    pdf = documents.build(Paper.CUSTOMER_SLIP, content, Texts("en"), ROLL_80)
    said = samples.text(pdf)[0]
    assert "Mohamed Traoré" in said
    assert "A letter waits until Monday." in said
    assert "Ticket 26-000001" in said


def test_what_goes_out_is_for_nobody_here() -> None:
    """Without an addressee it is not said to be for the person who left it."""
    piece = replace(mail_samples.PIECES[0], way=MailWay.OUT, addressee="", owner="Claire Dupont")
    assert piece.person == ""
