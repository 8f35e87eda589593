"""A label can be read from the rail, and scanned by any scanner."""

from dataclasses import replace

import pytest

from concierge_desk.models import Paper
from concierge_desk.print import qr, symbols
from concierge_desk.print.documents import labels
from concierge_desk.texts import Texts
from tests.print import samples
from tests.print.samples import LABELS, PIECES, built


def test_each_piece_has_its_own_page() -> None:
    """All labels of a request are one PDF; each says its tag, owner, article, ticket, day and place."""
    pages = samples.text(built(Paper.LABELS))
    assert len(pages) == len(PIECES)
    for expected in (
        "0048 1202",
        "C. Dupont",
        "Chemise bleue",
        "Pressing",
        "26-004812",
        "Tache",
        "2/5",
        "jeudi",
        "26/11",
        "!",
    ):
        assert expected in pages[1], expected
    assert "!" not in pages[0]


@pytest.mark.parametrize("serial", [1, 5, 12, 481_202, 8_888_888, 12_345_678, 99_999_999])
def test_the_mark_of_a_reserve_never_costs_a_digit(serial: int) -> None:
    """Whatever the number, the tag beside the "!" is whole."""
    marked = next(piece for _, piece in LABELS.pieces if piece.conditions)
    tag = f"{serial // 10_000:04d} {serial % 10_000:04d}"
    content = replace(LABELS, pieces=((1, replace(marked, tag=tag)),))
    assert tag in samples.text(labels.build(content, Texts("fr")))[0]


def test_the_parts_of_a_suit_know_each_other() -> None:
    """Jacket and trousers are the first and second of two."""
    pages = samples.text(built(Paper.LABELS))
    assert "1/2" in pages[2]
    assert "2/2" in pages[3]


def test_the_qr_stands_on_whole_dots_in_a_white_field() -> None:
    """Each module is four dots square, and four modules around it are white."""
    dot, quiet = symbols.QR_DOTS, symbols.QR_QUIET
    for (_, piece), page in zip(LABELS.pieces, samples.dots(built(Paper.LABELS)), strict=True):
        matrix = qr.matrix(piece.code)
        left = top = 24 - quiet * dot
        side = qr.SIDE + 2 * quiet
        for row in range(side * dot):
            for column in range(side * dot):
                y, x = row // dot - quiet, column // dot - quiet
                dark = 0 <= y < qr.SIDE and 0 <= x < qr.SIDE and matrix[y][x]
                assert (page.getpixel((left + column, top + row)) == 0) is dark


def test_only_the_labels_that_are_asked_for_are_made() -> None:
    """A lost label is printed alone and keeps its place among the pieces."""
    pages = samples.text(built(Paper.LABELS, content=replace(LABELS, pieces=LABELS.pieces[1:2])))
    assert len(pages) == 1
    assert "2/5" in pages[0]


def test_a_long_tag_of_another_house_fits() -> None:
    """A tag that was already on the piece is written smaller, down to an ellipsis."""
    long = replace(PIECES[1], tag="PRESSING-MARTIN-" * 4)
    page = samples.text(built(Paper.LABELS, content=replace(LABELS, pieces=((2, long),))))[0]
    assert "PRESSING-MARTIN…" in page
