"""Today: everything that waits, each line one press away from its place."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.models import Paper
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, expectations, printing, spooling, visits
from concierge_desk.ui import theme
from concierge_desk.ui.dialogs.manifests import ManifestsDialog
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from concierge_desk.ui.screens.today import TodayScreen
from tests.make import IDS, Make

if TYPE_CHECKING:
    from concierge_desk.ui.screens.supervise import Supervise


def today_of(window: MainWindow) -> TodayScreen:
    """Open Today."""
    screen = window.open_screen("today")
    screen.refresh()
    assert isinstance(screen, TodayScreen)
    return screen


def close_visit(window: MainWindow, provider_id: int) -> None:
    """Send out what waits for a provider and take back what they have."""
    desk, at = window.desk, window.desk.clock.now()
    visit = desk.do(visits.prepare, provider_id=provider_id, planned_at=at, at=at, staff_id=2)
    sheet = desk.ask(expectations.sheet, provider_id=provider_id, at=at)
    desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[row.item_id for row in sheet.out],
        brought=[visits.Brought(row.item_id, shelf_id=IDS.b4) for row in sheet.back],
        driver="Yann",
        signature=[],
        at=at,
        staff_id=2,
        deed_uid=deeds.new_uid(),
    )


def test_an_empty_day_says_what_to_do(window: MainWindow) -> None:
    """A beginner reads a sentence in each empty card, never a bare one."""
    screen = today_of(window)
    assert screen.title.text() == "Bonjour Samir"
    assert "0 pièce au comptoir" in screen.house.text()
    assert screen.reminders.keys() == []
    assert screen.ready.keys() == []
    assert not screen.manifests.isVisible()


def test_the_visits_of_the_day_stand_in_their_order_with_their_counts(window: MainWindow, make: Make) -> None:
    """One sees who comes, when, whether they are social economy, what goes and what is expected."""
    make.deposit(1, 1)
    screen = today_of(window)
    rows = [card.row for card in screen.visits.rows()]
    assert [(row.lead, row.title) for row in rows] == [
        ("13:00", "Pressing des Chartrons"),
        ("15:30", "Cordonnerie Pas à Pas"),
    ]
    assert rows[0].subtitle == "2 pièces à remettre"
    assert screen.manifests.isVisible()


def test_how_long_it_is_still_follows_the_clock(window: MainWindow, make: Make, clock: SetClock) -> None:
    """Near a visit, the minutes count down without anything being pressed."""
    make.deposit(1)
    screen = today_of(window)
    clock.forward(timedelta(hours=3, minutes=11))
    screen.refresh()
    assert screen.visits.rows()[0].row.badge == "dans 19\u00a0min"
    clock.forward(timedelta(minutes=4))
    screen.refresh()
    assert screen.visits.rows()[0].row.badge == "dans 15\u00a0min"
    assert not [row for row in screen.visits.rows() if row.row.title == ""]


def test_a_deed_is_seen_at_once(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """What somebody takes in changes Today without anybody asking."""
    screen = today_of(window)
    make.deposit(1)
    qtbot.waitUntil(lambda: "1 pièce au comptoir" in screen.house.text())


def test_enter_on_a_visit_opens_it(window: MainWindow, make: Make) -> None:
    """The line of a visit leads to that visit."""
    make.deposit(1)
    card = today_of(window).visits.rows()[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert window.current_key() == "visits"


def test_who_can_be_told_is_shown_with_their_number(window: MainWindow, make: Make, clock: SetClock) -> None:
    """Things that came back are ready: whose, where, and how that person wants to be told."""
    make.deposit(1)
    close_visit(window, IDS.cleaner)
    clock.forward(timedelta(days=2))
    close_visit(window, IDS.cleaner)
    screen = today_of(window)
    card = screen.ready.rows()[0]
    assert card.row.title == "Claire Dupont"
    assert card.row.subtitle == "Chemise · étagère B4"
    card.choose()
    assert window.current_key() == "handback"


def test_what_was_promised_is_remembered(window: MainWindow, make: Make, clock: SetClock) -> None:
    """What should be ready and is not stands under the things not to forget, red once it is late."""
    make.deposit(1)
    clock.forward(timedelta(days=7))
    screen = today_of(window)
    card = screen.reminders.rows()[0]
    assert card.row.title.startswith("Claire Dupont — Chemise")
    assert card.row.tone == "late"


def test_the_manifests_of_the_day_are_shown_before_they_are_printed(
    window: MainWindow, make: Make, qtbot: QtBot
) -> None:
    """The button opens the preview; by itself it prints and numbers nothing."""
    make.deposit(1)
    today_of(window).manifests.click()
    dialog = window.findChild(ManifestsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.is_drawn, timeout=20_000)
    assert Paper.MANIFEST not in [job.paper for job in window.desk.ask(printing.recent, limit=9)]
    dialog.close()


def test_more_incidents_than_fit_are_one_press_away(window: MainWindow, make: Make, clock: SetClock) -> None:
    """Three are shown, the oldest; the line that counts the others leads to the board."""
    make.deposit(1, 1, 1, 1, 1)
    close_visit(window, IDS.cleaner)
    clock.forward(timedelta(days=20))
    desk, at = window.desk, clock.now()
    visit = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, staff_id=2)
    desk.do(
        visits.close, visit_id=visit.id, taken=[], brought=[], driver="", signature=[], at=at, staff_id=2,
        deed_uid=deeds.new_uid(),
    )  # fmt: skip
    screen = today_of(window)
    (line,) = [card for card in screen.reminders.rows() if card.row.key == ("incidents",)]
    assert line.row.title == "2 autres incidents sont ouverts"
    line.choose()
    board = cast("Supervise", window.workplace.current_screen()).panel()
    assert isinstance(board, IncidentsPanel)
    assert len(board.list.rows()) == 5


def test_papers_that_were_not_printed_are_told(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """A dead printer is seen on the first screen, and one press away from its remedy."""
    make.deposit(1)
    job = window.desk.ask(printing.waiting)[0]
    window.desk.do(spooling.mark_failed, job_ids=[job.id], problem="no paper", may_be_out=False)
    screen = today_of(window)
    qtbot.waitUntil(screen.papers.look.isVisible)
    assert not screen.papers.folder.isVisible()


def test_a_paper_on_its_way_does_not_ask_for_the_whole_day_again(
    window: MainWindow, make: Make, qtbot: QtBot
) -> None:
    """Each paper changes three times on its way out, and there may be hundreds; the counter goes on meanwhile."""
    make.deposit(1)
    screen = today_of(window)
    qtbot.waitUntil(lambda: not screen.stale)
    screen.title.setText("as it was")
    job = window.desk.ask(printing.waiting)[0]
    window.desk.do(spooling.mark_failed, job_ids=[job.id], problem="no paper", may_be_out=False)
    qtbot.waitUntil(screen.papers.look.isVisible)
    assert screen.title.text() == "as it was"


def test_a_paper_that_failed_meanwhile_is_told_on_coming_back(
    window: MainWindow, make: Make, qtbot: QtBot
) -> None:
    """What became of papers while another screen was looked at is seen as soon as today is."""
    make.deposit(1)
    screen = today_of(window)
    window.open_screen("customers")
    job = window.desk.ask(printing.waiting)[0]
    window.desk.do(spooling.mark_failed, job_ids=[job.id], problem="no paper", may_be_out=False)
    assert not screen.papers.look.isVisible()
    assert window.open_screen("today") is screen
    qtbot.waitUntil(screen.papers.look.isVisible)


def test_nothing_is_cut_at_twice_the_size(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """At 200 % the columns stand below one another and the page scrolls; no line is wider than the window."""
    make.customer("Marie-Antoinette de la Rochefoucauld-Montbazon-Lévis-Mirepoix et Noailles")
    make.deposit(1, 2, customer_id=3)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, theme.LIGHT, 200)
    try:
        screen = today_of(window)
        qtbot.wait(20)
        room = window.width() - window.workplace.rail.width()
        assert screen.width() <= room
        assert all(card.width() <= room for card in screen.visits.rows())
    finally:
        theme.apply(application)
