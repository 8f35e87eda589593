"""What tests of the window may ask for: the real window on the small desk, with somebody signed in."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from tests.ui.opening import open_window


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The real window on the small desk, at work, with Samir signed in (id 2, concierge, French)."""
    opened = open_window(desk)
    yield opened
    opened.close()
    background.wait()
    opened.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def said(window: MainWindow) -> list[Notice]:
    """Everything that is said to the concierge from now on."""
    heard: list[Notice] = []
    window.notices.said.connect(heard.append)
    return heard
