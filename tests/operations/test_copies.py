"""Copies: proven before they bear their name, made by themselves, thinned out."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.errors import FileThere, FileUnwritable
from concierge_desk.models import copies as files
from concierge_desk.models.copies import CopyDamaged, CopyRefused, CopyWithoutManifest
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import copies, verification
from concierge_desk.texts import Texts
from tests.make import Make

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_copy_holds_what_its_manifest_says(desk: Desk, make: Make, tmp_path: Path) -> None:
    """The manifest tells the items, the moves and the head of the chain; the copy opens and fits."""
    make.deposit(make.ids.shirt, make.ids.suit)
    target = tmp_path / "copy.sqlite"
    manifest = copies.backup(desk.store, target, at=NOON)
    assert (manifest.items, manifest.moves, manifest.proven) == (3, 3, True)
    assert files.read_manifest(target) == manifest
    files.compare(target, manifest)
    with files.reading(target) as session:
        report = verification.verify(session)
    assert report.fault is None
    assert report.anchor == manifest.anchor == desk.ask(verification.verify).anchor


def test_a_copy_is_private_and_nothing_else_is_left(desk: Desk, tmp_path: Path) -> None:
    """Only its owner may read a copy, and no unfinished file stays."""
    folder = tmp_path / "copies"
    copies.backup(desk.store, folder / "copy.sqlite", at=NOON)
    assert {path.name for path in folder.iterdir()} == {"copy.sqlite", "copy.sqlite.manifest.json"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_a_copy_never_overwrites(desk: Desk, tmp_path: Path) -> None:
    """A name that is taken is refused, and what bears it stays."""
    target = tmp_path / "copy.sqlite"
    target.write_text("mine")
    with pytest.raises(FileThere):
        copies.backup(desk.store, target, at=NOON)
    assert target.read_text() == "mine"


def test_a_copy_of_a_record_that_does_not_fit_is_not_made(desk: Desk, make: Make, tmp_path: Path) -> None:
    """A store whose past was changed gives no copy: the good one before must not be thinned out for it."""
    make.deposit(make.ids.shirt)
    path = desk.store.path
    assert path is not None
    raw = sqlite.connect(str(path))
    raw.execute("UPDATE item SET label = 'another'")
    raw.commit()
    raw.close()
    with pytest.raises(CopyRefused, match="item 1 says another described") as refused:
        copies.backup(desk.store, tmp_path / "out" / "copy.sqlite", at=NOON)
    assert "item 1 dit autre chose que ses mouvements pour described" in refused.value.said(Texts("fr"))
    assert list((tmp_path / "out").iterdir()) == []


def test_one_flipped_bit_is_refused(desk: Desk, make: Make, tmp_path: Path) -> None:
    """Whichever bit of a copy flips, it is no longer what its manifest says."""
    make.deposit(make.ids.shirt)
    target = tmp_path / "copy.sqlite"
    manifest = copies.backup(desk.store, target, at=NOON)
    whole, chance = target.read_bytes(), random.Random(1)  # noqa: S311  # places to break, no secret
    for _ in range(30):
        place = chance.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[place // 8] ^= 1 << place % 8
        target.write_bytes(broken)
        with pytest.raises(CopyDamaged):
            files.compare(target, manifest)


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", '{"size": "x"}', "\x00", "[" * 60_000])
def test_a_manifest_that_cannot_be_read_is_a_sentence(desk: Desk, tmp_path: Path, said: str) -> None:
    """Whatever stands in the manifest's place, nothing crashes."""
    target = tmp_path / "copy.sqlite"
    copies.backup(desk.store, target, at=NOON)
    files.manifest_of(target).write_text(said)
    with pytest.raises(CopyWithoutManifest):
        files.read_manifest(target)


def test_a_manifest_with_a_value_of_the_wrong_kind_is_refused(desk: Desk, tmp_path: Path) -> None:
    """A number where a text belongs is no manifest of ours."""
    target = tmp_path / "copy.sqlite"
    copies.backup(desk.store, target, at=NOON)
    said = json.loads(files.manifest_of(target).read_text())
    files.manifest_of(target).write_text(json.dumps(said | {"head": 5}))
    with pytest.raises(CopyWithoutManifest):
        files.read_manifest(target)


