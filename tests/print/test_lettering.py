"""Names in any script, on a page: joined, in their order, embedded, and found again as text."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter

from concierge_desk import paths
from concierge_desk.print import faces, fonts, ink, lettering
from tests.print.names import ANYTHING, NAMES, Page, drawn

EVERY_NAME = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
BOTH_FONTS = pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
SIZE = 60
# How much of two pictures may differ, as a share of the ink: the same word by two programs, and another word.
ALIKE, UNLIKE = 0.25, 0.6
QT_FAMILIES = {
    "arabic": "Noto Sans Arabic",
    "vocalised": "Noto Sans Arabic",
    "persian": "Noto Sans Arabic",
    "hebrew": "Noto Sans Hebrew",
    "niqqud": "Noto Sans Hebrew",
    "greek": "Noto Sans",
    "ukrainian": "Noto Sans",
    "stressed": "Noto Sans",
}


def glyphs(line: lettering.Line) -> list[int]:
    """Which glyph of its font each sign of a line is."""
    return [
        faces.face(stroke.font).face.charToGlyph[ord(sign)]
        for stroke in line.strokes
        for sign in stroke.signs
    ]


def inked(picture: Image.Image) -> Image.Image:
    """Keep the part of a picture that has ink, black on white."""
    negative = ImageChops.invert(picture)
    box = negative.getbbox()
    assert box is not None
    return negative.crop(box)


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Tell what share of the ink of two pictures, laid over each other, is not in both."""
    soft = [each.resize(one.size).filter(ImageFilter.GaussianBlur(1.5)) for each in (one, other)]
    different = ImageStat.Stat(ImageChops.difference(*soft)).sum[0]
    return float(different / sum(ImageStat.Stat(each).sum[0] for each in soft) * 2)


@pytest.fixture(scope="module")
def qt_fonts(qapp: QGuiApplication) -> Iterator[None]:
    """Let Qt draw with the very files that papers are drawn with."""
    loaded = [
        QFontDatabase.addApplicationFont(str(path))
        for path in paths.resource("fonts").glob("NotoSans*-Regular.ttf")
    ]
    yield
    for each in loaded:
        QFontDatabase.removeApplicationFont(each)


