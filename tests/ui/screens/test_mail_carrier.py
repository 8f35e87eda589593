"""Giving a carrier what waits for it."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, PrintJob
from concierge_desk.models.saying import Saying
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_reading
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail_carrier import CarrierPanel
from concierge_desk.ui.tour_hands import Hands
from tests.ui import mail_scenes
from tests.ui.fingers import MEANT_MS
from tests.ui.mail_scenes import LATE, PARCELS, REGISTERED
from tests.ui.screens.day import assert_clean, item, item_code

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail


@pytest.fixture
def panel(window: MainWindow, desk: Desk, clock: SetClock) -> CarrierPanel:
    """A registered letter and a parcel wait for La Poste; another registered letter waits for its owner."""
    mail_scenes.bring(desk, clock)
    window.activateWindow()
    screen = cast("Mail", window.open_screen("mail", panel="carrier"))
    return cast("CarrierPanel", screen.panel())


def _id(desk: Desk, number: str) -> int:
    return desk.ask(mail_reading.by_number, number=number)[0]


def test_by_scanner_alone_the_carrier_takes_what_was_scanned(
    panel: CarrierPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """The first piece chooses its carrier; a wrong one is said; what stays is asked once; the slip goes to print."""
    window.scan(REGISTERED)
    assert panel.carrier_id == 1
    goes, waits = _id(desk, REGISTERED), _id(desk, PARCELS[1])
    window.scan(item_code(_id(desk, LATE)))
    assert said[-1].warning
    assert list(panel.page.ticked) == [goes]
    hands = Hands(window)
    window.scan(Saying.ON_PAPER.code)
    window.scan(Saying.RECORD.code)
    hands.until(panel.page.staying.isVisible, "what stays is asked about")
    assert PARCELS[1] in panel.page.staying.text()
    before = desk.ask(lambda session: session.query(PrintJob).count())
    QTest.qWait(MEANT_MS)
    hands.press("F12")
    hands.until(lambda: item(desk, goes).holder is Holder.CARRIER, "the carrier has it")
    assert item(desk, waits).holder is Holder.DESK
    assert desk.ask(lambda session: session.query(PrintJob).count()) == before + 1
    assert said[-1].undo is not None
    said[-1].undo()
    assert item(desk, goes).holder is Holder.DESK
    assert_clean(desk)


def test_all_is_ticked_by_one_key(panel: CarrierPanel, window: MainWindow, desk: Desk) -> None:
    """A digit chooses the carrier, Ctrl and A ticks all, F12 lets it go."""
    hands = Hands(window)
    hands.press("1", "Ctrl+A", "F12")
    hands.until(lambda: item(desk, _id(desk, PARCELS[1])).holder is Holder.CARRIER, "the carrier has both")
    assert panel.carrier_id is None
