"""No text that a person typed can harm a paper."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import cleaning


@given(st.text(max_size=300), st.sampled_from([cleaning.NAME, cleaning.NOTE]))
def test_what_is_clean_is_one_capped_line_without_control_signs(typed: str, cap: int) -> None:
    """No control, format, surrogate, private or unassigned sign is left, and no more than the cap."""
    kept = cleaning.clean(typed, cap)
    assert len(kept) <= cap
    assert not {unicodedata.category(each) for each in kept} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert kept == unicodedata.normalize("NFC", kept)


@given(st.text(max_size=300))
def test_what_is_clean_stays_as_it_is(typed: str) -> None:
    """Cleaning twice is cleaning once."""
    once = cleaning.clean(typed)
    assert cleaning.clean(once) == once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Eve\x1bp\x00\x19\xfa\x1dV\x00", "Evepú V".replace(" ", "")),
        ("Dupont\u202egpj.exe", "Dupontgpj.exe"),
        ("Hélène\tLefèvre\r\nBordeaux", "Hélène Lefèvre Bordeaux"),
        ("He\u0301le\u0300ne", "Hélène"),
        ("a\u2028b", "a b"),
        ("  trop   d’espaces ", "trop d’espaces"),
        ("17\u00a0h", "17\u00a0h"),
        ("", ""),
    ],
)
def test_words_are_kept_and_commands_are_not(typed: str, kept: str) -> None:
    """Printer commands and turned letters go; accents and spaces that hold words together stay."""
    assert cleaning.clean(typed) == kept


def test_a_text_of_megabytes_is_cut_without_being_read_to_its_end() -> None:
    """Twenty kilobytes of a name become eighty characters that end in an ellipsis."""
    assert cleaning.clean("a" * 5_000_000) == "a" * 79 + "…"
    assert len(cleaning.note("mot " * 10_000)) <= cleaning.NOTE


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Claire Dupont", "C. Dupont"),
        ("Jean-Pierre de la Fontaine", "J. de la Fontaine"),
        ("Madonna", "Madonna"),
        ("", ""),
        (" \x00 ", ""),
    ],
)
def test_a_label_shows_no_more_of_a_name_than_it_must(name: str, short: str) -> None:
    """The first name becomes its initial."""
    assert cleaning.short_name(name) == short
