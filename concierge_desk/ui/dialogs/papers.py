"""The papers: how each printer is, what waits, what somebody must look at, and what became of the last ones."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from concierge_desk import formats
from concierge_desk.errors import DeskError
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.models.item import short_tag
from concierge_desk.operations import deeds, printing, rights
from concierge_desk.operations.rights import Right
from concierge_desk.ui import background, paper_words, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.dialogs.papers_more import ExtraPapers, badges_again
from concierge_desk.ui.dialogs.papers_printers import PrinterLines
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.outbox import Outbox, OutboxState
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Emphasis, Row
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Title, Words

log = logging.getLogger(__name__)
_MOST = 60
_OPEN = frozenset({PrintState.WAITING, PrintState.FAILED})


class PapersDialog(QDialog):
    """What the printers have and have not taken; everything that can be done about it stands below the list."""

    setup_asked = Signal()

    def __init__(self, context: Context, outbox: Outbox, parent: QWidget) -> None:
        """Show the papers as they are; the one that needs somebody is under the cursor."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._outbox = outbox
        self._jobs: dict[int, PrintJob] = {}
        self._uids: dict[int, str] = {}
        t = context.texts
        self.setWindowTitle(t("Papers and printers"))
        self.printers = PrinterLines(t, self)
        self.papers = RowList(t("The last papers"), self)
        self.papers.marked.connect(self._marked)
        self.papers.chosen.connect(self._open_paper)
        self._nothing = EmptyState("printer", t("No paper yet."), self)
        self._said = Words("", 15, "red", self)
        self._notice = Words("", 15, "green", self)
        self._notice.hide()
        context.notices.said.connect(self._hear)
        self.release = Button(
            t("Print what waits"), "printer", self, kind="primary", key=shortcuts.shown("release", t)
        )
        self.release.clicked.connect(self._release)
        self.again = Button(t("Print again"), "refresh", self, small=True)
        self.again.clicked.connect(self._print_again)
        self.elsewhere = Button(t("Other printer"), "printer", self, small=True)
        self.elsewhere.setMenu(QMenu(self.elsewhere))
        self.pdf = Button(t("Open as PDF"), "file-type-pdf", self, small=True)
        self.pdf.clicked.connect(self._open_current)
        self.drop = Button(t("Do not print it"), "trash", self, small=True)
        self.drop.clicked.connect(self._give_up)
        self.good = Button(t("It is printed"), "check", self, small=True)
        self.good.clicked.connect(self._came_out)
        self.folder = Button(t("Open the folder"), "folder", self, small=True)
        self.folder.clicked.connect(self._open_folder)
        self.setup = Button(t("Set up the printers"), "settings", self, small=True)
        self.setup.clicked.connect(self._set_up)
        self.more = Button(t("Print something else"), "plus", self)
        self.more.setMenu(ExtraPapers(context, self.more))
        self._close = Button(t("Close"), "x", self, key=shortcuts.shown("back", t))
        self._close.clicked.connect(self.accept)
        # The window's own keys rest while this one is open.
        QShortcut(shortcuts.sequence("release"), self).activated.connect(self._release)
        self._state = outbox.state()
        self._lay()
        self._show(self._state)
        outbox.changed.connect(self._show)
        self.papers.setFocus()

    def _show(self, state: OutboxState) -> None:
        """Show the printers, then the papers: those that need somebody, those that wait, the newest."""
        t = self._context.texts
        self._state = state
        self.printers.show_lanes(state.lanes, state.folder)
        found = self._context.desk.ask(printing.numbered, limit=_MOST)
        self._jobs = {job.id: job for job, _number in found}
        self.papers.show_rows([self._row(job, number) for job, number in found])
        self.papers.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if self.papers.current_key() is None and found:
            self.papers.mark(found[0][0].id)
        waits = sum(lane.waiting for lane in state.lanes)
        self.release.setVisible(bool(waits))
        if waits:
            self.release.setText(
                t.many("Print the paper that waits", "Print the {n} papers that wait", waits)
            )
        self._marked(self.papers.current_key())

    def _row(self, job: PrintJob, number: str) -> Row:
        t = self._context.texts
        words, icon = paper_words.PAPERS[job.paper]
        state, tone = paper_words.state(job, t)
        copy = t("duplicate {n}", n=job.copy - 1) if job.copy > 1 else ""
        only = short_tag(job.item_ids[0]) if len(job.item_ids) == 1 else ""
        title = " · ".join(
            part for part in (" ".join(each for each in (t(words), number) if each), only) if part
        )
        made = formats.moment(job.made_at, t.language)
        about = " · ".join(part for part in (copy, made, Path(job.target).name) if part)
        said = job.problem or about
        if self._outbox.is_elsewhere(job):
            said = " · ".join((t("counter {name}", name=job.counter), said))
            state = t("elsewhere") if job.state is PrintState.WAITING else state
        emphasis: Emphasis = "red" if job.state is PrintState.FAILED else ""
        return Row(job.id, title, said, icon, badge=state, tone=tone, emphasis=emphasis)

    def _marked(self, _key: object) -> None:
        """Say the whole sentence of what is under the cursor, and offer what can be done about it."""
        job = self._current()
        said, role = self._sentence(job)
        self._said.setText(said)
        self._said.set_role(role)
        self._said.setVisible(bool(said))
        self.good.setVisible(_is_in_doubt(job))
        comes_here = self._waits_elsewhere(job)
        t = self._context.texts
        self.again.setText(t("Print here") if comes_here else t("Print again"))
        is_under_way = job is None or job.state in {PrintState.WAITING, PrintState.SENDING}
        self.again.setEnabled(comes_here or not is_under_way)
        self.pdf.setEnabled(job is not None)
        self.drop.setEnabled(job is not None and job.state in _OPEN)
        self._offer_others(job)

    def _sentence(self, job: PrintJob | None) -> tuple[str, str]:
        """Say what is wrong with a paper, or what its state means; and in which colour."""
        t = self._context.texts
        if job is None or job.state is PrintState.CANCELLED:
            return "", "soft"
        if self._waits_elsewhere(job):
            said = t(
                "It waits for the counter “{name}”. Is that counter closed? Print it here.", name=job.counter
            )
            return " ".join(part for part in (job.problem, said) if part), "soft"
        if job.problem:
            return job.problem, "red"
        if job.state is PrintState.SENT:
            return t("It was sent. This printer cannot say whether it is printed: look."), "soft"
        return "", "soft"

    def _waits_elsewhere(self, job: PrintJob | None) -> bool:
        """Tell whether a paper waits for another counter, until somebody says that it is to come out here."""
        return job is not None and job.state is PrintState.WAITING and self._outbox.is_elsewhere(job)

    def _hear(self, notice: Notice) -> None:
        """Say here what would be said behind this dialog."""
        self._notice.setText(notice.sentence)
        self._notice.set_role("red" if notice.warning else "green")
        self._notice.show()

    def _came_out(self) -> None:
        job = self._current()
        if job is None:
            return
        try:
            self._context.desk.do(printing.came_out, job_id=job.id, at=self._context.clock.now())
            self._outbox.looked_at(job)
        except DeskError as refused:
            self._refused(refused)
        self._show(self._outbox.state())

    def _offer_others(self, job: PrintJob | None) -> None:
        from concierge_desk.print.papers import ROLES, Role  # noqa: PLC0415  # the layout of paper is loaded when wanted
        from concierge_desk.print.printers import can_take  # noqa: PLC0415  # the window does not wait for it
        from concierge_desk.print.setups import FOLDER  # noqa: PLC0415  # the window does not wait for it

        menu = self.elsewhere.menu()
        menu.clear()
        self.elsewhere.setEnabled(job is not None and job.state is not PrintState.SENDING)
        if job is None:
            return
        t = self._context.texts
        now = job.via or ROLES[job.paper].value
        for role in Role:
            if role.value != now and can_take(job.paper, role) and role.value in self._state.roles:
                menu.addAction(t(paper_words.ROLES[role.value]), partial(self._print_by, role.value))
        if now != FOLDER:
            menu.addAction(t("The folder (PDF)"), partial(self._print_by, FOLDER))

    def _current(self) -> PrintJob | None:
        key = self.papers.current_key()
        return self._jobs.get(key) if isinstance(key, int) else None

    def _release(self) -> None:
        self._outbox.release()

    def _print_again(self) -> None:
        self._again(None)

    def _print_by(self, via: str) -> None:
        self._again(via)

    def _again(self, via: str | None) -> None:
        job = self._current()
        if job is None:
            return
        # Pressed again after a lost answer it is the same deed.
        uid = self._uids.setdefault(job.id, deeds.new_uid())
        if job.paper is Paper.BADGES and not rights.has(self._context.staff(), Right.PRINT_BADGES):
            # The one who is asked types behind this dialog.
            self.close()
            badges_again(self._context, job, deed_uid=uid, via=via)
            return
        self._outbox.again(
            job,
            staff_id=self._context.staff().id,
            deed_uid=uid,
            via=via,
            then=partial(self._queued, job.id),
            refused=self._refused,
        )

    def _queued(self, job_id: int) -> None:
        self._uids.pop(job_id, None)
        # The system may have taken its time, and the dialog may be closed by now.
        if isValid(self):
            self._show(self._outbox.state())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._context.notices.warn(error.said(self._context.texts))

    def _give_up(self) -> None:
        job = self._current()
        if job is None:
            return
        try:
            self._context.desk.do(printing.cancel, job_id=job.id)
        except DeskError as refused:
            self._refused(refused)
        self._show(self._outbox.state())

    def _open_current(self) -> None:
        job = self._current()
        if job is not None:
            self._open_paper(job.id)

    def _open_paper(self, key: int) -> None:
        """Show a paper as it is, or as it would be printed."""
        self.pdf.setEnabled(False)
        background.run(self, partial(self._outbox.pdf_of, self._jobs[key]), self._made, self._not_made)

    def _made(self, path: Path) -> None:
        if isValid(self):
            self.pdf.setEnabled(True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _not_made(self, error: Exception) -> None:
        if isValid(self):
            self.pdf.setEnabled(True)
        self._refused(error)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._outbox.state().folder)))

    def _set_up(self) -> None:
        self.accept()
        self.setup_asked.emit()

    def _lay(self) -> None:
        t = self._context.texts
        page = QWidget()
        self._lines = QVBoxLayout(page)
        head = QHBoxLayout()
        head.addWidget(Title(t("Papers and printers")), 1)
        head.addWidget(self.setup)
        self._lines.addLayout(head)
        self._lines.addWidget(self.printers)
        last = Card(t("The last papers"), "printer", self)
        last.body.addWidget(self.papers, 1)
        last.body.addWidget(self._nothing, 1)
        last.body.addWidget(self._said)
        last.body.addLayout(_row(self.good, self.again, self.elsewhere, self.pdf, self.drop, self.folder))
        self._lines.addWidget(last, 1)
        self._lines.addWidget(self._notice)
        self._lines.addLayout(_row(self.release, self.more, self._close))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(page))
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(20)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(12))
        self.papers.setMinimumHeight(theme.px(170))
        self.resize(min(theme.px(1080), 1290), 720)


def _is_in_doubt(job: PrintJob | None) -> bool:
    """Tell whether somebody has to look whether a paper is printed."""
    return job is not None and job.state is PrintState.FAILED and bool(job.target)


def _row(*buttons: Button) -> FlowLayout:
    row = FlowLayout(gap=10)
    for button in buttons:
        row.addWidget(button)
    return row
