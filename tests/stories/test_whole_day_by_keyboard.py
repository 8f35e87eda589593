"""A whole day without a mouse and without a scanner: every key is struck at the window, as the system gives it."""

from datetime import timedelta

from PySide6.QtTest import QTest

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.models import Handback, Holder, Item, Status, Visit, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, staffing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.items import Items
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.ui.fingers import MEANT_MS
from tests.ui.screens.day import assert_clean

MOST_KEYS = 12


def _items(desk: Desk) -> list[Item]:
    return desk.ask(lambda session: list(session.query(Item).order_by(Item.id)))


def _papers(desk: Desk) -> list[str]:
    path = desk.store.path
    assert path is not None
    return sorted(each.name.partition("-")[2] for each in paths.papers_of(path).glob("*.pdf"))


def _visits(window: MainWindow) -> Visits:
    screen = window.current_screen()
    assert isinstance(screen, Visits)
    return screen


def _items_screen(window: MainWindow) -> Items:
    screen = window.current_screen()
    assert isinstance(screen, Items)
    return screen


def _visit(hands: Hands, window: MainWindow, driver: str) -> None:
    """Tick both lists, name the driver, and close without a signature: a keyboard cannot sign."""
    screen = _visits(window)
    for part in (screen.leaving, screen.back):
        if part.rows:
            hands.reach(part.list)
            hands.press("Ctrl+A")
    hands.reach(screen.signing.driver)
    hands.type(driver)
    hands.press("F12")
    QTest.qWait(MEANT_MS)
    hands.press("F12")


def test_a_whole_day_by_keyboard(window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """Drop-off, visits, a shelf, hand-back, undo, search, lock: the record is whole, the papers are there."""
    desk.do(staffing.change_pin, staff_id=IDS.concierge, pin="2580")
    window.outbox.start()
    window.activateWindow()
    hands = Hands(window)

    hands.press("F2")
    hands.type("dupo")
    hands.press("Return", "1", "x", "5", "F12")
    assert hands.keys <= MOST_KEYS
    hands.until(lambda: len(_items(desk)) == 5, "five shirts are recorded")

    clock.forward(timedelta(hours=3, minutes=40))
    hands.press("F4", "Return")
    _visit(hands, window, "Yann")
    assert [each.status for each in _items(desk)] == [Status.WITH_PROVIDER] * 5

    clock.forward(timedelta(days=3))
    window.workplace.tick()
    hands.press("F4", "Return")
    back = _visits(window).back
    hands.reach(back.shelf)
    hands.press("Down", "Down")
    assert back.shelf_id == IDS.b4
    _visit(hands, window, "Yann")
    assert [(each.status, each.shelf_id) for each in _items(desk)] == [(Status.READY, IDS.b4)] * 5

    hands.press("F3")
    hands.type("dupo")
    hands.press("Return", "Space", "Down", "Space", "F12", "F12")
    hands.until(lambda: "2" in window.said(), "two shirts are handed over")
    # Taken back at once, its slip would not even be printed.
    hands.until(lambda: desk.ask(printing.unsent) == 0, "the slip has come out")
    hands.press("Ctrl+Z")
    assert [each.status for each in _items(desk)] == [Status.READY] * 5
    hands.press("Ctrl+A", "F12", "F12")
    assert [each.holder for each in _items(desk)] == [Holder.CUSTOMER] * 5

    _find_and_lock(hands, window)
    _everything_is_there(hands, desk)


def _find_and_lock(hands: Hands, window: MainWindow) -> None:
    """Read a trail, lock, and come back with a PIN."""
    hands.press("F9")
    hands.type("chemise")
    hands.press("Return")
    trail = _items_screen(window).trail
    assert len(trail.steps.rows()) >= 4

    hands.press("Ctrl+L")
    assert window.is_locked()
    hands.press("2")
    hands.settle()
    hands.type("2580")
    hands.press("Return")
    hands.until(lambda: not window.is_locked(), "the PIN opens the desk")
    assert window.context.staff().id == IDS.concierge


def _everything_is_there(hands: Hands, desk: Desk) -> None:
    """The papers are made, the documents are closed, the record is whole."""
    hands.until(lambda: not desk.ask(printing.waiting), "every paper has come out")
    made = _papers(desk)
    assert {each: made.count(each) for each in made} == {
        "handback-slip.pdf": 2,
        "labels.pdf": 1,
        "manifest.pdf": 2,
        "shop-copy.pdf": 1,
        "ticket.pdf": 1,
    }
    assert desk.ask(lambda session: session.query(Handback).count()) == 2
    assert [each.state for each in desk.ask(lambda session: session.query(Visit).all())] == [
        VisitState.CLOSED
    ] * 2
    assert_clean(desk)
