"""Papers are sent beside the window, and how they are is told."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from concierge_desk.models import PrintState
from concierge_desk.operations import printing
from concierge_desk.settings import Settings
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.outbox import uses_folder
from tests.make import Make
from tests.ui.opening import SIZE


def test_what_waits_is_sent_to_the_folder(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """Without a printer a drop-off leaves its papers as PDF, and nothing waits any more."""
    window.outbox.start()
    make.deposit(1)
    qtbot.waitUntil(lambda: window.outbox.state().waiting == 0, timeout=20_000)
    folder = window.outbox.state().folder
    assert len(list(folder.glob("*.pdf"))) == 3
    assert {job.state for job in window.desk.ask(printing.recent, limit=9)} == {PrintState.SENT}


def test_nothing_is_sent_before_it_is_started(window: MainWindow, make: Make) -> None:
    """A window that is only looked at prints nothing, and says what waits."""
    make.deposit(1)
    assert window.outbox.state().waiting == 3


def test_a_paper_can_be_looked_at_before_it_is_printed(window: MainWindow, make: Make) -> None:
    """Every paper can be seen as PDF, whatever became of it."""
    make.deposit(1)
    job = window.desk.ask(printing.recent, limit=1)[0]
    seen = window.outbox.pdf_of(job)
    assert seen.read_bytes().startswith(b"%PDF")


def test_the_printers_are_told_in_the_bar(window: MainWindow, tmp_path: Path) -> None:
    """The bar says which kinds of paper have a printer."""
    heard: list[object] = []
    window.outbox.changed.connect(heard.append)
    window.change_settings(Settings(ticket_printer="POS-80", papers_folder=str(tmp_path)))
    assert heard
    assert window.outbox.state().roles == ("ticket",)
    assert uses_folder(window.settings)
    assert window.size().width() == SIZE[0]
