"""A printer by Qt, into a PDF: sizes, dots and codes. Windows itself cannot be tried here."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from pyzbar import pyzbar

from concierge_desk.print import papers, raster
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.ways import troubles
from concierge_desk.print.ways.way import Printout, Sent, Way
from concierge_desk.ui import qt_printer
from concierge_desk.ui.qt_printer import QtPrinter
from tests.print.ways.drawn import drawn

# Qt gives a PDF its size in whole points.
POINT = 1 / MM


def into(path: Path, resolution: int) -> Callable[[str], QPrinter]:
    """Put a PDF in the printer's place."""

    def opening(queue: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(resolution)
        return printer

    return opening


def sizes(path: Path) -> list[tuple[float, float]]:
    """Measure the pages of what was printed, in millimetres."""
    document = pypdfium2.PdfDocument(path)
    try:
        points = [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()
    return [(width / MM, height / MM) for width, height in points]


@pytest.mark.parametrize("resolution", [203, 300, 600, 1200])
@pytest.mark.parametrize(
    ("sheet", "size", "pages"),
    [(papers.LABEL_57, (57, 32), 3), (papers.ROLL_80, (80, 143.5), 1), (papers.A4, (210, 297), 2)],
    ids=["label", "roll", "A4"],
)
def test_a_paper_has_its_size_and_its_codes_are_read(  # noqa: PLR0917  # pytest gives them by their names
    qtbot: QtBot, tmp_path: Path, sheet: Sheet, size: tuple[float, float], pages: int, resolution: int
) -> None:
    """One page for each, upright, and two readers read each code at the dots of a head."""
    way: Way = QtPrinter("ZD421", into(tmp_path / "out.pdf", resolution))
    assert way.send(Printout("1-labels", drawn(*size, pages=pages), sheet)) == Sent("ZD421")
    printed = sizes(tmp_path / "out.pdf")
    assert len(printed) == pages
    assert all(each == pytest.approx(size, abs=POINT) for each in printed)
    for number, page in enumerate(raster.pages((tmp_path / "out.pdf").read_bytes()), 1):
        picture = Image.frombytes("L", (page.width, page.height), page.pixels)
        assert [each.text for each in zxingcpp.read_barcodes(picture)] == [f"PAGE {number}"]
        assert [each.data.decode() for each in pyzbar.decode(picture)] == [f"PAGE {number}"]


def test_a_paper_is_burnt_dot_for_dot_where_it_lies(qtbot: QtBot, tmp_path: Path) -> None:
    """At the head's own dots, nothing is moved or made fatter: the corners lie where they were drawn."""
    pdf = drawn(57, 32)
    QtPrinter("ZD421", into(tmp_path / "out.pdf", 203)).send(Printout("1", pdf, papers.LABEL_57))
    (burnt,), (meant,) = (raster.pages(each, dpi=203) for each in ((tmp_path / "out.pdf").read_bytes(), pdf))
    corner, code = 14, slice(40, 210)
    for page in (burnt, meant):
        rows = [page.pixels[row * page.width : (row + 1) * page.width] for row in range(page.height)]
        assert all(max(row[1:corner]) == 0 for row in rows[1:corner])
        assert all(min(row[20:430]) == 255 for row in rows[:corner])
        assert min(value for row in rows[50:200] for value in row[code]) == 0


def test_a_paper_is_printed_from_the_thread_that_prints(qtbot: QtBot, tmp_path: Path) -> None:
    """The window's thread is not needed."""
    way = QtPrinter("ZD421", into(tmp_path / "out.pdf", 300))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(way.send, Printout("1", drawn(57, 32), papers.LABEL_57)).result(20)
    assert len(sizes(tmp_path / "out.pdf")) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_has_printed_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    """The paper waits."""
    way = QtPrinter("ZD421", into(tmp_path / "no folder" / "out.pdf", 300))
    with pytest.raises(troubles.PrinterRefused) as refused:
        way.send(Printout("1", drawn(57, 32), papers.LABEL_57))
    assert not refused.value.may_be_out


def test_a_printer_that_is_not_there_is_said(qtbot: QtBot) -> None:
    """Before anything is painted."""
    way = QtPrinter("nowhere at all")
    with pytest.raises(troubles.PrinterAbsent):
        way.send(Printout("1", drawn(57, 32), papers.LABEL_57))
    with pytest.raises(troubles.PrinterAbsent):
        way.look()
    assert "nowhere at all" not in {each.name for each in qt_printer.installed()}


def test_nothing_more_is_known_of_a_paper(qtbot: QtBot) -> None:
    """It is sent, and never confirmed."""
    assert QtPrinter("ZD421").follow("anything") == Sent("ZD421")
