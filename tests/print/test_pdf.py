"""How things are put on pages."""

import pypdfium2
import pytest

from concierge_desk.print import fonts, pdf
from concierge_desk.print.flowables import Panel, Space, Text
from concierge_desk.print.papers import A4, A5, ROLL_58, ROLL_80, Sheet
from concierge_desk.print.table import Column, Table
from concierge_desk.texts import Texts
from tests.print import looking, samples

FRENCH = Texts("fr")


def made(*content: object) -> bytes:
    """Put things on sheets of A4."""
    return pdf.sheets(content, A4, texts=FRENCH, title="t", foot="pied")


def test_a_roll_is_cut_where_the_words_end() -> None:
    """Ten lines more make it longer by ten lines, to a whole dot."""
    short = samples.sizes(pdf.slip([Text("a")], ROLL_80, texts=FRENCH, title=""))[0]
    long = samples.sizes(pdf.slip([Text("a")] * 11, ROLL_80, texts=FRENCH, title=""))[0]
    assert long[0] == short[0] == 80
    assert long[1] - short[1] == pytest.approx(10 * 12.2 / 72 * 25.4, abs=0.25)
    assert (long[1] * 8) == pytest.approx(round(long[1] * 8), abs=0.1)


def test_a_roll_of_many_metres_is_cut_in_lengths_that_a_pdf_can_hold() -> None:
    """A page of a PDF ends at five metres; nothing of what stands on the roll is left out."""
    written = pdf.slip([Text(f"ligne {number}.") for number in range(3_000)], ROLL_80, texts=FRENCH, title="")
    sizes = samples.sizes(written)
    assert len(sizes) > 1
    assert all(height < 5_080 for _, height in sizes)
    assert " ".join(samples.text(written)).count("ligne") == 3_000


def test_pages_are_numbered_with_their_total() -> None:
    """Whoever holds one page knows whether another is missing."""
    pages = samples.text(made(*[Text("ligne")] * 150))
    assert [page.split("pied ")[1].split(" ligne")[0].strip() for page in pages] == [
        f"Page {number} sur {len(pages)}" for number in range(1, len(pages) + 1)
    ]


def test_what_is_taller_than_a_page_is_a_bug_that_says_so() -> None:
    """It would otherwise ask for new pages for ever."""
    with pytest.raises(pdf.PageTooSmall, match="Panel"):
        made(Text("a"), Panel([Space(2_000)]))


def test_a_title_is_as_clean_as_the_words() -> None:
    """The title of the file shows no control sign either."""
    document = pypdfium2.PdfDocument(pdf.slip([Text("a")], ROLL_80, texts=FRENCH, title="Eve\x1b@\u202e"))
    assert document.get_metadata_value("Title") == "Eve@"
    document.close()


def test_a_slip_on_a_page_is_as_wide_as_a_roll_and_goes_over_pages() -> None:
    """Its words stand in a column of 72 millimetres at the left; more than a page is numbered."""
    words = [Text("un mot après l’autre " * 12)] * 60
    written = pdf.slip(words, A5, texts=FRENCH, title="Ticket 1")
    pages = samples.text(written)
    assert len(pages) > 1
    assert [f"Page {number} sur {len(pages)}" in page for number, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    for page in samples.dots(written):
        left, _, right, _ = looking.ink(page)
        assert (left / 8, right / 8) == pytest.approx((10, 82), abs=3)
        assert right <= 82 * 8
    assert "Page" not in samples.text(pdf.slip([Text("court")], A5, texts=FRENCH, title="t"))[0]


def test_a_page_ends_with_two_lines_at_least_and_begins_with_two() -> None:
    """No line of a text is left alone, at the foot of a page or at the head of the next."""
    for filling in range(0, 60, 7):
        written = made(Space(640 + filling), Text("mot " * 220))
        pages = [page.split("pied")[0] for page in samples.text(written)]
        assert all(page.count("mot") > 30 for page in pages if "mot" in page)


@pytest.mark.parametrize("sheet", [ROLL_80, ROLL_58, A4, A5])
@pytest.mark.parametrize("where", ["plain", "panel", "table"])
def test_the_sign_for_what_cannot_be_written_is_explained_once_at_the_end(sheet: Sheet, where: str) -> None:
    """Whoever reads “¤” finds its meaning on the last line; nobody is told of a sign that is not there."""
    thing = {
        "plain": Text(fonts.STAND_IN),
        "panel": Panel([Text(fonts.STAND_IN)]),
        "table": Table([Column("N°", 1)], [(fonts.STAND_IN,)]),
    }[where]
    explained, plain = (_both_ways(sheet, *content) for content in ((thing, Text("fin")), (Text("fin"),)))
    for said in explained:
        assert said.count("un signe que cette imprimante ne sait pas écrire") == 1
        assert said.index("fin") < said.index("un signe")
    assert not any("un signe" in said for said in plain)


def _both_ways(sheet: Sheet, *content: object) -> list[str]:
    """Lay things out as a slip and as sheets, and take their words."""
    slip = pdf.slip(content, sheet, texts=FRENCH, title="t")
    sheets = pdf.sheets(content, sheet, texts=FRENCH, title="t", foot="")
    return [" ".join(samples.text(made)) for made in (slip, sheets)]
