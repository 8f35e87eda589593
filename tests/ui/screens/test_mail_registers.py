"""The mail log and the register on screen: looked at, printed and saved by the keyboard alone."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from concierge_desk.desk import Desk
from concierge_desk.models import IncidentKind, MailKind, Paper
from concierge_desk.moments import SetClock
from concierge_desk.operations import incidents, mail_intake, printing, tables
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.ui import background, outbox
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.mail import Mail
from concierge_desk.ui.screens.mail_registers import RegistersPanel
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.button import Button
from tests.make import IDS
from tests.operations.counter import Counter


@pytest.fixture
def panel(window: MainWindow, desk: Desk, clock: SetClock) -> RegistersPanel:
    """The registers of a desk to which mail came yesterday and today."""
    clock.forward(timedelta(days=-1))
    for number, customer_id in enumerate((IDS.claire, IDS.mohamed)):
        registered = Arrival(MailKind.REGISTERED, f"RK12345678{number}FR", customer_id=customer_id)
        letter = Arrival(MailKind.LETTER, customer_id=customer_id)
        pieces = [registered, letter]
        desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
        clock.forward(timedelta(days=1))
    clock.forward(timedelta(days=-1))
    screen = window.open_screen("mail", panel="registers")
    assert isinstance(screen, Mail)
    found = screen.panel()
    assert isinstance(found, RegistersPanel)
    return found


def press(panel: RegistersPanel, words: str) -> None:
    """Press a choice by its words."""
    next(each for each in panel.choice.findChildren(Button) if each.words() == panel.t(words)).click()
    background.wait()
    QTest.qWait(1)


def shown(panel: RegistersPanel) -> list[str]:
    """Tell what the lines are about."""
    return [row.title for row in panel.list.rows()]


def test_the_log_begins_with_today_and_goes_to_other_days(panel: RegistersPanel, qtbot: QtBot) -> None:
    """Today, yesterday, the week, the days that are typed, and one company."""
    assert shown(panel) == ["Mohamed Traoré"] * 2
    press(panel, "Yesterday")
    assert shown(panel) == ["Claire Dupont"] * 2
    press(panel, "This month")
    qtbot.waitUntil(lambda: len(shown(panel)) == 4)
    panel.choice.company.setCurrentText("Ateliers Darwin")
    background.wait()
    qtbot.waitUntil(lambda: shown(panel) == ["Claire Dupont"] * 2)
    assert panel.in_hand()
    press(panel, "Other days")
    for field, typed in ((panel.choice.first, "23/11"), (panel.choice.last, "")):
        field.edit.selectAll()
        QTest.keyClicks(field.edit, typed) if typed else field.edit.clear()
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert shown(panel) == []
    panel.choice.first.edit.setText("31/02")
    QTest.keyClick(panel.choice.first.edit, Qt.Key.Key_Return)
    assert panel.choice.first.refusal()
    assert not panel.print.isEnabled()


def test_the_main_key_prints_what_is_shown_once(
    panel: RegistersPanel, window: MainWindow, desk: Desk
) -> None:
    """Held down it prints one paper; another list is another paper."""
    window.press("F12")
    window.press("F12")
    press(panel, "Registered letters")
    window.press("F12")
    jobs = [
        job for job in desk.ask(printing.recent, limit=9) if job.paper in {Paper.MAIL_LOG, Paper.REGISTER}
    ]
    assert [job.paper for job in jobs] == [Paper.REGISTER, Paper.MAIL_LOG]


def test_a_list_is_saved_as_paper_and_as_table(
    panel: RegistersPanel, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    """Into the papers' folder of the day, without a dialog, as a French spreadsheet opens it."""
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    background.wait()
    qtbot.waitUntil(lambda: not panel.said.isHidden())
    folder = outbox.folder_of(window.context.settings(), desk) / "2026-11-23"
    assert {path.name for path in folder.iterdir()} >= {"mail-log-2026-11-23.pdf", "mail-log-2026-11-23.csv"}
    content = (folder / "mail-log-2026-11-23.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(tables.read(content).lines) == 2


def test_a_missing_number_is_not_overlooked(panel: RegistersPanel, window: MainWindow, desk: Desk) -> None:
    """A red sentence above, a red line in its place; a line opens the trail of its piece."""
    lost: Any = text("UPDATE mail_item SET register_serial = NULL WHERE item_id = 1")
    desk.do(lambda session: session.execute(lost))
    press(panel, "Registered letters")
    press(panel, "This year")
    assert [row.emphasis for row in panel.list.rows()] == ["red", ""]
    assert panel.list.rows()[1].icon == KINDS[MailKind.REGISTERED][1]
    assert "26-R-0001" in panel.alarm_said.text()
    assert not panel.alarm.isHidden()
    panel.list.chosen.emit(panel.list.rows()[1].key)
    assert window.current_key() == "items"


def test_what_the_lines_add_up_to_is_said_in_words(panel: RegistersPanel) -> None:
    """A count with its word, several joined by a comma; printing says where the paper is, whatever prints it."""
    assert panel.totals.text() == panel.t.many("{n} arrived", "{n} arrived", 2)


def test_what_is_disputed_becomes_an_incident_by_one_key(
    window: MainWindow, panel: RegistersPanel, desk: Desk
) -> None:
    """D on a line that was handed over opens the form with what the proof says; F12 opens the incident."""
    shown_papers: dict[str, Any] = {"identity_kind": "passport", "on_paper": True, "customer": IDS.mohamed}
    Counter(desk).hand_over(3, **shown_papers)
    panel.arrive(book="register", period="today")
    assert [row.badge for row in panel.list.rows()] == [panel.t("handed over")]
    window.activateWindow()
    panel.list.setFocus()
    Hands(window).press("D")
    assert window.current_key() == "items"
    window.press("F12")
    (incident,) = desk.ask(incidents.of_item, item_id=3)
    assert incident.kind is IncidentKind.DISPUTED
    assert panel.t("signed on paper, proof no. {number}", number="0001") in incident.note


def test_what_was_not_handed_over_is_not_disputed(window: MainWindow, panel: RegistersPanel) -> None:
    """Nothing is offered for a letter that is still here, and D does nothing."""
    panel.arrive(book="register", period="today")
    assert panel.disputed.isHidden()
    window.activateWindow()
    panel.list.setFocus()
    Hands(window).press("D")
    assert window.current_key() == "mail"
