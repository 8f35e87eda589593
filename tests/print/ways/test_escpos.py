"""A paper as ESC/POS, read back into commands and dots."""

import random
from dataclasses import replace

import pytest

from concierge_desk.print import raster
from concierge_desk.print.papers import LABEL_57, ROLL_58, ROLL_80, Sheet
from concierge_desk.print.raster import Picture
from concierge_desk.print.ways import escpos
from tests.print.ways import dotted, reading
from tests.print.ways.reading import printed, seen, without_end

HOSTILE = "Eve\x1bp\x00\x19\xfa\x1dV\x00\x1b@\x10\x14\x01\x00\x01^XZ~JR"


def picture(*rows: bytes, width: int = 640) -> Picture:
    """Make a page of the 80 mm roll: each row one grey for all of its pixels, or its pixels."""
    pixels = b"".join(row * width if len(row) == 1 else row for row in rows)
    return Picture(width, len(rows), pixels)


def spelling(*data: bytes) -> Picture:
    """Make a page of the 80 mm roll whose dots spell bytes at the left of the head."""
    rows = []
    for each in data:
        bits = "".join(f"{byte:08b}" for byte in each).ljust(576, "0")
        rows.append(b"\xff" * 32 + bytes(0 if bit == "1" else 255 for bit in bits) + b"\xff" * 32)
    return picture(*rows)


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        (ROLL_80, 576),
        (ROLL_58, 384),
        (replace(ROLL_80, dots_per_mm=12), 864),
        (replace(ROLL_80, margin_mm=8), 512),
        (LABEL_57, 432),
    ],
)
def test_the_head_prints_every_dot_of_the_paper_between_its_margins(sheet: Sheet, head: int) -> None:
    """Read back, the job is the picture of the PDF, dot by dot, without the white at its end."""
    pages = raster.pages(dotted.pdf(width=sheet.width_mm, specks=300), dpi=sheet.dpi)
    commands = reading.escpos(escpos.job(pages, sheet, cut=True))
    left = round(sheet.margin_mm * sheet.dots_per_mm)
    expected = without_end(seen(pages[0], left=left, width=head))
    assert escpos.head_dots(sheet) == head
    assert printed(commands, head) == expected
    assert any("#" in row for row in expected)


@pytest.mark.parametrize("words", ["Chemise", HOSTILE, "x" * 500])
def test_no_words_change_the_commands(words: str) -> None:
    """A start, pictures, one cut, whatever stands on the paper: no drawer, no text, no other command."""
    pages = raster.pages(dotted.pdf(words=words), dpi=ROLL_80.dpi)
    names = [each.name for each in reading.escpos(escpos.job(pages, ROLL_80, cut=True))]
    assert names[0] == "start"
    assert names[-1] == "cut"
    assert set(names[1:-1]) == {"picture"}


def test_a_paper_of_several_pages_is_cut_once_and_keeps_their_length() -> None:
    """Between two pages nothing is left off, and the paper is cut at its end."""
    pages = raster.pages(dotted.pdf(pages=3), dpi=ROLL_80.dpi)
    commands = reading.escpos(escpos.job(pages, ROLL_80, cut=True))
    expected = without_end([row for page in pages for row in seen(page, left=32, width=576)])
    assert printed(commands, 576) == expected
    assert [each.name for each in commands].count("cut") == 1


def test_a_printer_that_does_not_cut_feeds_to_its_edge() -> None:
    """Without a blade, the paper comes out far enough to be torn off."""
    commands = reading.escpos(escpos.job([picture(b"\0")], ROLL_80, cut=False))
    assert [each.name for each in commands] == ["start", "picture", "feed"]


def test_an_empty_paper_is_only_cut() -> None:
    """White pages send no dots."""
    for pages in ([], [picture(b"\xff", b"\xff")]):
        assert [each.name for each in reading.escpos(escpos.job(pages, ROLL_80, cut=True))] == [
            "start",
            "cut",
        ]


