"""The README says what there is."""

import argparse
import importlib
import re

import pytest

from tests.house.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def commands() -> set[str]:
    """List the commands of `concierge-desk`, as its own parser knows them."""
    parser: argparse.ArgumentParser = importlib.import_module("concierge_desk.cli").parser()
    listed = argparse._SubParsersAction  # noqa: SLF001  # argparse has no public way to list them
    return {name for action in parser._actions if isinstance(action, listed) for name in action.choices}  # noqa: SLF001  # as above


def test_the_readme_names_every_command_and_no_other(commands: set[str]) -> None:
    """A command that exists is told of, and one that is told of exists."""
    assert set(re.findall(r"`concierge-desk ([a-z]+(?:-[a-z]+)*)", README)) == commands


def test_the_readme_and_the_makefile_name_the_same_targets() -> None:
    """`make …` in the README is in the Makefile, and what `make help` lists is told of."""
    told = set(re.findall(r"`make ([a-z-]+)", README))
    assert told == set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, flags=re.MULTILINE))


def test_every_folder_the_readme_maps_is_there() -> None:
    """The map of the folders is true."""
    mapped = re.findall(r"^\| `([\w./]+)` \|", README, flags=re.MULTILINE)
    assert [path for path in mapped if not (ROOT / path).exists()] == []
    assert mapped
