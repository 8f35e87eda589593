"""The pictograms named are those shipped, in the colour asked for."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from concierge_desk import paths
from concierge_desk.ui import icons, theme


def _colours(picture: QImage) -> set[str]:
    dots = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {dot.name().upper() for dot in dots if dot.alpha() == 255}


def test_names_and_files_are_in_step() -> None:
    """Every file is named and every name is a file."""
    assert set(icons.NAMES) == {file.stem for file in paths.resource("icons").glob("*.svg")}


def test_every_pictogram_is_drawn(qapp: QApplication) -> None:
    """None is empty."""
    theme.apply(qapp)
    assert all(_colours(icons.pixmap(name, "ink", 24).toImage()) for name in icons.NAMES)


def test_a_pictogram_has_the_colour_of_its_role(qapp: QApplication) -> None:
    """The colour follows the palette in use."""
    for palette in (theme.DARK, theme.LIGHT):
        theme.apply(qapp, palette)
        assert palette.red.upper() in _colours(icons.pixmap("alert-triangle", "red", 48).toImage())


def test_an_unknown_pictogram_is_a_parcel(qapp: QApplication) -> None:
    """A catalogue that names one that is not shipped breaks nothing."""
    theme.apply(qapp)
    unknown, parcel = (icons.pixmap(name).toImage() for name in ("no-such-thing", icons.UNKNOWN))
    assert unknown == parcel
