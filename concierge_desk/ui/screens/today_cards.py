"""The cards of Today: short lists whose lines lead elsewhere, the month in two figures, the papers."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.operations.shifts import NoteRow
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.context import Go
from concierge_desk.ui.screens.today_lines import Line
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.numbers import Number
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.words import Line as OneLine
from concierge_desk.ui.widgets.words import Words

Below = Mapping[Hashable, tuple[str, str]]


class Lines(Card):
    """A card of lines; Enter or a click on one goes where it leads."""

    def __init__(self, title: str, icon: str, go: Go, *, icon_role: str = "ink", slim: bool = False) -> None:
        """Lay an empty card; `slim` for lower lines without frames, where much stands on one page."""
        super().__init__(title, icon, icon_role=icon_role)
        self._slim = slim
        self._go = go
        self._shown: tuple[object, ...] = ()
        self._cards: dict[Hashable, RowCard] = {}
        self._lines: dict[Hashable, Line] = {}
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self._nothing = EmptyState("leaf", "")
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self._end = QVBoxLayout()
        self.body.addLayout(self._end)
        self.body.addStretch(1)

    def below(self, *pieces: QWidget) -> None:
        """Put pieces under the lines."""
        for piece in pieces:
            left = Qt.AlignmentFlag.AlignLeft if isinstance(piece, Button) else Qt.AlignmentFlag(0)
            self._end.addWidget(piece, 0, left)

    def keys(self) -> list[Hashable]:
        """List the keys of the lines shown."""
        return list(self._lines)

    def rows(self) -> list[RowCard]:
        """List the lines as they stand."""
        return list(self._cards.values())

    def show_lines(
        self,
        lines: Sequence[Line],
        icon: str,
        nothing: str,
        *,
        button: str = "",
        below: Below | None = None,
    ) -> None:
        """Show these lines, or why there are none; what is unchanged stays as it is, with its focus."""
        wanted = (tuple(lines), tuple((below or {}).items()), button)
        self._nothing.say(icon, nothing)
        self._nothing.setVisible(not lines)
        if wanted == self._shown:
            return
        self._shown = wanted
        focused = next((key for key, card in self._cards.items() if card.hasFocus()), None)
        self._clear()
        self._rows.setSpacing(theme.px(10) if any(self._framed(line) for line in lines) else 0)
        for line in lines:
            self._add(line, button, (below or {}).get(line.row.key, ("", "")))
        if focused in self._cards:
            self._cards[focused].setFocus()

    def _add(self, line: Line, button: str, below: tuple[str, str]) -> None:
        row = replace(line.row, badge="") if line.done else line.row
        card = RowCard(row, self, tone=line.tone, frame=self._framed(line), mark=line.mark, slim=self._slim)
        if line.done:
            card.trail.addWidget(Badge(line.row.badge, line.row.tone, icon="check"))
        if below[1]:
            _reach(card, *below)
        if button:
            opens = Button(button, "hanger", card, small=True)
            opens.clicked.connect(card.choose)
            card.trail.addWidget(opens, 0, Qt.AlignmentFlag.AlignVCenter)
        card.chosen.connect(self._follow)
        self._cards[line.row.key] = card
        self._lines[line.row.key] = line
        self._rows.addWidget(card)

    def _framed(self, line: Line) -> bool:
        return bool(line.row.lead) and not self._slim

    def _follow(self, key: Hashable) -> None:
        line = self._lines[key]
        self._go(line.screen, **dict(line.what))

    def _clear(self) -> None:
        for card in self._cards.values():
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._lines.clear()


class Month(Card):
    """This month in two figures."""

    def __init__(self, texts: Texts) -> None:
        """Lay the card without figures."""
        super().__init__(texts("This month"), "leaf", tone="green", icon_role="green")
        self._texts = texts
        self.title.set_role("green")
        self.ess = Number("", 24, bold=True)
        self.repaired = Number("", 24, bold=True)
        row = QHBoxLayout()
        for number, words in ((self.ess, texts("ESS orders")), (self.repaired, texts("objects repaired"))):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(Words(words, 14, "soft"))
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def show_month(self, ess_percent: int | None, repaired: int) -> None:
        """Show the share of the social economy, if anything was sent yet, and what was repaired."""
        said = "–" if ess_percent is None else self._texts("{n} %", n=ess_percent)
        self.ess.show_number(said)
        self.repaired.show_number(str(repaired))


class ShiftNotes(QWidget):
    """The newest words of those who were here before, in small."""

    def __init__(self, texts: Texts) -> None:
        """Say nothing yet."""
        super().__init__()
        self._texts = texts
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[NoteRow, ...] = ()
        self.hide()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show these notes, each with who wrote it and when; hidden when there is none."""
        self.setVisible(bool(notes))
        if tuple(notes) == self._shown:
            return
        self._shown = tuple(notes)
        while (old := self._lines.takeAt(0)) is not None:
            piece = old.widget()
            if piece is not None:
                piece.hide()
                piece.deleteLater()
        for each in notes:
            self._lines.addWidget(self._note(each))

    def notes(self) -> list[str]:
        """List the words that are shown."""
        return [each.text for each in self._shown]

    def _note(self, note: NoteRow) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Picture("message", "soft", 18), 0, Qt.AlignmentFlag.AlignTop)
        said = Words("", 14)
        when = formats.moment_short(note.at, self._texts.language)
        said.set_parts([(note.text, False), (f" — {note.staff}, {when}", False)])
        row.addWidget(said, 1)
        return made


class Papers(QWidget):
    """What the printers have not taken, and where papers without a printer lie."""

    folder_asked = Signal()
    failed_asked = Signal()

    def __init__(self, texts: Texts) -> None:
        """Say nothing yet."""
        super().__init__()
        self._texts = texts
        self._picture = Picture("printer", "soft", 20)
        self._said = Words("", 14, "soft")
        self.look = Button(texts("Look"), "printer-off", kind="danger", small=True)
        self.folder = Button(texts("Open the folder"), "folder", small=True)
        self.look.clicked.connect(self.failed_asked)
        self.folder.clicked.connect(self.folder_asked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._said, 1)
        self._row.addWidget(self.look)
        self._row.addWidget(self.folder)
        theme.follow(self, self._fit)

    def show_papers(self, waiting: int, failed: int, *, to_folder: bool) -> None:
        """Say what waits and what failed; nothing at all where printers are chosen and all is well."""
        texts = self._texts
        self.look.setVisible(bool(failed))
        self.folder.setVisible(to_folder and not failed)
        if failed:
            said = texts.many("{n} paper was not printed.", "{n} papers were not printed.", failed)
        elif waiting:
            said = texts.many("{n} paper waits.", "{n} papers wait.", waiting)
        else:
            said = texts("Papers without a printer go to a folder (PDF).") if to_folder else ""
        self._said.setText(said)
        self._said.set_role("red" if failed else "soft")
        self._picture.show_icon("printer-off" if failed else "printer", "red" if failed else "soft")
        self.setVisible(bool(said))

    def _fit(self) -> None:
        self._row.setContentsMargins(0, theme.px(8), 0, 0)
        self._row.setSpacing(theme.px(8))


def _reach(card: RowCard, icon: str, said: str) -> None:
    """Say small how a person is told."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(5))
    row.addWidget(Picture(icon, "soft", 16))
    row.addWidget(OneLine(said, 14, "soft"), 1)
    card.words.addLayout(row)
