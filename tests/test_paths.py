"""Where things lie, and who may look into them."""

import stat
from pathlib import Path

import pytest

from concierge_desk import paths


def test_a_private_folder_is_its_owner_s_alone(tmp_path: Path) -> None:
    """Folders with people's names in them are closed to others; an existing one is left as it is."""
    folder = paths.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o750)
    assert stat.S_IMODE(paths.private_folder(folder).stat().st_mode) == 0o750


def test_copies_and_papers_lie_beside_their_store(tmp_path: Path) -> None:
    """Two stores in one folder never share their copies."""
    store = tmp_path / "desk.sqlite"
    assert paths.copies_of(store).parent == paths.papers_of(store).parent == tmp_path
    assert paths.copies_of(store) != paths.copies_of(tmp_path / "other.sqlite")


def test_the_folders_of_a_person_are_made_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default store and the log lie in this person's own folders."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert paths.default_store().parent.is_dir()
    assert paths.log_file().parent.is_dir()
    assert paths.config_file().name == "settings.toml"
    assert tmp_path in paths.default_store().parents


def test_resources_have_one_door() -> None:
    """What is shipped is found by its name."""
    assert paths.resource("fonts").is_dir()
    assert paths.resource("icons").is_dir()


def test_a_folder_of_nobody_is_taken_as_it_is_written() -> None:
    """A home that does not exist is no reason to fail: the folder is used as written, and refuses by itself."""
    assert paths.named("~nobody-at-all/papers") == Path("~nobody-at-all/papers")
    assert paths.named("~/papers") == Path.home() / "papers"
