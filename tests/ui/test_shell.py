"""The frame: places, pages, the bar that speaks; it knows nothing of the desk."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui import theme
from concierge_desk.ui.notices import Notices
from concierge_desk.ui.shell import Shell, ShellWords
from concierge_desk.ui.widgets.rail import Place
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.top_bar import TopBarWords

_PLACES = [
    Place("today", "Accueil", "home"),
    Place("dropoff", "Dépôt", "package-import", "F2"),
    *(Place(f"place{n}", "Demandes", "clipboard-heart") for n in range(6)),
]


def _page(key: str, parent: QWidget) -> QWidget:
    page = QWidget(parent)
    lines = QVBoxLayout(page)
    lines.addWidget(QLabel(key))
    lines.addWidget(QLineEdit())
    return page


@pytest.fixture(params=[100, 200])
def shell(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Shell]:
    """A frame with two pages, at both ends of the size of text."""
    theme.apply(qapp, theme.LIGHT, request.param)
    field = SearchField("Chercher", "Scannez, ou tapez un nom", lambda _: (), icon="line-scan", key="Ctrl K")
    words = ShellWords(TopBarWords("Imprimantes", "Concierge", "Verrouiller"), "Annuler", "Ctrl Z")
    made = Shell(_PLACES, [Place("practice", "Entraînement", "school")], field, words)
    qtbot.addWidget(made)
    for key in ("today", "dropoff"):
        made.put(key, partial(_page, key))
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()
    theme.apply(qapp)


def test_the_window_fits_the_smallest_screen(shell: Shell) -> None:
    """1280×720 is enough, at 200 % text too."""
    shell.resize(1280, 720)
    assert shell.size() == QSize(1280, 720)
    least = shell.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 720


def test_a_place_is_opened_by_its_key(shell: Shell) -> None:
    """The page is shown and its place is marked."""
    shell.open("dropoff")
    assert shell.current() == "dropoff"
    assert shell.page("dropoff").isVisible()
    assert not shell.page("today").isVisible()
    assert shell.has("today")
    assert not shell.has("place1")


def test_the_rail_asks_and_shows_what_waits(qtbot: QtBot, shell: Shell) -> None:
    """A press asks for the place; the number that waits is in the name a screen reader says."""
    entry = shell.rail.entry("dropoff")
    shell.badge("dropoff", 3)
    assert entry.accessibleName() == "Dépôt (3)"
    with qtbot.waitSignal(shell.rail.asked) as asked:
        QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert asked.args == ["dropoff"]


def test_the_rail_works_by_keys(qtbot: QtBot, shell: Shell) -> None:
    """Down goes to the next place, Space opens it."""
    first, second = (shell.rail.entry(key) for key in ("today", "dropoff"))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert shell.rail.focusWidget() is second
    with qtbot.waitSignal(shell.rail.asked):
        QTest.keyClick(second, Qt.Key.Key_Space)


def test_the_top_bar_asks(qtbot: QtBot, shell: Shell) -> None:
    """Lock, person and printers are buttons with the words a person reads."""
    shell.top.show_person("Aminata")
    shell.top.show_printers("Tickets · Étiquettes", "late")
    buttons = {
        each.accessibleName(): each for each in shell.top.findChildren(QWidget) if each.accessibleName()
    }
    for name, signal in (
        ("Verrouiller", shell.top.lock_asked),
        ("Concierge, Aminata", shell.top.person_asked),
        ("Imprimantes, Tickets · Étiquettes", shell.top.printers_asked),
    ):
        with qtbot.waitSignal(signal):
            QTest.keyClick(buttons[name], Qt.Key.Key_Space)


def test_what_is_said_can_be_undone_without_the_focus(qtbot: QtBot, shell: Shell) -> None:
    """A notice appears, takes no focus, and is taken back once."""
    notices = Notices(shell)
    notices.said.connect(shell.toast.show_notice)
    taken: list[str] = []
    shell.open("today")
    field = shell.page("today").findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    notices.undoable("Chemise retirée.", lambda: taken.append("back"))
    assert shell.toast.isVisible()
    assert shell.toast.sentence() == "Chemise retirée."
    assert shell.focusWidget() is field
    assert shell.rect().contains(shell.toast.geometry())
    assert shell.toast.can_undo()
    shell.toast.undo()
    shell.toast.undo()
    assert taken == ["back"]
    assert not shell.toast.isVisible()


def _high_page(parent: QWidget) -> QWidget:
    page = QWidget(parent)
    lines = QVBoxLayout(page)
    for _ in range(30):
        field = QLineEdit()
        field.setMinimumHeight(60)
        lines.addWidget(field)
    return page


def test_what_is_said_does_not_lie_over_what_has_the_keys(shell: Shell) -> None:
    """The page scrolls until it is clear; so it does when the keys go on while something is said."""
    shell.put("high", _high_page)
    shell.open("high")
    fields = shell.page("high").findChildren(QLineEdit)
    notices = Notices(shell)
    notices.said.connect(shell.toast.show_notice)

    def is_clear(field: QLineEdit) -> bool:
        at, over = (QRect(each.mapTo(shell, QPoint(0, 0)), each.size()) for each in (field, shell.toast))
        return not at.intersects(over) and shell.rect().contains(at)

    fields[12].setFocus()
    shell.toast.hide()
    notices.warn("L’imprimante ne répond pas. " * 3)
    assert is_clear(fields[12])
    for field in fields[13:20]:
        field.setFocus()
        assert is_clear(field)


def test_a_warning_offers_nothing_to_undo(shell: Shell) -> None:
    """A warning is only said."""
    notices = Notices(shell)
    notices.said.connect(shell.toast.show_notice)
    notices.warn("L’imprimante ne répond pas. " * 6)
    assert shell.toast.isVisible()
    assert not shell.toast.can_undo()
    assert shell.rect().contains(shell.toast.geometry())
