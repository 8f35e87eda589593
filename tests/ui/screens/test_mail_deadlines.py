"""What goes back, at the window: by scanner alone, by keyboard alone, and taken back at once."""

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, MailKind, Status
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_reading, notices
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail import Mail
from concierge_desk.ui.screens.mail_deadlines import DeadlinesPanel
from concierge_desk.ui.screens.today import TodayScreen
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.mail_at import arrive
from tests.ui.screens.day import item_code

_NUMBER = "1A09876543210"


@pytest.fixture
def due(desk: Desk, clock: SetClock) -> None:
    """Two relay parcels go back today (1 of Claire's on B4, 2 of nobody's), a registered letter (3) in ten days."""
    arrive(
        desk,
        "mondial_relay",
        Arrival(MailKind.PARCEL, customer_id=IDS.claire, shelf_id=IDS.b4),
        Arrival(MailKind.PARCEL, addressee="M. Dupond"),
    )
    arrive(desk, "la_poste", Arrival(MailKind.REGISTERED, _NUMBER, customer_id=IDS.mohamed))
    clock.forward(timedelta(days=5))


def panel_of(window: MainWindow) -> DeadlinesPanel:
    """Open the list."""
    screen = window.open_screen("mail", panel="deadlines")
    assert isinstance(screen, Mail)
    panel = screen.panel()
    assert isinstance(panel, DeadlinesPanel)
    return panel


def _returning(desk: Desk) -> dict[int, str]:
    rows = desk.ask(mail_reading.rows, item_ids=[1, 2, 3])
    return {row.item_id: row.return_reason for row in rows if row.status is Status.HANDED_IN}


def test_nothing_goes_back_says_so(window: MainWindow) -> None:
    """A sentence instead of an empty list; F12 says what to do."""
    panel = panel_of(window)
    assert not panel.list.isVisible()
    assert panel.summary.text() == panel.list.accessibleName()
    assert panel.field.hasFocus()
    assert panel.in_hand() == {}
    window.press("F12")
    assert "Scan" in panel.hint.accessibleName()


@pytest.mark.usefixtures("due")
def test_by_scanner_alone_also_what_is_not_due(window: MainWindow, desk: Desk, said: list[Notice]) -> None:
    """Our code, and the carrier's number of a letter that its owner refuses; what is not here is not taken."""
    panel = panel_of(window)
    assert [row.key for row in panel.list.rows()] == [1, 2]
    window.scan(item_code(1))
    window.scan(_NUMBER)
    assert not panel.take_scan("9999999999999")
    assert [(row.key, row.checked) for row in panel.list.rows()] == [(1, True), (2, False), (3, True)]
    assert _returning(desk) == {}
    panel.card.choose("refused")
    window.press("F12")
    assert _returning(desk) == dict.fromkeys((1, 3), Texts("fr")("Refused by the addressee"))
    assert [row.key for row in panel.list.rows()] == [2]
    undo = said[-1].undo
    assert undo is not None
    undo()
    QTest.qWait(1)
    assert _returning(desk) == {}
    assert [row.key for row in panel.list.rows()] == [1, 2]


@pytest.mark.usefixtures("due")
def test_by_keyboard_alone(window: MainWindow, desk: Desk) -> None:
    """The space bar ticks and unticks, Ctrl+A ticks what is due, Esc takes the ticks away, F12 sends back."""
    panel = panel_of(window)
    hands = Hands(window)
    panel.list.setFocus()
    hands.press("Space")
    assert panel.in_hand()["ticked"] == [1]
    hands.press("Space")
    assert panel.in_hand() == {}
    QTest.keySequence(panel.list, "Ctrl+A")
    assert panel.in_hand()["ticked"] == [1, 2]
    window.press("Esc")
    assert panel.in_hand() == {}
    QTest.keySequence(panel.list, "Ctrl+A")
    window.press("F12")
    assert set(_returning(desk)) == {1, 2}
    assert panel.field.hasFocus()


@pytest.mark.usefixtures("due")
def test_a_name_finds_what_is_not_due(window: MainWindow, desk: Desk) -> None:
    """Letters typed in the list go to the field; what is ticked stays when the words go."""
    panel, hands = panel_of(window), Hands(window)
    panel.list.setFocus()
    hands.type("mohamed")
    hands.press("Return")
    assert [row.key for row in panel.list.rows()] == [3]
    assert panel.list.hasFocus()
    assert panel.hint.accessibleName() == panel.t("Scan what goes back, or tick it with the space bar.")
    hands.press("Space")
    window.press("Esc")
    assert [(row.key, row.checked) for row in panel.list.rows()] == [(1, False), (2, False), (3, True)]
    panel.card.choose("refused")
    window.press("F12")
    assert set(_returning(desk)) == {3}


@pytest.mark.usefixtures("due")
def test_its_owner_is_called_first(window: MainWindow, desk: Desk) -> None:
    """The telephone stands there; the call is noted and shown. Whose nobody knows, is to be found first."""
    panel = panel_of(window)
    panel.list.mark(1)
    assert panel.card.call.isVisible()
    panel.card.call.click()
    QTest.qWait(1)
    (told,) = desk.ask(notices.told, customer_id=IDS.claire)
    assert (told.channel, told.item_ids) == (Channel.PHONE, (1,))
    panel.list.mark(2)
    assert not panel.card.call.isVisible()
    assert panel.card.settle.isVisible()


@pytest.mark.usefixtures("due")
def test_today_and_the_rail_count_it(window: MainWindow) -> None:
    """One line on Today leads here, another to what nobody knows whose it is; their number is beside the mail."""
    screen = window.open_screen("today")
    assert isinstance(screen, TodayScreen)
    assert screen.reminders.keys() == [("going_back",), ("unsettled",)]
    window.workplace.tick()
    assert window.workplace.rail.entry("mail").accessibleName().endswith("(3)")
