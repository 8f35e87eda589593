"""A deed that the person at the desk may not do alone is done with somebody's PIN or badge, and nothing is locked."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.errors import NotFound
from concierge_desk.operations import rights, staffing
from concierge_desk.operations.rights import Right
from concierge_desk.ui import authorising
from concierge_desk.ui.authorising import Asker
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from tests.make import IDS
from tests.ui.fingers import person_types

PIN = "4715"


class Deeds:
    """One deed that needs a right, and how often it was done."""

    def __init__(self, window: MainWindow) -> None:
        """Have a PIN for Aminata, and nothing done."""
        self.window = window
        self.done = 0
        self.dropped = 0
        window.desk.do(staffing.change_pin, staff_id=IDS.supervisor, pin=PIN)

    def attempt(self, *, beside: bool = False) -> Asker:
        """Try it as the person at the desk."""
        authorising.attempt(
            self.window.context,
            self._do,
            self._was_done,
            what="Chemise",
            dropped=self._was_dropped,
            beside=self.window if beside else None,
        )
        return self.window.workplace.asker

    def _do(self, authorisation_id: int | None) -> int:
        desk = self.window.desk
        desk.do(
            rights.require,
            Right.CORRECT_ITEM,
            key="Chemise",
            staff_id=IDS.concierge,
            at=desk.clock.now(),
            authorisation_id=authorisation_id,
        )
        return 7

    def _was_done(self, made: int) -> str:
        assert made == 7
        self.done += 1
        return "C’est fait."

    def _was_dropped(self) -> None:
        self.dropped += 1


@pytest.fixture
def deeds(window: MainWindow) -> Deeds:
    """A deed at the window where Samir works, who is a concierge."""
    return Deeds(window)


@pytest.mark.parametrize("beside", [False, True])
def test_a_pin_lets_the_very_deed_happen(
    deeds: Deeds,
    said: list[Notice],
    qtbot: QtBot,
    beside: bool,  # noqa: FBT001  # both ways of doing a deed
) -> None:
    """The panel names the deed and who may; the PIN does it, and Samir is still at the desk."""
    window = deeds.window
    before = window.current_screen()
    asker = deeds.attempt(beside=beside)
    qtbot.waitUntil(asker.is_asking)
    panel = asker.panel
    assert panel.isVisible()
    assert rights.words_of(Right.CORRECT_ITEM)["fr"] in panel.deed.text()
    assert panel.what.text() == "Chemise"
    assert panel.whose() == "Aminata"
    window.activateWindow()
    qtbot.waitUntil(panel.pin.edit.hasFocus)
    person_types(panel.pin.edit, PIN, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: deeds.done == 1)
    assert panel.isHidden()
    qtbot.waitUntil(lambda: bool(said))
    assert "C’est fait." in said[-1].sentence
    assert "Aminata" in said[-1].sentence
    assert window.at_work.staff is not None
    assert window.at_work.staff.id == IDS.concierge
    assert window.current_screen() is before
    assert deeds.dropped == 0


def test_a_badge_lets_it_happen_and_signs_nobody_in(deeds: Deeds, qtbot: QtBot) -> None:
    """While the panel is open a supervisor's badge is their word; afterwards it opens the desk again."""
    badge = codes.write(CodeKind.BADGE, IDS.supervisor)
    deeds.attempt()
    deeds.window.scan(badge)
    qtbot.waitUntil(lambda: deeds.done == 1)
    assert deeds.window.context.staff().id == IDS.concierge
    deeds.window.scan(badge)
    qtbot.waitUntil(lambda: deeds.window.context.staff().id == IDS.supervisor)


def test_the_badge_of_somebody_who_may_not_is_told(deeds: Deeds, qtbot: QtBot) -> None:
    """A concierge's badge does nothing but a sentence, and everything else that is scanned goes its way."""
    asker = deeds.attempt()
    deeds.window.scan(codes.write(CodeKind.BADGE, IDS.concierge))
    qtbot.waitUntil(lambda: bool(asker.panel.pin.refusal()))
    assert "Aminata" in asker.panel.pin.refusal()
    assert asker.is_asking()
    assert not asker.take_scan(codes.write(CodeKind.SHELF, IDS.a1))
    assert not asker.take_scan("?")
    assert deeds.done == 0


def test_wrong_pins_are_said_and_then_slowed_down(deeds: Deeds, qtbot: QtBot) -> None:
    """Each wrong one empties the field; after too many the field rests, and what was typed waits."""
    asker = deeds.attempt()
    panel = asker.panel
    for _number in range(staffing.FREE_TRIES):
        panel.pin.edit.setText("9999")
        deeds.window.press("F12")
        qtbot.waitUntil(lambda: panel.pin.text() == "" and panel.give.isEnabled())
        assert "Aminata" in panel.pin.refusal()
    panel.pin.edit.setText("9999")
    deeds.window.press("F12")
    qtbot.waitUntil(lambda: not panel.pin.edit.isEnabled())
    assert "{" not in panel.pin.refusal()
    qtbot.waitUntil(panel.pin.edit.isEnabled, timeout=5_000)
    assert panel.pin.refusal() == ""
    assert deeds.done == 0


@pytest.mark.parametrize("leaving", ["Esc", "button", "screen", "lock"])
def test_it_is_left_and_nothing_happens(deeds: Deeds, leaving: str) -> None:
    """By Esc, by its button, with another screen, or when the desk is locked."""
    asker, window = deeds.attempt(), deeds.window
    screen = window.current_key()
    if leaving == "Esc":
        window.press("Esc")
    elif leaving == "button":
        asker.panel.leave.click()
    elif leaving == "screen":
        window.open_screen("customers")
    else:
        window.lock()
    assert not asker.is_asking()
    assert asker.panel.isHidden()
    assert (deeds.done, deeds.dropped) == (0, 1)
    assert asker.panel.pin.text() == ""
    if leaving == "Esc":
        assert window.current_key() == screen


def test_who_may_do_it_is_not_asked(deeds: Deeds, said: list[Notice]) -> None:
    """Aminata does it herself, and nobody's name is said."""
    deeds.window.desk.do(rights.require, Right.CORRECT_ITEM, staff_id=1, at=deeds.window.desk.clock.now())
    authorising.attempt(deeds.window.context, lambda _none: 7, lambda _made: "C’est fait.")
    assert said[-1].sentence == "C’est fait."


def test_another_refusal_is_a_sentence(deeds: Deeds, said: list[Notice]) -> None:
    """Only a missing right asks for somebody; anything else is said, or handed to the screen."""

    def refused(_authorisation_id: int | None) -> int:
        raise NotFound

    heard: list[object] = []
    authorising.attempt(deeds.window.context, refused, lambda _made: "")
    assert said[-1].warning
    authorising.attempt(deeds.window.context, refused, lambda _made: "", refused=heard.append)
    assert len(said) == 1
    assert isinstance(heard[0], NotFound)
