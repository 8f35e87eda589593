"""The running counts by kind beside what the carrier's own sheet says: they agree, or the difference is said."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from concierge_desk.models import MailKind
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import mail_arrival_words as said
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm
from concierge_desk.ui.widgets.numbers import Number
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Line, Words

_MOST = 500
_ALWAYS = frozenset({MailKind.LETTER, MailKind.REGISTERED, MailKind.PARCEL})
_KIND, _FOUND, _SHEET, _MARK = range(4)


class Counts(QWidget):
    """One line for each kind: how many are written down, how many the sheet says; `changed` carries the sheet."""

    changed = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Count nothing yet."""
        super().__init__(parent)
        self._t = texts
        self._sheet: dict[str, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(_KIND, 1)
        for column, words in ((_FOUND, texts("here")), (_SHEET, texts("on the sheet"))):
            self._grid.addWidget(Words(words, 14, "soft"), 0, column, Qt.AlignmentFlag.AlignRight)
        self.found: dict[MailKind, Number] = {}
        self.fields: dict[MailKind, QLineEdit] = {}
        self._parts: dict[MailKind, tuple[Line, Picture]] = {}
        for number, kind in enumerate(MailKind, 1):
            self._lay_kind(number, kind)
        self.verdict = Words("", 15)
        self._grid.addWidget(self.verdict, len(MailKind) + 1, 0, 1, 4)
        theme.follow(self, self._fit)

    def show_form(self, form: ArrivalForm) -> None:
        """Show what is counted; what is being typed of the sheet stays."""
        counts, more = form.counts(), form.differences()
        self._sheet = dict(form.sheet)
        for kind, field in self.fields.items():
            shown = kind in _ALWAYS or bool(counts[kind]) or kind.value in form.sheet
            name, mark = self._parts[kind]
            self.found[kind].show_number(str(counts[kind]))
            for part in (name, self.found[kind], field):
                part.setVisible(shown)
            says = str(form.sheet[kind.value]) if kind.value in form.sheet else ""
            if not field.hasFocus() or not field.text():
                field.setText(says)
            agrees = kind not in more
            mark.setVisible(kind.value in form.sheet)
            mark.show_icon("check" if agrees else "alert-triangle", "tick" if agrees else "red")
        self._say(form, more)

    def _say(self, form: ArrivalForm, more: Mapping[MailKind, int]) -> None:
        t = self._t
        if not form.sheet:
            self.verdict.set_role("soft")
            self.verdict.setText(t("Write what the carrier’s sheet says, if there is one."))
        elif more:
            self.verdict.set_role("red")
            self.verdict.setText(said.differences(form, t))
        else:
            self.verdict.set_role("green")
            self.verdict.setText(t("It agrees with the sheet."))

    def _lay_kind(self, number: int, kind: MailKind) -> None:
        name = Line(self._t(said.SHORT[kind]), 16)
        found = Number("0", 19, bold=True)
        field = QLineEdit(self)
        field.setValidator(QIntValidator(0, _MOST, field))
        field.setMaxLength(3)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(self._t("On the sheet: {kind}", kind=self._t(said.SHORT[kind])))
        field.textEdited.connect(self._edited)
        mark = Picture("check", "tick", 20)
        self._grid.addWidget(name, number, _KIND)
        self._grid.addWidget(found, number, _FOUND, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(field, number, _SHEET, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(mark, number, _MARK)
        self.found[kind], self.fields[kind], self._parts[kind] = found, field, (name, mark)

    def _edited(self) -> None:
        typed = {kind.value: field.text().strip() for kind, field in self.fields.items()}
        self.changed.emit({kind: int(count) for kind, count in typed.items() if count.isdigit()})

    def _fit(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        lower = f"QLineEdit {{ min-height: {theme.px(34)}px; padding: 0 {theme.px(8)}px; }}"
        for field in self.fields.values():
            field.setFixedWidth(theme.px(64))
            field.setStyleSheet(lower)
        self._grid.setColumnMinimumWidth(_MARK, theme.px(22))
