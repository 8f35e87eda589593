"""Who must be called: quotes above the ceiling, and promises that slipped, by keyboard alone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Notice, Quote, QuoteState
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import deeds, quotes, visits
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.supervise import Supervise
from concierge_desk.ui.screens.supervise_quotes import QuotesPanel
from tests.make import IDS, Make


@pytest.fixture
def panel(window: MainWindow, desk: Desk, make: Make, clock: SetClock) -> QuotesPanel:
    """A hem whose quote is above the ceiling, and two shirts of Mohamed that wait for a visit that did not happen."""
    make.deposit(IDS.hem)
    make.deposit(IDS.shirt, IDS.shirt, customer_id=IDS.mohamed)
    at = clock.at
    desk.do(
        quotes.receive, item_id=1, amount=Money(3800), note="", at=at, staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )  # fmt: skip
    clock.forward(timedelta(hours=5))
    visit = desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=clock.at, at=clock.at, staff_id=IDS.concierge
    )
    desk.do(visits.miss, visit_id=visit.id, at=clock.at, staff_id=IDS.concierge, deed_uid=deeds.new_uid())
    screen = window.open_screen("supervise", panel="quotes")
    assert isinstance(screen, Supervise)
    found = screen.panel()
    assert isinstance(found, QuotesPanel)
    return found


def _keys(panel: QuotesPanel) -> list[object]:
    return [row.key for row in panel.list.rows()]


def test_yes_by_one_key(window: MainWindow, desk: Desk, panel: QuotesPanel) -> None:
    """F12 notes that the customer says yes, who said it and when; the piece costs what was agreed."""
    assert _keys(panel) == [("quote", 1), ("slip", IDS.mohamed)]
    assert "38" in panel.detail.about.sentence()
    window.press("F12")
    with Session(desk.store.reader) as session:
        quote = session.scalars(select(Quote)).one()
    assert (quote.state, quote.decided_by_id, quote.decided_with) == (
        QuoteState.ACCEPTED,
        window.context.staff().id,
        "Claire Dupont, par téléphone",
    )
    QTest.qWait(1)
    assert _keys(panel) == [("slip", IDS.mohamed)]


def test_no_by_keyboard(desk: Desk, panel: QuotesPanel) -> None:
    """Enter leads to the answers, Tab to “no”, Enter notes it."""
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.detail.yes.hasFocus()
    panel.detail.no.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.detail.no, Qt.Key.Key_Return)
    with Session(desk.store.reader) as session:
        assert session.scalars(select(Quote.state)).one() is QuoteState.REFUSED


def test_a_delay_is_told_and_leaves_the_list(window: MainWindow, desk: Desk, panel: QuotesPanel) -> None:
    """The message is in the customer's language, can be copied, and that it was told is noted with the channel."""
    panel.list.mark(("slip", IDS.mohamed))
    assert panel.detail.message.toPlainText().startswith("Hello Mohamed Traoré")
    panel.detail.copy.click()
    assert QGuiApplication.clipboard().text() == panel.detail.message.toPlainText()
    panel.detail.channels[Channel.SMS].click()
    panel.detail.channels[Channel.SMS].click()
    with Session(desk.store.reader) as session:
        told = session.scalars(select(Notice)).all()
    assert [(each.customer_id, each.about, each.channel) for each in told] == [
        (IDS.mohamed, About.DELAY, Channel.SMS)
    ]
    QTest.qWait(1)
    assert _keys(panel) == [("quote", 1)]
    assert window.context.staff().id in {each.staff_id for each in told}


def test_nobody_to_call(window: MainWindow) -> None:
    """An empty list says so, and F12 does nothing."""
    screen = window.open_screen("supervise", panel="quotes")
    assert isinstance(screen, Supervise)
    window.press("F12")
    panel = screen.panel()
    assert isinstance(panel, QuotesPanel)
    assert panel.list.rows() == ()
    assert not panel.detail.yes.isVisible()
