"""The papers look as they looked when somebody last looked at them."""

import pytest
from PIL import Image, ImageChops

from concierge_desk.models import Paper
from tests.print import golden_pages

PICTURES = list(golden_pages.names())


@pytest.mark.parametrize(("name", "paper", "language"), PICTURES, ids=[name for name, _, _ in PICTURES])
def test_a_paper_is_dot_for_dot_what_was_looked_at(name: str, paper: Paper, language: str) -> None:
    """A change of a paper is seen: look at it, then `make golden`."""
    now = golden_pages.picture(paper, language)
    with Image.open(golden_pages.FOLDER / f"{name}.png") as kept:
        before = kept.convert("1")
    assert now.size == before.size, f"{name} has another size: look at it, then make golden"
    where = ImageChops.difference(now.convert("L"), before.convert("L")).getbbox()
    assert where is None, f"{name} differs in {where}: look at it, then make golden"


def test_no_picture_outlives_its_paper() -> None:
    """The folder holds a picture for each paper and language, and no other."""
    kept = {path.stem for path in golden_pages.FOLDER.glob("*.png")}
    assert kept == {name for name, _, _ in PICTURES}
