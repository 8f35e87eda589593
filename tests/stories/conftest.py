"""The stories are told in the same window as its tests; its printers are impatient."""

from collections.abc import Iterator

import pytest

from concierge_desk.spooler import lane
from concierge_desk.ui import outbox
from tests.stories.printers import Impatient, Socket
from tests.ui.conftest import said, window

__all__ = ["said", "window"]


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Impatient:
    """Open every way with the patience of a test, and note what goes by it; the window asks for it when it opens."""
    impatient = Impatient()
    monkeypatch.setattr(outbox, "_open_way", impatient.open)
    return impatient


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let printers that stopped be looked at again within moments."""
    monkeypatch.setattr(lane, "_FIRST_LOOK", 0.05)
    monkeypatch.setattr(lane, "_LAST_LOOK", 0.2)


@pytest.fixture
def place() -> Iterator[Socket]:
    """A place for a printer, with nothing plugged in."""
    with Socket() as made:
        yield made
