"""Labels as ZPL, read back into dots."""

import random
from dataclasses import replace

import pytest

from concierge_desk.print import raster
from concierge_desk.print.papers import LABEL_50, LABEL_57, LABEL_62, Sheet
from concierge_desk.print.raster import Picture
from concierge_desk.print.ways import zpl
from tests.print.ways import dotted, reading
from tests.print.ways.reading import seen
from tests.print.ways.test_escpos import HOSTILE


@pytest.mark.parametrize("sheet", [LABEL_57, LABEL_62, LABEL_50, replace(LABEL_57, dots_per_mm=12)])
def test_a_label_is_every_dot_of_its_page(sheet: Sheet) -> None:
    """Read back, each label is the picture of its page, dot by dot, as wide and as high."""
    pages = raster.pages(dotted.labels(3, sheet).pdf, dpi=sheet.dpi)
    assert reading.zpl(zpl.job(pages, sheet)) == [seen(page) for page in pages]
    assert all("#" in "".join(seen(page)) for page in pages)


@pytest.mark.parametrize("words", [HOSTILE, "^XZ~JR^XA^FDEve", "~DG"])
def test_no_words_make_a_label_more_nor_a_command(words: str) -> None:
    """One page is one label, whatever stands on it, with its nine commands and no text."""
    job = zpl.job(raster.pages(dotted.pdf(width=57, height=32, words=words), dpi=LABEL_57.dpi), LABEL_57)
    assert len(reading.zpl(job)) == 1
    assert (job.count(b"^"), job.count(b"~")) == (9, 0)


@pytest.mark.parametrize("seed", range(20))
def test_any_picture_comes_back_as_it_was(seed: int) -> None:
    """Runs of every length, rows that are white, black or as above, widths that fill no byte."""
    dice = random.Random(seed)  # noqa: S311  # dots, not secrets
    width = dice.choice([1, 7, 8, 9, 456, 460, 3401, 6500])
    rows: list[bytes] = []
    while len(rows) < 30:
        row = bytearray()
        while len(row) < width:
            row += dice.choice([b"\0", b"\xff"]) * dice.choice([1, 3, 4, 76, 80, 84, 1600, 1604, 7000])
        rows += [bytes(row[:width])] * dice.choice([1, 2, 5])
    page = Picture(width, len(rows), b"".join(rows))
    assert reading.zpl(zpl.job([page], LABEL_57)) == [seen(page)]


def test_the_counts_are_those_of_the_guide() -> None:
    """The guide's own examples of compression: M6 is 6666666, hB is forty B, vMB is 327 B."""
    for digit, times, said in ((0x6, 7, b"M6"), (0xB, 40, b"hB"), (0xB, 327, b"vMB")):
        nibble = bytes(0 if digit >> bit & 1 else 255 for bit in (3, 2, 1, 0))
        page = Picture((times + times % 2) * 4, 1, nibble * times + b"\xff" * (times % 2 * 4))
        assert zpl.job([page], LABEL_57).endswith(b"," + said + b"," * (times % 2) + b"^FS^XZ")


def test_two_hundred_labels_are_one_job_of_small_pieces() -> None:
    """A label of words costs some kilobytes; each is said on its own."""
    page = raster.pages(dotted.labels(1).pdf, dpi=LABEL_57.dpi)[0]
    pieces = list(zpl.chunks((page for _ in range(200)), LABEL_57))
    assert len(pieces) == 200
    assert max(len(piece) for piece in pieces) < 8_000
