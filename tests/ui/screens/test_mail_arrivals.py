"""Taking in a carrier's delivery in the window."""

import time
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit, Draft, MailItem, MailKind, Recipient, Signed
from concierge_desk.operations import customers, mail_intake, mail_reading
from concierge_desk.operations.mail_intake import MOST_PIECES, Arrival
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail_arrival_form import Piece, Who
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.ui.fingers import MEANT_MS, scanner_sends
from tests.ui.mail_scenes import MISREAD, PARCELS
from tests.ui.screens.day import assert_clean, shelf_code

if TYPE_CHECKING:
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


def test_a_letter_is_two_keys_and_the_same_person_one(
    panel: ArrivalsPanel, hands: Hands, make: Make, desk: Desk, said: list[Notice]
) -> None:
    """A letter and Enter, a letter and a digit, +; Backspace takes back; ? and * keep for later; F12 records."""
    make.customer("Chloé Fournier")
    hands.type("m\r")
    hands.type("c2")
    hands.until(lambda: len(_whose(panel)) == 2, "the second row is taken")
    assert _whose(panel) == ["Mohamed Traoré", "Claire Dupont"]
    hands.type("+")
    hands.until(lambda: _whose(panel)[2:] == ["Claire Dupont"], "the same person again")
    hands.press("Backspace")
    hands.until(lambda: len(_whose(panel)) == 2, "it is taken back")
    hands.type("?")
    hands.type("c*")
    hands.type("Durand\r")
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    rows = desk.ask(mail_reading.rows, item_ids=range(1, 6))
    assert [(row.owner, row.addressee, row.recipient) for row in rows[:2]] == [
        ("Mohamed Traoré", "", Recipient.KNOWN),
        ("Claire Dupont", "", Recipient.KNOWN),
    ]
    assert [(row.addressee, row.recipient, len(row.candidates)) for row in rows[2:]] == [
        ("", Recipient.UNKNOWN, 0),
        ("c", Recipient.SEVERAL, 2),
        ("Durand", Recipient.UNKNOWN, 0),
    ]
    assert said[-1].undo is not None
    said[-1].undo()
    assert len(_whose(panel)) == 5
    assert_clean(desk)


def test_a_late_undo_brings_the_lines_back_and_loses_no_other_delivery(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, desk: Desk
) -> None:
    """Ctrl+Z after the toast has gone, twice: with an empty page, and beside a delivery that was begun since."""
    window.scan(shelf_code(IDS.b4))
    window.scan(MISREAD)
    hands.type("m\r")
    hands.type("Durand\r\r")
    panel.writing.answer(Who(written="Dupont", candidates=(IDS.claire, IDS.mohamed)))
    panel.page.signing.pads.driver.setText("Luc")
    panel.page.signing.pads.toggle_paper()
    _record(panel, hands)
    _undo_late(window, hands)
    form = panel.form
    assert form is not None
    assert [(piece.number, piece.check_fails, piece.shelf_id) for piece in form.pieces] == [
        (MISREAD, True, IDS.b4),
        ("", False, IDS.b4),
        ("", False, IDS.b4),
    ]
    assert _whose(panel)[0] == "Mohamed Traoré"
    assert [piece.who and piece.who.written for piece in form.pieces[1:]] == ["Durand", "Dupont"]
    assert (form.driver, form.signed()) == ("Luc", Signed.PAPER)
    _record(panel, hands)
    panel.use_carrier(1)
    hands.type("c\r")
    window.open_screen("today")
    _undo_late(window, hands)
    assert _whose(panel) == ["Claire Dupont"]
    _record(panel, hands)
    hands.until(panel.unfinished.offer.asks, "the one that was taken back is offered")
    panel.unfinished.offer.accept()
    assert len(_whose(panel)) == 3
    assert_clean(desk)


def test_a_registered_letter_fits_a_small_screen(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands
) -> None:
    """What 1366 by 768 leaves between a bar at the bottom and a title: nothing scrolls, nothing is cut."""
    window.resize(1366, 698)
    hands.press("Ctrl+2")
    hands.type("c")
    hands.settle()
    assert panel.page.entry.presented.isVisible()
    for button in (panel.page.entry.who.several_button, panel.page.signing.button):
        assert button.visibleRegion().boundingRect().size() == button.size()


def _record(panel: ArrivalsPanel, hands: Hands) -> None:
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")


def _undo_late(window: MainWindow, hands: Hands) -> None:
    """Press Ctrl+Z when nothing is offered any more: the deed is named, and undone by a second press."""
    window.workplace.toast.hide()
    hands.press("Ctrl+Z", "Ctrl+Z")


