"""Which printer takes which paper, where the others go, and what became of the last ones."""

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk import settings as declared
from concierge_desk.errors import DeskError
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations import deeds, printing
from concierge_desk.settings import Settings
from concierge_desk.texts import N_
from concierge_desk.ui import background, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.outbox import Outbox, folder_of
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Emphasis, Row
from concierge_desk.ui.widgets.words import Line, Title, Words

log = logging.getLogger(__name__)
_ROLES = ("ticket_printer", "label_printer", "document_printer")
_MOST = 50
_PAPERS = {
    Paper.TICKET: (N_("Customer ticket"), "ticket"),
    Paper.SHOP_COPY: (N_("Shop copy"), "receipt-euro"),
    Paper.LABELS: (N_("Labels"), "tag"),
    Paper.MANIFEST: (N_("Manifest"), "clipboard-list"),
    Paper.HANDBACK_SLIP: (N_("Hand-back slip"), "file-text"),
}
_STATES = {
    PrintState.WAITING: (N_("waiting"), "today"),
    PrintState.SENDING: (N_("on its way"), "today"),
    PrintState.SENT: (N_("sent"), "ok"),
    PrintState.FAILED: (N_("failed"), "late"),
    PrintState.CANCELLED: (N_("cancelled"), "quiet"),
}


class PrintersDialog(QDialog):
    """The printers and the last papers; `settled` carries the settings when another printer is chosen."""

    settled = Signal(object)

    def __init__(self, context: Context, chosen: Settings, outbox: Outbox, parent: QWidget) -> None:
        """Show what is chosen now; the machine is asked for its printers beside the window."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._chosen = chosen
        self._outbox = outbox
        self._jobs: dict[int, PrintJob] = {}
        self._uids: dict[int, str] = {}
        t = context.texts
        self.setWindowTitle(t("Printers and papers"))
        self.choices = {role: self._choice(role) for role in _ROLES}
        self.papers = RowList(t("The last papers"), self)
        self.papers.marked.connect(self._marked)
        self.papers.chosen.connect(self._open_paper)
        self._nothing = EmptyState("printer", t("No paper yet."), self)
        self.folder = Button(t("Open the folder"), "folder", self)
        self.folder.clicked.connect(self._open_folder)
        self.again = Button(t("Print again"), "refresh", self)
        self.again.clicked.connect(self._print_again)
        self.pdf = Button(t("Open as PDF"), "file-type-pdf", self)
        self.pdf.clicked.connect(self._open_current)
        self._close = Button(t("Close"), "x", self, kind="primary", key=shortcuts.shown("back", t))
        self._close.clicked.connect(self.accept)
        self._lay()
        self.show_papers()
        outbox.changed.connect(self.show_papers)
        background.run(self, outbox.installed, self._offer)

    def show_papers(self) -> None:
        """Show the last papers, the newest first."""
        t = self._context.texts
        found = self._context.desk.ask(printing.numbered, limit=_MOST)
        self._jobs = {job.id: job for job, _number in found}
        self.papers.show_rows([self._row(job, number) for job, number in found])
        self.papers.setVisible(bool(found))
        self._nothing.setVisible(not found)
        failed = next((job.id for job, _number in found if job.state is PrintState.FAILED), None)
        if self.papers.current_key() is None and found:
            self.papers.mark(failed if failed is not None else found[0][0].id)
        self._where.setText(t("Without a printer: {path}", path=folder_of(self._chosen, self._context.desk)))
        self._marked(self.papers.current_key())

    def _row(self, job: PrintJob, number: str) -> Row:
        t = self._context.texts
        words, icon = _PAPERS[job.paper]
        state, tone = _STATES[job.state]
        title = " ".join(part for part in (t(words), number) if part)
        made = formats.moment(job.made_at, t.language)
        below = job.problem or " · ".join(part for part in (made, Path(job.target).name) if part)
        emphasis: Emphasis = "red" if job.state is PrintState.FAILED else ""
        return Row(job.id, title, below, icon, badge=t(state), tone=tone, emphasis=emphasis)

    def _choice(self, role: str) -> QComboBox:
        """Offer the folder and the printer that is chosen; the others come when the machine has answered."""
        box = QComboBox(self)
        box.setAccessibleName(self._context.texts(declared.words_of(role)))
        box.addItem(self._context.texts("None: to the folder (PDF)"), "")
        chosen = getattr(self._chosen, role)
        if chosen:
            box.addItem(chosen, chosen)
            box.setCurrentIndex(1)
        box.setProperty("role", role)
        box.activated.connect(self._choose)
        return box

    def _offer(self, printers: list[str]) -> None:
        for box in self.choices.values():
            for printer in printers:
                if box.findData(printer) < 0:
                    box.addItem(printer, printer)

    def _choose(self) -> None:
        chosen = {role: box.currentData() for role, box in self.choices.items()}
        self._chosen = replace(self._chosen, **chosen)
        self.settled.emit(self._chosen)
        self.show_papers()

    def _marked(self, _key: object) -> None:
        job = self._current()
        self.again.setEnabled(job is not None and job.state is not PrintState.WAITING)
        self.pdf.setEnabled(job is not None)

    def _current(self) -> PrintJob | None:
        key = self.papers.current_key()
        return self._jobs.get(key) if isinstance(key, int) else None

    def _print_again(self) -> None:
        job = self._current()
        if job is None:
            return
        context = self._context
        try:
            context.desk.do(
                printing.again,
                job_id=job.id,
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=self._uids.setdefault(job.id, deeds.new_uid()),
            )
        except DeskError as refused:
            # Pressed again after a lost answer it is the same deed.
            context.notices.warn(refused.said(context.texts))
        else:
            del self._uids[job.id]
        self.show_papers()

    def _open_current(self) -> None:
        job = self._current()
        if job is not None:
            self._open_paper(job.id)

    def _open_paper(self, key: int) -> None:
        """Show a paper as it is, or as it would be printed."""
        self.pdf.setEnabled(False)
        background.run(self, partial(self._outbox.pdf_of, self._jobs[key]), self._made, self._not_made)

    def _made(self, path: Path) -> None:
        self.pdf.setEnabled(True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _not_made(self, error: Exception) -> None:
        self.pdf.setEnabled(True)
        if not isinstance(error, DeskError):
            raise error
        self._context.notices.warn(error.said(self._context.texts))

    def _open_folder(self) -> None:
        folder = folder_of(self._chosen, self._context.desk)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _lay(self) -> None:
        t = self._context.texts
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Title(t("Printers and papers")))
        self._roles = Card(parent=self)
        for role, box in self.choices.items():
            row = QHBoxLayout()
            row.addWidget(Words(t(declared.words_of(role)), 16), 1)
            row.addWidget(box, 1)
            self._roles.body.addLayout(row)
        place = QHBoxLayout()
        self._where = Line("", 14, "soft")
        place.addWidget(self._where, 1)
        place.addWidget(self.folder)
        self._roles.body.addLayout(place)
        self._lines.addWidget(self._roles)
        last = Card(t("The last papers"), "printer", self)
        last.body.addWidget(self.papers, 1)
        last.body.addWidget(self._nothing, 1)
        self._lines.addWidget(last, 1)
        buttons = FlowLayout(gap=12)
        for button in (self.again, self.pdf, self._close):
            buttons.addWidget(button)
        self._lines.addLayout(buttons)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(24)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(14))
        self.resize(min(theme.px(860), 1240), min(theme.px(680), 720))
