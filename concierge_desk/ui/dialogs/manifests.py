"""Today's manifests before they are printed: who comes, and each paper as it will be; nothing is numbered by looking.

Arrows go from provider to provider, F12 or Enter prints all, Ctrl+P the one that is shown, Ctrl+S saves tables.
"""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Item, Paper, Visit
from concierge_desk.operations import deeds, manifests, reprints
from concierge_desk.operations.manifests import Preview
from concierge_desk.texts import N_
from concierge_desk.ui import background, outbox, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.dialogs import manifests_work
from concierge_desk.ui.dialogs.manifests_work import Seen
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.paper_view import PaperView, grey
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Title, Words

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
_LARGE = 150
"""From this size of text on, in percent, the smaller buttons scroll with the rest."""
_STATES = {
    "open": (N_("to print"), "today"),
    "planned": (N_("to print"), "today"),
    "closed": (N_("done"), "ok"),
    "missed": (N_("did not come"), "late"),
    "undone": (N_("undone"), "late"),
}


class ManifestsDialog(QDialog):
    """The manifests of the day at the left, the one under the cursor at the right."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Ask what would be printed; until the answer comes the lists are empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._previews: dict[object, Preview] = {}
        self._seen: dict[object, Seen] = {}
        self._printed: frozenset[int] = frozenset()
        self._page = 0
        self._drawing: object = None
        self._uid = deeds.new_uid()
        self._uids: dict[object, str] = {}
        self._saved = Path()
        t = context.texts
        self.setWindowTitle(t("Today’s manifests"))
        self.rows = RowList(t("Today’s manifests"), self)
        self.view = PaperView(t("Preview"), self)
        self.page_said = Words("", 15, "soft", self)
        self.page_said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing = EmptyState("truck-delivery", t("Drawing…"), self)
        self.said = Words("", 15, "green", self)
        self.all = Button("", "printer", self, kind="primary", key=shortcuts.shown("main", t), main=True)
        self.one = Button(t("Print this one"), "printer", self, small=True, key=shortcuts.shown("release", t))
        self.save = Button(t("Save as tables"), "file-text", self, small=True, key=shortcuts.shown("save", t))
        self.folder = Button(t("Open the folder"), "folder", self, small=True)
        self.leave = Button(t("Close"), "x", self, small=True, key=shortcuts.shown("back", t))
        self._lay()
        self._connect()
        self._offer()
        self._load()

    def is_drawn(self) -> bool:
        """Tell whether the manifest under the cursor is the one that is shown."""
        return self._drawing is None and self.rows.current_key() in self._seen

    def _connect(self) -> None:
        self.all.clicked.connect(self._print_all)
        self.one.clicked.connect(self._print_one)
        self.save.clicked.connect(self._save)
        self.folder.clicked.connect(self._open_folder)
        self.leave.clicked.connect(self.accept)
        # The window's own keys rest while this one is open.
        keys: dict[str, Callable[[], object]] = {
            "main": self._print_all,
            "release": self._print_one,
            "save": self._save,
            "further": partial(self._turn, 1),
            "nearer": partial(self._turn, -1),
        }
        for name, does in keys.items():
            QShortcut(shortcuts.sequence(name), self).activated.connect(does)
        # A click only looks; Enter on the list does what the large button does.
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = QShortcut(enter, self.rows)
            pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(self._print_all)
        self.rows.marked.connect(self._marked)
        self._context.changes.changed.connect(self._on_changed)

    def _on_changed(self, changed: frozenset[type]) -> None:
        """Ask again when something on a manifest has changed meanwhile."""
        if changed & {Visit, Item}:
            self._load()

    def _load(self) -> None:
        context = self._context
        at, staff_id = context.clock.now(), context.staff().id
        work = partial(manifests_work.load, context.desk, at, staff_id)
        background.run(self, work, self._loaded, self._refused)

    def _loaded(self, previews: list[Preview]) -> None:
        t = self._context.texts
        self._previews = {_key(each): each for each in previews}
        self._seen = {}
        self.nothing.say("truck-delivery", t("No provider comes by today."))
        for piece, wanted in ((self._cards, bool(previews)), (self.nothing, not previews)):
            piece.setVisible(wanted)
        self.rows.show_rows([self._row(each) for each in previews])
        if previews and self.rows.current_key() is None:
            first = next((each for each in previews if each.row.is_to_print), previews[0])
            self.rows.mark(_key(first))
            self.rows.setFocus()
        self._offer()
        self._draw()

    def _row(self, preview: Preview) -> Row:
        t, row = self._context.texts, preview.row
        parts = [row.number]
        if row.is_to_print:
            parts += [t.many("{n} to give", "{n} to give", row.out)] if row.out else []
            parts += [t.many("{n} with them", "{n} with them", row.back)] if row.back else []
        badge, tone = _STATES[row.state]
        if row.is_to_print and (row.provider_id in self._printed or preview.copy > 1):
            badge, tone = N_("printed"), "ok"
        lead = formats.clock(row.planned_at)
        return Row(_key(preview), row.provider, " · ".join(parts), lead=lead, badge=t(badge), tone=tone)

    def _offer(self) -> None:
        """Say how many would be printed, and what can be done now."""
        t, waiting = self._context.texts, self._waiting()
        count = len(waiting)
        self.all.setText(
            t.many("Print the manifest", "Print the {n} manifests", count) if count else t("All is printed")
        )
        self.all.setEnabled(bool(count))
        for button in (self.all, self.one, self.save):
            button.setVisible(bool(self._previews))
        self.folder.setVisible(self._saved != Path())

    def _waiting(self) -> list[Preview]:
        return manifests_work.waiting(list(self._previews.values()), self._printed)

    def _current(self) -> Preview | None:
        return self._previews.get(self.rows.current_key())

    def _marked(self, _key: object) -> None:
        self._page = 0
        self._draw()

    def _draw(self) -> None:
        """Draw the page that is asked for, beside the window; one that is asked for meanwhile comes next."""
        preview, key = self._current(), self.rows.current_key()
        if preview is None or self._drawing is not None:
            return
        seen = self._seen.get(key)
        if seen is not None and seen.page == self._page:
            self._show(preview, seen)
            return
        self._drawing = key
        context = self._context
        pdf = b"" if seen is None else seen.pdf
        if seen is None:
            self.page_said.setText(context.texts("Drawing…"))
        work = partial(
            manifests_work.draw, preview, context.settings(), context.desk.store.path, pdf, self._page
        )
        background.run(self, work, partial(self._drawn, preview), self._not_drawn)

    def _drawn(self, preview: Preview, seen: Seen) -> None:
        self._drawing = None
        if self._previews.get(_key(preview)) is preview:
            self._seen[_key(preview)] = seen
        if self._current() is preview:
            self._page = min(self._page, seen.pages - 1)
        self._draw()

    def _show(self, preview: Preview, seen: Seen) -> None:
        t = self._context.texts
        self.view.show_paper(grey(seen.width, seen.height, seen.pixels), is_roll=True)
        page = t("page {page} of {pages}", page=seen.page + 1, pages=seen.pages)
        self.page_said.setText(page)
        self.view.setAccessibleName(", ".join([t("Preview"), preview.row.provider, page]))

    def _not_drawn(self, error: Exception) -> None:
        log.error("a manifest could not be drawn", exc_info=error)
        self._drawing = None
        self.view.forget_paper()
        self.page_said.setText(self._context.texts("This paper cannot be shown."))

    def _turn(self, by: int) -> None:
        """Go on down the paper, then to its next page; or back; it comes into view first."""
        frame = self._scroll.viewport()
        place = self.view.rect().translated(self.view.mapTo(frame, QPoint()))
        if place.intersected(frame.rect()).height() * 2 < min(place.height(), frame.height()):
            self._scroll.verticalScrollBar().setValue(self._scroll.verticalScrollBar().value() + place.y())
            return
        bar = self.view.verticalScrollBar()
        end = bar.maximum() if by > 0 else bar.minimum()
        if bar.value() != end:
            bar.setValue(bar.value() + by * bar.pageStep())
            return
        seen = self._seen.get(self.rows.current_key())
        if seen is not None and 0 <= self._page + by < seen.pages:
            self._page += by
            self._draw()

    def _print_all(self) -> None:
        """Queue every manifest that is still to print, in one deed that gives the numbers, and leave."""
        wanted = {each.row.provider_id for each in self._waiting()}
        if not wanted:
            return
        context = self._context
        t = context.texts
        try:
            made = context.desk.do(
                manifests.print_day,
                at=context.clock.now(),
                staff_id=context.staff().id,
                provider_ids=wanted,
                deed_uid=self._uid,
            )
        except DeskError as refused:
            self._refused(refused)
            return
        self.accept()
        context.notices.say(
            t.many("{n} manifest is being printed.", "{n} manifests are being printed.", len(made))
        )

    def _print_one(self) -> None:
        """Queue the manifest that is shown, with the number that it shows; pressed again it is not printed again."""
        preview = self._current()
        if preview is None:
            return
        row, context, t = preview.row, self._context, self._context.texts
        uid = self._uids.setdefault(_key(preview), deeds.new_uid())
        by = {"at": context.clock.now(), "staff_id": context.staff().id, "deed_uid": uid}
        try:
            if row.is_to_print:
                context.desk.do(manifests.print_day, provider_ids={row.provider_id}, **by)  # type: ignore[arg-type]  # three words of one deed
                self._printed |= {row.provider_id}
            else:
                context.desk.do(reprints.reprint, paper=Paper.MANIFEST, visit_id=row.visit_id, **by)  # type: ignore[arg-type]  # moment, person and uid of one deed
        except DeskError as refused:
            self._refused(refused)
            return
        self._say(t("{provider}: the manifest is being printed.", provider=row.provider))
        self._load()

    def _save(self) -> None:
        """Write each manifest as a table, into a folder of the day; its number is given for good."""
        if not self._previews:
            return
        context = self._context
        at = context.clock.now()
        papers = outbox.folder_of(context.settings(), context.desk)
        folder = papers / moments.day_of(at).isoformat()
        work = partial(manifests_work.save, context.desk, at, context.staff().id, folder)
        background.run(self, work, partial(self._were_saved, folder), self._refused)

    def _were_saved(self, folder: Path, files: list[Path]) -> None:
        self._saved = folder
        t = self._context.texts
        self._say(
            t.many("{n} table is in {folder}.", "{n} tables are in {folder}.", len(files), folder=folder)
        )
        self._offer()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def _say(self, sentence: str, role: str = "green") -> None:
        self.said.setText(sentence)
        self.said.set_role(role)
        self.said.show()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isValid(self):
            self._say(error.said(self._context.texts), "red")

    def _lay(self) -> None:
        t = self._context.texts
        page = QWidget()
        self._lines = QVBoxLayout(page)
        self._lines.addWidget(Title(t("Today’s manifests")))
        self._cards = QWidget(self)
        columns = Columns((460, 760), self._cards, least=(380, 480))
        who = Card(t("Who comes by"), "truck-delivery", self)
        who.body.addWidget(self.rows, 1)
        paper = Card(t("What comes out"), "file-text", self)
        paper.body.addWidget(self.view, 1)
        paper.body.addWidget(self.page_said)
        columns.addWidget(who)
        columns.addWidget(paper)
        self._lines.addWidget(self._cards, 1)
        self._lines.addWidget(self.nothing, 1)
        self._lines.addWidget(self.said)
        self.said.hide()
        self._cards.hide()
        self._keys = QWidget(self)
        keys = FlowLayout(self._keys, gap=10)
        for button in (self.one, self.save, self.folder, self.leave):
            keys.addWidget(button)
        self._ends = Ends(gap=10, least=420)
        self._foot = QVBoxLayout()
        self._foot.addLayout(self._ends)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = Scroll(page)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._foot)
        theme.follow(self, self._fit)

    def _lay_foot(self) -> None:
        """Keep the buttons in sight; where the text is large only the main one, so that room is left for the rest."""
        for layout, piece in ((self._ends, self._keys), (self._lines, self._keys), (self._ends, self.all)):
            layout.removeWidget(piece)
        (self._lines if theme.px(100) >= _LARGE else self._ends).addWidget(self._keys)
        self._ends.addWidget(self.all)

    def _fit(self) -> None:
        self._lay_foot()
        edge = theme.px(20)
        self._lines.setContentsMargins(edge, edge, edge, edge // 2)
        self._foot.setContentsMargins(edge, edge // 2, edge, edge)
        self._lines.setSpacing(theme.px(12))
        self.view.setMinimumHeight(theme.px(360))
        self.resize(min(theme.px(1240), 1290), 720)


def _key(preview: Preview) -> object:
    """Name a manifest by who comes when, and its number: it has one, even if only for now."""
    return preview.row.provider_id, preview.row.planned_at, preview.row.number
