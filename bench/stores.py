"""The stores that are measured: made once by `concierge-desk demo`'s own code, kept in build/."""

import hashlib
import os
import pkgutil
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import concierge_desk
from concierge_desk.desk import Desk
from concierge_desk.models import migrations
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import custody, demo

BUILD = Path(__file__).resolve().parents[1] / "build"
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
"""The moment at which the histories end: a Monday afternoon."""
SEED = 1


@cache
def compiled() -> dict[str, str]:
    """Give the environment of a process that is measured: what it reads is compiled, as once it has been started."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(BUILD / "compiled")}
    names = [each.name for each in pkgutil.walk_packages(concierge_desk.__path__, "concierge_desk.")]
    wanted = [name for name in names if "migrations" not in name and not name.endswith("__main__")]
    subprocess.run([sys.executable, "-c", f"import {', '.join(wanted)}"], env=environment, check=True)
    return environment


def years() -> int:
    """Tell how many years are measured: BENCH_YEARS, or one."""
    return int(os.environ.get("BENCH_YEARS", "1"))


def big() -> Path:
    """Give the store with the history, made when there is none of this schema and these rules."""
    path = BUILD / f"bench-{years()}-{_rules()}.sqlite"
    if not path.exists():
        for stale in BUILD.glob(f"bench-{years()}-*"):
            _remove(stale)
        _make(path)
    return path


def _rules() -> str:
    """Name what decides how a record looks: the mapped classes, the schema and the engine of custody."""
    models = sorted(Path(migrations.__file__).parents[1].rglob("*.py"))
    digest = hashlib.sha256()
    for source in (*models, Path(custody.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:10]


@contextmanager
def opened(path: Path) -> Iterator[Desk]:
    """Open a desk on a store, at the end of its history."""
    desk = Desk(Store(path), SetClock(NOW))
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def copied(name: str) -> Iterator[Path]:
    """Copy the store for something that writes; the copy goes afterwards."""
    path = BUILD / f"bench-{years()}-{name}.sqlite"
    _remove(path)
    shutil.copy(big(), path)
    try:
        yield path
    finally:
        _remove(path)


def _make(path: Path) -> None:
    BUILD.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    _remove(unfinished)
    began = time.perf_counter()
    with opened(unfinished) as desk:
        moves = demo.fill(desk, years=years(), seed=SEED, progress=_progress)
    unfinished.rename(path)
    size = path.stat().st_size / 2**20
    print(f"\r{path.name}: {moves:,} moves in {time.perf_counter() - began:.0f} s, {size:,.0f} MiB")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\rmaking a history of {years()} years: day {done} of {total}", end="", file=sys.stderr)


def _remove(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
