"""A program for a test: the window takes something in twice, first without printing, and says how long it kept still.

It runs by itself, because what lays out and draws the first paper is loaded with it, and only once.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.operations import printing
from concierge_desk.settings import PrinterSetup, Settings
from tests.make import IDS, Make
from tests.stories.pulse import Pulse
from tests.ui.opening import open_window

HEAVY = ("reportlab", "pypdfium2", "uharfbuzz")


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(store: str, address: str) -> None:
    """Take in, print, and say it."""
    application = QApplication(sys.argv[:1])
    desk = Desk(Store(Path(store)))
    window = open_window(desk, settings=Settings(ticket=PrinterSetup("escpos", address), evening_paper=False))
    pulse = Pulse()
    wait(500)
    said: dict[str, object] = {}
    for name in ("without", "first", "second"):
        if name == "first":
            window.outbox.start()
            wait(300)
            said["loaded_before"] = [each for each in HEAVY if each in sys.modules]
        Make(desk).deposit(IDS.shirt, IDS.suit)
        with pulse.felt():
            wait(1500)
        said[name] = round(pulse.longest_ms, 1)
        if name == "without":
            for job in desk.ask(printing.waiting):
                desk.do(printing.cancel, job_id=job.id)
    said["unsent"] = desk.ask(printing.unsent)
    said["loaded"] = [each for each in HEAVY if each in sys.modules]
    window.close()
    desk.close()
    sys.stdout.write(json.dumps(said))
    application.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
