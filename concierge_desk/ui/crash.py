"""What is done about a bug: it is logged, shown with details that can be copied, and the program goes on.

PySide hands what a slot, a timer, an overridden method or a pool thread raises to `sys.excepthook`, and a Python
thread's to `threading.excepthook`; without them a windowed program would say nothing at all.
"""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from concierge_desk import __version__
from concierge_desk.errors import DeskError

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter(QObject):
    """Hears of every bug, in whichever thread; `happened` carries the details, in the window's thread.

    A refusal that no slot has caught is no bug: `refused` carries it, to be said.
    """

    happened = Signal(str)
    refused = Signal(object)
    _heard = Signal(str)
    _heard_refusal = Signal(object)

    def __init__(self, parent: QObject) -> None:
        """Make it deaf; `listen` begins."""
        super().__init__(parent)
        self._heard.connect(self.happened, Qt.ConnectionType.QueuedConnection)
        self._heard_refusal.connect(self.refused, Qt.ConnectionType.QueuedConnection)
        self._stream: IO[str] | None = None

    def listen(self, fatal: Path | None = None) -> None:
        """Hear of bugs from now on; a crash of Qt itself leaves its trace in the file `fatal`."""
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        qInstallMessageHandler(_qt_said)
        if fatal is not None:
            self._stream = fatal.open("a", encoding="utf-8")
            faulthandler.enable(self._stream)

    def rest(self) -> None:
        """Leave bugs to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._stream is not None:
            faulthandler.disable()
            self._stream.close()
            self._stream = None

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, DeskError):
            log.error("refused", exc_info=(kind, error, trace))
            self._heard_refusal.emit(error)
            return
        log.critical("a bug", exc_info=(kind, error, trace))
        self._heard.emit(details(kind, error, trace))

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._raised(raised.exc_type, raised.exc_value, raised.exc_traceback)


def details(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Write what a developer needs: versions and the trace; no name and no data of a person."""
    versions = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    about = f"Concierge Desk {__version__} · {versions}"
    return f"{about}\n\n{''.join(traceback.format_exception(kind, error, trace))}"


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category or "", message)
