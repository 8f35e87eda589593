"""The test of a printer: its true width and length, what its dots can do, and every sign it must print."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from sqlalchemy.orm import Session

from concierge_desk import settings
from concierge_desk.models import PrintJob
from concierge_desk.print import cleaning, fonts, ink, pdf, ruler, symbols
from concierge_desk.print.documents import facts, words
from concierge_desk.print.flowables import Beside, Space, Text
from concierge_desk.print.papers import MM, Cells, Family, Role, Sheet
from concierge_desk.print.trial_codes import DrawnBars, DrawnQr
from concierge_desk.texts import Texts

TEST_CODE = "1234"
_SIGNS = "àâäçéèêëîïôöùûüÿœæ ÀÂÇÉÈÊÎÔÙŒ 4,50 € ≤ « » ’ “ ” – … n° 26"
_TRIED, _USUAL = (2, 3, 4), 3
_SMALL = 6
_FAR = 1e6
_UNREACHED = 5
_ROOMY = 150 * MM


@dataclass(frozen=True, slots=True)
class PrinterTest:
    """What stands on the test of a printer."""

    house: str
    role: Role
    printer: str
    at: datetime


def gather(session: Session, *, job: PrintJob) -> PrinterTest:
    """Load what a printer's test says; `via` names the role whose printer is tried. Raises NotFound."""
    roles = {role.value: role for role in Role}
    role = roles.get(job.via, Role.OTHER)
    return PrinterTest(facts.house(session).name, role, job.target, job.made_at)


