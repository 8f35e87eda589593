"""The first usable window, beside a bare PySide6 window: fresh processes, started in turn, the files already read."""

import os
import subprocess
import sys
import tempfile
import time

from bench.figures import Figure, Times
from bench.stores import copied

RUNS = 9
MOST, MOST_SECONDS = 2.5, 1.0


def figures() -> list[Figure]:
    """Measure from the start of the process to the first paint."""
    bare: list[float] = []
    ours: list[float] = []
    with copied("window") as store, tempfile.TemporaryDirectory() as home:
        for run in range(RUNS + 1):
            measured = _start("bare", home=home), _start("desk", str(store), home=home)
            if run:
                bare.append(measured[0])
                ours.append(measured[1])
    times, beside = Times(tuple(ours)), Times(tuple(bare))
    ratio = times.median / beside.median
    said = f"desk {times}, bare window {beside}"
    return [
        Figure(
            "first usable window, against a bare one", f"{ratio:.2f} ×", f"≤ {MOST} ×", ratio <= MOST, said
        ),
        Figure("first usable window", str(times), "< 1 s", times.median < MOST_SECONDS),
    ]


def _start(*what: str, home: str) -> float:
    """Start a process with settings and folders of its own, and wait for its paint."""
    mine = {"HOME": home, "XDG_RUNTIME_DIR": home} | {
        f"XDG_{folder}_HOME": home for folder in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "bench.starting", *what],
        env=os.environ | mine,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0 or not ended.stdout:
        message = f"the {what[0]} window did not open: {ended.stderr}"
        raise RuntimeError(message)
    return float(ended.stdout.split()[-1]) - began
