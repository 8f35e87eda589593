"""Work that must not hold up the window; the only place of the window that starts a thread.

background.run(self, partial(backup.write, folder), self._written, self._failed)
"""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QFile, QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid
from typing_extensions import override

T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Answer:
    """Who wants what came of some work, and what is done with it then."""

    def __init__(
        self, owner: QObject, then: Callable[[T], None], failed: Callable[[Exception], None] | None
    ) -> None:
        self._owner = owner
        self._then = then
        self._failed = failed

    def hand_on(self, answer: object, error: Exception | None) -> None:
        """Give it to its owner; a window closed meanwhile no longer wants it."""
        if not isValid(self._owner):
            _log.info("The answer to %r came after its window was closed.", self._then)
        elif error is None:
            self._then(answer)  # type: ignore[arg-type]  # a signal carries objects; run() ties the types together
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


class _Post(QObject):
    """Lives in the window's thread as long as the program, and hands answers on there.

    Work may end at the moment when its window is closed: what it speaks to must not go with the window.
    """

    came = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object, object)
    def _hand_on(self, wanted: _Answer, answer: object, error: Exception | None) -> None:
        wanted.hand_on(answer, error)


class _Work(QRunnable):
    """One piece of work in the pool."""

    def __init__(self, work: Callable[[], object], wanted: _Answer, post: _Post) -> None:
        super().__init__()
        self._work = work
        self._wanted = wanted
        self._post = post

    @override
    def run(self) -> None:
        """Do the work and send what came of it."""
        answer: object = None
        error: Exception | None = None
        try:
            answer = self._work()
        except Exception as caught:  # noqa: BLE001  # handed to `failed`, or raised in the window's thread
            error = caught
        self._post.came.emit(self._wanted, answer, error)


@cache
def _post() -> _Post:
    """Make the one that hands answers on; first asked for in the window's thread."""
    return _Post()


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
    QThreadPool.globalInstance().start(_Work(work, _Answer(owner, then, failed), _post()))


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