def build(content: PrinterTest, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the test of a printer as PDF."""
    if sheet.cells is not None:
        draw = partial(_draw_cells, content=content, cells=sheet.cells, sheet=sheet, texts=texts)
        return pdf.each_in_its_place(sheet, [[draw]], texts=texts, title=texts("Printer test"))
    room = sheet.inner - ruler.WIDE - ruler.edge(sheet) - 3 * MM
    tested = _Tested(content, texts, sheet, room)
    parts = list(tested.on_a_label() if sheet.family is Family.LABEL else tested.on_paper())
    for each in parts:
        each.wrap(room, _FAR)
    if sheet.family is Family.ROLL:
        tall = sum(each.height for each in parts) + ruler.WIDE + 4 * MM + 2 * sheet.margin
        sheet = replace(sheet, height_mm=-(-tall // MM))
    draw = partial(_draw, sheet=sheet, parts=parts)
    return pdf.each_in_its_place(sheet, [[draw]], texts=texts, title=texts("Printer test"))


def _draw_cells(canvas: Canvas, *, content: PrinterTest, cells: Cells, sheet: Sheet, texts: Texts) -> None:
    """Outline each label of a sheet and number it: on plain paper, held against the sheet, all must fall in place."""
    said = [texts("Printer test"), content.printer or content.house, words.moment_numeric(content.at, texts)]
    inset = _UNREACHED * MM
    for place in range(cells.count):
        row, column = divmod(place, cells.columns)
        left = (cells.left_mm + column * cells.step_x_mm) * MM + inset
        top = sheet.height - (cells.top_mm + row * cells.step_y_mm) * MM - inset
        wide, tall = cells.width_mm * MM - 2 * inset, cells.height_mm * MM - 2 * inset
        canvas.setLineWidth(0.6)
        canvas.rect(left, top - tall, wide, tall)
        number = (left + 2 * MM, top - 7 * MM)
        ink.words(canvas, str(place + 1), at=number, font=fonts.BOLD, size=17)
        told = [texts("first free label"), *said] if place + 1 == cells.first else []
        for line, each in enumerate(told):
            fitted = fonts.fitted(ink.ready(each, cleaning.NAME), fonts.REGULAR, _SMALL, wide - 4 * MM)
            ink.words(canvas, fitted, at=(left + 2 * MM, top - (11 + 3 * line) * MM), size=_SMALL)


class _Tested:
    """What is tried, by the room there is for it."""

    def __init__(self, content: PrinterTest, texts: Texts, sheet: Sheet, room: float) -> None:
        self.content, self.texts, self.sheet, self.room = content, texts, sheet, room
        role = texts(settings.words_of(content.role.value))
        self.title = words.joined(texts("Printer test"), role)
        self.printer = content.printer or content.house
        self.paper = words.joined(_size(sheet, texts), texts("{n} dots per mm", n=sheet.dots_per_mm))
        self.moment = words.moment_numeric(content.at, texts)

    def on_paper(self) -> Iterator[Any]:
        """List what stands on a roll or a page."""
        t = self.texts
        yield Text(self.title, size=15, bold=True, least=9)
        yield Text(self.printer, size=11, cap=cleaning.NAME, least=8)
        yield Text(self.paper, size=9)
        yield Text(self.moment, size=9)
        yield Space(8)
        bars = [self._bars(dots, tall=10 * MM) for dots in _TRIED]
        blocks = [self._qr(dots) for dots in (3, symbols.qr_dots(self.sheet.dots_per_mm))]
        yield from [_row(bars), Space(4), _row(blocks)] if self.room > _ROOMY else [*bars, *blocks]
        yield Space(6)
        yield Text(_SIGNS, size=12)
        yield Text(_SIGNS, size=8, bold=True)
        yield Space(6)
        yield ruler.Patches(height=9 * MM)
        yield Space(4)
        yield Text(t("The frame is whole and the rulers are true: this paper is right."), size=9)
        yield Text(t("The black patch is even. Without stripes, the head is clean."), size=9)

    def on_a_label(self) -> Iterator[Any]:
        """List what stands on a label, the most telling first: what has no room is left out."""
        bars = {dots: self._bars(dots, tall=4 * MM, gap=2, letters=_SMALL) for dots in _TRIED}
        fitting = {dots: each for dots, each in bars.items() if each.needed <= self.room}
        # Before the words: on the smallest label a shorter title is written larger, and takes the room of the bars.
        yield from (each for dots, each in fitting.items() if dots == _USUAL)
        yield Text(self.title, size=9, bold=True, least=5.5)
        yield Text(self.printer, size=7, cap=cleaning.NAME, least=5.5)
        yield from (each for dots, each in fitting.items() if dots != _USUAL)
        yield Text(self.paper, size=6)
        yield Text(self.moment, size=6)
        yield ruler.Patches(height=3 * MM)
        yield Space(2)
        yield Text(_SIGNS, size=6)
        yield self._qr(symbols.qr_dots(self.sheet.dots_per_mm), letters=_SMALL)
        yield Text(_SIGNS, size=9, bold=True)

    def _bars(self, dots: int, *, tall: float, gap: float = 10, letters: float = 9) -> DrawnBars:
        said = self.texts("{n} dots", n=dots)
        drawn = symbols.bars(TEST_CODE)
        return DrawnBars(drawn, said, module=dots, height=tall, sheet=self.sheet, gap=gap, letters=letters)

    def _qr(self, dots: int, *, letters: float = 9) -> DrawnQr:
        said = self.texts("QR, {n} dots", n=dots)
        blocks = symbols.blocks(TEST_CODE)
        return DrawnQr(blocks, said, module=dots, sheet=self.sheet, letters=letters)


def _row(codes: list[Any]) -> Beside:
    return Beside([(1 / len(codes), [each]) for each in codes])


def _size(sheet: Sheet, texts: Texts) -> str:
    inner = sheet.width_mm - 2 * sheet.margin_mm
    if sheet.height_mm is None:
        return texts("Roll {width} mm, head {inner} mm", width=f"{sheet.width_mm:g}", inner=f"{inner:g}")
    return f"{sheet.width_mm:g} × {sheet.height_mm:g} mm"


def _draw(canvas: Canvas, *, sheet: Sheet, parts: list[Any]) -> None:
    """Draw the edge of what can be printed, both rulers, and what there is room for."""
    ruler.draw_edge(canvas, sheet)
    x = sheet.margin + ruler.WIDE + ruler.edge(sheet) + MM
    y, floor = sheet.height - sheet.margin - ruler.WIDE - MM, sheet.margin + MM
    for each in parts:
        if y - each.height < floor:
            continue
        y -= each.height
        each.drawOn(canvas, x, y)
