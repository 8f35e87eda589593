"""Settling whose mail it is."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QApplication

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, MailKind, Move, MoveKind, Recipient
from concierge_desk.operations import mail_intake, mail_reading
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail_recipients import RecipientsPanel
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.counter import Counter
from tests.ui.screens.day import assert_clean, item_code

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail


@pytest.fixture
def panel(window: MainWindow, desk: Desk) -> RecipientsPanel:
    """Three pieces: a name that is spelt otherwise, one of two, and somebody nobody knows."""
    pieces = [
        Arrival(MailKind.LETTER, addressee="Mme Duppont Claire"),
        Arrival(MailKind.LETTER, candidates=(IDS.mohamed, IDS.claire)),
        Arrival(MailKind.LETTER, addressee="zoé lefèvre"),
    ]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    window.activateWindow()
    screen = cast("Mail", window.open_screen("mail", panel="recipients"))
    background.wait()
    QApplication.processEvents()
    return cast("RecipientsPanel", screen.panel())


def _owners(desk: Desk) -> list[str]:
    return [row.owner for row in desk.ask(mail_reading.rows, item_ids=(1, 2, 3)) if row.settled]


def test_each_piece_is_settled_by_a_key_or_two_and_the_next_one_comes(
    panel: RecipientsPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Enter takes the first candidate, a digit another; somebody new is written down with what is on the piece."""
    hands = Hands(window)
    hands.press("Return")
    assert _owners(desk) == ["Claire Dupont"]
    hands.type("2")
    assert _owners(desk) == ["Claire Dupont"] * 2
    assert said[-1].undo is not None
    panel.list.setFocus()
    said[-1].undo()
    assert panel.who.field.edit.hasFocus()
    assert _owners(desk) == ["Claire Dupont"]
    (again,) = desk.ask(mail_reading.rows, item_ids=[2])
    assert (again.recipient, again.candidates) == (Recipient.SEVERAL, (IDS.mohamed, IDS.claire))
    window.scan(item_code(3))
    panel.new.click()
    hands.press("F12")
    hands.until(lambda: "Zoé Lefèvre" in _owners(desk), "somebody new is written down")
    made = desk.ask(lambda session: session.query(Customer).filter(Customer.name == "Zoé Lefèvre").one())
    assert made.stands_for == ""
    panel.take_scan(item_code(1))
    hands.until(lambda: len(_owners(desk)) == 3, "a piece of somebody's says whose it is")
    assert panel.nothing.isVisible()
    assert_clean(desk)


def test_a_code_settles_the_piece_that_was_marked_when_it_was_scanned(
    panel: RecipientsPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Two scans that come at once, because the computer was busy: the second marks another piece first."""
    Hands(window).press("Return")
    assert panel.take_scan(item_code(1))
    assert panel.take_scan(item_code(3))
    Hands(window).until(lambda: len(_owners(desk)) == 2, "it is settled")
    (second, third) = desk.ask(mail_reading.rows, item_ids=(2, 3))
    assert (second.settled, third.settled, said[-1].undo is not None) == (True, False, True)


def test_a_company_registered_for_a_piece_goes_with_its_undoing(
    panel: RecipientsPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """The piece is nobody's again, and the company that was registered for it is a customer no more."""
    panel.list.mark(3)
    who = panel.people.itself("Étude Notariale")
    panel.who.chosen.emit(who)
    assert _owners(desk) == ["Étude Notariale"]
    assert said[-1].undo is not None
    said[-1].undo()
    assert _owners(desk) == []
    companies = desk.ask(lambda session: session.query(Customer).filter(Customer.is_company).all())
    assert companies == []
    last = desk.ask(lambda session: session.query(Move).order_by(Move.id.desc()).first())
    assert last is not None
    assert last.kind is MoveKind.UNDONE  # as by Ctrl Z
    assert_clean(desk)
