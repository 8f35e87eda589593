"""Importing costs no more than it must."""

import subprocess
import sys


def test_no_source_stays_in_memory() -> None:
    """What the window loads, and what it loads later, is not read as text: PySide seeks no features."""
    code = (
        "import linecache, sys\n"
        "from concierge_desk.ui import main_window\n"
        "import csv\n"
        "kept = [name for name in linecache.cache if name.endswith('.py')]\n"
        "print(len(kept), 'PySide6.QtWidgets' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True"]
