"""The fields of a person, for a new one and for one we know; a sentence stands under what is wrong."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.errors import BadEmail, BadPhone, DeskError
from concierge_desk.models import Channel, Customer, Notify, Rows
from concierge_desk.texts import LANGUAGE_NAMES, LANGUAGES, N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.status_words import CHANNELS
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

NOTIFY_WORDS = {
    Notify.SMS: N_("Text message"),
    Notify.PHONE: N_("Call"),
    Notify.EMAIL: N_("E-mail"),
    Notify.NONE: N_("Do not tell"),
}
_CHANNELS = (Channel.SMS, Channel.PHONE, Channel.EMAIL)
"""The channels that reach people away from the counter."""
_TEXTS = (
    ("name", N_("Name"), ""),
    ("phone", N_("Phone"), "06 12 34 56 78"),
    ("email", N_("E-mail"), "claire@exemple.fr"),
    ("company", N_("Company"), ""),
    ("place", N_("Building, floor"), ""),
    ("note", N_("Note for the counter"), N_("For example: fold the shirts, no hanger")),
)
_ERRORS: dict[type[DeskError], str] = {BadPhone: "phone", BadEmail: "email"}


class Choice(QWidget):
    """A word, and a few answers of which one holds."""

    chosen = Signal(str)

    def __init__(self, name: str, segments: list[Segment], parent: QWidget | None = None) -> None:
        """Show the answers; the first holds."""
        super().__init__(parent)
        self.bar = SegmentBar()
        self.bar.show_segments(segments)
        self.bar.setAccessibleName(name)
        self.bar.chosen.connect(self.chosen)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Words(name, 14, "soft"))
        self._lines.addWidget(self.bar)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(3))


class CustomerFields(QWidget):
    """All that is kept of a person; `left` carries the name of a field that was typed in and left."""

    left = Signal(str)
    entered = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None, *, with_note: bool = True) -> None:
        """Make the fields empty."""
        super().__init__(parent)
        self.t = texts
        self._fields: dict[str, LabelledField] = {}
        for key, words, hint in _TEXTS:
            if key == "note" and not with_note:
                continue
            field = LabelledField(texts(words), hint=texts(hint) if key == "note" else hint)
            field.edit.editingFinished.connect(partial(self.left.emit, key))
            field.edit.returnPressed.connect(self.entered)
            field.edit.textEdited.connect(field.accept)
            self._fields[key] = field
        self._notify = Choice(
            texts("To tell them"), [Segment(way.value, texts(said)) for way, said in NOTIFY_WORDS.items()]
        )
        self._notify.chosen.connect(partial(self._chosen, "notify"))
        self._language = Choice(
            texts("Their language"), [Segment(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        )
        self._language.chosen.connect(partial(self._chosen, "language"))
        self.company = Chip(texts("It is a company"), icon="building")
        self.company.toggled.connect(self._on_company)
        self.never = {each: Chip(texts(CHANNELS[each][0])) for each in _CHANNELS if with_note}
        for chip in self.never.values():
            chip.toggled.connect(self._on_refused)
        self._is_shown = False
        self._rows: list[QHBoxLayout] = []
        self._lines = QVBoxLayout(self)
        self._lay(with_note=with_note)
        self.clear()
        theme.follow(self, self._fit)

    def field(self, key: str) -> LabelledField:
        """Give a field by its key."""
        return self._fields[key]

    def notify(self) -> SegmentBar:
        """Give the answers to how the person is told."""
        return self._notify.bar

    def language(self) -> SegmentBar:
        """Give the languages."""
        return self._language.bar

    def texts_typed(self) -> dict[str, str]:
        """Tell what is in the fields, by their keys."""
        return {key: field.text() for key, field in self._fields.items()}

    def chosen_notify(self) -> Notify:
        """Tell how the person wants to be told."""
        return Notify(self._notify.bar.current())

    def chosen_language(self) -> str:
        """Tell the person's language."""
        return self._language.bar.current()

    def is_company(self) -> bool:
        """Tell whether it is a company, which gets mail of its own."""
        return self.company.isChecked()

    def refuses(self) -> list[str]:
        """Tell the channels on which they want no message, as they are kept."""
        return sorted(each.value for each, chip in self.never.items() if chip.isChecked())

    def clear(self) -> None:
        """Empty every field."""
        self._show_chips(is_company=False, refuses=[])
        for field in self._fields.values():
            field.set_text("")
            field.accept()
        self._notify.bar.choose(Notify.NONE.value)
        self._language.bar.choose(LANGUAGES[0])

    def show_customer(self, customer: Customer) -> None:
        """Show a person; a field that is being typed in stays as it is."""
        for key, field in self._fields.items():
            if not field.edit.hasFocus() or not field.edit.isModified():
                field.set_text(getattr(customer, key))
                field.edit.setModified(False)
                field.accept()
        self._show_chips(is_company=customer.is_company, refuses=customer.refuses)
        self._notify.bar.choose(customer.notify.value)
        self._language.bar.choose(customer.language if customer.language in LANGUAGES else LANGUAGES[0])

    def refuse(self, refusal: DeskError, key: str = "name") -> None:
        """Say what is wrong under its field."""
        field = self._fields[_ERRORS.get(type(refusal), key)]
        field.refuse(refusal.said(self.t))
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, key: str, _answer: str) -> None:
        self.left.emit(key)

    def _show_chips(self, *, is_company: bool, refuses: Rows) -> None:
        """Show what holds, without telling it as a change."""
        self._is_shown = False
        self.company.setChecked(is_company)
        for channel, chip in self.never.items():
            chip.setChecked(channel.value in refuses)
        self._is_shown = True

    def _on_company(self) -> None:
        if self._is_shown:
            self.left.emit("is_company")

    def _on_refused(self) -> None:
        if self._is_shown:
            self.left.emit("refuses")

    def _lay(self, *, with_note: bool) -> None:
        self._lines.addWidget(self._fields["name"])
        self._lines.addWidget(self.company, 0, Qt.AlignmentFlag.AlignLeft)
        for first, second in (("phone", "email"), ("company", "place")):
            row = QHBoxLayout()
            row.addWidget(self._fields[first], 9, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._fields[second], 13, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
            self._lines.addLayout(row)
        self._lines.addWidget(self._notify)
        self._lines.addWidget(self._language)
        if with_note:
            self._lines.addWidget(Words(self.t("Never tell them by"), 14, "soft"))
            never = FlowLayout(gap=8)
            for chip in self.never.values():
                never.addWidget(chip)
            self._lines.addLayout(never)
            self._lines.addWidget(self._fields["note"])

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
        for row in self._rows:
            row.setSpacing(theme.px(12))
