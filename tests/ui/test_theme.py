"""Colours can be read, text grows, the typeface comes along."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk import paths
from concierge_desk.ui import stylesheet, theme
from concierge_desk.ui.widgets import drawing

_GROUNDS = ("paper", "card", "hover", "green_tint", "amber_tint", "amber_row", "red_tint", "blue_tint", "pad")
_PAIRS = [
    *itertools.product(("ink", "soft", "green"), _GROUNDS),
    *((ink, ground) for ground, ink in drawing.TONES.values()),
    ("on_green", "green"),
    ("on_apricot", "apricot"),
    ("apricot_ink", "card"),
    ("amber", "card"),
    ("amber", "amber_row"),
    ("red", "card"),
    ("red", "red_tint"),
    ("on_red", "red"),
    ("blue", "card"),
    ("on_tick", "tick"),
    ("on_rail", "rail"),
    ("on_rail", "rail_hover"),
    ("on_rail_active", "rail_active"),
    ("paper", "ink"),
]


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def _light(colour: str) -> float:
    """Tell the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _PAIRS)
def test_text_can_be_read(palette: theme.Palette, ink: str, ground: str) -> None:
    """Every text has a contrast of 4.5:1 or more on every ground it stands on (WCAG 2.2, 1.4.3)."""
    colours = theme.roles(palette)
    darker, lighter = sorted((_light(colours[ink]), _light(colours[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_typeface_comes_along(qapp: QApplication) -> None:
    """Atkinson Hyperlegible is loaded from the resources, regular and bold."""
    theme.apply(qapp)
    assert theme.load_fonts() == (theme.FAMILY,)
    assert QFontInfo(theme.font(16)).family() == theme.FAMILY
    assert QFontInfo(theme.font(16, bold=True)).bold()


@pytest.mark.parametrize(("asked", "given"), [(100, 100), (150, 150), (200, 200), (20, 100), (900, 200)])
def test_text_and_controls_grow(qtbot: QtBot, qapp: QApplication, asked: int, given: int) -> None:
    """Fonts and controls follow the size of the text, which is kept between 100 and 200 percent."""
    theme.apply(qapp, theme.LIGHT, asked)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert theme.percent() == given
    assert theme.font(16).pixelSize() == 16 * given // 100
    assert field.sizeHint().height() >= 48 * given // 100
    assert QFontMetricsF(field.font()).height() < field.sizeHint().height()


def test_digits_stand_in_columns(qapp: QApplication) -> None:
    """Every digit takes the same room where numbers stand below one another."""
    theme.apply(qapp)
    assert len({drawing.digits_width(digit * 4, theme.font(16)) for digit in "0123456789"}) == 1


def test_only_a_method_of_the_widget_may_follow(qtbot: QtBot) -> None:
    """A function that would outlive the widget is refused."""
    widget = QWidget()
    qtbot.addWidget(widget)
    with pytest.raises(TypeError):
        theme.follow(widget, lambda: None)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_marks_of_the_controls_are_shipped_in_their_colour(palette: theme.Palette) -> None:
    """Each is a file in the colour that its name says, and a sign that Qt can draw."""
    files = [Path(each) for each in stylesheet.marks(theme.roles(palette)).values()]
    assert len(files) == 4
    for file in files:
        assert f"#{file.stem.rpartition('-')[2]}" in file.read_text(encoding="utf-8")
        assert not QPixmap(str(file)).isNull()


def test_no_other_mark_is_shipped() -> None:
    """What no palette wears is not there."""
    worn = {
        Path(each).name
        for palette in (theme.LIGHT, theme.DARK)
        for each in stylesheet.marks(theme.roles(palette)).values()
    }
    assert worn == {path.name for path in paths.resource("marks").iterdir()}


def test_a_tick_is_drawn_in_its_box(qtbot: QtBot) -> None:
    """The style sheet finds the file of the mark."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.resize(48, 48)
    empty = box.grab().toImage()
    box.setChecked(True)
    ticked = box.grab().toImage()
    white = theme.colour("on_tick")
    seen = [(x, y) for x in range(48) for y in range(48) if ticked.pixelColor(x, y) == white]
    filled = [(x, y) for x in range(48) for y in range(48) if ticked.pixelColor(x, y) == theme.colour("tick")]
    assert empty != ticked
    assert filled
    middle = {(x, y) for x, y in seen if min(filled)[0] < x < max(filled)[0]}
    assert middle
