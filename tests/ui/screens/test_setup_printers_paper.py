"""What the settings of the printers show is what prints, and what they say about an address is what is there."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from concierge_desk.print import documents, raster, specimens
from concierge_desk.print.papers import Role, sheet_of
from concierge_desk.print.setups import papers_by
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.screens.setup_printers_machine import MACHINE, Tried, draw
from concierge_desk.ui.screens.setup_printers_preview import Preview
from concierge_desk.ui.screens.setup_printers_words import ways_of

ENGLISH = Texts("en")
_EVERY = [
    (role, way.key, paper)
    for role in Role
    for way in ways_of(role, ENGLISH)
    for paper in (*papers_by(role, way.key), *(("label40x20", "label120x150") if role is Role.LABEL else ()))
]


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[Preview]:
    """A preview that is looked at."""
    made = Preview(MACHINE, ENGLISH)
    qtbot.addWidget(made)
    made.resize(330, 560)
    made.show()
    yield made
    made.close()
    assert background.wait()


def _shown(preview: Preview, qtbot: QtBot, role: Role, setup: PrinterSetup) -> QImage:
    preview.show_paper(role, setup)
    qtbot.waitUntil(preview.is_drawn)
    return preview.view.picture()


@pytest.mark.parametrize(("role", "way", "paper"), _EVERY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_choice_can_be_seen(role: Role, way: str, paper: str, language: str) -> None:
    """Each role on each paper that it may have, by each way out, in each language: something black, true size."""
    drawn = draw(role, PrinterSetup(way, "x", paper), Texts(language))
    sheet = sheet_of(role, PrinterSetup(way, "x", paper))
    assert drawn.is_dots is (way in {"escpos", "zpl"})
    assert drawn.width_mm == sheet.width_mm
    assert sheet.height_mm is None or abs(drawn.height_mm - sheet.height_mm) < 0.1
    assert any(drawn.pixels) if drawn.is_dots else min(drawn.pixels) < 128


def test_the_dots_on_the_screen_are_the_dots_of_the_head(preview: Preview, qtbot: QtBot) -> None:
    """A ticket for a receipt printer is shown in its own dots, black and white."""
    setup = PrinterSetup("escpos", "tcp://192.0.2.7:9100", "roll80")
    shown = _shown(preview, qtbot, Role.TICKET, setup)
    paper, content = specimens.of(Role.TICKET)
    sheet = sheet_of(Role.TICKET, setup)
    printed = raster.pages(documents.build(paper, content, ENGLISH, sheet), dpi=sheet.dpi)[0]
    assert (shown.width(), shown.height()) == (printed.width, printed.height)
    assert shown.format() == QImage.Format.Format_Mono
    stride, dots = -(-printed.width // 8), printed.dots()
    rows = [bytes(cast("memoryview", shown.constScanLine(row))[:stride]) for row in range(shown.height())]
    assert b"".join(rows) == dots
    assert shown.pixelColor(printed.width // 2, 0).lightness() == 255
    assert "576" in preview.dots_said.text()
    assert preview.size_said.text().startswith("80")


def test_finer_heads_and_other_widths_are_seen(preview: Preview, qtbot: QtBot) -> None:
    """More dots for the same size; a narrower roll is a longer paper; a system's printer is shown in grey."""
    coarse = _shown(preview, qtbot, Role.LABEL, PrinterSetup("zpl", "x"))
    fine = _shown(preview, qtbot, Role.LABEL, PrinterSetup("zpl", "x", dots_per_mm=12))
    assert (fine.width() * 2, fine.height() * 2) == (coarse.width() * 3, coarse.height() * 3)
    assert "684" in preview.dots_said.text()
    wide = draw(Role.TICKET, PrinterSetup("escpos", "x", "roll80"), ENGLISH)
    narrow = draw(Role.TICKET, PrinterSetup("escpos", "x", "roll58"), ENGLISH)
    assert narrow.height_mm > wide.height_mm
    assert (wide.dots, narrow.dots) == (576, 384)
    grey = _shown(preview, qtbot, Role.TICKET, PrinterSetup("system", "HP"))
    assert grey.format() == QImage.Format.Format_Grayscale8
    assert "576" not in preview.dots_said.text()


def test_the_first_free_label_is_where_the_first_one_is_seen() -> None:
    """The labels of a sheet begin at the one that was chosen."""
    first = draw(Role.LABEL, PrinterSetup(paper="labels24"), ENGLISH)
    fifth = draw(Role.LABEL, PrinterSetup(paper="labels24", first_free=5), ENGLISH)

    def top(pixels: bytes) -> int:
        return next(at for at, grey in enumerate(pixels) if grey < 128) // first.width

    row = round(37 / 297 * first.height)
    assert top(first.pixels) < row <= top(fifth.pixels) < 2 * row


@contextmanager
def _peer(answer: bytes) -> Iterator[str]:
    """Serve as a printer on this machine that answers each question with the same byte, or not at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.settimeout(10)
                while line.recv(3):
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            thread.join(10)
            assert not thread.is_alive()


def _tried(address: str) -> Tried:
    return MACHINE.probe("escpos", address, ENGLISH)


def test_trying_tells_who_answers() -> None:
    """A receipt printer says that it is one; who is silent may be one; where nobody is, nobody answers."""
    with _peer(b"\x12") as address:
        answers = _tried(address)
    assert (answers.tone, answers.sentence) == ("green", "It answers as a receipt printer, and is ready.")
    with _peer(b"") as address:
        silent = _tried(address)
    assert (silent.tone, "does not say" in silent.sentence) == ("amber", True)
    nobody = _tried(address)
    assert (nobody.tone, "Nobody answers at 127.0.0.1" in nobody.sentence) == ("red", True)


def test_trying_tells_what_keeps_a_printer_from_printing() -> None:
    """Out of paper is said in the words of the papers that wait."""
    with _peer(b"\x72") as address:
        found = _tried(address)
    assert found.tone == "amber"
    assert "paper" in found.sentence
