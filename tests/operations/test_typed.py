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
