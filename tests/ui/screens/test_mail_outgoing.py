"""Outgoing mail in the window: left by keyboard and scanner alone, mended, and proven posted."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy.orm import Session

from concierge_desk import codes, formats
from concierge_desk.desk import Desk
from concierge_desk.models import House, MailKind, Payer, PrintJob, PrintState, Tariff
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.saying import Saying
from concierge_desk.money import Money
from concierge_desk.operations import carrier_visits, drafts, history, mail_reading, outgoing, printing
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.texts import Texts
from concierge_desk.ui import outbox
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens import trail_words
from concierge_desk.ui.screens.mail import Mail
from concierge_desk.ui.screens.mail_outgoing import OutgoingPanel
from concierge_desk.ui.screens.mail_outgoing_form import weight_of
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.counter import Counter
from tests.ui.fingers import MEANT_MS

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
    hands.scan(Saying.PARCEL.code)
    hands.until(lambda: panel.fields.kind() is MailKind.PARCEL, "it is a parcel")
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
    """Leaving the screen keeps the pieces; a second Esc forgets them and offers them again; a recorded one too."""
    panel = panel_of(window)
    panel.begin(IDS.claire)
    panel.fields.addressee.set_text("Mairie")
    panel.add()
    assert panel.in_hand()["form_body"]["pieces"]  # type: ignore[index]  # the form's own words
    assert desk.ask(drafts.find, screen="mail_outgoing", at=desk.clock.now()) is not None
    panel.fields.addressee.set_text("Impôts")
    for _ in range(
        3
    ):  # the piece that is begun goes first, then it is asked, and the same stroke is no answer
        panel.go_back()
        assert panel.form is not None
        assert panel.fields.addressee.text() == ""
    assert said[-1].warning
    QTest.qWait(MEANT_MS)
    panel.go_back()
    assert desk.ask(drafts.find, screen="mail_outgoing", at=desk.clock.now()) is None
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


def test_a_parcel_that_goes_back_with_its_label_is_one_scan(window: MainWindow, desk: Desk) -> None:
    """By scanner alone: a ticket says who, the number what, by whom and that it is paid; a word records it."""
    left(desk, Outgoing(MailKind.LETTER, "A", LA_POSTE, franking=Money(139)))
    ticket = sent(desk)[0].ticket
    panel, hands = panel_of(window), Hands(window)
    hands.scan(codes.write(codes.CodeKind.TICKET, int(ticket.replace("-", ""))))
    hands.until(lambda: panel.form is not None, "their form is open")
    hands.scan("CB123456785FR")
    hands.until(lambda: bool(panel.fields.number.text()), "the number is written")
    assert panel.fields.own_label.isChecked()
    hands.scan(Saying.RECORD.code)
    hands.until(lambda: panel.form is None, "it is recorded")
    row = sent(desk)[1]
    assert (row.owner, row.kind, row.number) == ("Claire Dupont", MailKind.PARCEL, "CB123456785FR")
    assert (row.carrier, row.own_label) == ("Colissimo", True)
    assert [each.missing for each in desk.ask(outgoing.waiting)] == [(), ()]


def test_what_was_said_of_a_piece_is_put_right_by_keyboard(window: MainWindow, desk: Desk) -> None:
    """Another kind and another payer: the page asks why, with the usual answer there already, and records all."""
    left(desk, Outgoing(MailKind.LETTER, "Cabinet Leroy", LA_POSTE, franking=Money(139)))
    panel, hands = panel_of(window), Hands(window)
    other = "en" if panel.t.language == "fr" else "fr"
    desk.do(lambda session: setattr(session.get_one(House, THE_HOUSE), "language", other))
    panel.refresh()
    panel.mend(1)
    asked = panel.view.mending
    assert asked.why.isHidden()
    panel.fields.kinds.setFocus()
    hands.reach(panel.fields.kinds.findChildren(QAbstractButton)[0])
    hands.press("Right")
    assert panel.fields.kind() is MailKind.REGISTERED
    assert not asked.why.isHidden()
    hands.reach(asked.payers.findChildren(QAbstractButton)[0])
    hands.press("Right")
    hands.reach(asked.why.findChildren(QAbstractButton)[0])
    hands.press("Right", "F12")
    row = sent(desk)[0]
    assert (row.kind, row.payer, row.register_serial) == (MailKind.REGISTERED, Payer.ACCOUNT, 26000001)
    last = desk.ask(history.trail, item_id=1).steps[-1]
    assert last.reason == Texts(other)(
        "The customer’s wish"
    )  # in the house's language, as the chain keeps it
    assert "Plain letter" in trail_words.step_words(last, [last], Texts("en")).subtitle
    panel.mend(1)
    panel.fields.addressee.set_text("Mairie")
    window.press("F12")
    assert (sent(desk)[0].addressee, sent(desk)[0].kind) == ("Mairie", MailKind.REGISTERED)


def test_a_second_number_on_a_piece_is_said_before_it_is_taken(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """The first scan warns and changes nothing; only the same number again takes the place of the first."""
    left(desk, Outgoing(MailKind.REGISTERED, "B", LA_POSTE, REGISTERED))
    panel = panel_of(window)
    panel.refresh()
    panel.mend(1)
    other = "2D 000 000 0551 7"
    assert panel.take_scan(other)
    assert said[-1].warning
    assert "2C20524752032" in said[-1].sentence
    assert panel.fields.number.text() == "2C20524752032"
    panel.take_scan("3C00000000019")
    assert panel.fields.number.text() == "2C20524752032"
    panel.take_scan(other)
    panel.take_scan(other)
    assert panel.fields.number.text() == "2D00000005517"
    window.press("F12")
    assert sent(desk)[0].number == "2D00000005517"
    assert desk.ask(history.trail, item_id=1).steps[-1].before["number"] == "2C20524752032"


def test_a_service_is_of_its_kind_and_carrier(window: MainWindow) -> None:
    """A parcel does not go by the letter's service; back with the letter it stands there again, for this piece."""
    fields = panel_of(window).fields
    fields.service.set_text("Lettre verte")
    fields.use_kind(MailKind.PARCEL)
    assert fields.piece().service == ""  # type: ignore[union-attr]  # nothing is wrong
    fields.use_kind(MailKind.LETTER)
    assert fields.piece().service == "Lettre verte"  # type: ignore[union-attr]  # nothing is wrong
    fields.carriers.chosen.emit("chronopost")
    assert fields.piece().service == ""  # type: ignore[union-attr]  # nothing is wrong
    fields.clear()
    fields.use_kind(MailKind.REGISTERED)
    fields.use_kind(MailKind.LETTER)
    assert fields.piece().service == ""  # type: ignore[union-attr]  # nothing is wrong


