"""What is shipped beside the code is whole, licensed, and used."""

import re

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from concierge_desk.ui import icons
from tests.house.source import PACKAGE, RESOURCES, here, modules

ICONS = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
NAMING_FILE = PACKAGE / "ui" / "icons.py"
QUOTED = re.compile(r"""["']([a-z][a-z0-9-]*)["']""")
# What French, a name from anywhere in Europe, and our papers write.
LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæ" + "ŁłȘșȚțŽžŘřŠšČčĐđŐőŰűßñãõåøİıĞğ"
    ".,;:!?…·•’‘“”«»()[]{}/\\|@#&%*+-–—−=<>≤≥≠×°²€£$←↑→↓"  # noqa: RUF001  # these very signs are meant
    "\u00a0\u202f\u2009\u2010\u2011"
)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_typeface_has_every_letter_we_write(weight: str) -> None:
    """No box stands for a letter, on screen or on paper."""
    font = TTFontFile(str(RESOURCES / "fonts" / f"AtkinsonHyperlegible-{weight}.ttf"))
    assert [
        f"{letter} U+{ord(letter):04X}" for letter in LETTERS if ord(letter) not in font.charToGlyph
    ] == []


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_what_others_made_stands_with_its_licence(folder: str) -> None:
    """A typeface or a pictogram is shipped with its licence and says where it is from."""
    assert (RESOURCES / folder / "LICENSE").stat().st_size > 1_000
    assert (RESOURCES / folder / "README.md").is_file()


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_can_take_any_colour_and_size(name: str) -> None:
    """An icon is drawn in the current colour on a field of 24 by 24."""
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing


def test_the_icons_that_are_named_are_those_that_are_shipped() -> None:
    """ui/icons.py names every icon of resources/icons, and no other."""
    assert set(icons.NAMES) == ICONS


def test_every_icon_is_used() -> None:
    """An icon that no screen, paper or catalogue shows is not shipped."""
    showing = [module for module in modules() if module != NAMING_FILE]
    showing += [path for path in (RESOURCES / "catalogue").rglob("*.*") if path.is_file()]
    quoted = {name for path in showing for name in QUOTED.findall(path.read_text(encoding="utf-8"))}
    assert sorted(ICONS - quoted - {icons.UNKNOWN}) == []


def test_only_one_file_points_into_the_folder_of_icons() -> None:
    """The window asks ui/icons.py for an icon; no other file knows where they lie."""
    pointing = [
        m for m in modules() if m != NAMING_FILE and re.search(r'"icons/', m.read_text(encoding="utf-8"))
    ]
    assert [here(module) for module in pointing if module.name != "paths.py"] == []
