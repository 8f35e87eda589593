"""The page of the day: what waits is named and leads to its place, a note is one Enter, the day ends by F12."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import DayEnd, Notice, Paper, Presence, ShiftNote
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, printing, shifts, visits
from concierge_desk.operations.day_ends import Check, DayEnded, WhyMissing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.supervise import Supervise
from concierge_desk.ui.screens.supervise_day import DayPanel
from concierge_desk.ui.screens.today import TodayScreen
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS, Make
from tests.ui.screens.day import past, visit

MONDAY = date(2026, 11, 23)


def day_of(window: MainWindow) -> DayPanel:
    """Open the page of the day."""
    screen = window.open_screen("supervise", panel="day")
    assert isinstance(screen, Supervise)
    panel = screen.panel()
    assert isinstance(panel, DayPanel)
    panel.refresh()
    return panel


def plain(words: str) -> str:
    """Write words with ordinary spaces."""
    return words.replace("\u00a0", " ")


def said_on(card: Card) -> list[str]:
    """List what a card says, once what was just put in is shown."""
    QTest.qWait(1)
    return [plain(each.text()) for each in card.findChildren(Words) if each.isVisible()]


def rows_of(panel: DayPanel) -> dict[object, tuple[str, str]]:
    """Tell what each line of the check-list says: its pictogram, and how much is left."""
    return {card.row.key: (card.row.icon, card.row.badge) for card in panel.end.rows()}


def count(desk: Desk, kind: type) -> int:
    """Count the rows of a class."""
    return desk.ask(lambda session: session.query(kind).count())


def test_visits_say_how_late_they_are_and_what_became_of_them(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Near, late by minutes, then by hours, going on, done, did not come; each leads to the visits."""
    make.deposit(IDS.shirt)
    make.deposit(IDS.resole)

    def badges(hour: int, minute: int) -> list[str]:
        clock.at = moments.moment(MONDAY, time(hour, minute))
        return [plain(card.row.badge) for card in day_of(window).visits.rows()]

    assert badges(12, 41) == ["dans 19 min", "prévu"]
    assert badges(13, 12) == ["12 min de retard", "prévu"]
    assert badges(14, 17) == ["1 h 17 de retard", "prévu"]
    at = clock.now()
    opened = desk.do(
        visits.prepare,
        provider_id=IDS.cleaner,
        planned_at=moments.moment(MONDAY, time(13)),
        at=at,
        staff_id=2,
    )
    assert badges(14, 18)[0] == "en cours"
    desk.do(visits.miss, visit_id=opened.id, at=clock.now(), staff_id=2, deed_uid=deeds.new_uid())
    assert badges(14, 19)[0] == "pas venu"
    day_of(window).visits.rows()[1].choose()
    assert window.current_key() == "visits"


