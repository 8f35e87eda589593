"""The programs of the system's printing (lp, lpstat, cancel): started without a shell, in English, never for long."""

import io
import os
import shutil
import subprocess


def run(
    name: str, *arguments: str, patience: float, given: io.FileIO | int = subprocess.DEVNULL
) -> subprocess.CompletedProcess[str]:
    """Run a program and wait for its answer. Raises OSError where it is missing or cannot start, TimeoutExpired."""
    program = shutil.which(name)
    if program is None:
        raise FileNotFoundError(name)
    return subprocess.run(  # noqa: S603  # a list of arguments, no shell; callers let no name begin with a dash
        [program, *arguments],
        stdin=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=patience,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
