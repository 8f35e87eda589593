"""Who may collect for a customer: until when, and whether their identity document was seen; never a copy of it."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import Collector
from concierge_desk.operations.measures import read_day
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


class CollectorsCard(Card):
    """The people who may collect; `asked` carries a name, a last day or None, and whether the document was seen."""

    asked = Signal(str, object, bool)
    withdrawn = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(texts("Who may collect"), "user-check", parent)
        self.t = texts
        self._today = date.min
        self._nobody = Words(texts("Only the customer. Add somebody they trust."), 15, "soft")
        self._people = QVBoxLayout()
        self.opener = Button(texts("Add a person"), "user-plus", small=True)
        self.opener.clicked.connect(self.open_form)
        self._form = QWidget(self)
        self.name = LabelledField(texts("Name of the person"))
        self.until = LabelledField(texts("Until (may stay empty)"), hint=texts("31/12/2026"))
        self.seen = QCheckBox(texts("Identity document seen"))
        self.seen.setAccessibleName(texts("Identity document seen"))
        self._add = Button(texts("Authorise"), "check", kind="primary", small=True)
        self._add.clicked.connect(self.add)
        self._cancel = Button(texts("Cancel"), "x", small=True)
        self._cancel.clicked.connect(self.close_form)
        self._lines = QVBoxLayout(self._form)
        for piece in (self.name, self.until, self.seen):
            self._lines.addWidget(piece)
        answers = FlowLayout()
        answers.addWidget(self._add)
        answers.addWidget(self._cancel)
        self._lines.addLayout(answers)
        self.body.addWidget(self._nobody)
        self.body.addLayout(self._people)
        self.body.addWidget(self._form)
        self.body.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.name, self.until):
            field.edit.returnPressed.connect(self.add, Qt.ConnectionType.QueuedConnection)
            field.edit.textEdited.connect(field.accept)
        self._form.hide()
        theme.follow(self, self._fit_form)

    def show_collectors(self, collectors: Iterable[Collector], today: date) -> None:
        """Show who may collect today; an authorisation that has ended is left out."""
        self._today = today
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [each for each in collectors if each.until_on is None or each.until_on >= today]
        for each in shown:
            self._people.addWidget(self._row(each))
        self._nobody.setVisible(not shown)

    def open_form(self) -> None:
        """Begin to add a person."""
        for field in (self.name, self.until):
            field.set_text("")
            field.accept()
        self.seen.setChecked(False)
        self._form.show()
        self.opener.hide()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> bool:
        """Leave the form; False when it was not open."""
        opened = not self._form.isHidden()
        self._form.hide()
        self.opener.show()
        if opened:
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
        return opened

    def add(self) -> None:
        """Ask for the authorisation; what is wrong is said under its field."""
        t, typed = self.t, self.until.text()
        until_on = read_day(typed, self._today) if typed else None
        if not self.name.text():
            self.name.refuse(t("A name is missing."))
            self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif typed and (until_on is None or until_on < self._today):
            self.until.refuse(t("Write a day to come, such as 31/12/2026."))
            self.until.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.asked.emit(self.name.text(), until_on, self.seen.isChecked())

    def _row(self, collector: Collector) -> RowCard:
        t = self.t
        said = t("no end")
        if collector.until_on is not None:
            said = t("until {day}", day=formats.day_numeric(collector.until_on, t.language))
        document = t("identity document seen") if collector.identity_seen else t("identity document not seen")
        row = RowCard(Row(collector.id, collector.name, f"{said} · {document}"), self, frame=False)
        row.not_chosen_by_click()
        away = Button(t("Withdraw"), "x", small=True)
        away.setAccessibleDescription(collector.name)
        away.clicked.connect(partial(self.withdrawn.emit, collector.id))
        row.trail.addWidget(away)
        return row

    def _fit_form(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self._people.setSpacing(0)
