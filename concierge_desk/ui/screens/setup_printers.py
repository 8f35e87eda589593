"""The printers: for each role its way out, where it is, its paper; beside it the paper as it will be printed."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Paper
from concierge_desk.operations import printing
from concierge_desk.print.papers import Role
from concierge_desk.print.setups import paper_of, way_of
from concierge_desk.settings import PrinterSetup
from concierge_desk.ui import background, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.outbox import folder_of
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_printers_folder import FolderPlace
from concierge_desk.ui.screens.setup_printers_frame import Beside, Whole, tab_as_read
from concierge_desk.ui.screens.setup_printers_machine import MACHINE, Machine
from concierge_desk.ui.screens.setup_printers_paper import PaperPart
from concierge_desk.ui.screens.setup_printers_preview import Preview
from concierge_desk.ui.screens.setup_printers_where import AddressPlace, QueuePlace
from concierge_desk.ui.screens.setup_printers_words import ROLES, printer_words, summary, ways_of
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.choice_tiles import Answer, ChoiceTiles
from concierge_desk.ui.widgets.step_hint import StepHint


class PrintersCard(SetupCard):
    """Asks for the printer of each role; what is answered is at work at once.

    A way out that needs a printer is kept as soon as one is named: until then papers go where they went before.
    """

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, machine: Machine | None = None
    ) -> None:
        """Make it empty: its many answers are laid when somebody looks at it."""
        super().__init__(context, parent)
        self._machine = machine or MACHINE
        self._allowed = True
        self._is_laid = False
        self._begun: dict[Role, PrinterSetup] = {}
        self._addresses: dict[tuple[Role, str], str] = {}

    def lay(self) -> None:
        """Lay the answers of the first role, unless they are there."""
        if self._is_laid:
            return
        self._is_laid = True
        t, machine = self.t, self._machine
        self.roles = ChoiceTiles(t("What is printed"), by_arrows=True)
        self.roles.chosen.connect(self._role_chosen)
        self.ways = ChoiceTiles(t("Way out"), across=4, upright=True)
        self.ways.chosen.connect(self._way_chosen)
        self.folder = FolderPlace(t)
        self.folder.settled.connect(self._folder_settled)
        self.queues = QueuePlace(machine, t)
        self.address = AddressPlace(machine, t)
        for place in (self.queues, self.address):
            place.settled.connect(self._address_settled)
            place.found.laid.connect(self._relaid)
        self.paper = PaperPart(t)
        self.paper.settled.connect(self._take)
        self.paper.drawer_asked.connect(self._open_drawer)
        self.preview = Preview(machine, t)
        self.preview.test.clicked.connect(self.save)
        self._lay()
        self._show()
        self.allow(allowed=self._allowed)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Lay the answers the first time; later, show what was set meanwhile: the first free label moves on."""
        self.lay()
        self.refresh()
        super().showEvent(event)

    def role(self) -> Role:
        """Tell the role that is looked at."""
        current = self.roles.current()
        return Role(current) if current else Role.TICKET

    @override
    def refresh(self) -> None:
        """Show what is set; what was begun or is being typed stays."""
        if self._is_laid:
            self._show()

    def allow(self, *, allowed: bool) -> None:
        """Let only a supervisor change a printer; everybody may look, try one and print a test."""
        self._allowed = allowed
        if not self._is_laid:
            return
        places: tuple[QWidget, ...] = (self.folder.field, self.folder.usual, self.address.field)
        found: tuple[QWidget, ...] = (self.queues.found.tiles, self.address.found.tiles)
        for piece in (self.ways, *places, *found, *self.paper.questions()):
            piece.setEnabled(allowed)

    @override
    def save(self) -> None:
        """Print a test by the printer of this role, and say where to look for it."""
        self.lay()
        role = self.role()
        at_address = way_of(role, self._now(role)) in {"escpos", "zpl"}
        wrong = at_address and self.address.field.edit.isModified() and not self.address.settle()
        if role in self._begun or wrong:
            self._ask_for_printer()
            return
        try:
            self.context.desk.do(
                printing.queue,
                paper=Paper.PRINTER_TEST,
                language=self.t.language,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                via=role.value,
            )
        except DeskError as refused:
            self.refuse(refused)
            return
        self.context.notices.say(self._where_to_look(role))

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the role."""
        self.lay()
        return self.roles.first_focus()

    @override
    def go_back(self) -> bool:
        """Give up a way out that was begun and has no printer yet."""
        if not self._is_laid or self._begun.pop(self.role(), None) is None:
            return False
        self.address.forget()
        self._show()
        return True

    def _kept(self, role: Role) -> PrinterSetup:
        found = getattr(self.context.settings(), role.value)
        assert isinstance(found, PrinterSetup)  # noqa: S101  # the settings have one of each role
        return found

    def _now(self, role: Role) -> PrinterSetup:
        return self._begun.get(role) or self._kept(role)

    def _show(self) -> None:
        role, t = self.role(), self.t
        self.roles.show_answers(
            [
                Answer(each.value, t(words), icon, summary(each, self._kept(each), t))
                for each, (words, icon) in ROLES.items()
            ]
        )
        self.roles.choose(role.value)
        setup = self._now(role)
        way = way_of(role, setup)
        self._card.set_title(t(ROLES[role][0]))
        self.ways.show_answers(ways_of(role, t))
        self.ways.choose(way)
        self.folder.setVisible(way == "folder")
        self.queues.setVisible(way == "system")
        self.address.setVisible(way in {"escpos", "zpl"})
        if way == "system":
            self.queues.show_queue(setup.address)
        elif way == "folder":
            settings = self.context.settings()
            self.folder.show_folder(
                folder_of(settings, self.context.desk), is_usual=not settings.papers_folder
            )
        else:
            self.address.show_address(role.value, way, setup.address)
        begun = (
            t("Choose the printer. Until then, papers go where they went before.")
            if role in self._begun
            else ""
        )
        self._unfinished.say(begun)
        paper = replace(setup, way=way, paper=paper_of(role, setup))
        self.paper.show_setup(role, paper)
        self.preview.show_paper(role, paper)
        tab_as_read(self)

    def _relaid(self) -> None:
        tab_as_read(self)

    def _take(self, changed: PrinterSetup) -> None:
        """Keep what was chosen, as soon as it is whole."""
        role = self.role()
        if not self._allowed:
            self._show()
            return
        self._addresses[role, changed.way] = changed.address
        if changed.way != "folder" and not changed.address:
            self._begun[role] = changed
        else:
            self._begun.pop(role, None)
            changes: dict[str, Any] = {role.value: changed}
            self.context.change_settings(replace(self.context.settings(), **changes))
            self.context.notices.say(self.t("Kept for this counter."))
        self._show()

    def _role_chosen(self, _key: str) -> None:
        self._frame.verticalScrollBar().setValue(0)
        self._show()

    def _way_chosen(self, way: str) -> None:
        """Take another way out, with the printer that it had when it was left."""
        role = self.role()
        now = self._now(role)
        if way == way_of(role, now):
            return
        self._addresses.setdefault((role, now.way), now.address)
        address = "" if way == "folder" else self._addresses.get((role, way), "")
        changed = replace(now, way=way, address=address)
        self._take(replace(changed, paper=paper_of(role, changed)))

    def _address_settled(self, address: str) -> None:
        self._take(replace(self._now(self.role()), address=address))

    def _folder_settled(self, folder: str) -> None:
        if self._allowed:
            self.context.change_settings(replace(self.context.settings(), papers_folder=folder))
            self.context.notices.say(self.t("Kept for this counter."))
        self._show()

    def _ask_for_printer(self) -> None:
        """Lead to what is missing."""
        if self.queues.isVisibleTo(self):
            self.context.notices.warn(self.t("Choose a printer first."))
            (self.queues.found.tiles.first_focus() or self.queues.found.again).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        else:
            self.address.ask_for_it()

    def _where_to_look(self, role: Role) -> str:
        setup = self._kept(role)
        if way_of(role, setup) == "folder":
            folder = folder_of(self.context.settings(), self.context.desk)
            return self.t("The test goes to the folder {path}. Open it there.", path=folder)
        printer = printer_words(role, setup, self.t)
        return self.t(
            "The test is on its way: {printer}. Lay a ruler on it, and scan its codes.", printer=printer
        )

    def _open_drawer(self) -> None:
        """Open the drawer by hand, beside the window."""
        setup = self._kept(self.role())
        background.run(
            self, partial(self._machine.open_drawer, setup), self._drawer_opened, self._drawer_stuck
        )

    def _drawer_opened(self, _nothing: None) -> None:
        self.context.notices.say(self.t("The drawer was told to open."))

    def _drawer_stuck(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.context.notices.warn(error.said(self.t))

    def _lay(self) -> None:
        t = self.t
        left = Card(t("What is printed"), "printer", self)
        left.body.addWidget(self.roles)
        left.body.addStretch(1)
        self._card = Card(t("Tickets"), "settings")
        self._unfinished = StepHint("", "plug")
        page = QWidget()
        self._page = QVBoxLayout(page)
        for piece in (self.ways, self._unfinished, self.folder, self.queues, self.address, self.paper):
            self._page.addWidget(piece)
        self._page.addStretch(1)
        self._frame = Whole(page)
        self._card.body.addWidget(self._frame, 1)
        self._columns = Beside((276, 580, 330), self, least=(230, 440, 250))
        for card in (left, self._card, self.preview):
            self._columns.addWidget(card)
            card.show()
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._page.setContentsMargins(0, 0, theme.px(4), 0)
        self._page.setSpacing(theme.px(12))
        self._see_whole()

    def _see_whole(self) -> None:
        """Show all answers at once where the columns stand one below the other."""
        self._frame.is_whole = not self._columns.are_beside(self.width())
        self._frame.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll in the middle, or as a whole."""
        super().resizeEvent(event)
        if not self._is_laid:
            return
        self._see_whole()
