"""Choosing who does a service, while pieces are counted."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Item, Offer, Provider
from concierge_desk.operations import drafts, providers
from concierge_desk.operations.providers import Weekly
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.dropoff import DropOff
from concierge_desk.ui.screens.dropoff_draft import WAIT_MS
from concierge_desk.ui.screens.dropoff_form import DropoffForm
from tests.make import IDS
from tests.ui.screens.dropping import counting, names, press, screen, told, undo

__all__ = ["counting", "screen"]
"""The fixtures that are asked for by their names."""
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def quick(desk: Desk) -> Provider:
    """Another who does the dry cleaning, in one day, every day at six in the evening."""

    def add(session: Session) -> Provider:
        made = providers.add(session, name="Azur Net", weekly=[Weekly(day, time(18)) for day in range(5)])
        session.add(Offer(provider_id=made.id, service_id=1, work_days=1))
        return made

    return desk.do(add)


def taken_in(desk: Desk) -> list[tuple[int | None, int]]:
    """List who does what was taken in: provider and service."""
    found = desk.ask(lambda session: session.query(Item).order_by(Item.id).all())
    return [(each.provider_id, each.service_id) for each in found]


def test_where_one_does_it_nothing_is_asked(counting: DropOff) -> None:
    """No line, and the key means nothing."""
    press("1")
    counting.counter.show_promise()
    assert not counting.counter.who.isVisible()
    press("p", held=ALT)
    assert not counting.counter.choice.asks()
    assert names(counting) == ["Chemise"]


def test_the_happy_path_is_as_short_as_ever(
    quick: Provider, window: MainWindow, counting: DropOff, desk: Desk
) -> None:
    """Two keys, though several could do it: a quiet line says so, and the usual one does it."""
    press("1")
    counting.counter.show_promise()
    assert counting.counter.who.isVisible()
    assert counting.counter.who.text().startswith("Pressing des Chartrons · 1")
    window.press("F12")
    assert taken_in(desk) == [(IDS.cleaner, 1)]


def test_alt_p_arrows_and_enter_choose(
    quick: Provider, window: MainWindow, counting: DropOff, desk: Desk
) -> None:
    """The list begins on the usual one; what is chosen is promised, said and recorded."""
    press("1")
    press("p", held=ALT)
    choice = counting.counter.choice
    assert QApplication.focusWidget() is choice.rows
    assert choice.rows.current_key() == IDS.cleaner
    assert "Pressing des Chartrons" in choice.detail()
    press(Qt.Key.Key_Down)
    assert "Azur Net" in choice.detail()
    press(Qt.Key.Key_Return)
    assert not choice.asks()
    assert QApplication.focusWidget() is counting.counter.board.first_tile()
    counting.counter.show_promise()
    assert counting.counter.promise.sentence().startswith("Prêt jeudi 26 novembre à partir de 8")
    assert counting.counter.who.text().startswith("Azur Net · 1")
    press("c1")
    window.press("F12")
    assert taken_in(desk) == [(quick.id, 1), (IDS.cobbler, 2)]


def test_a_digit_chooses_its_row_and_counts_no_piece(quick: Provider, counting: DropOff) -> None:
    """For those who know the list; any other digit waits."""
    press("1")
    press("p", held=ALT)
    press("2")
    assert counting.counter.chosen() == {1: quick.id}
    assert names(counting) == ["Chemise"]
    press("p", held=ALT)
    assert counting.counter.choice.rows.current_key() == quick.id
    press("1")
    assert counting.counter.form.providers == {}


def test_esc_keeps_who_it_was(quick: Provider, window: MainWindow, counting: DropOff) -> None:
    """And gives the keys back to the tiles; nothing counted is lost."""
    press("1")
    press("p", held=ALT)
    press(Qt.Key.Key_Down)
    assert not counting.counter.promise.isVisible()
    window.press("Esc")
    counting.counter.show_promise()
    assert not counting.counter.choice.asks()
    assert counting.counter.chosen() == {}
    assert names(counting) == ["Chemise"]
    assert counting.counter.piece.isVisible()
    assert counting.counter.promise.isVisible()
    assert QApplication.focusWidget() is counting.counter.board.first_tile()


def test_another_service_closes_the_list(quick: Provider, counting: DropOff) -> None:
    """The list is of the service that is shown; one without a choice shows no line."""
    press("1")
    press("p", held=ALT)
    press("2", held=Qt.KeyboardModifier.ControlModifier)
    assert not counting.counter.choice.asks()
    counting.counter.show_promise()
    assert not counting.counter.who.isVisible()
    assert counting.counter.promise.isVisible()


def test_a_scan_neither_opens_nor_answers_the_list(quick: Provider, counting: DropOff, desk: Desk) -> None:
    """A tag that is scanned meanwhile is offered to its piece, and the list stays."""
    press("1")
    press("p", held=ALT)
    assert counting.take_scan("PRESS-00042")
    assert counting.counter.choice.asks()
    assert counting.counter.chosen() == {}


def test_the_draft_keeps_the_choice(
    quick: Provider, window: MainWindow, counting: DropOff, desk: Desk, qtbot: QtBot
) -> None:
    """A crash costs no choice."""
    press("1")
    press("p", held=ALT)
    press("2")
    qtbot.wait(WAIT_MS + 100)
    draft = desk.ask(drafts.find, screen="dropoff", at=desk.clock.now())
    assert draft is not None
    again = DropoffForm.from_body(counting.counter.form.prices, draft.uid, draft.body)
    assert again.providers == {1: quick.id}


def test_the_choice_comes_back_with_undo(
    quick: Provider, window: MainWindow, counting: DropOff, said: list[Notice]
) -> None:
    """What was taken back can be mended, and is still for the one who was chosen."""
    press("1")
    press("p", held=ALT)
    press("2")
    window.press("F12")
    undo(said)
    assert counting.counter.chosen() == {1: quick.id}


def test_who_comes_no_more_gives_way_to_the_usual_one(
    quick: Provider, window: MainWindow, counting: DropOff, desk: Desk, said: list[Notice]
) -> None:
    """A provider was taken off the list after it was chosen: nothing is refused, and nothing promised wrongly."""
    press("1")
    press("p", held=ALT)
    press("2")
    desk.do(providers.update, provider_id=quick.id, active=False)
    window.open_screen("today")
    window.open_screen("dropoff", customer_id=IDS.claire)
    counting.counter.show_promise()
    assert not counting.counter.who.isVisible()
    window.press("F12")
    assert "Ticket" in told(said)
    assert taken_in(desk) == [(IDS.cleaner, 1)]
