"""The items screen: anything is found, and its whole history can be read."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, IncidentKind, Status
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, deeds, incident_entries, incidents
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.items import Items
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS, Make
from tests.ui.fingers import let_pass, person_types
from tests.ui.leave import give_leave
from tests.ui.opening import person
from tests.ui.screens.day import assert_clean, item, item_code, moves, shelf_code, visit
from tests.ui.test_photographing import drawn, written

if TYPE_CHECKING:
    from concierge_desk.ui.screens.supervise import Supervise


@pytest.fixture
def screen(lived: None, window: MainWindow) -> Items:
    """The screen on a desk with a past."""
    return cast("Items", window.open_screen("items"))


def _keys(screen: Items) -> list[object]:
    return [row.key for row in screen.list.rows()]


def test_what_moved_last_is_shown_first(screen: Items) -> None:
    """Without a word the newest things are there."""
    assert _keys(screen)[:2] == [6, 5]


def test_words_find_it_while_they_are_typed(window: MainWindow, screen: Items) -> None:
    """Letters in any order, without accents, find the things of a person; Enter goes to the list."""
    person_types(screen.field, "traor", Qt.Key.Key_Return)
    let_pass()
    assert _keys(screen) == [6]
    assert screen.list.hasFocus()
    assert "Mohamed Traoré" in screen.trail.about.text()


def test_nothing_found_says_so(window: MainWindow, screen: Items) -> None:
    """Words that nobody wrote show a sentence, not an empty list; Esc forgets them."""
    screen.arrive(typed="zzzzz")
    assert not screen.list.isVisible()
    window.press("Esc")
    assert screen.field.text() == ""
    assert screen.list.isVisible()


def test_a_trail_tells_every_move(window: MainWindow, screen: Items) -> None:
    """From whom to whom, when, by whom, and on which manifest, the newest first."""
    window.scan(item_code(1))
    steps = screen.trail.steps.rows()
    assert [row.title for row in steps] == ["Revenue", "Remise au prestataire", "Déposée"]
    assert steps[0].tag.startswith("26-P-")
    assert "Samir" in steps[0].subtitle
    assert "B4" in screen.trail.where.text()


def test_a_step_taken_back_is_named(desk: Desk, make: Make, window: MainWindow, screen: Items) -> None:
    """An undone move stays in the trail, and the move that took it back says which."""
    request = make.deposit(IDS.shirt)
    assert request.deed_uid
    desk.do(corrections.undo, uid=request.deed_uid, at=desk.clock.now(), staff_id=2, deed_uid=deeds.new_uid())
    screen.arrive(item_id=7)
    assert [row.title for row in screen.trail.steps.rows()] == ["Annulée (déposée)", "Déposée"]


def test_a_scanned_shelf_shows_what_stands_there(window: MainWindow, screen: Items) -> None:
    """A shelf's code lists its things; Esc shows everything again."""
    window.scan(shelf_code(IDS.b4))
    assert sorted(cast("list[int]", _keys(screen))) == [1, 2]
    window.press("Esc")
    assert len(_keys(screen)) == 6


def test_a_shelf_takes_the_place_of_the_piece_before(window: MainWindow, screen: Items) -> None:
    """After a shelf the card at the right speaks of it, and no deed is offered for the piece of before."""
    window.scan(item_code(1))
    assert screen.trail.wrong.isVisible()
    window.scan(shelf_code(IDS.b4))
    assert not screen.trail.wrong.isVisible()
    said = [each.text() for each in screen.trail.findChildren(Words) if each.isVisible()]
    assert any("B4" in each for each in said)
    screen.refresh()
    assert not screen.trail.wrong.isVisible()
    window.scan(item_code(1))
    assert screen.trail.wrong.isVisible()


def test_the_main_key_opens_an_incident(desk: Desk, window: MainWindow, screen: Items) -> None:
    """F12 begins it, and F12 again opens it; one button shows the key at a time."""
    window.press("F12")
    assert not screen.trail.opening.isVisible()
    window.scan(item_code(1))
    window.press("F12")
    assert screen.trail.opening.note.edit.hasFocus()
    assert not screen.trail.wrong.isVisible()
    Hands(window).type("a button is missing")
    window.press("F12")
    assert [each.note for each in desk.ask(incidents.of_item, item_id=1)] == ["a button is missing"]
    assert screen.trail.wrong.isVisible()


