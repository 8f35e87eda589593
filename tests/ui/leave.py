"""Somebody lets a deed happen at the window."""

from pytestqt.qtbot import QtBot

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.ui.main_window import MainWindow
from tests.make import IDS


def give_leave(window: MainWindow, qtbot: QtBot) -> None:
    """Scan Aminata's badge while the panel asks, and wait until the deed was done."""
    asker = window.workplace.asker
    qtbot.waitUntil(asker.is_asking, timeout=5_000)
    window.scan(codes.write(CodeKind.BADGE, IDS.supervisor))
    qtbot.waitUntil(lambda: not asker.is_asking(), timeout=5_000)
    qtbot.waitUntil(lambda: "Aminata" in window.said(), timeout=5_000)
