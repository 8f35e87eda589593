"""What a supervisor sets up is at work at once; a concierge is told who may."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk import settings as settings_file
from concierge_desk.desk import Desk
from concierge_desk.models import LegalForm, Paper, PrintJob, PrintState, Role
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import catalogue, printing, promises, providers, staffing
from concierge_desk.operations.measures import read_hour, read_metres, write_metres
from concierge_desk.print import documents
from concierge_desk.settings import PrinterSetup
from concierge_desk.ui import background, theme
from concierge_desk.ui.dialogs.papers import PapersDialog
from concierge_desk.ui.dialogs.papers_more import ExtraPapers
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.settings import SettingsScreen
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS, Make
from tests.ui import scenes
from tests.ui.leave import give_leave
from tests.ui.opening import open_window, person

if TYPE_CHECKING:
    from concierge_desk.print.documents.ticket import Ticket


@pytest.fixture
def supervised(window: MainWindow) -> MainWindow:
    """The window with Aminata at the desk, who is a supervisor."""
    window.sign_in(person(window.desk, IDS.supervisor))
    return window


@pytest.fixture
def bare(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a real desk that has only answered the four questions."""
    path = tmp_path / "bare.sqlite"
    scenes.empty(path)
    desk = Desk(Store(path), SetClock(scenes.NOW))
    opened = open_window(desk, 1)
    yield opened
    opened.close()
    background.wait()
    opened.deleteLater()
    qtbot.wait(1)
    desk.close()


def _open(window: MainWindow, card: str) -> SettingsScreen:
    return cast("SettingsScreen", window.open_screen("settings", card=card))


def _fill(screen: SettingsScreen, name: str = "Pressing Neuf") -> None:
    form = screen.providers.form
    form.fields["name"].edit.setText(name)
    form.fields["distance"].edit.setText("1,2 km")
    form.fields["phone"].edit.setText("0556123456")
    kinds = form.solidarity.form
    kinds.setCurrentIndex(kinds.findData(LegalForm.SCOP))
    for day in (0, 3):
        form.weekly.days[day].setChecked(True)
    form.weekly.hour.edit.setText("13h")


def test_a_provider_that_is_added_gives_a_drop_off_its_day(bare: MainWindow) -> None:
    """On a real desk nothing can be promised until a provider with visits does the service."""
    desk, screen = bare.desk, _open(bare, "providers")
    service = desk.ask(catalogue.services)[0]
    at = desk.clock.now()
    assert desk.ask(promises.promise_for, service_id=service.id, at=at).ready_at is None
    _fill(screen)
    screen.providers.form.services.chips[service.id].click()
    bare.press("F12")
    assert "Pressing Neuf" in bare.said()
    kept = desk.ask(providers.providers)[0]
    assert (kept.phone, kept.distance_m, kept.legal_form) == ("05 56 12 34 56", 1200, LegalForm.SCOP)
    assert [(visit.weekday, visit.hour.hour) for visit in kept.weekly] == [(0, 13), (3, 13)]
    promise = desk.ask(promises.promise_for, service_id=service.id, at=at)
    assert promise.ready_at is not None
    assert promise.provider == "Pressing Neuf"
    assert screen.providers.form.fields["name"].text() == ""


def test_a_provider_is_changed_and_keeps_what_was_not_touched(supervised: MainWindow) -> None:
    """Another name leaves the visits as they were; a service that is taken off has no provider."""
    screen = _open(supervised, "providers")
    before = supervised.desk.ask(providers.get, provider_id=IDS.cleaner).weekly
    screen.providers.list.chosen.emit(IDS.cleaner)
    form = screen.providers.form
    assert form.fields["distance"].text() == "1,2"
    form.fields["name"].edit.setText("Pressing des Quais")
    form.services.chips[1].click()
    supervised.press("F12")
    after = supervised.desk.ask(providers.get, provider_id=IDS.cleaner)
    assert after.name == "Pressing des Quais"
    assert [(visit.id, visit.hour) for visit in after.weekly] == [(visit.id, visit.hour) for visit in before]
    assert supervised.desk.ask(catalogue.services)[0].provider_id is None


