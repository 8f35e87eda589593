"""What the tour goes along with: the window, the clock, the pictures it takes and what it says on the way."""

import sys
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from concierge_desk import formats, moments
from concierge_desk.moments import SetClock
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.tour_hands import Hands, OffTheRoad

S = TypeVar("S", bound=Screen)


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture of the tour, and what is to be seen on it."""

    file: str
    at: datetime
    words: str


@dataclass
class Road:
    """The window that is toured, and what came of it so far."""

    window: MainWindow
    clock: SetClock
    out: Path
    texts: Texts
    stops: list[Stop] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put hands to the window."""
        self.hands = Hands(self.window)

    def at(self, on: date, hour: time) -> None:
        """Let it be another moment of the tour; what was said before has gone from the screen."""
        self.clock.at = moments.moment(on, hour)
        if not self.window.is_locked():
            self.window.workplace.tick()
            self.window.workplace.toast.hide()

    def stop(self, name: str, words: str) -> None:
        """Take the next picture and say what is to be seen."""
        file = f"{len(self.stops) + 1:02d}-{name}.png"
        self.hands.picture(self.out / file)
        self.stops.append(Stop(file, self.clock.at, words))
        day = formats.weekday_short(moments.day_of(self.clock.at), self.texts.language)
        sys.stdout.write(f"{day} {formats.clock(self.clock.at)}  {words}  ({file})\n")
        sys.stdout.flush()

    def screen(self, kind: type[S]) -> S:
        """Give the screen that is shown. Raises OffTheRoad when it is another one."""
        shown = self.window.current_screen()
        if not isinstance(shown, kind):
            raise OffTheRoad(f"{kind.__name__} is not shown")
        return shown

    def control(self, words: str) -> QWidget:
        """Find what can be pressed by its words. Raises OffTheRoad."""
        found = (each for each in self.window.findChildren(QWidget) if each.accessibleName() == words)
        for each in found:
            if each.isVisible() and each.focusPolicy():
                return each
        raise OffTheRoad(f"there is no “{words}”")

    def press_control(self, words: str) -> None:
        """Go to a button by Tab, and press it."""
        self.hands.reach(self.control(words))
        self.hands.press("Space")

    def done(self, sentence_part: str) -> None:
        """Wait until the window says a sentence with these words. Raises OffTheRoad."""
        self.hands.until(lambda: sentence_part in self.window.said(), f"“{sentence_part}” is said")

    def printed(self) -> None:
        """Wait until every paper has come out. Raises OffTheRoad."""
        self.hands.until(lambda: not self.window.outbox.state().waiting, "every paper has come out")
        if self.window.outbox.state().failed:
            raise OffTheRoad("a paper failed")
