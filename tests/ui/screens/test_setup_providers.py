"""The form of a provider: the essentials first, the rest in sections that open; every fact is kept."""

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.models import LegalForm
from concierge_desk.moments import SetClock, moment
from concierge_desk.money import Money
from concierge_desk.operations import catalogue, directory, providers, rights
from concierge_desk.operations.provider_facts import Closure, Contact, Offered, ProviderFacts, Weekly
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.setup_providers import ProvidersCard
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS, Make
from tests.operations.test_directory import WHOLE
from tests.ui.fingers import let_pass, person_types
from tests.ui.opening import person

if TYPE_CHECKING:
    from concierge_desk.ui.screens.settings import SettingsScreen


@pytest.fixture
def card(window: MainWindow) -> ProvidersCard:
    """The providers, with Aminata at the desk, who may change them."""
    window.sign_in(person(window.desk, IDS.supervisor))
    return cast("SettingsScreen", window.open_screen("settings", card="providers")).providers


def _add(window: MainWindow, facts: ProviderFacts) -> int:
    return window.desk.do(directory.set_provider, facts=facts).id


def _facts(window: MainWindow, provider_id: int) -> ProviderFacts:
    return window.desk.ask(directory.facts_of, provider_id=provider_id)


def _choose(card: ProvidersCard, provider_id: int) -> None:
    card.refresh()
    card.list.chosen.emit(provider_id)


def test_what_is_shown_and_saved_again_is_what_was_known(window: MainWindow, card: ProvidersCard) -> None:
    """Every fact goes through the form unchanged, whether its section was opened or not."""
    made = _add(window, WHOLE)
    for opened in (False, True):
        _choose(card, made)
        for section in card.form.sections:
            section.set_open(is_open=opened)
        window.press("F12")
        assert _facts(window, made) == WHOLE


def test_a_beginner_needs_five_fields(window: MainWindow, card: ProvidersCard) -> None:
    """Name, trade, services, visits and telephone; every section is shut and says what it holds."""
    form = card.form
    assert not any(section.is_open() for section in form.sections)
    form.fields["name"].edit.setText("Neuf")
    form.fields["trade"].edit.setText("retouche")
    form.fields["phone"].edit.setText("0536491270")
    form.services.chips[1].click()
    form.weekly.days[2].click()
    form.weekly.hour.edit.setText("9h")
    window.press("F12")
    made = next(each for each in window.desk.ask(providers.providers) if each.name == "Neuf")
    assert _facts(window, made.id) == ProviderFacts(
        "Neuf",
        trade="retouche",
        phone="05 36 49 12 70",
        contacts=[],
        closures=[],
        weekly=[Weekly(2, time(9))],
        offers=[Offered(1)],
        prices={},
    )
    assert window.desk.ask(catalogue.services)[0].provider_id == IDS.cleaner


def test_every_section_can_be_filled_in(window: MainWindow, card: ProvidersCard) -> None:
    """Kind and evidence, prices, holidays, capacity, delay, address, contacts and a note."""
    form = card.form
    form.fields["name"].edit.setText(WHOLE.name)
    form.services.chips[1].click()
    form.services.terms[1].days.edit.setText("4")
    form.services.terms[1].usual.click()
    form.solidarity.form.setCurrentIndex(form.solidarity.form.findData(LegalForm.ACI))
    for key, words in {
        "siret": "732 829 320 00074",
        "esus_number": "33-2024-017",
        "esus_until": "31/3/2027",
        "evidence": "convention",
        "evidence_on": "2026-02-03",
        "capacity": "40",
        "delay_days": "2",
        "delay_until": "4.12.26",
        "address": "12 quai de l’Exemple",
        "distance": "0,85",
        "transport": "vélo-cargo",
        "email": "atelier@deux-rives.exemple",
    }.items():
        form.fields[key].edit.setText(words)
    form.prices.set_open(is_open=True)
    form.prices.fields[IDS.shirt].edit.setText("3,10")
    form.times.closures.more.click()
    form.times.closures.lines[0].fields["first"].edit.setText("3/8/2026")
    form.contacts.contacts.more.click()
    form.contacts.contacts.lines[0].fields["name"].edit.setText("Inès")
    form.contacts.contacts.lines[0].fields["role"].edit.setText("encadrante")
    form.contacts.note.setPlainText("Sonner deux fois.")
    window.press("F12")
    made = next(each for each in window.desk.ask(providers.providers) if each.name == WHOLE.name)
    assert _facts(window, made.id) == replace(
        WHOLE,
        trade="",
        phone="",
        evidence="convention",
        address="12 quai de l’Exemple",
        contacts=[Contact("Inès", "encadrante")],
        closures=[Closure(date(2026, 8, 3), date(2026, 8, 3))],
        weekly=[],
        offers=[Offered(1, 4, usual=True)],
        prices={IDS.shirt: Money(310)},
    )
    assert window.desk.ask(catalogue.services)[0].provider_id == made.id


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("siret", "732 829 320 00075"),
        ("esus_until", "31/13/2026"),
        ("evidence_on", "hier"),
        ("capacity", "beaucoup"),
        ("delay_days", "-1"),
        ("delay_until", "demain"),
        ("distance", "loin"),
        ("email", "x"),
        ("phone", "abc"),
        ("name", "Pressing DES Chartrons"),
    ],
)
def test_what_is_wrong_is_said_under_its_field_in_an_open_section(
    window: MainWindow, card: ProvidersCard, key: str, typed: str
) -> None:
    """Wherever the field is: its section opens, the sentence stands below it, nothing is kept."""
    form = card.form
    form.fields["name"].edit.setText("Neuf")
    form.fields[key].edit.setText(typed)
    window.press("F12")
    assert form.fields[key].refusal()
    assert form.fields[key].isVisible()
    assert len(window.desk.ask(providers.providers)) == 2


