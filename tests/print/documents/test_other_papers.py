"""Notices, forms for an outage, and what tries scanners and printers out."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob
from concierge_desk.operations import houses
from concierge_desk.print import documents
from concierge_desk.print.papers import A4, ROLL_58, ROLL_80, Role, Sheet
from tests.make import Make
from tests.print import looking, samples
from tests.print.samples import NOTICE, built, piece

AT = datetime(2026, 11, 25, 13, 3, tzinfo=UTC)


def said(paper: Paper, **changed: object) -> str:
    """Lay out a sample with other facts, and take its words."""
    pdf = built(paper, content=replace(samples.CONTENTS[paper], **changed))
    return " ".join(samples.text(pdf)).replace("\u00a0", " ")


def test_a_notice_says_what_since_when_where_and_how() -> None:
    """Whoever finds it on their desk knows all they need to come."""
    words = said(Paper.MAIL_NOTICE)
    for expected in (
        "Quelque chose est arrivé pour vous", "Claire Dupont", "Ateliers Darwin · bât. C", "Chemise blanche",
        "Arrivé lundi 23 novembre", "87 quai des Queyries", "du lundi au vendredi 8 h 30–12 h, 14 h–19 h",
        "samedi 10 h–12 h 30", "pièce d’identité", "si vous l’avez autorisée", "26-004812", "1 2600 4812 9",
    ):  # fmt: skip
        assert expected in words, expected


def test_a_notice_of_many_things_counts_the_rest() -> None:
    """Fifteen letters do not make a metre of paper."""
    many = tuple(piece(number, label=f"Lettre {number}") for number in range(1, 16))
    words = said(Paper.MAIL_NOTICE, pieces=many)
    assert "Lettre 12" in words
    assert "Lettre 13" not in words
    assert "et 3 autres" in words
    assert "autre " not in said(Paper.MAIL_NOTICE, pieces=NOTICE.pieces).replace("Une autre", "")


@pytest.mark.parametrize("paper", [Paper.TICKET, Paper.MAIL_NOTICE, Paper.BAG_LABEL])
def test_a_job_s_copy_and_moment_reach_the_paper(desk: Desk, make: Make, paper: Paper) -> None:
    """The number of the duplicate, and when it was asked for, come from the queue."""
    request = make.deposit(make.ids.shirt)
    first, third = (
        PrintJob(paper=paper, language="fr", request_id=request.id, item_ids=[], copy=copy, made_at=AT)
        for copy in (1, 3)
    )
    assert "DUPLICATA" not in samples.text(built(paper, content=desk.ask(documents.gather, job=first)))[0]
    again = samples.text(built(paper, content=desk.ask(documents.gather, job=third)))[0]
    assert "DUPLICATA 2" in again
    assert ("25/11/2026 14:03" in again) is (paper is not Paper.BAG_LABEL)


def test_a_ticket_names_the_mediator_and_the_opening_hours_of_the_house(desk: Desk, make: Make) -> None:
    """What the house notes about itself stands on its next ticket."""
    desk.do(houses.update_house, mediator="Médiation Conso, Paris", opening={"2": [["09:00", "17:30"]]})
    request = make.deposit(make.ids.shirt)
    job = PrintJob(paper=Paper.TICKET, language="en", request_id=request.id, item_ids=[], copy=1)
    words = samples.text(built(Paper.TICKET, "en", desk.ask(documents.gather, job=job)))[0]
    assert "Mediator: Médiation Conso, Paris" in words
    assert "We are open: Wednesday 09:00–17:30" in words


def test_the_blank_forms_ask_what_the_screens_ask_in_their_order() -> None:
    """A page for each deed, its entries numbered, with what is typed first standing first."""
    dropoffs, handbacks, visits = samples.text(built(Paper.REKEY_SHEET))
    for page, asked in (
        (
            dropoffs,
            ("Client", "Téléphone", "Pièces : quoi, combien", "État, réserves", "Prix ou plafond", "Promis"),
        ),
        (handbacks, ("Client ou ticket", "Retiré par", "Identité vue", "Étiquettes", "Réglé", "Signature")),
        (visits, ("Prestataire", "Chauffeur", "Part chez le prestataire", "Revient", "Signature")),
    ):
        places = [page.index(each) for each in asked]
        assert places == sorted(places)
    numbers = {words.said for words in looking.words_on(built(Paper.REKEY_SHEET))[0]}
    assert {"1", "2", "3", "4", "5", "6", "7"} <= numbers


def test_a_form_is_large_enough_for_a_hand() -> None:
    """From the caption of one box to that of the next below, there is a centimetre."""
    page = looking.words_on(built(Paper.REKEY_SHEET))[0]
    customer, items = (
        next(words for words in page if words.said.startswith(caption)) for caption in ("Client", "Pièces :")
    )
    assert customer.top - items.top > 10


def test_the_scanner_s_sheet_says_what_should_happen_and_what_to_do_when_not() -> None:
    """Each step is numbered and names what the screen shows."""
    words = said(Paper.SCANNER_SHEET)
    for expected in ("1. Chiffres", "2. Lettres", "3. Carrés", "4. Entrée", "5. Petites barres", "1234567890",
                     "AZQWM-azqwm", "2 points", "3 points", "4 points", "suffix"):  # fmt: skip
        assert expected in words, expected


def test_the_scanner_s_codes_stand_a_finger_apart() -> None:
    """A scanner sees one code at a time: more than ten millimetres lie between two."""
    page = looking.words_on(built(Paper.SCANNER_SHEET))[0]
    captions = [words for words in page if words.said in {"2 points", "3 points", "4 points"}]
    tops = sorted(words.top for words in captions)
    assert [lower + 13 < upper for lower, upper in pairwise(tops)] == [True, True]


@pytest.mark.parametrize(("sheet", "inner"), [(ROLL_80, 72), (ROLL_58, 48), (A4, 184)])
def test_a_printer_s_ruler_is_as_long_as_its_paper_is_wide(sheet: Sheet, inner: int) -> None:
    """The frame is the very edge of what can be printed, and a mark stands at each millimetre from its left."""
    page = samples.dots(built(Paper.PRINTER_TEST, on=sheet))[0]
    left, top, right, _ = looking.ink(page)
    assert (left, right) == (round(sheet.margin_mm * 8), round(sheet.margin_mm * 8) + inner * 8)
    marks = [page.getpixel((left + 8 * mark, top + 6)) for mark in range(2, inner)]
    assert all(mark is not None and mark < 255 for mark in marks)  # type: ignore[operator]  # a grey page has one number for a pixel


def test_a_printer_s_test_names_role_printer_and_moment(desk: Desk) -> None:
    """Whoever finds the paper knows which printer made it, set up for what, and when."""
    job = PrintJob(
        paper=Paper.PRINTER_TEST,
        language="fr",
        item_ids=[],
        copy=1,
        made_at=AT,
        via="label",
        target="Zebra ZD421",
    )
    content = desk.ask(documents.gather, job=job)
    assert content.role is Role.LABEL  # type: ignore[attr-defined]  # what is gathered is the document's own
    words = samples.text(built(Paper.PRINTER_TEST, content=content, on=ROLL_80))[0]
    for expected in (
        "Étiquettes",
        "Zebra ZD421",
        "25/11/2026 14:03",
        "tête 72 mm",
        "8 points par mm",
        "œ",
        "€",
    ):
        assert expected in words, expected
    unknown = PrintJob(
        paper=Paper.PRINTER_TEST, language="fr", item_ids=[], copy=1, made_at=AT, via="", target=""
    )
    assert desk.ask(documents.gather, job=unknown).role is Role.OTHER  # type: ignore[attr-defined]  # what was gathered is a PrinterTest