def test_a_folder_that_takes_no_file_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    """A copy to a place that is no folder says so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnwritable):
        copies.backup(desk.store, tmp_path / "file" / "copy.sqlite", at=NOON)


def test_a_copy_killed_on_the_way_leaves_nothing_under_its_name(
    desk: Desk, make: Make, tmp_path: Path
) -> None:
    """What bears the final name is whole, whenever the copying was killed; leftovers are swept later."""
    for _ in range(20):
        make.deposit(make.ids.shirt, make.ids.shirt, make.ids.suit)
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from concierge_desk.models.store import Store; from concierge_desk.operations import copies\n"
        "store = Store(sys.argv[1]); print('open', flush=True)\n"
        "copies.backup(store, Path(sys.argv[2]), at=datetime.now(UTC))\n"
    )
    chance = random.Random(2)  # noqa: S311  # moments to kill, no secret
    for trial in range(6):
        target = tmp_path / "out" / f"{trial}.sqlite"
        command = [sys.executable, "-c", code, str(desk.store.path), str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.random() * 0.05)
            child.send_signal(signal.SIGKILL)
            child.wait()
        if target.exists() and files.manifest_of(target).exists():
            files.compare(target, files.read_manifest(target))
    if (tmp_path / "out").exists():
        files.sweep(tmp_path / "out", datetime.now(UTC) + timedelta(hours=2))
        assert list((tmp_path / "out").glob(".*")) == []


def test_a_copy_is_kept_only_when_something_changed(desk: Desk, make: Make, clock: SetClock) -> None:
    """The first look makes a copy, the next one none, and a deed another."""
    assert desk.store.path is not None
    first = copies.keep_copy(desk.store, clock.now())
    clock.forward(copies.EVERY)
    assert copies.keep_copy(desk.store, clock.now()) is None
    make.deposit(make.ids.shirt)
    clock.forward(copies.EVERY)
    second = copies.keep_copy(desk.store, clock.now())
    assert [path for path, _at in copies.of_store(desk.store.path)] == [first, second]
    assert second is not None
    assert files.read_manifest(second).moves == 1


def test_a_change_that_is_no_move_is_kept_too(desk: Desk, make: Make, clock: SetClock) -> None:
    """A new customer is a reason for a copy, though the chain did not grow."""
    copies.keep_copy(desk.store, clock.now())
    make.customer("Nadia Benali")
    clock.forward(copies.EVERY)
    assert copies.keep_copy(desk.store, clock.now()) is not None


def test_opening_and_closing_is_no_change(desk: Desk, clock: SetClock) -> None:
    """A store that was only opened and closed holds what its last copy holds."""
    copies.keep_copy(desk.store, clock.now())
    path = desk.store.path
    assert path is not None
    desk.store.close()
    os.utime(path)
    again = Store(path)
    clock.forward(copies.EVERY)
    assert copies.keep_copy(again, clock.now()) is None
    clock.forward(copies.EVERY)
    assert copies.keep_copy(again, clock.now()) is None
    again.close()
    assert len(copies.of_store(path)) == 1


def test_a_second_folder_gets_the_copy_with_its_manifest(desk: Desk, clock: SetClock, tmp_path: Path) -> None:
    """The copy on the USB stick is the same, and whole."""
    stick = tmp_path / "stick"
    stick.mkdir()
    made = copies.keep_copy(desk.store, clock.now(), also_in=stick)
    assert made is not None
    files.compare(stick / made.name, files.read_manifest(stick / made.name))


def test_a_second_folder_that_fails_hinders_nothing(desk: Desk, clock: SetClock, tmp_path: Path) -> None:
    """Without the USB stick, the copy beside the store counts all the same."""
    assert copies.keep_copy(desk.store, clock.now(), also_in=tmp_path / "not there") is not None


def test_old_copies_are_thinned_out_and_nothing_else(desk: Desk, make: Make, clock: SetClock) -> None:
    """Only copies that bear a moment in their name are removed; what a person put there stays."""
    assert desk.store.path is not None
    folder = paths.copies_of(desk.store.path)
    (folder / "before-migration-0001.sqlite").write_text("kept")
    for count in range(13):
        make.customer(f"Client {count}")
        clock.forward(timedelta(minutes=30))
        copies.keep_copy(desk.store, clock.now())
    kept = copies.of_store(desk.store.path)
    assert len(kept) == copies.KEEP_LAST
    assert len(list(folder.glob("*.manifest.json"))) == copies.KEEP_LAST
    assert (folder / "before-migration-0001.sqlite").exists()


def _half_hours(days: int) -> list[tuple[Path, datetime]]:
    """Name a copy for each half hour of some days of work."""
    first = NOON - timedelta(days=days)
    moments = [
        first + timedelta(days=day, minutes=30 * step) for day in range(days + 1) for step in range(-8, 1)
    ]
    return [(Path(f"{at:%Y%m%dT%H%M}"), at) for at in moments]


def test_three_years_of_copies_come_down_to_a_few() -> None:
    """10 last, 14 days, 8 weeks and 24 months overlap to fewer than 56."""
    made = _half_hours(3 * 365)
    kept = copies.to_keep(made, NOON)
    dated = sorted(at for path, at in made if path in kept)
    assert len(kept) < copies.KEEP_LAST + copies.KEEP_DAYS + copies.KEEP_WEEKS + copies.KEEP_MONTHS
    assert dated[-1] == NOON
    assert sorted(made, key=lambda copy: copy[1])[-copies.KEEP_LAST][0] in kept
    assert len({at.date() for at in dated if at > NOON - timedelta(days=14)}) == 14
    assert len({(at.year, at.month) for at in dated}) == 24


_COPIES = st.lists(st.integers(0, 60 * 24 * 900), max_size=60, unique=True).map(
    lambda ages: [(Path(str(age)), NOON - timedelta(minutes=age)) for age in ages]
)


@given(_COPIES)
def test_thinning_out_keeps_the_newest_and_is_done_at_once(made: list[tuple[Path, datetime]]) -> None:
    """The last ten always stay, and thinning out what was thinned out takes nothing more away."""
    kept = copies.to_keep(made, NOON)
    newest = [path for path, _at in sorted(made, key=lambda copy: copy[1])[-copies.KEEP_LAST :]]
    assert set(newest) <= kept <= {path for path, _at in made}
    assert copies.to_keep([copy for copy in made if copy[0] in kept], NOON) == kept
