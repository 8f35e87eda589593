"""From the settings of a printer to its way out; each is loaded when it is first wanted."""

from pathlib import Path

from concierge_desk.print.ways.way import Way
from concierge_desk.settings import PrinterSetup


def way_of(setup: PrinterSetup, folder: Path) -> Way:
    """Open the way of a printer; what is not known goes to the folder. Raises BadAddress."""
    if setup.way == "system" and setup.address:
        from concierge_desk.print.ways.system import SystemPrinter  # noqa: PLC0415  # wanted only with this way

        return SystemPrinter(setup.address)
    if setup.way in {"escpos", "zpl"}:
        from concierge_desk.print.ways import heads  # noqa: PLC0415  # loaded only for this way out

        return heads.EscPos(setup) if setup.way == "escpos" else heads.Zpl(setup)
    from concierge_desk.print.ways.folder import Folder  # noqa: PLC0415  # loaded only for this way out

    return Folder(folder)
