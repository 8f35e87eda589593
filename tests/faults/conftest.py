"""What fault tests need from the system: they say why they are skipped where it is not there."""

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not faults"` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.faults)


@lru_cache
def _traces() -> bool:
    """Try whether strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-e", "trace=fdatasync", "-o", os.devnull, sys.executable, "-c", ""]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.fixture
def strace() -> None:
    """Skip where no program may be traced."""
    if not _traces():
        pytest.skip(
            "strace is not there or may not trace (Debian: apt-get install strace; containers: SYS_PTRACE)"
        )


@pytest.fixture
def mounts() -> None:
    """Skip where no file system may be mounted."""
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    if shutil.which("unshare") is None or subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small or a read-only disk")
