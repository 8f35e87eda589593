"""What the settings of the printers ask of the machine; all of it beside the window, and loaded only when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from concierge_desk.errors import DeskError
from concierge_desk.print.papers import Family, Role, sheet_of
from concierge_desk.print.setups import way_of
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.setup_printers_reading import shown_address
from concierge_desk.ui.screens.setup_printers_words import head_dots

_ON_SCREEN = 150.0
"""Dots per inch at which a paper without a head of its own is shown."""
_READY = {
    "escpos": N_("It answers as a receipt printer, and is ready."),
    "zpl": N_("It answers as a label printer, and is ready."),
}


class Queue(Protocol):
    """A printer that the computer knows."""

    @property
    def name(self) -> str:
        """What the computer calls it."""

    @property
    def words(self) -> str:
        """What people call it."""

    @property
    def raw(self) -> bool:
        """Whether it passes on what it gets, so that a PDF would come out as signs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A device in which a printer may be plugged: its address, and what the computer calls it."""

    address: str
    words: str
    way: str = ""
    """The way out that it understands, where it says so."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying an address, said to a person."""

    sentence: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as it will be printed: its picture, in dots where a head prints them, and its true size."""

    width: int
    height: int
    pixels: bytes
    is_dots: bool
    width_mm: float
    height_mm: float
    is_roll: bool
    pages: int
    """How many pages it has; labels are not counted."""
    dots: int
    """Dots across the head; 0 where it is not the desk that makes the dots."""


def queues() -> Sequence[Queue]:
    """List the printers that the computer knows."""
    from concierge_desk.print.ways import system  # noqa: PLC0415  # the window starts without it

    return system.installed()


def places() -> list[Place]:
    """List the devices in which a printer may be plugged, by USB or a serial cable."""
    from concierge_desk.print.ways import nearby  # noqa: PLC0415  # the window starts without it

    return [Place(each.address, each.name, each.way) for each in nearby.here()]


def probe(way: str, address: str, texts: Texts) -> Tried:
    """Ask what is at one address, and nowhere else, without printing."""
    from concierge_desk.print.ways import heads, troubles  # noqa: PLC0415  # the window starts without them
    from concierge_desk.print.ways.way import Health  # noqa: PLC0415  # the window does not wait for it

    setup = PrinterSetup(way=way, address=address)
    head = heads.Zpl(setup) if way == "zpl" else heads.EscPos(setup)
    try:
        health = head.look()
    except troubles.PrinterAbsent:
        nobody = texts(
            "Nobody answers at {place}. Is the printer on, and plugged in?", place=shown_address(address)
        )
        return Tried(nobody, "red", "printer-off")
    except DeskError as trouble:
        return Tried(trouble.said(texts), "amber", "alert-triangle")
    if health is Health.UNKNOWN:
        silent = texts("Something is there, but it does not say what it is. Print a test to see.")
        return Tried(silent, "amber", "alert-triangle")
    ready = texts(_READY[way])
    if health is Health.LOW:
        ready = " ".join([ready, texts("Its paper is nearly at its end.")])
    return Tried(ready, "green", "check")


def open_drawer(setup: PrinterSetup) -> None:
    """Open the cash drawer of a printer, once. Raises DeskError."""
    from concierge_desk.print.ways import heads  # noqa: PLC0415  # the window starts without it

    heads.EscPos(setup).open_drawer()


def draw(role: Role, setup: PrinterSetup, texts: Texts) -> Drawn:
    """Lay out the sample of a role on the paper of its printer, and draw its first page."""
    from concierge_desk.print import documents, raster, specimens  # noqa: PLC0415  # the window starts without them

    sheet = sheet_of(role, setup)
    way = way_of(role, setup)
    by_head = way in {"escpos", "zpl"}
    paper, content = specimens.of(role)
    pdf = documents.build(paper, content, texts, sheet)
    found = raster.pages(pdf, dpi=sheet.dpi if by_head else _ON_SCREEN)
    first = found[0]
    return Drawn(
        first.width,
        first.height,
        first.dots() if by_head else first.pixels,
        is_dots=by_head,
        width_mm=sheet.width_mm,
        height_mm=raster.height_mm(pdf),
        is_roll=sheet.family is Family.ROLL,
        pages=len(found) if sheet.family is Family.PAGE else 1,
        dots=head_dots(sheet, way) if by_head else 0,
    )


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine as the settings ask it; a test puts another in its place."""

    queues: Callable[[], Sequence[Queue]] = queues
    places: Callable[[], Sequence[Place]] = places
    probe: Callable[[str, str, Texts], Tried] = probe
    open_drawer: Callable[[PrinterSetup], None] = open_drawer
    draw: Callable[[Role, PrinterSetup, Texts], Drawn] = draw


MACHINE = Machine()