def test_a_thing_is_put_on_a_shelf(desk: Desk, window: MainWindow, screen: Items) -> None:
    """The shelf is chosen beside the trail; the trail tells it at once."""
    screen.arrive(item_id=1)
    screen.trail.shelves.setCurrentText("A1")
    screen.trail.shelve.click()
    QTest.qWait(20)
    assert item(desk, 1).shelf_id == IDS.a1
    assert screen.trail.steps.rows()[0].title == "Rangée"
    assert_clean(desk)


def test_a_concierge_puts_it_right_with_the_leave_of_a_supervisor(
    desk: Desk, window: MainWindow, screen: Items, qtbot: QtBot
) -> None:
    """The badge of Aminata is enough; the move is Samir's, who is still at the desk."""
    screen.arrive(item_id=3)
    screen.trail.reason.setText("retrouvée derrière l’étagère")
    screen.trail.correct.click()
    asker = window.workplace.asker
    assert asker.is_asking()
    assert item(desk, 3).short_tag in asker.panel.what.text()
    assert item(desk, 3).holder is not Holder.DESK
    give_leave(window, qtbot)
    QTest.qWait(20)
    assert item(desk, 3).holder is Holder.DESK
    assert window.context.staff().id == IDS.concierge
    assert "Samir" in screen.trail.steps.rows()[0].subtitle
    assert screen.trail.reason.text() == ""
    assert_clean(desk)


def test_nobody_is_called_for_a_correction_without_its_reason(
    window: MainWindow, screen: Items, said: list[Notice]
) -> None:
    """What is missing is said first."""
    screen.arrive(item_id=3)
    screen.trail.correct.click()
    assert said[-1].warning
    assert not window.workplace.asker.is_asking()


def test_a_supervisor_puts_it_right_with_a_reason(
    desk: Desk, window: MainWindow, screen: Items, said: list[Notice]
) -> None:
    """Without a reason nothing is recorded; with one the piece is where it was found."""
    window.sign_in(person(desk, IDS.supervisor))
    screen.arrive(item_id=3)
    assert screen.trail.reason.isVisible()
    before = moves(desk)
    screen.trail.correct.click()
    assert said[-1].warning
    assert moves(desk) == before
    screen.trail.reason.setText("retrouvée derrière l’étagère")
    screen.trail.shelves.setCurrentText("B4")
    screen.trail.correct.click()
    QTest.qWait(20)
    found = item(desk, 3)
    assert (found.holder, found.shelf_id, found.status) == (Holder.DESK, IDS.b4, Status.BACK)
    assert "retrouvée derrière l’étagère" in screen.trail.steps.rows()[0].subtitle
    assert_clean(desk)


def test_it_leads_to_the_hand_back(window: MainWindow, screen: Items) -> None:
    """From a thing at the desk to its owner, ready to be handed over."""
    screen.arrive(item_id=1)
    screen.trail.open.click()
    assert window.current_key() == "handback"


@pytest.fixture
def missing(desk: Desk, clock: SetClock, screen: Items) -> Items:
    """The screen when the cleaner came again and did not bring piece 3, three days ago."""
    now = clock.at
    visit(desk, IDS.cleaner, take=False)
    clock.at = now + timedelta(days=3)
    QTest.qWait(20)
    return screen


def test_what_is_wrong_is_seen_with_its_age_and_who_follows_it(missing: Items) -> None:
    """A missing piece says so in red; a piece that is well says nothing."""
    missing.arrive(item_id=1)
    assert not missing.trail.incidents.isVisible()
    missing.arrive(item_id=3)
    (box,) = missing.trail.incidents.boxes
    assert box.isVisible()
    assert box.hint.sentence() == "Incident\u00a0: manque, depuis 3 jours"
    assert "suivi par Samir" in box.hint.accessibleName()


@pytest.mark.parametrize("form", ["", "close"])
def test_an_incident_is_followed_and_closed_on_the_board(
    window: MainWindow, missing: Items, form: str
) -> None:
    """Both ways lead to the board, to this incident; one of them to its closing."""
    missing.arrive(item_id=3)
    (box,) = missing.trail.incidents.boxes
    (box.close_it if form else box.follow).click()
    panel = cast("Supervise", window.workplace.current_screen()).panel()
    assert isinstance(panel, IncidentsPanel)
    assert panel.dossier.row is not None
    assert panel.dossier.row.item_id == 3
    assert panel.dossier.closing.isVisible() is bool(form)


