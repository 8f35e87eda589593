"""The first usable window, beside a bare PySide6 window: fresh processes, started in turn, the files already read."""

import subprocess
import sys
import tempfile
import time

from bench.figures import Figure, Times
from bench.stores import compiled, copied

RUNS = 9
MOST, MOST_SECONDS = 2.5, 1.0


def figures() -> list[Figure]:
    """Measure from the start of the process to the first paint."""
    bare: list[float] = []
    asked: list[float] = []
    opened: list[float] = []
    with copied("window") as store, tempfile.TemporaryDirectory() as home:
        for run in range(RUNS + 1):
            measured = _start("bare", home=home), _start("desk", str(store), home=home)
            if run:
                bare.append(measured[0][0])
                asked.append(measured[1][0])
                opened.append(measured[1][1])
    times, beside, whole = Times(tuple(asked)), Times(tuple(bare)), Times(tuple(opened))
    ratio = times.median / beside.median
    said = f"desk {times}, bare window {beside}"
    return [
        Figure(
            "first window: who is at the desk, against a bare one",
            f"{ratio:.2f} ×",
            f"≤ {MOST} ×",
            ratio <= MOST,
            said,
        ),
        Figure("… and the store open behind it", str(whole), "< 1 s", whole.median < MOST_SECONDS),
    ]


def _start(*what: str, home: str) -> list[float]:
    """Start a process with settings and folders of its own; tell how long its moments took."""
    mine = {"HOME": home, "XDG_RUNTIME_DIR": home} | {
        f"XDG_{folder}_HOME": home for folder in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "bench.starting", *what],
        env=compiled() | mine,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0 or not ended.stdout:
        message = f"the {what[0]} window did not open: {ended.stderr}"
        raise RuntimeError(message)
    return [float(moment) - began for moment in ended.stdout.split()]
