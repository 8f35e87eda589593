"""The board of incidents, by keyboard alone and by scanner: seen, followed, given, closed; nothing is lost."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.errors import ReasonMissing
from concierge_desk.models import EntryKind, IncidentKind, IncidentOutcome
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import deeds, incident_entries, incidents
from concierge_desk.operations.incidents import StillAway
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from tests.make import IDS, Make
from tests.ui.fingers import person_types
from tests.ui.leave import give_leave
from tests.ui.opening import person
from tests.ui.screens.board import keys, kinds_of, looked_at, opened, row_of, shown
from tests.ui.screens.day import assert_clean, item_code, visit

if TYPE_CHECKING:
    from concierge_desk.ui.screens.incident_forms import ClosingForm, NoteForm, OwnerForm, StepForm
    from concierge_desk.ui.screens.supervise import Supervise


def test_the_oldest_come_first_with_their_age(panel: IncidentsPanel, troubled: list[int]) -> None:
    """Ten days are red, five amber, today is quiet; the oldest is looked at."""
    rows = panel.list.rows()
    assert [row.key for row in rows] == troubled
    assert [row.tone for row in rows] == ["late", "today", "quiet"]
    assert "10" in rows[0].badge
    assert "Claire Dupont" in rows[0].title
    assert "Samir" in rows[0].subtitle
    assert looked_at(panel) == troubled[0]


def test_the_arrows_look_at_each(panel: IncidentsPanel, troubled: list[int]) -> None:
    """Down, down: what is at the right is the one under the cursor."""
    keys(Qt.Key.Key_Down)
    assert looked_at(panel) == troubled[1]
    keys(Qt.Key.Key_Down)
    assert looked_at(panel) == troubled[2]
    assert "Appeler" in panel.dossier.hint.sentence()


def test_a_dossier_tells_how_it_began_and_where_its_piece_was(panel: IncidentsPanel) -> None:
    """What was added and the last of the trail, the newest first, with who and when."""
    said = [row.spoken() for row in panel.dossier.told.rows()]
    assert any("Vu" in each and "Samir" in each for each in said)
    assert any("26-P-" in each for each in said)


def test_filters_leave_what_is_mine_due_or_of_a_kind(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int]
) -> None:
    """Each has its count; Esc shows all again."""
    panel.which.setFocus()
    _click(panel, "mine")
    assert shown(panel) == [troubled[0], troubled[2]]
    _click(panel, "due")
    assert shown(panel) == [troubled[2]]
    window.press("Esc")
    assert shown(panel) == troubled
    panel.kinds.setCurrentIndex(panel.kinds.findData(IncidentKind.DAMAGED.value))
    panel.kinds.activated.emit(panel.kinds.currentIndex())
    assert shown(panel) == [troubled[1]]
    panel.kinds.setCurrentIndex(0)
    panel.providers.setCurrentIndex(panel.providers.findData(str(IDS.cobbler)))
    panel.providers.activated.emit(panel.providers.currentIndex())
    assert shown(panel) == [troubled[2]]


def _click(panel: IncidentsPanel, key: str) -> None:
    panel.which.choose(key)
    panel.which.chosen.emit(key)
    QTest.qWait(20)


def test_enter_leads_to_the_deeds_and_a_note_is_added(
    desk: Desk, panel: IncidentsPanel, troubled: list[int]
) -> None:
    """Enter, Enter, the words, Enter: noted, without a mouse."""
    keys(Qt.Key.Key_Return)
    assert panel.dossier.buttons["note"].hasFocus()
    keys(Qt.Key.Key_Return)
    note = cast("NoteForm", panel.dossier.forms["note"])
    assert note.note.edit.hasFocus()
    person_types(note.note.edit, "le livreur cherche", Qt.Key.Key_Return)
    QTest.qWait(20)
    (entry,) = desk.ask(incident_entries.of_incident, incident_id=troubled[0])
    assert (entry.text, entry.staff) == ("le livreur cherche", "Samir")
    assert panel.dossier.told.rows()[0].title == "le livreur cherche"
    assert panel.dossier.buttons["note"].hasFocus()


def test_tab_leads_through_every_deed(panel: IncidentsPanel) -> None:
    """From the list, Tab reaches each button of the dossier."""
    keys(Qt.Key.Key_Return)
    reached = set()
    for _ in range(len(panel.dossier.buttons)):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached |= {key for key, button in panel.dossier.buttons.items() if button is focus}
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert reached == set(panel.dossier.buttons)


def test_a_step_is_planned_and_done(desk: Desk, panel: IncidentsPanel, troubled: list[int]) -> None:
    """What is next stands at the top with its day; when it is done it is in the past, not gone."""
    panel.dossier.begin("step")
    form = cast("StepForm", panel.dossier.forms["step"])
    person_types(form.step.edit, "rappeler", Qt.Key.Key_Return)
    QTest.qWait(20)
    assert (row_of(desk, troubled[0]).next_step, row_of(desk, troubled[0]).next_on) == (
        "rappeler",
        date(2026, 12, 4),
    )
    panel.dossier.begin("step")
    form.is_done.click()
    QTest.qWait(20)
    assert row_of(desk, troubled[0]).next_step == ""
    assert kinds_of(desk, troubled[0]) == [EntryKind.NEXT_STEP] * 2
    panel.dossier.begin("step")
    form.send.click()
    assert kinds_of(desk, troubled[0]) == [EntryKind.NEXT_STEP] * 2


def test_it_is_given_to_somebody_else(desk: Desk, panel: IncidentsPanel, troubled: list[int]) -> None:
    """The form offers somebody else than who has it."""
    panel.dossier.begin("owner")
    form = cast("OwnerForm", panel.dossier.forms["owner"])
    assert form.owner() == IDS.supervisor
    form.send.click()
    QTest.qWait(20)
    assert row_of(desk, troubled[0]).followed_by == "Aminata"


def test_a_supervisor_closes_it_by_the_keyboard(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int], said: list[Notice]
) -> None:
    """F12, the reason, F12; without a reason it stays open and a sentence says so."""
    window.sign_in(person(desk, IDS.supervisor))
    window.press("F12")
    form = panel.dossier.closing
    assert form.reason.edit.hasFocus()
    window.press("F12")
    assert said[-1].sentence == ReasonMissing().said(window.context.texts)
    form.reason.set_text("payée par le pressing")
    form.outcomes.choose(IncidentOutcome.COMPENSATED.value)
    form.outcomes.chosen.emit(form.outcomes.current())
    assert form.paid.isVisible()
    form.amount.setText("abc")
    window.press("F12")
    assert said[-1].warning
    form.amount.setText("12,50")
    window.press("F12")
    QTest.qWait(20)
    row = row_of(desk, troubled[0])
    assert (row.outcome, row.amount, row.reason) == (
        IncidentOutcome.COMPENSATED,
        Money(1250),
        "payée par le pressing",
    )
    assert shown(panel) == troubled[1:]
    assert looked_at(panel) == troubled[1]
    assert_clean(desk)


def test_a_concierge_closes_it_with_a_supervisors_leave(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int], qtbot: QtBot
) -> None:
    """Who lacks the right asks somebody who has it, at the counter; what is refused anyway asks nobody."""
    window.press("F12")
    form = panel.dossier.closing
    form.outcomes.choose(IncidentOutcome.FOUND.value)
    form.reason.set_text("retrouvée")
    window.press("F12")
    assert not window.workplace.asker.is_asking()
    form.outcomes.choose(IncidentOutcome.GIVEN_UP.value)
    window.press("F12")
    give_leave(window, qtbot)
    row = row_of(desk, troubled[0])
    assert (row.outcome, row.closed_by) == (IncidentOutcome.GIVEN_UP, "Samir")
    assert_clean(desk)


def test_what_is_still_away_is_not_found(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int], said: list[Notice]
) -> None:
    """The sentence says what to put right first; the words stay."""
    window.sign_in(person(desk, IDS.supervisor))
    panel.dossier.begin("close")
    form = panel.dossier.closing
    form.outcomes.choose(IncidentOutcome.FOUND.value)
    form.reason.set_text("retrouvée")
    form.send.click()
    assert said[-1].sentence == StillAway(item="Chemise").said(window.context.texts)
    assert form.reason.text() == "retrouvée"
    assert row_of(desk, troubled[0]).closed_at is None


def test_what_came_back_asks_to_be_closed(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int], clock: SetClock
) -> None:
    """A visit brings it; the incident stays, says when, and suggests how to close it."""
    clock.forward(timedelta(hours=1))
    visit(desk, IDS.cleaner, take=False, bring=(3,))
    QTest.qWait(30)
    assert shown(panel) == troubled
    assert "3 déc" in panel.dossier.hint.sentence()
    panel.main_action()
    assert panel.dossier.closing.outcome() is IncidentOutcome.FOUND


def test_closed_ones_can_be_looked_up(
    desk: Desk, panel: IncidentsPanel, troubled: list[int], clock: SetClock
) -> None:
    """For ninety days, with how they ended; nothing can be added to them."""
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.supervisor, "deed_uid": deeds.new_uid()}
    said: dict[str, Any] = {"outcome": IncidentOutcome.REDONE, "reason": "refaite sans frais"}
    desk.do(incidents.close_incident, incident_id=troubled[1], **said, **by)
    QTest.qWait(20)
    assert shown(panel) == [troubled[0], troubled[2]]
    _click(panel, "closed")
    assert shown(panel) == [troubled[1]]
    assert "refaite sans frais" in panel.dossier.hint.sentence()
    assert all(button.isHidden() for button in panel.dossier.buttons.values())
    panel.main_action()
    assert panel.dossier.closing.isHidden()
    clock.forward(timedelta(days=91))
    panel.refresh()
    assert shown(panel) == []


def test_a_scanned_piece_opens_its_incident(
    window: MainWindow, panel: IncidentsPanel, troubled: list[int], said: list[Notice]
) -> None:
    """Whatever is filtered; a piece without one is shown where one can be opened."""
    _click(panel, "due")
    window.scan(item_code(1))
    QTest.qWait(20)
    assert looked_at(panel) == troubled[1]
    assert panel.list.current_key() == troubled[1]
    window.scan(item_code(2))
    QTest.qWait(20)
    assert window.current_key() == "items"
    assert said


def test_words_being_typed_outlive_everything(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int]
) -> None:
    """A refresh, another incident, Esc, another screen: the words are still there, for their own incident."""
    panel.dossier.begin("note")
    note = cast("NoteForm", panel.dossier.forms["note"])
    note.note.set_text("le livreur")
    opened(desk, IncidentKind.LATE, 2)
    QTest.qWait(20)
    assert note.note.text() == "le livreur"
    panel.list.mark(troubled[1])
    assert note.isHidden()
    panel.dossier.begin("note")
    assert note.note.text() == ""
    panel.list.mark(troubled[0])
    assert (note.isVisible(), note.note.text()) == (True, "le livreur")
    window.press("Esc")
    assert note.isHidden()
    window.open_screen("today")
    window.open_screen("supervise")
    panel.dossier.begin("note")
    assert note.note.text() == "le livreur"


def test_another_language_keeps_the_words(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int]
) -> None:
    """Who takes over in English finds the same incident, the same form and what is typed in it."""
    panel.list.mark(troubled[1])
    panel.dossier.begin("close")
    panel.dossier.closing.reason.set_text("refaite")
    staff = person(desk, IDS.supervisor)
    staff.language = "en"
    window.sign_in(staff)
    QTest.qWait(20)
    made = cast("Supervise", window.workplace.current_screen()).panel()
    assert made is not panel
    assert isinstance(made, IncidentsPanel)
    assert looked_at(made) == troubled[1]
    form = cast("ClosingForm", made.dossier.forms["close"])
    assert (form.isVisible(), form.reason.text()) == (True, "refaite")


def test_the_rail_counts_what_waits_for_me(
    desk: Desk, window: MainWindow, panel: IncidentsPanel, troubled: list[int]
) -> None:
    """What I follow and what is due; it falls when one is closed."""
    on = date(2026, 12, 3)
    assert desk.ask(incidents.count_for, staff_id=IDS.concierge, on=on) == 2
    window.workplace.tick()
    assert _badge(window) == 2
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor, "deed_uid": deeds.new_uid()}
    said: dict[str, Any] = {"outcome": IncidentOutcome.PUT_RIGHT, "reason": "vu"}
    desk.do(incidents.close_incident, incident_id=troubled[0], **said, **by)
    QTest.qWait(20)
    assert _badge(window) == 1


def _badge(window: MainWindow) -> int:
    said = window.workplace.rail.entry("supervise").accessibleName()
    return int(said.partition("(")[2].rstrip(")") or 0)


@pytest.fixture
def many(desk: Desk, make: Make, clock: SetClock) -> int:
    """Sixty incidents."""
    make.deposit(*[IDS.shirt] * 12)
    for item_id in range(1, 13):
        for kind in IncidentKind:
            opened(desk, kind, item_id)
    return 60


def test_sixty_incidents_are_a_list_like_any_other(window: MainWindow, many: int) -> None:
    """All are there, and the last is reached by End."""
    screen = cast("Supervise", window.open_screen("supervise", panel="incidents"))
    panel = cast("IncidentsPanel", screen.panel())
    assert len(shown(panel)) == many
    panel.list.setFocus()
    keys(Qt.Key.Key_End)
    assert looked_at(panel) == many


def test_no_incident_is_a_calm_page(window: MainWindow) -> None:
    """A sentence, and nothing to choose."""
    screen = cast("Supervise", window.open_screen("supervise", panel="incidents"))
    panel = cast("IncidentsPanel", screen.panel())
    assert panel.nothing.isVisible()
    assert not panel.list.isVisible()
    assert not panel.dossier.isVisible()
    window.press("F12")
    assert panel.dossier.closing.isHidden()


def test_arriving_with_an_incident_that_is_not_there_says_so(
    window: MainWindow, panel: IncidentsPanel, said: list[Notice]
) -> None:
    """The board stays, with a sentence."""
    window.open_screen("supervise", panel="incidents", incident_id=999)
    assert said[-1].warning
    assert panel.list.isVisible()
