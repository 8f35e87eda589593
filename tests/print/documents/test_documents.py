"""What is true of every paper in every language, whatever somebody typed."""

import unicodedata
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concierge_desk.models import Paper
from concierge_desk.print import documents
from concierge_desk.print.documents import DOCUMENTS, PaperUnfit
from concierge_desk.print.papers import LABEL_57, ROLES, Role
from concierge_desk.texts import LANGUAGES
from tests.print import looking, samples
from tests.print.documents.test_every_sheet import codes_on
from tests.print.samples import CONTENTS, built

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
LONG = "Anne-Sophie Lefèvre de la Rochefoucauld-Montmorency, " * 2
NARROWEST = {
    Role.TICKET: ("roll80", "roll58", "a5"),
    Role.LABEL: ("label57x32", "label40x20", "labels21"),
    Role.MANIFEST: ("a4", "a5"),
    Role.OTHER: ("a4", "a5"),
}
UNCOPIED = {
    Paper.SHELF_LABELS,
    Paper.BADGES,
    Paper.PIGEONHOLE_LABELS,
    Paper.COUNTER_STATE,
    Paper.REKEY_SHEET,
    Paper.SCANNER_SHEET,
    Paper.PRINTER_TEST,
    Paper.UNCLAIMED_FILE,
    Paper.ROLL_CALL,
    Paper.RETURN_SHEET,
    Paper.MAIL_LOG,
    Paper.REGISTER,
    Paper.CUSTOMER_SLIP,
}
TIGHT = [(paper, key) for paper in Paper for key in NARROWEST[ROLES[paper]]]
TIGHT += [(Paper.PRINTER_TEST, "roll58"), (Paper.PRINTER_TEST, "label40x20")]
ON_TIGHT_SHEETS = pytest.mark.parametrize(
    ("paper", "key"), TIGHT, ids=[f"{paper.value}-{key}" for paper, key in TIGHT]
)


@lru_cache(maxsize=512)
def hostile(paper: Paper, key: str, name: str) -> bytes:
    """Make a paper on which every word that somebody may type is the same."""
    return built(paper, content=samples.named(CONTENTS[paper], name), on=samples.sheet(key))


def test_every_paper_of_the_desk_has_its_document_and_its_role() -> None:
    """A kind of paper that can be queued can be printed."""
    assert set(DOCUMENTS) == set(ROLES) == set(CONTENTS) == set(Paper)


@EVERY_PAPER
@IN_EVERY_LANGUAGE
def test_the_same_content_makes_the_same_bytes(paper: Paper, language: str) -> None:
    """A paper can be compared with the one that was printed."""
    assert built(paper, language) == built(paper, language)


@EVERY_PAPER
def test_a_paper_is_in_the_language_it_is_asked_in(paper: Paper) -> None:
    """French and English papers differ, and those that name a piece do so in their own words."""
    french, english = (" ".join(samples.text(built(paper, language))) for language in ("fr", "en"))
    if "Chemise" in french:
        assert "Shirt" in english
    # The names of shelves and of people are nobody's language.
    assert (french != english) is (paper not in {Paper.SHELF_LABELS, Paper.PIGEONHOLE_LABELS})


@ON_TIGHT_SHEETS
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_can_break_a_paper(paper: Paper, key: str, name: str) -> None:
    """Whatever a person is called, the paper prints, as long as it is, with nothing but letters in it."""
    pdf = hostile(paper, key, name)
    pages = samples.text(pdf)
    assert len(pages) <= len(samples.text(samples.laid_out(paper, key))) + 4
    assert all(height < 2_000 for _, height in samples.sizes(pdf))
    assert not {unicodedata.category(sign) for sign in "".join(pages)} & {"Cc", "Cf", "Cs", "Co"}


@ON_TIGHT_SHEETS
@pytest.mark.parametrize("name", ["endless", "unknown"])
def test_no_name_can_spoil_a_code_or_cover_other_words(paper: Paper, key: str, name: str) -> None:
    """Both readers still find exactly our codes, and every word stands alone."""
    pdf = hostile(paper, key, HOSTILE[name])
    pages = samples.read_by_both(pdf)
    # In rows of nothing but "W" a reader sees the bars of other kinds of codes.
    found = [
        {read for page in pages for read in page[reader] if read.kind in {"128", "qr"}} for reader in (0, 1)
    ]
    expected = codes_on(paper, key)
    assert found == [expected, expected]
    assert [looking.overlapping(page) for page in looking.words_on(pdf)] == [[]] * len(pages)


@ON_TIGHT_SHEETS
def test_a_long_name_stays_within_the_margins(paper: Paper, key: str) -> None:
    """What does not fit becomes smaller, breaks, or ends in an ellipsis."""
    sheet = samples.sheet(key)
    white = 8 if ROLES[paper] is Role.LABEL or "label" in key else round(sheet.margin_mm * 8) - 1
    for page in samples.dots(hostile(paper, key, LONG)):
        left, top, right, bottom = looking.ink(page)
        assert min(left, top, page.width - right, page.height - bottom) >= white


@EVERY_PAPER
def test_markup_in_a_name_is_only_letters(paper: Paper) -> None:
    """What looks like a command stands on the paper as it was typed, and no picture is fetched."""
    pdf = built(paper, content=samples.named(CONTENTS[paper], "<b>Eve</b> &amp;"))
    assert "<b>Eve</b> &amp;" in " ".join(samples.text(pdf))
    assert b"/Image" not in pdf.replace(b"/ImageB /ImageC /ImageI", b"")
    assert b"/URI" not in pdf


@given(name=st.text(max_size=200), place=st.sampled_from(TIGHT))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_at_all_prints(name: str, place: tuple[Paper, str]) -> None:
    """No string makes a paper fail."""
    paper, key = place
    pdf = built(paper, content=samples.named(CONTENTS[paper], name), on=samples.sheet(key))
    assert pdf.startswith(b"%PDF")


@EVERY_PAPER
def test_a_second_copy_says_so_with_its_number_and_its_time(paper: Paper) -> None:
    """DUPLICATA, its number and when it was asked for stand on every copy but the first; on labels the number."""
    assert "DUPLICATA" not in " ".join(samples.text(built(paper)))
    if paper in UNCOPIED:
        assert not hasattr(CONTENTS[paper], "copy")
        return
    timed = ROLES[paper] is not Role.LABEL
    asked = {"copied_at": samples.AT} if timed else {}
    second = samples.text(built(paper, content=replace(CONTENTS[paper], copy=3, **asked)))
    assert "DUPLICATA 2" in second[0]
    assert ("DUPLICATA 2 · 23/11/2026 12:41" in second[0]) is timed


@EVERY_PAPER
def test_only_labels_and_tests_go_on_labels(paper: Paper) -> None:
    """A ticket that is sent to a printer of labels is refused with words; labels tell how many they are."""
    content = CONTENTS[paper]
    fits = ROLES[paper] is Role.LABEL or paper is Paper.PRINTER_TEST
    if not fits:
        with pytest.raises(PaperUnfit):
            built(paper, on=LABEL_57)
    counts = {Paper.LABELS: 5, Paper.BAG_LABEL: 1, Paper.SHELF_LABELS: 3, Paper.BADGES: 2}
    counts[Paper.PIGEONHOLE_LABELS] = 3
    assert documents.labels_on(paper, content) == counts.get(paper, 0)
    if paper in counts:
        assert len(samples.sizes(built(paper, on=LABEL_57))) == counts[paper]
