"""Where a printer is: the folder, the printers that the computer knows, or an address that is tried out."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import background, theme
from concierge_desk.ui.screens.setup_printers_machine import Machine, Tried
from concierge_desk.ui.screens.setup_printers_reading import read_address, shown_address
from concierge_desk.ui.screens.setup_printers_words import short
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.choice_tiles import Answer, ChoiceTiles
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

if TYPE_CHECKING:
    from concierge_desk.ui.screens.setup_printers_machine import Place, Queue

_MOST = 60
"""More printers than these are not listed; nobody would find theirs among them."""


class _Found(QWidget):
    """What was found on the computer, as answers, with a button that looks again."""

    chosen = Signal(str)
    laid = Signal()

    def __init__(self, name: str, none: str, t: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.t = t
        self._none = none
        self.again = Button(t("Look again"), "refresh", small=True)
        self.tiles = ChoiceTiles(name)
        self.tiles.chosen.connect(self.chosen)
        self._said = Words("", 15, "soft")
        self._head = QHBoxLayout()
        self._head.addWidget(Words(name, 14, "soft"), 1, Qt.AlignmentFlag.AlignBottom)
        self._head.addWidget(self.again)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._head)
        self._lines.addWidget(self.tiles)
        self._lines.addWidget(self._said)
        theme.follow(self, self._fit)

    def say_looking(self) -> None:
        """Say that the computer is asked, as long as nothing is known."""
        if not self.tiles.tiles:
            self._said.setText(self.t("Looking…"))
            self._said.show()

    def show_found(self, answers: Sequence[Answer], chosen: str) -> None:
        """Show what is there, and which of it holds."""
        self.tiles.show_answers(answers)
        self.tiles.choose(chosen)
        self.tiles.setVisible(bool(answers))
        self._said.setText("" if answers else self._none)
        self._said.setVisible(not answers)
        self.laid.emit()

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))


class QueuePlace(QWidget):
    """The printers of the computer, asked beside the window; `settled` carries the name of one."""

    settled = Signal(str)

    def __init__(self, machine: Machine, t: Texts, parent: QWidget | None = None) -> None:
        """Show none; they are asked for by `look`."""
        super().__init__(parent)
        self._machine, self.t = machine, t
        self._queues: Sequence[Queue] | None = None
        self._chosen = ""
        self._busy = False
        none = t("This computer knows no printer. Add it in the settings of the computer, then look again.")
        self.found = _Found(t("Printers of this computer"), none, t)
        self.found.chosen.connect(self.settled)
        self.found.again.clicked.connect(self.look)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.found)

    def show_queue(self, name: str) -> None:
        """Show which printer is chosen; the computer is asked the first time."""
        self._chosen = name
        if self._queues is None:
            self.look()
        self._show()

    def look(self) -> None:
        """Ask the computer for its printers, beside the window."""
        if self._busy:
            return
        self._busy = True
        self.found.say_looking()
        background.run(self, self._machine.queues, self._came)

    def _came(self, queues: "Sequence[Queue]") -> None:
        self._busy = False
        self._queues = queues[:_MOST]
        self._show()

    def _show(self) -> None:
        if self._queues is None:
            if self._chosen:
                self.found.show_found([Answer(self._chosen, short(self._chosen), "printer")], self._chosen)
            return
        answers = [self._answer(each) for each in self._queues]
        if self._chosen and self._chosen not in {each.key for each in answers}:
            gone = self.t("Not found on this computer now.")
            answers.insert(0, Answer(self._chosen, short(self._chosen), "printer-off", gone))
        self.found.show_found(answers, self._chosen)

    def _answer(self, queue: "Queue") -> Answer:
        words = short(queue.words or queue.name)
        more = short(queue.name) if queue.words and queue.words != queue.name else ""
        if not queue.raw:
            return Answer(queue.name, words, "printer", more)
        why = self.t(
            "It passes on what it gets, and would print a PDF as signs. "
            "Choose the receipt or label printer above, with its address."
        )
        return Answer(queue.name, words, "printer-off", why, usable=False)


class AddressPlace(QWidget):
    """The address of a printer of dots, which can be tried; `settled` carries it, well written."""

    settled = Signal(str)

    def __init__(self, machine: Machine, t: Texts, parent: QWidget | None = None) -> None:
        """Ask for an address."""
        super().__init__(parent)
        self._machine, self.t = machine, t
        self._of, self._known, self._busy = ("", ""), "", False
        self._typed_for: dict[tuple[str, str], str] = {}
        """What was typed and is no address yet, by the role and the way out it is for."""
        self._looked = False
        self._places: Sequence[Place] = ()
        self.field = LabelledField(t("Address of the printer"), hint="192.168.1.50")
        self.field.edit.textEdited.connect(self._typed)
        self.field.edit.editingFinished.connect(self.settle)
        self.attempt = Button(t("Try"), "plug")
        self.attempt.clicked.connect(self.try_out)
        self.answer = StepHint("", "plug")
        none = t("Nothing is plugged in by USB or a serial cable.")
        self.found = _Found(t("Plugged into this computer"), none, t)
        self.found.chosen.connect(self._device_chosen)
        self.found.again.clicked.connect(self.look)
        self._row = QHBoxLayout()
        self._row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        self._beside = QVBoxLayout()
        self._beside.addWidget(self.attempt, 0, Qt.AlignmentFlag.AlignTop)
        self._beside.addStretch(1)
        self._row.addLayout(self._beside)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._row)
        for piece in (self.answer, self.found):
            self._lines.addWidget(piece)
        theme.follow(self, self._fit)

    def show_address(self, role: str, way: str, address: str) -> None:
        """Show an address; what was typed for the same printer stays as it is."""
        self._typed_for[self._of] = self.field.text() if self.field.edit.isModified() else ""
        if (role, way) != self._of or (address and address != self._known):
            typed = self._typed_for.get((role, way), "")
            self.field.set_text(typed or address)
            self.field.edit.setModified(bool(typed))
            self.field.accept()
            self.answer.say("")
        self._of, self._known = (role, way), address
        self._show_places()
        if not self._looked:
            self.look()

    def settle(self) -> bool:
        """Take what is typed; False when it is no address, which is said below it and loses nothing."""
        typed = self.field.text()
        address = read_address(typed)
        if address is None:
            if typed:
                self.field.refuse(
                    self.t("This is no address. Write for example 192.168.1.50, or /dev/usb/lp0.")
                )
            return False
        self.field.accept()
        self.field.set_text(address)
        self.field.edit.setModified(False)
        if address != self._known:
            self._known = address
            self.settled.emit(address)
        return True

    def forget(self) -> None:
        """Give up what was typed."""
        self._typed_for.pop(self._of, None)
        self.field.edit.setModified(False)
        self._of = ("", "")

    def ask_for_it(self) -> None:
        """Go to the field, and say that it is wanted."""
        if not self.field.refusal():
            self.field.refuse(self.t("Write the address of the printer first."))
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_out(self) -> None:
        """Ask what is at this one address, beside the window, without printing."""
        address = read_address(self.field.text())
        if address is None:
            self.field.accept()
            self.settle()
            self.ask_for_it()
            return
        if self._busy:
            return
        self._busy = True
        self.answer.say(self.t("Asking {place}…", place=address), "clock", tone="amber")
        asks = partial(self._machine.probe, self._of[1], address, self.t)
        background.run(self, asks, partial(self._tried, address))

    def look(self) -> None:
        """Ask the computer what is plugged in, beside the window."""
        self._looked = True
        self.found.say_looking()
        background.run(self, self._machine.places, self._came)

    def _tried(self, address: str, tried: Tried) -> None:
        self._busy = False
        if read_address(self.field.text()) == address:
            self.answer.say(tried.sentence, tried.icon, tone=tried.tone)
        else:
            self.answer.say("")

    def _typed(self) -> None:
        self.field.accept()
        self.answer.say("")

    def _device_chosen(self, address: str) -> None:
        self.field.set_text(address)
        self._typed()
        self.settle()

    def _came(self, places: "Sequence[Place]") -> None:
        self._places = places[:_MOST]
        self._show_places()

    def _show_places(self) -> None:
        answers = [
            Answer(each.address, short(each.words), "plug", short(shown_address(each.address)))
            for each in self._places
            if each.way in {"", self._of[1]}
        ]
        self.found.show_found(answers, self._known)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
        self._row.setSpacing(theme.px(10))
        # The button stands beside the line to type in, not beside the word above it.
        word = ceil(QFontMetricsF(theme.font(14)).height()) + theme.px(3)
        self._beside.setContentsMargins(0, word, 0, 0)