def test_scans_at_full_speed_lose_none_and_write_nothing_at_once(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, desk: Desk
) -> None:
    """33 numbers in the queue at once: 33 lines; what is kept is kept within moments, never in the scan's slot."""
    field = panel.page.entry.who.field.edit
    began = time.monotonic()
    for number in range(33):
        scanner_sends(field, f"XX{number:09d}YY")
    form = panel.form
    assert form is not None
    hands.until(lambda: len(form.pieces) == 33, "all are there")
    assert time.monotonic() - began < 10
    window.scan(PARCELS[0])
    kept = desk.ask(lambda session: session.get(Draft, form.uid))
    assert kept is None or len(kept.body["pieces"]) < 34
    hands.until(lambda: _kept(desk, form.uid) == 34, "it is kept")


def _kept(desk: Desk, uid: str) -> int:
    draft = desk.ask(lambda session: session.get(Draft, uid))
    return 0 if draft is None else len(draft.body["pieces"])


def test_what_is_odd_about_a_number_is_said_and_never_refused(
    panel: ArrivalsPanel, window: MainWindow, said: list[Notice]
) -> None:
    """A misread one is kept with a hint; twice the same is said, not doubled; its shape says its kind alone."""
    window.scan(MISREAD)
    window.scan(MISREAD)
    window.scan(PARCELS[2])
    form = panel.form
    assert form is not None
    assert [(piece.number, piece.check_fails) for piece in form.pieces] == [
        (MISREAD, True),
        (PARCELS[2], False),
    ]
    assert MISREAD in said[-1].sentence
    assert [piece.kind for piece in form.pieces] == [MailKind.PARCEL, MailKind.PARCEL]
    assert form.kind is MailKind.LETTER
    panel.writing.answer(Who(IDS.claire, "Claire Dupont"))
    assert panel.page.entry.hint.text() != ""
    assert form.current == 0
    window.scan("RB123456785GB")
    assert [piece.kind for piece in form.pieces][2:] == [MailKind.REGISTERED]
    for _ in range(3):
        panel.writing.answer(Who(IDS.claire, "Claire Dupont"))
    assert form.pieces[3].kind is form.kind is MailKind.LETTER


def test_a_word_typed_as_fast_as_a_scan_is_a_word_and_nobody_is_taken_without_a_key(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands
) -> None:
    """It stands in the field until Enter; a parcel that is scanned then keeps it to settle later."""
    form, edit = panel.form, panel.page.entry.who.field.edit
    assert form is not None
    edit.setFocus()
    scanner_sends(edit, "Claire Dupont")
    hands.until(lambda: edit.text() == "Claire Dupont", "it is typed")
    assert form.pieces == []
    window.scan(PARCELS[0])
    assert [(piece.number != "", piece.who) for piece in form.pieces] == [
        (False, Who(written="Claire Dupont", candidates=(IDS.claire,))),
        (True, None),
    ]


def test_a_number_that_is_here_already_is_said(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, said: list[Notice]
) -> None:
    """It is not written down twice, and one learns where it is."""
    window.scan(shelf_code(IDS.b4))
    window.scan(PARCELS[0])
    hands.type("m\r")
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    panel.use_carrier(1)
    window.scan(PARCELS[0])
    assert panel.form is not None
    assert panel.form.pieces == []
    assert "B4" in said[-1].sentence
    assert "Mohamed Traoré" in said[-1].sentence


def test_a_difference_from_the_sheet_is_asked_once_and_who_signed_is_kept(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, desk: Desk
) -> None:
    """A held F12 answers nothing; struck again it is recorded as it is, with what the sheet says."""
    hands.type("m\r")
    counts = panel.page.counts
    counts.fields[MailKind.LETTER].setFocus()
    hands.type("2")
    panel.page.signing.pads.driver.setText("Luc")
    panel.page.signing.pads.toggle_paper()
    hands.press("F12", "F12")
    assert panel.form is not None
    assert panel.page.asked.isVisible()
    QTest.qWait(MEANT_MS)
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    visit = desk.ask(lambda session: session.query(CarrierVisit).one())
    assert (visit.sheet, visit.found, visit.signed) == ({"letter": 2}, {"letter": 1}, Signed.PAPER)


def test_a_delivery_that_was_left_open_is_offered_again(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, desk: Desk
) -> None:
    """After a crash a new window offers it, with names, number and shelf."""
    window.scan(shelf_code(IDS.b4))
    window.scan(PARCELS[0])
    hands.type("m\r")
    form = panel.form
    assert form is not None
    hands.until(lambda: _kept(desk, form.uid) == 1, "it is kept")
    again = ArrivalsPanel(panel.context)
    again.refresh()
    assert again.unfinished.offer.asks()
    again.unfinished.offer.accept()
    assert again.form is not None
    assert again.form.pieces == form.pieces
    background.wait()
    again.deleteLater()


