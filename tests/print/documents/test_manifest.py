"""The manifest says what left, what came back, what became of each, and who signed."""

import re

from concierge_desk.models import Outcome, Paper, VisitState
from concierge_desk.print.documents.manifest import Line
from tests.print import samples
from tests.print.samples import built, manifest, piece


def test_a_manifest_names_both_parties_pieces_and_totals() -> None:
    """Who reads it knows without us what was handed over."""
    words = " ".join(samples.text(built(Paper.MANIFEST))).replace("\u00a0", " ")
    for expected in (
        "Bordereau 26-P-0311", "Passage du lundi 23 novembre 2026", "Pressing des Chartrons",
        "économie sociale et solidaire", "Conciergerie Darwin", "Ce qui part", "Ce qui revient", "0048 1201",
        "C. Dupont", "Tache", "Total : 4 pièces · partie : 4 · avec réserves : 4", "bon état : 3", "propre",
        "Yann Le Goff", "Aminata", "Signé le", "Page 1 sur 1",
    ):  # fmt: skip
        assert expected in words, expected


def test_each_outcome_has_its_word() -> None:
    """No piece of a closed visit stands without what became of it."""
    lines = tuple(Line(piece(number), outcome) for number, outcome in enumerate(Outcome, 1))
    words = samples.text(built(Paper.MANIFEST, content=manifest(0, 0, out=lines)))[0]
    for expected in ("partie", "restée", "bon état", "à refaire", "abîmée", "manque", "inattendue"):
        assert words.count(expected) == 2, expected


def test_an_open_visit_is_a_list_to_tick() -> None:
    """Before the provider comes, the manifest says so and has a box for each piece."""
    lines = (Line(piece(1)), Line(piece(2)))
    words = samples.text(
        built(
            Paper.MANIFEST,
            content=manifest(0, 0, out=lines, state=VisitState.OPEN, closed_at=None, signature=[]),
        )
    )[0]
    assert "À remplir" in words
    assert words.count("[") == 2


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


def test_a_visit_that_did_not_happen_says_so() -> None:
    """A missed visit has a manifest that explains itself."""
    words = samples.text(built(Paper.MANIFEST, content=manifest(0, 0, state=VisitState.MISSED)))[0]
    assert "Le prestataire n’est pas passé." in words
