"""What a person typed, made fit to keep."""

import pytest

from concierge_desk.errors import TextTooLong
from concierge_desk.operations import typed


@pytest.mark.parametrize("end", [" Dupont", "e\u0301 Dupont", "👩\u200d🔬", "a" * 2])
def test_a_text_that_is_too_long_is_refused_and_never_cut_in_silence(end: str) -> None:
    """Wherever it would have to be cut: at a space, at a letter with its marks, in a picture."""
    with pytest.raises(TextTooLong):
        typed.name("a" * 79 + end)
    assert typed.name("a" * 80) == "a" * 80


def test_a_foreign_tag_is_cut_so_that_it_can_be_kept() -> None:
    """A long one keeps its beginning and tells itself from one that begins alike; a short one stays as it is."""
    address = "https://www.example.fr/produit/" + "0123456789" * 60
    cut = typed.tag(address)
    assert cut.startswith("https://www.example.fr/produit/0123456789")
    assert typed.line(cut) == cut == typed.tag(cut) == typed.tag(address)
    assert typed.tag(address + "1") != cut
    assert typed.tag(" REF-1\x1d") == "REF-1"
    assert typed.tag("\u200b") == ""
