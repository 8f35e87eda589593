"""The page of one open visit: scan what leaves, scan what comes back, look at the red boxes, sign, close."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.models import Signed
from concierge_desk.operations import comings, shelving
from concierge_desk.operations.expectations import ExpectedVisit, VisitSheet
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import visit_draft, visit_verdict
from concierge_desk.ui.screens.visit_back import ComingBack
from concierge_desk.ui.screens.visit_books import Books
from concierge_desk.ui.screens.visit_closing import Closing
from concierge_desk.ui.screens.visit_day import provider_words
from concierge_desk.ui.screens.visit_keeping import Keeping
from concierge_desk.ui.screens.visit_lists import Leaving
from concierge_desk.ui.screens.visit_pads import PAPER_KEY
from concierge_desk.ui.screens.visit_signing import Signing
from concierge_desk.ui.screens.visit_taking import Taking
from concierge_desk.ui.screens.visit_verdict import Around
from concierge_desk.ui.screens.visit_words import ASIDE_KEY, STATE_KEYS
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Title, Words

_DRAFT_AFTER_MS = 1000
_OUTCOMES = {letter: outcome for outcome, letter in STATE_KEYS.items()}
_TAKE_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class OpenVisit(QWidget):
    """A visit whose books are open; a missing piece never blocks it."""

    left = Signal()
    """The visit is closed, or was closed elsewhere: go back to the day."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the page for no visit yet."""
        super().__init__(parent)
        self.context = context
        t = context.texts
        self.expected: ExpectedVisit | None = None
        self.books = Books()
        self.keeping = Keeping(context, self)
        self.leaving = Leaving(t, self)
        self.back = ComingBack(t, self)
        self.signing = Signing(t, self)
        self.closing = Closing(self.context, self)
        self._taking = Taking(context, self.leaving, self.back, self.signing.pads, self.keeping)
        self.title = Title("", self)
        self._ess = Badge("", "ess", self)
        self.planned = Words("", 15, "soft", self)
        self.paper = Button(t("Manifest"), "printer", self)
        self.absent = Button(t("Did not come"), "x", self)
        self.signing.pads.show_person(self.context.staff().name)
        self._around = Around()
        self._kept_shelf: int | None = None
        self._draft_soon = QTimer(self)
        self._draft_soon.setSingleShot(True)
        self._lay()
        self._connect()

    def open_visit(self, expected: ExpectedVisit) -> None:
        """Show what a visit should take and bring; what was scanned before, here or elsewhere, is still there."""
        self.expected, self.books = expected, Books()
        self.leaving.books = self.back.books = self.books
        self._taking.begin(self.books)
        self.leaving.asking.close_question()
        self.back.asking.close_question()
        self.signing.clear()
        self.keeping.begin(expected, self.books)
        self.closing.begin(expected, self.keeping)
        self.books.shelf_id = visit_draft.restore(self.context, expected, self.signing.pads)
        self._kept_shelf = self.books.shelf_id
        self._draft_soon.stop()
        self.refresh()
        self.first_focus().setFocus()

    def refresh(self) -> None:
        """Ask again what the visit should take and bring, and what was scanned in any window."""
        if self.expected is None:
            return
        sheet = self.keeping.read()
        if sheet is None:
            return
        desk, at = self.context.desk, self.context.clock.now()
        coming = desk.ask(comings.next_visit, provider_id=sheet.provider.id, after=at)
        day = "" if coming is None else formats.weekday(moments.day_of(coming), self.context.texts.language)
        self.signing.pads.show_person(self.context.staff().name)
        self._around = Around(self.context.staff().name, day)
        self.back.today = moments.day_of(at)
        self.back.offer_shelves(desk.ask(shelving.shelves))
        self.leaving.show_books()
        self.back.show_books()
        self._show_head(sheet, self.expected)
        self._show_verdict()

    def take_scan(self, code: str) -> bool:
        """Take what is scanned, after the answer to what was asked before; False when it is for another screen."""
        self.leaving.asking.settle()
        self.back.asking.settle()
        return self._taking.take_scan(code)

    def main_action(self) -> None:
        """Close the visit; what is not said yet and who has not signed is asked for once."""
        if not (self.leaving.asking.is_answered() and self.back.asking.is_answered()):
            t = self.context.texts
            self.context.notices.warn(t("Answer the question first (Enter), or leave it (Esc)."))
            return
        self.leaving.asking.settle()
        self.back.asking.settle()
        repeated = self.closing.is_repeated()
        if not self.keeping.flush() or self._refuse_silence() or self._ask_what_is_missing(repeated=repeated):
            return
        self.closing.close(self.signing)

    def leave(self) -> None:
        """Keep everything, and show no visit any more."""
        self.keep()
        self.keeping.end()
        self._draft_soon.stop()
        self.expected = None

    def keep(self) -> None:
        """Keep what was scanned and who signed, so that a crash or another screen costs nothing."""
        self.leaving.asking.settle()
        self.back.asking.settle()
        self.keeping.flush()
        if self._draft_soon.isActive():
            self._keep_draft()

    def close_question(self) -> bool:
        """Ask no more what is asked of one piece; False when nothing is."""
        open_ones = [each.asking for each in (self.leaving, self.back) if each.asking.is_open()]
        for asking in open_ones:
            asking.close_question()
        return bool(open_ones)

    def first_focus(self) -> QWidget:
        """Start in what leaves, or in what comes back."""
        return self.leaving.list if self.books.out else self.back.list

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say of the piece under the cursor how it came back (B, R, D, Q), or that it stays (A)."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        part = self.back if self.back.list.hasFocus() else self.leaving
        if ctrl and event.key() == Qt.Key.Key_A:
            part.tick_all()
        elif ctrl or not self._take_letter(event, in_back=part is self.back):
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep everything when another screen, the lock or the end of the day comes."""
        if self.expected is not None:
            self.keep()
        super().hideEvent(event)

    def _take_letter(self, event: QKeyEvent, *, in_back: bool) -> bool:
        letter = event.text().upper()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        in_out = self.leaving.list.hasFocus()
        if letter == PAPER_KEY:
            self.signing.pads.toggle_paper()
        elif in_back and letter in _OUTCOMES:
            self.back.set_outcome(_OUTCOMES[letter])
        elif letter == "+":
            self.back.add_another()
        elif in_out and letter == ASIDE_KEY:
            (self.leaving.put_rest_aside if shift else self.leaving.put_aside)()
        elif (in_out or in_back) and event.key() in _TAKE_BACK:
            (self.back if in_back else self.leaving).unsay()
        else:
            return False
        return True

    def _refuse_silence(self) -> bool:
        """Refuse to close a visit of which nobody said anything: what was expected would all be missing."""
        if not visit_verdict.is_silent(self.books):
            return False
        self.refresh()  # somebody may scan at the other counter
        pads = self.signing.pads
        if self.expected is None or not visit_verdict.is_silent(self.books):
            return self.expected is None
        t = self.context.texts
        if self.books.out:
            said = t(
                "Nothing was scanned. Scan, put everything aside (Shift+A), or press “Did not come”.",
            )
        elif pads.driver.text().strip() or pads.signed() is not Signed.NONE:
            return False
        else:
            said = t(
                "Nothing was scanned. The driver brought nothing? Write their name. "
                "Nobody came? Press “Did not come”."
            )
        self.context.notices.warn(said)
        return True

    def _ask_what_is_missing(self, *, repeated: bool) -> bool:
        """Ask for what is not said yet: a reason, an amount, a signature; a repeated key answers nothing."""
        reasons, amounts = self.books.unsaid_reasons(), self.books.unnamed_amounts()
        if reasons:
            self.back.ask_reason(reasons[0])
        elif amounts:
            self.back.ask_amount(amounts[0])
        elif self.signing.pads.next_to_sign() is not None and self.closing.was_asked:
            return repeated
        elif self.signing.pads.next_to_sign() is not None:
            self.closing.was_asked = True
            self.signing.ask_to_sign()
            self.signing.driver.setFocus()
        else:
            return False
        return True

    def _show_head(self, sheet: VisitSheet, expected: ExpectedVisit) -> None:
        t = self.context.texts
        self.title.setText(sheet.provider.name)
        self._ess.show_word(provider_words(sheet.provider, t), "ess")
        self._ess.setVisible(sheet.provider.is_ess)
        is_old = expected.is_left_open(self.context.clock.now())
        day = (formats.day_long if is_old else formats.weekday)(
            moments.day_of(expected.planned_at), t.language
        )
        words = t("Visit of {day} {hour}", day=day, hour=formats.clock(expected.planned_at))
        number = "" if sheet.visit is None else " · " + t("manifest {number}", number=sheet.visit.number)
        self.planned.setText(words + number)

    def _show_verdict(self) -> None:
        self.signing.show_books(self.books, self._around)
        if self.closing.was_asked:
            self.signing.say_who_signs()

    def _on_said(self) -> None:
        self.closing.was_asked = False
        self._show_verdict()
        self.keeping.later()
        if self.books.shelf_id != self._kept_shelf:
            self._kept_shelf = self.books.shelf_id
            self._keep_draft_later()

    def _on_signed(self) -> None:
        if self.closing.was_asked and self.signing.pads.next_to_sign() is not None:
            self.signing.show_sum(self.books)
        else:
            self._show_verdict()
        self._keep_draft_later()

    def _keep_draft_later(self) -> None:
        if not self._draft_soon.isActive():
            self._draft_soon.start(_DRAFT_AFTER_MS)

    def _on_quoted(self, item_id: int) -> None:
        row = self.books.row(item_id)
        if row is None:
            return
        said = visit_verdict.quote_words(row, self.books, self.context.texts)
        over = visit_verdict.is_over_ceiling(row, self.books)
        (self.context.notices.warn if over else self.context.notices.say)(said)

    def _keep_draft(self) -> None:
        self._draft_soon.stop()
        if self.expected is not None:
            visit_draft.keep(self.context, self.expected, self.signing.pads, self.books.shelf_id)

    def _on_over(self, sentence: str) -> None:
        self.context.notices.warn(sentence)
        self._on_closed()

    def _on_closed(self) -> None:
        self.keeping.end()
        self._draft_soon.stop()
        self.expected = None
        self.left.emit()

    def _connect(self) -> None:
        self.leaving.changed.connect(self._on_said)
        self.back.changed.connect(self._on_said)
        self.back.typed.connect(self._taking.take_typed)
        self._taking.close_asked.connect(self.main_action, Qt.ConnectionType.QueuedConnection)
        self.back.quoted.connect(self._on_quoted)
        self.signing.asked.connect(self.main_action)
        self.signing.pads.changed.connect(self._on_signed)
        self.paper.clicked.connect(self.closing.print_manifest)
        self.absent.clicked.connect(self.closing.miss)
        self.closing.closed.connect(self._on_closed)
        self.keeping.changed.connect(self.refresh)
        self.keeping.over.connect(self._on_over)
        self._draft_soon.timeout.connect(self._keep_draft)

    def _lay(self) -> None:
        words = FlowLayout(gap=12)
        for piece in (self.title, self._ess, self.planned):
            words.addWidget(piece)
        deeds_here = FlowLayout(gap=12)
        deeds_here.addWidget(self.absent)
        deeds_here.addWidget(self.paper)
        head = Ends(least=560)
        head.addItem(words)
        head.addItem(deeds_here)
        columns = Columns((364, 472, 350))
        for card in (self.leaving, self.back, self.signing):
            columns.addWidget(card)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(columns, 1)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(14))
