"""The left card of a delivery: what is in the hand, what it is, where it is put, and for whom it is."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import MailKind
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.measures import read_day
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.screens.mail_arrival_list import middle_of
from concierge_desk.ui.screens.mail_arrival_who import WhoPicker
from concierge_desk.ui.screens.mail_whom import Recipients
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_PARCELS = frozenset({MailKind.PARCEL, MailKind.EXPRESS})


class Entry(Card):
    """What is asked of one piece; everything stays until it is changed."""

    kind_chosen = Signal(object)
    number_typed = Signal(str)
    sender_typed = Signal(str)
    sender_entered = Signal()
    presented_chosen = Signal(object)
    other_carrier = Signal()

    def __init__(self, texts: Texts, people: Recipients, parent: QWidget | None = None) -> None:
        """Lay the card for a delivery that is not begun."""
        super().__init__(texts("Arrivals"), "package-import", parent)
        self._t = texts
        self.carriers: dict[str, str] = {}
        """The names, by their keys, of the carriers that this one brings for."""
        self.change = Button(texts("Another carrier"), parent=self, kind="quiet", small=True)
        self.change.clicked.connect(self.other_carrier)
        self.brand = Chip("", self, icon="truck-delivery", checkable=False)
        self.brand.setToolTip(texts("Whose piece it is: the next carrier (Ctrl B)"))
        self.head.addWidget(self.change)
        middle_of(self.head)
        self.kinds = SegmentBar(self)
        self.kinds.setAccessibleName(texts("What it is"))
        self.kinds.show_segments(
            [Segment(kind.value, texts(said.SHORT[kind]), KINDS[kind][1]) for kind in MailKind]
        )
        self.kinds.chosen.connect(lambda key: self.kind_chosen.emit(MailKind(key)))
        self.question = Words("", 18, bold=True)
        self.hint = Words("", 14, "amber")
        self.number = LabelledField(texts("Number"))
        self.number.edit.editingFinished.connect(lambda: self.number_typed.emit(self.number.text()))
        self.sent_by = LabelledField(texts("Sender"), hint=texts("if you like"))
        self.sent_by.edit.editingFinished.connect(lambda: self.sender_typed.emit(self.sent_by.text()))
        # Queued: the key that entered must be done with before the focus goes elsewhere.
        self.sent_by.edit.returnPressed.connect(self.sender_entered, Qt.ConnectionType.QueuedConnection)
        self.presented = LabelledField(texts("First presented on"), hint=texts("day/month"))
        self.presented.edit.editingFinished.connect(self._on_presented)
        self.who = WhoPicker(texts, people, self)
        self._today = date.min
        self._lay()

    def show_form(self, form: ArrivalForm, carrier: str, *, hint: str = "") -> None:
        """Show what is asked now; what is being typed stays."""
        piece, self._today = form.piece(), form.today
        kind = form.kind if piece is None else piece.kind
        self.set_title(carrier)
        self.kinds.choose(kind.value)
        self.question.setText(said.question(form, self._t))
        self._show_brand(form, kind, carrier)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.who.make_room(more=bool(hint))
        self._show_details(form, kind)
        self.who.same_button.setEnabled(form.last is not None)

    def _show_brand(self, form: ArrivalForm, kind: MailKind, here: str) -> None:
        """Show whose a parcel is, where who brings it brings for others too; a letter only when it is another's."""
        piece = form.piece()
        of_another = piece is not None and piece.carrier in self.carriers
        name = self.carriers[piece.carrier] if piece is not None and of_another else here
        self.brand.setText(name)
        self.brand.setAccessibleName(self._t("Piece of {carrier}", carrier=name))
        self.brand.setVisible(of_another or (piece is not None and bool(self.carriers) and kind in _PARCELS))

    def _show_details(self, form: ArrivalForm, kind: MailKind) -> None:
        """Show the number of a piece that is corrected, and the day of a registered one."""
        piece = form.piece()
        corrects = piece is not None and piece.who is not None
        on = (form.presented_on or form.today) if piece is None else piece.presented_on
        self.number.setVisible(corrects)
        self.number.set_text("" if piece is None else piece.number)
        self.sent_by.setVisible(corrects)
        if not self.sent_by.edit.hasFocus():
            self.sent_by.set_text("" if piece is None else piece.sender)
        self._place_presented(beside=self._pair if corrects else self._asking)
        self.presented.setVisible(kind is MailKind.REGISTERED)
        self.presented.accept()
        if kind is MailKind.REGISTERED and not self.presented.edit.hasFocus():
            self.presented.set_text(formats.day_numeric(on or form.today, self._t.language))

    def _place_presented(self, beside: QHBoxLayout) -> None:
        """Put the day beside the number, or beside the question where no number is shown: a line less is needed."""
        if beside.indexOf(self.presented) < 0:
            beside.addWidget(self.presented, 1 if beside is self._pair else 0)

    def _on_presented(self) -> None:
        """Take the day as typed; one that is none, or is still to come, is said."""
        if not self.presented.isVisible():
            return
        day = read_day(self.presented.text()) or self._of_this_year(self.presented.text())
        if day is None or day > self._today:
            self.presented.refuse(self._t("Write the day like 21/11, today or before."))
            return
        self.presented.accept()
        self.presented_chosen.emit(day)

    def _of_this_year(self, typed: str) -> date | None:
        """Read "21/11" as the last such day, which may have been last year."""
        for year in (self._today.year, self._today.year - 1):
            day = read_day(f"{typed}/{year}")
            if day is not None and day <= self._today:
                return day
        return None

    def _lay(self) -> None:
        self._asking, self._pair = QHBoxLayout(), QHBoxLayout()
        self._asking.addWidget(self.question, 1)
        self._asking.addWidget(self.presented)
        self._asking.addWidget(self.brand)
        self._pair.addWidget(self.number, 1)
        self._pair.addWidget(self.sent_by, 1)
        self.body.addWidget(self.kinds)
        self.body.addLayout(self._asking)
        self.body.addWidget(self.hint)
        self.body.addLayout(self._pair)
        self.body.addWidget(self.who, 1)
        theme.follow(self, self._fit_entry)

    def _fit_entry(self) -> None:
        self.body.setSpacing(theme.px(5))
        for row in (self._asking, self._pair):
            row.setSpacing(theme.px(10))
