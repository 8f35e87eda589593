"""Opening an incident of the item that is shown: what is wrong, in words and photos."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import IncidentKind
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.typed import NOTE
from concierge_desk.ui import photo_taking, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.photo_taking import PhotoTaking
from concierge_desk.ui.status_words import INCIDENT_ICONS, INCIDENTS
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.photo_strip import PhotoStrip, Shot
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar

_KINDS = (
    IncidentKind.DAMAGED,
    IncidentKind.MISSING,
    IncidentKind.LATE,
    IncidentKind.DISPUTED,
    IncidentKind.UNEXPECTED,
)
"""In the order in which a concierge needs them."""


class Opening(Card):
    """The form under an item; what is typed for one item is never sent for another."""

    sent = Signal(object, str, object)
    """Carries the kind, the note and the pictures."""
    turned = Signal()
    """It was shown or hidden."""
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay it, hidden."""
        t = context.texts
        super().__init__(t("What is wrong?"), "alert-triangle", parent, tone="today", icon_role="red")
        self._t = t
        self._item_id: int | None = None
        self._drafts: dict[int | None, tuple[str, str, list[Picture]]] = {}
        self.pictures: list[Picture] = []
        self.kinds = SegmentBar(self)
        self.kinds.setAccessibleName(t("What is wrong?"))
        self.kinds.show_segments(
            [Segment(each.value, _capital(t(INCIDENTS[each])), INCIDENT_ICONS[each]) for each in _KINDS]
        )
        self.note = LabelledField(t("Note"), self, hint=t("For example: a button is missing"))
        self.note.edit.setMaxLength(NOTE)
        self.note.edit.returnPressed.connect(self._on_send)
        self.strip = PhotoStrip(t("Photos"), self)
        self.strip.opened.connect(self._on_remove)
        self.taking = PhotoTaking(context, self, self._whose)
        self.taking.taken.connect(self._on_photo)
        self.photo = Button(t("Photos"), "camera", self, small=True)
        self.photo.clicked.connect(self.taking.choose)
        self.send = Button(
            t("Open the incident"), "check", self, kind="primary", small=True, key=shortcuts.shown("main", t)
        )
        self.send.clicked.connect(self._on_send)
        self.leave = Button(t("Leave it"), "x", self, small=True, key=shortcuts.shown("back", t))
        self.leave.clicked.connect(self.left)
        self._undoable = partial(context.notices.undoable, t("The photo is put aside."))
        deeds = FlowLayout(gap=8)
        for button in (self.send, self.photo, self.leave):
            deeds.addWidget(button)
        lines = QVBoxLayout()
        for piece in (self.kinds, self.note, self.strip):
            lines.addWidget(piece)
        lines.addLayout(deeds)
        self._lines = lines
        self.body.addLayout(lines)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.taking.paste)
        theme.follow(self, self._fit_inside)
        self.hide()

    def show_for(self, item_id: int | None) -> None:
        """Be for another item: what was typed for the one before is kept for it, and comes back with it."""
        if item_id == self._item_id:
            return
        self._drafts[self._item_id] = (self.kinds.current(), self.note.edit.text(), self.pictures)
        self._item_id = item_id
        kind, note, pictures = self._drafts.pop(item_id, (_KINDS[0].value, "", []))
        self.kinds.choose(kind)
        self.note.set_text(note)
        self.pictures = pictures
        self._show_pictures()
        self.setVisible(bool(note or pictures))

    def begin(self) -> None:
        """Show it, and begin with the note."""
        self.show()
        self.note.edit.setFocus()

    def begin_disputed(self, note: str) -> None:
        """Show it for what somebody disputes, with what the record says of it; the cursor goes behind that."""
        self.kinds.choose(IncidentKind.DISPUTED.value)
        self.note.set_text(note)
        self.begin()
        self.note.edit.end(False)  # Qt's own: mark nothing

    def forget(self) -> None:
        """Empty and hide it: it is recorded."""
        self.hide()
        self.note.set_text("")
        self.pictures = []
        self._show_pictures()
        self.kinds.choose(_KINDS[0].value)

    def _whose(self) -> int | None:
        return self._item_id

    def _on_send(self) -> None:
        self.sent.emit(IncidentKind(self.kinds.current()), self.note.edit.text(), tuple(self.pictures))

    def _on_photo(self, item_id: int | None, picture: Picture) -> None:
        """Add a photo to what is being written of the item that was in front when it came."""
        if item_id == self._item_id:
            self.pictures.append(picture)
            self._show_pictures()
        else:
            kind, note, pictures = self._drafts.get(item_id, (_KINDS[0].value, "", []))
            self._drafts[item_id] = (kind, note, [*pictures, picture])

    def _on_remove(self, place: int) -> None:
        """Put a photo aside that is not sent yet; it can be taken back."""
        gone = self.pictures.pop(place)
        self._show_pictures()
        self._undoable(partial(self._put_back, place, gone))

    def _put_back(self, place: int, picture: Picture) -> None:
        self.pictures.insert(place, picture)
        self._show_pictures()

    def _show_pictures(self) -> None:
        self.strip.show_photos(
            [
                Shot(id(each), self._t("Take {name} away", name=each.name), each.content)
                for each in self.pictures
            ]
        )

    def _fit_inside(self) -> None:
        self._lines.setSpacing(theme.px(8))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is shown."""
        super().showEvent(event)
        self.turned.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is hidden."""
        super().hideEvent(event)
        self.turned.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files that hang over it."""
        if photo_taking.takes(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Add the pictures that are dropped."""
        if self.taking.take(event.mimeData()):
            event.acceptProposedAction()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
