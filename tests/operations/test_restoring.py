"""Going back to a copy: nothing is changed unasked, nothing is deleted, and what is lost is said first."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import FileUnreadable, StoreTooNew
from concierge_desk.models import copies as files
from concierge_desk.models.copies import CopyDamaged, CopyRefused, CopyWithoutManifest
from concierge_desk.models.store import Store
from concierge_desk.operations import copies, restoring, verification
from concierge_desk.operations.restoring import Kinship, Loss
from tests.make import Make

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def place(desk: Desk) -> Path:
    """Tell where the store lies."""
    assert desk.store.path is not None
    return desk.store.path


@pytest.fixture
def copy(desk: Desk, make: Make, tmp_path: Path) -> Path:
    """Make a copy with one shirt in it."""
    make.deposit(make.ids.shirt)
    target = tmp_path / "elsewhere" / "copy.sqlite"
    copies.backup(desk.store, target, at=NOON)
    return target


def _anchor(path: Path) -> str:
    desk = Desk(Store(path))
    report = desk.ask(verification.verify)
    desk.close()
    assert report.fault is None
    return report.anchor


def _around(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir() if each.name.startswith((".", "desk.sqlite-c"))}


def test_looking_changes_nothing_and_says_what_would_be_lost(
    desk: Desk, make: Make, place: Path, copy: Path
) -> None:
    """An older copy of the same chain names the moves, deeds, tickets and customers that came after it."""
    make.deposit(make.ids.shirt, make.ids.suit)
    make.customer("Nadia Benali")
    desk.close()
    before = _anchor(place)
    with restoring.prepared(copy, place) as ready:
        assert ready.loss == Loss(Kinship.OLDER, moves=3, deeds=1, tickets=1, customers=1)
        assert ready.manifest == files.read_manifest(copy)
    assert _anchor(place) == before
    assert _around(place) == set()


def test_a_restored_store_is_the_copy_and_the_old_one_is_kept(
    desk: Desk, make: Make, place: Path, copy: Path
) -> None:
    """After a restore the store holds the copy's chain, and the old store still opens from where it is kept."""
    make.deposit(make.ids.suit)
    desk.close()
    before = _anchor(place)
    with restoring.prepared(copy, place) as ready:
        aside = ready.apply(NOON)
    assert aside is not None
    assert _anchor(place) == files.read_manifest(copy).anchor != before
    assert _anchor(aside / place.name) == before
    assert place.stat().st_mode & 0o077 == 0


def test_two_restores_in_one_second_keep_both_old_stores(desk: Desk, place: Path, copy: Path) -> None:
    """A folder of a store that was set aside is never used again."""
    desk.close()
    asides = set()
    for _ in range(2):
        with restoring.prepared(copy, place) as ready:
            asides.add(ready.apply(NOON))
    assert len(asides) == 2


def test_a_stale_log_beside_the_store_does_not_get_into_the_copy(
    desk: Desk, make: Make, place: Path, copy: Path, tmp_path: Path
) -> None:
    """The write-ahead log of a killed desk goes aside with its file; the restored store is the copy alone."""
    crashed = tmp_path / "crashed" / "desk.sqlite"
    crashed.parent.mkdir()
    make.deposit(make.ids.suit, make.ids.suit)
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(place.with_name(place.name + suffix), crashed.with_name(crashed.name + suffix))
    assert crashed.with_name("desk.sqlite-wal").stat().st_size > 0
    # A file that cannot be opened keeps its log for sure.
    with crashed.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 4000)
    with restoring.prepared(copy, crashed) as ready:
        assert ready.loss.kinship is Kinship.UNREADABLE
        aside = ready.apply(NOON)
    assert aside is not None
    assert {each.name for each in aside.iterdir()} >= {"desk.sqlite", "desk.sqlite-wal"}
    assert not crashed.with_name("desk.sqlite-wal").exists()
    assert _anchor(crashed) == files.read_manifest(copy).anchor


def test_a_log_that_was_not_folded_in_is_counted_and_kept(
    desk: Desk, make: Make, place: Path, copy: Path, tmp_path: Path
) -> None:
    """What a killed desk had only in its log is part of the present store: it is counted, and kept aside."""
    crashed = tmp_path / "crashed" / "desk.sqlite"
    crashed.parent.mkdir()
    make.deposit(make.ids.suit)
    for suffix in ("", "-wal"):
        shutil.copy(place.with_name(place.name + suffix), crashed.with_name(crashed.name + suffix))
    with restoring.prepared(copy, crashed) as ready:
        assert ready.loss == Loss(Kinship.OLDER, moves=2, deeds=1, tickets=1)
        aside = ready.apply(NOON)
    assert aside is not None
    assert _anchor(aside / "desk.sqlite") == desk.ask(verification.verify).anchor
    assert _anchor(crashed) == files.read_manifest(copy).anchor


def test_a_copy_of_today_loses_nothing(desk: Desk, place: Path, copy: Path) -> None:
    """The same chain is told as the same."""
    with restoring.prepared(copy, place) as ready:
        assert ready.loss == Loss(Kinship.SAME)


