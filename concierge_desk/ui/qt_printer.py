"""A printer of a machine that has no `lp` (Windows), as a way out: its pages are painted as dots of the printer.

It stands here because only the window may know Qt; the window hands it to the print layer.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QColorConstants, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from concierge_desk.print import raster
from concierge_desk.print.papers import Sheet
from concierge_desk.print.ways import troubles
from concierge_desk.print.ways.system import Queue
from concierge_desk.print.ways.troubles import NO_START, NOT_KNOWN, in_each
from concierge_desk.print.ways.way import Health, Printout, Sent

# More dots than an eye sees: at 1200, one A4 is a picture of 140 megabytes.
_MOST_DPI = 600
# A driver tells 203 where the head has 203.2 dots per inch.
_SAME = 0.5


def installed() -> list[Queue]:
    """List the printers of the machine by name; Qt does not tell where they are, or whether they have a driver."""
    known = sorted(QPrinterInfo.availablePrinters(), key=QPrinterInfo.printerName)
    return [
        Queue(each.printerName(), each.description() or each.printerName(), "", raw=False) for each in known
    ]


def opened(queue: str) -> QPrinter:
    """Open a printer of the machine. Raises PrinterAbsent."""
    info = QPrinterInfo.printerInfo(queue)
    if info.isNull():
        raise troubles.PrinterAbsent(printer=queue, reason=in_each(NOT_KNOWN))
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


@dataclass(frozen=True, slots=True)
class QtPrinter:
    """A printer of the machine, by Qt; it may be used from any thread."""

    queue: str
    opening: Callable[[str], QPrinter] = opened

    @property
    def target(self) -> str:
        """The name of the printer."""
        return self.queue

    def send(self, printout: Printout) -> Sent:
        """Paint a paper on the printer, in its exact size and never scaled. Raises PaperNotSent."""
        printer = self.opening(self.queue)
        _prepare(printer, printout)
        dpi, enlarged = _dots(printer.resolution(), printout.sheet)
        painter = QPainter()
        if not painter.begin(printer):
            raise troubles.PrinterRefused(printer=self.queue, reason=in_each(NO_START))
        try:
            for number in itertools.count():
                page = raster.page(printout.pdf, number, dpi=dpi)
                if page is None:
                    break
                if number and not printer.newPage():
                    raise troubles.PrinterBroke(printer=self.queue)
                painter.drawImage(QRect(0, 0, page.width * enlarged, page.height * enlarged), _image(page))
        finally:
            ended = painter.end()
        if not ended or printer.printerState() in {
            QPrinter.PrinterState.Aborted,
            QPrinter.PrinterState.Error,
        }:
            raise troubles.PrinterBroke(printer=self.queue)
        return Sent(self.queue)

    def follow(self, reference: str) -> Sent | None:  # noqa: ARG002  # every way is asked the same
        """Tell that nothing more is known: Qt does not say what becomes of a paper."""
        return Sent(self.queue)

    def withdraw(self, reference: str) -> bool:
        """Tell that nothing can be taken back: what Qt handed over is the system's."""
        del reference
        return False

    def expect_rest(self) -> None:
        """Do nothing: no paper is ever left in its middle here."""

    def look(self) -> Health:
        """Ask the machine how the printer is. Raises PrinterStopped for what keeps it from printing now."""
        printer = QPrinterInfo.printerInfo(self.queue)
        if printer.isNull():
            raise troubles.PrinterAbsent(printer=self.queue, reason=in_each(NOT_KNOWN))
        if printer.state() in {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}:
            raise troubles.PrinterPaused(printer=self.queue)
        # "Idle" is what Windows says of a printer that is unplugged, too.
        return Health.UNKNOWN


def _prepare(printer: QPrinter, printout: Printout) -> None:
    """Give the printer the paper's size, upright and without margins: a label wider than high is not turned."""
    sheet = printout.sheet
    height = sheet.height_mm if sheet.height_mm is not None else raster.height_mm(printout.pdf)
    size = QPageSize(
        QSizeF(sheet.width_mm, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    printer.setDocName(f"Concierge Desk {printout.name}")
    printer.setFullPage(True)
    printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setCopyCount(1)


def _dots(resolution: int, sheet: Sheet) -> tuple[float, int]:
    """Choose the dots per inch of the picture, and how many of the printer's dots each becomes: a whole number."""
    enlarged = max(1, math.ceil(resolution / _MOST_DPI))
    dpi = resolution / enlarged
    return (sheet.dpi if enlarged == 1 and abs(dpi - sheet.dpi) < _SAME else dpi), enlarged


def _image(page: raster.Picture) -> QImage:
    dots = page.dots()
    image = QImage(dots, page.width, page.height, len(dots) // page.height, QImage.Format.Format_Mono)
    image.setColorTable([QColorConstants.White.rgb(), QColorConstants.Black.rgb()])
    # The picture that Qt was given lives only as long as the dots do.
    return image.copy()
