"""The customers screen: find, change, authorise, and go on."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, Notify, Scope
from concierge_desk.operations import customers, search
from concierge_desk.operations.measures import read_day
from concierge_desk.operations.procurations import Papers
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.customers import Customers
from tests.make import IDS, Make
from tests.ui.leave import give_leave
from tests.ui.opening import person
from tests.ui.screens.dropping import fill, lose_answer, press, told, undo

TODAY = date(2026, 11, 23)


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> Customers:
    """The customers screen, nobody chosen."""
    qtbot.waitUntil(window.isActiveWindow)
    opened = window.open_screen("customers")
    assert isinstance(opened, Customers)
    return opened


@pytest.fixture
def claire(screen: Customers) -> Customers:
    """The customers screen with Claire on it."""
    screen.show_customer(IDS.claire)
    return screen


def known(desk: Desk) -> Customer:
    """Fetch Claire."""
    return desk.ask(customers.get, customer_id=IDS.claire)


def test_a_name_and_enter_show_a_person(screen: Customers) -> None:
    """Four letters and Enter are enough; Esc goes back to the list, then to Today."""
    press("dupo", Qt.Key.Key_Return)
    assert screen.person.fields.texts_typed()["name"] == "Claire Dupont"
    assert screen.go_back()
    assert QApplication.focusWidget() is screen.search.field.edit


def test_its_key_marks_what_was_looked_for_before(screen: Customers, window: MainWindow) -> None:
    """The next name takes its place instead of being typed behind it."""
    press("keit")
    for elsewhere in ("today", "customers"):
        window.open_screen(elsewhere)
        window.press("F7")
        assert screen.search.field.edit.selectedText() == "keit"


def test_a_field_is_kept_when_it_is_left_and_can_be_taken_back(
    claire: Customers, desk: Desk, said: list[Notice]
) -> None:
    """No button to forget; what was there before comes back by undo."""
    edit = claire.person.fields.field("phone").edit
    fill(edit, "0611223344")
    claire.person.fields.field("email").edit.setFocus()
    assert known(desk).phone == "06 11 22 33 44"
    QTest.qWait(20)
    assert edit.text() == "06 11 22 33 44"
    undo(said)
    assert known(desk).phone == "06 12 34 56 78"


def test_what_is_wrong_stands_under_its_field_and_is_not_kept(claire: Customers, desk: Desk) -> None:
    """The record keeps the right number; what was typed stays to be mended."""
    field = claire.person.fields.field("phone")
    fill(field.edit, "12")
    claire.person.fields.field("email").edit.setFocus()
    assert "n’est pas un numéro" in field.refusal()
    assert field.text() == "12"
    assert known(desk).phone == "06 12 34 56 78"


def test_how_to_tell_them_and_their_language_are_kept_at_once(claire: Customers, desk: Desk) -> None:
    """A choice needs no second press."""
    claire.person.fields.notify().chosen.emit(claire.person.fields.notify().current())
    for button in claire.person.fields.findChildren(QWidget):
        if button.accessibleName() in {"Appel", "English"}:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert known(desk).notify is Notify.PHONE
    assert known(desk).language == "en"


def test_somebody_may_collect_until_a_day(claire: Customers, desk: Desk, said: list[Notice]) -> None:
    """Name, day and a look at the document; withdrawn by one press, and that can be taken back."""
    collectors = claire.person.collectors
    collectors.opener.click()
    fill(collectors.form.name.edit, "Paul Dupont")
    fill(collectors.form.until.edit, "31/12")
    collectors.form.paper_chips[Papers.OWN_IDENTITY].click()
    collectors.form.until.edit.setFocus()
    press(Qt.Key.Key_Return)
    (paul,) = known(desk).collectors
    assert (paul.name, paul.until_on, paul.identity_seen) == ("Paul Dupont", date(2026, 12, 31), True)
    # The screen hears of what it has done in the next turn.
    QTest.qWait(20)
    collectors.withdrawn.emit(paul.id)
    assert told(said) == "Paul Dupont ne peut plus retirer"
    assert known(desk).collectors == []
    undo(said)
    (again,) = known(desk).collectors
    assert (again.name, again.until_on, again.identity_seen) == ("Paul Dupont", date(2026, 12, 31), True)


def test_the_main_key_finishes_the_procuration_that_is_written(
    claire: Customers, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    """F12 authorises while its form is open and begins no drop-off; Esc leaves it; mail asks for a last day."""
    collectors = claire.person.collectors
    collectors.open_form()
    assert claire.person.dropoff.isHidden()
    # The form stands beside what is known, not below all that was ever brought.
    assert (claire.person.things.isHidden(), claire.person.past.isHidden()) == (True, True)
    before = collectors.form.until.edit.accessibleName()
    collectors.form.scope_chips[Scope.MAIL].click()
    assert collectors.form.until.edit.accessibleName() != before
    assert claire.go_back()
    assert (collectors.is_asking(), claire.person.dropoff.isHidden()) == (False, False)
    assert not claire.person.things.isHidden()
    collectors.open_form()
    fill(collectors.form.name.edit, "Awa Keita")
    # A key may be the first of a scan: the last one reaches its field a moment later.
    qtbot.waitUntil(lambda: collectors.form.name.text() == "Awa Keita")
    window.press("F12")
    assert [each.name for each in known(desk).collectors] == ["Awa Keita"]
    assert window.current_screen() is claire
    collectors.open_form()
    claire.show_customer(IDS.mohamed)
    assert not collectors.is_asking()


def test_a_day_that_is_past_or_none_is_refused_in_words(claire: Customers, desk: Desk) -> None:
    """The form stays open with its sentence; nothing is recorded."""
    collectors = claire.person.collectors
    collectors.open_form()
    collectors.add()
    assert collectors.form.name.refusal()
    collectors.form.name.edit.setText("Paul")
    for typed in ("hier", "31/12/2020", "31/02/2027"):
        collectors.form.until.edit.setText(typed)
        collectors.add()
        assert collectors.form.until.refusal()
    assert known(desk).collectors == []
    assert claire.go_back()
    assert QApplication.focusWidget() is collectors.opener


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.26", date(2026, 12, 31)),
        ("1/2", date(2027, 2, 1)),
        ("23/11", TODAY),
        ("31/02", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, read: date | None) -> None:
    """A day without its year is the next one."""
    assert read_day(typed, TODAY) == read


def test_what_we_hold_and_what_they_brought_are_listed(
    claire: Customers, make: Make, window: MainWindow, qtbot: QtBot
) -> None:
    """A drop-off made elsewhere shows by itself; a row leads to its trail."""
    make.deposit(IDS.shirt, IDS.suit)
    qtbot.waitUntil(lambda: bool(claire.person.past.shown))
    titles = [card.row.title for card in claire.person.things.shown]
    assert sorted(titles) == ["Chemise", "Costume 2 p. (1/2)", "Costume 2 p. (2/2)"]
    (request,) = claire.person.past.shown
    assert request.row.title.startswith("26-000001")
    assert request.row.subtitle == "Chemise, Costume 2 p."
    assert request.row.badge == "3 chez nous"
    claire.person.things.chosen.emit(claire.person.things.shown[0].row.key)
    assert window.current_key() == "items"


def test_f12_begins_a_drop_off_for_them(claire: Customers, window: MainWindow) -> None:
    """The main action of a person is what they came for."""
    window.press("F12")
    assert window.current_key() == "dropoff"


def test_somebody_new_is_shown_as_soon_as_they_are_made(screen: Customers, desk: Desk) -> None:
    """A name, Enter, Enter; their card opens."""
    press("zoe", Qt.Key.Key_Return, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert screen.person.fields.texts_typed()["name"] == "Zoe"
    assert len(desk.ask(customers.recent)) == 3


def test_every_control_has_a_name(claire: Customers) -> None:
    """A screen reader can say every button and field that can be reached."""
    claire.person.collectors.open_form()
    silent = [
        each
        for each in claire.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.accessibleName()
    ]
    assert silent == []


def test_at_the_largest_text_a_person_takes_the_place_of_the_list(claire: Customers, qtbot: QtBot) -> None:
    """At 200 % there is room for one of them; Esc shows the list again."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        theme.apply(application, theme.LIGHT, 200)
        qtbot.wait(20)
        assert claire.person.isVisible()
        assert not claire.search.isVisible()
        assert claire.go_back()
        assert claire.search.isVisible()
    finally:
        theme.apply(application)


