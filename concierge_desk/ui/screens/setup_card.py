"""What each card of the settings is: a few fields, one deed, and the sentence that refuses it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from concierge_desk.errors import BadPhone, BadPin, DeskError, NameMissing
from concierge_desk.ui import authorising
from concierge_desk.ui.context import Context

if TYPE_CHECKING:
    from concierge_desk.ui.widgets.labelled_field import LabelledField

_PLACES: dict[type[DeskError], str] = {NameMissing: "name", BadPhone: "phone", BadPin: "pin"}


class SetupCard(QWidget):
    """One matter of the settings; `fields` are those under which a refusal can stand, by their names."""

    places: ClassVar[Mapping[type[DeskError], str]] = {}
    """Under which field each refusal of this card's own stands."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make it without fields."""
        super().__init__(parent)
        self.context = context
        self.t = context.texts
        self.fields: dict[str, LabelledField] = {}

    def refresh(self) -> None:
        """Ask the desk again; what is being typed stays."""

    def save(self) -> None:
        """Keep what is typed."""

    def go_back(self) -> bool:
        """Leave what is being edited; False when there is nothing to leave."""
        return False

    def first_focus(self) -> QWidget | None:
        """Name the control that gets the focus when the card opens."""
        return None

    def record(self, deed: Callable[..., object], then: Callable[[], str], **what: Any) -> None:  # noqa: ANN401  # each deed has its own
        """Do a deed as the person at the desk, or with somebody's leave; `then` tells what is to be said of it.

        What is refused is said under its field.
        """
        for field in self.fields.values():
            field.accept()
        staff_id = self.context.staff().id

        def do(authorisation_id: int | None) -> object:
            return self.context.desk.do(
                deed,
                at=self.context.clock.now(),
                staff_id=staff_id,
                authorisation_id=authorisation_id,
                **what,
            )

        authorising.attempt(self.context, do, lambda _made: then(), refused=self.refuse)

    def refuse(self, refused: DeskError) -> None:
        """Say a refusal under its field, or at the bottom when it is of no field."""
        place = {**_PLACES, **self.places}.get(type(refused), "")
        if place in self.fields:
            self.refuse_field(place, refused.said(self.t))
        else:
            self.context.notices.warn(refused.said(self.t))

    def refuse_field(self, name: str, sentence: str) -> None:
        """Say what is wrong under a field, and go there."""
        self.fields[name].refuse(sentence)
        self.fields[name].edit.setFocus(Qt.FocusReason.OtherFocusReason)
