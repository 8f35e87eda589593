"""The settings of mail: a carrier, a rule that was used, a price, and who may change them."""

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Collecting, MailKind
from concierge_desk.operations import carriers, rule_keeping, tariffs
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.setup_card import SetupCard
from tests.make import IDS
from tests.operations.mail_at import arrive, be_relay, carrier_id
from tests.ui.leave import give_leave
from tests.ui.opening import person

if TYPE_CHECKING:
    from concierge_desk.ui.screens.settings import SettingsScreen
    from concierge_desk.ui.screens.setup_mail_carriers import CarriersPart
    from concierge_desk.ui.screens.setup_mail_prices import PricesPart
    from concierge_desk.ui.screens.setup_mail_rules import RulesPart


@pytest.fixture
def supervised(window: MainWindow) -> MainWindow:
    """The window with Aminata at the desk, who is a supervisor."""
    window.sign_in(person(window.desk, IDS.supervisor))
    return window


def _part(window: MainWindow, key: str) -> SetupCard:
    screen = cast("SettingsScreen", window.open_screen("settings", card="mail"))
    screen.mail.tabs.choose(key)
    screen.mail.tabs.chosen.emit(key)
    return screen.mail.part()


def test_a_carrier_is_added_and_one_comes_no_more(supervised: MainWindow, desk: Desk) -> None:
    """What is wrong is said under its field; the order is one press away."""
    part = cast("CarriersPart", _part(supervised, "carriers"))
    part.fields["name"].edit.setText("Ciblex")
    part.fields["comes_at"].edit.setText("matin")
    supervised.press("F12")
    assert part.fields["comes_at"].refusal()
    part.fields["comes_at"].edit.setText("9h30")
    supervised.press("F12")
    assert desk.ask(carriers.every)[-1].comes_at == "09:30"
    part.list.chosen.emit(desk.ask(carriers.every)[-1].id)
    part.up.click()
    assert [each.key for each in desk.ask(carriers.every)][-2:] == ["ciblex", "colis_prive"]
    part.active.setChecked(False)
    supervised.press("F12")
    assert not next(each for each in desk.ask(carriers.every) if each.key == "ciblex").active
    assert not part.go_back()


def test_a_rule_that_was_used_is_replaced(supervised: MainWindow, desk: Desk) -> None:
    """The form says so; the old one stays in the list, ended."""
    arrive(desk, "mondial_relay", Arrival(MailKind.PARCEL, customer_id=IDS.claire))
    part = cast("RulesPart", _part(supervised, "rules"))
    relay = carrier_id(desk, "mondial_relay")
    used = next(
        each
        for each in desk.ask(rule_keeping.rules)
        if each.facts.carrier_id == relay and each.facts.valid_to is None
    )
    part.list.chosen.emit(used.rule_id)
    assert part.hint.isVisible()
    assert not part.drop.isVisible()
    form = part.form
    form.fields["keeps_days"].edit.setText("x")
    supervised.press("F12")
    assert form.fields["keeps_days"].refusal()
    form.fields["keeps_days"].edit.setText("4")
    form.fields["reminders"].edit.setText("2; 3")
    form.collecting.choose(Collecting.ADDRESSEE_ONLY)
    supervised.press("F12")
    new, old, _before = [
        each.facts for each in desk.ask(rule_keeping.rules) if each.facts.carrier_id == relay
    ]
    assert (new.keeps_days, new.reminders, new.collecting) == (4, (2, 3), Collecting.ADDRESSEE_ONLY)
    assert (old.valid_to, new.valid_from) == (date(2026, 11, 23), date(2026, 11, 24))


