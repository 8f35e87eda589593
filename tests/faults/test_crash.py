"""Kills and power cuts: what was answered is there, and nothing is there by halves."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from tests.faults import recording
from tests.faults.recording import Recording

_ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
DEEDS = 66
CUTS = 600
CUTS_OF_THE_TWIN = 80


def test_two_hundred_kills_lose_nothing(furnished_file: Path, tmp_path: Path) -> None:
    """Killed at any moment, also while it recovers, the desk keeps every answered deed, whole, and its chain.

    Two hundred kills without a loss bound its chance below 1.5 % for each kill, at 95 %.
    """
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    words = [sys.executable, "-m", "tests.faults.nursery", str(path), str(KILLS), "1"]
    answer = subprocess.run(words, capture_output=True, check=False, cwd=_ROOT, text=True)
    assert answer.returncode == 0, answer.stderr
    figures = json.loads(answer.stdout)
    print(figures)  # noqa: T201  # the figures, with -s
    assert (figures["lost"], figures["broken"], figures["kills"]) == ([], [], KILLS)
    # The test itself must be worth something: deeds were answered, and kills fell within deeds.
    assert figures["answered"] > KILLS
    assert figures["there_unanswered"] > KILLS // 20
    assert figures["killed_while_opening"] > KILLS // 40


@pytest.fixture(scope="module")
def recordings(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Recording]:
    """The same deeds recorded with each setting of `synchronous`: 2 is FULL, 1 is NORMAL."""
    made = {}
    for synchronous in (2, 1):
        folder = tmp_path_factory.mktemp(f"synchronous{synchronous}") / "store"
        folder.mkdir()
        shutil.copy(furnished_file, folder / "desk.sqlite")
        words = (
            "-m",
            "tests.faults.counter",
            "work",
            str(folder / "desk.sqlite"),
            str(DEEDS),
            str(synchronous),
        )
        made[synchronous] = recording.record(folder, *words)
    return made


@pytest.mark.usefixtures("strace")
def test_a_recording_is_what_happened(furnished_file: Path, tmp_path: Path) -> None:
    """Replayed to its end, a recording gives the files byte by byte: no call was overlooked."""
    folder = tmp_path / "store"
    folder.mkdir()
    shutil.copy(furnished_file, folder / "desk.sqlite")
    words = ("-m", "tests.faults.counter", "work", str(folder / "desk.sqlite"), "12")
    made = recording.record(folder, *words)
    there = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    assert made.killed(len(made.events)) == there
    assert len(made.said(len(made.events))) == 12


@pytest.mark.usefixtures("strace")
def test_a_power_cut_loses_no_answered_deed(recordings: dict[int, Recording], tmp_path: Path) -> None:
    """Whatever part of the unsynced writes is on the disk, in whatever order, every answered deed is there."""
    lost, broken = _cut(recordings[2], CUTS, tmp_path / "cut")
    assert (lost, broken) == (0, [])


@pytest.mark.usefixtures("strace")
def test_with_a_lesser_setting_a_power_cut_loses_answered_deeds(
    recordings: dict[int, Recording], tmp_path: Path
) -> None:
    """The twin that must fail: with synchronous=NORMAL answered deeds are lost, so the test above can find a loss."""
    lost, broken = _cut(recordings[1], CUTS_OF_THE_TWIN, tmp_path / "cut")
    assert lost > CUTS_OF_THE_TWIN // 20
    assert broken == []


def _cut(made: Recording, times: int, folder: Path) -> tuple[int, list[str]]:
    """Cut the power so many times; count the states that lack an answered deed, list those that are not sound."""
    draw, lost, broken = random.Random(7), 0, []  # noqa: S311  # moments to cut at, no secret
    for cut in range(times):
        until = draw.randrange(len(made.events) + 1)
        recording.put(made.powered_off(until, draw), folder)
        raw = sqlite.connect(str(folder / "desk.sqlite"))
        there = {uid for (uid,) in raw.execute("SELECT uid FROM deed")}
        lost += not set(made.said(until)) <= there
        sound = raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
        raw.close()
        if cut % 15 == 0:
            sound = sound and _verified(folder / "desk.sqlite")
        broken += [] if sound else [f"cut {cut} before call {until}"]
    print(f"{times} power cuts, {lost} lost an answered deed, {len(broken)} unsound")  # noqa: T201  # with -s
    return lost, broken


def _verified(path: Path) -> bool:
    desk = Desk(Store(path))
    fault = desk.ask(verification.verify).fault
    desk.close()
    return fault is None
