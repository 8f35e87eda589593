"""The one next step as a sentence, in a coloured box with a pictogram.

hint = StepHint(); hint.say("Prenez les bottines en C2, puis scannez l’étiquette.", "scan")
StepHint("Prêt jeudi 26 novembre à partir de 17 h", "calendar-check", tone="green", more="Le pressing passe…")
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words

_INK = {"amber": "amber", "green": "green", "red": "red"}


class StepHint(Card):
    """A sentence in an amber, green or red box; a second one below it in small."""

    def __init__(
        self,
        sentence: str = "",
        icon: str = "scan",
        parent: QWidget | None = None,
        *,
        tone: str = "amber",
        more: str = "",
    ) -> None:
        """Say a next step; hidden while there is nothing to say."""
        super().__init__(parent=parent, tone=tone)
        self._picture = Picture(icon, _INK[tone], 32 if more else 24)
        self._sentence = Words("", 18 if more else 16, bold=True)
        self._more = Words("", 15, "soft")
        self._row = QHBoxLayout()
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._sentence)
        column.addWidget(self._more)
        self._row.addLayout(column, 1)
        self.body.addLayout(self._row)
        self.say(sentence, icon, tone=tone, more=more)
        theme.follow(self, self._fit_row)

    def say(self, sentence: str, icon: str = "", *, tone: str = "", more: str = "") -> None:
        """Say another next step; an empty sentence hides the box."""
        if tone:
            self.set_tone(tone)
        if icon:
            self._picture.show_icon(icon, _INK[str(self.property("tone"))])
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(" ".join(part for part in (sentence, more) if part))
        if self.parentWidget() is None and sentence:
            # Shown by itself it would flash up as a window of its own; it is shown with its parent.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
        else:
            self.setHidden(not sentence)

    def sentence(self) -> str:
        """Tell what is said."""
        return self._sentence.text()

    def _fit_row(self) -> None:
        self._row.setSpacing(theme.px(12))
