"""What is asked about the paper and the head of a printer: own sizes, the first free label, the drawer, the dots."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.print.papers import Role
from tests.ui.screens.setting_up import Bench, Counter


def test_labels_have_a_size_of_their_own(counter: Counter, qtbot: QtBot) -> None:
    """Two numbers are typed; what is not possible is not taken."""
    counter.press("down")
    assert counter.card.role() is Role.LABEL
    part = counter.card.paper
    part.paper.bar.choose("own")
    part.paper.chosen.emit("own")
    assert counter.kept().label.paper == "label60x40"
    part.wide.box.setFocus()
    part.wide.box.selectAll()
    counter.type_in("75")
    counter.press("enter")
    part.high.box.setFocus()
    part.high.box.selectAll()
    counter.type_in("999")
    counter.press("tab")
    assert counter.kept().label.paper == "label75x99"
    assert counter.size_drawn(qtbot) == "75 × 99 mm"


def test_the_first_free_label_is_reached_by_the_arrows(counter: Counter) -> None:
    """The small sheet shows which labels are used; a click does the same."""
    counter.press("down")
    counter.card.paper.paper.chosen.emit("labels24")
    grid = counter.card.paper.grid
    assert grid.isVisible()
    grid.setFocus()
    counter.press("right", "down")
    assert counter.kept().label.first_free == 5
    assert "5" in grid.accessibleName()
    counter.press("up", "left", "left", "up")
    assert counter.kept().label.first_free == 1
    counter.press("end", "right")
    assert counter.kept().label.first_free == 24
    middle = grid.cell(8).center()
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress, middle, grid.mapToGlobal(middle), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(grid, event)
    assert counter.kept().label.first_free == 8


def test_the_drawer_opens_only_by_its_own_button(counter: Counter, bench: Bench, qtbot: QtBot) -> None:
    """It is off; when it is on there is a button, and nothing else opens it."""
    counter.to_the_address()
    counter.type_in("10.0.0.9")
    counter.press("enter")
    part = counter.card.paper
    assert not part.more.isVisible()
    part.opener.setFocus()
    counter.press("enter")
    assert part.drawer.isVisible()
    assert not part.open_drawer.isVisible()
    part.drawer.setFocus()
    counter.press("space")
    assert counter.kept().ticket.drawer
    counter.press("f12")
    assert bench.opened == []
    part.open_drawer.setFocus()
    counter.press("space")
    qtbot.waitUntil(lambda: len(bench.opened) == 1)
    assert bench.opened[0].address == "tcp://10.0.0.9:9100"
    part.cut.setFocus()
    counter.press("space")
    assert not counter.kept().ticket.cut


def test_the_dots_and_the_width_of_a_head_are_kept(counter: Counter) -> None:
    """A head of 300 dpi and of 64 mm; back to the usual width is 0."""
    counter.to_the_address()
    counter.type_in("10.0.0.9")
    counter.press("enter")
    part = counter.card.paper
    part.opener.click()
    part.dots.chosen.emit("12")
    part.head.box.setFocus()
    part.head.box.selectAll()
    counter.type_in("64")
    counter.press("enter")
    assert (counter.kept().ticket.dots_per_mm, counter.kept().ticket.width_mm) == (12, 64)
    part.head.box.setValue(part.head.box.minimum())
    assert counter.kept().ticket.width_mm == 0
