"""Carrier: give what goes back and what goes out to the carrier that is here, piece by piece, and have it signed."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats
from concierge_desk.errors import DeskError
from concierge_desk.models import Carrier, CarrierVisit, Item, MailItem, MailKind, MailWay
from concierge_desk.models.saying import Saying
from concierge_desk.operations import brands, carrier_visits, deeds, mail_reading, scans
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.ui import undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.dropoff_keys import digit_of
from concierge_desk.ui.screens.dropoff_typing import ENTER
from concierge_desk.ui.screens.mail_carrier_draft import CarrierForm, UnfinishedCarrier
from concierge_desk.ui.screens.mail_carrier_page import CarrierPage, whose_is
from concierge_desk.ui.screens.mail_carrier_tiles import CarrierTiles
from concierge_desk.ui.screens.struck import Struck
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.screens.visit_pads import PAPER_KEY
from concierge_desk.ui.widgets.one_page import OnePage

_ENDS = frozenset({Saying.RECORD, Saying.CLOSE})


class CarrierPanel(Panel):
    """First which carrier is here, then what it takes; `arrive(carrier_id=1)`."""

    shows: ClassVar[frozenset[type]] = frozenset({Carrier, Item, MailItem})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make both pages; which carrier comes first."""
        super().__init__(context, parent)
        t = self.t
        self._carriers: dict[int, Carrier] = {}
        self.form: CarrierForm | None = None
        self._showing = False
        self._was_asked = False
        self._struck = Struck()
        self.tiles = CarrierTiles(
            t("Which carrier takes mail away?"),
            t("Press its tile or its digit, or scan a piece that leaves."),
        )
        self.page = CarrierPage(t)
        self.unfinished = UnfinishedCarrier(context, self)
        self._first = QWidget(self)
        lines = QVBoxLayout(self._first)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.unfinished.offer)
        lines.addWidget(self.tiles, 1)
        self._pages = OnePage(self)
        self._pages.addWidget(self._first)
        self._pages.addWidget(self.page)
        self.tiles.chosen.connect(self.use_carrier)
        self.page.changed.connect(self._on_changed)
        self.page.other_carrier.connect(self._leave)
        self.page.signing.asked.connect(self.main_action)
        self.page.signing.pads.changed.connect(self._keep)
        self.unfinished.resumed.connect(self._open)
        self.unfinished.forgotten.connect(self._on_forgotten)

    @property
    def carrier_id(self) -> int | None:
        """The carrier that is here."""
        return None if self.form is None else self.form.carrier_id

    @override
    def refresh(self) -> None:
        """Ask again which carriers there are, and what waits for each."""
        desk = self.context.desk
        self._carriers = {each.id: each for each in desk.ask(carrier_visits.carriers) if each.takes_out}
        waits = desk.ask(carrier_visits.counts_to_take)
        under = {key: self._waits(waits[key]) for key in self._carriers}
        self.tiles.show_carriers(list(self._carriers.values()), self.t.language, under)
        if self.form is None:
            self.unfinished.look(self._carriers)
            return
        rows = desk.ask(carrier_visits.to_take, carrier_id=self.form.carrier_id, language=self.t.language)
        self.page.show_rows(rows)

    @override
    def arrive(self, **what: object) -> None:
        """Come with a carrier in mind, or with one of its sheets."""
        carrier_id, visit_id = what.get("carrier_id"), what.get("carrier_visit_id")
        uid, body = what.get("form_uid"), what.get("form_body")
        if isinstance(uid, str) and isinstance(body, dict):
            self._open(self.unfinished.read(uid, body))
        if isinstance(carrier_id, int):
            self.use_carrier(carrier_id)
        if isinstance(visit_id, int):
            self._tell_sheet(visit_id)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand what is open over to the screen that takes this one's place."""
        self.unfinished.keeper.keep_now()
        return {} if self.form is None else {"form_uid": self.form.uid, "form_body": self.form.body()}

    @override
    def take_scan(self, code: str) -> bool:
        """Tick the piece that was scanned; before a carrier is chosen, it chooses its own."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is FoundKind.CARRIER:
            self.use_carrier(found.id)
            return True
        if found.kind is FoundKind.SAYING and self.carrier_id is not None:
            return self._take_saying(Saying(found.id))
        return found.kind is FoundKind.ITEM and self._take_item(found)

    @override
    def main_action(self) -> None:
        """Let the carrier take what is ticked; what stays is asked once."""
        if self.form is None:
            self.context.notices.warn(self.t("First choose the carrier."))
            return
        repeated, stays = self._struck.is_repeated(), self.page.unticked()
        if not self.page.ticked:
            self.context.notices.warn(self.t("Scan or tick what the carrier takes. Ctrl A ticks all."))
        elif stays and (repeated or not self._was_asked):
            self._was_asked = True
            names = ", ".join(row.number or whose_is(row) or row.label for row in stays[:3])
            more = "…" if len(stays) > 3 else ""  # noqa: PLR2004  # as many as are named
            self.page.ask(
                self.t("These stay here: {names}. Look again, or press F12 once more.", names=names + more)
            )
        else:
            self._take(self.form)

    @override
    def go_back(self) -> bool:
        """Go back to the carriers; what was ticked can be taken in hand again."""
        if self.form is not None:
            self._leave()
        elif self.unfinished.offer.asks():
            self.unfinished.offer.refuse()
        else:
            return False
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Begin in the list, or at the tiles."""
        return self.tiles.first() if self.carrier_id is None else self.page.leaving.list

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a carrier by its digit; Ctrl and A ticks all, P signs on the paper."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.form is None and self.unfinished.offer.asks() and Qt.Key(event.key()) in ENTER:
            self.unfinished.offer.accept()
            done = True
        elif self.form is None:
            done = self.tiles.press(digit_of(event))
        else:
            done = True
            if ctrl and event.key() == Qt.Key.Key_A:
                self.page.tick_all()
            elif event.text().upper() == PAPER_KEY:
                self.page.signing.pads.toggle_paper()
            else:
                done = False
        if not done:
            super().keyPressEvent(event)

    def use_carrier(self, carrier_id: int) -> None:
        """Show what waits for a carrier that is here."""
        if carrier_id not in self._carriers:
            self.context.notices.warn(self.t("This carrier takes nothing away."))
            return
        if self.form is None and self.unfinished.is_offered_for(carrier_id):
            self.unfinished.offer.accept()
        elif self.form is None or carrier_id != self.form.carrier_id:
            # A scan writes nothing in its slot: what was ticked for another carrier is given up in the next turn.
            QTimer.singleShot(0, self, partial(self._give_up, self.form))
            self._open(CarrierForm(carrier_id))
        else:
            self._open(self.form)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep everything when another screen, the lock or the end of the day comes."""
        self.unfinished.keeper.keep_now()
        super().hideEvent(event)

    def _open(self, form: CarrierForm) -> None:
        """Show what waits for a carrier, with what was ticked and who signed."""
        if form.carrier_id not in self._carriers:
            self.unfinished.keeper.forget(form.uid)  # it takes nothing away any more
            return
        is_other, ticked = form is not self.form, list(form.ticked)
        self._showing = True
        self.form = form
        self.unfinished.offer.hide()
        if is_other:
            self._was_asked = False
            self._struck.forget()
            self.page.begin(self._carriers[form.carrier_id].name_in(self.t.language))
        self.refresh()
        if is_other:
            for item_id in ticked:
                self.page.tick(item_id)
            form.show_signed(self.page.signing.pads)
        self._showing = False
        self._keep()
        self._pages.setCurrentWidget(self.page)
        self.page.leaving.list.setFocus()

    def _keep(self) -> None:
        """Keep what is ticked, and who signed."""
        if self.form is not None and not self._showing:
            self.form.take_down(list(self.page.ticked), self.page.signing.pads)
            self.unfinished.keeper.keep(self.form)

    def _leave(self) -> None:
        """Go back to the carriers."""
        form = self.form
        self._close()
        self._give_up(form)

    def _give_up(self, form: CarrierForm | None) -> None:
        """Keep a form no longer; a word brings it back."""
        if form is not None:
            self.unfinished.keeper.forget(form.uid)
            if not form.is_empty():
                self._on_forgotten(form)

    def _on_forgotten(self, form: CarrierForm) -> None:
        said_given_up = self.t("Nothing was given to the carrier.")
        self.context.notices.undoable(said_given_up, partial(self._open_again, form))

    def _open_again(self, form: CarrierForm) -> None:
        """Take a form in hand that was given up; one that is open meanwhile is offered as soon as that is done."""
        if self.form is not None and self.form is not form:
            self.unfinished.put_aside(self.form)
        self._open(form)

    def _take_item(self, found: Found) -> bool:
        """Tick a piece; one that is not for this carrier is said, and stays."""
        t = self.t
        rows = self.context.desk.ask(mail_reading.rows, item_ids=[found.id], language=t.language)
        if not rows:
            return False
        row = rows[0]
        if self.carrier_id is None and row.waits_for_carrier:
            takers = self.context.desk.ask(brands.takers, item_id=found.id)
            here = [each for each in takers if each in self._carriers]
            if here:
                self.use_carrier(here[0])
        if self.carrier_id is None:
            return False
        if not self.page.tick(found.id):
            name = row.number or whose_is(row) or row.label
            self.context.notices.warn(
                t("{piece} is for {carrier}. Put it back.", piece=name, carrier=row.carrier)
                if row.waits_for_carrier
                else t("{piece} does not leave today. Put it back.", piece=name)
            )
        return True

    def _take_saying(self, word: Saying) -> bool:
        if word in _ENDS:
            QTimer.singleShot(0, self, self.main_action)
        elif word is Saying.ON_PAPER:
            if not self.page.signing.pads.is_on_paper():
                self.page.signing.pads.toggle_paper()
        else:
            return False
        return True

    def _take(self, form: CarrierForm) -> None:
        context, pads, uid, carrier_id = self.context, self.page.signing.pads, form.uid, form.carrier_id
        try:
            visit = context.desk.do(
                carrier_visits.take,
                carrier_id=carrier_id,
                item_ids=list(self.page.ticked),
                driver=pads.driver.text(),
                signature=[] if pads.is_on_paper() else pads.pad.strokes(),
                signed=pads.signed(),
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=uid,
            )
        except DeskError as refused:
            context.notices.warn(refused.said(self.t))
            self.refresh()
            return
        sentence = self.t(
            "{carrier} took {what}. The deposit slip {number} is in the row of papers (F10).",
            carrier=self._carriers[carrier_id].name_in(self.t.language),
            what=said.sum_of(_counts(visit), self.t),
            number=visit.number,
        )
        self.unfinished.keeper.forget(uid)
        self._close()
        context.notices.undoable(sentence, partial(self._undo, uid, deeds.new_uid()))

    def _undo(self, uid: str, deed_uid: str) -> None:
        words = self.t("Undone. Everything is back where it was.")
        undoing.take_back(self.context, uid, deed_uid, lambda: words)

    def _tell_sheet(self, visit_id: int) -> None:
        """Say what a carrier's sheet is about."""
        visits = self.context.desk.ask(carrier_visits.recent, limit=500)
        visit = next((each for each in visits if each.id == visit_id), None)
        if visit is None:
            return
        t, way = self.t, visit.way is MailWay.IN
        values = {
            "number": visit.number,
            "carrier": visit.carrier.name_in(t.language),
            "what": said.sum_of(_counts(visit), t),
            "when": formats.moment_short(visit.at, t.language),
        }
        self.context.notices.say(
            t("{number}: {carrier} brought {what}, {when}.", **values)
            if way
            else t("{number}: {carrier} took {what}, {when}.", **values)
        )

    def _on_changed(self) -> None:
        self._was_asked = False
        self.page.ask("")
        self._keep()

    def _close(self) -> None:
        self.form = None
        self._pages.setCurrentWidget(self._first)
        self.refresh()
        first = self.tiles.first()
        if first is not None:
            first.setFocus()

    def _waits(self, count: int) -> str:
        return self.t.many("{n} piece waits", "{n} pieces wait", count) if count else self.t("nothing waits")


def _counts(visit: CarrierVisit) -> dict[MailKind, int]:
    return {MailKind(kind): count for kind, count in visit.found.items()}