def test_another_weight_is_another_price_and_the_ticket_is_offered_again(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """20 g were 95 g: the list's price follows, both are said and seen, and the printed ticket says the first."""
    for grams, cents in ((20, 139), (100, 278)):
        price = {"up_to_g": grams, "price": Money(cents), "valid_from": date(2026, 1, 1), "valid_to": None}
        desk.do(
            lambda session, price=price: session.add(  # type: ignore[misc]  # bound here
                Tariff(carrier_id=LA_POSTE, service="Lettre verte", **price)
            )
        )
    left(desk, Outgoing(MailKind.LETTER, "Mairie", LA_POSTE, "", "Lettre verte", weight_g=20))
    panel, t = panel_of(window), window.context.texts
    panel.refresh()
    panel.mend(1)
    panel.fields.weight.edit.setText("95")
    panel.fields.weight.edit.textEdited.emit("95")
    panel.main_action()
    one, other = (formats.money(Money(each), t.language) for each in (139, 278))
    assert f"20 g → 95 g, {one} → {other}" in said[-1].sentence.replace("\u00a0g", " g")
    panel.refresh()
    (row,) = panel.waiting.list.rows()
    assert "95\u00a0g" in row.subtitle
    assert row.trail == other
    assert not panel.view.ticket.asks()
    (job,) = desk.do(_printed)
    panel.mend(1)
    panel.fields.weight.edit.setText("20")
    panel.fields.weight.edit.textEdited.emit("20")
    panel.main_action()
    assert panel.view.ticket.asks()
    panel.view.ticket.accept()
    assert [each.copy for each in desk.ask(printing.waiting)] == [job.copy + 1]


def _printed(session: Session) -> list[PrintJob]:
    """Let every paper that waits be printed."""
    jobs = printing.waiting(session)
    for job in jobs:
        job.state = PrintState.SENT
    return jobs


def test_what_companies_owe_is_seen_and_saved(window: MainWindow, desk: Desk) -> None:
    """The month of today first; a company shows its pieces, and Ctrl S writes the table."""
    piece = Outgoing(MailKind.LETTER, "Mairie", LA_POSTE, franking=Money(139))
    counter = Counter(desk)
    desk.do(
        outgoing.leave, customer_id=IDS.claire, payer=Payer.ACCOUNT, pieces=[piece, piece], **counter.by()
    )
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 2], **counter.by())
    panel = panel_of(window)
    panel.waiting.tabs.choose("accounts")
    panel.waiting.tabs.chosen.emit("accounts")
    accounts = panel.waiting.accounts
    assert len(accounts.list.rows()) == 1
    accounts.list.chosen.emit(accounts.list.rows()[0].key)
    assert [row.key for row in accounts.list.rows()][1:] == [1, 2]
    assert accounts.total.text().endswith("2.78") or "2,78" in accounts.total.text()
    Hands(window).press("Ctrl+S")
    assert "franking-2026-11-01" in accounts.said.text()
    folder = outbox.folder_of(window.context.settings(), desk) / "2026-11-23"
    saved = folder / "franking-2026-11-01-2026-11-30.csv"
    assert len(saved.read_text(encoding="utf-8-sig").splitlines()) == 3
