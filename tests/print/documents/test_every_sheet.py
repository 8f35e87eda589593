"""Every paper on every sheet that it may be printed on: its size, its codes, its margins, its words."""

import re

import pytest

from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS
from concierge_desk.models import Paper
from concierge_desk.print import number_codes, qr, symbols
from concierge_desk.print.documents.printer_test import TEST_CODE
from concierge_desk.print.papers import MM, Family, Sheet, sheet_of
from concierge_desk.print.papers import Role as PrinterRole
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import LANGUAGES
from tests.print import looking, samples
from tests.print.samples import CONTENTS, Read, laid_out

ALL = [(paper, key) for paper in Paper for key in samples.sheets_for(paper)]
ON_EVERY_SHEET = pytest.mark.parametrize(
    ("paper", "key"), ALL, ids=[f"{paper.value}-{key}" for paper, key in ALL]
)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LABELS = (Paper.LABELS, Paper.BAG_LABEL, Paper.SHELF_LABELS, Paper.BADGES, Paper.PIGEONHOLE_LABELS)
NUMBERED = (Paper.DEPOSIT_SLIP, Paper.RETURN_SHEET)
FINE = [
    (Paper.TICKET, "roll80"),
    (Paper.TICKET, "roll58"),
    (Paper.LABELS, "label57x32"),
    (Paper.LABELS, "label40x20"),
    (Paper.BADGES, "labels21"),
    (Paper.MANIFEST, "a5"),
    (Paper.SCANNER_SHEET, "a5"),
    (Paper.RETURN_SHEET, "a5"),
]


def codes_on(paper: Paper, key: str) -> set[Read]:
    """Tell which codes a sample must carry on a sheet: its own, once as bars where they fit, once as QR on labels."""
    content = CONTENTS[paper]
    sheet = samples.sheet(key)
    if paper is Paper.SCANNER_SHEET:
        tried = (TEST_DIGITS, TEST_LETTERS)
        every = {Read(kind, each) for kind in ("128", "qr") for each in tried}
        return every - ({Read("128", tried[1])} if sheet.inner < 66 * MM else set())
    if paper is Paper.PRINTER_TEST and sheet.cells is not None:
        # What is tried there is where the labels lie.
        return set()
    if paper is Paper.PRINTER_TEST:
        small = sheet.family is Family.LABEL and sheet.cells is None and sheet.height_mm < 50  # type: ignore[operator]  # a label has a height
        return {Read(kind, TEST_CODE) for kind in (("128",) if small else ("128", "qr"))}
    if paper in LABELS:
        wide = min(57, sheet.inner / MM) if sheet.family is Family.ROLL else sheet.width_mm
        kinds = ("128", "qr") if wide >= 48 else ("qr",)
        return {Read(kind, code) for kind in kinds for code in _label_codes(paper)}
    found = {Read("128", content.code)} if hasattr(content, "code") else set()
    return found | _numbers_on(paper, sheet)


def _numbers_on(paper: Paper, sheet: Sheet) -> set[Read]:
    """Tell which carriers' numbers a sample carries as codes: as bars where they fit, else as QR."""
    if paper not in NUMBERED:
        return set()
    numbers = {piece.number for piece in CONTENTS[paper].pieces if piece.number}
    wide = {number for number in numbers if number_codes.needed(number, sheet) <= sheet.inner}
    small = {number for number in numbers - wide if len(number) <= qr.MOST_LETTERS}
    return {Read("128", number) for number in wide} | {Read("qr", number) for number in small}


def _label_codes(paper: Paper) -> list[str]:
    content = CONTENTS[paper]
    if paper is Paper.LABELS:
        return [piece.code for _, piece in content.pieces]
    if paper is Paper.SHELF_LABELS:
        return [shelf.code for shelf in content.shelves]
    if paper is Paper.PIGEONHOLE_LABELS:
        return [hole.code for hole in content.holes]
    return [each.code for each in content.people] if paper is Paper.BADGES else [content.code]


def bars_of(digits: str) -> symbols.Bars:
    """Draw the bars of a code, of digits or of letters."""
    return symbols.bars(digits) if digits.isdigit() else symbols.letters(digits)


