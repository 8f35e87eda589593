"""A day by scanner: a badge, a manifest, tags, a shelf, a ticket; a key is struck only to close what was scanned."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Item, Status
from concierge_desk.moments import SetClock
from concierge_desk.operations import expectations, visits
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.ui.fingers import MEANT_MS, azerty
from tests.ui.opening import person
from tests.ui.screens.day import assert_clean, item_code, shelf_code


def _as_it_is(digits: str) -> str:
    return digits


def _items(desk: Desk) -> list[Item]:
    return desk.ask(lambda session: list(session.query(Item).order_by(Item.id)))


def _manifest(desk: Desk) -> str:
    """Prepare the cleaner's visit of the day, as Today does when it prints the manifests."""
    at = desk.clock.now()
    planned = next(
        each for each in desk.ask(expectations.expected_today, at=at) if each.provider_id == IDS.cleaner
    )
    return desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=planned.planned_at, at=at, staff_id=IDS.concierge
    ).code


@pytest.mark.parametrize("sent", [_as_it_is, azerty], ids=["well set", "set to the wrong keyboard"])
def test_a_whole_day_by_scanner(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock, sent: Callable[[str], str]
) -> None:
    """Whatever has the focus, each scan does the next thing; the record is whole at the end."""
    window.activateWindow()
    hands = Hands(window)
    ticket = make.deposit(*[IDS.shirt] * 3)

    hands.press("Ctrl+L")
    hands.scan(sent(person(desk, IDS.supervisor).badge))
    hands.until(lambda: not window.is_locked(), "the badge opens the desk")
    assert window.context.staff().id == IDS.supervisor

    clock.forward(timedelta(hours=3, minutes=40))
    hands.scan(sent(_manifest(desk)))
    hands.until(lambda: window.current_key() == "visits", "the manifest opens its visit")
    for item_id in (1, 2, 3):
        hands.scan(sent(item_code(item_id)))
    hands.settle()
    hands.press("F12")
    QTest.qWait(MEANT_MS)
    hands.press("F12")
    assert [each.status for each in _items(desk)] == [Status.WITH_PROVIDER] * 3

    clock.forward(timedelta(days=3))
    hands.press("F2")
    hands.scan(sent(_manifest(desk)))
    hands.until(lambda: window.current_key() == "visits", "the manifest opens its visit")
    for code in (shelf_code(IDS.b4), item_code(1), item_code(2), item_code(3)):
        hands.scan(sent(code))
    hands.settle()
    hands.press("F12")
    QTest.qWait(MEANT_MS)
    hands.press("F12")
    assert [(each.status, each.shelf_id) for each in _items(desk)] == [(Status.READY, IDS.b4)] * 3

    hands.scan(sent(ticket.code))
    hands.until(lambda: window.current_key() == "handback", "the ticket opens its customer")
    for item_id in (1, 3):
        hands.scan(sent(item_code(item_id)))
    hands.settle()
    hands.press("F12", "F12")
    assert [each.holder for each in _items(desk)] == [Holder.CUSTOMER, Holder.DESK, Holder.CUSTOMER]
    assert window.workplace.field.text() == ""
    assert_clean(desk)
