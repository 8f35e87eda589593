"""Proving, copying and going back."""

import json
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from tests.cli.conftest import Command
from tests.make import Make


def _change(path: Path) -> None:
    raw = sqlite.connect(str(path))
    raw.execute("UPDATE item SET label = 'another'")
    raw.commit()
    raw.close()


def _more(path: Path) -> None:
    desk = Desk(Store(path))
    Make(desk).deposit(1)
    desk.close()


def _anchor(path: Path) -> str:
    desk = Desk(Store(path))
    anchor = desk.ask(verification.verify).anchor
    desk.close()
    return anchor


def test_verify_says_what_it_checked(on_store: Command, place: Path) -> None:
    """Each check stands with its count, and the anchor at the end."""
    status, said, beside = on_store("verify")
    assert (status, beside) == (0, "")
    assert f"Everything fits. The anchor is {_anchor(place)}." in said
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("moves of the chain")] == ["3"]


def test_verify_names_the_first_thing_that_does_not_fit(on_store: Command, place: Path) -> None:
    """A row that was changed behind the desk's back is named, and the status is 1."""
    _change(place)
    status, said, _beside = on_store("verify")
    assert status == 1
    assert "does not fit: item 1" in said


def test_verify_checks_an_anchor(on_store: Command, place: Path) -> None:
    """An anchor of this store is found, another is refused."""
    anchor = _anchor(place)
    assert on_store("verify", "--anchor", anchor)[0] == 0
    number, _, _digest = anchor.partition("-")
    for wrong in (f"{number}-0000000000", "999-" + anchor.partition("-")[2], "nonsense", "\u00b2-x"):
        status, _said, beside = on_store("verify", "--anchor", wrong)
        assert status == 1
        assert "is not in this store" in beside


def test_a_backup_goes_out_and_comes_back(on_store: Command, place: Path, tmp_path: Path) -> None:
    """What was recorded since is told, and only --apply goes back; the old store is kept."""
    copy = tmp_path / "usb" / "monday.sqlite"
    before = _anchor(place)
    status, said, _beside = on_store("backup", copy)
    assert status == 0
    assert f"3 items, 3 moves, anchor {before}" in said
    _more(place)
    after = _anchor(place)
    status, said, _beside = on_store("restore", copy)
    assert status == 0
    assert "1 move\n" in said
    assert "1 ticket\n" in said
    assert "--apply" in said
    assert _anchor(place) == after
    status, said, _beside = on_store("restore", copy, "--apply")
    assert status == 0
    assert _anchor(place) == before
    aside = Path(said.splitlines()[-1].removeprefix("The store before is kept in ").removesuffix("."))
    assert _anchor(aside / place.name) == after


def test_a_backup_to_a_folder_is_named_by_itself(on_store: Command, tmp_path: Path) -> None:
    """A copy in a folder bears its moment, and its manifest stands beside."""
    folder = tmp_path / "usb"
    folder.mkdir()
    assert on_store("backup", folder)[0] == 0
    (copy,) = folder.glob("desk-*.sqlite")
    said = json.loads(copy.with_name(copy.name + ".manifest.json").read_text())
    assert (said["items"], said["moves"], said["size"]) == (3, 3, copy.stat().st_size)


def test_a_backup_does_not_overwrite(on_store: Command, tmp_path: Path) -> None:
    """The second backup of one name is refused."""
    assert on_store("backup", tmp_path / "copy")[0] == 0
    status, _said, beside = on_store("backup", tmp_path / "copy")
    assert status == 1
    assert "is already there" in beside


def test_a_damaged_copy_is_refused(on_store: Command, place: Path, tmp_path: Path) -> None:
    """One bit is enough; the store stays as it is, and the sentence says what to do."""
    copy = tmp_path / "copy"
    on_store("backup", copy)
    broken = bytearray(copy.read_bytes())
    broken[-100] ^= 1
    copy.write_bytes(broken)
    before = _anchor(place)
    status, _said, beside = on_store("restore", copy, "--apply")
    assert status == 1
    assert "Choose another copy" in beside
    assert _anchor(place) == before


def test_a_store_on_a_server_is_not_restored_as_a_file(command: Command, tmp_path: Path) -> None:
    """PostgreSQL has its own tools, and the sentence names them."""
    status, _said, beside = command("--store", "postgresql://desk@nowhere/desk", "restore", tmp_path / "copy")
    assert status == 1
    assert "pg_restore" in beside


def test_the_loss_is_told_in_french(
    on_store: Command, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads French reads what would be lost."""
    on_store("backup", tmp_path / "copie")
    _more(place)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    _status, said, _beside = on_store("restore", tmp_path / "copie")
    assert "1 mouvement\n" in said
    assert "--apply" in said