def test_what_is_wrong_is_said_under_its_field(supervised: MainWindow) -> None:
    """Nothing is kept as long as a field is refused, and the focus goes there."""
    screen = _open(supervised, "providers")
    form = screen.providers.form
    _fill(screen, name="")
    supervised.press("F12")
    assert form.fields["name"].refusal()
    _fill(screen)
    form.weekly.hour.edit.setText("25:00")
    supervised.press("F12")
    assert form.weekly.hour.refusal()
    _fill(screen)
    for chip in form.weekly.days:
        chip.setChecked(False)
    supervised.press("F12")
    assert form.weekly.hour.refusal()
    _fill(screen)
    form.fields["distance"].edit.setText("loin")
    supervised.press("F12")
    assert form.fields["distance"].refusal()
    assert len(supervised.desk.ask(providers.providers)) == 2


def test_a_person_who_is_added_can_sign_in(supervised: MainWindow) -> None:
    """Name, role, language and the PIN twice are enough; the tile is at the door at the next lock."""
    screen = _open(supervised, "people")
    fields, desk = screen.people.fields, supervised.desk
    fields["name"].edit.setText("Olga")
    screen.people.language.bar.choose("en")
    fields["pin"].edit.setText("4715")
    fields["again"].edit.setText("4716")
    supervised.press("F12")
    assert fields["again"].refusal()
    fields["again"].edit.setText("4715")
    supervised.press("F12")
    assert "Olga" in supervised.said()
    olga = next(each for each in desk.ask(staffing.staff_on_duty) if each.name == "Olga")
    assert (olga.role, olga.language) == (Role.CONCIERGE, "en")
    answer = desk.do(staffing.sign_in, staff_id=olga.id, pin="4715", at=desk.clock.now())
    assert answer.staff is not None


def test_somebody_gets_a_new_pin(supervised: MainWindow) -> None:
    """A PIN that was forgotten is replaced; an easy one is refused under its field."""
    screen = _open(supervised, "people")
    screen.people.list.chosen.emit(IDS.concierge)
    for pin in ("1234", "4715"):
        for key in ("pin", "again"):
            screen.people.fields[key].edit.setText(pin)
        supervised.press("F12")
        assert bool(screen.people.fields["pin"].refusal()) is (pin == "1234")
    desk = supervised.desk
    assert desk.do(staffing.sign_in, staff_id=2, pin="4715", at=desk.clock.now()).staff is not None


def test_the_address_of_the_house_is_on_the_ticket(supervised: MainWindow, make: Make) -> None:
    """The next ticket says the address and the terms that were typed here."""
    screen = _open(supervised, "house")
    screen.house.fields["address"].edit.setText("87 quai des Queyries, 33100 Bordeaux")
    screen.house.terms.setPlainText("Gardé deux mois.\nPuis donné.")
    supervised.press("F12")
    assert supervised.said()
    make.deposit(1)
    job = next(each for each in supervised.desk.ask(printing.waiting) if each.paper is Paper.TICKET)
    content = cast("Ticket", supervised.desk.ask(documents.gather, job=job))
    assert (content.house.address, content.house.terms) == (
        "87 quai des Queyries, 33100 Bordeaux",
        "Gardé deux mois.\nPuis donné.",
    )


def test_the_text_is_larger_at_once_and_at_the_next_start(
    window: MainWindow, tmp_path: Path, qapp: QApplication
) -> None:
    """Everybody may make the text larger; the other settings stay."""
    window.change_settings(replace(window.settings, label=PrinterSetup("system", "Zebra")))
    window._settings_path = tmp_path / "settings.toml"  # noqa: SLF001  # a file of this test's own
    screen = _open(window, "counter")
    try:
        screen.counter.text_size.bar.choose("150")
        screen.counter.text_size.chosen.emit("150")
        assert theme.percent() == 150
        screen.counter.colours.bar.choose("dark")
        screen.counter.colours.chosen.emit("dark")
        assert theme.palette() is theme.DARK
    finally:
        theme.apply(qapp)
    kept = settings_file.load(tmp_path / "settings.toml")
    assert (kept.text_percent, kept.dark, kept.label.address) == (150, True, "Zebra")
    assert window.context.settings() == kept


def test_the_printers_are_one_press_away(window: MainWindow) -> None:
    """The dialog of the printers opens from here too."""
    _open(window, "counter").counter.printers.click()
    dialog = window.findChild(PapersDialog)
    assert dialog is not None
    dialog.close()


