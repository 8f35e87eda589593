"""One incident: what it is, what to do next, everything that was added, and the forms that add to it."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import BadAmount, DeskError
from concierge_desk.models import Incident, IncidentOutcome
from concierge_desk.operations import deeds, history, incident_entries, incidents, staffing
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.operations.photos import Picture
from concierge_desk.ui import authorising, photo_taking, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.photo_taking import PhotoTaking
from concierge_desk.ui.screens import incident_words
from concierge_desk.ui.screens.incident_forms import ClosingForm, Form, NoteForm, OwnerForm, StepForm
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.photo_strip import PhotoStrip, Shot
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title, Words

_Kept = dict[str, dict[str, object]]


class Dossier(Card):
    """The right side of the board."""

    enlarged = Signal(object, int)
    """Carries the photos, and which of them."""
    history_asked = Signal(int)
    left = Signal()
    """Esc in nothing: the list is to have the keys again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay it for no incident yet."""
        super().__init__(parent=parent)
        self._context = context
        t = self._t = context.texts
        self.row: IncidentRow | None = None
        self._doing: tuple[tuple[object, ...], str] = ((), "")
        self._kept: dict[int, _Kept] = {}
        self._open: str = ""
        self._name = Title("", self, 20)
        self._kind = Badge("", "late", self)
        self._about = Words("", 15, "soft", self)
        self.hint = StepHint("", "list-check", self)
        self.photos = PhotoStrip(t("Photos"), self)
        self.photos.opened.connect(self._on_enlarge)
        self.history = Button(t("Its history"), "history", self, small=True, kind="quiet")
        self.told = RowList(t("What was done"), self)
        self.taking = PhotoTaking(context, self, self._whose)
        self.taking.taken.connect(self._on_photo)
        self.forms: dict[str, Form] = {
            "note": NoteForm(t, self),
            "step": StepForm(t, self),
            "owner": OwnerForm(t, self),
            "close": ClosingForm(t, self),
        }
        self.buttons = self._make_buttons()
        self._connect()
        self._lay()
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._on_paste)

    @property
    def closing(self) -> ClosingForm:
        """The form that closes it."""
        return cast("ClosingForm", self.forms["close"])

    def show_incident(self, row: IncidentRow) -> None:
        """Show an incident; what is being typed to it stays, and what was typed to another is kept for it."""
        before = self.row
        if before is not None and before.incident_id != row.incident_id:
            self._keep(before.incident_id)
            self.show_form("")
        self.row = row
        ask, at = self._context.desk.ask, self._context.clock.now()
        is_open = row.closed_at is None
        self._name.setText(incident_words.name(row, self._t))
        self._kind.show_word(self._t(INCIDENTS[row.kind]), "late" if is_open else "quiet")
        self._about.setText(incident_words.about(row, self._t))
        said, icon, tone = incident_words.next_hint(row, at, self._t)
        self.hint.say(said, icon, tone=tone, more=incident_words.since(row, at, self._t))
        entries = ask(incident_entries.of_incident, incident_id=row.incident_id)
        trail = None if row.item_id is None else ask(history.trail, item_id=row.item_id)
        self.told.show_rows(incident_words.added(entries, trail, row, self._t))
        found = ask(incident_entries.photos_of, incident_id=row.incident_id)
        self.photos.show_photos([Shot(each.id, each.name, each.content) for each in found])
        self.photos.setVisible(not self._open and bool(found))
        cast("OwnerForm", self.forms["owner"]).offer(ask(staffing.staff_on_duty))
        for button in self.buttons.values():
            button.setVisible(is_open)
        self.history.setVisible(row.item_id is not None)
        if not is_open:
            self.show_form("")
        elif before is None or before.incident_id != row.incident_id:
            self._put_back(row.incident_id)

    def show_form(self, key: str) -> None:
        """Show one form instead of the buttons, or the buttons again for an empty key."""
        self._open = key if self.row is not None and self.row.closed_at is None else ""
        for name, form in self.forms.items():
            form.setVisible(name == self._open)
        self._deeds.setVisible(not self._open)
        # A form takes their room: all of it is to be seen without scrolling.
        self.photos.setVisible(not self._open and bool(self.photos.shots))

    def begin(self, key: str) -> None:
        """Open a form, with what was typed in it before if anything was."""
        if self.row is None or self.row.closed_at is not None:
            return
        if self._open != key:
            form = self.forms[key]
            form.begin(self.row, moments.day_of(self._context.clock.now()))
            typed = self._kept.get(self.row.incident_id, {}).pop(key, None)
            if typed is not None:
                form.put_back(typed)
        self.show_form(key)
        self.forms[key].first().setFocus()

    def main_action(self) -> None:
        """Open the closing; when it is open, close."""
        if self._open == "close":
            self._on_close()
        else:
            self.begin("close")

    def go_back(self) -> bool:
        """Leave the form; what is typed in it is kept."""
        if not self._open:
            return False
        key = self._open
        if self.row is not None:
            self._keep(self.row.incident_id)
        self.show_form("")
        self.buttons[key].setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Name where the keys go when the incident is chosen: the form that is open, or the first deed."""
        if self._open:
            return self.forms[self._open].first()
        return next((each for each in self.buttons.values() if not each.isHidden()), None)

    def in_hand(self) -> dict[str, object]:
        """Tell which form is open and what is typed, to show the same again."""
        if self.row is not None:
            self._keep(self.row.incident_id)
        return {"form": self._open, "typed": self._kept}

    def resume(self, form: object, typed: object) -> None:
        """Show the same form again, with what was typed."""
        if isinstance(typed, dict):
            self._kept = typed
        if isinstance(form, str) and form in self.forms:
            self.show_form("")
            self.begin(form)

    def _keep(self, incident_id: int) -> None:
        if self._open:
            self._kept.setdefault(incident_id, {})[self._open] = self.forms[self._open].typed()

    def _put_back(self, incident_id: int) -> None:
        """Open again the form in which something was typed to this incident."""
        for key in self._kept.get(incident_id, {}):
            focus = self.window().focusWidget()
            self.begin(key)
            if focus is not None:
                focus.setFocus()
            return

    def _make_buttons(self) -> dict[str, Button]:
        t = self._t
        return {
            "note": Button(t("Note"), "pencil", self, small=True),
            "photo": Button(t("Photos"), "camera", self, small=True),
            "step": Button(t("Next step"), "calendar-event", self, small=True),
            "owner": Button(t("Give to…"), "user-check", self, small=True),
            "close": Button(
                t("Close it"), "check", self, small=True, kind="primary", key=shortcuts.shown("main", t)
            ),
        }

    def _connect(self) -> None:
        for key in self.forms:
            self.buttons[key].clicked.connect(partial(self.begin, key))
            self.forms[key].left.connect(self.go_back)
        self.buttons["photo"].clicked.connect(self.taking.choose)
        self.history.clicked.connect(self._on_history)
        self.forms["note"].sent.connect(self._on_note)
        self.forms["step"].sent.connect(self._on_step)
        cast("StepForm", self.forms["step"]).done.connect(self._on_done)
        self.forms["owner"].sent.connect(self._on_owner)
        self.forms["close"].sent.connect(self._on_close)

    def _on_history(self) -> None:
        if self.row is not None and self.row.item_id is not None:
            self.history_asked.emit(self.row.item_id)

    def _on_enlarge(self, place: int) -> None:
        self.enlarged.emit(self.photos.shots, place)

    def _on_note(self) -> None:
        note = cast("NoteForm", self.forms["note"]).note.text()
        self._add("note", incident_entries.add_note, self._t("Noted."), note=note)

    def _on_step(self) -> None:
        form = cast("StepForm", self.forms["step"])
        step, on = form.step.text(), form.day()
        if not step:
            self._context.notices.warn(self._t("Write what is to be done."))
            return
        self._add("step", incident_entries.plan_step, self._t("Planned."), step=step, on=on)

    def _on_done(self) -> None:
        said = self._t("Done. Is there another step?")
        self._add("step", incident_entries.plan_step, said, step="", on=None)

    def _on_owner(self) -> None:
        form = cast("OwnerForm", self.forms["owner"])
        owner_id = form.owner()
        if owner_id is not None:
            said = self._t("{name} follows it from now on.", name=form.people.currentText())
            self._add("owner", incident_entries.give_to, said, owner_id=owner_id)

    def _whose(self) -> int | None:
        return None if self.row is None else self.row.incident_id

    def _on_photo(self, incident_id: int, picture: Picture) -> None:
        """Keep a photo of the incident that was in front when it came."""
        by: dict[str, Any] = {
            "at": self._context.clock.now(),
            "staff_id": self._context.staff().id,
            "deed_uid": deeds.new_uid(),
        }
        try:
            self._context.desk.do(incident_entries.add_photo, incident_id=incident_id, picture=picture, **by)
        except DeskError as refused:
            self._refused(refused)
            return
        self._context.notices.say(self._t("The photo is kept."))

    def _on_close(self) -> None:
        form = self.closing
        wrong = (
            form.outcome() is IncidentOutcome.COMPENSATED
            and form.amount.text().strip()
            and form.money() is None
        )
        if wrong:
            self._context.notices.warn(BadAmount(value=form.amount.text()).said(self._t))
            return
        row = self.row
        if row is None:
            return
        what = {"outcome": form.outcome(), "reason": form.reason.text(), "amount": form.money()}
        by = self._by(incidents.close_incident, what)
        authorising.attempt(
            self._context,
            partial(self._closes, by, what),
            self._closed,
            what=" · ".join(part for part in (incident_words.name(row, self._t), row.owner) if part),
            refused=self._refused,
        )

    def _closes(self, by: dict[str, Any], what: dict[str, Any], authorisation_id: int | None) -> Incident:
        # Somebody's leave comes later than the first try: the deed is done when it is done.
        by = by | {"at": self._context.clock.now()}
        return self._context.desk.do(
            incidents.close_incident, authorisation_id=authorisation_id, **by, **what
        )

    def _closed(self, incident: Incident) -> str:
        self._settle("close", incident.id)
        return self._t("The incident is closed. The reason is kept.")

    def _refused(self, refused: DeskError) -> None:
        self._context.notices.warn(refused.said(self._t))

    def _add(self, form: str, deed: Callable[..., object], said: str, **what: Any) -> None:  # noqa: ANN401  # of the deed
        """Do a deed to the incident; a refusal is a sentence, and what was typed stays."""
        if self.row is None:
            return
        by = self._by(deed, what)
        try:
            self._context.desk.do(deed, **by, **what)
        except DeskError as refused:
            self._refused(refused)
            return
        self._settle(form, self.row.incident_id)
        self._context.notices.say(said)

    def _by(self, deed: Callable[..., object], what: dict[str, Any]) -> dict[str, Any]:
        """Gather what every deed is given; pressed again after a lost answer it is the same deed."""
        incident_id = 0 if self.row is None else self.row.incident_id
        doing = (incident_id, deed, *what.values())
        if self._doing[0] != doing:
            self._doing = (doing, deeds.new_uid())
        at, staff_id = self._context.clock.now(), self._context.staff().id
        return {"incident_id": incident_id, "at": at, "staff_id": staff_id, "deed_uid": self._doing[1]}

    def _settle(self, form: str, incident_id: int) -> None:
        """Put the form away whose words are recorded."""
        self._doing = ((), "")
        self._kept.get(incident_id, {}).pop(form, None)
        if form and form == self._open:
            self.show_form("")
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()

    def _on_paste(self) -> None:
        if self.row is not None and self.row.closed_at is None and not self.taking.paste():
            self._context.notices.warn(self._t("What was copied is no picture."))

    def _lay(self) -> None:
        head = FlowLayout(gap=12)
        head.addWidget(self._name)
        head.addWidget(self._kind)
        self._deeds = QWidget(self)
        row = FlowLayout(self._deeds, gap=8)
        for button in self.buttons.values():
            row.addWidget(button)
        self._column = QVBoxLayout()
        self._column.addLayout(head)
        self._column.addWidget(self._about)
        self._column.addWidget(self.hint)
        self._column.addWidget(self._deeds)
        for form in self.forms.values():
            self._column.addWidget(form)
        self._column.addWidget(self.photos)
        done = QHBoxLayout()
        done.addWidget(Words(self._t("What was done"), 16, parent=self, bold=True), 1)
        done.addWidget(self.history)
        self._column.addLayout(done)
        self._column.addWidget(self.told, 1)
        self.body.addLayout(self._column, 1)
        self.show_form("")
        theme.follow(self, self._fit_inside)

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(10))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files that hang over it."""
        if self.row is not None and self.row.closed_at is None and photo_taking.takes(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the pictures that are dropped."""
        if self.taking.take(event.mimeData()):
            event.acceptProposedAction()
