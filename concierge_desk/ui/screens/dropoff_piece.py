"""What is said of one piece: its state, a note, its details, its price, the tag that is already on it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from concierge_desk import formats
from concierge_desk.models import Article, Service
from concierge_desk.models.service import in_language
from concierge_desk.money import Money
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.dropoff_form import NOTE, Counted, imei_fits
from concierge_desk.ui.screens.dropoff_list import facts_of
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.together import together
from concierge_desk.ui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

_TWO_COLUMNS = 420


class PieceCard(Card):
    """The card below the tiles; it writes straight into the piece and tells that it has `changed`."""

    changed = Signal()
    copy_asked = Signal()
    opened = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it without a piece."""
        super().__init__(texts("State of the piece"), "alert-triangle", parent, icon_role="amber")
        self.t = texts
        self._piece: Counted | None = None
        self._article: Article | None = None
        self._service: Service | None = None
        self._kind: tuple[int, bool] | None = None
        self._chips: dict[str, Chip] = {}
        self._openers: list[Chip] = []
        self._fields: dict[str, LabelledField] = {}
        self._ticks: dict[str, QCheckBox] = {}
        self._chip_row = FlowLayout()
        self._said = Words("", 15, "soft")
        self._note = LabelledField(texts("Note"), hint=texts("For example: ink stain on the collar"))
        self._note.edit.textEdited.connect(self._note_edited)
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._copy = Chip("", self, icon="stack-2", checkable=False)
        self._copy.clicked.connect(self.copy_asked)
        self._saying = QHBoxLayout()
        self._saying.addWidget(self._said, 1)
        self._saying.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self._chip_row)
        self.body.addWidget(self._note)
        self.body.addWidget(self._form)
        self.body.addLayout(self._saying)
        self._open(note=False, details=False)
        theme.follow(self, self._fit_form)

    def show_piece(self, number: int, piece: Counted, article: Article, service: Service) -> None:
        """Show what is said of a piece; `number` counts from 1."""
        other = piece is not self._piece
        kind = (service.id, article.on_quote)
        self._piece, self._article, self._service = piece, article, service
        name = piece.label.strip() or article.name(self.t.language)
        self.set_title(self.t("State of piece {number} — {name}", number=number, name=name))
        if kind != self._kind:
            self._kind = kind
            self._make_chips(service)
            self._make_fields(service, article)
        if other:
            self._open(note=False, details=False)
        self._show_values()

    def show_similar(self, count: int) -> None:
        """Tell how many pieces of the same article the details can be copied to."""
        said = self.t.many("Copy to the other one", "Copy to the {n} others", count)
        self._copy.setText(said)
        worth = count > 0 and self._piece is not None and self._piece.described()
        self._copy.setVisible(worth)

    def piece(self) -> Counted | None:
        """Give the piece that is shown."""
        return self._piece

    def toggle_chip(self, number: int) -> bool:
        """Press a chip by its place, from 0: a reserve, the note, the details; False when there is none."""
        chips = [*self._chips.values(), *self._openers]
        if not 0 <= number < len(chips):
            return False
        chips[number].click()
        return True

    def chip(self, key: str) -> Chip:
        """Give the chip of a reserve."""
        return self._chips[key]

    def field(self, key: str) -> LabelledField:
        """Give a field of the details by its key; `note` for the note."""
        return self._note if key == NOTE else self._fields[key]

    def tick(self, key: str) -> QCheckBox:
        """Give a question of the details by its key."""
        return self._ticks[key]

    def write_note(self) -> None:
        """Open the note and go there."""
        self._open(note=True, details=self._form.isVisibleTo(self))
        self.opened.emit()
        self._note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_details(self) -> None:
        """Open the details, or close them."""
        opened = not self._form.isVisibleTo(self)
        self._open(note=self._note.isVisibleTo(self), details=opened)
        if opened:
            self.opened.emit()
            first = next(iter(self._fields.values()))
            first.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_details(self) -> bool:
        """Close what is open; False when nothing is."""
        opened = self._form.isVisibleTo(self) or self._note.isVisibleTo(self)
        self._open(note=False, details=False)
        return opened

    def _open(self, *, note: bool, details: bool) -> None:
        self._note.setVisible(note)
        self._form.setVisible(details)
        self._show_said()

    def _make_chips(self, service: Service) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = {}
        for each in service.chips:
            chip = Chip(in_language(each["names"], self.t.language), self)
            chip.toggled.connect(partial(self._reserve_toggled, each["key"]))
            self._chips[each["key"]] = chip
        note = Chip(self.t("Note…"), self, icon="pencil", checkable=False)
        note.clicked.connect(self.write_note)
        details = Chip(self.t("Details…"), self, icon="list-check", checkable=False)
        details.clicked.connect(self.show_details)
        self._openers = [note, details]
        with together(self):
            for number, chip in enumerate((*self._chips.values(), note, details), 1):
                chip.setAccessibleDescription(self.t("Alt+{digit}", digit=number))
                self._chip_row.addWidget(chip)
                chip.show()

    def _make_fields(self, service: Service, article: Article) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        t = self.t
        self._fields, self._ticks = {}, {}
        for each in service.fields:
            self._add_service_field(each["key"], in_language(each["names"], t.language), each["kind"])
        self._add_field("label", LabelledField(t("Name of the piece"), hint=article.name(t.language)))
        if article.on_quote:
            self._add_money("ceiling", t("Accepted up to"))
            self._add_money("price", t("Price, once agreed"))
        self._add_field("tag", LabelledField(t("Tag already on the piece"), hint=t("Scan it, or type it")))
        self._lay_fields()

    def _add_service_field(self, key: str, name: str, kind: str) -> None:
        if kind == "yes_no":
            tick = QCheckBox(name)
            tick.setAccessibleName(name)
            tick.toggled.connect(partial(self._answered, key))
            self._ticks[key] = tick
        else:
            hint = self.t("15 digits: dial *#06#") if kind == "imei" else ""
            self._add_field(key, LabelledField(name, hint=hint))

    def _add_money(self, key: str, name: str) -> None:
        edit = MoneyEdit(name, self.t.language)
        edit.money_changed.connect(partial(self._amount_changed, key))
        self._fields[key] = LabelledField(name, edit=edit)

    def _add_field(self, key: str, field: LabelledField) -> None:
        take: dict[str, Callable[[str], None]] = {"label": self._label_edited, "tag": self._tag_edited}
        field.edit.textEdited.connect(take.get(key, partial(self._detail_edited, key)))
        if key == "imei":
            field.edit.editingFinished.connect(self._check_imei)
        self._fields[key] = field

    def _lay_fields(self) -> None:
        pieces: list[QWidget] = [*self._fields.values()]
        across = 2 if self.width() >= theme.px(_TWO_COLUMNS) else 1
        for number, piece in enumerate(pieces):
            self._grid.addWidget(piece, number // across, number % across, Qt.AlignmentFlag.AlignTop)
        row = -(-len(pieces) // across)
        for number, tick in enumerate(self._ticks.values()):
            self._grid.addWidget(tick, row + number, 0, 1, across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if across > 1 else 0)

    def _show_values(self) -> None:
        piece, service = self._piece, self._service
        if piece is None or service is None:
            return
        for key, chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(key in piece.conditions)
            chip.blockSignals(False)
            chip.updateGeometry()
            chip.update()
        for key, tick in self._ticks.items():
            tick.blockSignals(True)
            tick.setChecked(bool(piece.details.get(key)))
            tick.blockSignals(False)
        for key, field in self._fields.items():
            self._show_value(key, field, piece)
        self._note.set_text(str(piece.details.get(NOTE, "")))
        self._check_imei()
        self._say(piece, service)

    def _show_value(self, key: str, field: LabelledField, piece: Counted) -> None:
        edit: QLineEdit = field.edit
        if isinstance(edit, MoneyEdit):
            value: Money | None = getattr(piece, key)
            if not edit.hasFocus():
                edit.set_money(value)
            if key == "ceiling" and self._article is not None and self._article.ceiling is not None:
                edit.setPlaceholderText(formats.amount(self._article.ceiling, self.t.language))
        elif key in {"label", "tag"}:
            field.set_text(getattr(piece, key))
        else:
            field.set_text(str(piece.details.get(key, "")))

    def _say(self, piece: Counted, service: Service) -> None:
        parts: list[tuple[str, bool]] = []
        for word, value in facts_of(service, piece, self.t.language, self.t):
            if parts:
                parts.append((" · ", False))
            if word:
                parts += [(f"{word} ", False), (value, True)]
            else:
                parts.append((value, False))
        self._said.set_parts(parts)
        self._show_said()

    def _show_said(self) -> None:
        """Say what was noted, unless its fields are open."""
        self._said.setVisible(bool(self._said.text()) and not self._form.isVisibleTo(self))

    def _tell(self) -> None:
        if self._piece is not None and self._service is not None:
            self._say(self._piece, self._service)
        self.changed.emit()

    def _reserve_toggled(self, key: str, on: bool) -> None:
        if self._piece is not None and on is not (key in self._piece.conditions):
            kept = [each for each in self._chips if each in self._piece.conditions or each == key]
            self._piece.conditions = kept if on else [each for each in kept if each != key]
            self._tell()

    def _note_edited(self, typed: str) -> None:
        self._detail_edited(NOTE, typed)

    def _detail_edited(self, key: str, typed: str) -> None:
        if self._piece is None:
            return
        if typed.strip():
            self._piece.details[key] = typed
        else:
            self._piece.details.pop(key, None)
        if key == "imei" and imei_fits(typed):
            self._fields[key].accept()
        self._tell()

    def _answered(self, key: str, yes: bool) -> None:
        if self._piece is None:
            return
        if yes:
            self._piece.details[key] = True
        else:
            self._piece.details.pop(key, None)
        self._tell()

    def _label_edited(self, typed: str) -> None:
        if self._piece is not None:
            self._piece.label = typed
            self._tell()

    def _tag_edited(self, typed: str) -> None:
        if self._piece is not None:
            self._piece.tag = typed.strip()
            self._tell()

    def _amount_changed(self, key: str, amount: Money | None) -> None:
        if self._piece is not None:
            setattr(self._piece, key, amount)
            self._tell()

    def _check_imei(self) -> None:
        field = self._fields.get("imei")
        if field is None or self._piece is None:
            return
        if self._piece.imei_is_wrong():
            field.refuse(self.t("This IMEI has a mistake. It has fifteen digits; dial *#06# to read it."))
        else:
            field.accept()

    def _fit_form(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
