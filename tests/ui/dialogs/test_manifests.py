"""Today's manifests are seen before they are printed; looking numbers nothing, one key prints them all, once."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk import moments
from concierge_desk.models import Paper, PrintJob, Visit
from concierge_desk.operations import deeds, printing, spooling, tables, visits
from concierge_desk.settings import Settings
from concierge_desk.ui import background, theme
from concierge_desk.ui.dialogs.manifests import ManifestsDialog
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.today import TodayScreen
from tests.make import IDS, Make
from tests.ui.screens.day import assert_clean

KEY = Qt.Key


class Looking:
    """The window with the preview, opened by the button of Today."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        """Work in a window."""
        self.window, self.qtbot = window, qtbot

    def open(self) -> ManifestsDialog:
        """Press the button, and wait until a paper is seen."""
        today = self.window.open_screen("today")
        assert isinstance(today, TodayScreen)
        today.refresh()
        today.manifests.click()
        dialog = self.window.findChild(ManifestsDialog)
        assert dialog is not None
        self.drawn(dialog)
        return dialog

    def drawn(self, dialog: ManifestsDialog) -> None:
        """Wait until the manifest under the cursor is the one that is shown."""
        self.qtbot.waitUntil(dialog.is_drawn, timeout=20_000)

    def numbers(self) -> list[str]:
        """List the numbers that were given."""
        found = self.window.desk.ask(lambda session: session.query(Visit).order_by(Visit.serial).all())
        return [visit.number for visit in found]

    def papers(self) -> list[PrintJob]:
        """List the manifests that were queued, oldest first."""
        found = reversed(self.window.desk.ask(printing.recent, limit=99))
        return [job for job in found if job.paper is Paper.MANIFEST]

    def send(self) -> None:
        """Let everything that waits leave the desk."""
        desk = self.window.desk
        jobs = [job.id for job in desk.ask(printing.waiting)]
        desk.do(spooling.mark_sent, job_ids=jobs, target="", at=desk.clock.now())


def press(widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    """Press a key."""
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, key, modifier)


@pytest.fixture
def at(window: MainWindow, make: Make, qtbot: QtBot) -> Iterator[Looking]:
    """A day on which the cleaner and the cobbler have something to take."""
    make.deposit(IDS.shirt, IDS.resole)
    yield Looking(window, qtbot)
    for dialog in window.findChildren(ManifestsDialog):
        dialog.close()
    background.wait()
    qtbot.wait(1)


def test_looking_numbers_nothing(at: Looking) -> None:
    """Each provider with their real number, the paper as it will be; Esc leaves, and nothing has happened."""
    dialog = at.open()
    rows = dialog.rows.rows()
    assert [(row.lead, row.title, row.tone) for row in rows] == [
        ("13:00", "Pressing des Chartrons", "today"),
        ("15:30", "Cordonnerie Pas à Pas", "today"),
    ]
    assert [row.subtitle.split(" · ")[0] for row in rows] == ["26-P-0001", "26-P-0002"]
    assert not dialog.view.picture().isNull()
    press(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    assert (at.numbers(), at.papers()) == ([], [])


def test_arrows_go_from_provider_to_provider(at: Looking) -> None:
    """Down shows the next one's paper, by keyboard alone."""
    dialog = at.open()
    first = dialog.view.picture()
    assert dialog.rows.hasFocus()
    press(dialog.rows, KEY.Key_Down)
    at.drawn(dialog)
    assert dialog.view.picture() != first
    press(dialog.rows, KEY.Key_Up)
    assert dialog.view.picture() == first, "what was drawn is not drawn again"


@pytest.mark.parametrize("key", [KEY.Key_F12, KEY.Key_Return, KEY.Key_Enter])
def test_one_key_prints_them_all(at: Looking, said: list[Notice], key: Qt.Key) -> None:
    """In one deed, with the numbers that were shown; the window says so."""
    dialog = at.open()
    press(dialog.rows, key)
    assert not dialog.isVisible()
    assert at.numbers() == ["26-P-0001", "26-P-0002"]
    assert [job.copy for job in at.papers()] == [1, 1]
    assert "2" in said[-1].sentence
    assert_clean(at.window.desk)


