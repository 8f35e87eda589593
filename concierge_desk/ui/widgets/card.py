"""The white card everything lies on.

card = Card("Passages d’aujourd’hui", icon="truck-delivery")
card.body.addWidget(...)
card.head.addWidget(CountBadge())          # at the right of the title
Card(tone="amber")                         # green, amber, red, today, flat
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words


class Card(QFrame):
    """A card with an optional title, a pictogram before it, and a body."""

    def __init__(
        self,
        title: str = "",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        tone: str = "",
        icon_role: str = "ink",
    ) -> None:
        """Lay an empty card; fill its `body`, and its `head` at the right of the title."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("tone", tone)
        outer = QVBoxLayout(self)
        self.title = Words(title, 17, "ink", self, bold=True)
        self.head = QHBoxLayout()
        if icon:
            self.head.addWidget(Picture(icon, icon_role, 24), 0, Qt.AlignmentFlag.AlignTop)
        self.head.addWidget(self.title, 1)
        self.title.setVisible(bool(title))
        outer.addLayout(self.head)
        self.body = QVBoxLayout()
        outer.addLayout(self.body, 1)
        if title:
            self.setAccessibleName(title)
        theme.follow(self, self._fit)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_tone(self, tone: str) -> None:
        """Give the card another tone: green, amber, red, today, flat; empty for white."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _fit(self) -> None:
        tone = self.property("tone")
        edge = 0 if tone == "flat" else theme.px(12 if tone in {"green", "amber", "red"} else 16)
        outer = self.layout()
        if outer is not None:
            outer.setContentsMargins(edge, edge, edge, edge)
            outer.setSpacing(theme.px(10))
        self.head.setSpacing(theme.px(8))
        self.body.setSpacing(theme.px(10))
