"""A PDF as dots."""

from concierge_desk.models import Paper
from concierge_desk.print import raster
from tests.print import samples
from tests.print.samples import built


def test_a_label_is_456_by_256_dots() -> None:
    """57×32 mm at eight dots a millimetre."""
    page = raster.pages(built(Paper.LABELS))[0]
    assert (page.width, page.height, len(page.pixels)) == (456, 256, 456 * 256)


def test_a_receipt_is_640_dots_wide() -> None:
    """80 mm at eight dots a millimetre, and its height in millimetres is known."""
    pdf = built(Paper.TICKET)
    page = raster.pages(pdf)[0]
    assert page.width == 640
    assert page.height == raster.height_mm(pdf) * 8


def test_dots_are_bits_from_the_left_and_one_is_black() -> None:
    """Ten pixels fill two bytes; the rest of the row stays white."""
    grey = bytes([0, 255, 127, 128, 255, 255, 255, 0, 0, 255])
    assert raster.Picture(10, 1, grey).dots() == bytes([0b10100001, 0b10000000])


def test_the_preview_can_be_larger_than_the_paper() -> None:
    """The same page at another resolution."""
    small, large = (raster.pages(built(Paper.LABELS), dpi=dpi)[0] for dpi in (100, 300))
    assert (small.width, large.width) == (225, 674)


def test_a_page_can_be_drawn_alone() -> None:
    """The same as among the others; after the last there is none."""
    pdf = built(Paper.LABELS)
    every = raster.pages(pdf, dpi=100)
    assert [raster.page(pdf, number, dpi=100) for number in range(len(every) + 1)] == [*every, None]


def test_a_finer_head_has_a_pixel_for_each_of_its_dots() -> None:
    """57×32 mm at twelve dots a millimetre."""
    sheet = samples.sheet("label57x32", 12)
    page = raster.pages(built(Paper.LABELS, on=sheet), dpi=sheet.dpi)[0]
    assert (page.width, page.height) == (684, 384)