def test_an_incident_is_opened_from_a_piece(
    desk: Desk, window: MainWindow, screen: Items, said: list[Notice]
) -> None:
    """What is wrong, a few words, Enter: it is open, and whoever opened it follows it."""
    screen.arrive(item_id=1)
    assert not screen.trail.opening.isVisible()
    screen.trail.wrong.click()
    assert screen.trail.opening.note.edit.hasFocus()
    person_types(screen.trail.opening.note.edit, "bouton perdu", Qt.Key.Key_Return)
    QTest.qWait(20)
    (row,) = desk.ask(incidents.open_incidents)
    assert (row.kind, row.note, row.item_id) == (IncidentKind.DAMAGED, "bouton perdu", 1)
    assert row.followed_by == "Samir"
    assert not screen.trail.opening.isVisible()
    assert screen.trail.incidents.isVisible()
    assert not said[-1].warning
    screen.trail.wrong.click()
    screen.trail.opening.send.click()
    assert said[-1].warning
    assert screen.trail.opening.isVisible()
    assert_clean(desk)


def test_an_incident_begins_with_photos(
    desk: Desk, screen: Items, said: list[Notice], tmp_path: Path, qtbot: QtBot
) -> None:
    """Photos are added before it is open; one is put aside, and taken back, by Enter and by undo."""
    path = tmp_path / "col.png"
    path.write_bytes(written(drawn(300, 200), b"png"))
    screen.arrive(item_id=1)
    screen.trail.wrong.click()
    opening = screen.trail.opening
    opening.taking.take_files([str(path), str(path)])
    qtbot.waitUntil(lambda: len(opening.pictures) == 2, timeout=5_000)
    opening.strip.thumbnails[0].click()
    assert len(opening.strip.thumbnails) == 1
    undo = said[-1].undo
    assert undo is not None
    undo()
    assert len(opening.pictures) == 2
    opening.send.click()
    QTest.qWait(20)
    (row,) = desk.ask(incidents.open_incidents)
    assert len(desk.ask(incident_entries.photos_of, incident_id=row.incident_id)) == 2
    assert opening.pictures == []
    assert_clean(desk)


def test_an_incident_that_is_being_written_belongs_to_its_piece(
    window: MainWindow, screen: Items, tmp_path: Path, qtbot: QtBot
) -> None:
    """Another piece does not get its words or its photos; coming back, and after Esc, they are still there."""
    path = tmp_path / "col.png"
    path.write_bytes(written(drawn(300, 200), b"png"))
    screen.arrive(item_id=1)
    screen.trail.wrong.click()
    opening = screen.trail.opening
    opening.note.set_text("bouton perdu")
    opening.taking.take_files([str(path)])
    screen.open_item(2)
    assert (opening.isVisible(), opening.note.text(), opening.pictures) == (False, "", [])
    qtbot.waitUntil(lambda: not opening.taking.is_reading(), timeout=5_000)
    assert opening.pictures == []
    screen.open_item(1)
    assert (opening.isVisible(), opening.note.text(), len(opening.pictures)) == (True, "bouton perdu", 1)
    window.press("Esc")
    assert not opening.isVisible()
    screen.trail.wrong.click()
    assert opening.note.text() == "bouton perdu"


def test_everything_with_an_open_incident_is_listed(window: MainWindow, missing: Items) -> None:
    """Today's line of incidents leads here: a heading says what is listed, Esc shows everything again."""
    missing.arrive(incidents=True)
    assert _keys(missing) == [3]
    assert missing.trail.incidents.isVisible()
    assert "Incidents ouverts, les plus anciens d’abord" in [
        each.text() for each in missing.findChildren(Words) if each.isVisible()
    ]
    window.press("Esc")
    assert len(_keys(missing)) == 6


def test_no_open_incident_says_so(screen: Items) -> None:
    """Where all is well the list of incidents is a sentence."""
    screen.arrive(incidents=True)
    assert not screen.list.isVisible()
    assert "Aucun incident n’est ouvert." in [
        each.text() for each in screen.findChildren(Words) if each.isVisible()
    ]
