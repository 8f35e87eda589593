"""The wheel: built, installed in an empty environment, started from another folder."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.house.source import RESOURCES, ROOT


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it with pip in an empty environment; give that environment's Python.

    The packages it depends on are seen in the environment of the tests, so that no network is needed.
    """
    place = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(place),
        str(ROOT),
        at=place,
    )
    (wheel,) = place.glob("concierge_desk-*.whl")
    venv.create(place / "env", with_pip=False)
    python = place / "env" / "bin" / "python"
    pip = (
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-input",
    )
    _run(sys.executable, *pip, str(wheel), at=place)
    site = Path(
        _run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", at=place).strip()
    )
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_program_is_the_installed_one_and_finds_its_resources(python: Path, tmp_path: Path) -> None:
    """Everything in resources/ is in the wheel, and paths.resource finds it there."""
    ask = "from concierge_desk import paths; print(paths.resource(''))"
    found = Path(_run(str(python), "-c", ask, at=tmp_path).strip())
    assert found.is_relative_to(python.parents[1])
    assert _names(found) == _names(RESOURCES)


def test_a_new_store_is_made_and_verified_from_another_folder(python: Path, tmp_path: Path) -> None:
    """The installed command starts, finds its migrations, makes a store and verifies it."""
    command, store = str(python.with_name("concierge-desk")), str(tmp_path / "new.sqlite")
    assert "verify" in _run(command, "--help", at=tmp_path)
    _run(
        str(python),
        "-c",
        f"from concierge_desk.models.store import Store; Store({store!r}).close()",
        at=tmp_path,
    )
    _run(command, "--store", store, "verify", at=tmp_path)


def _run(*command: str, at: Path) -> str:
    # A bare environment, elsewhere: nothing of the checkout may help.
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(at), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=at, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
