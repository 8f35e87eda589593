"""What a scan means while a visit is open: a piece, a shelf, the manifest, or what a code says of a piece."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from concierge_desk.errors import BadCheckDigit, DeskError, UnknownCode
from concierge_desk.models import Holder, Outcome
from concierge_desk.models.saying import HAND_BACK, MAIL, REASONS, Saying
from concierge_desk.operations import expectations, scans, typed
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.visit_back import ComingBack
from concierge_desk.ui.screens.visit_books import Books
from concierge_desk.ui.screens.visit_keeping import Keeping
from concierge_desk.ui.screens.visit_lists import Leaving
from concierge_desk.ui.screens.visit_pads import Pads

_SAID = {
    Saying.GOOD: Outcome.RETURNED,
    Saying.DAMAGED: Outcome.DAMAGED,
    **dict.fromkeys(REASONS, Outcome.REDO),
}


class Taking(QObject):
    """Puts what is scanned where it belongs; nothing is written to the store here."""

    close_asked = Signal()

    def __init__(
        self, context: Context, leaving: Leaving, back: ComingBack, pads: Pads, keeping: Keeping
    ) -> None:
        """Work for the two lists and the signatures of one page."""
        super().__init__(back)
        self._context = context
        self._leaving = leaving
        self._back = back
        self._pads = pads
        self._keeping = keeping
        self._books = Books()
        self._refused: int | None = None

    def begin(self, books: Books) -> None:
        """Take in for another visit."""
        self._books, self._refused = books, None
        self._leaving.said_last = self._back.said_last = None

    def take_scan(self, code: str) -> bool:
        """Tick what leaves or comes back; a shelf is where the next pieces go, an unknown tag is a piece too."""
        try:
            return self._take_found(self._context.desk.ask(scans.resolve, scanned=code))
        except UnknownCode:
            return self._take_unknown(code)
        except BadCheckDigit:
            return False  # misread: the window says so

    def _take_unknown(self, code: str) -> bool:
        """Take in a piece that nobody knows; False when nothing of its code can be read."""
        t, tag = self._context.texts, typed.tag(code)
        if not tag:
            return False
        self._back.note_unknown(tag)
        said = t("Nobody knows this tag. The piece is taken in, with an incident. What is it?")
        if len(code.strip()) > typed.LINE:
            said += " " + t("Its code is very long. Only the beginning is kept.")
        self._warn(said)
        return True

    def take_typed(self, words: str) -> None:
        """Take a piece in by its number, as if it were scanned; whatever else was typed says what nobody knows."""
        try:
            found = self._context.desk.ask(scans.resolve, scanned=words)
        except DeskError:
            found = None
        if found is not None and found.kind is FoundKind.ITEM:
            self._take_item(found.id)
        else:
            self._back.note_described(words)

    def _take_found(self, found: Found) -> bool:
        visit = self._keeping.visit
        if found.kind is FoundKind.SHELF:
            self._back.use_shelf(found.id)
        elif found.kind is FoundKind.ITEM:
            self._take_item(found.id)
        elif found.kind is FoundKind.SAYING and Saying(found.id) not in MAIL | HAND_BACK:
            self._take_saying(Saying(found.id))
        elif found.kind is FoundKind.VISIT and visit is not None and found.id == visit.id:
            # Read twice while it opened the visit, the manifest is not signed yet.
            if self._books.marks or self._books.unknown:
                self._sign_on_paper()
        else:
            return False
        return True

    def _take_item(self, item_id: int) -> None:
        self._leaving.said_last = self._back.said_last = None
        for part in (self._leaving, self._back):
            if part.tick(item_id):
                self._follow(part, item_id)
                return
        row = self._context.desk.ask(
            expectations.find_item_row,
            item_id=item_id,
            at=self._context.clock.now(),
            language=self._context.texts.language,
        )
        if row.holder is Holder.DESK and self._refused != item_id:
            self._refuse_kindly(row)
        else:
            self._take_unexpected(row)

    def _refuse_kindly(self, row: SheetRow) -> None:
        """Send back a piece that is not for this provider; scanned twice it was brought, whatever the record says."""
        t, self._refused = self._context.texts, row.item_id
        waits = row.item_id in self._books.on_quote
        self._warn(
            t("{item} waits for the customer’s answer to the quote. Put it back.", item=row.label)
            if waits
            else t("{item} is not for this provider. Put it back.", item=row.label)
        )
        self._back.asking.offer(
            t("{item} stays here. Did the driver bring it? Then scan it again.", item=row.label),
            t("The driver brought it"),
            lambda: self._take_unexpected(row),
        )

    def _take_unexpected(self, row: SheetRow) -> None:
        self._refused = None
        self._back.asking.close_question()
        self._back.tick(row.item_id, unexpected=row)
        self._follow(self._back, row.item_id)
        self._warn(
            self._context.texts(
                "{item} was not expected here. It is taken in, with an incident.", item=row.label
            )
        )

    def _take_saying(self, said: Saying) -> None:
        """Do what a code says: of the piece that was scanned last, or of the whole visit."""
        t = self._context.texts
        if said is Saying.ON_PAPER:
            self._sign_on_paper()
        elif said is Saying.CLOSE:
            self.close_asked.emit()
        elif said is Saying.REST_ASIDE:
            self._leaving.put_rest_aside()
        elif said is Saying.ASIDE and self._leaving.is_said_last():
            self._leaving.put_aside()
        elif said in _SAID and self._back.is_said_last():
            self._back.set_outcome(_SAID[said], why=t(REASONS[said]) if said in REASONS else "")
        else:
            self._warn(t("Scan the piece first, then what to say of it."))

    def _sign_on_paper(self) -> None:
        """Note that both have signed the manifest."""
        if not self._pads.is_on_paper():
            self._pads.toggle_paper()
        self._context.notices.say(
            self._context.texts("The manifest is signed on paper. F12 closes the visit.")
        )

    def _follow(self, part: Leaving | ComingBack, item_id: int) -> None:
        """Let the next word and the keys be for what was scanned last; keys stay with whoever types."""
        part.said_last = item_id
        focus: QWidget | None = QApplication.focusWidget()
        if not isinstance(focus, QLineEdit):
            part.list.setFocus()

    def _warn(self, sentence: str) -> None:
        self._context.notices.warn(sentence)
