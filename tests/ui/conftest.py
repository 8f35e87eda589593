"""What tests of the window may ask for: the real window on the small desk, with somebody signed in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.scanning import ScanCatcher
from tests.ui.counter_window import Counter
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


@pytest.fixture
def catcher(qapp: QApplication) -> Iterator[ScanCatcher]:
    """A catcher of scans, taken away afterwards."""
    made = ScanCatcher(qapp)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def counter(qtbot: QtBot, catcher: ScanCatcher) -> Counter:
    """A window whose field has the focus."""
    made = Counter(catcher)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made
