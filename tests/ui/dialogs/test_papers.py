"""What became of the papers, and what can be done about each."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk as Counter
from concierge_desk.models import Paper, PrintState
from concierge_desk.models.store import Store
from concierge_desk.operations import printing
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Printers
from concierge_desk.print.ways.troubles import PaperOut, PrinterBroke
from concierge_desk.print.ways.way import Sent
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.ui import background
from concierge_desk.ui.dialogs.papers import PapersDialog
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.outbox import Outbox
from tests.make import IDS, Make
from tests.spooler.peers import Peer, counter


class Desk:
    """The window with a printer for tickets and one for labels, and its dialog of papers."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        """Begin to print."""
        self.window, self.qtbot = window, qtbot
        window.outbox.start()

    def states(self) -> list[PrintState]:
        """Tell how the papers are, oldest first."""
        return [job.state for job in reversed(self.window.desk.ask(printing.recent, limit=99))]

    def settled(self, *states: PrintState) -> None:
        """Wait until the papers are so."""
        self.qtbot.waitUntil(lambda: self.states() == list(states), timeout=15_000)

    def open(self) -> PapersDialog:
        """Open the dialog by its key."""
        self.window.press("F10")
        shown = self.window.findChild(PapersDialog)
        assert shown is not None
        return shown


@pytest.fixture
def tickets() -> Peer:
    """The printer for tickets."""
    return Peer("192.168.1.50:9100")


@pytest.fixture
def labels() -> Peer:
    """The printer for labels."""
    return Peer("192.168.1.51:9100")


@pytest.fixture
def printers(tickets: Peer, labels: Peer, tmp_path: Path) -> Printers:
    """The two printers of the counter."""
    return counter(tmp_path / "papers", {Role.TICKET: tickets, Role.LABEL: labels})


@pytest.fixture
def at(
    window: MainWindow, printers: Printers, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Desk]:
    """A desk at work with the two printers."""
    monkeypatch.setattr(Outbox, "_printers", lambda _self: printers)
    window.change_settings(
        Settings(ticket=PrinterSetup("system", "ticket"), label=PrinterSetup("system", "label"))
    )
    yield Desk(window, qtbot)
    for dialog in window.findChildren(PapersDialog):
        dialog.close()


SENT, WAITING, FAILED = PrintState.SENT, PrintState.WAITING, PrintState.FAILED


def test_a_doubtful_paper_is_under_the_cursor_and_can_be_printed_again(
    at: Desk, tickets: Peer, make: Make
) -> None:
    """The paper that needs somebody is the first one sees, with its reason; printed again it is a duplicate."""
    tickets.answers = deque([PrinterBroke(printer="192.168.1.50")])
    make.deposit(IDS.shirt)
    at.settled(FAILED, WAITING, SENT)
    dialog = at.open()
    row = next(each for each in dialog.papers.rows() if each.key == dialog.papers.current_key())
    assert "192.168.1.50" in row.subtitle
    dialog.again.click()
    dialog.release.click()
    at.settled(PrintState.CANCELLED, SENT, SENT, SENT)
    assert at.window.desk.ask(printing.recent, limit=1)[0].copy == 2


def test_one_key_prints_what_waits(at: Desk, tickets: Peer, make: Make) -> None:
    """Without paper nothing is lost and the bar says so; with paper again one key prints the rest, once each."""
    tickets.trouble = PaperOut(printer="192.168.1.50")
    for _ in range(3):
        make.deposit(IDS.shirt)
    at.settled(*[WAITING, WAITING, SENT] * 3)
    state = at.window.outbox.state()
    assert (state.waiting, [type(each.trouble) for each in state.stopped]) == (6, [PaperOut])
    tickets.trouble = None
    QTest.keyClick(at.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    at.settled(*[SENT] * 9)
    assert len(set(tickets.names)) == 6
    assert len(tickets.names) == 6


def test_a_paper_goes_by_another_printer(at: Desk, tickets: Peer, make: Make) -> None:
    """What the one cannot print goes to the folder of PDFs, in two presses."""
    tickets.trouble = PaperOut(printer="192.168.1.50")
    make.deposit(IDS.shirt)
    at.settled(WAITING, WAITING, SENT)
    dialog = at.open()
    (to_folder,) = dialog.elsewhere.menu().actions()
    to_folder.trigger()
    # The newest of those that wait is under the cursor: the shop copy.
    at.settled(WAITING, PrintState.CONFIRMED, SENT)
    (job,) = [job for job in at.window.desk.ask(printing.recent, limit=9) if job.paper is Paper.SHOP_COPY]
    assert Path(job.target).is_file()


def test_a_paper_that_nobody_wants_is_given_up(at: Desk, tickets: Peer, make: Make) -> None:
    """It waits no longer, and the other one goes on waiting."""
    tickets.trouble = PaperOut(printer="192.168.1.50")
    make.deposit(IDS.shirt)
    at.settled(WAITING, WAITING, SENT)
    at.open().drop.click()
    at.settled(WAITING, PrintState.CANCELLED, SENT)


def test_a_paper_opens_as_pdf(at: Desk, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paper can be seen; the folder opens too."""
    opened: list[str] = []

    def note(address: object) -> bool:
        opened.append(str(address))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    make.deposit(IDS.shirt)
    at.settled(SENT, SENT, SENT)
    dialog = at.open()
    dialog.pdf.click()
    at.qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert ".pdf" in opened[0]
    dialog.folder.click()
    assert len(opened) == 2
    background.wait()


