"""What tells one computer from another that has the same name: shops clone their computers, names and all.

A number that was drawn at random is kept beside this person's settings, and mixed with the number of the machine. So
a copy of the settings on another machine is not taken for this one, and neither is one machine's number that was
copied to another whose settings are its own.
"""

import hashlib
import uuid
from contextlib import suppress
from pathlib import Path

from concierge_desk import paths

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""Where Linux keeps the number of a machine (man machine-id)."""
_BY_CHANCE = 1 << 40
"""Set in what stands for a hardware address where none was found: it is another one at each start (RFC 4122, 4.5)."""
_LENGTH = 6


def mark() -> str:
    """Give a few signs that stay the same on this computer for this person, and are others on every other one."""
    return hashlib.sha256(f"{_machine()} {_drawn()}".encode()).hexdigest()[:_LENGTH]


def _machine() -> str:
    """Give the number of the machine, or its hardware address; empty where there is neither."""
    for path in MACHINE_IDS:
        with suppress(OSError, ValueError):
            if found := path.read_text("ascii").strip():
                return found
    address = uuid.getnode()
    return "" if address & _BY_CHANCE else f"{address:x}"


def _drawn() -> str:
    """Give the number that was drawn at the first start; empty where none can be kept."""
    path = paths.config_file().with_name("computer-id")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as made:  # two windows may start in the same moment
            made.write(uuid.uuid4().hex)
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
