"""What Ctrl+Z says before it takes a deed back."""

from concierge_desk.operations import corrections
from concierge_desk.ui import undoing


def test_every_deed_that_can_be_undone_is_named() -> None:
    """A deed without words would close the window on the one who wants to take it back."""
    assert set(undoing.WHAT) == set(corrections.UNDOABLE)
