"""Which printer takes which paper, and what became of the last ones."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from concierge_desk import settings as settings_file
from concierge_desk.desk import Desk
from concierge_desk.models import PrintState
from concierge_desk.operations import printing
from concierge_desk.ui import background
from concierge_desk.ui.dialogs.printers import PrintersDialog
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.outbox import Outbox
from tests.make import Make


@pytest.fixture
def dialog(window: MainWindow, make: Make, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> PrintersDialog:
    """The dialog over a window with one failed paper, on a machine with one printer."""
    monkeypatch.setattr(Outbox, "installed", lambda _self: ["POS-80"])
    make.deposit(1)
    job = window.desk.ask(printing.waiting)[0]
    window.desk.do(printing.mark_failed, job_id=job.id, problem="No paper.", may_be_out=False)
    window.workplace.printers_asked.emit()
    shown = window.findChild(PrintersDialog)
    assert isinstance(shown, PrintersDialog)
    background.wait()
    qtbot.waitUntil(lambda: shown.choices["ticket_printer"].findData("POS-80") >= 0)
    return shown


def test_a_failed_paper_is_under_the_cursor_and_can_be_printed_again(
    window: MainWindow, dialog: PrintersDialog
) -> None:
    """The paper that needs somebody is the first one sees, with its reason; one press prints it again."""
    row = next(each for each in dialog.papers.rows() if each.key == dialog.papers.current_key())
    assert row.subtitle == "No paper."
    dialog.again.click()
    states = [job.state for job in window.desk.ask(printing.recent, limit=9)]
    assert PrintState.FAILED not in states
    assert states.count(PrintState.WAITING) == 3


def test_a_printer_that_is_chosen_is_used_and_kept(
    window: MainWindow, dialog: PrintersDialog, tmp_path: Path
) -> None:
    """A choice is at work at once, and still there at the next start."""
    window._settings_path = tmp_path / "settings.toml"  # noqa: SLF001  # a file of this test's own
    box = dialog.choices["ticket_printer"]
    box.setCurrentIndex(box.findData("POS-80"))
    box.activated.emit(box.currentIndex())
    assert window.outbox.state().roles == ("ticket",)
    assert settings_file.load(tmp_path / "settings.toml").ticket_printer == "POS-80"


def test_a_paper_opens_as_pdf(
    dialog: PrintersDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, desk: Desk
) -> None:
    """Even a paper that failed can be seen."""
    opened: list[str] = []

    def note(address: object) -> bool:
        opened.append(str(address))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    dialog.pdf.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert ".pdf" in opened[0]
    dialog.folder.click()
    assert len(opened) == 2
