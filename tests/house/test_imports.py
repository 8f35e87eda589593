"""One straight line of imports: cli → ui → spooler → desk → operations → print → models → ground."""

import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT


def test_the_import_contracts_of_pyproject_are_kept() -> None:
    """Import-linter finds nothing that goes against the contracts."""
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
