"""One line for each printer: what it is for, and how it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from concierge_desk.texts import N_, Texts
from concierge_desk.ui import paper_words, theme
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Line, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concierge_desk.spooler import LaneState

_HEALTH = {
    "well": (N_("ready"), "ok"),
    "low": (N_("paper nearly out"), "today"),
    "unknown": (N_("does not tell how it is"), "quiet"),
}


class PrinterLines(QWidget):
    """The printers of the counter, one below the other."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(parent)
        self._texts = texts
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(2, 1)
        theme.follow(self, self._fit)

    def show_lanes(self, lanes: "Sequence[LaneState]", folder: Path) -> None:
        """Show how each printer is; those whose papers go to the folder stand in one line."""
        while (taken := self._grid.takeAt(0)) is not None:
            gone = taken.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for line, lane in enumerate(lanes):
            self._show(line, lane, folder)

    def said(self) -> list[str]:
        """Tell what the lines say, as a person reads them."""
        return [each.text() for each in self.findChildren(Words) if not each.isHidden()]

    def _show(self, line: int, lane: "LaneState", folder: Path) -> None:
        t, trouble = self._texts, lane.trouble
        for_what = " · ".join(t(paper_words.ROLES[role.value]) for role in lane.roles)
        is_folder = lane.key == "folder"
        words, tone = _HEALTH[lane.health.value]
        words = t(words)
        if trouble is not None:
            words, tone = paper_words.short(trouble, t), "late"
        elif is_folder:
            words, tone = t("PDF folder"), "quiet"
        icon = "folder" if is_folder else "printer-off" if trouble is not None else "printer"
        waits = t.many("{n} waits", "{n} wait", lane.waiting) if lane.waiting else ""
        where = str(folder) if is_folder else lane.address
        cells = (
            Picture(icon, "red" if trouble is not None else "green", 22, self),
            Words(for_what or t("No longer used"), 16, bold=True, parent=self),
            Line(where, 15, "soft", self),
            Words(waits, 15, "soft", self),
            Badge(words, tone, self),
        )
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, 2 * line, column)
        # What a paper is in doubt about stands with the paper.
        if trouble is not None and not getattr(trouble, "may_be_out", False):
            self._grid.addWidget(Words(trouble.said(t), 15, "red", self), 2 * line + 1, 1, 1, 4)

    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
