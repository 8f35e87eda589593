"""The sizes of the papers, in the dots of a thermal head."""

import pytest

from concierge_desk.print.papers import LABEL_57, MEDIA, MM, ROLL_80


def test_eight_dots_are_a_millimetre() -> None:
    """Whole millimetres and eighths fall on dots."""
    assert pytest.approx(72 / 25.4) == MM
    assert pytest.approx(8 * ROLL_80.dot) == MM


def test_every_sheet_is_a_whole_number_of_dots() -> None:
    """A page that is not would push its codes off the dots."""
    for _, sheet in MEDIA.values():
        for size in (sheet.width_mm, sheet.height_mm or 0, sheet.margin_mm):
            assert float(size * 8).is_integer()


def test_a_receipt_uses_the_width_of_its_head() -> None:
    """80 mm of paper, 72 mm of head: 576 dots."""
    assert round(ROLL_80.inner / ROLL_80.dot) == 576


def test_a_roll_has_no_height_of_its_own() -> None:
    """It is as long as what stands on it."""
    assert round(LABEL_57.height / MM) == 32
    with pytest.raises(ValueError, match="roll"):
        _ = ROLL_80.height
