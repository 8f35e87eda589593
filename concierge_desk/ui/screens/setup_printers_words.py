"""The words of the printers: their roles, their ways out, their papers, and what is chosen in one line."""

from concierge_desk.print.papers import MEDIA, Role, Sheet
from concierge_desk.print.setups import WAYS, own_size, paper_of, way_of
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.setup_printers_reading import shown_address
from concierge_desk.ui.widgets.choice_tiles import Answer

ROLES = {
    Role.TICKET: (N_("Tickets"), "ticket"),
    Role.LABEL: (N_("Labels"), "tag"),
    Role.MANIFEST: (N_("Manifests"), "clipboard-list"),
    Role.OTHER: (N_("Other A4 papers"), "file-text"),
}
_WAYS = {
    "folder": (N_("A folder of PDFs"), "folder", N_("No printer: each paper is kept as a file.")),
    "system": (N_("A printer of this computer"), "printer", N_("Every printer that this computer knows.")),
    "escpos": (N_("Receipt printer (ESC/POS)"), "receipt-euro", N_("By the network, USB or a serial cable.")),
    "zpl": (N_("Label printer (ZPL)"), "tag", N_("Zebra and alike, by the network or USB.")),
}
_AT = {"escpos": N_("Receipt printer at {place}"), "zpl": N_("Label printer at {place}")}
DOTS = {8: "203", 12: "300", 24: "600"}
"""Dots per millimetre, and what the makers of printers call them: dots per inch."""
_LONGEST = 120


def ways_of(role: Role, t: Texts) -> list[Answer]:
    """List the ways out that a role may have."""
    return [Answer(key, t(words), icon, t(more)) for key in WAYS[role] for words, icon, more in [_WAYS[key]]]


def paper_words(role: Role, key: str, t: Texts) -> str:
    """Say which paper it is."""
    own = own_size(key, role)
    if own is not None:
        return _unbroken(t("Labels {width} × {height} mm", width=own[0], height=own[1]))
    return _unbroken(t(MEDIA[key][0]))


def printer_words(role: Role, setup: PrinterSetup, t: Texts) -> str:
    """Say where the papers of a role go, in a few words."""
    way = way_of(role, setup)
    if way == "folder":
        return t("PDF folder")
    if not setup.address:
        return t("No printer chosen yet")
    if way == "system":
        return short(setup.address)
    return t(_AT[way], place=short(shown_address(setup.address)))


def summary(role: Role, setup: PrinterSetup, t: Texts) -> str:
    """Say what is chosen for a role in one line: "Receipt printer at 192.168.1.50 · Roll 80 mm"."""
    return f"{printer_words(role, setup, t)}\u00a0· {paper_words(role, paper_of(role, setup), t)}"


def size_words(width_mm: float, height_mm: float, t: Texts) -> str:
    """Say the size of a paper."""
    return _unbroken(t("{width} × {height} mm", width=round(width_mm), height=round(height_mm)))


def head_dots(sheet: Sheet, way: str) -> int:
    """Tell how many dots of the head print across a paper: all of a label, a roll without its margins."""
    across = sheet.width_mm if way == "zpl" else sheet.width_mm - 2 * sheet.margin_mm
    return round(across * sheet.dots_per_mm)


def _unbroken(size: str) -> str:
    """Keep a size on one line."""
    return size.replace(" × ", "\u00a0×\u00a0").replace(" mm", "\u00a0mm")


def short(foreign: str) -> str:
    """Take what another program calls something: on one line, printable, and not endless."""
    clean = "".join(each if each.isprintable() else " " for each in foreign[: 4 * _LONGEST]).strip()
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"
