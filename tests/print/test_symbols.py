"""Code 128 and QR, as their standards want them, in whole dots."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pyzbar import pyzbar

from concierge_desk.print import qr, symbols

TEN_DIGITS = st.integers(min_value=0, max_value=10**10 - 1).map(lambda number: f"{number:010d}")


def bars_drawn(digits: str) -> Image.Image:
    """Draw a Code 128 in dots with its quiet zones."""
    return drawn_bars(symbols.bars(digits))


def drawn_bars(bars: symbols.Bars) -> Image.Image:
    """Draw bars in dots with their quiet zones."""
    runs, modules = bars
    dot = symbols.bar_dots(8)
    image = Image.new("L", ((modules + 2 * symbols.BAR_QUIET) * dot, 60), 255)
    pen = ImageDraw.Draw(image)
    for start, width in runs:
        left = (start + symbols.BAR_QUIET) * dot
        pen.rectangle((left, 0, left + width * dot - 1, 59), fill=0)
    return image


def qr_drawn(digits: str) -> Image.Image:
    """Draw a QR in dots with its quiet zone."""
    return drawn_blocks(symbols.blocks(digits))


def drawn_blocks(blocks: symbols.Blocks) -> Image.Image:
    """Draw a QR in dots with its quiet zone."""
    found, side = blocks
    dot = symbols.qr_dots(8)
    whole = (side + 2 * symbols.QR_QUIET) * dot
    image = Image.new("L", (whole, whole), 255)
    pen = ImageDraw.Draw(image)
    for column, row, width in found:
        left, top = (column + symbols.QR_QUIET) * dot, (row + symbols.QR_QUIET) * dot
        pen.rectangle((left, top, left + width * dot - 1, top + dot - 1), fill=0)
    return image


def read(image: Image.Image) -> tuple[list[str], list[str]]:
    """Read a picture by zxing and by zbar."""
    by_zxing = [found.text for found in zxingcpp.read_barcodes(image)]
    return by_zxing, [found.data.decode() for found in pyzbar.decode(image)]


@given(TEN_DIGITS)
@settings(max_examples=60, deadline=None)
def test_both_readers_read_any_ten_digits_as_code_128(digits: str) -> None:
    """Whatever the ten digits, both readers give exactly them back."""
    assert read(bars_drawn(digits)) == ([digits], [digits])


@given(TEN_DIGITS)
@settings(max_examples=60, deadline=None)
def test_both_readers_read_any_ten_digits_as_qr(digits: str) -> None:
    """Whatever the ten digits, both readers give exactly them back."""
    assert read(qr_drawn(digits)) == ([digits], [digits])


def test_a_qr_that_lost_a_corner_of_its_data_still_reads() -> None:
    """Level H mends what a crease or a stain takes away."""
    image = qr_drawn("2004812010")
    ImageDraw.Draw(image).rectangle((76, 60, 99, 79), fill=255)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == ["2004812010"]


def test_ten_digits_take_the_room_that_the_papers_plan_for() -> None:
    """Bars of 3 dots and blocks of 4, with quiet zones of 10 and 4 modules."""
    assert symbols.bars_mm("2004812010", 8) == 41.25
    assert symbols.qr_mm(8) == 14.5
    assert (symbols.BAR_QUIET, symbols.QR_QUIET) == (10, 4)


@pytest.mark.parametrize(
    ("head", "bar", "block"), [(8, 3, 4), (10, 3, 5), (11, 4, 5), (12, 4, 6), (16, 6, 8), (24, 9, 12)]
)
def test_a_module_is_whole_dots_and_never_coarser_than_on_the_usual_head(
    head: int, bar: int, block: int
) -> None:
    """Whatever the head, bars keep to 0.375 mm and blocks to half a millimetre, so that everything still fits."""
    assert (symbols.bar_dots(head), symbols.qr_dots(head)) == (bar, block)
    assert bar / head <= 0.375
    assert block / head <= 0.5


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=14))
@settings(max_examples=60, deadline=None)
def test_zxing_reads_any_letters_as_both_codes(typed: str) -> None:
    """Every sign of ASCII that a keyboard has comes back as it was written."""
    for image in (drawn_bars(symbols.letters(typed)), drawn_blocks(symbols.letter_blocks(typed))):
        assert [found.text for found in zxingcpp.read_barcodes(image)] == [typed]


@pytest.mark.parametrize("wrong", ["é", "a\n", "\x7f"])
def test_letters_that_are_not_ascii_are_refused(wrong: str) -> None:
    """A code that dropped a letter would try out something else."""
    with pytest.raises(ValueError, match="ASCII"):
        symbols.letters(wrong)
    if not wrong.isascii():
        with pytest.raises(ValueError, match="ASCII"):
            symbols.letter_blocks(wrong)


def test_a_qr_of_letters_holds_fourteen() -> None:
    """Version 1 at level M has room for no more."""
    assert len(qr.matrix_of_letters("A" * 14)) == qr.SIDE
    with pytest.raises(ValueError, match="14"):
        qr.matrix_of_letters("A" * 15)


@pytest.mark.parametrize("wrong", ["", "123", "12a4", "é12345", "\uff11\uff12"])
def test_nothing_but_an_even_number_of_digits_becomes_bars(wrong: str) -> None:
    """What cannot be written is refused, never dropped: a shorter code would be another piece."""
    with pytest.raises(ValueError, match="even number of digits"):
        symbols.bars(wrong)


@pytest.mark.parametrize("wrong", ["", "1" * 18, "12é", "A"])
def test_nothing_but_one_to_seventeen_digits_becomes_a_qr(wrong: str) -> None:
    """Version 1 at level H holds seventeen digits."""
    with pytest.raises(ValueError, match="digits"):
        qr.matrix(wrong)
