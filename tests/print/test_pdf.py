"""How things are put on pages."""

import pypdfium2
import pytest

from concierge_desk.print import pdf
from concierge_desk.print.flowables import Space, Text
from concierge_desk.print.papers import A4, ROLL_80
from tests.print import samples


def made(*content: object) -> bytes:
    """Put things on sheets of A4."""
    return pdf.sheets(
        content, A4, title="t", language="fr", foot="pied", page_words=lambda page, pages: f"{page}/{pages}"
    )


def test_a_roll_is_cut_where_the_words_end() -> None:
    """Ten lines more make it longer by ten lines, to a whole dot."""
    short = samples.sizes(pdf.roll([Text("a")], ROLL_80, title="", language="fr"))[0]
    long = samples.sizes(pdf.roll([Text("a")] * 11, ROLL_80, title="", language="fr"))[0]
    assert long[0] == short[0] == 80
    assert long[1] - short[1] == pytest.approx(10 * 12.2 / 72 * 25.4, abs=0.25)
    assert (long[1] * 8) == pytest.approx(round(long[1] * 8), abs=0.1)


def test_pages_are_numbered_with_their_total() -> None:
    """Whoever holds one page knows whether another is missing."""
    pages = samples.text(made(*[Text("ligne")] * 150))
    assert [page.split("pied ")[1].split()[0] for page in pages] == [
        f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)
    ]


def test_what_is_taller_than_a_page_is_a_bug_that_says_so() -> None:
    """It would otherwise ask for new pages for ever."""
    with pytest.raises(pdf.PageTooSmall, match="Space"):
        made(Text("a"), Space(2_000))


def test_a_title_is_as_clean_as_the_words() -> None:
    """The title of the file shows no control sign either."""
    document = pypdfium2.PdfDocument(pdf.roll([Text("a")], ROLL_80, title="Eve\x1b@\u202e", language="fr"))
    assert document.get_metadata_value("Title") == "Eve@"
    document.close()