def test_a_later_copy_loses_nothing(desk: Desk, make: Make, place: Path, copy: Path, tmp_path: Path) -> None:
    """Going forward again, from an older store to a later copy, loses no move."""
    make.deposit(make.ids.suit)
    later = tmp_path / "later.sqlite"
    copies.backup(desk.store, later, at=NOON)
    desk.close()
    with restoring.prepared(copy, place) as ready:
        ready.apply(NOON)
    with restoring.prepared(later, place) as ready:
        assert ready.loss == Loss(Kinship.NEWER)


def test_two_ways_from_one_past_are_told_apart(
    desk: Desk, make: Make, place: Path, copy: Path, tmp_path: Path
) -> None:
    """After going back and working on, the copy of the way before is no ancestor: what is only here is counted."""
    make.deposit(make.ids.suit)
    other_way = tmp_path / "other.sqlite"
    copies.backup(desk.store, other_way, at=NOON)
    desk.close()
    with restoring.prepared(copy, place) as ready:
        ready.apply(NOON)
    again = Desk(Store(place), desk.clock)
    Make(again).deposit(make.ids.shirt, make.ids.shirt, make.ids.shirt)
    again.close()
    with restoring.prepared(other_way, place) as ready:
        assert ready.loss == Loss(Kinship.BRANCHED, moves=3, deeds=1, tickets=1)


def test_the_copy_of_another_house_is_told(desk: Desk, make: Make, place: Path, copy: Path) -> None:
    """All of the present store would be lost."""
    desk.close()
    raw = sqlite.connect(str(place))
    raw.execute("UPDATE house SET uid = 'another'")
    raw.commit()
    raw.close()
    with restoring.prepared(copy, place) as ready:
        assert ready.loss == Loss(Kinship.OTHER_HOUSE, moves=1, deeds=1, tickets=1, customers=2)


def test_a_copy_comes_to_a_place_without_a_store(copy: Path, tmp_path: Path) -> None:
    """A new computer takes the copy, and there is nothing to keep aside."""
    place = tmp_path / "new" / "desk.sqlite"
    with restoring.prepared(copy, place) as ready:
        assert ready.loss == Loss(Kinship.NOTHING_THERE)
        assert ready.apply(NOON) is None
    assert _anchor(place) == files.read_manifest(copy).anchor


@pytest.fixture
def spoiled(copy: Path) -> Path:
    """Change a copy behind its manifest's back."""
    raw = sqlite.connect(str(copy))
    raw.execute("UPDATE item SET label = 'another'")
    raw.commit()
    raw.close()
    return copy


def test_a_copy_that_was_changed_is_refused(place: Path, spoiled: Path) -> None:
    """Against its manifest at once, and without it by its own chain; the store stays as it is."""
    before = place.read_bytes()
    with pytest.raises(CopyDamaged), restoring.prepared(spoiled, place):
        pass
    with pytest.raises(CopyRefused, match="item 1"), restoring.prepared(spoiled, place, trusting=True):
        pass
    assert place.read_bytes() == before
    assert _around(place) == set()


def test_a_copy_without_its_manifest_must_be_trusted(place: Path, copy: Path) -> None:
    """Without a manifest a copy is used only when somebody says so."""
    files.manifest_of(copy).unlink()
    with pytest.raises(CopyWithoutManifest), restoring.prepared(copy, place):
        pass
    with restoring.prepared(copy, place, trusting=True) as ready:
        assert ready.manifest is None


def test_what_is_no_copy_is_refused(place: Path, tmp_path: Path) -> None:
    """A missing file, a file of another kind and half a file each get their sentence."""
    with pytest.raises(FileUnreadable), restoring.prepared(tmp_path / "nothing", place):
        pass
    stranger = tmp_path / "stranger.sqlite"
    stranger.write_bytes(b"not a store" * 100)
    with pytest.raises(CopyRefused), restoring.prepared(stranger, place, trusting=True):
        pass


def test_half_a_copy_is_refused_even_when_trusted(place: Path, copy: Path) -> None:
    """A copy that was cut off is found by reading it."""
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with pytest.raises(CopyRefused), restoring.prepared(copy, place, trusting=True):
        pass


def test_a_copy_of_a_newer_version_is_refused(place: Path, copy: Path) -> None:
    """A copy that a newer program made is not opened by this one."""
    raw = sqlite.connect(str(copy))
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    with pytest.raises(StoreTooNew), restoring.prepared(copy, place, trusting=True):
        pass


def test_what_a_killed_restore_left_is_taken_away(desk: Desk, place: Path, copy: Path) -> None:
    """A folder of an unfinished restore holds people's data: the next look removes it, and no other store's."""
    mine, another = (place.with_name(f".{name}-restoring-x1y2") for name in (place.name, "other.sqlite"))
    for folder in (mine, another):
        folder.mkdir()
        (folder / "desk.sqlite").write_text("half")
    with restoring.prepared(copy, place):
        pass
    assert not mine.exists()
    assert another.exists()
