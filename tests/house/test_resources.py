"""What is shipped beside the code is whole, licensed, and used."""

import ast
import re

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from tests.house.source import PACKAGE, RESOURCES, here, modules, tree

ICONS = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
NAMING_FILE = PACKAGE / "ui" / "icons.py"
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


def test_every_icon_that_is_named_is_there_and_every_icon_there_is_named() -> None:
    """Constants of ui/icons.py (HOME = "home") and the catalogue name icons; no other is shipped."""
    named = {
        node.value.value
        for node in ast.walk(tree(NAMING_FILE))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()
        if isinstance(node.value.value, str)
    }
    catalogue = (path.read_text(encoding="utf-8") for path in (RESOURCES / "catalogue").rglob("*.*"))
    named |= {icon for text in catalogue for icon in re.findall(r'\bicon"?\s*[:=]\s*"([a-z0-9-]+)"', text)}
    assert sorted(named - ICONS) == [], "named, but not shipped"
    assert sorted(ICONS - named) == [], "shipped, but not named"


def test_only_one_file_points_into_the_folder_of_icons() -> None:
    """The window asks ui/icons.py for an icon; no other file knows where they lie."""
    pointing = [
        m for m in modules() if m != NAMING_FILE and re.search(r'"icons/', m.read_text(encoding="utf-8"))
    ]
    assert [here(module) for module in pointing if module.name != "paths.py"] == []
