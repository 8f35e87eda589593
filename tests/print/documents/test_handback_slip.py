"""The hand-back slip says what went, to whom, and shows their signature."""

from dataclasses import replace

import pytest

from concierge_desk.models import Paper, Settled
from tests.print import samples
from tests.print.samples import SLIP, built


def test_a_slip_names_collector_and_owner() -> None:
    """When someone else collects, both are named, and that their document was seen."""
    words = samples.text(built(Paper.HANDBACK_SLIP))[0]
    for expected in (
        "4 pièces remises",
        "Retiré pour Claire Dupont",
        "Pièce d’identité vue",
        "Paul Dupont",
        "2 pièces sont encore",
    ):
        assert expected in words, expected


def test_mail_is_collected_by_procuration() -> None:
    """The proof names what let somebody else collect."""
    plain = samples.text(built(Paper.HANDBACK_SLIP))[0]
    words = samples.text(built(Paper.HANDBACK_SLIP, content=replace(SLIP, by_procuration=True)))[0]
    assert "procuration" in words
    assert "procuration" not in plain


def test_the_owner_is_not_named_twice() -> None:
    """Who collects their own things needs no proxy."""
    words = samples.text(built(Paper.HANDBACK_SLIP, content=replace(SLIP, collector="Claire Dupont")))[0]
    assert words.count("Claire Dupont") == 1


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        (Settled.PROVIDER, "Réglé au prestataire"),
        (Settled.ACCOUNT, "Mis sur le compte"),
        (Settled.NOTHING, "Rien à régler"),
    ],
)
def test_a_slip_says_how_it_was_settled(settled: Settled, expected: str) -> None:
    """The desk keeps no till; the slip says who was paid."""
    words = samples.text(built(Paper.HANDBACK_SLIP, content=replace(SLIP, settled=settled)))[0]
    assert expected in words
    assert ("25,00" not in words) is (settled is Settled.NOTHING)


def test_a_signature_leaves_ink_where_it_was_drawn() -> None:
    """The strokes of the pad are on the paper; without them, a dotted line waits for a pen."""
    signed, blank = (
        built(Paper.HANDBACK_SLIP, content=replace(SLIP, signature=drawn)) for drawn in (SLIP.signature, [])
    )
    assert black(signed) > black(blank) + 500


@pytest.mark.parametrize(
    "drawn", [[[]], [[["a", "b"]]], [None, 3, "x"], [[[2, -1], [float("nan"), 0]]], [[[0.5, 0.5]]]]
)
def test_a_damaged_signature_does_not_stop_the_paper(drawn: list[object]) -> None:
    """What is no point between 0 and 1 is left out."""
    assert built(Paper.HANDBACK_SLIP, content=replace(SLIP, signature=drawn)).startswith(b"%PDF")


def black(pdf: bytes) -> int:
    """Count the dots that a head would burn."""
    return sum(page.histogram()[0] for page in samples.dots(pdf))