def test_somebody_erased_meanwhile_is_asked_for_again(
    panel: ArrivalsPanel, hands: Hands, desk: Desk, said: list[Notice]
) -> None:
    """Another counter erased Mohamed: the list stays, his piece has no name; a name is as long as can be kept."""
    hands.type("m\r")
    hands.type("c\r")
    panel.page.entry.who.field.edit.setText("x" * 300)
    hands.press("Return")
    at = panel.context.clock.now()
    desk.do(customers.erase, customer_id=IDS.mohamed, at=at, staff_id=IDS.supervisor)
    hands.press("F12")
    expected = "Somebody on this list was erased. Say again for whom the piece is."
    assert said[-1].sentence == panel.t(expected)
    form = panel.form
    assert form is not None
    assert (form.open_ones(), len(form.pieces)) == ([0], 3)
    hands.type("c\r")
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    assert_clean(desk)


def test_one_piece_too_many_is_said_at_once(
    panel: ArrivalsPanel, window: MainWindow, hands: Hands, said: list[Notice]
) -> None:
    """Not when all are written down and none could be recorded; what is there can still be corrected."""
    form = panel.form
    assert form is not None
    form.pieces = [Piece(MailKind.LETTER, who=Who(IDS.claire, "Claire Dupont"))] * MOST_PIECES
    window.scan(PARCELS[0])
    hands.type("m\r")
    assert (len(form.pieces), str(MOST_PIECES) in said[-1].sentence) == (MOST_PIECES, True)
    form.current = 0
    panel.writing.answer(Who(IDS.mohamed, "Mohamed Traoré"))
    assert _whose(panel)[0] == "Mohamed Traoré"


def test_two_people_of_one_name_are_never_chosen_by_enter(
    panel: ArrivalsPanel, hands: Hands, make: Make
) -> None:
    """The digit of the right one is asked for."""
    for _ in range(2):
        make.customer("Jean Martin")
    hands.type("jean\r")
    assert _whose(panel) == []
    assert panel.page.entry.hint.text() != ""
    hands.type("2")
    hands.until(lambda: _whose(panel) == ["Jean Martin"], "the second is chosen")


def test_the_day_of_first_presentation_can_be_an_earlier_one(
    panel: ArrivalsPanel, hands: Hands, desk: Desk
) -> None:
    """Ctrl and 2 is registered mail; the day stands for those that follow."""
    hands.press("Ctrl+2")
    presented = panel.page.entry.presented
    presented.edit.setFocus()
    presented.edit.setText("21/11")
    panel.writing.focus()
    hands.type("m\r")
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")
    mail = desk.ask(lambda session: session.query(MailItem).one())
    assert (mail.kind, str(mail.presented_on), mail.register_serial) == (
        MailKind.REGISTERED,
        "2026-11-21",
        26000001,
    )


def test_enter_takes_nobody_by_a_number_or_who_is_only_near(
    panel: ArrivalsPanel, hands: Hands, make: Make
) -> None:
    """A floor names nobody; a slip is shown near names; what fits nobody is kept at the second Enter."""
    form, hint = panel.form, panel.page.entry.hint
    make.customer("Piotr Nowak", place="3")
    panel.refresh()
    background.wait()
    hands.until(lambda: len(panel.people.found("nov", 9).people) == 1, "everybody is gathered")
    assert form is not None
    hands.type("*")
    several = panel.page.entry.who.several_button.toolTip()
    hands.until(lambda: hint.text() == several != "", "it says what it is for")
    for typed in ("3\r", "nov\r"):
        hands.type(typed)
        hands.until(lambda: hint.text() not in {"", several}, "it says why nobody is taken")
        assert form.pieces == []
        hands.press("Escape")
    hands.type("nov1")
    hands.until(lambda: _whose(panel) == ["Piotr Nowak"], "he is shown")
    hands.type("zyx\r")
    hands.until(lambda: hint.text() != "", "it asks")
    assert len(form.pieces) == 1
    hands.press("Return")
    hands.until(lambda: len(form.pieces) == 2, "it is kept")
    assert form.pieces[1].who == Who(written="zyx")


def test_the_same_letters_mean_the_same_person_as_long_as_a_delivery_is_open(
    panel: ArrivalsPanel, make: Make, desk: Desk
) -> None:
    """Another counter takes in mail for the second: the first stays the first until the next delivery."""
    ids = [make.customer(name).id for name in ("Manon Michel", "Aïcha Mansouri")]

    def first() -> list[int | None]:
        return [who.customer_id for who in panel.people.found("man", 9).people]

    assert first() == ids[::-1]
    pieces = [Arrival(MailKind.LETTER, customer_id=ids[0])]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    panel.refresh()
    assert first() == ids[::-1]
    panel.writing.end()
    panel.refresh()
    assert first() == ids
