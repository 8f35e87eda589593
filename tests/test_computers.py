"""Computers with the same name: a clone is another counter, and the same one stays the same."""

from pathlib import Path

import pytest

from concierge_desk import computers, paths
from concierge_desk.desk import this_counter


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with a number of its own, and settings of its own."""
    path = tmp_path / "machine-id"
    path.write_text("8f14e45fceea167a5a36dedd4bea2543\n", "ascii")
    monkeypatch.setattr(computers, "MACHINE_IDS", (tmp_path / "none", path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return path


def test_a_computer_keeps_its_name(machine: Path) -> None:
    """From one start to the next; one reads whose it is."""
    first = this_counter()
    assert this_counter() == first
    assert first.endswith(computers.mark())
    assert machine.read_text("ascii").strip() not in first


def test_a_clone_is_another_counter(machine: Path) -> None:
    """The same name and the same settings on another machine; or the same machine's number with other settings."""
    first = this_counter()
    machine.write_text("c9f0f895fb98ab9159f51fd0297e236d\n", "ascii")
    copied = this_counter()
    paths.config_file().with_name("computer-id").unlink()
    assert len({first, copied, this_counter()}) == 3


def test_a_computer_on_which_nothing_can_be_kept_has_a_name_too(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same at each start, by its machine."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(machine / "no folder"))
    first = this_counter()
    assert this_counter() == first
    machine.unlink()
    assert this_counter() == this_counter() != first
