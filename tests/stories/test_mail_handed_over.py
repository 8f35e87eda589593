"""Handing mail over: a registered letter to an agent, and a relay parcel with a proxy that is refused."""

from typing import Any, cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Collecting, Handback, Holder, Identity, MailKind
from concierge_desk.models.identity import Shown
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.handback import HandBack
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.button import Button
from tests.operations.mailroom import ALL, BOTH, Mailroom
from tests.ui.screens.day import assert_clean, item

LETTER, PARCEL = "RK123456785FR", "XY123456789FR"


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail, and three people who may collect for Claire."""
    return Mailroom(desk)


def _person(screen: HandBack, name: str) -> Button:
    return next(each for each in screen.collect.findChildren(Button) if each.words() == name)


def test_a_registered_letter_goes_to_an_agent(window: MainWindow, room: Mailroom) -> None:
    """By keyboard: the name is typed, the letter scanned, the agent chosen, the document said; the agent signs."""
    letter = room.mail(MailKind.REGISTERED, LETTER)
    window.activateWindow()
    hands = Hands(window)
    hands.press("F3")
    hands.type("dupo")
    hands.press("Return")
    screen = cast("HandBack", window.current_screen())
    hands.scan(LETTER)
    hands.reach(_person(screen, "Claire Dupont"))
    while not _person(screen, f"Paul {ALL}").isChecked():
        hands.press("Right")
    hands.reach(screen.collect.rule.chips[Identity.IDENTITY_CARD])
    hands.press("Space")
    hands.sign(screen.collect.pad)
    hands.press("F12")
    handback = room.desk.ask(lambda session: session.query(Handback).one())
    assert (handback.collector_id, handback.shown) == (room.ids[ALL], Shown(Identity.IDENTITY_CARD))
    assert handback.signature
    assert item(room.desk, letter).holder is Holder.CUSTOMER
    hands.press("Ctrl+Z")
    assert item(room.desk, letter).holder is Holder.DESK
    assert_clean(room.desk)


def test_a_relay_parcel_is_refused_to_a_proxy(window: MainWindow, room: Mailroom, said: list[Notice]) -> None:
    """The relay takes no written proxy: it is said before anything is signed, and the addressee comes herself."""
    rule: dict[str, Any] = {"collecting": Collecting.ADDRESSEE_OR_TWO_IDENTITIES, "asks_identity": True}
    parcel = room.mail(MailKind.PARCEL, PARCEL, **rule, asks_signature=True)
    window.activateWindow()
    hands = Hands(window)
    hands.press("F3")
    hands.scan(PARCEL)
    screen = cast("HandBack", window.current_screen())
    hands.reach(_person(screen, "Claire Dupont"))
    while not _person(screen, f"Paul {BOTH}").isChecked():
        hands.press("Right")
    assert "La Poste" in screen.collect.rule.hint.sentence()
    assert screen.collect.signing.isHidden()
    hands.reach(screen.collect.rule.chips[Identity.PASSPORT])
    hands.press("Space", "F12")
    assert said[-1].warning
    assert "Claire Dupont" in said[-1].sentence
    assert item(room.desk, parcel).holder is Holder.DESK
    hands.reach(_person(screen, f"Paul {BOTH}"))
    while not _person(screen, "Claire Dupont").isChecked():
        hands.press("Left")
    hands.sign(screen.collect.pad)
    hands.press("F12")
    handback = room.desk.ask(lambda session: session.query(Handback).one())
    assert (handback.collector_name, handback.shown) == ("Claire Dupont", Shown(Identity.PASSPORT))
    assert_clean(room.desk)
