"""Outgoing mail in the window: left by keyboard and scanner alone, mended, and proven posted."""

from datetime import date

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Payer, Tariff
from concierge_desk.money import Money
from concierge_desk.operations import carrier_visits, drafts, mail_reading, outgoing
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail import Mail
from concierge_desk.ui.screens.mail_outgoing import OutgoingPanel
from concierge_desk.ui.screens.mail_outgoing_form import weight_of
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE = 1
REGISTERED = "2C 205 247 5203 2"


def panel_of(window: MainWindow) -> OutgoingPanel:
    """Open outgoing mail."""
    screen = window.open_screen("mail", panel="outgoing")
    assert isinstance(screen, Mail)
    panel = screen.panel()
    assert isinstance(panel, OutgoingPanel)
    return panel


def sent(desk: Desk) -> list[MailRow]:
    """List all that was recorded."""
    return desk.ask(mail_reading.rows, item_ids=range(1, 9), language="en")


def left(desk: Desk, *pieces: Outgoing) -> None:
    """Let Claire leave pieces, without the window."""
    desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=pieces, **Counter(desk).by())


def test_mail_is_left_by_keyboard_and_scanner_alone(window: MainWindow, desk: Desk) -> None:
    """A name, a letter by its addressee and weight, a registered one by its number, a parcel with its own label."""
    price = {"service": "Lettre verte", "up_to_g": 20, "price": Money(139), "valid_from": date(2026, 1, 1)}
    desk.do(lambda session: session.add(Tariff(carrier_id=LA_POSTE, valid_to=None, **price)))
    panel, hands = panel_of(window), Hands(window)
    panel.view.search.field.edit.setFocus()
    hands.type("dupont")
    hands.press("Return")
    assert panel.fields.addressee.edit.hasFocus()
    hands.type("Mairie")
    hands.reach(panel.fields.weight.edit)
    hands.type("20")
    hands.press("Return")
    hands.scan(REGISTERED.replace(" ", ""))
    hands.until(lambda: bool(panel.fields.number.text()), "the number is written")
    assert panel.fields.kind() is MailKind.REGISTERED
    hands.scan("8R20524752032")
    hands.until(lambda: panel.fields.number.text().startswith("8R"), "the next number is written")
    assert [piece.kind for piece in panel.form.pieces] == [MailKind.LETTER, MailKind.REGISTERED]  # type: ignore[union-attr]  # it is open
    panel.fields.use_kind(MailKind.PARCEL)
    panel.fields.own_label.click()
    hands.press("F12")
    rows = sent(desk)
    assert [(row.kind, row.addressee, row.number, row.carrier, row.franking) for row in rows] == [
        (MailKind.LETTER, "Mairie", "", "La Poste", Money(139)),
        (MailKind.REGISTERED, "", "2C20524752032", "La Poste", None),
        (MailKind.PARCEL, "", "8R20524752032", "Colissimo", None),
    ]
    assert [row.own_label for row in rows] == [False, False, True]
    assert panel.form is None
    assert panel.view.search.field.edit.hasFocus()


def test_a_number_scanned_first_waits_for_who_sends_it(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """A parcel is scanned before anybody is chosen; the number is that of the first piece."""
    panel = panel_of(window)
    assert panel.take_scan(REGISTERED)
    assert "2C20524752032" in said[-1].sentence
    panel.begin(IDS.claire)
    assert panel.fields.number.text() == "2C20524752032"
    assert panel.take_scan("2c20524752032")
    panel.add()
    panel.take_scan(REGISTERED)
    assert said[-1].warning
    assert panel.fields.number.text() == ""


def test_what_is_missing_is_said_and_the_posting_proven(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """The piece that lacks something stands first; after it left, the scanned receipt ticks it, and F12 notes it."""
    left(
        desk,
        Outgoing(MailKind.LETTER, "A", LA_POSTE, franking=Money(139)),
        Outgoing(MailKind.REGISTERED, "B"),
    )
    panel = panel_of(window)
    panel.refresh()
    assert [row.key for row in panel.waiting.list.rows()] == [2, 1]
    panel.waiting.list.chosen.emit(2)
    panel.take_scan(REGISTERED)
    panel.fields.price.set_money(Money(574))
    window.press("F12")
    assert [each.missing for each in desk.ask(outgoing.waiting)] == [(), ()]
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 2], **Counter(desk).by())
    panel.refresh()
    assert panel.take_scan(REGISTERED)
    assert sent(desk)[1].posted_at is None
    window.press("F12")
    assert sent(desk)[1].posted_at == desk.clock.now()
    assert not said[-1].warning
    assert panel.waiting.ticked == set()


def test_what_is_wrong_is_said_under_its_field_and_refused_by_none(window: MainWindow) -> None:
    """A weight that is none stops the piece; a check digit that does not fit only warns."""
    panel = panel_of(window)
    panel.begin(IDS.claire)
    panel.fields.weight.set_text("lourd")
    assert not panel.add()
    assert panel.fields.weight.refusal()
    panel.fields.weight.set_text("1,5 kg")
    panel.take_scan("2C 205 247 5203 3")
    assert panel.fields.number.refusal()
    assert panel.add()
    assert panel.form is not None
    assert [(each.number, each.weight_g) for each in panel.form.pieces] == [("2C20524752033", 1500)]
    panel.take_scan("6A62957360897")
    assert panel.fields.weight.text() == ""


def test_an_open_form_is_kept_and_a_recorded_one_can_be_taken_back(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Leaving the screen keeps the pieces; Esc forgets them and offers them again; a recorded one comes back too."""
    panel = panel_of(window)
    panel.begin(IDS.claire)
    panel.fields.addressee.set_text("Mairie")
    panel.add()
    assert panel.in_hand()["form_body"]["pieces"]  # type: ignore[index]  # the form's own words
    assert desk.ask(drafts.find, screen="mail_outgoing") is not None
    panel.go_back()
    assert desk.ask(drafts.find, screen="mail_outgoing") is None
    undo = said[-1].undo
    assert undo is not None
    undo()
    panel.main_action()
    assert len(desk.ask(outgoing.waiting)) == 1
    back = said[-1].undo
    assert back is not None
    back()
    assert desk.ask(outgoing.waiting) == []
    assert panel.form is not None
    assert [each.addressee for each in panel.form.pieces] == ["Mairie"]


@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("20", 20),
        ("20 g", 20),
        ("1,5 kg", 1500),
        ("0.25kg", 250),
        ("", None),
        ("1,5", None),
        ("x", None),
        ("²", None),
    ],
)
def test_a_weight_is_read_as_people_write_it(typed: str, grams: int | None) -> None:
    """Grams, or kilos where it says so; half a gram is no weight."""
    assert weight_of(typed) == grams
