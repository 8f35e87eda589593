"""What every test may ask for: an open desk on a new store, with a clock that stands."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nobody's own passwords are touched: there is no keyring.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from tests import compiling, telling
from tests import make as making
from tests.operations import past

compiling.share()

# The same examples everywhere and every time, so that what is green here is green there; "hunt" looks for new ones.
_UNHURRIED = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("same", _UNHURRIED, derandomize=True, database=None, print_blob=True)
hypothesis.settings.register_profile("hunt", _UNHURRIED, derandomize=False, print_blob=True)
hypothesis.settings.load_profile("same")


@pytest.fixture(autouse=True, scope="session")
def _settings_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test keeps beside the settings is not kept beside those of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands on a Monday morning until it is moved."""
    return SetClock(making.MONDAY_MORNING)


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small desk in it, made once."""
    path = tmp_path_factory.mktemp("furnished") / "desk.sqlite"
    desk = Desk(Store(path), SetClock(making.MONDAY_MORNING))
    desk.do(making.furnish)
    desk.do(making.people, making.MONDAY_MORNING)
    desk.close()
    return path


@pytest.fixture(scope="session")
def ready_file(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store in which something is ready for both customers of the small desk."""
    path = tmp_path_factory.mktemp("ready") / "desk.sqlite"
    shutil.copy(furnished_file, path)
    desk = Desk(Store(path), SetClock(making.MONDAY_MORNING))
    telling.wait(desk)
    desk.close()
    return path


@pytest.fixture
def store(tmp_path: Path, furnished_file: Path) -> Iterator[Store]:
    """A store of its own for each test, with the small desk in it."""
    yield from telling.copied(furnished_file, tmp_path)


@pytest.fixture
def desk(store: Store, clock: SetClock) -> Desk:
    """An open desk on that store."""
    return Desk(store, clock)


@pytest.fixture
def make(desk: Desk) -> making.Make:
    """A maker of things at that desk."""
    return making.Make(desk)


@pytest.fixture(scope="session")
def written_file(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with a past: every kind of deed was done at it."""
    path = tmp_path_factory.mktemp("past") / "desk.sqlite"
    shutil.copy(furnished_file, path)
    clock = SetClock(making.MONDAY_MORNING)
    desk = Desk(Store(path), clock)
    past.live(desk, clock)
    desk.close()
    return path
