"""The same deeds without a window: the command `concierge-desk`."""

from concierge_desk.cli.arguments import parser
from concierge_desk.cli.entry import main

__all__ = ["main", "parser"]
