"""One writer at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from concierge_desk.errors import StoreInUse, StoreUnwritable
from concierge_desk.models.lock import StoreLock

_HOLD = """
import sys
from pathlib import Path
from concierge_desk.models.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Name a store; the lock does not need it to be there."""
    return tmp_path / "desk.sqlite"


def test_only_one_holds_the_lock(store: Path) -> None:
    """A second lock on the same store is refused, and free once the first is given back."""
    with StoreLock(store) as first:
        assert first.is_held
        with pytest.raises(StoreInUse), StoreLock(store):
            pass
    with StoreLock(store):
        pass


def test_taking_and_giving_back_twice_is_harmless(store: Path) -> None:
    """Acquire and release may be called again."""
    lock = StoreLock(store)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    assert not lock.is_held


def test_the_lock_of_a_killed_process_is_free_again(store: Path) -> None:
    """A crash leaves nothing to clear away."""
    command = [sys.executable, "-c", _HOLD, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(StoreInUse), StoreLock(store):
            pass
        child.kill()
        child.wait()
    with StoreLock(store):
        pass


def test_a_place_that_takes_no_file_says_so(tmp_path: Path) -> None:
    """A folder that cannot be made is a sentence, not a crash."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnwritable), StoreLock(tmp_path / "file" / "desk.sqlite"):
        pass
