"""Outgoing mail: what customers leave to be sent, what waits for its carrier, and proofs of posting."""

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import tracking
from concierge_desk.errors import DeskError, NothingToRecord
from concierge_desk.models import Carrier, Customer, Item, MailItem, Payer, Tariff
from concierge_desk.models.saying import MAIL_KINDS, Saying
from concierge_desk.operations import carrier_visits, customers, deeds, mail_reading, outgoing
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.ui import undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_outgoing_form as forms
from concierge_desk.ui.screens import mail_outgoing_hearing as hearing
from concierge_desk.ui.screens.dropoff_draft import DraftKeeper
from concierge_desk.ui.screens.mail_outgoing_forgetting import Forgetting
from concierge_desk.ui.screens.mail_outgoing_form import OutgoingForm
from concierge_desk.ui.screens.mail_outgoing_hearing import Heard
from concierge_desk.ui.screens.mail_outgoing_mender import Mender
from concierge_desk.ui.screens.mail_outgoing_view import OutgoingView
from concierge_desk.ui.screens.supervise_panel import Panel

_SCREEN = "mail_outgoing"


class OutgoingPanel(Panel):
    """Who sends something at the left, then piece after piece; what waits at the right; `arrive(customer_id=7)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Carrier, Customer, Item, MailItem, Tariff})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay both sides; nobody is in hand."""
        super().__init__(context, parent)
        self.form: OutgoingForm | None = None
        self._customer: Customer | None = None
        self._scanned = ""
        self._names: dict[int, str] = {}
        self._uid = deeds.new_uid()
        self._looked = False
        self.view = OutgoingView(context)
        self.fields, self.waiting, self.basket = self.view.fields, self.view.waiting, self.view.basket
        self.mender = Mender(context, self.view, self)
        self.forgetting = Forgetting(context)
        self.keeper = DraftKeeper(context, self, screen=_SCREEN)
        self._connect()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)

    # What the screen asks of it

    @override
    def refresh(self) -> None:
        """Ask again for carriers, people and mail; what is being written down stays."""
        desk, language = self.context.desk, self.t.language
        carriers = desk.ask(carrier_visits.carriers)
        self._names = {each.id: each.name_in(language) for each in carriers}
        self.fields.offer(carriers)
        self.waiting.show_mail(
            desk.ask(outgoing.waiting, language=language), desk.ask(outgoing.unproven, language=language)
        )
        self.view.search.refresh()
        if not self._looked:
            self._looked = True
            self._resume()

    @override
    def arrive(self, **what: object) -> None:
        """Begin for a customer, go to a piece that waits, or go on with a form that was open."""
        customer_id, item_id = what.get("customer_id"), what.get("item_id")
        uid, body = what.get("form_uid"), what.get("form_body")
        if isinstance(uid, str) and isinstance(body, dict):
            self._open(forms.from_body(uid, body))
        elif isinstance(customer_id, int):
            self.begin(customer_id)
        if isinstance(item_id, int) and self.waiting.is_waiting(item_id):
            self.mend(item_id)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand the open form over to the screen that takes this one's place."""
        self.keeper.keep_now()
        if self.form is None:
            return {}
        return {"form_uid": self.form.uid, "form_body": self.form.body()}

    @override
    def take_scan(self, code: str) -> bool:
        """Write down what a code says, where it belongs; nothing is recorded yet."""
        heard = hearing.hear(self.context.desk, code)
        if heard is None:
            return False
        if isinstance(heard, Heard):
            return self._take_heard(heard)
        if self.mender.is_open():
            self.mender.take_number(heard)
        elif self.form is not None:
            self._take_number(heard)
        else:
            return self._find(heard)
        return True

    def _take_heard(self, heard: Heard) -> bool:
        """Do what a code of ours says: whose mail it is, which piece, or what is to be done with this one."""
        busy = self.form is not None or self.mender.is_open()
        if heard.customer_id is not None:
            self._take_sender(heard.customer_id)
        elif (
            heard.item_id is not None and not self.mender.is_open() and self.waiting.is_waiting(heard.item_id)
        ):
            self.mend(heard.item_id)
        elif not busy:
            return False
        elif heard.carrier_id is not None:
            if not self.fields.use_carrier(heard.carrier_id):
                self.context.notices.warn(self.t("This carrier takes nothing away."))
        elif heard.word in MAIL_KINDS and MAIL_KINDS[heard.word] in forms.KINDS:
            self.fields.use_kind(MAIL_KINDS[heard.word])
        elif heard.word is Saying.RECORD:
            QTimer.singleShot(0, self, self.main_action)
        elif heard.word is Saying.TAKE_BACK and self.form is not None and not self.mender.is_open():
            self._take_last_back(self.form)
        else:
            return False
        return True

    def _take_sender(self, customer_id: int) -> None:
        """Begin for who leaves the mail; what is open for another one is finished first."""
        form, mends = self.form, self.mender.is_open()
        if not mends and (form is None or (form.is_empty() and not self.fields.is_begun())):
            self.begin(customer_id)
        elif mends or form is None or form.customer_id != customer_id:
            self.context.notices.warn(self.t("First finish what is open: F12 keeps it, Esc leaves it."))

    @override
    def main_action(self) -> None:
        """Record what is written down: the pieces, what was missing, or the proofs of posting."""
        if self.mender.is_open():
            self.mender.keep()
        elif self.form is not None:
            self._record(self.form)
        elif self.waiting.ticked:
            self._prove()
        else:
            self.context.notices.warn(self.t("First choose who sends something."))

    @override
    def go_back(self) -> bool:
        """Leave what is open, then the form: with pieces only at the second Esc, and it can be taken back."""
        if self.mender.is_open() or self.view.is_making():
            self._close()
        elif self.form is not None:
            self._leave(self.form)
        elif self.view.ticket.asks():
            self.view.ticket.refuse()
        elif self._scanned:
            self._scanned = ""
            self.view.search.start()
        else:
            return False
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Begin with who sends something, or with the piece."""
        if self.form is None and not self.mender.is_open():
            return self.view.search.field.edit
        return self.fields.addressee.edit

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep everything when another screen, the lock or the end of the day comes."""
        self.keeper.keep_now()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save what companies owe with the key of saving."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_S and ctrl and self.waiting.accounts.isVisible():
            self.waiting.accounts.keep()
        else:
            super().keyPressEvent(event)

    def _leave(self, form: OutgoingForm) -> None:
        if self.fields.is_begun():
            self.forgetting.begin_anew()
            self.fields.clear()
        elif self.forgetting.may(form):
            self._close()
            if not form.is_empty():
                self.context.notices.undoable(self.t("This mail is forgotten."), partial(self._open, form))

    # One person's mail

    def begin(self, customer_id: int) -> None:
        """Begin for a person; a number that was scanned before is that of the first piece."""
        if self.form is None:
            self._open(OutgoingForm(customer_id))
        else:
            self.form.customer_id = customer_id
            self._open(self.form)
        if self._scanned:
            self.fields.take_number(tracking.read(self._scanned))
            self._scanned = ""

    def _open(self, form: OutgoingForm) -> None:
        try:
            self._customer = self.context.desk.ask(customers.get, customer_id=form.customer_id)
        except DeskError:
            self.keeper.forget(form.uid)  # erased since
            return
        self.form = form
        self.mender.end()
        self.fields.clear()
        self._show_form()
        self.view.show_sender(self._customer.name)

    def add(self) -> bool:
        """Add the piece that is written, or change the one that waits; False while something is wrong."""
        if self.mender.is_open():
            self.mender.keep()
            return True
        piece = self.fields.piece()
        if self.form is None or piece is None:
            return False
        if self.form.has(mail_reading.written(piece.number)):
            self.fields.number.refuse(self.t("This number is in the list already."))
            return False
        self.form.pieces.append(_tidied(piece))
        self.fields.go_on()
        self._changed()
        return True

    def _take_last_back(self, form: OutgoingForm) -> None:
        """Take the piece that is begun off the list, or else the last one that stands there."""
        if not self.fields.is_begun() and form.pieces:
            form.pieces.pop()
        self.fields.clear()
        self._changed()

    def _change(self, place: int) -> None:
        """Take a piece out of the list, back into its fields; what was begun there is added first."""
        if self.form is None or (self.fields.is_begun() and not self.add()):
            return
        self.fields.show_piece(self.form.pieces.pop(place))
        self._changed()
        self.fields.addressee.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_number(self, reading: tracking.Reading) -> None:
        """Write a number into the piece; when it has another one already, this is the next piece."""
        if self.form is None:
            return
        if self.form.has(reading.number):
            self.context.notices.warn(
                self.t("The number {number} is in the list already.", number=reading.number)
            )
            return
        if self.fields.number.text() not in {"", reading.number} and not self.add():
            return
        self.fields.take_number(reading)

    def _changed(self) -> None:
        self._show_form()
        if self.form is not None:
            self.keeper.keep(self.form)

    def _show_form(self) -> None:
        customer = self._customer
        if self.form is None or customer is None:
            return
        company = customer.account
        self.basket.show_form(self.form, self._names, company)

    def _pay(self, payer: object) -> None:
        if self.form is not None and isinstance(payer, Payer):
            self.form.payer = payer
            self._changed()

    def _record(self, form: OutgoingForm) -> None:
        """Record all pieces as one deed; what is refused is said, and the form stays."""
        if self.fields.is_begun() and not self.add():
            return
        if form.is_empty():
            self.context.notices.warn(NothingToRecord().said(self.t))
            return
        what: dict[str, Any] = {"customer_id": form.customer_id, "payer": form.payer}
        try:
            request = self.context.desk.do(outgoing.leave, pieces=form.pieces, **what, **self._by(form.uid))
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self.keeper.forget(form.uid)
        self._close()
        said = self.t("Recorded, ticket {number}.", number=request.number)
        self.context.notices.undoable(said, partial(self._take_back, form, deeds.new_uid()))

    def _take_back(self, form: OutgoingForm, uid: str) -> None:
        """Undo what was recorded, and open the list again to mend it."""

        def undone() -> str:
            form.uid = deeds.new_uid()
            self._open(form)
            self.keeper.keep(form)
            return self.t("It is taken back. You can change it.")

        undoing.take_back(self.context, form.uid, uid, undone)

    def _resume(self) -> None:
        """Go on with a form that was left open."""
        draft = self.keeper.left_open()
        if draft is not None and self.form is None:
            self._open(forms.from_body(draft.uid, draft.body))

    # What waits

    def mend(self, item_id: int) -> None:
        """Open a piece that waits, to say what it still needs, or to put it right."""
        rows = self.context.desk.ask(mail_reading.rows, item_ids=[item_id], language=self.t.language)
        if rows:
            self.mender.begin(rows[0])

    def _find(self, reading: tracking.Reading) -> bool:
        """Find what a number is on: a piece that waits or left; an unknown one waits for who leaves it."""
        if reading.certainty is tracking.Certainty.NONE and reading.rule:
            return False
        row = self.context.desk.ask(outgoing.by_number, number=reading.number, language=self.t.language)
        if row is None:
            if reading.certainty is tracking.Certainty.NONE:
                return False
            self._scanned = reading.number
            said = self.t("Number {number}: who sends it?", number=reading.number)
            self.context.notices.say(said)
            self.view.search.start()
        elif self.waiting.is_waiting(row.item_id):
            self.mend(row.item_id)
        elif not self.waiting.tick_scanned(row.item_id):
            self.context.notices.say(self.t("The posting of {number} is proven already.", number=row.number))
        return True

    def _prove(self) -> None:
        ids = sorted(self.waiting.ticked)
        try:
            self.context.desk.do(outgoing.prove_posting, item_ids=ids, **self._by(self._uid))
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.t))
            return
        self._uid = deeds.new_uid()
        self.waiting.ticked.clear()
        self.context.notices.say(
            self.t.many("{n} proof of posting noted.", "{n} proofs of posting noted.", len(ids))
        )

    # Its pages

    def _by(self, uid: str) -> dict[str, Any]:
        return {"at": self.context.clock.now(), "staff_id": self.context.staff().id, "deed_uid": uid}

    def _close(self) -> None:
        """Come back to who sends something; a form that was in hand behind a piece stays in hand."""
        was_mended = self.mender.is_open()
        self.mender.end()
        if not was_mended or self.form is None:
            if self.form is not None:
                self.keeper.forget(self.form.uid)
            self.form = None
            self.view.show_search()
        else:
            self._open(self.form)

    def _connect(self) -> None:
        self.view.search.chosen.connect(self.begin)
        self.view.search.wanted.connect(self.view.show_maker)
        self.view.maker.made.connect(self.begin)
        self.view.add.clicked.connect(self.add)
        self.view.leave.clicked.connect(self.go_back)
        self.fields.entered.connect(self.add)
        self.mender.kept.connect(self._close)
        self.waiting.chosen.connect(self.mend)
        self.waiting.proven.connect(self._prove)
        self.basket.removed.connect(self._change)
        self.basket.payer_chosen.connect(self._pay)
        self.basket.recorded.connect(self.main_action)


def _tidied(piece: Outgoing) -> Outgoing:
    """Write the number as it will be kept."""
    return replace(piece, number=mail_reading.written(piece.number))
