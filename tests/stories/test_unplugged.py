"""The plug of a printer is pulled in the middle of ten drop-offs: ten are recorded, one key prints the rest."""

import collections
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations import handbacks, printing, verification
from concierge_desk.print.ways.way import Printout
from concierge_desk.settings import Settings
from concierge_desk.ui.dialogs.papers import PapersDialog
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.widgets.painted import Painted
from tests.print import samples
from tests.print.ways import peers
from tests.print.ways.peers import EscPosTongue, Mute, Peer
from tests.print.ways.reading import Rows
from tests.stories import printers
from tests.stories.printers import Breaking, Impatient, Socket
from tests.stories.test_dropoff import Fingers

DROPOFFS = 10
PAPERS = 2 * DROPOFFS
"""A ticket and a shop copy of each go to the printer; the labels have none and go to the folder."""
WHOLE = 6
"""Papers before the one that breaks: three tickets with their shop copies."""
MIDDLE = 9_000
BROKE = "s’est coupée au milieu de ce papier"
STALLED = "s’est arrêtée au milieu de ce papier"
LONG = 20_000


@dataclass
class Counter:
    """A window with a ticket printer, at which ten customers leave a shirt each."""

    window: MainWindow
    desk: Desk
    place: Socket
    ways: Impatient
    qtbot: QtBot

    def take_in(self) -> None:
        """Take the shirts in, by keys alone, and wait until all that can be printed is."""
        self.window.change_settings(Settings(ticket=self.place.setup))
        self.window.outbox.start()
        self.window.open_screen("today")
        fingers = Fingers(self.window)
        for _ in range(DROPOFFS):
            fingers.key(Qt.Key.Key_F2)
            fingers.words("dupo")
            fingers.key(Qt.Key.Key_Return)
            fingers.words("1")
            fingers.key(Qt.Key.Key_F12)
        self.qtbot.waitUntil(lambda: self.labels() == DROPOFFS, timeout=LONG)
        self.qtbot.waitUntil(lambda: bool(self.doubtful()), timeout=LONG)

    def labels(self) -> int:
        """Count the labels that are saved in the folder."""
        found = self.desk.ask(printing.recent, limit=99)
        return sum(job.paper is Paper.LABELS and job.state is PrintState.CONFIRMED for job in found)

    def doubtful(self) -> list[PrintJob]:
        """List the papers that somebody must look at."""
        return self.desk.ask(printing.failed)

    def strike(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Strike a key of the window."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def until_printed(self, papers: int) -> None:
        """Wait until so many papers came out, and none is on its way."""
        self.qtbot.waitUntil(lambda: len(self.out()) == papers, timeout=LONG)
        self.qtbot.waitUntil(lambda: self.window.outbox.state().waiting == 0, timeout=LONG)

    def out(self) -> list[Rows]:
        """Give the whole papers that came out of the printer, before and after."""
        return printers.papers(self.place.streams)

    def until_said(self, words: str) -> None:
        """Wait until the bar at the top says something about the printers."""
        signs = self.window.workplace.top.findChildren(Painted)
        self.qtbot.waitUntil(
            lambda: any(words in sign.accessibleName() for sign in signs if sign.isVisible()), timeout=LONG
        )


@pytest.fixture
def at(ways: Impatient, window: MainWindow, desk: Desk, place: Socket, qtbot: QtBot) -> Counter:
    """The window, and the place of its ticket printer."""
    return Counter(window, desk, place, ways, qtbot)


@pytest.mark.parametrize(
    ("then", "tongue", "says"),
    [
        pytest.param(peers.RESET, EscPosTongue, BROKE, id="breaks"),
        pytest.param(peers.RESET, Mute, BROKE, id="breaks, and never talks", marks=pytest.mark.faults),
        pytest.param(peers.STALL, EscPosTongue, STALLED, id="vanishes", marks=pytest.mark.faults),
    ],
)
def test_ten_dropoffs_and_a_printer_without_its_plug(
    at: Counter, then: str, tongue: type[EscPosTongue | Mute], says: str
) -> None:
    """Nothing is lost, nothing is printed twice, and only the paper in doubt asks for a person."""
    place = at.place
    place.plug(Breaking(tongue(), whole=WHOLE, middle=MIDDLE, then=then, port=place.port))
    at.take_in()
    doubtful = _all_are_recorded_and_one_is_in_doubt(at, says)
    place.unplug()
    place.plug(Peer(tongue(), port=place.port))
    if tongue is Mute:
        # It cannot say that it is well: only a person knows.
        at.qtbot.wait(500)
        assert len(at.out()) == WHOLE
    at.strike(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    at.until_printed(PAPERS - 1)
    _each_came_out_once_but(doubtful, at)
    _the_doubtful_one_again_is_a_duplicate(doubtful, at)


def _all_are_recorded_and_one_is_in_doubt(at: Counter, says: str) -> PrintJob:
    """Ten are in the store, the bar says what waits, and one paper is there by half."""
    rows = at.desk.ask(handbacks.everything_for, customer_id=1).rows
    assert len({row.ticket for row in rows}) == len(rows) == DROPOFFS
    assert at.desk.ask(verification.verify).fault is None
    assert len(list(at.window.outbox.state().folder.glob("*-labels.pdf"))) == DROPOFFS
    at.until_said(f"{PAPERS - WHOLE - 1} attendent")
    (doubtful,) = at.doubtful()
    assert says in doubtful.problem
    assert len(at.out()) == WHOLE
    (piece,) = printers.pieces(at.place.streams)
    whole = printers.dots_of(_given(doubtful, at))
    assert 0 < len(piece) < len(whole)
    assert piece == whole[: len(piece)]
    return doubtful


def _each_came_out_once_but(doubtful: PrintJob, at: Counter) -> None:
    """What came out is dot for dot what was laid out, and the code of each ticket is on its two papers."""
    assert len({each.name for each in at.ways.went}) == len(at.ways.went) == PAPERS
    others = [each for each in at.ways.went if each is not _given(doubtful, at)]
    assert sorted(at.out()) == sorted(printers.dots_of(each) for each in others)
    read = collections.Counter(code for rows in at.out() for code in printers.codes_on(rows))
    assert sorted(read.values()) == [1, *[2] * (DROPOFFS - 1)]
    assert [job.id for job in at.doubtful()] == [doubtful.id]
    assert not any("DUPLICATA" in _words(each.pdf) for each in at.ways.went)


def _the_doubtful_one_again_is_a_duplicate(doubtful: PrintJob, at: Counter) -> None:
    """It is the one line to look at, and comes out once more when somebody asks for it."""
    at.until_said("1 papier à voir")
    before = at.out()
    at.strike(Qt.Key.Key_F10)
    dialog = at.window.findChild(PapersDialog)
    assert dialog is not None
    assert dialog.papers.current_key() == doubtful.id
    dialog.again.setFocus()
    QTest.keyClick(dialog.again, Qt.Key.Key_Space)
    at.until_printed(PAPERS)
    dialog.reject()
    again = max(at.desk.ask(printing.recent, limit=99), key=lambda job: job.id)
    assert (again.copy, again.paper, again.request_id) == (2, doubtful.paper, doubtful.request_id)
    assert "DUPLICATA 1" in _words(at.ways.went[-1].pdf)
    assert [rows for rows in at.out() if rows not in before] == [printers.dots_of(at.ways.went[-1])]
    assert at.doubtful() == []
    at.until_said("Tickets")


def _given(job: PrintJob, at: Counter) -> Printout:
    return next(each for each in at.ways.went if each.name.startswith(f"{job.id:06d}-"))


def _words(pdf: bytes) -> str:
    return " ".join(samples.text(pdf)).replace("\u00a0", " ")
