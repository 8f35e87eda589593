"""Copies are kept beside the window, and a failure is told."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.copying import Copying
from concierge_desk.ui.notices import Notice, Notices
from tests.make import Make


def test_a_copy_is_kept_at_closing_when_something_changed(desk: Desk, make: Make, qtbot: QtBot) -> None:
    """What was done today is in a copy beside the store, and in the second folder when there is one."""
    owner = QObject()
    assert desk.store.path is not None
    stick = desk.store.path.parent / "stick"
    stick.mkdir()
    make.deposit(1)
    copying = Copying(desk, Notices(owner), Texts("fr"), str(stick), owner)
    copying.start()
    copying.close()
    assert len(list((desk.store.path.parent / "desk.sqlite-copies").glob("desk-*.sqlite"))) == 1
    assert len(list(stick.glob("*.sqlite"))) == 1


def test_a_copy_that_fails_is_told(desk: Desk, make: Make, qtbot: QtBot) -> None:
    """While one works, a copy that cannot be written is a sentence, never a stop."""
    owner = QObject()
    notices = Notices(owner)
    heard: list[Notice] = []
    notices.said.connect(heard.append)
    make.deposit(1)
    assert desk.store.path is not None
    folder = Path(f"{desk.store.path}-copies")
    folder.write_text("in the way", "utf-8")
    copying = Copying(desk, notices, Texts("fr"), "", owner)
    copying.keep_now()
    background.wait()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].warning