def drawn_by_qt(text: str, family: str) -> Image.Image:
    """Draw a text as a program does that has never heard of ours."""
    image = QImage(1200, 200, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    font = QFont(family)
    font.setPixelSize(SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(QPointF(60, 120), text)
    painter.end()
    return Image.frombytes("L", (1200, 200), bytes(image.constBits()), "raw", "L", image.bytesPerLine())


def drawn_by_us(text: str) -> Image.Image:
    """Draw a text as papers do, at the size of the picture by Qt."""
    scale = fonts.laid(text, fonts.REGULAR).strokes[0].scale
    return drawn(text, size=SIZE / scale, width=1200).picture


@EVERY_NAME
@BOTH_FONTS
def test_a_name_is_drawn_with_glyphs_that_are_there(name: str, font: str) -> None:
    """No box, no gap: every glyph is one of the font, and there is ink on the page."""
    if fonts.plain(name, font):
        assert drawn(name, font=font).darkest < 50
        return
    line = fonts.laid(name, font)
    assert 0 not in glyphs(line)
    assert drawn(name, font=font).darkest < 50


@EVERY_NAME
def test_a_name_is_found_again_as_text(name: str) -> None:
    """Who searches a PDF finds every letter of a name, its marks with it, in the order of reading."""
    read = re.sub(r"\s+", " ", drawn(name).text)
    for word in re.findall(r"[^\W\d_]+(?:[\w\u0591-\u05c7\u064b-\u0652\u0300-\u036f]|\u200c)*", name):
        assert unicodedata.normalize("NFKC", word) in read
    for number in re.findall(r"\d+(?:,\d+)?", name):
        assert number in read


@BOTH_FONTS
def test_every_face_is_embedded_as_a_subset(font: str) -> None:
    """The file carries what it needs, and only that."""
    page = drawn(*NAMES.values(), font=font)
    used = set(re.findall(rb"/BaseFont /([^\s/]+)", page.pdf))
    weight = font.rpartition("-")[2].encode()
    assert {
        b"%s-%s" % (family, weight) for family in (b"NotoSans", b"NotoSansArabic", b"NotoSansHebrew")
    } <= {each.partition(b"+")[2] for each in used}
    assert all(b"+" in each for each in used)
    assert len(re.findall(rb"/FontFile2 ", page.pdf)) == len(used)
    assert b"Helvetica" not in page.pdf


def test_french_brings_no_other_face_into_the_file() -> None:
    """A plain ticket is as small as it was."""
    page = drawn("Hélène Lefèvre — 22,30 €")
    assert {each.partition(b"+")[2] for each in re.findall(rb"/BaseFont /([^\s/]+)", page.pdf)} == {
        b"AtkinsonHyperlegible-Regular"
    }


def test_names_of_years_do_not_run_out_of_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the codes there are, a heap of marks reads as its letter, and is drawn as ever."""
    monkeypatch.setattr(faces, "_MOST_CODES", 0)
    sans = faces.Face("Sans-Regular")
    assert sans.sign(40, "e\u0301\u0302") == sans.sign(40, "e\u0303") == sans.sign(40, "e")


def test_the_same_name_makes_the_same_bytes() -> None:
    """Whatever was printed before it."""
    first = drawn(NAMES["arabic"], NAMES["niqqud"]).pdf
    drawn(*NAMES.values())
    assert drawn(NAMES["arabic"], NAMES["niqqud"]).pdf == first


def test_arabic_letters_join() -> None:
    """Each letter has the form of its place: beginning, middle or end; none stands as in the alphabet."""
    nominal = faces.face("Arabic-Regular").face.charToGlyph
    beginning_dal, end_meem, middle_hah, first_meem = glyphs(fonts.laid("محمد", fonts.REGULAR))
    assert {beginning_dal, end_meem, middle_hah, first_meem}.isdisjoint(
        {nominal[ord(each)] for each in "محد"}
    )
    assert end_meem != first_meem


def test_a_persian_joiner_keeps_letters_apart() -> None:
    """What stands before it ends a word, though it is no space."""
    apart, together = (fonts.laid(name, fonts.REGULAR) for name in ("علی\u200cرضا", "علیرضا"))  # noqa: RUF001  # the letters of Persian
    assert len(glyphs(apart)) == len(glyphs(together))
    assert glyphs(apart) != glyphs(together)


def test_marks_sit_on_their_letters() -> None:
    """A mark takes no room of its own, and is drawn within the letter's."""
    bare, marked = fonts.laid("שלום", fonts.REGULAR), fonts.laid("שָׁלוֹם", fonts.REGULAR)
    assert marked.width == pytest.approx(bare.width)
    assert len(glyphs(marked)) > len(glyphs(bare))


@pytest.mark.parametrize("name", QT_FAMILIES)
def test_a_name_looks_as_qt_draws_it(qt_fonts: None, name: str) -> None:
    """The same letters, joined alike, with their marks in the same places."""
    ours, theirs = inked(drawn_by_us(NAMES[name])), inked(drawn_by_qt(NAMES[name], QT_FAMILIES[name]))
    assert ours.size == pytest.approx(theirs.size, rel=0.03, abs=3)
    assert unlike(ours, theirs) < ALIKE


@pytest.mark.parametrize("name", ["arabic", "hebrew", "greek"])
def test_a_name_the_wrong_way_round_would_be_seen(qt_fonts: None, name: str) -> None:
    """The comparison above can fail."""
    turned = NAMES[name][::-1]
    assert unlike(inked(drawn_by_us(turned)), inked(drawn_by_qt(NAMES[name], QT_FAMILIES[name]))) > UNLIKE


@BOTH_FONTS
def test_a_price_stands_where_it_would_beside_a_french_name(font: str) -> None:
    """What is aligned to the right ends at the same dot, whatever stands at its left."""
    for name in NAMES.values():
        line = fonts.laid(f"{name} — 22,30 €", font)
        last = max(line.strokes, key=lambda stroke: stroke.x)
        assert last.signs.endswith("22,30 €")
        assert last.x + fonts.width(last.signs, font, 1) == pytest.approx(line.width)


@settings(max_examples=60)
@given(st.lists(ANYTHING, min_size=1, max_size=4), st.sampled_from([fonts.REGULAR, fonts.BOLD]))
def test_anything_at_all_is_drawn(lines: list[str], font: str) -> None:
    """No name keeps a paper from being printed, and what has a sign leaves ink."""
    page: Page = drawn(*lines, font=font)
    for line in map(ink.ready, lines):
        if not fonts.plain(line, font):
            assert 0 not in glyphs(fonts.laid(line, font))
    if any(each.isalnum() for line in lines for each in ink.ready(line)):
        assert page.darkest < 200


@given(ANYTHING)
def test_a_line_is_as_wide_as_its_parts(typed: str) -> None:
    """What is measured is what is drawn: no letter goes beyond the width by more than its own slant."""
    words = ink.ready(typed)
    if not fonts.plain(words, fonts.REGULAR):
        line = fonts.laid(words, fonts.REGULAR)
        assert all(-0.5 <= stroke.x <= line.width + 0.5 for stroke in line.strokes)
