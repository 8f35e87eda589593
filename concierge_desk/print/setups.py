"""Which ways out and which papers the printer of a role may have; other settings are put right here."""

from collections.abc import Mapping
from dataclasses import replace

from concierge_desk.print.papers import FITTING, MEDIA, USUAL, Family, Role, named, own_label
from concierge_desk.settings import PrinterSetup

FOLDER = "folder"
"""The way without a printer."""
WAYS: Mapping[Role, tuple[str, ...]] = {
    Role.TICKET: (FOLDER, "system", "escpos"),
    Role.LABEL: (FOLDER, "system", "escpos", "zpl"),
    Role.MANIFEST: (FOLDER, "system"),
    Role.OTHER: (FOLDER, "system"),
}
"""The ways out that each role may have."""
_ON_A_HEAD = {"escpos": (Family.ROLL, Family.LABEL), "zpl": (Family.LABEL,)}


def papers_by(role: Role, way: str) -> list[str]:
    """List the papers that a printer of a role may have by a way out, by their keys."""
    families = _ON_A_HEAD.get(way)
    return [
        key
        for key in FITTING[role]
        for _words, sheet in [MEDIA[key]]
        if families is None or (sheet.family in families and sheet.cells is None)
    ]


def own_size(key: str, role: Role) -> tuple[int, int] | None:
    """Tell the size of labels of one's own, in millimetres; None for any other paper."""
    sheet = named(key, role)
    if role is not Role.LABEL or key in MEDIA or sheet.height_mm is None:
        return None
    size = int(sheet.width_mm), int(sheet.height_mm)
    return size if own_label(*size) == key else None


def way_of(role: Role, setup: PrinterSetup) -> str:
    """Tell the way out that holds; one that this role cannot have is the folder."""
    return setup.way if setup.way in WAYS[role] else FOLDER


def paper_of(role: Role, setup: PrinterSetup) -> str:
    """Tell the key of the paper that is in a printer: the one of the settings, or the usual one by its way out."""
    fitting = papers_by(role, way_of(role, setup))
    if setup.paper in fitting or own_size(setup.paper, role) is not None:
        return setup.paper
    return USUAL[role] if USUAL[role] in fitting else fitting[0]


def fitted(role: Role, setup: PrinterSetup) -> PrinterSetup:
    """Put right what a role cannot have: another way is the folder, another paper the usual one by that way."""
    way = way_of(role, setup) if setup.address else FOLDER
    return replace(
        setup, way=way, address="" if way == FOLDER else setup.address, paper=paper_of(role, setup)
    )
