"""Whose piece it is in the window, where La Poste brings those of others: by scanner alone, and by keyboard alone."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Carrier, MailItem
from concierge_desk.models.saying import Saying, carrier_code
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.tour_hands import Hands
from tests.operations.mail_at import carrier_id

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail

_COLISSIMO, _PLAIN = "6A00000000017", "20189360332"


@pytest.fixture
def panel(window: MainWindow) -> ArrivalsPanel:
    """The arrivals, with nobody here yet."""
    window.activateWindow()
    return cast("ArrivalsPanel", cast("Mail", window.open_screen("mail", panel="arrivals")).panel())


def _lines(panel: ArrivalsPanel) -> list[str]:
    return [row.subtitle for row in panel.page.list.rows.rows()]


def _next_brand(panel: ArrivalsPanel) -> None:
    QTest.keyClick(panel.page.entry.who.field.edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)


def _recorded(desk: Desk) -> dict[str, str]:
    with Session(desk.store.reader) as session:
        asked = select(MailItem.number, Carrier.key).join(Carrier, Carrier.id == MailItem.carrier_id)
        return dict(session.execute(asked).all())


def test_by_scanner_alone(panel: ArrivalsPanel, window: MainWindow, desk: Desk) -> None:
    """A number says it by itself; of any other piece the carrier's code says it while the piece is in the hand."""
    window.scan(carrier_code(carrier_id(desk, "la_poste")))
    window.scan(_COLISSIMO)
    assert "Colissimo" in _lines(panel)[0]
    assert panel.page.entry.brand.isVisible()
    assert "Colissimo" in panel.page.entry.brand.words()
    assert panel.page.entry.hint.isHidden()
    window.scan(Saying.NOBODY_KNOWN.code)
    window.scan(_PLAIN)
    window.scan(carrier_code(carrier_id(desk, "chronopost")))
    assert "Chronopost" in _lines(panel)[0]
    window.scan(Saying.NOBODY_KNOWN.code)
    # With nothing in the hand it is who is here, and that delivery is recorded first.
    window.scan(carrier_code(carrier_id(desk, "chronopost")))
    assert panel.form is not None
    assert panel.form.carrier_id == carrier_id(desk, "la_poste")
    panel.main_action()
    assert _recorded(desk) == {_COLISSIMO: "colissimo", _PLAIN: "chronopost"}


def test_by_keyboard_alone(panel: ArrivalsPanel, window: MainWindow, desk: Desk) -> None:
    """Ctrl B goes from one carrier to the next; Ctrl Z takes it back."""
    hands = Hands(window)
    panel.use_carrier(carrier_id(desk, "la_poste"))
    panel.take_scan(_COLISSIMO)
    seen = []
    for _ in range(3):
        _next_brand(panel)
        seen.append(_lines(panel)[0].split(" · ")[1:2])
    assert seen == [["Chronopost"], ["…00017"], ["Colissimo"]]
    _next_brand(panel)
    assert panel.take_back()
    hands.type("?")
    panel.main_action()
    assert _recorded(desk) == {_COLISSIMO: "colissimo"}


def test_what_is_not_brought_is_said(panel: ArrivalsPanel, desk: Desk) -> None:
    """The piece counts as one of who is here; when that was a mistake, its own carrier is found again."""
    panel.use_carrier(carrier_id(desk, "dpd"))
    panel.take_scan(_COLISSIMO)
    assert "DPD" in panel.page.entry.hint.text()
    assert "Colissimo" not in _lines(panel)[0]
    assert panel.page.entry.brand.isHidden()
    panel.use_carrier(carrier_id(desk, "la_poste"))
    assert "Colissimo" in _lines(panel)[0]