def test_a_concierge_saves_with_the_leave_of_a_supervisor(window: MainWindow, qtbot: QtBot) -> None:
    """The sentence names who must be asked; what is typed waits for her badge, and is kept then."""
    screen = _open(window, "providers")
    assert "Aminata" in screen.hint.accessibleName()
    _fill(screen)
    window.press("F12")
    assert len(window.desk.ask(providers.providers)) == 2
    give_leave(window, qtbot)
    assert "Pressing Neuf" in window.said()
    assert len(window.desk.ask(providers.providers)) == 3
    window.sign_in(person(window.desk, IDS.supervisor))
    QTest.qWait(5)
    assert screen.hint.isHidden()


def test_a_concierge_prints_badges_with_the_leave_of_a_supervisor(window: MainWindow, qtbot: QtBot) -> None:
    """The dialog of the papers goes away, so that her PIN can be typed in the window."""
    window.press("F10")
    dialog = window.findChild(PapersDialog)
    assert dialog is not None
    badges = dialog.findChild(ExtraPapers)
    assert badges is not None
    badges.queue(Paper.BADGES)
    assert not dialog.isVisible()
    assert window.desk.ask(printing.waiting) == []
    give_leave(window, qtbot)
    assert [each.paper for each in window.desk.ask(printing.waiting)] == [Paper.BADGES]


def test_a_concierge_prints_badges_again_with_the_leave_of_a_supervisor(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Print again asks for it too, and gives the dialog's place to the panel."""
    desk = window.desk
    job = desk.do(
        printing.queue, paper=Paper.BADGES, language="fr", at=desk.clock.now(), staff_id=IDS.supervisor
    )
    desk.do(lambda session: setattr(session.get_one(PrintJob, job.id), "state", PrintState.SENT))
    window.press("F10")
    dialog = window.findChild(PapersDialog)
    assert dialog is not None
    dialog.again.click()
    assert not dialog.isVisible()
    assert desk.ask(printing.waiting) == []
    give_leave(window, qtbot)
    assert [each.paper for each in desk.ask(printing.waiting)] == [Paper.BADGES]


def test_each_matter_is_made_when_it_is_first_opened(supervised: MainWindow) -> None:
    """The settings open with the providers alone; another matter comes filled, and is in front alone."""
    screen = cast("SettingsScreen", supervised.open_screen("settings"))
    assert screen.unmade() == ["mail", "messages", "people", "house", "counter"]
    _open(supervised, "house")
    assert "house" not in screen.unmade()
    assert screen.house.isVisible()
    assert screen.house.fields["name"].text()
    assert not screen.providers.isVisible()


def test_without_a_mouse(bare: MainWindow, qtbot: QtBot) -> None:
    """F11 leads to the name of the first provider; Esc leads back to Today."""
    bare.activateWindow()
    QTest.keyClick(bare.windowHandle(), Qt.Key.Key_F11)
    screen = cast("SettingsScreen", bare.current_screen())
    qtbot.waitUntil(screen.providers.form.fields["name"].edit.hasFocus)
    QTest.keyClick(bare.windowHandle(), Qt.Key.Key_Escape)
    assert bare.current_key() == "today"


def test_visits_say_where_the_first_provider_is_added(bare: MainWindow) -> None:
    """A desk without a provider does not say that every provider comes today."""
    visits = bare.open_screen("visits")
    words = [each.text() for each in visits.findChildren(Words) if each.isVisible()]
    assert any("F11" in each for each in words)


@pytest.mark.parametrize(
    ("typed", "read"), [("13:00", "13:00"), ("9h30", "09:30"), ("9 h", "09:00"), ("24:00", None), ("", None)]
)
def test_an_hour_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    """French and English ways of writing an hour are both understood."""
    hour = read_hour(typed)
    assert (None if hour is None else f"{hour:%H:%M}") == read


@pytest.mark.parametrize("metres", [0, 5, 50, 1200, 12000, 3400])
def test_a_distance_is_read_as_it_was_written(metres: int) -> None:
    """Nothing is lost between metres and what is shown to type over."""
    assert read_metres(write_metres(metres, "fr")) == metres
    assert read_metres(write_metres(metres, "en")) == metres
