"""Which printers of their own language are plugged into this computer.

A network is never looked through: only what is plugged in here is listed.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from concierge_desk.print import cleaning

_ROOT = Path("/")
_USB = "dev/usb"
_CLASS = "sys/class/usbmisc"
_LINES = "dev/serial/by-id"
_LONGEST = 60
_MAKERS, _MODELS, _COMMANDS = ("MFG", "MANUFACTURER"), ("MDL", "MODEL"), ("CMD", "COMMAND SET")


@dataclass(frozen=True, slots=True)
class Nearby:
    """A device that may be a printer."""

    address: str
    """As the settings keep it."""
    name: str
    """What it calls itself."""
    way: str = ""
    """"escpos" or "zpl" where it says which language it speaks."""


def here(root: Path = _ROOT) -> list[Nearby]:
    """List what is plugged into this computer: printers by USB first, then serial lines."""
    return [*_usb(root), *_serial(root)]


def _usb(root: Path) -> list[Nearby]:
    return [_printer(root, device) for device in sorted((root / _USB).glob("lp*"), key=_in_order)]


def _printer(root: Path, device: Path) -> Nearby:
    try:
        told = (root / _CLASS / device.name / "device" / "ieee1284_id").read_text("utf-8", "replace")
    except OSError:
        told = ""
    said = {key.strip().upper(): value for key, _, value in (part.partition(":") for part in told.split(";"))}
    maker, model, commands = (
        next((said[key] for key in keys if said.get(key)), "") for keys in (_MAKERS, _MODELS, _COMMANDS)
    )
    name = model if model.upper().startswith(maker.upper()) else f"{maker} {model}"
    return Nearby(
        f"file:///{_USB}/{device.name}", cleaning.clean(name, _LONGEST) or device.name, _way(commands)
    )


def _serial(root: Path) -> list[Nearby]:
    found = sorted((root / _LINES).glob("*"))
    return [Nearby(f"serial:///{_LINES}/{each.name}", cleaning.clean(each.name, _LONGEST)) for each in found]


def _way(commands: str) -> str:
    """Read which of our languages a printer speaks from the list of those that it names."""
    spoken = re.sub(r"[^A-Z0-9,]", "", commands.upper())
    if "ESCPOS" in spoken:
        return "escpos"
    return "zpl" if "ZPL" in spoken else ""


def _in_order(device: Path) -> tuple[int, str]:
    return int(re.sub(r"\D", "", device.name) or 0), device.name