def test_the_printers_are_set_up_from_here(at: Desk) -> None:
    """The way to the settings is one press."""
    at.open().setup.click()
    assert at.window.current_key() == "settings"


def test_a_dialog_that_is_closed_meanwhile_hurts_nobody(at: Desk, tickets: Peer, make: Make) -> None:
    """The system takes its time to give a paper back; the paper is queued all the same."""
    tickets.answers = deque([Sent("ticket", reference="Q-1")])
    make.deposit(IDS.shirt)
    at.qtbot.waitUntil(lambda: at.states()[:1] == [SENT] and bool(tickets.names), timeout=15_000)
    dialog = at.open()
    job = at.window.desk.ask(printing.recent, limit=3)[-1]
    dialog.papers.mark(job.id)
    dialog.again.click()
    dialog.close()
    at.qtbot.waitUntil(lambda: len(at.states()) == 4, timeout=15_000)
    assert tickets.withdrawn == ["Q-1"]
    background.wait()
    at.qtbot.wait(10)
    assert at.window.desk.ask(printing.recent, limit=1)[0].copy == 1


def test_a_paper_of_another_counter_says_so_and_is_printed_here_when_asked(
    at: Desk, tickets: Peer, store: Store
) -> None:
    """It is shown as theirs, the key for what waits leaves it alone, and one press prints it here."""
    here = at.window.desk
    here.counter = "left"
    Make(Counter(store, here.clock, "PC-2 marie")).deposit(IDS.shirt)
    QTest.keyClick(at.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert at.window.outbox.state().waiting == 0
    dialog = at.open()
    rows = dialog.papers.rows()
    assert all("PC-2 marie" in row.subtitle for row in rows)
    assert dialog.release.isHidden()
    (ticket,) = [job for job in here.ask(printing.recent, limit=9) if job.paper is Paper.TICKET]
    dialog.papers.mark(ticket.id)
    assert dialog.again.isEnabled()
    dialog.again.click()
    at.settled(SENT, WAITING, WAITING)
    assert len(tickets.names) == 1


def test_only_what_was_made_to_be_looked_at_is_forgotten(
    window: MainWindow, make: Make, tmp_path: Path
) -> None:
    """A folder that somebody chose keeps everything that is theirs, whatever it is called."""
    chosen = tmp_path / "chosen"
    (chosen / "seen").mkdir(parents=True)
    (chosen / "seen" / "mine.pdf").write_bytes(b"%PDF")
    window.change_settings(Settings(papers_folder=str(chosen)))
    make.deposit(IDS.shirt)
    window.outbox.start()
    made = window.outbox.pdf_of(window.desk.ask(printing.recent, limit=1)[0])
    window.outbox.close()
    assert not made.exists() or made.parent == chosen
    assert (chosen / "seen" / "mine.pdf").exists()


def test_a_paper_that_came_out_after_all_ends_the_doubt(at: Desk, tickets: Peer, make: Make) -> None:
    """One press says so: it is not printed again, and the printer goes on with the rest."""
    tickets.answers = deque([PrinterBroke(printer="192.168.1.50")])
    make.deposit(IDS.shirt)
    at.settled(FAILED, WAITING, SENT)
    dialog = at.open()
    assert dialog.good.isVisible()
    dialog.good.click()
    at.settled(SENT, SENT, SENT)
    assert len(tickets.names) == 2
    assert not dialog.good.isVisible()
