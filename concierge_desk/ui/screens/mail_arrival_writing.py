"""Writing a delivery down: what keys, scans and the field do to its form, and what is shown of it then."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from concierge_desk import codes, tracking
from concierge_desk.models import Carrier, MailKind
from concierge_desk.operations.mail_intake import MOST_PIECES, TooMuchMail
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.dropoff_keys import digit_of
from concierge_desk.ui.screens.mail_arrival_form import KINDS, ArrivalForm, Who
from concierge_desk.ui.screens.mail_arrival_page import ArrivalPage
from concierge_desk.ui.screens.mail_arrival_taking import Taking
from concierge_desk.ui.screens.mail_arrival_who import is_number
from concierge_desk.ui.screens.mail_whom import Recipients

_CTRL = Qt.KeyboardModifier.ControlModifier
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_REMOVE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Writing(QObject):
    """The hand that writes one delivery down; nothing is written to the store here."""

    changed = Signal()
    """Something is written down: keep it."""
    unnamed = Signal(int)
    """Carries for whom no piece is any more, as the last step was taken back."""

    def __init__(
        self, context: Context, page: ArrivalPage, people: Recipients, parent: QObject | None = None
    ) -> None:
        """Write for no delivery yet."""
        super().__init__(parent)
        self._context = context
        self._t = context.texts
        self._page = page
        self._who = page.entry.who
        self._carriers: dict[int, Carrier] = {}
        self.form: ArrivalForm | None = None
        self.was_asked = False
        """Whether somebody was asked about what is odd, and nothing was changed since."""
        self._hint = ""
        self.taking = Taking(context, people, self)
        self._connect()

    def begin(self, form: ArrivalForm, carriers: Mapping[int, Carrier]) -> None:
        """Write for a delivery from now on; `carriers` by their keys of the store."""
        self.form, self._carriers, self.was_asked, self._hint = form, dict(carriers), False, ""
        self.taking.begin(form, {each.key: each for each in carriers.values()})
        self._page.restore_signing(form)
        self._who.start()
        self.show()

    def end(self) -> None:
        """Write for no delivery any more."""
        self.form = None

    def show(self) -> None:
        """Show the delivery as it is now; what is being typed stays."""
        if self.form is not None:
            names = {each.key: each.name_in(self._t.language) for each in self._carriers.values()}
            hint = self._hint or self._about_number(names)
            others = {key: names[key] for key in self._brands()[1:]}
            self._page.show_form(self.form, self.carrier_name(), others, hint=hint)

    def _brands(self) -> list[str]:
        by_key = {each.key: each for each in self._carriers.values()}
        return [] if self.form is None else said.brands(self.form, by_key)

    def _about_number(self, carriers: Mapping[str, str]) -> str:
        """Say what is odd about the number of the piece that is asked about; it is kept all the same."""
        piece, t = None if self.form is None else self.form.piece(), self._t
        if piece is not None and piece.check_fails:
            return t(
                "The last digit of this number does not fit. Compare it with the label; it is kept as it is."
            )
        if piece is not None and carriers.get(piece.carrier) and piece.carrier not in self._brands():
            its_own, here = carriers[piece.carrier], self.carrier_name()
            return t(
                "This number is one of {carrier}. {here} does not bring for it: the piece counts as one of {here}.",
                carrier=its_own,
                here=here,
            )
        return said.missed(self.form, t) if self.form is not None else ""

    def carrier_name(self) -> str:
        """Tell who brings it."""
        its_own = None if self.form is None else self._carriers.get(self.form.carrier_id or 0)
        return "" if its_own is None else its_own.name_in(self._t.language)

    def focus(self) -> None:
        """Let the keys arrive in the field."""
        self._who.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def type_in(self, words: str) -> bool:
        """Give words typed as fast as a scan to the field they were typed into; False when it is another."""
        edit = self._who.field.edit
        if self.form is None or not edit.hasFocus():
            return False
        edit.insert(words)
        self._who.look_up()
        return True

    def settle(self) -> None:
        """Keep what is typed and not entered as it is written: only Enter or a digit takes somebody for it."""
        who = self._who.settle()
        if who is None or self.form is None:
            return
        self.answer(who)
        self._context.notices.warn(self._t("“{words}” is kept, to settle later.", words=who.written))

    def oddities(self) -> str:
        """Say what should be looked at before the delivery is recorded; empty when all is well."""
        if self.form is None:
            return ""
        t, waiting = self._t, len(self.form.open_ones())
        parts = [said.differences(self.form, t), said.missed(self.form, t)]
        if waiting:
            parts.append(t.many("{n} piece has no name yet", "{n} pieces have no name yet", waiting))
        odd = " · ".join(filter(None, parts))
        return t("{what}. Look again, or press F12 once more to record it so.", what=odd) if odd else ""

    def answer(self, who: Who) -> None:
        """Say for whom the piece in the hand is."""
        form = self.form
        if form is None:
            return
        if form.piece() is None and form.is_full():
            self._context.notices.warn(TooMuchMail(most=MOST_PIECES).said(self._t))
            return
        form.answer(who)
        self._next()

    def take_back(self) -> bool:
        """Take the last step back; False when there is none."""
        form = self.form
        before = set() if form is None else form.named()
        if form is None or not form.take_back():
            return False
        self._context.notices.say(self._t("Taken back."))
        self._next()
        for customer_id in before - form.named():
            self.unnamed.emit(customer_id)
        return True

    def go_back(self) -> bool:
        """Leave what is typed, or the piece that is corrected or asked about; False when there is nothing."""
        form = self.form
        if form is None:
            return False
        if self._who.typed():
            self._who.start()
        elif form.current is not None:
            was_corrected = not form.asks()
            form.current = None
            if was_corrected:
                form.leave()
            self._who.start()
            self.show()
        else:
            return False
        self.focus()
        return True

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key with Ctrl means: a kind, another piece, one less, its sender; False when it means nothing."""
        if not event.modifiers() & _CTRL:
            return False
        digit, key = digit_of(event, modified=True), Qt.Key(event.key())
        if digit is not None and 1 <= digit <= len(KINDS):
            self._use_kind(KINDS[digit - 1])
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in _REMOVE:
            self._remove()
        elif key == Qt.Key.Key_B:
            self._next_brand()
        elif key == Qt.Key.Key_E:
            self._ask_sender()
        else:
            return False
        return True

    def _same(self) -> None:
        last = None if self.form is None else self.form.last
        if last is None:
            self._context.notices.warn(self._t("Nobody was named yet. Type the first letters of the name."))
        else:
            self.answer(last)

    def _entered(self, typed: str) -> None:
        """Take what fits nobody: a number that the scanner does not read, or a name to settle later."""
        if codes.looks_ours(typed) and self.taking.take_scan(typed):
            self._who.start()  # what stands below a code that the scanner does not read
        elif is_number(typed):
            self.taking.take_number(tracking.read(typed))
            self._who.start()
        elif typed:
            self.answer(Who(written=typed))

    def _told(self, sentence: str) -> None:
        self._hint = sentence
        self.show()

    def _untold(self) -> None:
        """Take a hint away when somebody types on."""
        if self._hint:
            self._hint = ""
            self.show()

    def _look_at(self, place: int) -> None:
        """Correct a piece that is written down."""
        if self.form is not None:
            self.form.current = place
            self._next(kept=False)

    def _step(self, by: int) -> None:
        """Look at the piece above or below, beginning with the last one."""
        form = self.form
        if form is not None and form.pieces:
            at = len(form.pieces) if form.current is None else form.current
            form.current = max(0, at + by) if at + by < len(form.pieces) else None
            self._next(kept=False)

    def _remove(self) -> None:
        if self.form is not None and self.form.remove() is not None:
            said_removed = self._t("The piece is taken off the list.")
            self._context.notices.undoable(said_removed, self._put_back)
            self._next()

    def _put_back(self) -> None:
        self.take_back()

    def _next_brand(self) -> None:
        """Say that the piece in the hand is one of the next carrier that this one brings for."""
        form, keys = self.form, self._brands()
        piece = None if form is None else form.piece()
        if form is not None and piece is not None and len(keys) > 1:
            now = piece.carrier if piece.carrier in keys else keys[0]
            form.change(carrier=keys[(keys.index(now) + 1) % len(keys)])
            self._tell()

    def _use_kind(self, kind: MailKind) -> None:
        if self.form is not None:
            self.form.use_kind(kind)
            self._tell()

    def _use_shelf(self, shelf_id: int | None) -> None:
        if self.form is not None:
            self.form.use_shelf(shelf_id)
            self._tell()

    def _number_typed(self, typed: str) -> None:
        """Correct the number of a piece."""
        piece = None if self.form is None else self.form.piece()
        reading = tracking.read(typed)
        if self.form is None or piece is None or piece.who is None or reading.number == piece.number:
            return
        fails = reading.check is tracking.Check.FAILS
        self.form.change(number=reading.number, carrier=reading.surely, check_fails=fails)
        self._tell()

    def _ask_sender(self) -> None:
        """Ask who sends the piece that is corrected, or the last one: nobody is asked otherwise."""
        if self.form is not None and self.form.look_at_last():
            self.show()
            self._page.entry.sent_by.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _sender_typed(self, typed: str) -> None:
        """Note who sends a piece."""
        piece = None if self.form is None else self.form.piece()
        if self.form is not None and piece is not None and piece.who is not None and typed != piece.sender:
            self.form.change(sender=typed)
            self._tell(focus=False)

    def _sender_entered(self) -> None:
        """Go on with the next piece."""
        if self.form is not None:
            self.form.leave()
            self._next(kept=False)

    def _presented_on(self, day: date) -> None:
        piece = None if self.form is None else self.form.piece()
        if self.form is not None and piece is None:
            self.form.presented_on = day
        elif self.form is not None and piece is not None and piece.presented_on != day:
            self.form.change(presented_on=day)
            self._tell()

    def _sheet_typed(self, sheet: dict[str, int]) -> None:
        if self.form is not None:
            self.form.sheet = sheet
            self._tell(focus=False)

    def _signed(self) -> None:
        pads = self._page.signing.pads
        if self.form is not None:
            self.form.driver = pads.driver.text().strip()
            self.form.strokes, self.form.on_paper = pads.pad.strokes(), pads.is_on_paper()
            self.changed.emit()

    def _sign_on_paper(self) -> None:
        if not self._page.signing.pads.is_on_paper():
            self._page.signing.pads.toggle_paper()

    def _next(self, *, kept: bool = True) -> None:
        self._who.start()
        self._tell(kept=kept)

    def _tell(self, *, focus: bool = True, kept: bool = True) -> None:
        self.was_asked, self._hint = False, ""
        self.show()
        if focus:
            self.focus()
        if kept:
            self.changed.emit()

    def _connect(self) -> None:
        entry, page = self._page.entry, self._page
        self._who.chosen.connect(self.answer)
        self._who.same.connect(self._same)
        self._who.back.connect(self.take_back)
        self._who.entered.connect(self._entered)
        self._who.told.connect(self._told)
        self._who.field.edit.textChanged.connect(self._untold)
        entry.kind_chosen.connect(self._use_kind)
        page.list.shelf_chosen.connect(self._use_shelf)
        entry.number_typed.connect(self._number_typed)
        entry.sender_typed.connect(self._sender_typed)
        entry.sender_entered.connect(self._sender_entered)
        entry.presented_chosen.connect(self._presented_on)
        entry.brand.clicked.connect(self._next_brand)
        page.list.looked_at.connect(self._look_at)
        page.list.remove_asked.connect(self._remove)
        page.counts.changed.connect(self._sheet_typed)
        page.signing.pads.changed.connect(self._signed)
        self.taking.changed.connect(self._next)
        self.taking.answered.connect(self.answer)
        self.taking.same_asked.connect(self._same)
        self.taking.back_asked.connect(self.take_back)
        self.taking.on_paper.connect(self._sign_on_paper)
