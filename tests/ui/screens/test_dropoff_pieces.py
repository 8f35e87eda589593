"""What is said of a piece that is dropped off: its state, its details, the tag that is already on it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.money import Money
from concierge_desk.operations import catalogue, drafts, handbacks, history
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.dropoff import DropOff
from tests.make import IDS, Make
from tests.ui.screens.dropping import counting, fill, names, press, screen, told, undo

__all__ = ["counting", "screen"]
"""The fixtures that are asked for by their names."""
A_TAG = "PRESS-00042"

# In which state


def test_a_reserve_and_a_note_are_recorded_with_the_piece(counting: DropOff, desk: Desk) -> None:
    """Alt and a digit presses a chip; what is typed in the note is in the record."""
    press("1")
    press("1", held=Qt.KeyboardModifier.AltModifier)
    assert counting.counter.piece.chip("stain").isChecked()
    press("2", held=Qt.KeyboardModifier.AltModifier)
    press("encre au col")
    assert counting.counter.pieces.rows.rows()[0].subtitle == "Tache · encre au col"
    press(Qt.Key.Key_Escape)
    counting.record()
    (row,) = desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    item = desk.ask(history.trail, item_id=row.item_id).item
    assert item.conditions == ["stain"]
    assert item.details == {"note": "encre au col"}


def test_what_is_said_can_be_copied_to_similar_pieces(counting: DropOff, said: list[Notice]) -> None:
    """Five shirts with the same stain are described once; it can be taken back."""
    press("1112")
    counting.counter.look_at(0)
    counting.counter.piece.chip("stain").click()
    counting.counter.copy_to_similar()
    assert [row.subtitle for row in counting.counter.pieces.rows.rows()] == ["Tache", "Tache", "Tache", ""]
    undo(said)
    assert [row.subtitle for row in counting.counter.pieces.rows.rows()] == ["Tache", "", "", ""]


def test_ctrl_and_arrows_look_at_another_piece(counting: DropOff) -> None:
    """The state that is shown is that of the piece under the cursor."""
    press("12", Qt.Key.Key_Tab)
    press(Qt.Key.Key_Up, held=Qt.KeyboardModifier.ControlModifier)
    assert counting.counter.form.current == 0
    assert "pièce 1 — Chemise" in counting.counter.piece.accessibleName()


@pytest.fixture
def phone(counting: DropOff, desk: Desk) -> DropOff:
    """The screen with one telephone on it, its details open."""
    fields = [
        {"key": "model", "kind": "text", "names": {"fr": "Marque et modèle", "en": "Make and model"}},
        {"key": "imei", "kind": "imei", "names": {"fr": "IMEI", "en": "IMEI"}},
        {"key": "unlock_code_left", "kind": "yes_no", "names": {"fr": "Code confié", "en": "Code left"}},
    ]
    services = desk.ask(catalogue.services)
    services[1].fields = fields
    service = services[1]
    counting.counter.form.prices.service(service.id).fields = fields
    press("c1")
    counting.counter.piece.show_details()
    return counting


def test_a_wrong_imei_is_said_and_does_not_hold_up_the_rest(
    phone: DropOff, desk: Desk, said: list[Notice]
) -> None:
    """The sentence stands under the field; the rest is recorded, and what was typed is not lost."""
    piece = phone.counter.piece
    fill(piece.field("imei").edit, "490154203237519")
    piece.field("model").edit.setFocus()
    assert "quinze chiffres" in piece.field("imei").refusal()
    phone.record()
    (row,) = desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    item = desk.ask(history.trail, item_id=row.item_id).item
    assert item.details == {"imei_text": "490154203237519"}
    assert "IMEI à vérifier" in told(said)


def test_a_right_imei_is_recorded_and_no_is_not_written_down(phone: DropOff, desk: Desk) -> None:
    """An answer that is "no" is what everybody expects: it is not kept."""
    piece = phone.counter.piece
    fill(piece.field("imei").edit, "490154203237518")
    assert piece.field("imei").refusal() == ""
    piece.tick("unlock_code_left").click()
    piece.tick("unlock_code_left").click()
    phone.record()
    (row,) = desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    assert desk.ask(history.trail, item_id=row.item_id).item.details == {"imei": "490154203237518"}


def test_a_quote_gets_its_own_ceiling(counting: DropOff, desk: Desk) -> None:
    """The customer accepts more than the price list says."""
    press("3")
    counting.counter.piece.show_details()
    edit = counting.counter.piece.field("ceiling").edit
    fill(edit, "35")
    assert counting.counter.pieces.rows.rows()[0].trail == "≤ 35,00"
    counting.record()
    (row,) = desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    assert row.ceiling == Money(3500)


# A tag that is already on a piece


def test_an_unknown_tag_is_bound_by_one_key(
    window: MainWindow, counting: DropOff, desk: Desk, qtbot: QtBot
) -> None:
    """The scan asks about the piece that is looked at; Enter binds; receiving it wrote nothing to disk."""
    press("11")
    window.scan(A_TAG)
    assert counting.counter.offer.asks()
    assert desk.ask(drafts.find, screen="dropoff", at=desk.clock.now()) is None
    press(Qt.Key.Key_Return)
    assert not counting.counter.offer.asks()
    counting.record()
    rows = desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    assert sorted(row.short_tag for row in rows) == ["0000 0001", A_TAG]


def test_a_tag_goes_to_the_piece_that_was_asked_about(window: MainWindow, counting: DropOff) -> None:
    """Counting on while the question stands does not bind the tag to another piece; Esc says no."""
    press("1")
    window.scan(A_TAG)
    press("2", Qt.Key.Key_Return)
    assert [piece.tag for piece in counting.counter.form.pieces] == [A_TAG, ""]
    window.scan("PRESS-00043")
    window.press("Esc")
    assert [piece.tag for piece in counting.counter.form.pieces] == [A_TAG, ""]
    assert names(counting) == ["Chemise", "Costume 2 p."]


def test_a_code_of_ours_opens_what_it_stands_for(
    window: MainWindow, counting: DropOff, make: Make, desk: Desk
) -> None:
    """The form stays as it was behind."""
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    (row,) = desk.ask(handbacks.everything_for, customer_id=IDS.mohamed).rows
    press("1")
    window.scan(row.code)
    assert window.current_key() == "handback"
    window.open_screen("dropoff")
    assert names(counting) == ["Chemise"]
