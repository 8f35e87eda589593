"""Every paper as its printer would print it, kept as pictures to compare with; `make golden` makes them anew."""

import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from concierge_desk.models import Paper
from concierge_desk.print.papers import ROLES, USUAL, Family
from concierge_desk.texts import LANGUAGES
from tests.print import samples

FOLDER = Path(__file__).with_name("golden")
_PAGE_DPI = 101.6
"""Half the dots of a head: enough to see a change of a page, in files that are small."""


def names() -> Iterator[tuple[str, Paper, str]]:
    """Name each picture: the paper, its usual sheet, the language."""
    for paper in Paper:
        for language in LANGUAGES:
            yield f"{paper.value}-{USUAL[ROLES[paper]]}-{language}", paper, language


def picture(paper: Paper, language: str) -> Image.Image:
    """Draw a paper in black and white, its pages one below another."""
    key = USUAL[ROLES[paper]]
    sheet = samples.sheet(key)
    dpi = _PAGE_DPI if sheet.family is Family.PAGE else sheet.dpi
    pages = samples.dots(samples.laid_out(paper, key, language), dpi)
    whole = Image.new("1", (pages[0].width, sum(page.height for page in pages)), 1)
    top = 0
    for page in pages:
        whole.paste(page.convert("1", dither=Image.Dither.NONE), (0, top))
        top += page.height
    return whole


def write() -> None:
    """Write every picture, and take away those of papers that are no more."""
    FOLDER.mkdir(exist_ok=True)
    kept = {f"{name}.png" for name, _, _ in names()}
    for old in FOLDER.glob("*.png"):
        if old.name not in kept:
            old.unlink()
    for name, paper, language in names():
        picture(paper, language).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{len(list(names()))} pictures are in {FOLDER.name}/\n")