def test_a_concierge_needs_leave_for_a_rule(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    """With Aminata's badge the rule is kept, and can be taken away again."""
    part = cast("RulesPart", _part(window, "rules"))
    part.form.carrier.choose(carrier_id(desk, "dhl"))
    part.form.kind.choose(MailKind.PARCEL)
    part.form.fields["source"].edit.setText("lettre de DHL")
    window.press("F12")
    give_leave(window, qtbot)
    made = desk.ask(rule_keeping.rules)[-1]
    assert (made.facts.keeps_days, made.facts.source) == (None, "lettre de DHL")
    window.sign_in(person(desk, IDS.supervisor))
    part = cast("RulesPart", _part(window, "rules"))
    part.list.chosen.emit(made.rule_id)
    part.drop.click()
    assert len(desk.ask(rule_keeping.rules)) == 8


def test_a_price_is_written_changed_and_taken_away(supervised: MainWindow, desk: Desk) -> None:
    """The next step of the same service needs only its grams and its price."""
    part = cast("PricesPart", _part(supervised, "prices"))
    assert not part.list.isVisible()
    part.fields["service"].edit.setText("Lettre verte")
    supervised.press("F12")
    assert part.fields["up_to_g"].refusal()
    for grams, price in (("20", "1,00"), ("100", "2,00")):
        part.fields["up_to_g"].edit.setText(grams)
        part.fields["price"].edit.setText(price)
        supervised.press("F12")
    light, heavy = desk.ask(tariffs.prices)
    assert [(each.up_to_g, each.price.cents) for each in (light, heavy)] == [(20, 100), (100, 200)]
    part.list.chosen.emit(light.id)
    part.fields["price"].edit.setText("1,10")
    part.fields["valid_from"].edit.setText("01/01/2027")
    supervised.press("F12")
    assert len(desk.ask(tariffs.prices)) == 3
    part.list.chosen.emit(heavy.id)
    part.drop.click()
    assert len(desk.ask(tariffs.prices)) == 2


def test_a_new_rule_leaves_no_line_marked(supervised: MainWindow) -> None:
    """A line that looks chosen is the one in the form: the cursor shows it, a new one and Esc leave none marked."""
    part = cast("RulesPart", _part(supervised, "rules"))
    part.list.setFocus()
    assert part.list.current_key() is None
    blank = part.fields["source"].edit.text()
    part.list.step(1)
    first = part.list.current_key()
    assert first == part.list.rows()[0].key
    assert part.fields["source"].edit.text() != blank
    part.fields["source"].edit.setText("typed")
    part.refresh()
    assert (part.list.current_key(), part.fields["source"].edit.text()) == (first, "typed")
    assert part.go_back()
    part.list.setFocus()
    assert part.list.current_key() is None
    assert part.fields["source"].edit.text() == blank


def test_a_carrier_brings_for_others(supervised: MainWindow, desk: Desk) -> None:
    """A chip for each other carrier; one that is not in the form keeps what it brings."""
    part = cast("CarriersPart", _part(supervised, "carriers"))
    part.list.chosen.emit(carrier_id(desk, "dpd"))
    assert part.brings["dpd"].isHidden()
    assert "hand" not in part.brings
    part.brings["chronopost"].click()
    supervised.press("F12")
    brings = {each.key: each.brings for each in desk.ask(carriers.every)}
    assert brings["dpd"] == ["chronopost"]
    assert brings["la_poste"] == ["colissimo", "chronopost"]
    part.list.chosen.emit(carrier_id(desk, "la_poste"))
    assert [key for key, chip in part.brings.items() if chip.isChecked()] == ["colissimo", "chronopost"]


def test_a_rule_for_relay_points_says_so(supervised: MainWindow, desk: Desk) -> None:
    """It holds nowhere until the house says that it is a relay point of the carrier."""
    part = cast("RulesPart", _part(supervised, "rules"))
    chronopost = next(
        each
        for each in desk.ask(rule_keeping.rules)
        if each.facts.carrier_id == carrier_id(desk, "chronopost")
    )
    part.list.chosen.emit(chronopost.rule_id)
    assert part.hint.isVisible()
    assert part.form.relay.isChecked()
    be_relay(desk, "chronopost", "mondial_relay")
    part.refresh()
    part.list.chosen.emit(chronopost.rule_id)
    assert not part.hint.isVisible()
    part.form.relay.setChecked(False)
    supervised.press("F12")
    kept = [each.facts for each in desk.ask(rule_keeping.rules) if each.rule_id == chronopost.rule_id]
    assert [each.for_relay for each in kept] == [False]
