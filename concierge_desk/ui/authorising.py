"""Deeds that not everybody may do: tried, and where the right is missing, somebody who has it is asked here.

    authorising.attempt(context, partial(self._correct, uid), self._corrected, what=label)
    authorising.attempt(context, partial(self._erase, id_), self._erased, refused=self._not_erased, beside=self)

    def _correct(self, uid: str, authorisation_id: int | None) -> Item:
        return self.context.desk.do(corrections.correct, ..., deed_uid=uid, authorisation_id=authorisation_id)

    def _corrected(self, item: Item) -> str:
        return self.context.texts("Corrected. The reason is in its history.")     # said, with who let it happen

The panel asks for a PIN or a badge and locks nothing; the person at the desk stays the same, and the very deed is
done again with what was given: a uid is made before the first try, for what is given holds for that uid alone.
`Asker` is the window's side of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from concierge_desk.errors import DeskError, PinLocked, WrongPin
from concierge_desk.operations import letting, rights, scans
from concierge_desk.operations.letting import Leave
from concierge_desk.operations.rights import RightMissing
from concierge_desk.ui import background, shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.pin_page import pin_field
from concierge_desk.ui.widgets.leave_panel import LeavePanel, LeaveWords

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A deed that waits for somebody's leave: how it goes on with it, and what is done when nobody gives it."""

    missing: RightMissing
    what: str
    go_on: Callable[[Leave], None]
    dropped: Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Trial(Generic[T]):
    """A deed to try, and to try again with somebody's leave."""

    context: Context
    deed: Callable[[int | None], T]
    done: Callable[[T], str]
    what: str
    refused: Callable[[DeskError], object] | None
    dropped: Callable[[], object] | None
    beside: QObject | None

    def go(self, leave: Leave | None = None) -> None:
        given = None if leave is None else leave.authorisation_id
        if self.beside is not None:
            came = partial(self._came, leave)
            background.run(self.beside, partial(self.deed, given), came, self._failed)
            return
        try:
            made = self.deed(given)
        except DeskError as error:
            self._failed(error)
        else:
            self._came(leave, made)

    def _came(self, leave: Leave | None, made: T) -> None:
        sentence, context = self.done(made), self.context
        if sentence and leave is not None:
            sentence = context.texts("{done} {name} let it happen.", done=sentence, name=leave.by)
        if sentence:
            context.notices.say(sentence)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, RightMissing):
            self.context.ask_leave(Wanted(error, self.what, self.go, self._dropped))
        elif self.refused is not None:
            self.refused(error)
        else:
            self.context.notices.warn(error.said(self.context.texts))

    def _dropped(self) -> None:
        if self.dropped is not None:
            self.dropped()


def attempt(
    context: Context,
    deed: Callable[[int | None], T],
    done: Callable[[T], str],
    *,
    what: str = "",
    refused: Callable[[DeskError], object] | None = None,
    dropped: Callable[[], object] | None = None,
    beside: QObject | None = None,
) -> None:
    """Do a deed, given the authorisation if one was needed; `done` tells what is to be said of it, or nothing.

    `what` names what the deed is done to, for the one who is asked. Another refusal than a missing right goes to
    `refused`, or is said at the bottom; `dropped` comes when nobody gave leave. `beside` is who owns a deed that
    takes its time: it is done beside the window.
    """
    _Trial(context, deed, done, what, refused, dropped, beside).go()


class Asker(QObject):
    """Asks for leave in the panel, and compares what is given beside the window."""

    def __init__(self, context: Context, room: QWidget) -> None:
        """Have nobody to ask yet; the panel lies over the top of `room`."""
        super().__init__(room)
        self._context = context
        self._room = room
        self._wanted: Wanted | None = None
        self._panel: LeavePanel | None = None

    @property
    def panel(self) -> LeavePanel:
        """The panel, made when it is first needed."""
        if self._panel is None:
            t = self._context.texts
            words = LeaveWords(
                name=t("Somebody else’s leave"),
                who=t("Who lets it happen?"),
                pin=t("PIN"),
                badge=t("Or scan the badge."),
                give=t("Let it happen"),
                give_key=shortcuts.shown("main", t),
                leave=t("Leave it"),
                leave_key=shortcuts.shown("back", t),
            )
            self._panel = LeavePanel(words, pin_field(t("PIN"), self._room), self._room)
            self._panel.given.connect(self._compare)
            self._panel.left.connect(self.drop)
        return self._panel

    def ask(self, wanted: Wanted) -> None:
        """Ask one of those who may to let a deed happen; where there is nobody, say so."""
        context, right = self._context, wanted.missing.right
        may = context.desk.ask(rights.who_may, right=right)
        self.drop()
        if not may:
            context.notices.warn(wanted.missing.said(context.texts))
            wanted.dropped()
            return
        self._wanted = wanted
        words = context.texts(
            "{deed}: for this, somebody must give their PIN.",
            deed=rights.words_of(right)[context.texts.language],
        )
        self.panel.ask(words, wanted.what, [(each.id, each.name) for each in may])

    def is_asking(self) -> bool:
        """Tell whether a deed waits for leave now."""
        return self._wanted is not None

    def drop(self) -> bool:
        """Ask no more, and do nothing; False when nobody was being asked."""
        wanted = self._close()
        if wanted is not None:
            wanted.dropped()
        return wanted is not None

    def take_scan(self, code: str) -> bool:
        """Take a badge while a deed waits for leave; every other scan goes where it always does."""
        wanted, context = self._wanted, self._context
        if wanted is None:
            return False
        try:
            found = context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is not scans.FoundKind.BADGE:
            return False
        self.panel.compare(comparing=True)
        question = partial(
            context.desk.do,
            letting.by_badge,
            right=wanted.missing.right,
            key=wanted.missing.key,
            serial=found.id,
            for_id=context.staff().id,
            at=context.clock.now(),
        )
        background.run(self, question, partial(self._answered, wanted), partial(self._failed, wanted))
        return True

    def _compare(self, staff_id: int, pin: str) -> None:
        wanted, context = self._wanted, self._context
        if wanted is None:
            return
        question = partial(
            context.desk.do,
            letting.by_pin,
            right=wanted.missing.right,
            key=wanted.missing.key,
            by_id=staff_id,
            pin=pin,
            for_id=context.staff().id,
            at=context.clock.now(),
        )
        background.run(self, question, partial(self._answered, wanted), partial(self._failed, wanted))

    def _answered(self, wanted: Wanted, leave: Leave) -> None:
        if wanted is not self._wanted:
            # It was left meanwhile: what was given is never used.
            return
        if leave.authorisation_id is None:
            self._refuse(leave.wait_seconds)
            return
        self._close()
        wanted.go_on(leave)

    def _close(self) -> Wanted | None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.panel.close_panel()
        return wanted

    def _refuse(self, wait_seconds: int) -> None:
        t = self._context.texts
        if wait_seconds:
            self.panel.refuse(PinLocked(seconds="{seconds}").said(t), wait_seconds=wait_seconds)
        else:
            self.panel.refuse(WrongPin(name=self.panel.whose()).said(t))

    def _failed(self, wanted: Wanted, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if wanted is self._wanted:
            self.panel.refuse(error.said(self._context.texts))
