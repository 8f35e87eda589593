"""The mail log and the register of registered mail, of any days and of anybody: on screen, on paper, as files."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import CarrierVisit, Customer, Handback, Item, MailItem
from concierge_desk.operations import deeds, mail_registers
from concierge_desk.print import periods
from concierge_desk.ui import background, outbox, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.pigeonhole_printing import PigeonholePrinting
from concierge_desk.ui.screens import mail_registers_words as words
from concierge_desk.ui.screens import mail_registers_work as work
from concierge_desk.ui.screens.mail_registers_choice import Choice
from concierge_desk.ui.screens.mail_registers_work import Lines, Wanted
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.words import Words

_DISPUTED_KEY = "D"
_AT_ONCE = 8
"""Days up to which the lines come before one has looked; more are asked for beside the window."""


class RegistersPanel(Panel):
    """What to look at at the left, its lines at the right; `arrive(book="register", period="month")`."""

    shows: ClassVar[frozenset[type]] = frozenset({CarrierVisit, Customer, Handback, Item, MailItem})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the choice and an empty list."""
        super().__init__(context, parent)
        t = self.t
        self._lines: Lines | None = None
        self._asked: Wanted | None = None
        self._uid = deeds.new_uid()
        self._saved = Path()
        self.choice = Choice(t)
        self.list = RowList(t("What happened to mail"))
        self.totals = Words("", 16, bold=True)
        self.more = Words("", 14, "soft")
        self.alarm = Card(tone="red")
        self.alarm_said = Words("", 16, "red", bold=True)
        self.print = Button(t("Print"), "printer", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.save = Button(
            t("Save as PDF and table"), "file-type-pdf", key=shortcuts.shown("save", t), small=True
        )
        self.labels = Button(t("Pigeonhole labels"), "tag", small=True)
        whose = t("Of the company above, or of all who got mail in the last four months")
        self.labels.setToolTip(whose)
        self.labels.setAccessibleDescription(whose)
        self._printing = PigeonholePrinting(context)
        self.disputed = Button(t("Somebody disputes it"), "message", key=_DISPUTED_KEY, small=True)
        self.folder = Button(t("Open the folder"), "folder", small=True)
        self.said = Words("", 14, "green")
        self._nothing = EmptyState("mail", t("Nothing happened to mail on these days."))
        self.choice.changed.connect(self._ask)
        self.list.chosen.connect(self._open)
        self.list.marked.connect(self._offer)
        self.disputed.clicked.connect(self._dispute)
        self.print.clicked.connect(self.main_action)
        self.save.clicked.connect(self._save)
        self.labels.clicked.connect(self._print_labels)
        self.folder.clicked.connect(self._open_folder)
        self._lay()

    @override
    def refresh(self) -> None:
        """Ask the desk again; what was chosen stays."""
        self.choice.show_companies(self.context.desk.ask(mail_registers.companies))
        self._asked = None
        self._ask()

    @override
    def arrive(self, **what: object) -> None:
        """Come with a list in mind, by its keys or with its days."""
        wanted = what.get("wanted")
        if isinstance(wanted, Wanted):
            self.choice.show_wanted(wanted)
        else:
            self.choice.choose(str(what.get("book", "")), str(what.get("period", "")))
        self._ask()

    @override
    def in_hand(self) -> dict[str, object]:
        """Keep which list is looked at."""
        wanted = self._wanted()
        if wanted is not None and (wanted.company or self.choice.is_free()):
            return {"wanted": wanted}
        return {"book": self.choice.books.current(), "period": self.choice.periods.current()}

    @override
    def main_action(self) -> None:
        """Queue the paper of what is shown; pressed again without another look, it is not queued again."""
        wanted = self._wanted()
        if wanted is None:
            return
        context = self.context
        try:
            context.desk.do(
                mail_registers.print_book,
                book=wanted.book,
                first_on=wanted.first_on,
                last_on=wanted.last_on,
                company=wanted.company,
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=self._uid,
            )
        except DeskError as refused:
            context.notices.warn(refused.said(self.t))
            return
        what = self.t(words.BOOKS[wanted.book][0])
        context.notices.say(self.t("{paper}: in the row of papers (F10).", paper=what))

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the choice of the days."""
        return self.choice.periods

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with the key of saving; open an incident of what was handed over, and is disputed."""
        if event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        elif event.text().upper() == _DISPUTED_KEY and self.disputed.isVisible():
            self._dispute()
        else:
            super().keyPressEvent(event)

    def _wanted(self) -> Wanted | None:
        return self.choice.wanted(moments.day_of(self.context.clock.now()))

    def _ask(self) -> None:
        """Ask for the lines: of a few days at once, of more beside the window; an old answer is not shown."""
        wanted = self._wanted()
        for button in (self.print, self.save):
            button.setEnabled(wanted is not None)
        if wanted is None or wanted == self._asked:
            return
        self._asked = wanted
        self._uid = deeds.new_uid()
        asking = partial(work.ask, self.context.desk, wanted)
        if wanted.days > _AT_ONCE:
            self.totals.setText(self.t("One moment…"))
            background.run(self, asking, self._show, self._refused)
            return
        try:
            self._show(asking())
        except DeskError as refused:
            self._refused(refused)

    def _show(self, lines: Lines) -> None:
        if lines.wanted != self._asked:
            return
        t = self.t
        self._lines = lines
        rows = words.rows(lines, t)
        days = periods.period(lines.wanted.first_on, lines.wanted.last_on, t)
        self._found.set_title(" · ".join(each for each in (days, lines.wanted.company) if each))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.totals.setText(words.totals(lines, t))
        self.totals.setVisible(bool(self.totals.text()))
        self.more.setText(words.more(lines, t))
        self.more.setVisible(bool(self.more.text()))
        self.alarm_said.setText(words.alarm(lines.register, t))
        self.alarm.setVisible(bool(self.alarm_said.text()))
        if rows and self.list.current_key() is None:
            self.list.mark(rows[0].key)
        self._offer(self.list.current_key())

    def _open(self, key: object) -> None:
        """Show the whole trail of the piece of a line."""
        lines = self._lines
        if lines is None:
            return
        found = [row.item_id for row in lines.log if row.move_id == key]
        found += [row.item_id for row in lines.register if row.serial == key and row.item_id is not None]
        if found:
            self.context.go("items", item_id=found[0])

    def _print_labels(self) -> None:
        """Print the labels of the company that is chosen, or of everybody who got mail lately."""
        self._printing.of_company(self.choice.whose())

    def _given(self, key: object) -> tuple[int, str] | None:
        return None if self._lines is None else words.given(self._lines, key, self.t)

    def _offer(self, key: object) -> None:
        """Offer an incident of a line that was handed over."""
        self.disputed.setVisible(self._given(key) is not None)

    def _dispute(self) -> None:
        """Begin an incident with what the proof of a line says; F12 opens it."""
        given = self._given(self.list.current_key())
        if given is not None:
            item_id, said = given
            self.context.go("items", item_id=item_id, disputed=said)

    def _save(self) -> None:
        """Write what is shown as PDF and as a table, into the papers' folder of the day."""
        wanted = self._wanted()
        if wanted is None:
            return
        context = self.context
        at = context.clock.now()
        papers = outbox.folder_of(context.settings(), context.desk)
        folder = papers / moments.day_of(at).isoformat()
        self.save.setEnabled(False)
        saving = partial(work.save, context.desk, wanted, context.settings(), at, folder)
        background.run(self, saving, partial(self._were_saved, folder), self._refused)

    def _were_saved(self, folder: Path, files: list[Path]) -> None:
        self._saved = folder
        names = ", ".join(path.name for path in files)
        self._say(self.t("Saved: {names}.", names=names), "green")
        self.folder.show()
        self.save.setEnabled(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def _say(self, sentence: str, role: str) -> None:
        self.said.setText(sentence)
        self.said.set_role(role)
        self.said.setVisible(bool(sentence))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isValid(self):
            self.save.setEnabled(True)
            self._say(error.said(self.t), "red")

    def _lay(self) -> None:
        what = Card(self.t("What to look at"), "clipboard-list")
        for piece in (self.choice, self.print, self.save, self.labels, self.said, self.folder):
            what.body.addWidget(piece)
        what.body.addStretch(1)
        self.said.hide()
        self.folder.hide()
        self.alarm.body.addWidget(self.alarm_said)
        self.alarm.hide()
        self._found = Card(" ", "mail")
        told: tuple[QWidget, ...] = (self.alarm, self.totals, self.more)
        for each in told:
            self._found.body.addWidget(each)
        self._found.body.addWidget(self.list, 1)
        self._found.body.addWidget(self._nothing, 1)
        self._found.body.addWidget(self.disputed, 0, Qt.AlignmentFlag.AlignLeft)
        columns = Columns((380, 820), self)
        columns.addWidget(what)
        columns.addWidget(self._found)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        # Where the text is large the whole screen scrolls, once: a slit of a list is of no use.
        self.list.setMinimumHeight(theme.px(150))