def test_a_delay_without_its_end_is_asked_for(window: MainWindow, card: ProvidersCard) -> None:
    """The field that is missing is shown."""
    card.form.fields["name"].edit.setText("Neuf")
    card.form.fields["delay_days"].edit.setText("3")
    window.press("F12")
    assert card.form.fields["delay_until"].refusal()


def test_what_is_wrong_in_a_line_is_said_there(window: MainWindow, card: ProvidersCard) -> None:
    """A person without a name, a holiday that ends before it begins, a price and a number of days that are none."""
    form = card.form
    form.fields["name"].edit.setText("Neuf")
    form.contacts.contacts.add({"phone": "0536491270"})
    window.press("F12")
    assert form.contacts.contacts.lines[0].fields["name"].refusal()
    form.contacts.contacts.lines[0].away.click()
    form.times.closures.add({"first": "03/08/2026", "last": "02/08/2026"})
    window.press("F12")
    assert form.times.closures.lines[0].fields["last"].refusal()
    form.times.closures.lines[0].away.click()
    form.services.chips[1].click()
    form.prices.set_open(is_open=True)
    form.prices.fields[IDS.shirt].edit.setText("cher")
    window.press("F12")
    assert len(window.desk.ask(providers.providers)) == 2
    form.prices.fields[IDS.shirt].edit.clear()
    form.services.terms[1].days.edit.setText("bientôt")
    window.press("F12")
    assert form.services.terms[1].days.refusal()
    form.services.terms[1].days.edit.clear()
    window.press("F12")
    assert len(window.desk.ask(providers.providers)) == 3


def test_visits_are_told_each_by_itself(window: MainWindow, card: ProvidersCard) -> None:
    """Other hours, until when, a cut-off, only taking or only bringing; two visits on one day."""
    _choose(card, IDS.cobbler)
    weekly = card.form.weekly
    weekly.apart.click()
    assert [line.hour.text() for line in weekly.lines] == ["15:30", "15:30"]
    first = weekly.lines[0]
    first.until.edit.setText("16h")
    first.cutoff.edit.setText("20")
    first.brings.click()
    weekly.more.click()
    weekly.lines[2].hour.edit.setText("8:15")
    weekly.lines[1].away.click()
    window.press("F12")
    assert _facts(window, IDS.cobbler).weekly == [
        Weekly(0, time(8, 15)),
        Weekly(0, time(15, 30), takes=True, brings=False, until=time(16), cutoff_minutes=20),
    ]
    _choose(card, IDS.cobbler)
    assert len(weekly.lines) == 2


@pytest.mark.parametrize(("field", "typed"), [("hour", "25h"), ("until", "9:00"), ("cutoff", "x")])
def test_what_is_wrong_in_a_visit_is_said_there(
    window: MainWindow, card: ProvidersCard, field: str, typed: str
) -> None:
    """Below the field that it is of; and a visit takes or brings something."""
    _choose(card, IDS.cobbler)
    before = _facts(window, IDS.cobbler)
    card.form.weekly.apart.click()
    line = card.form.weekly.lines[0]
    getattr(line, field).edit.setText(typed)
    window.press("F12")
    assert getattr(line, field).refusal()
    getattr(line, field).edit.setText({"hour": "15:30"}.get(field, ""))
    line.takes.click()
    line.brings.click()
    window.press("F12")
    assert line.hour.refusal()
    assert _facts(window, IDS.cobbler) == before


