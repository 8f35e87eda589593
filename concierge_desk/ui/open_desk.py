"""The desk once it is open: who may come in, whose PIN fits, and the workplace in the language of who works."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from concierge_desk.desk import Desk
from concierge_desk.door import Door, Person
from concierge_desk.errors import DeskError
from concierge_desk.models import Staff
from concierge_desk.operations import houses, scans, shifts, staffing
from concierge_desk.operations.message_rounds import Told
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.notices import Notices
from concierge_desk.ui.outbox import Outbox
from concierge_desk.ui.post import Post
from concierge_desk.ui.screen import ChangeBridge
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.tidying import Tidying
from concierge_desk.ui.workplace import Tools, Workplace

log = logging.getLogger(__name__)


class OpenDesk(QObject):
    """What a window works with from the moment its store is open."""

    def __init__(
        self, desk: Desk, settings: Settings, notices: Notices, changes: ChangeBridge, parent: QObject
    ) -> None:
        """Begin to hear what changes; nobody is signed in yet."""
        super().__init__(parent)
        self.desk = desk
        self.staff: Staff | None = None
        self.outbox = Outbox(desk, settings, changes, self)
        self.post = Post(desk, settings, changes, self)
        self.tidying = Tidying(desk, changes, self)
        self._notices = notices
        self._changes = changes
        self._settings = settings
        self._workplace: Workplace | None = None
        self.post.told.connect(self._say_told)
        self.tidying.forgot.connect(self._say_forgotten)
        self.tidying.not_forgotten.connect(self._say_not_forgotten)
        self._arrived = QTimer(self)
        self._arrived.setSingleShot(True)
        self._arrived.timeout.connect(self._note_presence)
        desk.listen(changes.announce)

    @property
    def workplace(self) -> Workplace:
        """The frame with the screens; there is one as soon as somebody has signed in."""
        assert self._workplace is not None  # noqa: S101  # asked for only then
        return self._workplace

    def has_workplace(self) -> bool:
        """Tell whether somebody has signed in since the window opened."""
        return self._workplace is not None

    def door(self) -> Door | None:
        """Tell who may come in; None before the first run."""
        house = self.desk.ask(houses.this_house)
        if house is None:
            return None
        people = self.desk.ask(staffing.staff_on_duty)
        known = tuple(Person(each.id, each.name, each.is_supervisor, each.language) for each in people)
        return Door(house.name, house.language, known)

    def arrive(self, person: Staff) -> None:
        """Let a person work from now on; that they are here is noted in a moment: a scan itself writes nothing."""
        self.staff = person
        self._arrived.start(0)

    def compare(
        self,
        staff_id: int,
        pin: str,
        then: Callable[[staffing.SignIn], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Compare a PIN beside the window: the hash takes its time on purpose."""
        at = self.desk.clock.now()
        question = partial(self.desk.do, staffing.sign_in, staff_id=staff_id, pin=pin, at=at)
        background.run(self, question, then, failed)

    def of_badge(self, serial: int) -> Staff:
        """Tell whose badge was scanned. Raises UnknownCode."""
        return self.desk.ask(staffing.by_badge, serial=serial)

    def of_scan(self, code: str) -> Staff | None:
        """Tell whose badge a scan is; None when it is another code of ours. Raises UnknownCode."""
        found = self.desk.ask(scans.resolve, scanned=code)
        return self.of_badge(found.id) if found.kind is scans.FoundKind.BADGE else None

    def make_workplace(self, person: Staff) -> Workplace | None:
        """Make the frame for another language; None when this person reads the language it is in."""
        texts = Texts(person.language)
        if self._workplace is not None and self._workplace.texts.language == texts.language:
            return None
        tools = Tools(self.desk, self._notices, self._changes, self._set_now, self._who, self.post)
        old, self._workplace = self._workplace, Workplace(tools, texts)
        self.outbox.changed.connect(self._workplace.show_outbox)
        self._workplace.show_outbox(self.outbox.state())
        if old is not None:
            _move_over(old, self._workplace)
        return self._workplace

    def use(self, settings: Settings) -> None:
        """Work with other settings from now on."""
        self._settings = settings
        self.outbox.use(settings)
        self.post.use(settings)

    def start(self) -> None:
        """Print and send what waits, and forget what is to be forgotten, from now on."""
        self.outbox.start()
        self.post.start()
        self.tidying.start()

    def close(self) -> None:
        """Stop hearing of the desk; a paper or a message on its way comes to its end."""
        self._arrived.stop()
        self.outbox.close()
        self.post.close()
        self.tidying.close()
        self.desk.unlisten(self._changes.announce)

    def _note_presence(self) -> None:
        try:
            self.desk.do(shifts.sign_on, staff_id=self._who().id, at=self.desk.clock.now())
        except DeskError:
            # A store that cannot be written now says so at the next deed; nobody is kept out for it.
            log.exception("who is at the desk is not noted")

    def _say_told(self, told: Told) -> None:
        """Say what was told by itself to whoever is at the desk; it stands in the list of the day too."""
        if self._workplace is not None:
            self._notices.say(words.told_by_itself(told, self._workplace.texts))

    def _say_forgotten(self, count: int) -> None:
        if self._workplace is not None:
            said = self._workplace.texts.many(
                "The names on {n} piece of old mail are forgotten.",
                "The names on {n} pieces of old mail are forgotten.",
                count,
            )
            self._notices.say(said)

    def _say_not_forgotten(self, refused: DeskError) -> None:
        """Say it after the day is ended: that it is stays true."""
        if self._workplace is not None:
            t = self._workplace.texts
            later = t(
                "The names on old mail are not all forgotten. The desk tries again at the next end of a day."
            )
            self._notices.warn(f"{refused.said(t)} {later}")

    def _set_now(self) -> Settings:
        return self._settings

    def _who(self) -> Staff:
        assert self.staff is not None  # noqa: S101  # screens are made after somebody signed in
        return self.staff


def _move_over(old: Workplace, made: Workplace) -> None:
    """Bring what the screens had in hand to those of the other language."""
    for key, screen in old.made_screens():
        in_hand = screen.in_hand()
        if in_hand:
            made.screen_of(key).arrive(**in_hand)
    made.open_screen(old.current() or "today")
    old.hide()
    old.deleteLater()
