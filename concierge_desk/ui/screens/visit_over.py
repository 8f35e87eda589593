"""The books of a visit that is over: read, printed again, put right by a new manifest that names this one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Outcome, Signed, Visit, VisitState, Way
from concierge_desk.operations import deeds, visit_reading, visits
from concierge_desk.operations.visit_reading import ClosedBooks, ReadLine
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import authorising, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.visit_amending import Amending
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Title, Words

_OUTCOMES = {
    Outcome.GONE: (N_("gone"), "ok"),
    Outcome.LEFT: (N_("stayed here"), "today"),
    Outcome.RETURNED: (N_("good"), "ok"),
    Outcome.REDO: (N_("to redo"), "today"),
    Outcome.DAMAGED: (N_("damaged"), "late"),
    Outcome.MISSING: (N_("missing"), "late"),
    Outcome.UNEXPECTED: (N_("unexpected"), "late"),
    Outcome.QUOTED: (N_("quote"), "planned"),
    Outcome.ON_QUOTE: (N_("quote"), "today"),
}
_SIGNED = {
    Signed.SCREEN: N_("signed on screen"),
    Signed.PAPER: N_("signed on paper"),
    Signed.NONE: N_("nobody signed"),
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STATES = {
    VisitState.CLOSED: (N_("done"), "ok"),
    VisitState.MISSED: (N_("did not come"), "late"),
    VisitState.UNDONE: (N_("undone"), "late"),
    VisitState.OPEN: (N_("open"), "today"),
}


class Over(QWidget):
    """One visit whose books are closed; nothing in them changes."""

    another = Signal(int)
    """Carries the provider for whom another visit is asked."""
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the page for no visit yet."""
        super().__init__(parent)
        self._context = context
        t = context.texts
        self.books: ClosedBooks | None = None
        self._uid = deeds.new_uid()
        self.title = Title("", self)
        self._state = Badge("", "ok", self)
        self.about = Words("", 15, "soft", self)
        self.new = Button(t("Another visit"), "truck-delivery", self)
        self.correct = Button(t("Correct"), "tools", self)
        self.print = Button(t("Print again"), "printer", self)
        self.list = RowList(t("What became of each piece"), self, tag_first=True)
        self.amending = Amending(t, self)
        self._lay()
        self.print.clicked.connect(self._on_print)
        self.correct.clicked.connect(self.open_form)
        self.new.clicked.connect(self._on_another)
        self.list.marked.connect(self._on_marked)
        self.list.chosen.connect(self._on_marked)
        self.amending.said.connect(self._show_lines)
        self.amending.asked.connect(self.main_action)

    def show_visit(self, visit_id: int) -> None:
        """Show the books of a visit."""
        self._uid = deeds.new_uid()
        self.amending.close_form()
        self._read(visit_id)
        if self.books is not None and self.books.lines:
            self.list.mark(self.books.lines[0].line_id)

    def refresh(self) -> None:
        """Read the books again: another manifest may name them by now."""
        if self.books is not None:
            self._read(self.books.visit_id)

    def forget(self) -> None:
        """Show no visit any more."""
        self.books = None
        self.amending.close_form()

    def open_form(self) -> None:
        """Ask what really happened, and why the manifest is wrong."""
        self.amending.open_form()
        self._on_marked(self.list.current_key())
        self.list.setFocus()

    def close_form(self) -> bool:
        """Correct nothing after all; False when the form was not open."""
        was_open = self.amending.is_open()
        self.amending.close_form()
        self._show_lines()
        self.list.setFocus()
        return was_open

    def main_action(self) -> None:
        """Make the new manifest when the form is filled in."""
        if self.books is None or not self.amending.is_open() or self._refuse_twice(self.books):
            return
        amend, number = partial(self._amend, self.books.visit_id, self._uid), self.books.number
        authorising.attempt(self._context, amend, partial(self._amended, number), what=number)

    def _refuse_twice(self, books: ClosedBooks) -> bool:
        """Say what to do where both lines of one piece are changed."""
        item_id = self.amending.said_twice()
        line = next((each for each in books.lines if each.item_id == item_id), None)
        if line is None:
            return False
        self._context.notices.warn(
            self._context.texts(
                "{item} ({tag}) has two lines. Correct only the line that says where it is now, "
                "and write the rest in the reason.",
                item=line.label,
                tag=line.short_tag,
            )
        )
        self.list.mark(line.line_id)
        self.list.setFocus()
        return True

    def _amend(self, visit_id: int, uid: str, authorisation_id: int | None) -> Visit:
        """Make the manifest that puts this one right, with a supervisor's leave if one was needed."""
        return self._context.desk.do(
            visits.amend,
            visit_id=visit_id,
            changes=self.amending.changes(),
            reason=self.amending.reason.text(),
            at=self._context.clock.now(),
            staff_id=self._context.staff().id,
            deed_uid=uid,
            authorisation_id=authorisation_id,
        )

    def _amended(self, number: str, made: Visit) -> str:
        self.show_visit(made.id)
        self.list.setFocus()
        return self._context.texts("Manifest {new} puts {number} right.", new=made.number, number=number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say by a letter what really became of the piece under the cursor, while the form is open."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.amending.reason.hasFocus():
            self.list.setFocus()
            self.list.step(step)
        elif not (self.list.hasFocus() and self.amending.take_letter(event.text().upper())):
            super().keyPressEvent(event)

    def _read(self, visit_id: int) -> None:
        t = self._context.texts
        self.books = books = self._context.desk.ask(
            visit_reading.read, visit_id=visit_id, language=t.language
        )
        self.title.setText(books.provider)
        words, tone = _STATES[books.state]
        self._state.show_word(t(words), tone)
        self.about.setText(_about(books, t))
        self.correct.setVisible(books.state is VisitState.CLOSED)
        self._show_lines()

    def _show_lines(self) -> None:
        if self.books is None:
            return
        t = self._context.texts
        rows = [_row(line, self.amending.outcome(line.item_id, line.way), t) for line in self.books.lines]
        rows += [
            Row(("unknown", each.id), each.description or t("Unknown piece"), tag=each.tag,
                badge=t("unknown"), tone="late", emphasis="red", icon="package-import")
            for each in self.books.strangers
        ]  # fmt: skip
        self.list.show_rows(rows)

    def _on_marked(self, key: object) -> None:
        lines = [] if self.books is None else self.books.lines
        line = next((each for each in lines if each.line_id == key), None)
        self.amending.look_at(line)

    def _on_print(self) -> None:
        if self.books is None:
            return
        t, at = self._context.texts, self._context.clock.now()
        try:
            self._context.desk.do(
                visits.print_manifest, visit_id=self.books.visit_id, at=at, staff_id=self._context.staff().id
            )
        except DeskError as refused:
            self._context.notices.warn(refused.said(t))
            return
        self._context.notices.say(t("The manifest {number} goes to the printer.", number=self.books.number))

    def _on_another(self) -> None:
        if self.books is not None:
            self.another.emit(self.books.provider_id)

    def _lay(self) -> None:
        words = FlowLayout(gap=12)
        for piece in (self.title, self._state, self.about):
            words.addWidget(piece)
        deeds_here = FlowLayout(gap=12)
        for button in (self.new, self.correct, self.print):
            deeds_here.addWidget(button)
        head = Ends(least=420)
        head.addItem(words)
        head.addItem(deeds_here)
        card = Card(self._context.texts("What became of each piece"), "truck-delivery", self)
        card.body.addWidget(self.list, 1)
        columns = Columns((872, 330))
        columns.addWidget(card)
        columns.addWidget(self.amending)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(columns, 1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(14))


def _about(books: ClosedBooks, texts: Texts) -> str:
    t = texts
    when = formats.moment_short(books.closed_at or books.planned_at, t.language)
    parts = [t("manifest {number}", number=books.number), when, books.closed_by]
    if books.state is VisitState.CLOSED:
        parts += [books.driver, t(_SIGNED[books.signed])]
    if books.corrects:
        parts.append(t("puts {number} right", number=books.corrects))
    if books.corrected_by:
        parts.append(t("put right by {number}", number=books.corrected_by))
    return " · ".join(part for part in parts if part)


def _row(line: ReadLine, now: Outcome | None, texts: Texts) -> Row:
    t = texts
    words, tone = _OUTCOMES[now or line.outcome]
    said = t(words)
    if line.amount is not None and now is None:
        said = t("quote {amount}", amount=formats.money(line.amount, t.language))
    since = ""
    if line.since is not None:
        since = t("gone since {day}", day=formats.day_short(moments.day_of(line.since), t.language))
    parts = [t("leaves") if line.way is Way.OUT else t("comes back"), since, line.owner, line.note]
    return Row(
        key=line.line_id,
        title=line.label,
        subtitle=" · ".join(part for part in parts if part),
        icon="package-export" if line.way is Way.OUT else "package-import",
        icon_role="apricot" if line.way is Way.OUT else "green",
        tag=line.short_tag,
        badge=t("now: {outcome}", outcome=said) if now is not None else said,
        tone="today" if now is not None else tone,
        emphasis="amber" if now is not None else "",
    )