def test_a_person_is_written_down_once_though_the_answer_was_lost(
    screen: Customers, desk: Desk, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form keeps its uid while it is open; the person shown is the one that was recorded."""
    screen.write_down("Zoé Petit")
    lose_answer(desk, monkeypatch)
    screen.maker.make()
    screen.maker.fields.field("name").set_text("Zoé Petite")
    screen.maker.make()
    assert told(said) == "Zoé Petit est déjà noté."
    assert len(desk.ask(search.customers_matching, words="zoé")) == 1
    screen.write_down("Zoé Petit")
    screen.maker.make()
    assert len(desk.ask(search.customers_matching, words="zoé")) == 2


def test_a_person_is_erased_in_two_steps(
    claire: Customers, window: MainWindow, make: Make, qtbot: QtBot, said: list[Notice]
) -> None:
    """Refused while things are in our care; then the person is gone from the list."""
    make.deposit(IDS.shirt)
    window.sign_in(person(window.desk, IDS.supervisor))
    claire = cast("Customers", window.open_screen("customers", customer_id=IDS.claire))
    erase = claire.person.erase
    assert erase.isVisible()
    assert erase.sure.isHidden()
    erase.opener.click()
    erase.sure.click()
    qtbot.waitUntil(lambda: bool(said) and said[-1].warning, timeout=5_000)
    assert "Claire Dupont" in told(said)
    claire.show_customer(IDS.mohamed)
    assert erase.sure.isHidden()
    erase.opener.click()
    erase.sure.click()
    qtbot.waitUntil(lambda: not said[-1].warning, timeout=5_000)
    assert told(said) == "La personne est effacée."
    assert window.desk.ask(search.customers_matching, words="mohamed") == []


def test_a_concierge_erases_a_person_only_with_the_leave_of_a_supervisor(
    claire: Customers, window: MainWindow, qtbot: QtBot
) -> None:
    """Left with Esc, the person is still there and shown; with Aminata's badge they are gone."""
    erase, desk = claire.person.erase, window.desk
    erase.opener.click()
    erase.sure.click()
    asker = window.workplace.asker
    qtbot.waitUntil(asker.is_asking, timeout=5_000)
    assert asker.panel.what.text() == "Claire Dupont"
    window.press("Esc")
    assert claire.in_hand() == {"customer_id": IDS.claire}
    assert erase.sure.isEnabled()
    assert len(desk.ask(search.customers_matching, words="claire")) == 1
    erase.sure.click()
    give_leave(window, qtbot)
    assert desk.ask(search.customers_matching, words="claire") == []
    assert window.context.staff().id == IDS.concierge
