"""What the preview of the manifests asks of the desk and of the layout; all of it runs beside the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.operations import manifests
from concierge_desk.operations.manifests import Preview
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import saving

_ON_SCREEN = 150.0
"""Dots per inch of a page on the screen: sharp at the width of the window, and not much more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page of a manifest as it would be printed: its picture in grey, and how many pages there are."""

    pdf: bytes
    page: int
    pages: int
    width: int
    height: int
    pixels: bytes


def load(desk: Desk, at: datetime, staff_id: int) -> list[Preview]:
    """Tell what today's manifests would say if they were printed now; nothing is recorded."""
    return desk.rehearse(manifests.preview, at=at, staff_id=staff_id)


def draw(preview: Preview, settings: Settings, store: Path | None, pdf: bytes, page: int) -> Seen:
    """Lay a manifest out on the paper of its printer, unless that is done, and draw one page."""
    from concierge_desk.models import Paper  # noqa: PLC0415  # beside the other papers' words
    from concierge_desk.print import documents, raster  # noqa: PLC0415  # the layout is loaded when wanted
    from concierge_desk.print.papers import Role  # noqa: PLC0415  # the window does not wait for it
    from concierge_desk.print.printers import Printers  # noqa: PLC0415  # the window does not wait for it

    if not pdf:
        sheet = Printers.of(settings, store).outlets()[Role.MANIFEST].sheet
        pdf = documents.build(Paper.MANIFEST, preview.content, Texts(preview.language), sheet)
    pages = raster.count(pdf)
    page = min(page, pages - 1)
    drawn = raster.page(pdf, page, dpi=_ON_SCREEN)
    assert drawn is not None  # noqa: S101  # a paper has its last page
    return Seen(pdf, page, pages, drawn.width, drawn.height, drawn.pixels)


def save(desk: Desk, at: datetime, staff_id: int, folder: Path) -> list[Path]:
    """Write each of today's manifests as a table for its provider, and tell the files. Raises FileUnwritable.

    A table goes out of the house like a paper: its number is given for good before it is written.
    """
    today = moments.day_of(at)
    desk.do(manifests.prepare_day, on=today, at=at, staff_id=staff_id)
    rows = desk.ask(manifests.for_day, on=today, at=at)
    return [
        _write(
            desk,
            row.visit_id,
            folder / f"{manifests.file_name(number=row.number, provider=row.provider)}.csv",
        )
        for row in rows
        if row.visit_id is not None
    ]


def waiting(previews: Sequence[Preview], printed: frozenset[int]) -> list[Preview]:
    """List those that are still to print: who comes today, and has not been printed here before."""
    return [each for each in previews if each.row.is_to_print and each.row.provider_id not in printed]


def _write(desk: Desk, visit_id: int, path: Path) -> Path:
    """Write one table as a spreadsheet of the house's language opens it by itself."""
    from concierge_desk.operations import printing  # noqa: PLC0415  # only this asks it

    language = desk.ask(printing.house_language)

    def write(stream: TextIO, separator: str) -> None:
        desk.ask(manifests.write, visit_id=visit_id, stream=stream, language=language, separator=separator)

    return saving.table(path, language, write)
