"""Words of mail on the screens: whose a piece is, what it costs, what happened to it."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.money import Money
from concierge_desk.operations import carrier_visits, history
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import mail_outgoing_words
from concierge_desk.ui.screens.mail_carrier_page import CarrierPage, whose_is
from concierge_desk.ui.screens.mail_deadlines import DeadlinesPanel
from concierge_desk.ui.screens.mail_outgoing import OutgoingPanel
from concierge_desk.ui.screens.trail_words import step_words
from concierge_desk.ui.widgets.labelled_field import LabelledField
from tests.make import IDS
from tests.operations.counter import Counter
from tests.operations.mail_at import arrive, carrier_id, send_back

if TYPE_CHECKING:
    from concierge_desk.ui.screens.items import Items
    from concierge_desk.ui.screens.mail import Mail

_T = Texts("en")


@pytest.fixture
def letters(desk: Desk) -> None:
    """Three plain letters without a number: of Claire, of Mohamed as written, of nobody known."""
    arrive(
        desk,
        "la_poste",
        Arrival(MailKind.LETTER, customer_id=IDS.claire),
        Arrival(MailKind.LETTER, addressee="M. Traoré, compta", customer_id=IDS.mohamed),
        Arrival(MailKind.LETTER),
    )


@pytest.mark.usefixtures("letters", "qapp")
def test_two_letters_that_go_back_are_told_apart(desk: Desk) -> None:
    """By the words on them, or by whose they are."""
    send_back(desk, 1, 2, 3)
    rows = desk.ask(carrier_visits.to_take, language="en")
    page = CarrierPage(_T)
    page.show_rows(rows)
    assert [row.title for row in page.leaving.list.rows()] == [
        "Claire Dupont",
        "M. Traoré, compta",
        "Plain letter",
    ]
    assert all(row.subtitle.startswith("Plain letter ·") for row in page.leaving.list.rows()[:2])
    assert whose_is(replace(rows[0], number="2C1", addressee="")) == "Claire Dupont"


@pytest.mark.usefixtures("letters")
def test_a_piece_that_waits_goes_back_from_its_trail(window: MainWindow, desk: Desk) -> None:
    """The button leads to what goes back, with the piece ticked; it is not there for what goes back already."""
    items = cast("Items", window.open_screen("items", item_id=1))
    assert items.trail.send_back.isVisible()
    items.trail.send_back.click()
    panel = cast("Mail", window.open_screen("mail")).panel()
    assert isinstance(panel, DeadlinesPanel)
    assert panel.in_hand()["ticked"] == [1]
    send_back(desk, 1)
    window.open_screen("items", item_id=1)
    assert not items.trail.send_back.isVisible()


@pytest.mark.usefixtures("letters")
def test_a_carrier_is_named_in_the_trail_and_its_sheet_beside_it(desk: Desk) -> None:
    """A sheet’s number is nobody to whom a thing is given."""
    send_back(desk, 1)
    poste = carrier_id(desk, "la_poste")
    desk.do(carrier_visits.take, carrier_id=poste, item_ids=[1], **Counter(desk).by())
    steps = desk.ask(history.trail, item_id=1).steps
    rows = [step_words(each, steps, _T) for each in steps]
    assert (rows[0].tag, rows[-1].tag) == ("26-C-0001", "26-C-0002")
    assert not any("given to" in row.subtitle for row in rows)
    assert rows[-1].title == "Given to the carrier"
    assert "La Poste" in rows[-1].subtitle


def test_no_price_is_not_nothing() -> None:
    """A total without a price says the pieces alone."""
    piece = Outgoing(MailKind.PARCEL, "Lucie", 1)
    assert mail_outgoing_words.total([piece], "€0.00", _T) == "1 piece"
    assert mail_outgoing_words.total([replace(piece, franking=Money(139))], "€1.39", _T) == "1 piece, €1.39"


def test_the_example_of_a_service_fits_the_kind(window: MainWindow) -> None:
    """No letter’s service for a parcel; and every field ends inside the card."""
    panel = cast("Mail", window.open_screen("mail", panel="outgoing")).panel()
    assert isinstance(panel, OutgoingPanel)
    panel.begin(IDS.claire)
    hints = set()
    for kind in (MailKind.LETTER, MailKind.PARCEL, MailKind.EXPRESS):
        panel.fields.use_kind(kind)
        hints.add(panel.fields.service.edit.placeholderText())
    assert len(hints) == 3  # one each
    for field in panel.fields.findChildren(LabelledField):
        room = field.parentWidget()
        assert room is not None
        assert field.geometry().right() <= room.rect().right()
