"""Disks that fail, are full, are read-only or held by somebody else: a sentence, nothing lost, nothing twice."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedInDoubt, DeskError, DiskFull, StoreBusy
from concierge_desk.models import Deed
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from tests.make import Make

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("when", ["1+2", "2+5", "3+7", "1+11", "4..9"])
def test_a_commit_that_reports_an_error_is_resolved(furnished_file: Path, tmp_path: Path, when: str) -> None:
    """When syncing fails the deed is looked up: done or not done, never twice, and the next attempt succeeds."""
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    said = _failing(path, f"fsync,fdatasync:error=EIO:when={when}", deeds=24)
    done = [line.split()[1] for line in said if line.startswith("done")]
    assert len(done) == len(set(done)) == 24
    assert len(said) >= len(done), "an error now and then is answered with doubt, or found recorded"
    with sqlite.connect(str(path)) as raw:
        there = [uid for (uid,) in raw.execute("SELECT uid FROM deed")]
    raw.close()
    assert sorted(there) == sorted(done)
    assert _fault(path) is None


@pytest.mark.usefixtures("strace")
def test_a_write_that_fails_leaves_the_deed_undone(furnished_file: Path, tmp_path: Path) -> None:
    """An error while writing is doubt that ends in "not recorded"; trying again under the same uid succeeds once."""
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    said = _failing(path, "pwrite64:error=EIO:when=40+97", deeds=18)
    assert any(line.startswith("doubt") for line in said)
    assert sum(line.startswith("done") for line in said) == 18
    assert _fault(path) is None


def _failing(path: Path, fault: str, *, deeds: int) -> list[str]:
    """Let a counter work on a disk that fails as strace is told; list what it said."""
    command = [
        "strace", "-f", "--seccomp-bpf", "-o", str(path.with_name("trace")), "-e", f"trace={fault.partition(':')[0]}",
        "-e", "signal=none", "-e", f"inject={fault}",
        sys.executable, "-m", "tests.faults.counter", "errors", str(path), str(deeds),
    ]  # fmt: skip
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT)
    assert answer.returncode == 0, answer.stderr
    assert "INJECTED" in path.with_name("trace").read_text("utf-8")
    return answer.stdout.splitlines()


def _fault(path: Path) -> verification.Fault | None:
    desk = Desk(Store(path))
    fault = desk.ask(verification.verify).fault
    desk.close()
    return fault


def _deeds(desk: Desk) -> int:
    with Session(desk.store.reader) as session:
        return session.scalar(select(func.count()).select_from(Deed)) or 0


def test_a_full_store_says_so_and_goes_on_when_there_is_room(desk: Desk, make: Make) -> None:
    """Nothing of the deed is recorded, everything before it is there, and no restart is needed."""
    make.deposit(make.ids.shirt)
    raw = desk.store.writer.raw_connection()
    pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
    raw.cursor().execute(f"PRAGMA max_page_count={pages}")
    raw.close()
    with pytest.raises(DiskFull, match="Nothing was recorded"):
        make.deposit(*[make.ids.suit] * 200)
    full = _deeds(desk)
    raw = desk.store.writer.raw_connection()
    raw.cursor().execute("PRAGMA max_page_count=1000000")
    raw.close()
    make.deposit(make.ids.shirt)
    assert _deeds(desk) == full + 1
    assert desk.ask(verification.verify).fault is None


def test_a_file_that_may_not_grow_says_so_and_goes_on(desk: Desk, make: Make) -> None:
    """A limit on the size of files is reported as a failed write, not as a full disk; it is resolved all the same."""
    assert desk.store.path is not None
    make.deposit(make.ids.shirt)
    grown = desk.store.path.with_name("desk.sqlite-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (grown + 8192, hard))
    try:
        with pytest.raises((DeedInDoubt, DiskFull)):
            make.deposit(make.ids.suit)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _deeds(desk) == 1
    make.deposit(make.ids.shirt)
    assert _deeds(desk) == 2
    assert desk.ask(verification.verify).fault is None


def test_a_store_that_somebody_holds_says_so(desk: Desk, make: Make) -> None:
    """Another program that writes makes us wait, then say so; nothing is recorded, and later it is."""
    raw = desk.store.writer.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout=50")
    raw.close()
    other = sqlite.connect(str(desk.store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="Try again in a moment"):
        make.deposit(make.ids.shirt)
    assert _deeds(desk) == 0, "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    make.deposit(make.ids.shirt)
    assert _deeds(desk) == 1


_ON_A_SMALL_DISK = """
import os, shutil, sys
from pathlib import Path
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from tests.make import Make, IDS
store = Path("/mnt/desk.sqlite")
shutil.copy(sys.argv[1], store)
ballast = Path("/mnt/ballast")
ballast.write_bytes(bytes(1 << 20))
desk = Desk(Store(store))
make, done = Make(desk), 0
try:
    while done < 500:
        make.deposit(IDS.suit, IDS.shirt)
        done += 1
except DeskError as full:
    print(type(full).__name__)
ballast.unlink()
make.deposit(IDS.shirt)
from sqlalchemy import text
with desk.store.reader.connect() as connection:
    assert connection.execute(text("SELECT count(*) FROM deed")).scalar() == done + 1
print(desk.ask(verification.verify).fault)
"""

_ON_A_READ_ONLY_DISK = """
import sys
from concierge_desk.errors import DeskError
from concierge_desk.models.store import Store
from pathlib import Path
try:
    Store(Path("/mnt") / sys.argv[1])
except DeskError as refused:
    print(type(refused).__name__)
"""


def _in_a_room_of_its_own(mount: str, program: str, *words: str) -> list[str]:
    """Run a program that sees a disk of its own at /mnt, which goes away with it."""
    command = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        f'{mount} && exec "$@"',
        "sh",
        sys.executable,
        "-c",
        program,
        *words,
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.split()


@pytest.mark.usefixtures("mounts")
def test_a_disk_that_is_full_says_so_and_goes_on(furnished_file: Path) -> None:
    """On a disk of three mebibytes the desk works until it is full, says so, and goes on once there is room."""
    mount = "mount -t tmpfs -o size=3m none /mnt"
    assert _in_a_room_of_its_own(mount, _ON_A_SMALL_DISK, str(furnished_file)) == ["DiskFull", "None"]


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize("name", ["desk.sqlite", "new.sqlite"])
def test_a_read_only_disk_says_so(furnished_file: Path, tmp_path: Path, name: str) -> None:
    """A store on a medium that cannot be written is refused with its reason, whether it is there or not."""
    shutil.copy(furnished_file, tmp_path / "desk.sqlite")
    mount = f"mount --bind '{tmp_path}' /mnt && mount -o remount,ro,bind /mnt"
    assert _in_a_room_of_its_own(mount, _ON_A_READ_ONLY_DISK, name) == ["StoreUnwritable"]


def test_every_trouble_with_a_disk_is_a_sentence() -> None:
    """What the disk does is said to a person; none of it is a crash."""
    assert all(issubclass(kind, DeskError) for kind in (DiskFull, StoreBusy, DeedInDoubt))
