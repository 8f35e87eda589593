"""Work that must not hold up the window; the only place of the window that starts a thread.

background.run(self, partial(backup.write, folder), self._written, self._failed)
"""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QFile, QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from typing_extensions import override

T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Answer(QObject):
    """Lives in the window's thread and hands the answer on there."""

    came = Signal(object, object)

    def __init__(
        self, owner: QObject, then: Callable[[T], None], failed: Callable[[Exception], None] | None
    ) -> None:
        super().__init__(owner)
        self._then = then
        self._failed = failed
        self.came.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _hand_on(self, answer: object, error: Exception | None) -> None:
        self.deleteLater()
        if error is None:
            self._then(answer)  # type: ignore[arg-type]  # a signal carries objects; run() ties the types together
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


class _Work(QRunnable):
    """One piece of work in the pool."""

    def __init__(self, work: Callable[[], object], answer: _Answer) -> None:
        super().__init__()
        self._work = work
        self._answer = answer

    @override
    def run(self) -> None:
        """Do the work and send what came of it; a window closed meanwhile no longer wants it."""
        answer: object = None
        error: Exception | None = None
        try:
            answer = self._work()
        except Exception as caught:  # noqa: BLE001  # handed to `failed`, or raised in the window's thread
            error = caught
        try:
            self._answer.came.emit(answer, error)
        except RuntimeError:
            _log.info("The answer of %r came after its window was closed.", self._work)


def run(
    owner: QObject,
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Do some work beside the window, then hand its answer to `then` in the window's thread.

    What the work raises goes to `failed`; without one it is a bug and is raised in the window's thread.
    """
    look_up_paths()
    QThreadPool.globalInstance().start(_Work(work, _Answer(owner, then, failed)))


@cache
def look_up_paths() -> None:
    """Let the bindings of Qt look up what a path is, while nobody else does.

    They look it up once, the first time anything but a text comes where a path may stand (QImage of a size), by
    an import under a lock of C++ of its own. Two threads that do it at once wait for each other for ever: one
    holds that lock and waits for Python's, the other the other way round.
    """
    QFile(Path())


def wait(milliseconds: int = 10_000) -> bool:
    """Wait until all the work is done, before the window closes; False when some is still under way."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
