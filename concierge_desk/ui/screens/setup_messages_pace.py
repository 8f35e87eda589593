"""How often people are told: the days between two messages, and after how many they are reminded."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.operations import message_texts
from concierge_desk.operations.measures import read_count
from concierge_desk.settings import words_of
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words

_DAYS = ("tell_cool_down_days", "tell_again_after_days")
_MOST = 90


class PacePart(SetupCard):
    """Asks for two numbers of days."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields."""
        super().__init__(context, parent)
        t = self.t
        self.fields = {name: LabelledField(t(words_of(name))) for name in _DAYS}
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(
            Words(
                t(
                    "Each person gets one message a day at most, about everything that waits. The last message, "
                    "the day before mail goes back, is sent whatever stands here."
                ),
                15,
                "soft",
            )
        )
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
            self._lines.addWidget(field)
        self._lines.addWidget(self.keep)
        self._lines.addStretch(1)
        theme.follow(self, self._fit)

    @override
    def refresh(self) -> None:
        """Show what is set; a field that was typed in stays."""
        for name, field in self.fields.items():
            if not field.edit.isModified():
                field.set_text(str(getattr(self.context.settings(), name)))

    @override
    def save(self) -> None:
        """Keep the numbers."""
        days = {name: read_count(field.text()) for name, field in self.fields.items()}
        for name, count in days.items():
            if count is None or not 1 <= count <= _MOST:
                self.refuse_field(name, self.t("Write a number of days from 1 to {most}.", most=_MOST))
                return
        self.record(message_texts.allow_ways, lambda: self._kept(days))

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the first number."""
        return self.fields[_DAYS[0]].edit

    def _kept(self, days: dict[str, int | None]) -> str:
        self.context.change_settings(replace(self.context.settings(), **days))  # type: ignore[arg-type]  # checked above
        for field in self.fields.values():
            field.edit.setModified(False)
        return self.t("Kept for this counter.")

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(12))
        self.setMaximumWidth(theme.px(760))
