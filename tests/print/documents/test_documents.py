"""What is true of every paper in every language."""

import re
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from concierge_desk.models import Paper
from concierge_desk.print import symbols
from concierge_desk.print.documents import DOCUMENTS
from concierge_desk.print.papers import SHEETS
from concierge_desk.texts import LANGUAGES
from tests.print import samples
from tests.print.samples import CONTENTS, Read, built

EVERY_PAPER = pytest.mark.parametrize("paper", Paper, ids=lambda paper: paper.value)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = {
    "endless": "W" * 20_000,
    "endless words": "très long " * 2_000,
    "markup": '</para><b>Eve</b><img src="/etc/hostname"/><font size=400 color="white">',
    "printer": "Eve\x1bp\x00\x19\xfa\x1dV\x00\x1b@^FS^XZ~JR",
    "turned": "Dupont\u202e\u2066gpj.exe\u200f",
    "unknown": "王小明 محمد 😀 \ud800 \ue000",
    "accents": "e" + "\u0301" * 400,
    "nothing": "",
    "format": "{name} {0} %s %(x)s",
}


def codes_on(paper: Paper) -> list[set[Read]]:
    """Tell which codes each page of a sample must carry."""
    content = CONTENTS[paper]
    if paper is Paper.LABELS:
        return [{Read("qr", piece.code), Read("128", piece.code)} for _, piece in content.pieces]
    return [{Read("128", content.code)} if hasattr(content, "code") else set()]


def test_every_paper_of_the_desk_has_its_document_and_its_sheet() -> None:
    """A kind of paper that can be queued can be printed."""
    assert set(DOCUMENTS) == set(SHEETS) == set(CONTENTS) == set(Paper)


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_a_paper_has_its_true_size(paper: Paper, language: str) -> None:
    """Labels and sheets have their size; a roll is 80 mm wide and cut where the words end."""
    sheet = SHEETS[paper]
    for width, height in samples.sizes(built(paper, language)):
        assert width == pytest.approx(sheet.width_mm, abs=0.01)
        assert (
            (60 < height < 400)
            if sheet.height_mm is None
            else height == pytest.approx(sheet.height_mm, abs=0.01)
        )


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_both_readers_read_every_code_from_the_dots_of_a_thermal_head(paper: Paper, language: str) -> None:
    """At 203.2 dots an inch, in black and white, zxing and zbar find exactly the codes that were printed."""
    for expected, (by_zxing, by_zbar) in zip(
        codes_on(paper), samples.read_by_both(built(paper, language)), strict=True
    ):
        assert by_zxing == expected
        assert by_zbar == expected


@EVERY_PAPER
def test_every_bar_is_whole_dots_and_its_quiet_zones_are_white(paper: Paper) -> None:
    """A row of dots holds the code's own pattern, three dots a module, between thirty white dots on each side."""
    expected = [next((read.digits for read in page if read.kind == "128"), None) for page in codes_on(paper)]
    for digits, page in zip(expected, samples.dots(built(paper)), strict=True):
        if digits is not None:
            dots = bar_pattern(digits)
            quiet = b"\xff" * symbols.BAR_QUIET * symbols.BAR_DOTS
            assert sum(quiet + dots + quiet in row for row in rows_of(page)) > 40


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_only_our_typeface_is_in_the_file(paper: Paper, language: str) -> None:
    """Both fonts are embedded as subsets; Helvetica, which would not be, is not even named."""
    pdf = built(paper, language)
    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
    assert {font.split(b"+")[-1] for font in fonts} == {
        b"AtkinsonHyperlegible-Regular",
        b"AtkinsonHyperlegible-Bold",
    }
    assert all(b"+" in font for font in fonts)
    assert len(re.findall(rb"/FontFile2 ", pdf)) == len(fonts)
    assert b"Helvetica" not in pdf


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_the_same_content_makes_the_same_bytes(paper: Paper, language: str) -> None:
    """A paper can be compared with the one that was printed."""
    assert built(paper, language) == built(paper, language)


@EVERY_PAPER
def test_a_paper_is_in_the_language_it_is_asked_in(paper: Paper) -> None:
    """French and English papers differ, and each names the piece in its own words."""
    french, english = (" ".join(samples.text(built(paper, language))) for language in ("fr", "en"))
    assert "Chemise" in french
    assert "Shirt" in english
    assert french != english


@EVERY_PAPER
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_can_break_a_paper(paper: Paper, name: str) -> None:
    """Whatever a person is called, the paper prints, its codes are read, and twelve full fields are no roll."""
    pdf = built(paper, content=samples.named(CONTENTS[paper], name))
    pages = samples.text(pdf)
    assert len(pages) <= len(codes_on(paper)) + 2
    assert all(height < 1500 for _, height in samples.sizes(pdf))
    assert not {unicodedata.category(sign) for sign in "".join(pages)} & {"Cc", "Cf", "Cs", "Co"}
    expected = set().union(*codes_on(paper))
    found = [set().union(*(page[reader] for page in samples.read_by_both(pdf))) for reader in (0, 1)]
    assert found == [expected, expected]


@EVERY_PAPER
def test_markup_in_a_name_is_only_letters(paper: Paper) -> None:
    """What looks like a command stands on the paper as it was typed, and no picture is fetched."""
    pdf = built(paper, content=samples.named(CONTENTS[paper], "<b>Eve</b> &amp;"))
    assert "<b>Eve</b> &amp;" in " ".join(samples.text(pdf))
    assert b"/Image" not in pdf.replace(b"/ImageB /ImageC /ImageI", b"")


@given(name=st.text(max_size=200), paper=st.sampled_from(Paper))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_at_all_prints(name: str, paper: Paper) -> None:
    """No string makes a paper fail."""
    assert built(paper, content=samples.named(CONTENTS[paper], name)).startswith(b"%PDF")


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_nothing_is_drawn_outside_the_margins(paper: Paper, language: str) -> None:
    """The outermost millimetre of every page stays white: no printer reaches it."""
    content: Any = samples.named(CONTENTS[paper], "Anne-Sophie Lefèvre de la Rochefoucauld-Montmorency, " * 2)
    for page in (*samples.dots(built(paper, language)), *samples.dots(built(paper, language, content))):
        rows = rows_of(page)
        assert all(set(row) == {255} for row in (*rows[:8], *rows[-8:]))
        assert all(set(row[:8] + row[-8:]) == {255} for row in rows)


@EVERY_PAPER
def test_a_second_copy_says_so(paper: Paper) -> None:
    """DUPLICATA and its number stand on every copy but the first."""
    second = built(paper, content=replace(CONTENTS[paper], copy=3))
    assert all("DUPLICATA 2" in page for page in samples.text(second)[:1])
    assert "DUPLICATA" not in " ".join(samples.text(built(paper)))


def rows_of(page: Image.Image) -> list[bytes]:
    """Cut a page into its rows of pixels."""
    pixels = page.tobytes()
    return [pixels[top * page.width : (top + 1) * page.width] for top in range(page.height)]


def bar_pattern(digits: str) -> bytes:
    """Write a Code 128 as a row of grey pixels, a pixel for each dot."""
    runs, modules = symbols.bars(digits)
    row = bytearray(b"\xff" * modules * symbols.BAR_DOTS)
    for start, width in runs:
        row[start * symbols.BAR_DOTS : (start + width) * symbols.BAR_DOTS] = (
            b"\x00" * width * symbols.BAR_DOTS
        )
    return bytes(row)
