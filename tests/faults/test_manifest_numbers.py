"""The numbers of manifests have no gap and none is given twice, whoever is killed and whoever else writes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import verification
from tests.faults import manifest_day, recording
from tests.faults.recording import Recording
from tests.make import MONDAY_MORNING, Make

_ROOT = Path(__file__).resolve().parents[2]
DAYS = 2
RACERS, RACED = 2, 12
THOROUGH = 20


@pytest.fixture(scope="module")
def recorded(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Two days of manifests: numbered and queued, then closed, every call to the disk recorded."""
    folder = tmp_path_factory.mktemp("manifests") / "store"
    folder.mkdir()
    shutil.copy(furnished_file, folder / "desk.sqlite")
    words = ("-m", "tests.faults.manifest_day", str(folder / "desk.sqlite"), str(DAYS))
    return recording.record(folder, *words)


def numbers(path: Path) -> set[str]:
    """Tell which numbers are given; those of a year run from one to their counter, and each has its paper."""
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("BEGIN")  # others may write meanwhile
    given = [divmod(serial, 1_000_000) for (serial,) in raw.execute("SELECT serial FROM visit")]
    counters = dict(raw.execute("SELECT name, value FROM counter WHERE name LIKE 'visit-%'"))
    paperless = "SELECT count(*) FROM visit v LEFT JOIN print_job p ON p.visit_id = v.id WHERE p.id IS NULL"
    papers = raw.execute(paperless).fetchone()[0]
    raw.execute("ROLLBACK")
    raw.close()
    assert papers == 0, "a visit has its number and its paper, or neither"
    counted = [(int(name[-2:]), each) for name, last in counters.items() for each in range(1, last + 1)]
    assert sorted(given) == sorted(counted)
    return {f"{year}-P-{number:04d}" for year, number in given}


def verified(path: Path) -> None:
    """Hold the whole record against its moves."""
    desk = Desk(Store(path), SetClock(MONDAY_MORNING))
    try:
        fault = desk.ask(verification.verify).fault
        assert fault is None, fault
    finally:
        desk.close()


def goes_on(path: Path) -> None:
    """Work on after the kill: the next manifests follow those that are there."""
    clock = SetClock(MONDAY_MORNING)
    desk = Desk(Store(path), clock)
    try:
        Make(desk).deposit(1, 4)
        manifest_day.print_day(desk)
        assert desk.ask(verification.verify).fault is None
    finally:
        desk.close()


@pytest.mark.usefixtures("strace")
def test_a_kill_between_any_two_calls_leaves_no_gap(recorded: Recording, tmp_path: Path) -> None:
    """Killed before every single call to the disk: the numbers run on, what was said is there, verify holds."""
    folder, seen = tmp_path / "killed", set()
    for until in range(len(recorded.events) + 1):
        recording.put(recorded.killed(until), folder)
        given = numbers(folder / "desk.sqlite")
        assert set(recorded.said(until)) <= given, until
        seen.add(len(given))
        if until % THOROUGH == 0 or until == len(recorded.events):
            goes_on(folder / "desk.sqlite")
            assert len(numbers(folder / "desk.sqlite")) >= len(given)
    # Both manifests of a day are given in one transaction: no kill leaves one without the other.
    assert seen == {2 * day for day in range(DAYS + 1)}
    assert len(recorded.events) > 60, "the kills fell between many calls"


def test_two_writers_at_once_give_each_number_once(furnished_file: Path, tmp_path: Path) -> None:
    """Two programs print and close on one store: no gap, no number twice, one open visit for each provider."""
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    words = [sys.executable, "-m", "tests.faults.manifest_day", str(path), str(RACED)]
    racing = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=_ROOT, text=True)
        for _ in range(RACERS)
    ]
    ended = [(each.communicate(), each.returncode) for each in racing]
    assert [status for _said, status in ended] == [0] * RACERS, ended
    said = [out.split() for (out, _err), _status in ended]
    given = numbers(path)
    assert {number for each in said for number in each} == given
    assert {number[:2] for number in given} == {"26", "27"}, "the race goes over the end of a year"
    # Who comes second on a day finds it printed: how many each gives is a matter of chance, that both do is not.
    assert all(said), "both had numbers to give"
    verified(path)


def test_killed_at_random_while_another_writes(furnished_file: Path, tmp_path: Path) -> None:
    """One of two writers is killed in its work, again and again; the other goes on, and the numbers with it."""
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    words = [sys.executable, "-m", "tests.faults.manifest_day", str(path)]
    steady = subprocess.Popen(
        [*words, str(2 * RACED)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, text=True
    )
    for lines in range(1, 5):
        doomed = subprocess.Popen(
            [*words, "1000"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, text=True
        )
        assert doomed.stdout is not None
        heard = [doomed.stdout.readline() for _ in range(lines)]
        doomed.kill()
        doomed.wait()
        doomed.stdout.close()
        assert {line.strip() for line in heard} <= numbers(path)
    out, _err = steady.communicate()
    assert steady.returncode == 0
    assert set(out.split()) <= numbers(path)
    verified(path)
