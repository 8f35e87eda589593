"""What nobody fetches: for how long, whose it is, and the next reminder; nothing is ever thrown away here."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError, NotFound
from concierge_desk.models import About, Channel, Customer, House, Item, Notice
from concierge_desk.operations import deeds, houses, notices, scans, unclaimed
from concierge_desk.operations.unclaimed import UnclaimedFile
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import supervise_unclaimed_words as words
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.screens.supervise_unclaimed_file import FileCard
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar


class UnclaimedPanel(Panel):
    """The list at the left, the file of one piece at the right; `arrive(item_id=7)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Customer, House, Item, Notice})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the list and the file empty."""
        super().__init__(context, parent)
        t = self.t
        self._file: UnclaimedFile | None = None
        self._uid = deeds.new_uid()
        self.tabs = SegmentBar()
        self.tabs.setAccessibleName(t("For how long"))
        self.list = RowList(t("Pieces that nobody fetches"))
        self.file = FileCard(t)
        self._nothing = EmptyState("leaf", t("Everything that is ready is fetched in time."))
        self.tabs.chosen.connect(self.refresh)
        self.list.marked.connect(self._show)
        self.list.chosen.connect(self._remind)
        self.file.noted.connect(self._note)
        self.file.copied.connect(self._say_copied)
        self.file.print_asked.connect(self._print)
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask the desk again; the piece that was looked at stays, if nobody has fetched it meanwhile."""
        desk, at, t = self.context.desk, self.context.clock.now(), self.t
        counted = desk.ask(unclaimed.counts, at=at)
        self.tabs.show_segments([Segment(key, said) for key, said in words.tabs(counted, t)])
        days = int(self.tabs.current())
        found = desk.ask(unclaimed.pieces, at=at, days=days, language=t.language)
        self.list.show_rows(words.rows(found, t))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if self.list.current_key() is None and found:
            self.list.mark(found[0].item_id)
        key = self.list.current_key() if found else None
        self._show(key)

    @override
    def arrive(self, **what: object) -> None:
        """Come with a piece in mind."""
        item_id = what.get("item_id")
        if isinstance(item_id, int):
            self.list.mark(item_id)

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep the piece that is looked at."""
        return {} if self._file is None else {"item_id": self._file.row.item_id}

    @override
    def take_scan(self, code: str) -> bool:
        """Show the piece that was scanned, if it is one of these."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        return found.kind is scans.FoundKind.ITEM and self.list.mark(found.id)

    @override
    def main_action(self) -> None:
        """Note that the owner was reminded."""
        self.file.note_it()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list."""
        return self.list

    def _show(self, key: object) -> None:
        self._file = self._ask(key) if isinstance(key, int) else None
        house = self.context.desk.ask(houses.this_house)
        self.file.show_file(self._file, house)

    def _ask(self, item_id: int) -> UnclaimedFile | None:
        try:
            return self.context.desk.ask(
                unclaimed.file, item_id=item_id, at=self.context.clock.now(), language=self.t.language
            )
        except NotFound:
            return None  # somebody has fetched it a moment ago

    def _remind(self, _key: object) -> None:
        self.file.channels.setFocus()

    def _note(self, channel: Channel, text: str) -> None:
        file, t = self._file, self.t
        if file is None:
            return
        try:
            self.context.desk.do(
                notices.tell,
                customer_id=file.owner.id,
                about=About.UNCLAIMED,
                channel=channel,
                item_ids=[each.item_id for each in file.together],
                text=text,
                at=self.context.clock.now(),
                staff_id=self.context.staff().id,
                deed_uid=self._uid,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(t))
            return
        self._uid = deeds.new_uid()
        self.file.say_noted()
        self.context.notices.say(t("Noted: {name} was reminded.", name=file.owner.name))

    def _print(self) -> None:
        if self._file is None:
            return
        at, staff_id = self.context.clock.now(), self.context.staff().id
        try:
            self.context.desk.do(
                unclaimed.print_file, item_id=self._file.row.item_id, at=at, staff_id=staff_id
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.context.notices.say(self.t("The file is being printed."))

    def _say_copied(self) -> None:
        self.context.notices.say(self.t("The text is copied. Paste it where you write."))

    def _lay(self) -> None:
        found = Card(self.t("Nobody fetches"), "clock")
        found.body.addWidget(self.tabs)
        found.body.addWidget(self.list, 1)
        found.body.addWidget(self._nothing, 1)
        page = QWidget()
        columns = Columns((460, 740), page)
        columns.addWidget(found)
        columns.addWidget(self.file)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(page, self))
        theme.follow(self, self.updateGeometry)
