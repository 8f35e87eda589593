"""Labels onto whatever the printer has: one by one, on sheets of labels, or on plain paper to be cut."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print import pdf
from concierge_desk.print.documents import label_face
from concierge_desk.print.documents.label_face import Label
from concierge_desk.print.documents.label_plan import Face
from concierge_desk.print.papers import LABEL_57, MM, Cells, Family, Sheet
from concierge_desk.texts import Texts

# Office printers do not reach the outer four millimetres of a sheet, and labels at its edge have no others.
_CELL_MARGIN = 4.25
_MARGIN = 1.5
_ON_A_ROLL = 25
"""So many labels at most on one length of roll: a page of a PDF ends at five metres."""


def build(labels: Sequence[Label], sheet: Sheet, *, texts: Texts, title: str) -> bytes:
    """Lay out labels as one PDF, each in its place."""
    if sheet.family is Family.LABEL and sheet.cells is None:
        face = face_of(sheet)
        pages = [[partial(label_face.draw, face=face, label=each)] for each in labels]
        return pdf.each_in_its_place(sheet, pages, texts=texts, title=title)
    if sheet.family is Family.ROLL:
        sheet = _length(sheet, min(len(labels), _ON_A_ROLL))
    cells = cells_of(sheet)
    face = Face(
        cells.width_mm, cells.height_mm, _MARGIN if sheet.cells is None else _CELL_MARGIN, sheet.dots_per_mm
    )
    pages = [
        [
            partial(_draw_in, face=face, label=label, at=at, cut=sheet.cells is None)
            for label, at in zip(some, places, strict=False)
        ]
        for some, places in _shared(labels, cells, sheet)
    ]
    return pdf.each_in_its_place(sheet, pages, texts=texts, title=title)


def face_of(sheet: Sheet) -> Face:
    """Tell the size of one label of those that come one by one."""
    return Face(sheet.width_mm, sheet.height_mm or 0.0, sheet.margin_mm, sheet.dots_per_mm)


def cells_of(sheet: Sheet) -> Cells:
    """Tell where labels stand on a sheet: its own, or as many of the usual size as plain paper has room for."""
    if sheet.cells is not None:
        return sheet.cells
    wide, tall = LABEL_57.width_mm, LABEL_57.height_mm or 0.0
    inner_wide = sheet.width_mm - 2 * sheet.margin_mm
    inner_tall = (sheet.height_mm or tall) - 2 * sheet.margin_mm
    wide = min(wide, inner_wide)
    columns, rows = max(1, int(inner_wide / wide)), max(1, int(inner_tall / tall))
    return Cells(columns, rows, wide, tall, sheet.margin_mm, sheet.margin_mm, wide, tall)


def _length(sheet: Sheet, count: int) -> Sheet:
    """Cut a length of roll for so many labels."""
    return replace(sheet, height_mm=max(1, count) * (LABEL_57.height_mm or 0.0) + 2 * sheet.margin_mm)


def _shared(
    labels: Sequence[Label], cells: Cells, sheet: Sheet
) -> Iterator[tuple[list[Label], list[tuple[float, float]]]]:
    """Share labels out over sheets, each with its places in points: on the first, from the first free one on."""
    waiting, first = iter(labels), cells.first
    while some := list(islice(waiting, cells.count - first + 1)):
        places = [_place(number, cells, sheet) for number in range(first - 1, cells.count)]
        yield some, places
        first = 1


def _place(number: int, cells: Cells, sheet: Sheet) -> tuple[float, float]:
    row, column = divmod(number, cells.columns)
    down = cells.top_mm + row * cells.step_y_mm + cells.height_mm
    return (cells.left_mm + column * cells.step_x_mm) * MM, sheet.height - down * MM


def _draw_in(canvas: Canvas, *, face: Face, label: Label, at: tuple[float, float], cut: bool) -> None:
    canvas.saveState()
    canvas.translate(*at)
    if cut:
        _draw_cut_marks(canvas, face)
    label_face.draw(canvas, face, label)
    canvas.restoreState()


def _draw_cut_marks(canvas: Canvas, face: Face) -> None:
    """Draw where to cut, lightly: no reader takes it for a bar."""
    canvas.saveState()
    canvas.setStrokeGray(0.7)
    canvas.setLineWidth(0.3)
    canvas.setDash(1, 3)
    canvas.rect(0, 0, face.width * MM, face.height * MM, stroke=1, fill=0)
    canvas.restoreState()