def test_a_click_on_a_provider_only_looks(at: Looking) -> None:
    """Nobody prints a day by pointing at it."""
    dialog = at.open()
    place = dialog.rows.visualRect(dialog.rows.model().index(1, 0)).center()
    QTest.mouseClick(dialog.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    at.drawn(dialog)
    assert dialog.isVisible()
    assert at.numbers() == []


def test_one_is_printed_alone_and_only_once(at: Looking) -> None:
    """Ctrl+P prints what is shown, with its number; pressed again it does nothing; F12 then prints the others."""
    dialog = at.open()
    press(dialog.rows, KEY.Key_Down)
    at.drawn(dialog)
    for _ in range(2):
        press(dialog.rows, KEY.Key_P, ctrl=True)
        at.send()
        background.wait()
        at.qtbot.wait(1)
        at.drawn(dialog)
    (paper,) = at.papers()
    assert at.numbers() == ["26-P-0001", "26-P-0002"]
    assert paper.visit_id == 2
    assert "Cordonnerie" in dialog.said.text()
    press(dialog.rows, KEY.Key_F12)
    assert [(job.visit_id, job.copy) for job in at.papers()] == [(2, 1), (1, 1)]


def test_opened_again_and_printed_again_it_is_a_duplicate(at: Looking) -> None:
    """What has left the desk says so the second time."""
    for _ in range(2):
        press(at.open().rows, KEY.Key_F12)
        at.send()
        at.qtbot.wait(1)
    assert [job.copy for job in at.papers()] == [1, 1, 2, 2]
    assert at.numbers() == ["26-P-0001", "26-P-0002"]


def test_a_closed_visit_is_printed_again_from_here(at: Looking) -> None:
    """What is done already is shown too, and not among those that are still to print."""
    desk, now = at.window.desk, at.window.desk.clock.now()
    planned = moments.moment(moments.day_of(now), time(13))
    visit = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=planned, at=now, staff_id=2)
    desk.do(
        visits.close, visit_id=visit.id, taken=[1], brought=[], driver="Yann", signature=[], at=now, staff_id=2,
        deed_uid=deeds.new_uid(),
    )  # fmt: skip
    at.send()
    dialog = at.open()
    dialog.rows.mark(next(row.key for row in dialog.rows.rows() if "Chartrons" in row.title))
    at.drawn(dialog)
    press(dialog.rows, KEY.Key_P, ctrl=True)
    assert [(job.visit_id, job.copy) for job in at.papers()] == [(1, 1), (1, 2)]
    press(dialog.rows, KEY.Key_F12)
    assert [job.visit_id for job in at.papers()] == [1, 1, 2]


def test_tables_are_saved_in_a_folder_of_the_day(
    at: Looking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+S numbers the day, writes one file for each provider as its spreadsheet opens it, and shows where."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: opened.append(address.toLocalFile()))
    at.window.change_settings(Settings(papers_folder=str(tmp_path / "papers")))
    dialog = at.open()
    assert not dialog.folder.isVisible()
    press(dialog.rows, KEY.Key_S, ctrl=True)
    at.qtbot.waitUntil(dialog.folder.isVisible, timeout=20_000)
    folder = tmp_path / "papers" / "2026-11-23"
    names = ["26-P-0001-pressing-des-chartrons.csv", "26-P-0002-cordonnerie-pas-a-pas.csv"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / names[0]).read_bytes().startswith(b"\xef\xbb\xbfmanifest;day;")
    assert tables.read((folder / names[1]).read_bytes()).lines[0].cells[8] == "Ressemelage"
    assert at.numbers() == ["26-P-0001", "26-P-0002"]
    assert at.papers() == [], "a table is no paper"
    dialog.folder.click()
    assert opened == [str(folder)]


def test_a_folder_that_takes_nothing_is_said_here(at: Looking, tmp_path: Path) -> None:
    """The sentence stands in the dialog, and everything can be tried again."""
    (tmp_path / "papers").write_text("a file")
    at.window.change_settings(Settings(papers_folder=str(tmp_path / "papers")))
    dialog = at.open()
    press(dialog.rows, KEY.Key_S, ctrl=True)
    at.qtbot.waitUntil(dialog.said.isVisible, timeout=20_000)
    assert str(tmp_path / "papers") in dialog.said.text()
    assert not dialog.folder.isVisible()
    assert dialog.save.isVisible()


def test_long_papers_are_read_page_by_page(at: Looking, make: Make) -> None:
    """Page down goes on to the end of the paper, page up back to its top, and no further."""
    make.deposit(*[IDS.shirt] * 90)
    dialog = at.open()
    seen = {dialog.page_said.text()}
    for key in (KEY.Key_PageDown, KEY.Key_PageUp):
        for _ in range(20):
            press(dialog.rows, key)
            background.wait()
            at.qtbot.wait(1)
            at.drawn(dialog)
            seen.add(dialog.page_said.text())
    assert {each.split()[1] for each in seen} == {"1", "2", "3"}
    assert dialog.page_said.text().split()[1] == "1"


def test_what_happens_meanwhile_is_seen(at: Looking, make: Make) -> None:
    """A drop-off at another counter stands on the manifest before it is printed."""
    dialog = at.open()
    make.deposit(IDS.shirt, IDS.shirt)
    at.qtbot.waitUntil(lambda: "3" in dialog.rows.rows()[0].subtitle.split(" · ")[1], timeout=20_000)
    at.drawn(dialog)


def test_locking_closes_it(at: Looking) -> None:
    """Nobody prints before signing in."""
    dialog = at.open()
    at.window.lock()
    assert not dialog.isVisible()


def test_closed_while_it_draws_it_hurts_nobody(at: Looking, window: MainWindow) -> None:
    """The answer comes to nobody."""
    window.context.go("manifests")
    dialog = window.findChild(ManifestsDialog)
    assert dialog is not None
    dialog.close()
    background.wait()
    at.qtbot.wait(20)
    assert at.numbers() == []


def test_the_paper_is_reached_where_the_text_is_large(at: Looking, qapp: QApplication) -> None:
    """At 200 % the small buttons scroll with the rest, and PgDown brings the paper into view first."""
    theme.apply(qapp, theme.LIGHT, 200)
    try:
        dialog = at.open()
        before = dialog.view.mapTo(dialog, QPoint()).y()
        assert before > dialog.height() // 2
        press(dialog.rows, KEY.Key_PageDown)
        assert dialog.view.mapTo(dialog, QPoint()).y() < dialog.height() // 3
        assert dialog.all.isVisible()
        dialog.close()
    finally:
        theme.apply(qapp, theme.LIGHT, 100)
