"""A registered letter is handed over although nobody can draw: by keyboard alone, and by scanner alone."""

from typing import TYPE_CHECKING, cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Handback, Holder, Identity, MailKind, Paper, PrintJob, Signed
from concierge_desk.models.identity import Shown
from concierge_desk.models.saying import Saying
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.mailroom import Mailroom
from tests.ui.screens.day import assert_clean, item

if TYPE_CHECKING:
    from concierge_desk.ui.screens.handback import HandBack

LETTER = "RK123456785FR"


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail."""
    return Mailroom(desk)


def assert_given_on_paper(room: Mailroom, letter: int, shown: Identity, said: str) -> None:
    """The letter is with its addressee, its proof waits to be printed, and both are told."""
    handback = room.desk.ask(lambda session: session.query(Handback).one())
    assert (handback.shown, handback.signing.how) == (Shown(shown), Signed.PAPER)
    assert item(room.desk, letter).holder is Holder.CUSTOMER
    jobs = room.desk.ask(lambda session: session.query(PrintJob).filter_by(paper=Paper.DELIVERY_PROOF).all())
    assert [job.handback_id for job in jobs] == [handback.id]
    assert handback.number in said
    assert_clean(room.desk)


def test_by_keyboard_alone(window: MainWindow, room: Mailroom, said: list[Notice]) -> None:
    """The name, the line, the document, P, F12: no mouse, no scanner; F12 before it says what is missing."""
    letter = room.mail(MailKind.REGISTERED, LETTER)
    window.activateWindow()
    hands = Hands(window)
    hands.press("F3")
    hands.type("dupo")
    hands.press("Return")
    screen = cast("HandBack", window.current_screen())
    hands.press("Space", "F12")
    assert said[-1].warning
    assert screen.collect.rule.chips[Identity.IDENTITY_CARD].hasFocus()
    hands.press("Tab", "Space", "F12")
    assert said[-1].warning
    assert item(room.desk, letter).holder is Holder.DESK
    hands.press("P")
    assert screen.collect.pad.isHidden()
    hands.press("P")
    assert not screen.collect.pad.isHidden()
    hands.press("P", "F12")
    assert_given_on_paper(room, letter, Identity.PASSPORT, said[-1].sentence)


def test_by_scanner_alone(window: MainWindow, room: Mailroom, said: list[Notice]) -> None:
    """The letter, then the codes beside the shelf; those of a document nobody asked for say nothing here."""
    letter = room.mail(MailKind.REGISTERED, LETTER)
    window.activateWindow()
    hands = Hands(window)
    words = (Saying.IDENTITY_CARD, Saying.ON_PAPER, Saying.HAND_OVER)
    for code in (LETTER, *(each.code for each in words)):
        hands.scan(code)
    hands.until(lambda: item(room.desk, letter).holder is Holder.CUSTOMER, "The letter is handed over")
    assert_given_on_paper(room, letter, Identity.IDENTITY_CARD, said[-1].sentence)


def test_what_was_begun_on_paper_is_kept(window: MainWindow, room: Mailroom) -> None:
    """Another ticket put it aside: taken up again, it is still on paper."""
    room.mail(MailKind.REGISTERED, LETTER)
    screen = cast("HandBack", window.open_screen("handback"))
    window.scan(LETTER)
    screen.take_scan(Saying.ON_PAPER.code)
    form = screen.in_hand()
    screen.go_back()
    screen.open_customer(IDS.mohamed)
    assert not screen.collect.signing.is_on_paper()
    screen.go_back()
    screen.arrive(**form)
    assert screen.collect.signing.is_on_paper()