def test_who_else_does_a_service_is_said(window: MainWindow, card: ProvidersCard) -> None:
    """Alone it is the usual one; beside others it says who is, and taking it over is a press of its own."""
    _choose(card, IDS.cleaner)
    terms = card.form.services.terms[1]
    assert terms.usual.isHidden()
    card.begin_new()
    card.form.fields["name"].edit.setText("Neuf")
    card.form.services.chips[1].click()
    terms = card.form.services.terms[1]
    assert not terms.usual.isHidden()
    assert not terms.usual.isChecked()
    told = [each.text() for each in terms.findChildren(Words)]
    assert any("Pressing des Chartrons" in each for each in told)


def test_one_is_set_aside_and_brought_back(window: MainWindow, card: ProvidersCard, make: Make) -> None:
    """It stays in the list, faded; with pieces it is refused with their count."""
    make.deposit(IDS.shirt)
    _choose(card, IDS.cleaner)
    card.aside.click()
    assert "1" in window.said()
    assert window.desk.ask(providers.get, provider_id=IDS.cleaner).active
    _choose(card, IDS.cobbler)
    card.aside.click()
    assert not window.desk.ask(providers.get, provider_id=IDS.cobbler).active
    assert card.list.rows()[-1].emphasis == "faded"
    _choose(card, IDS.cobbler)
    assert card.aside.isHidden()
    card.back.click()
    assert window.desk.ask(providers.get, provider_id=IDS.cobbler).active


def test_an_approval_that_runs_out_is_said(window: MainWindow, card: ProvidersCard, clock: SetClock) -> None:
    """In the list and above the form, in time and when it is too late."""
    made = _add(window, replace(WHOLE, legal_form=LegalForm.ESUS, delay_days=0, delay_until=None))
    words = []
    for on in (date(2026, 11, 23), date(2027, 2, 1), date(2027, 4, 1)):
        clock.at = moment(on, time(9))
        _choose(card, made)
        words.append((card.hint.sentence(), next(row.badge for row in card.list.rows() if row.key == made)))
    assert words[0] == ("", card.t("ESS"))
    assert "31/03/2027" in words[1][0]
    assert words[1][1] == card.t("approval ends soon")
    assert "31/03/2027" in words[2][0]
    assert words[2][1] == card.t("approval ended")


def test_a_refresh_leaves_what_is_typed(window: MainWindow, card: ProvidersCard) -> None:
    """Somebody else's change does not empty the form."""
    form = card.form
    form.services.chips[2].click()
    form.services.terms[2].days.edit.setText("7")
    form.prices.set_open(is_open=True)
    form.prices.fields[IDS.resole].edit.setText("19")
    card.refresh()
    assert form.services.ids() == [2]
    assert form.services.terms[2].days.text() == "7"
    assert form.prices.read() == {IDS.resole: Money(1900)}


def test_a_section_opens_by_the_keyboard(window: MainWindow, card: ProvidersCard, qtbot: QtBot) -> None:
    """Tab leads to it, Enter opens it, Tab goes on inside."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form = card.form
    form.times.head.setFocus(Qt.FocusReason.TabFocusReason)
    person_types(form.times.head, "", Qt.Key.Key_Return)
    let_pass()
    assert form.times.is_open()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.fields["capacity"].edit
    form.times.head.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    let_pass()
    assert not form.times.is_open()


def test_the_team_reads_who_may_do_what(window: MainWindow) -> None:
    """Every right of the table is there, for everybody to read."""
    screen = cast("SettingsScreen", window.open_screen("settings", card="people"))
    shown = {each.text() for each in screen.people.findChildren(Words)}
    assert {window.workplace.texts(words) for words, _roles in rights.TABLE.values()} <= shown


def test_a_new_provider_leaves_no_line_marked(card: ProvidersCard) -> None:
    """A line that looks chosen is the one in the form, from the first look on."""
    card.list.setFocus()
    assert (card.list.current_key(), card.form.provider_id) == (None, None)
    card.list.step(1)
    assert card.list.current_key() == card.form.provider_id
    card.begin_new()
    card.list.setFocus()
    assert (card.list.current_key(), card.form.provider_id) == (None, None)