def test_who_waits_for_a_broken_promise_is_named_and_noted_as_told(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Claire's shirt is late, her shoes come with today's visit: her telephone stands there, one press notes it."""
    past(desk, make, clock)
    panel = day_of(window)
    assert "Claire Dupont · 06 12 34 56 78" in said_on(panel.risks)
    assert rows_of(panel)["check", Check.PROMISES][1] == "2"
    (told,) = panel.risks.buttons()
    told.click()
    assert count(desk, Notice) == 1
    QTest.qWait(1)
    assert "prévenu" in [each.text() for each in panel.risks.findChildren(Badge)]
    assert rows_of(panel)["check", Check.PROMISES][1] == "1"


def test_a_word_for_the_others_is_one_enter_and_stands_on_today(window: MainWindow, desk: Desk) -> None:
    """It is shown to everybody; an empty one is refused with a sentence."""
    panel = day_of(window)
    hands = Hands(window)
    hands.reach(panel.shift.field)
    hands.press("Return")
    assert window.said() == "Écrivez d’abord quelques mots."
    hands.type("La cle est en B4")
    hands.press("Return")
    assert (panel.shift.notes(), panel.shift.field.text()) == (["La cle est en B4"], "")
    assert count(desk, ShiftNote) == 1
    today = window.open_screen("today")
    assert isinstance(today, TodayScreen)
    assert today.notes.notes() == ["La cle est en B4"]


def test_many_notes_are_shown_by_a_press(window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """Three at once keep the page calm; the others are one press away."""
    for number in range(5):
        clock.forward(timedelta(minutes=1))
        by: dict[str, Any] = {"at": clock.now(), "staff_id": 1, "deed_uid": deeds.new_uid()}
        desk.do(shifts.leave_note, text=f"Mot {number}", **by)
    panel = day_of(window)
    assert panel.shift.all.words() == "2 autres mots"
    panel.shift.all.click()
    assert not panel.shift.all.isVisible()
    assert [each for each in said_on(panel.shift) if each.startswith("Mot")] == [
        f"Mot {number}" for number in (4, 3, 2, 1, 0)
    ]


def test_somebody_is_here_once_they_signed_in(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    """It is noted a moment after, not while the badge is scanned."""
    qtbot.waitUntil(lambda: count(desk, Presence) == 1)
    assert "Samir depuis 9 h 30" in said_on(day_of(window).shift)


def test_the_day_is_not_ended_by_silence(window: MainWindow, desk: Desk, make: Make) -> None:
    """F12 with things left asks why, where it is written; with the reason the day ends and its paper waits."""
    make.deposit(IDS.shirt)
    panel = day_of(window)
    assert rows_of(panel)["check", Check.VISITS] == ("alert-triangle", "1")
    window.press("F12")
    assert count(desk, DayEnd) == 0
    assert panel.end.why.refusal() == WhyMissing().said(window.context.texts)
    assert panel.end.why.edit.hasFocus()
    panel.end.why.edit.setText("Le pressing vient demain")
    window.press("F12")
    QTest.qWait(1)
    assert count(desk, DayEnd) == 1
    assert plain(panel.end.said.sentence()).startswith("Samir")
    assert plain(panel.end.said.sentence()).endswith("9 h 30.")
    assert [job.paper for job in desk.ask(printing.waiting)].count(Paper.COUNTER_STATE) == 1
    window.press("F12")
    again = DayEnded(name="Samir", hour="09:30").said(window.context.texts)
    assert panel.end.why.refusal() == again


@pytest.mark.parametrize(
    ("check", "place"), [(Check.VISITS, "visits"), (Check.FORMS, "today"), (Check.PROMISES, "visits")]
)
def test_each_line_of_the_check_list_leads_to_its_place(window: MainWindow, check: Check, place: str) -> None:
    """Enter on a line goes where it is put in order; with nothing at risk, what is promised comes with a visit."""
    panel = day_of(window)
    next(card for card in panel.end.rows() if card.row.key == ("check", check)).choose()
    assert window.current_key() == place


def test_what_is_being_written_stays(window: MainWindow, make: Make) -> None:
    """A change in the store refreshes the page around the words."""
    panel = day_of(window)
    panel.shift.field.setText("à moitié éc")
    panel.end.why.edit.setText("parce q")
    make.deposit(IDS.shirt)
    QTest.qWait(1)
    assert (panel.shift.field.text(), panel.end.why.text()) == ("à moitié éc", "parce q")
    assert panel.in_hand() == {"note": "à moitié éc", "why": "parce q"}


def test_a_done_visit_has_its_number(window: MainWindow, desk: Desk, make: Make, clock: SetClock) -> None:
    """What is closed says so with a tick, and the number of its manifest."""
    make.deposit(IDS.shirt)
    clock.at = moments.moment(MONDAY, time(13))
    visit(desk, IDS.cleaner, take=True)
    first = day_of(window).visits.rows()[0]
    assert first.row.subtitle == "26-P-0001"


def test_the_tabs_have_keys(window: MainWindow) -> None:
    """Alt and a number leads to a tab, from wherever one is in it; F8 leads back to the day."""
    window.activateWindow()
    screen = window.open_screen("supervise")
    assert isinstance(screen, Supervise)
    hands = Hands(window)
    for number, key in ((2, "incidents"), (5, "unclaimed"), (3, "roll_call"), (4, "quotes")):
        hands.press(f"Alt+{number}")
        assert screen.tabs.current() == key
    hands.press("F8")
    assert screen.tabs.current() == "day"
    window.open_screen("supervise", panel="roll_call")
    window.open_screen("today")
    hands.press("F8")
    assert screen.tabs.current() == "roll_call"
