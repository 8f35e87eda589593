"""A fresh process that shows a window and says when: `python -m bench.starting bare|desk STORE`.

It prints moments of the system's steady clock, which the process that started it reads too: when the window was
painted and, for the desk, when the store behind it was open. Then it ends at once; closing is not measured.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from typing_extensions import override


class Watch(QObject):
    """Waits until a main window was painted, and everything else that is waited for has happened."""

    def __init__(self, application: QApplication, *, awaited: int) -> None:
        """Watch every window of the application, for so many moments."""
        super().__init__(application)
        self._moments: list[float] = []
        self._awaited = awaited
        self._painted = False
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint of a main window; its children are painted in the same round of events."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow) and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.note)
        return False

    def note(self) -> None:
        """Note the moment; with the last one, say them all and end without any farewell."""
        self._moments.append(time.monotonic())
        if len(self._moments) == self._awaited:
            print(*self._moments, flush=True)
            os._exit(0)


def bare() -> None:
    """Show a window with one word."""
    application = QApplication(sys.argv[:1])
    watch = Watch(application, awaited=1)
    window = QMainWindow()
    window.setCentralWidget(QLabel("…", window))
    window.resize(1366, 768)
    window.show()
    application.exec()
    del watch


def desk(store: str) -> None:
    """Open the desk as `concierge-desk --store` does: who is there is asked first, then the store is opened."""
    from concierge_desk.ui import application, main_window  # noqa: PLC0415  # what they load is measured

    watch = Watch(application.dressed(), awaited=2)
    attach = main_window.MainWindow.attach

    def attached(window: main_window.MainWindow, opened: object) -> None:
        attach(window, opened)  # type: ignore[arg-type]  # the type would have to be loaded
        watch.note()

    main_window.MainWindow.attach = attached  # type: ignore[assignment, method-assign]  # to see it happen
    application.run(store)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        desk(sys.argv[2])
