"""What the project's files say, and what they never say."""

import re
import tomllib

from tests.house.source import ROOT, committed_files, here

# Built from pieces, so that this file does not hold what it looks for.
PACKAGE_INDEX = re.compile(
    rb"(--(extra-)?index-" + rb"url|--find-" + rb"links|--trusted-" + rb"host|/sim" + rb"ple/)"
)
SOMEONES_FOLDER = re.compile(rb"(?<![\w.$}])/(home|root|Users|work|opt)/" + rb"[\w.-]+")


def test_no_file_holds_the_address_of_a_package_index() -> None:
    """Where packages come from is the machine's business: pip knows."""
    assert [here(path) for path in committed_files() if PACKAGE_INDEX.search(path.read_bytes())] == []


def test_no_file_holds_a_folder_of_someones_machine() -> None:
    """A path in a file is relative to the project."""
    assert [here(path) for path in committed_files() if SOMEONES_FOLDER.search(path.read_bytes())] == []


def test_the_locks_pin_every_package_by_hash_and_agree() -> None:
    """What the desk runs on is what its tests ran on, and each package is known by its hashes."""
    run, test = (_pins(name) for name in ("requirements.lock", "requirements-test.lock"))
    assert run.items() <= test.items()
    for name in ("requirements.lock", "requirements-test.lock"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.IGNORECASE)
        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    """A dependency added to pyproject.toml is in the lock: run `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {_normal(re.split(r"[<>=!~ ;\[]", requirement)[0]) for requirement in asked}
    assert names <= set(_pins("requirements-test.lock"))


def _pins(lock: str) -> dict[str, str]:
    found = re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {_normal(name): version for name, version in found}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