def blocks_of(digits: str) -> symbols.Blocks:
    """Draw the QR of a code, of digits or of letters."""
    return symbols.blocks(digits) if digits.isdigit() else symbols.letter_blocks(digits)


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_a_paper_has_the_true_size_of_its_sheet(paper: Paper, key: str, language: str) -> None:
    """Pages and labels are as large as the paper; a roll is as wide, and cut where the words end, on a whole dot."""
    sheet = samples.sheet(key)
    for width, height in samples.sizes(laid_out(paper, key, language)):
        assert width == pytest.approx(sheet.width_mm, abs=0.01)
        if sheet.height_mm is not None:
            assert height == pytest.approx(sheet.height_mm, abs=0.01)
        else:
            assert 40 < height < 1_500
            assert height * sheet.dots_per_mm == pytest.approx(round(height * sheet.dots_per_mm), abs=0.1)


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_both_readers_read_exactly_the_codes_that_were_printed(paper: Paper, key: str, language: str) -> None:
    """In the dots of the head, black and white, zxing and zbar find every code and no other."""
    pages = samples.read_by_both(laid_out(paper, key, language))
    expected = codes_on(paper, key)
    assert set().union(*(page[0] for page in pages)) == expected
    assert set().union(*(page[1] for page in pages)) == expected


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_every_code_is_whole_dots_in_the_white_that_it_needs(paper: Paper, key: str, language: str) -> None:
    """Bars of three dots between ten white modules, blocks of four dots among four white modules."""
    pages = samples.dots(laid_out(paper, key, language))
    for read in codes_on(paper, key):
        if read.kind == "128":
            rows = max(looking.bars_with_quiet(page, bars_of(read.digits), 3) for page in pages)
            assert rows >= 30, read
        else:
            assert any(looking.has_qr_with_quiet(page, blocks_of(read.digits), 4) for page in pages), read


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_nothing_is_drawn_outside_the_margins(paper: Paper, key: str, language: str) -> None:
    """What a printer does not reach stays white: the margins of rolls and pages, a millimetre round each label."""
    sheet = samples.sheet(key)
    white = 8 if sheet.family is Family.LABEL else round(sheet.margin_mm * 8)
    if sheet.cells is not None:
        white = 33
    for page in samples.dots(laid_out(paper, key, language)):
        left, top, right, bottom = looking.ink(page)
        assert min(left, top) >= white - 1
        assert right <= page.width - white + 1
        assert bottom <= page.height - white + 1


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_no_words_lie_on_others(paper: Paper, key: str, language: str) -> None:
    """The ink of no two runs of words touches."""
    for page in looking.words_on(laid_out(paper, key, language)):
        assert looking.overlapping(page) == []


@ON_EVERY_SHEET
@IN_EVERY_LANGUAGE
def test_only_our_typefaces_are_in_the_file(paper: Paper, key: str, language: str) -> None:
    """Every font is embedded, as the part that is needed; Helvetica, which would not be, is not even named."""
    pdf = laid_out(paper, key, language)
    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
    assert fonts
    assert all(b"+" in font for font in fonts)
    assert len(re.findall(rb"/FontFile2 ", pdf)) == len(fonts)
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize(("paper", "key"), FINE, ids=[f"{paper.value}-{key}" for paper, key in FINE])
def test_a_finer_head_prints_the_same_codes_in_whole_dots_of_its_own(paper: Paper, key: str) -> None:
    """At twelve dots a millimetre a bar is four dots and a block six, which is no coarser and no less readable."""
    dpi = samples.sheet(key, 12).dpi
    pdf = laid_out(paper, key, "fr", 12)
    expected = codes_on(paper, key)
    pages = samples.read_by_both(pdf, dpi)
    assert [set().union(*(page[reader] for page in pages)) for reader in (0, 1)] == [expected, expected]
    dots = samples.dots(pdf, dpi)
    for read in expected:
        if read.kind == "128":
            assert max(looking.bars_with_quiet(page, bars_of(read.digits), 4) for page in dots) >= 30
        else:
            assert any(looking.has_qr_with_quiet(page, blocks_of(read.digits), 6) for page in dots)


@pytest.mark.parametrize("key", ["labels24", "labels21"])
def test_a_label_of_a_sheet_keeps_clear_of_its_neighbours(key: str) -> None:
    """Two millimetres inside the edge of each label stay white, so that a sheet may lie a little askew."""
    sheet = samples.sheet(key)
    cells = sheet.cells
    assert cells is not None
    page = samples.dots(laid_out(Paper.LABELS, key))[0]
    for number in range(cells.count):
        row, column = divmod(number, cells.columns)
        left, top = (cells.left_mm + column * cells.step_x_mm, cells.top_mm + row * cells.step_y_mm)
        box = [round(8 * side) for side in (left, top, left + cells.width_mm, top + cells.height_mm)]
        inside = looking.ink(page.crop((box[0], box[1], box[2], box[3])))
        if number < len(samples.PIECES):
            assert min(inside[:2]) >= 16
            assert inside[2] <= box[2] - box[0] - 16
            assert inside[3] <= box[3] - box[1] - 16
        else:
            assert inside == (0, 0, 0, 0)


@pytest.mark.parametrize("head_mm", [36, 41, 44])
@pytest.mark.parametrize("paper", [Paper.TICKET, Paper.MAIL_NOTICE, Paper.LABELS])
def test_a_head_too_narrow_for_bars_prints_a_qr(paper: Paper, head_mm: int) -> None:
    """A roll printer of one's own width still prints a code that both readers read."""
    narrow = sheet_of(PrinterRole.TICKET, PrinterSetup(paper="roll58", width_mm=head_mm))
    pdf = samples.built(paper, on=narrow)
    kind = "128" if head_mm > 41 and paper is not Paper.LABELS else "qr"
    codes = _label_codes(paper) if paper is Paper.LABELS else [CONTENTS[paper].code]
    expected = {Read(kind, code) for code in codes}
    for reader in (0, 1):
        assert set().union(*(page[reader] for page in samples.read_by_both(pdf))) == expected
    for page in samples.dots(pdf):
        left, _, right, _ = looking.ink(page)
        assert right - left <= head_mm * 8


def test_words_that_lie_on_others_are_seen() -> None:
    """The test above can fail: of two words on one another, both are named."""
    one, on_it, beside = (
        looking.Words("un", 10, 10, 20, 14),
        looking.Words("deux", 15, 12, 25, 16),
        looking.Words("trois", 26, 10, 30, 14),
    )
    assert looking.overlapping([one, on_it, beside]) == [("un", "deux")]
