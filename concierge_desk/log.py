"""The log of the program, set up once: what was done, by ids, never by names of people."""

import logging
import logging.handlers
from pathlib import Path

_MEBIBYTE = 1024 * 1024


def start(path: Path, *, verbose: bool = False) -> None:
    """Write the log to a file that turns over at one mebibyte, five of them kept."""
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=_MEBIBYTE, backupCount=5, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("concierge_desk")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
