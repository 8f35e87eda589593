"""A fresh process that shows a window and says when it was painted: `python -m bench.starting bare|desk STORE`.

It prints the moment of the system's steady clock, which the process that started it reads too, and ends at once.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from typing_extensions import override


class Painted(QObject):
    """Waits until a main window was painted, and everything that was due with it is done."""

    def __init__(self, application: QApplication) -> None:
        """Watch every window of the application."""
        super().__init__(application)
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint of a main window; its children are painted in the same round of events."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, self, self.tell)
        return False

    def tell(self) -> None:
        """Say when, and end without any farewell: closing is not measured."""
        print(time.monotonic(), flush=True)
        os._exit(0)


def bare() -> None:
    """Show a window with one word."""
    application = QApplication(sys.argv[:1])
    painted = Painted(application)
    window = QMainWindow()
    window.setCentralWidget(QLabel("…", window))
    window.resize(1366, 768)
    window.show()
    application.exec()
    del painted


def desk(store: str) -> None:
    """Open the desk as `concierge-desk --store` does, up to the window that asks who is there."""
    from concierge_desk.ui import application  # noqa: PLC0415  # what it loads is measured

    running = application.dressed()
    painted = Painted(running)
    application.run(store)
    del painted


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        desk(sys.argv[2])