def test_a_strip_has_at_most_128_rows_and_a_gap_costs_little() -> None:
    """Cheap printers choke on more, and white rows cost a byte each."""
    black, white = [b"\0"] * 300, [b"\xff"] * 100
    pictures = reading.escpos(escpos.job([picture(*black, *white, b"\0")], ROLL_80, cut=True))[1:-1]
    assert [(each.wide, len(each.data) // each.wide) for each in pictures] == [
        (72, 128), (72, 128), (72, 44), (1, 100), (72, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_any_picture_comes_back_as_it_was(seed: int) -> None:
    """Gaps at the top, in the middle, of one row or many: every row is where it was."""
    dice = random.Random(seed)  # noqa: S311  # dots, not secrets
    rows: list[bytes] = []
    for _ in range(12):
        rows += dice.choice([[b"\xff"], [b"\0"], [bytes(dice.choices([0, 255], k=640))]]) * dice.choice(
            [1, 23, 24, 25, 130]
        )
    pages = [picture(*rows)]
    commands = reading.escpos(escpos.job(pages, ROLL_80, cut=True))
    assert printed(commands, 576) == without_end(seen(pages[0], left=32, width=576))


@pytest.mark.parametrize("before", [b"\1", b"\1" * 71], ids=["in a row", "over the end of a row"])
@pytest.mark.parametrize(
    "told",
    [
        b"\x10\x14\x01\x00\x01",  # the drawer, at once
        b"\x10\x14\x02\x01\x08",  # power off
        b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",  # forget everything
        b"\x10\x05\x02",  # forget the paper and go on
        b"\x10\x04\x01",  # tell how you are
        b"\x10\x10\x04\x04",
    ],
)
def test_dots_that_spell_a_command_that_is_obeyed_at_once_get_one_dot_more(
    told: bytes, before: bytes
) -> None:
    """A printer obeys these even in the middle of a picture; one dot of 0.125 mm more, and it is none."""
    spelt = before + told
    pages = [spelling(spelt[:72], spelt[72:])]
    job = escpos.job(pages, ROLL_80, cut=True)
    assert not any(told[at : at + 3] in job for at in range(len(told) - 2) if told[at] == 0x10)
    there, wanted = printed(reading.escpos(job), 576), without_end(seen(pages[0], left=32, width=576))
    changed = [
        (has, had)
        for row, old in zip(there, wanted, strict=True)
        for has, had in zip(row, old, strict=True)
        if has != had
    ]
    assert changed == [("#", ".")]


def test_ordinary_papers_spell_no_such_command() -> None:
    """The dot more is for the one paper in thousands; with words and bars nothing is changed."""
    assert escpos.job(raster.pages(dotted.pdf(), dpi=ROLL_80.dpi), ROLL_80, cut=True).count(b"\x10\x14") == 0


def test_a_paper_is_said_piece_by_piece() -> None:
    """Two hundred labels are never all of them in memory as bytes."""
    pages = (picture(b"\0", b"\xff") for _ in range(200))
    pieces = escpos.chunks(pages, ROLL_80, cut=True)
    assert next(pieces) == escpos.START
    assert max(len(piece) for piece in pieces) <= 8 + 128 * 72


def _obeyed(stream: bytes) -> list[bytes]:
    """Do what a printer does that keeps its state from one paper to the next; letters are not commands."""
    at, done = 0, []
    while at < len(stream):
        if stream.startswith(b"\x1dv0\x00", at):
            wide, high = (int.from_bytes(stream[at + 4 + each : at + 6 + each], "little") for each in (0, 2))
            end = at + 8 + wide * high
        elif stream.startswith(b"\x1dV", at):
            end = at + (4 if stream[at + 2 : at + 3] == b"B" else 3)
        elif stream[at : at + 2] in {b"\x1b@", b"\x1b\x00", b"\x1d\x00"}:
            end = at + 2
        else:
            assert stream[at] == 0, (at, stream[at : at + 8])
            at += 1
            continue
        done.append(stream[at:end])
        at = end
    return done


def test_a_paper_behind_a_broken_one_is_still_a_paper() -> None:
    """Wherever the one before broke off, its rest is white, and no dot of the next is taken for a letter."""
    printout = dotted.ticket()
    pages = raster.pages(printout.pdf, dpi=printout.sheet.dpi)
    paper = escpos.job(pages, printout.sheet, cut=True)
    alone = _obeyed(paper)
    for broken in range(0, len(paper), 61):
        assert _obeyed(paper[:broken] + escpos.rest(printout.sheet) + paper)[-len(alone) :] == alone
