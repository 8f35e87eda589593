"""Giving a carrier what waits for it."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtTest import QTest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, PrintJob, PrintState
from concierge_desk.models.saying import Saying
from concierge_desk.moments import SetClock
from concierge_desk.operations import carrier_visits, drafts, mail_reading, printing
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


def _printed(session: Session) -> None:
    for job in printing.waiting(session):
        job.state = PrintState.CONFIRMED


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
    desk.do(_printed)
    assert said[-1].undo is not None
    said[-1].undo()
    assert item(desk, goes).holder is Holder.DESK
    assert "26-C-0004" in said[-1].sentence  # the slip that is printed already
    assert_clean(desk)


def test_all_is_ticked_by_one_key(panel: CarrierPanel, window: MainWindow, desk: Desk) -> None:
    """A digit chooses the carrier, Ctrl and A ticks all, F12 lets it go."""
    hands = Hands(window)
    hands.press("1", "Ctrl+A", "F12")
    hands.until(lambda: item(desk, _id(desk, PARCELS[1])).holder is Holder.CARRIER, "the carrier has both")
    assert panel.carrier_id is None


def test_what_a_carrier_takes_survives_a_crash(panel: CarrierPanel, window: MainWindow, desk: Desk) -> None:
    """Scanned pieces, driver and signature are kept within moments; another start of the window offers them."""
    hands = Hands(window)
    window.scan(REGISTERED)
    panel.page.signing.pads.driver.setFocus()
    hands.type("Luc")
    panel.page.signing.pads.pad.set_strokes([[[0.1, 0.2], [0.3, 0.4]]])
    uid = panel.form.uid  # type: ignore[union-attr]  # it is open
    hands.until(lambda: bool(_kept(desk, uid).get("strokes")), "it is kept by itself, with the signature")
    assert _kept(desk, uid)["ticked"] == [_id(desk, REGISTERED)]
    again = CarrierPanel(panel.context)  # what a new window makes
    again.refresh()
    assert again.unfinished.offer.asks()
    again.unfinished.offer.accept()
    assert list(again.page.ticked) == [_id(desk, REGISTERED)]
    pads = again.page.signing.pads
    assert (pads.driver.text(), pads.pad.strokes()) == ("Luc", [[[0.1, 0.2], [0.3, 0.4]]])
    again.main_action()
    QTest.qWait(MEANT_MS)
    again.main_action()
    assert item(desk, _id(desk, REGISTERED)).holder is Holder.CARRIER
    assert _kept(desk, uid) == {}
    assert desk.ask(carrier_visits.recent)[0].deed_uid == uid
    again.deleteLater()


def test_what_is_given_up_can_be_taken_in_hand_again(
    panel: CarrierPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Esc gives it up and keeps nothing; the word at the bottom brings back what was ticked."""
    window.scan(REGISTERED)
    uid = panel.form.uid  # type: ignore[union-attr]  # it is open
    panel.in_hand()
    assert _kept(desk, uid)["ticked"]
    panel.go_back()
    assert panel.form is None
    assert _kept(desk, uid) == {}
    assert said[-1].undo is not None
    said[-1].undo()
    assert list(panel.page.ticked) == [_id(desk, REGISTERED)]


def test_another_carrier_scanned_begins_anew_and_writes_nothing_at_once(
    panel: CarrierPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """What was ticked for the first is given up only after the scan, and can be had again."""
    window.scan(REGISTERED)
    panel.in_hand()
    uid = panel.form.uid  # type: ignore[union-attr]  # it is open
    panel.use_carrier(2)
    assert _kept(desk, uid)["ticked"]
    Hands(window).until(lambda: _kept(desk, uid) == {}, "it is given up")
    assert panel.carrier_id == 2
    assert said[-1].undo is not None


def test_a_form_that_is_open_waits_while_the_one_before_is_taken_in_hand_again(
    panel: CarrierPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Its ticks are not lost with the screen: it is offered again as soon as the other one is done."""
    window.scan(REGISTERED)
    panel.go_back()
    back = said[-1].undo
    assert back is not None
    panel.use_carrier(1)
    panel.page.tick(_id(desk, PARCELS[1]))
    newer = panel.form
    assert newer is not None
    back()
    assert list(panel.page.ticked) == [_id(desk, REGISTERED)]
    assert _kept(desk, newer.uid)["ticked"] == [_id(desk, PARCELS[1])]
    panel.go_back()
    assert panel.unfinished.offer.asks()
    panel.unfinished.offer.accept()
    assert panel.form is not None
    assert (panel.form.uid, list(panel.page.ticked)) == (newer.uid, [_id(desk, PARCELS[1])])


def _kept(desk: Desk, uid: str) -> dict[str, Any]:
    draft = desk.ask(drafts.by_uid, uid=uid)
    return {} if draft is None else draft.body
