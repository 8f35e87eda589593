"""The tour: a day that anybody can watch goes well from the first question to the last proof."""

import re
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from pytestqt.qtbot import QtBot

from concierge_desk.ui import tour


def test_the_tour_goes_the_whole_way(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pictures in their order, papers that can be read, a page that shows them all, and a whole record."""
    out = tmp_path / "tour"
    out.mkdir()
    (out / "01-of-an-earlier-tour.png").touch()
    (out / "mine.png").touch()
    assert tour.play(out) == 0
    said = capsys.readouterr()
    assert not said.err
    pictures = sorted(each.name for each in out.glob("*.png") if each.name != "mine.png")
    assert [int(each[:2]) for each in pictures] == list(range(1, len(pictures) + 1))
    assert len(pictures) >= 26
    of_mail = ["mail", "whose", "messages", "registered", "deadlines", "carrier"]
    assert [each[3:-4] for each in pictures if each[3:-4] in of_mail] == of_mail
    assert "01-of-an-earlier-tour.png" not in pictures
    assert (out / "mine.png").exists()
    papers = sorted((out / "papers").glob("*.pdf"))
    kinds = {re.sub(r"^\d+-|\.pdf$", "", each.name) for each in papers}
    counter, mail = (
        {"ticket", "shop-copy", "labels", "manifest", "handback-slip"},
        {"customer-slip", "return-sheet", "deposit-slip"},
    )
    assert kinds == counter | mail
    assert all(len(PdfDocument(each)) for each in papers)
    page = (out / "index.html").read_text("utf-8")
    assert all(name in page for name in [*pictures, *(each.name for each in papers)])
    assert re.search(r"\b40\b", said.out)
