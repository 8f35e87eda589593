"""Papers are sent beside the window, and how they are is told."""

from datetime import date, time
from pathlib import Path

from pytestqt.qtbot import QtBot

from concierge_desk import moments
from concierge_desk.models import Paper, PrintState
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import outbox_words
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.outbox import OutboxState, uses_folder
from tests.make import Make
from tests.ui.opening import SIZE


def test_what_waits_is_sent_to_the_folder(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """Without a printer a drop-off leaves its papers as PDF, and nothing waits any more."""
    window.outbox.start()
    make.deposit(1)
    qtbot.waitUntil(lambda: window.outbox.state().waiting == 0, timeout=20_000)
    folder = window.outbox.state().folder
    assert len(list(folder.glob("*.pdf"))) == 3
    assert {job.state for job in window.desk.ask(printing.recent, limit=9)} == {PrintState.CONFIRMED}


def test_nothing_is_sent_before_it_is_started(window: MainWindow, make: Make) -> None:
    """A window that is only looked at prints nothing, and says what waits."""
    make.deposit(1)
    assert window.outbox.state().waiting == 3


def test_a_paper_can_be_looked_at_before_it_is_printed(window: MainWindow, make: Make) -> None:
    """Every paper can be seen as PDF, whatever became of it; when the desk closes nothing of that is left."""
    make.deposit(1)
    job = window.desk.ask(printing.recent, limit=1)[0]
    seen = window.outbox.pdf_of(job)
    assert seen.read_bytes().startswith(b"%PDF")
    window.outbox.close()
    assert not seen.exists()


def test_the_printers_are_told_in_the_bar(window: MainWindow, tmp_path: Path) -> None:
    """The bar says which kinds of paper have a printer."""
    heard: list[object] = []
    window.outbox.changed.connect(heard.append)
    to_printer = PrinterSetup("escpos", "tcp://127.0.0.1:9")
    window.change_settings(Settings(ticket=to_printer, papers_folder=str(tmp_path)))
    assert heard
    assert window.outbox.state().roles == ("ticket",)
    assert outbox_words.in_the_bar(window.outbox.state(), Texts("fr")) == ("Tickets", "well")
    assert uses_folder(window.settings)
    assert window.size().width() == SIZE[0]


def test_a_printer_that_is_not_there_is_said_in_the_bar(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """What stops it and how many wait, in a few words; the deed is recorded all the same."""
    window.change_settings(Settings(ticket=PrinterSetup("escpos", "tcp://127.0.0.1:9")))
    window.outbox.start()
    make.deposit(1)
    qtbot.waitUntil(lambda: bool(window.outbox.state().stopped), timeout=15_000)
    said, tone = outbox_words.in_the_bar(window.outbox.state(), Texts("en"))
    assert (said, tone) == ("Tickets: not there · 2 wait", "late")


def test_the_first_free_label_is_kept(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """A sheet of labels is used up from where the last ones ended, at the next start too."""
    window.change_settings(Settings(label=PrinterSetup(paper="labels24", first_free=23)))
    window.outbox.start()
    make.deposit(1, 1, 1)
    qtbot.waitUntil(lambda: window.settings.label.first_free == 2, timeout=20_000)


def test_the_evening_paper_comes_by_itself(
    window: MainWindow, clock: SetClock, make: Make, qtbot: QtBot
) -> None:
    """Shortly before the desk closes the state of the counter is made, once."""
    make.deposit(1)
    clock.at = moments.moment(date(2026, 11, 23), time(18, 45))
    window.outbox.start()
    qtbot.waitUntil(lambda: window.outbox.state().waiting == 0, timeout=20_000)
    papers = [job.paper for job in window.desk.ask(printing.recent, limit=9)]
    assert papers[0] is Paper.COUNTER_STATE
    assert len(papers) == 4


def test_the_evening_paper_can_be_left_out(window: MainWindow, clock: SetClock) -> None:
    """Whoever does not want it says so in the settings."""
    clock.at = moments.moment(date(2026, 11, 23), time(18, 45))
    window.change_settings(Settings(evening_paper=False))
    window.outbox.start()
    assert window.desk.ask(printing.recent, limit=9) == []


def test_what_another_counter_has_left_is_said_after_what_waits_here() -> None:
    """In a few words, with the key that shows it; what somebody must see here comes first."""
    said, tone = outbox_words.in_the_bar(OutboxState(elsewhere=2), Texts("en"))
    assert (said, tone) == ("2 papers at another counter · F10", "low")
    assert "wait" in outbox_words.in_the_bar(OutboxState(held=1, elsewhere=2), Texts("en"))[0]
    assert outbox_words.in_the_bar(OutboxState(failed=1, elsewhere=2), Texts("en"))[1] == "late"
