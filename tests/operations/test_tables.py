"""Tables as text: whatever a spreadsheet leaves is read, and no cell that is written can run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.operations import tables
from concierge_desk.operations.tables import Line, NotTable

_ACCENTS = "Nom;Société\r\nÉloïse Noël;L’Œuvre\r\n"


@pytest.mark.parametrize(
    "content",
    [
        _ACCENTS.encode(),
        _ACCENTS.encode("utf-8-sig"),
        _ACCENTS.encode("cp1252"),
        _ACCENTS.encode("utf-16"),
        _ACCENTS.replace(";", ",").encode(),
        _ACCENTS.replace(";", "\t").encode("utf-16"),
        _ACCENTS.replace("\r\n", "\n").encode(),
        _ACCENTS.replace("\r\n", "\r").encode(),
        ("\r\n;;\r\n" + _ACCENTS).encode()[2:],
    ],
)
def test_whatever_a_spreadsheet_leaves_is_read(content: bytes) -> None:
    """Encodings, separators, line ends and marks make no difference."""
    table = tables.read(content)
    assert table.columns == ["Nom", "Société"]
    assert [line.cells for line in table.lines] == [["Éloïse Noël", "L’Œuvre"]]


def test_a_line_knows_where_it_begins() -> None:
    """Empty lines and cells of several lines do not put the numbers out."""
    table = tables.read(b'name,note\n"a","one\ntwo"\n\nb,\n')
    assert table.lines == [Line(2, ["a", "one\ntwo"]), Line(5, ["b", ""])]


def test_the_separator_in_quotes_does_not_count() -> None:
    """A title that holds commas in quotes does not choose the comma."""
    assert tables.read(b'"a,b,c,d";e\n1;2\n').columns == ["a,b,c,d", "e"]


@pytest.mark.parametrize("content", [b'name\n"open\n', b'name\n"a"b\n', b"\xff\xfe\x00"])
def test_what_is_no_table_is_refused_with_its_line(content: bytes) -> None:
    """Quotes that never close and half a letter are a sentence."""
    with pytest.raises(NotTable):
        tables.read(content)


def test_an_enormous_cell_is_refused() -> None:
    """A cell beyond what any person types ends the reading, not the memory."""
    with pytest.raises(NotTable):
        tables.read(b"name\n" + b"x" * 200_000)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_empty_table(content: bytes) -> None:
    """Nothing is read from nothing."""
    assert tables.read(content) == tables.Table([], [])


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+33612345678",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "|calc",
        "\uff1d1",
        "'=1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    """An apostrophe stands before it, and reading takes it away again."""
    assert tables.guarded(cell) == "'" + cell
    assert tables.unguarded(tables.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["Claire", "06 12 34 56 78", "'t Hooft", "a=b", "", "Ateliers + Cie"])
def test_any_other_cell_stands_as_it_is(cell: str) -> None:
    """Names and numbers get nothing."""
    assert tables.guarded(cell) == cell == tables.unguarded(cell)


_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@given(
    st.lists(
        st.lists(_TEXT, min_size=2, max_size=4).filter(lambda row: any(c.strip() for c in row)), max_size=5
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    """Any text comes back as it was, and no cell begins like a formula."""
    stream = io.StringIO()
    tables.write(stream, [["first", "second", "third"], *rows])
    read = tables.read(stream.getvalue().encode())
    assert [line.cells for line in read.lines] == rows
    raw = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert not [cell for row in raw for cell in row if cell[:1] in set("=+-@|\t\r")]
