"""What is said of a piece beside its number and its person: a company that gets mail of its own, and its sender."""

from functools import partial
from typing import TYPE_CHECKING, cast

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Customer
from concierge_desk.models.saying import Saying
from concierge_desk.operations import carriers, mail_deadlines, mail_reading
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail_arrival_form import Who
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.row_list import RowList
from tests.make import IDS, Make
from tests.ui.mail_scenes import MISREAD
from tests.ui.screens.day import assert_clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from concierge_desk.ui.screens.mail import Mail


@pytest.fixture
def panel(window: MainWindow) -> ArrivalsPanel:
    """The arrivals, with La Poste here."""
    window.activateWindow()
    screen = cast("Mail", window.open_screen("mail", panel="arrivals"))
    found = cast("ArrivalsPanel", screen.panel())
    found.use_carrier(1)
    return found


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """Two hands at the window."""
    return Hands(window)


def _whose(panel: ArrivalsPanel) -> list[str]:
    assert panel.form is not None
    return [piece.who.name if piece.who else "" for piece in panel.form.pieces]


def test_a_letter_to_a_company_is_for_no_person_of_it(
    panel: ArrivalsPanel, hands: Hands, make: Make, desk: Desk
) -> None:
    """Enter on its name takes nobody; its digit registers it, and from then on Enter takes it."""
    make.customer("Anne Roux", company="Étude Notariale")
    hands.type("etude\r")
    hands.until(lambda: panel.page.entry.hint.text() != "", "it asks for a digit")
    assert _whose(panel) == []
    hands.type("1")
    hands.until(lambda: _whose(panel) == ["Étude Notariale"], "it is the company itself")
    hands.type("etude\r")
    hands.until(lambda: _whose(panel) == ["Étude Notariale"] * 2, "it is known now")
    companies = desk.ask(lambda session: session.query(Customer).filter(Customer.is_company).all())
    assert [each.name for each in companies] == ["Étude Notariale"]


def test_a_company_registered_by_mistake_is_taken_back(
    panel: ArrivalsPanel, window: MainWindow, make: Make, desk: Desk, said: list[Notice]
) -> None:
    """The word at the bottom takes it back, and the piece is asked about again; a step back takes both back."""
    make.customer("Anne Roux", company="Étude Notariale")
    hands = Hands(window)

    def companies() -> list[str]:
        found = desk.ask(lambda session: session.query(Customer).filter(Customer.is_company).all())
        return [each.name for each in found]

    ways: list[Callable[[], object]] = [
        lambda: said[-1].undo and said[-1].undo(),
        partial(hands.press, "Ctrl+Z"),
        partial(hands.press, "Backspace"),
        partial(window.scan, Saying.TAKE_BACK.code),
    ]
    for take_back in ways:
        hands.type("etude\r")
        hands.until(lambda: panel.page.entry.hint.text() != "", "it asks for a digit")
        hands.type("1")
        hands.until(lambda: companies() == ["Étude Notariale"], "it is registered")
        assert said[-1].undo is not None
        take_back()
        hands.until(lambda: companies() == [], "it is registered no more")
        panel.page.entry.who.field.edit.setFocus()
        assert panel.form is not None
        assert all(each.who is None or each.who.customer_id is None for each in panel.form.pieces)
    assert_clean(desk)


def test_the_sender_is_asked_only_when_one_wants_it(
    panel: ArrivalsPanel, hands: Hands, desk: Desk, said: list[Notice]
) -> None:
    """Ctrl E asks who sends the last piece, Enter goes on; it survives a crash and stands on its return."""
    entry = panel.page.entry
    hands.press("Ctrl+E")
    assert entry.sent_by.isHidden()
    hands.type("m\r")
    assert entry.sent_by.isHidden()
    hands.press("Ctrl+E")
    assert entry.sent_by.edit.hasFocus()
    hands.type("Tribunal\r")
    hands.until(entry.who.field.edit.hasFocus, "the next piece is asked about")
    form = panel.form
    assert form is not None
    assert [piece.sender for piece in form.pieces] == ["Tribunal"]
    assert panel.unfinished.read(form.uid, form.body()).pieces == form.pieces
    hands.press("Ctrl+E")
    assert entry.sent_by.text() == "Tribunal"
    hands.press("Escape")
    hands.type("c\r")
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    rows = desk.ask(mail_reading.rows, item_ids=(1, 2))
    assert [row.sender for row in rows] == ["Tribunal", ""]
    deadlines = desk.ask(mail_deadlines.going_back, on=moments.day_of(desk.clock.now()), also=[1])
    assert [row.sender for row in deadlines] == ["Tribunal"]


def test_a_number_typed_by_hand_says_that_enter_takes_it(panel: ArrivalsPanel, hands: Hands) -> None:
    """The whole number stands there, and one Enter is enough; a name that fits nobody takes two."""
    rows, number = panel.page.entry.who.rows, "RR123456785FR"
    asks, takes = "Enter, twice: keep it, settle it later", "Enter takes it as the number of a piece"
    hands.type("zyxw")
    asked = (panel.t("“{words}”", words="zyxw"), panel.t(asks))
    hands.until(lambda: _first(rows) == asked, "it says that a name takes two")
    hands.press("Escape")
    hands.type(number)
    hands.until(lambda: _first(rows) == (number, panel.t(takes)), "it says that a number takes one")
    hands.press("Return")
    assert panel.form is not None
    assert [piece.number for piece in panel.form.pieces] == [number]


def _first(rows: RowList) -> tuple[str, str]:
    row = rows.row_at(rows.model().index(0, 0))
    return row.title, row.subtitle


def test_what_is_asked_at_the_end_fits_a_small_screen(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands
) -> None:
    """A piece without a name whose number is misread, and a sheet that differs: the count and F12 stay in sight."""
    window.resize(1366, 698)
    window.scan(MISREAD)
    panel.page.counts.changed.emit({"letter": 2, "parcel": 3, "registered": 1})
    hands.press("F12")
    hands.settle()
    assert panel.page.asked.isVisible()
    assert panel.page.entry.hint.isVisible()
    for piece in (panel.page.entry.who.several_button, panel.page.asked, panel.page.signing.button):
        assert piece.visibleRegion().boundingRect().size() == piece.size()
    panel.writing.answer(Who(IDS.claire, "Claire Dupont"))
    assert panel.page.signing.sum.isVisible()


def test_what_is_handed_in_has_a_digit_and_its_page_does_not_scroll(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands
) -> None:
    """The tenth carrier is 0; the page of a delivery that is not shown asks for no room."""
    window.scan(MISREAD)
    panel.page.entry.other_carrier.emit()
    window.resize(1366, 698)
    hands.settle()
    assert panel.visibleRegion().boundingRect().size() == panel.size()
    hands.press("0")
    assert panel.form is not None
    by_id = {each.id: each.key for each in panel.context.desk.ask(carriers.every)}
    assert by_id[panel.form.carrier_id or 0] == "hand"
