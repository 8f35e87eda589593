"""A label can be read from the rail, and scanned by any scanner."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concierge_desk.models import Paper
from concierge_desk.print.documents import label_plan, labels
from concierge_desk.print.documents.label_plan import Box, Face
from concierge_desk.print.papers import LABEL_57, LABELS_24, LARGEST, MM, ROLL_58, SMALLEST, Sheet
from concierge_desk.texts import Texts
from tests.print import looking, samples
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
    assert tag in samples.text(labels.build(content, Texts("fr"), LABEL_57))[0]


def test_the_parts_of_a_suit_know_each_other() -> None:
    """Jacket and trousers are the first and second of two."""
    pages = samples.text(built(Paper.LABELS))
    assert "1/2" in pages[2]
    assert "2/2" in pages[3]


@pytest.mark.parametrize(
    "key", ["label57x32", "label62x29", "label50x25", "label40x20", "label60x40", "label100x100"]
)
def test_a_label_says_what_it_must_on_every_size(key: str) -> None:
    """Tag, owner, place among the pieces, article, ticket and day stand on the smallest label too."""
    page = samples.text(built(Paper.LABELS, on=samples.sheet(key)))[1]
    for expected in ("0048 1202", "C. Dupont", "2/5", "Chemise bleue", "26-004812", "26/11", "!"):
        assert expected in page, expected


def test_a_larger_label_has_larger_letters() -> None:
    """Its room is used: the tag of a label of ten centimetres is more than twice as high."""
    small, large = (
        next(
            words
            for words in looking.words_on(built(Paper.LABELS, on=samples.sheet(key)))[0]
            if words.said.startswith("0048")
        )
        for key in ("label57x32", "label100x100")
    )
    assert large.top - large.bottom > 2 * (small.top - small.bottom)


SIZES = st.tuples(
    st.integers(SMALLEST[0], LARGEST[0]),
    st.integers(SMALLEST[1], LARGEST[1]),
    st.sampled_from([8, 11, 12, 24]),
)


@given(SIZES)
@settings(max_examples=60, deadline=None)
def test_a_label_of_any_size_of_ones_own_keeps_its_codes_white_and_apart(size: tuple[int, int, int]) -> None:
    """Both codes with their white lie inside the label and apart, and no line of words lies on either."""
    width, height, head = size
    face = Face(width, height, 1.5, head)
    plan = label_plan.plan(face, (19.0, 11.0, 10.0, 8.5, 9.0), aside=True)
    quiet, side = face.qr_quiet, face.qr_side
    left, top = plan.qr
    white = Box(left - quiet, top - quiet, side + 2 * quiet, side + 2 * quiet)
    taken = [white]
    assert (plan.bars is None) is (width < 48 or _too_low(face))
    if plan.bars is not None:
        assert plan.bars.height >= 5
        across = Box(
            plan.bars.left - face.bars_quiet, plan.bars.top, face.bars + 2 * face.bars_quiet, plan.bars.height
        )
        assert not _touch(Box(left, top, side, side), across)
        assert not _touch(white, plan.bars)
        taken.append(across)
    for box in taken:
        assert box.left >= -0.01
        assert box.left + box.width <= width + 0.01
        assert box.top >= -0.01
        assert box.top + box.height <= height + 0.01
    assert len(plan.rows) >= 2
    for row in plan.rows:
        tall = row.size * 0.88 / MM
        words = Box(row.left, row.down - tall, row.width, tall)
        assert words.width > 8
        assert not any(_touch(words, box) for box in taken)
        assert row.down + 0.2 * row.size / MM <= height - 1


def _touch(one: Box, other: Box) -> bool:
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    tall = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return wide > 0.05 and tall > 0.05


def _too_low(face: Face) -> bool:
    """Tell whether a label has no room for bars, neither below the QR nor beside it."""
    beside = face.side_by_side + face.bars + face.bars_quiet <= face.width
    below = face.corner + face.qr_side + face.qr_quiet + 5.5 < face.foot
    return not beside and not below


def test_the_labels_of_many_tickets_are_one_paper() -> None:
    """Two hundred labels of forty tickets are two hundred pages of one PDF, each with its ticket."""
    tickets = [replace(LABELS, number=f"26-{number:06d}") for number in range(40)]
    pages = samples.text(labels.build_all(tickets, Texts("fr"), LABEL_57))
    assert len(pages) == 200 == sum(labels.labels_on(each) for each in tickets)
    assert all(f"26-{number // 5:06d}" in page for number, page in enumerate(pages))


@pytest.mark.parametrize("first", [1, 3, 22, 24])
def test_labels_begin_at_the_first_free_one_of_a_sheet(first: int) -> None:
    """Five labels take the next five places, on the next sheet from its first one on."""
    assert LABELS_24.cells is not None
    sheet = replace(LABELS_24, cells=replace(LABELS_24.cells, first=first))
    pages = [
        sorted({_cell(words, sheet) for words in page})
        for page in looking.words_on(labels.build(LABELS, Texts("fr"), sheet))
    ]
    places = range(first - 1, first + 4)
    wanted = [[place for place in places if place < 24], [place - 24 for place in places if place >= 24]]
    assert pages == [page for page in wanted if page]


def _cell(words: looking.Words, sheet: Sheet) -> int:
    cells = sheet.cells
    assert cells is not None
    assert sheet.height_mm is not None
    down = sheet.height_mm - words.top - cells.top_mm
    return int(down // cells.step_y_mm) * cells.columns + int((words.left - cells.left_mm) // cells.step_x_mm)


def test_a_roll_takes_labels_too() -> None:
    """When the label printer is broken, labels come out of the ticket printer, with lines to cut along."""
    pdf = built(Paper.LABELS, on=ROLL_58)
    (size,) = samples.sizes(pdf)
    assert size == (58, 5 * 32 + 10)


def test_only_the_labels_that_are_asked_for_are_made() -> None:
    """A lost label is printed alone and keeps its place among the pieces."""
    pages = samples.text(built(Paper.LABELS, content=replace(LABELS, pieces=LABELS.pieces[1:2])))
    assert len(pages) == 1
    assert "2/5" in pages[0]


def test_a_long_tag_of_another_house_fits() -> None:
    """A tag that was already on the piece is written smaller, down to an ellipsis."""
    long = replace(PIECES[1], tag="PRESSING-MARTIN-" * 4)
    page = samples.text(built(Paper.LABELS, content=replace(LABELS, pieces=((2, long),))))[0]
    assert "PRESSING-MARTIN-…" in page
