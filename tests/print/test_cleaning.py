"""No text that a person typed can harm a paper."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.print import cleaning
from concierge_desk.print.clusters import clusters
from tests.print.names import FAMILY, MIXED

# Signs that join, mark, turn or command, close together.
HOSTILE = st.text(
    alphabet="a é\u0301\u0323\u200c\u200d\u202e\u2067\u00ad\x1bبی\u064eकर\u094d👩😀\ufe0f🏽", max_size=300
)
TYPED = st.one_of(st.text(max_size=300), HOSTILE, MIXED)


@given(TYPED, st.sampled_from([cleaning.NAME, cleaning.NOTE]))
def test_what_is_clean_is_one_capped_line_without_control_signs(typed: str, cap: int) -> None:
    """No control, format, surrogate, private or unassigned sign is left, and no more than the cap."""
    kept = cleaning.clean(typed, cap)
    assert len(kept) <= cap
    seen = kept.replace("\u200c", "").replace("\u200d", "")
    assert not {unicodedata.category(each) for each in seen} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert kept == unicodedata.normalize("NFC", kept)


@given(TYPED)
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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("علی\u200cرضا", "علی\u200cرضا"),  # noqa: RUF001  # the letters of Persian
        ("بَ\u200cب", "بَ\u200cب"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("র\u200d\u09cdয", "র\u200d\u09cdয"),
        (FAMILY, FAMILY),
        ("👩🏽\u200d🔬", "👩🏽\u200d🔬"),
        ("Du\u200cpo\u200dnt", "Dupont"),
        ("\u200cعلی\u200c", "علی"),
        ("علی\u200c رضا", "علی رضا"),
        ("ع\u200c\u200d\u200cل", "ع\u200cل"),
        ("😀\u200c😀", "😀😀"),
        ("e\u200d\u0301", "é"),
    ],
)
def test_a_joiner_stays_where_it_joins_or_keeps_apart(typed: str, kept: str) -> None:
    """Persian and Indic names are spelt with them, and some emoji; elsewhere they are invisible traps."""
    assert cleaning.clean(typed) == kept


@pytest.mark.parametrize("turned", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
def test_nothing_turns_the_letters_of_others(turned: str) -> None:
    """Overrides, embeddings, isolates and marks of direction go, also among Arabic letters."""
    assert cleaning.clean(f"Du{turned}pont مح{turned}مد") == "Dupont محمد"


def test_marks_do_not_climb_over_other_lines() -> None:
    """A letter keeps four marks; what Vietnamese and Hebrew write is left alone."""
    zalgo = "Z" + "\u0334\u0335\u0336\u0337" * 5 + "a" + "\u0300\u0316" * 20
    kept = cleaning.clean(zalgo)
    assert [len(sign) for sign in clusters(kept)] == [5, 5]
    assert cleaning.clean("Nguyễn שָּׁ") == unicodedata.normalize("NFC", "Nguyễn שָּׁ")


@given(TYPED, st.integers(min_value=2, max_value=40))
def test_a_cap_keeps_signs_whole(typed: str, cap: int) -> None:
    """A name that is too long ends after a letter with all its marks, and says that there is more."""
    whole = cleaning.clean(typed, 10_000)
    kept = cleaning.clean(whole, cap)
    if kept != whole:
        signs = clusters(kept.removesuffix("…"))
        assert clusters(whole)[: len(signs)] == signs
        assert kept.endswith("…")


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
        ("He\u0301le\u0300ne N\u0303o", "H. Ño"),
        ("שָׁלוֹם כהן", "שָׁ. כהן"),
        ("🇫🇷🇧🇪 Dupont", "🇫🇷. Dupont"),
        ("", ""),
        (" \x00 ", ""),
    ],
)
def test_a_label_shows_no_more_of_a_name_than_it_must(name: str, short: str) -> None:
    """The first name becomes its initial."""
    assert cleaning.short_name(name) == short
