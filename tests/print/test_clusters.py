"""What may not be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from concierge_desk.print import cleaning
from concierge_desk.print.clusters import clusters
from tests.print.names import ANYTHING, FAMILY


def boundaries_of_qt(text: str) -> set[int]:
    """Where Qt, which follows UAX #29 to the letter, would let a cursor stand."""
    units = text.encode("utf-16-le")
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    found = set()
    while (at := finder.toNextBoundary()) >= 0:
        # After Thai it may also answer the middle of a surrogate pair, which is no place at all.
        found.add(len(units[: 2 * at].decode("utf-16-le", errors="ignore")))
    return found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Hélène", 6),
        ("He\u0301", 2),
        ("שָׁלוֹם", 4),
        ("क्षत्रिय", 3),
        ("각", 1),
        (FAMILY, 1),
        ("🇫🇷🇫🇷", 2),
        ("กำ", 1),
    ],
)
def test_a_sign_is_what_a_reader_counts_as_one(text: str, count: int) -> None:
    """Marks, vowels, skins, flags and families belong to what they stand on."""
    assert len(clusters(text)) == count
    assert "".join(clusters(text)) == text


@given(ANYTHING.map(cleaning.clean))
def test_no_cut_splits_what_unicode_holds_together(text: str) -> None:
    """Every place where we may cut is one where Qt may."""
    ends, at = set(), 0
    for sign in clusters(text):
        at += len(sign)
        ends.add(at)
    assert ends <= boundaries_of_qt(text)


@given(st.text(alphabet="abc é1", max_size=20))
def test_plain_letters_are_signs_each_of_their_own(text: str) -> None:
    """French takes the short way."""
    assert clusters(text) == list(text)
