"""The manifest says what left, what came back, what became of each, what is owed, and who signed."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest

from concierge_desk.models import LegalForm, Outcome, Paper, Signed, VisitState
from concierge_desk.money import Money
from concierge_desk.print.documents.visit_books import Line, Manifest, ProviderFacts, Unknown
from concierge_desk.print.table import Column, Table
from tests.print import samples
from tests.print.samples import built, full_manifest, manifest, piece

DRESS = {"fr": "Robe", "en": "Dress"}


def words(content: Manifest | None = None, language: str = "en", key: str = "a4") -> str:
    """Lay out a manifest and take its words."""
    pdf = built(Paper.MANIFEST, language, content or manifest(), samples.sheet(key))
    return " ".join(samples.text(pdf)).replace("\u00a0", " ")


def opened(**said: Any) -> Manifest:  # noqa: ANN401  # fields of a manifest
    """Describe a visit that is prepared."""
    known: dict[str, Any] = {
        "state": VisitState.OPEN,
        "closed_at": None,
        "signature": [],
        "signed": Signed.NONE,
    }
    return manifest(0, 0, **(known | said))


def test_a_manifest_names_both_parties_pieces_and_totals() -> None:
    """Who reads it knows without us what was handed over."""
    said = words(language="fr")
    for expected in (
        "Bordereau 26-P-0311", "Passage du lundi 23 novembre 2026", "Pressing des Chartrons",
        "économie sociale et solidaire", "SIRET 732 829 320 00074", "Conciergerie Darwin", "Ce qui part",
        "Ce qui revient", "0048 1201", "C. Dupont", "26-004800", "Tache",
        "Total : 4 pièces · partie : 4 · avec réserves : 4", "Chemise : 4", "bon état : 3", "propre",
        "Yann Le Goff", "Aminata", "Signé le", "Page 1 sur 1",
    ):  # fmt: skip
        assert expected in said, expected


def test_each_outcome_has_its_place_and_its_word() -> None:
    """No piece of a closed visit stands without what became of it; nothing stands under another heading."""
    said = words(full_manifest())
    parts = re.split(
        r"(What leaves|Put aside: stays here|Not found here|What comes back|With the provider: a quote was given"
        r"|Still owed by the provider|Tags that nobody knows|Not due yet)",
        said,
    )
    under = {heading: text for heading, text in reversed(list(pairwise(parts))) if heading[0] != " "}
    for heading, expected in {
        "What leaves": ("0048 1204", "0048 1205", "Total: 5 items · taken: 5", "Shirt: 4 · Dress: 1"),
        "Put aside: stays here": ("0048 1206", "le client veut réfléchir", "left here", "Total: 1 item"),
        "Not found here": ("0048 1207", "missing"),
        "What comes back": (
            "Total: 6 items · good state: 2 · to redo: 1 · damaged: 1 · unexpected: 1 · back with a quote: 1",
            "bouton cassé", "€45.00", "Shirt: 4 · Dress: 1 · Suit, 2 parts: 1",
        ),
        "With the provider: a quote was given": ("0048 1227", "fermeture", "€32.50"),
        "Still owed by the provider": ("0048 1228", "12/11/2026", "0048 1229", "19/11/2026", "Total: 2 items"),
        "Tags that nobody knows": ("0077 1234", "veste grise, étiquette verte", "Shelf B4"),
        "Not due yet": ("still with the provider: 6 items",),
    }.items():  # fmt: skip
        for each in expected:
            assert each in under[heading], (heading, each)


def test_every_outcome_can_stand_on_paper() -> None:
    """Whatever the books hold is printed, also an outcome on the side where nobody looks for it."""
    lines = tuple(Line(piece(number), outcome) for number, outcome in enumerate(Outcome, 1))
    for side in ("out", "back"):
        said = words(manifest(0, 0, **{side: lines}))
        for expected in ("taken", "left here", "good state", "to redo", "damaged", "missing", "unexpected"):
            assert expected in said, (side, expected)


def test_figures_before_the_signatures_say_what_is_signed() -> None:
    """The two sign numbers of pieces, not only pages."""
    said = words(full_manifest())
    assert (
        "What leaves 5 items Put aside: stays here 1 item Not found here 1 item What comes back 6 items"
        in said
    )
    assert "Still owed by the provider 2 items Tags that nobody knows 1 item" in said


def test_pieces_of_one_name_of_two_services_are_counted_apart() -> None:
    """A shirt to clean is not a shirt to mend."""
    mending = {"fr": "Couture", "en": "Mending"}
    lines = [Line(piece(number), Outcome.GONE) for number in (1, 2)]
    other = replace(piece(3), service=mending)
    said = words(manifest(0, 0, out=(*lines, Line(other, Outcome.GONE))))
    assert "Shirt (Dry cleaning): 2 · Shirt (Mending): 1" in said


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        (ProviderFacts("P", legal_form=LegalForm.SCOP, is_ess=True), "cooperative (SCOP) · social economy"),
        (
            ProviderFacts(
                "P", legal_form=LegalForm.ESUS, is_ess=True, esus_number="033-26", esus_until=date(2027, 5, 1)
            ),
            "ESUS-approved company · no. 033-26 · until 01/05/2027 · social economy",
        ),
        (ProviderFacts("P", legal_form=LegalForm.ESAT, is_ess=True), "ESAT · social economy"),
    ],
)
def test_the_social_economy_is_said_with_its_kind(provider: ProviderFacts, expected: str) -> None:
    """Who checks the share of the social economy finds kind and approval on the paper."""
    assert expected in words(manifest(provider=provider))


def test_an_approval_that_ran_out_is_not_claimed() -> None:
    """What was no social economy on the day of the visit does not say that it is."""
    said = words(
        manifest(provider=ProviderFacts("P", legal_form=LegalForm.ESUS, is_ess=False, esus_number="1"))
    )
    assert "social economy" not in said
    assert "ESUS" not in said


def boxes(pdf: bytes) -> int:
    """Count the squares that are drawn to be ticked."""
    document = pypdfium2.PdfDocument(pdf)
    found = 0
    for page in document:
        for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = drawn.get_bounds()
            found += abs((right - left) - (top - bottom)) < 0.2 and 7 < right - left < 12
    document.close()
    return found


@pytest.mark.parametrize("key", ["a4", "a5", "roll80", "roll58"])
def test_an_open_visit_is_a_list_to_tick(key: str) -> None:
    """Before the provider comes, the manifest says so and has a box for each piece, on every paper."""
    content = opened(
        out=(Line(piece(1)), Line(piece(2), Outcome.LEFT, "attend le client")),
        back=(Line(piece(3), since=samples.AT),),
        later=(Line(piece(4)),),
        awaited=1,
    )
    said = words(content, "fr", key)
    assert "To be filled in" in words(content, "en", key)
    assert "attend le client" in said, "what is put aside already needs no box"
    assert boxes(built(Paper.MANIFEST, "fr", content, samples.sheet(key))) == 3
    assert "Aminata" not in said, "nobody has signed"


def test_what_somebody_typed_is_never_a_box() -> None:
    """A box is drawn only where we say so."""
    typed = "\0box"
    line = Line(replace(piece(1, label=typed, owner=typed), tag=typed), note=typed)
    content = opened(out=(line,), strangers=(Unknown(typed, typed, typed),))
    assert boxes(built(Paper.MANIFEST, content=content)) == 1


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (Signed.SCREEN, "Signed 23 Nov 2026"),
        (Signed.PAPER, "Closed 23 Nov 2026, 12:41, signed on this paper"),
        (Signed.NONE, "Closed 23 Nov 2026, 12:41, without a signature"),
    ],
)
def test_a_signature_is_claimed_only_where_there_is_one(signed: Signed, expected: str) -> None:
    """Signed on paper leaves room for a pen; unsigned says so."""
    strokes = samples.WAVE if signed is Signed.SCREEN else []
    said = words(manifest(signed=signed, signature=strokes, concierge_signature=strokes))
    assert expected in said
    assert ("Signed " in said) is (signed is Signed.SCREEN)


def test_what_a_manifest_replaces_and_what_replaces_it_stands_on_both() -> None:
    """Nobody works with the old one without knowing."""
    assert "Replaces manifest 26-P-0309." in words(full_manifest())
    old = words(manifest(state=VisitState.UNDONE, replaced_by="26-P-0312"))
    assert "Replaced by manifest 26-P-0312: look there." in old
    assert "This visit was undone: nothing of it counts." in old
    assert "Corrects manifest 26-P-0310. Only what changes stands here." in words(
        manifest(corrects="26-P-0310")
    )
    assert "Corrected by manifest 26-P-0312: look there too." in words(manifest(corrected_by="26-P-0312"))


def test_five_hundred_pieces_go_over_pages_with_the_header_on_each() -> None:
    """Every page of the table repeats its header and is numbered; no piece is left out."""
    pages = samples.text(built(Paper.MANIFEST, content=manifest(300, 200)))
    assert 10 <= len(pages) <= 20
    for number, page in enumerate(pages, 1):
        assert f"Page {number} sur {len(pages)}" in page
        assert "Étiquette" in page or "Pour le prestataire" in page
    everything = " ".join(pages)
    assert len(re.findall(r"0048 1[2-5]\d\d", everything)) == 500
    assert "Total : 300 pièces" in everything.replace("\u00a0", " ")


def test_a_page_never_ends_with_a_heading() -> None:
    """A heading goes to the next page with its table, whatever the number of pieces before it."""
    for count in range(20, 45):
        for page in samples.text(built(Paper.MANIFEST, content=manifest(count, 3))):
            assert not re.search(r"Ce qui revient (Conciergerie|$)", page)


def test_pieces_of_one_request_stand_on_one_page() -> None:
    """Three shirts of one customer are handed over together: the page ends before or after them."""
    for count in range(25, 60):
        pages = samples.text(built(Paper.MANIFEST, content=manifest(count, 0)))
        tickets = [set(re.findall(r"26-\d{6}", page)) for page in pages]
        assert not any(one & other for one, other in pairwise(tickets)), count


def test_a_request_longer_than_a_page_goes_over_it() -> None:
    """Together is kept as far as paper goes."""
    columns = [Column("Item", 1)]
    table = Table(columns, [(str(number),) for number in range(90)], groups=["26-000001"] * 90)
    first, rest = table.split(200, 400)
    assert isinstance(first, Table)
    assert isinstance(rest, Table)
    assert 10 < len(first.rows) < 90
    assert len(first.rows) + len(rest.rows) == 90


def test_nobody_signs_a_page_on_which_nothing_else_stands() -> None:
    """Figures and signatures are on one page."""
    for count in range(10, 40):
        last = samples.text(built(Paper.MANIFEST, "en", manifest(count, 5)))[-1]
        assert "For the provider" in last
        assert "What leaves" in last


def test_a_visit_that_did_not_happen_says_so() -> None:
    """A missed visit has a manifest that explains itself."""
    said = words(manifest(0, 0, state=VisitState.MISSED, signed=Signed.NONE), "fr")
    assert "Le prestataire n’est pas passé." in said


@pytest.mark.parametrize("key", ["a4", "a5", "roll80", "roll58"])
@pytest.mark.parametrize("count", [1, 60])
def test_both_readers_read_its_code_on_every_paper(key: str, count: int) -> None:
    """The code opens the visit, however long the paper is."""
    content = full_manifest(out=manifest(count).out, strangers=(Unknown("12", "x"),))
    pages = samples.read_by_both(built(Paper.MANIFEST, content=content, on=samples.sheet(key)))
    for reader in (0, 1):
        assert {read.digits for page in pages for read in page[reader]} == {content.code}


def test_a_quote_of_nothing_is_an_amount() -> None:
    """Free of charge is a price too."""
    free = Line(piece(1), Outcome.QUOTED, amount=Money(0))
    assert "€0.00" in words(manifest(0, 0, back=(free,)))
