"""What tests of operations may ask for beside a desk."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.operations.verification import Fault
from tests.operations.counter import Counter
from tests.operations.past import Raw, Tamper, fault_of


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The concierge at the desk."""
    return Counter(desk)


@pytest.fixture
def tampered(written_file: Path, tmp_path: Path) -> Tamper:
    """Change a copy of the store with a past behind the desk's back, then verify it."""

    def change(how: Callable[[Raw], object]) -> Fault | None:
        path = tmp_path / "tampered.sqlite"
        shutil.copy(written_file, path)
        raw = sqlite.connect(str(path), isolation_level=None)
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        before = raw.total_changes
        how(raw)
        assert raw.total_changes > before, "nothing was changed"
        raw.close()
        return fault_of(path)

    return change
