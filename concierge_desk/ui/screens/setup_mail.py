"""The settings of mail: carriers, what they say by date, and what franking costs; one matter at a time."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar

if TYPE_CHECKING:
    from collections.abc import Callable


class MailCard(SetupCard):
    """Carriers, rules, prices; each is made when it is first opened."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the tabs."""
        super().__init__(context, parent)
        t = self.t
        self.tabs = SegmentBar(self)
        self.tabs.setAccessibleName(t("Mail"))
        self.tabs.show_segments(
            [
                Segment("carriers", t("Carriers"), "truck-delivery"),
                Segment("rules", t("Rules"), "clock-exclamation"),
                Segment("prices", t("Prices"), "receipt-euro"),
            ]
        )
        self.parts: dict[str, SetupCard] = {}
        self.tabs.chosen.connect(self._open)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.tabs)
        theme.follow(self, self._fit)

    def part(self) -> SetupCard:
        """Give the matter in front, made if it was not yet."""
        key = self.tabs.current()
        if key not in self.parts:
            made = self.parts[key] = _makers()[key](self.context, self)
            self._lines.addWidget(made, 1)
        for name, each in self.parts.items():
            each.setVisible(name == key)
        return self.parts[key]

    @override
    def refresh(self) -> None:
        """Ask the desk again for what was opened."""
        if self.isVisible():
            self.part().refresh()

    @override
    def save(self) -> None:
        """Keep what is typed in front."""
        self.part().save()

    @override
    def go_back(self) -> bool:
        """Leave what is being edited in front."""
        return self.part().go_back()

    @override
    def first_focus(self) -> QWidget | None:
        """Begin where the matter in front begins."""
        self.refresh()
        return self.part().first_focus()

    def _open(self, _key: str) -> None:
        part = self.part()
        part.refresh()
        focus = part.first_focus()
        if focus is not None:
            focus.setFocus()

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(12))


def _makers() -> "dict[str, Callable[[Context, QWidget], SetupCard]]":
    """Name the matters; they are imported when the settings of mail are first opened."""
    from concierge_desk.ui.screens.setup_mail_carriers import CarriersPart  # noqa: PLC0415  # seldom opened
    from concierge_desk.ui.screens.setup_mail_prices import PricesPart  # noqa: PLC0415  # seldom opened, like the others
    from concierge_desk.ui.screens.setup_mail_rules import RulesPart  # noqa: PLC0415  # seldom opened, and the largest

    return {"carriers": CarriersPart, "rules": RulesPart, "prices": PricesPart}
