"""Arrivals: a carrier's delivery, piece by piece at the speed of the scanner, recorded as one deed."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError, NotFound, NothingToRecord
from concierge_desk.models import Carrier, CarrierVisit, Customer, MailItem, Shelf
from concierge_desk.models.saying import MAIL_KINDS, Saying
from concierge_desk.operations import carriers, deeds, mail_intake, scans, shelving
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.operations.scans import FoundKind
from concierge_desk.tracking import Certainty
from concierge_desk.ui import undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.dropoff_keys import digit_of
from concierge_desk.ui.screens.dropoff_typing import ENTER
from concierge_desk.ui.screens.mail_arrival_draft import UnfinishedArrival
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.screens.mail_arrival_page import ArrivalPage
from concierge_desk.ui.screens.mail_arrival_usual import usual_kind
from concierge_desk.ui.screens.mail_arrival_writing import Writing
from concierge_desk.ui.screens.mail_carrier_tiles import CarrierTiles
from concierge_desk.ui.screens.mail_whom import Recipients
from concierge_desk.ui.screens.struck import Struck
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets.one_page import OnePage


class ArrivalsPanel(Panel):
    """First who brings the mail, then each piece; `arrive(carrier_id=1)`, `arrive(said=Saying.LETTER)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Carrier, Shelf, MailItem, Customer})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make both pages; who brings it comes first."""
        super().__init__(context, parent)
        t = self.t
        self._every: dict[int, Carrier] = {}
        self._carriers: dict[int, Carrier] = {}
        """Those that come here."""
        self._shelf_id: int | None = None
        self._struck = Struck()
        self.people = Recipients(context, self)
        self.tiles = CarrierTiles(
            t("Who brings the mail?"), t("Press its tile or its digit, or scan the first parcel.")
        )
        self.page = ArrivalPage(t, self.people)
        self.writing = Writing(context, self.page, self.people, self)
        self.unfinished = UnfinishedArrival(context, self.people, self)
        self._first = QWidget()
        lines = QVBoxLayout(self._first)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.unfinished.offer)
        lines.addWidget(self.tiles, 1)
        self._pages = OnePage(self)
        self._pages.addWidget(self._first)
        self._pages.addWidget(self.page)
        self._connect()

    @property
    def form(self) -> ArrivalForm | None:
        """The delivery that is being written down."""
        return self.writing.form

    # What the screen asks of it

    @override
    def refresh(self) -> None:
        """Ask again for carriers, shelves and people; what is written down and typed stays."""
        desk = self.context.desk
        self._every = {each.id: each for each in desk.ask(carriers.every)}
        self._carriers = {key: each for key, each in self._every.items() if each.active}
        self.people.refresh(anew=self.form is None)
        self.tiles.show_carriers(list(self._carriers.values()), self.t.language)
        self.page.list.offer_shelves(desk.ask(shelving.shelves))
        if self.form is None:
            self.unfinished.look(self._carriers)
        self.writing.show()

    @override
    def arrive(self, **what: object) -> None:
        """Begin for a carrier, by a word or a number that was scanned, or go on with what was open or taken back."""
        carrier_id, word, code = what.get("carrier_id"), what.get("said"), what.get("scanned")
        uid, body = what.get("form_uid"), what.get("form_body")
        if isinstance(uid, str) and isinstance(body, dict):
            self._open(self.unfinished.read(uid, body))
        again = what.get("again")
        if isinstance(again, Recorded):
            self._mend(self.unfinished.again(again))
        if isinstance(carrier_id, int):
            self._scanned_carrier(carrier_id)
        if isinstance(word, Saying):
            self._begin_by_word(word)
        if isinstance(code, str):
            self.take_scan(code)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand the open delivery over to the screen that takes this one's place."""
        self.unfinished.keeper.keep_now()
        if self.form is None or self.form.is_empty():
            return {}
        return {"form_uid": self.form.uid, "form_body": self.form.body()}

    @override
    def take_scan(self, code: str) -> bool:
        """Take a scan in, after the answer to what was asked before; a first one begins the delivery."""
        if not self._is_writing():
            began = self._begin_by_scan(code)
            if began is not None:
                return began
        if self.writing.taking.is_words(code):
            return self.writing.type_in(code)
        # A label is itself the answer to what is asked: letters typed before it are not kept beside it.
        if not self.writing.taking.is_somebody(code):
            self.writing.settle()
        return self.writing.taking.take_scan(code)

    @override
    def main_action(self) -> None:
        """Record the delivery; what is odd is asked once, and a key held down answers nothing."""
        if not self._is_writing() or self.form is None:
            self.context.notices.warn(self.t("First choose who brings the mail."))
            return
        self.writing.settle()
        repeated, odd = self._struck.is_repeated(), self.writing.oddities()
        if self.form.is_empty():
            self.context.notices.warn(NothingToRecord().said(self.t))
        elif odd and (repeated or not self.writing.was_asked):
            self.writing.was_asked = True
            self.page.ask(odd)
        else:
            self._record(self.form)

    @override
    def go_back(self) -> bool:
        """Go back one step; what is written down stays."""
        if not self._is_writing():
            if self.form is not None:
                self._open(self.form)
            elif self.unfinished.offer.asks():
                self.unfinished.offer.refuse()
            else:
                return False
            return True
        if self.writing.go_back():
            return True
        if self.form is not None and not self.form.is_empty():
            return False
        self._close()
        return True

    @override
    def take_back(self) -> bool:
        """Take the last step back (Ctrl+Z); a company that was registered with it is registered no more."""
        return self._is_writing() and self.writing.take_back()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the field, or at the tiles."""
        return self.page.entry.who.field.edit if self._is_writing() else self.tiles.first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a carrier by its digit; what a key with Ctrl means while a delivery is written down."""
        if self._is_writing():
            done = self.writing.press(event)
        elif self.unfinished.offer.asks() and Qt.Key(event.key()) in ENTER:
            self.unfinished.offer.accept()
            done = True
        else:
            done = self.tiles.press(digit_of(event))
        if not done:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep everything when another screen, the lock or the end of the day comes."""
        self.unfinished.keeper.keep_now()
        super().hideEvent(event)

    # Who brings it

    def use_carrier(self, carrier_id: int) -> None:
        """Begin a delivery of a carrier, or correct who brings the one that is open; a usual kind follows them."""
        form, usual = self.form, usual_kind(self._carriers.get(carrier_id))
        if form is None:
            form = ArrivalForm(carrier_id, today=moments.day_of(self.context.clock.now()))
            form.shelf_id, form.kind = self._shelf_id, usual
        elif form.kind is usual_kind(self._every.get(form.carrier_id or 0)):
            form.kind = usual
        form.carrier_id = carrier_id
        self._open(form)

    def _scanned_carrier(self, carrier_id: int) -> None:
        """Begin for a carrier whose code was scanned; a delivery of another one is recorded first."""
        form = self.form
        if form is not None and form.pieces and form.carrier_id != carrier_id:
            name = self.writing.carrier_name()
            said_first = self.t(
                "The delivery of {carrier} is not recorded yet. First press F12.", carrier=name
            )
            self.context.notices.warn(said_first)
            self._open(form)
        else:
            self.use_carrier(carrier_id)

    def _begin_by_word(self, word: Saying) -> None:
        """Begin with what the next pieces are, brought by the carrier that comes first."""
        if self.form is None and word in MAIL_KINDS and self._carriers:
            self.use_carrier(next(iter(self._carriers)))
        if self.form is not None:
            self._open(self.form)
            self.writing.taking.take_scan(word.code)

    def _begin_by_scan(self, code: str) -> bool | None:
        """Begin a delivery by a carrier's code, a word, or a parcel or somebody's label that is then taken in (None).

        False when it is none of them, True when all is done.
        """
        if self.form is not None:
            self._open(self.form)
            return None
        try:
            reading = self.context.desk.ask(scans.foreign, scanned=code)
            is_nobodys = self.context.desk.ask(scans.is_label_of_nobody, scanned=code)
        except DeskError:
            return False  # the window asks as well, and says what it is told
        if is_nobodys:
            self.context.notices.warn(
                self.t(
                    "{code} is nobody’s label here. Is it a parcel? First choose who brings it.", code=code
                )
            )
            return True
        if reading is None or reading.certainty is Certainty.NONE:
            return self._begin_by_code(code)
        by_key = {each.key: each.id for each in self._carriers.values()}
        sure = reading.certainty is Certainty.SURE and reading.carriers[0] in by_key
        self.use_carrier(by_key[reading.carriers[0]] if sure else next(iter(self._carriers)))
        return None

    def _begin_by_code(self, code: str) -> bool | None:
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is FoundKind.CARRIER:
            self.use_carrier(found.id)
        elif found.kind is FoundKind.SAYING and Saying(found.id) in MAIL_KINDS:
            self._begin_by_word(Saying(found.id))
        elif found.kind is FoundKind.CUSTOMER and self._carriers:
            self.use_carrier(next(iter(self._carriers)))
            return None
        else:
            return False
        return True

    def _ask_carrier(self) -> None:
        """Let another carrier be chosen; what is written down stays."""
        self._pages.setCurrentWidget(self._first)
        first = self.tiles.first()
        if first is not None:
            first.setFocus()

    # Its pages

    def _is_writing(self) -> bool:
        return self._pages.currentWidget() is self.page and self.form is not None

    def _open(self, form: ArrivalForm) -> None:
        self.unfinished.offer.hide()
        self._struck.forget()
        self.writing.begin(form, self._every)
        self._pages.setCurrentWidget(self.page)
        self.writing.focus()

    def _close(self) -> None:
        self.writing.end()
        self._ask_carrier()

    def _keep(self) -> None:
        if self.form is not None:
            self._shelf_id = self.form.shelf_id
            self.unfinished.keeper.keep(self.form)

    def _on_forgotten(self, form: ArrivalForm) -> None:
        self.context.notices.undoable(self.t("Delivery forgotten"), partial(self._reopen, form))

    def _reopen(self, form: ArrivalForm) -> None:
        self._open(form)
        self._keep()

    def _mend(self, form: ArrivalForm) -> bool:
        """Open a delivery that was taken back; beside another one that is open it waits until that is recorded."""
        if self.form is None or self.form.is_empty():
            self._reopen(form)
            return True
        self.unfinished.put_aside(form)
        return False

    # Recording

    def _record(self, form: ArrivalForm) -> None:
        """Record everything as one deed; what is refused is said, and the form stays."""
        context = self.context
        brands = said.brands(form, {each.key: each for each in self._every.values()})
        try:
            visit = context.desk.do(
                mail_intake.receive,
                carrier_id=form.carrier_id or 0,
                pieces=[piece.arrival(brands) for piece in form.pieces],
                sheet=form.sheet,
                driver=form.driver,
                signature=[] if form.on_paper else form.strokes,
                signed=form.signed(),
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=form.uid,
            )
        except DeskError as refused:
            self._tell_refused(form, refused)
            return
        sentence = self._recorded(visit, form)
        self.unfinished.keeper.forget(form.uid)
        self._close()
        context.notices.undoable(sentence, partial(self._take_back_deed, form, deeds.new_uid()))

    def _tell_refused(self, form: ArrivalForm, refused: DeskError) -> None:
        """Say why nothing was recorded; of whom somebody erased at another counter, it is asked again."""
        sentence = refused.said(self.t)
        if isinstance(refused, mail_intake.OthersRecorded):
            form.uid = deeds.new_uid()  # what is left of it is another deed
            self._keep()
        elif isinstance(refused, NotFound):
            again = self.unfinished.read(form.uid, form.body())
            if again.open_ones() != form.open_ones():
                sentence = self.t("Somebody on this list was erased. Say again for whom the piece is.")
                self._reopen(again)
        self.context.notices.warn(sentence)

    def _unregister(self, customer_id: int) -> None:
        self.people.unregister(customer_id, deeds.new_uid())

    def _ask_again(self, customer_id: int) -> None:
        """Ask again for whom pieces are that were for a company registered by mistake."""
        form = self.form
        if form is not None and customer_id in form.named():
            self._reopen(self.unfinished.read(form.uid, form.body()))

    def _recorded(self, visit: CarrierVisit, form: ArrivalForm) -> str:
        parts = [
            self.t(
                "{carrier}: {what}",
                carrier=self.writing.carrier_name(),
                what=said.sum_of(form.counts(), self.t),
            ),
            self.t("recorded, {number}", number=visit.number),
        ]
        later = sum(piece.who is None or piece.who.customer_id is None for piece in form.pieces)
        if later:
            parts.append(self.t.many("{n} piece to settle", "{n} pieces to settle", later))
        if mail_intake.wants_sheet(visit):
            parts.append(self.t("the sheet to sign goes to the printer"))
        return " · ".join(parts)

    def _take_back_deed(self, form: ArrivalForm, uid: str) -> None:
        """Undo what was recorded, and open the list again to mend it."""

        def undone() -> str:
            form.uid = deeds.new_uid()
            if self._mend(form):
                return self.t("The delivery is taken back. You can change it.")
            return self.t("The delivery is taken back. First record the one that is open.")

        undoing.take_back(self.context, form.uid, uid, undone)

    def _connect(self) -> None:
        self.tiles.chosen.connect(self.use_carrier)
        self.page.entry.other_carrier.connect(self._ask_carrier)
        self.page.signing.asked.connect(self.main_action)
        self.writing.changed.connect(self._keep)
        self.writing.taking.carrier_asked.connect(self._scanned_carrier)
        # A scan writes nothing in its slot: what it asks to record waits for the next turn.
        self.writing.taking.record_asked.connect(self.main_action, Qt.ConnectionType.QueuedConnection)
        self.writing.unnamed.connect(self._unregister, Qt.ConnectionType.QueuedConnection)
        self.people.unregistered.connect(self._ask_again)
        self.unfinished.resumed.connect(self._open)
        self.unfinished.forgotten.connect(self._on_forgotten)
