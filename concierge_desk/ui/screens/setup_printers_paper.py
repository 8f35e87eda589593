"""The paper in a printer, and its size; under "More" the head, the cut, the drawer, the first free label."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import settings as declared
from concierge_desk.print.papers import LARGEST, SMALLEST, Family, Role, own_label, sheet_of
from concierge_desk.print.setups import own_size, paper_of, papers_by, way_of
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_printers_words import DOTS, paper_words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.sheet_grid import SheetGrid
from concierge_desk.ui.widgets.words import Words

_OWN = "own"
_FIRST_OWN = (60, 40)
"""The size that is offered first for labels of one's own, in millimetres."""
_LEAST_HEAD = 30
"""No head is narrower, in millimetres."""


class _Count(QSpinBox):
    """A number that the wheel changes only while it has the focus: the page scrolls under the mouse."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Millimetres(QWidget):
    """A word, and a number of millimetres; `settled` comes when it was typed and left, or stepped."""

    settled = Signal(int)

    def __init__(self, name: str, t: Texts, parent: QWidget | None = None) -> None:
        """Ask for a number."""
        super().__init__(parent)
        self.box = _Count()
        self.box.setKeyboardTracking(False)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSuffix(t(" mm"))
        self.box.setAccessibleName(name)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.valueChanged.connect(self.settled)
        label = Words(name, 14, "soft")
        label.setBuddy(self.box)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(label)
        self._lines.addWidget(self.box)
        theme.follow(self, self._fit)

    def show_number(self, number: int, least: int, most: int) -> None:
        """Show a number without telling."""
        self.box.blockSignals(True)
        self.box.setRange(least, most)
        self.box.setValue(number)
        self.box.blockSignals(False)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(3))
        self.box.lineEdit().setTextMargins(theme.px(12), 0, 0, 0)
        self.box.setMinimumHeight(self.box.sizeHint().height())


class PaperPart(QWidget):
    """Asks which paper is in the printer; `settled` carries the setup as changed, `drawer_asked` opens the drawer."""

    settled = Signal(object)
    drawer_asked = Signal()

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        """Lay the questions; they are filled by `show_setup`."""
        super().__init__(parent)
        self.t = t
        self._role, self._setup = Role.TICKET, PrinterSetup()
        self.paper = Choice(t("Paper"), [])
        self.paper.chosen.connect(self._paper_chosen)
        self.wide = Millimetres(t("Width of a label"), t)
        self.high = Millimetres(t("Height of a label"), t)
        for piece in (self.wide, self.high):
            piece.settled.connect(self._sized)
        self._opened = False
        self._offered: dict[Choice, list[Segment]] = {}
        self.opener = Button(t("More"), "plus", kind="quiet", small=True)
        self.opener.clicked.connect(self._turn)
        self.more = QWidget(self)
        self.dots = Choice(t("Dots of the head"), [])
        self.dots.chosen.connect(self._dots_chosen)
        self.head = Millimetres(t(declared.words_of("width_mm")), t)
        self.head.settled.connect(self._head_settled)
        self.cut = QCheckBox(t("Cut the paper after each piece"))
        self.drawer = QCheckBox(t(declared.words_of("drawer")))
        for box in (self.cut, self.drawer):
            box.setAccessibleName(box.text())
        self.open_drawer = Button(t("Open the drawer"), "key", small=True)
        self.grid = SheetGrid(
            t("First free label"),
            lambda first, count: t("label {n} of {count}", n=first, count=count),
        )
        self.cut.clicked.connect(lambda on: self._change(cut=on))
        self.drawer.clicked.connect(lambda on: self._change(drawer=on))
        self.open_drawer.clicked.connect(self.drawer_asked)
        self.grid.chosen.connect(lambda first: self._change(first_free=first))
        self._lay()
        theme.follow(self, self._fit)

    def show_setup(self, role: Role, setup: PrinterSetup) -> None:
        """Show the paper of a role's printer, and what can be asked about it."""
        sheet, way = sheet_of(role, setup), way_of(role, setup)
        if (role, way, paper_of(role, setup)) != (self._role, way_of(self._role, self._setup), self._was()):
            self._opened = sheet.cells is not None
        self._role, self._setup = role, setup
        self._show_papers(role, way, setup)
        is_head, is_roll = way in {"escpos", "zpl"}, sheet.family is Family.ROLL
        dots = sorted({*DOTS, sheet.dots_per_mm})
        self._offer(self.dots, [Segment(str(each), self._dots_words(each)) for each in dots])
        self.dots.bar.choose(str(sheet.dots_per_mm))
        self.head.box.setSpecialValueText(self.t("the usual one"))
        width = setup.width_mm if _LEAST_HEAD <= setup.width_mm < sheet.width_mm else _LEAST_HEAD - 1
        self.head.show_number(width, _LEAST_HEAD - 1, round(sheet.width_mm) - 1)
        self.cut.setChecked(setup.cut)
        self.drawer.setChecked(setup.drawer)
        if sheet.cells is not None:
            self.grid.show_sheet(columns=sheet.cells.columns, rows=sheet.cells.rows, first=sheet.cells.first)
        has = {
            self.dots: sheet.family is not Family.PAGE and sheet.cells is None,
            self.head: is_roll and (is_head or way == "system"),
            self.cut: way == "escpos",
            self.drawer: way == "escpos" and role is Role.TICKET,
            self.open_drawer: way == "escpos" and role is Role.TICKET and setup.drawer,
            self._sheet: sheet.cells is not None,
        }
        for piece, shown in has.items():
            piece.setVisible(shown)
        self.opener.setVisible(any(has.values()))
        self._fold()

    def questions(self) -> tuple[QWidget, ...]:
        """Name what only some people may answer: which label is free is told by whoever puts the sheet in."""
        sizes: tuple[QWidget, ...] = (self.paper, self.wide, self.high)
        return (*sizes, self.dots, self.head, self.cut, self.drawer, self.open_drawer)

    def _was(self) -> str:
        return paper_of(self._role, self._setup)

    def _show_papers(self, role: Role, way: str, setup: PrinterSetup) -> None:
        now, own = paper_of(role, setup), own_size(setup.paper, role)
        segments = [Segment(key, paper_words(role, key, self.t)) for key in papers_by(role, way)]
        if role is Role.LABEL:
            segments.append(Segment(_OWN, self.t("Own size")))
        self._offer(self.paper, segments)
        self.paper.bar.choose(_OWN if own is not None else now)
        for piece, number, least, most in zip(
            (self.wide, self.high), own or _FIRST_OWN, SMALLEST, LARGEST, strict=True
        ):
            piece.show_number(number, least, most)
            piece.setVisible(own is not None)

    def _offer(self, asked: Choice, segments: list[Segment]) -> None:
        """Offer other answers; the same ones stay, and keep the focus."""
        if self._offered.get(asked) != segments:
            self._offered[asked] = segments
            asked.bar.show_segments(segments)

    def _dots_words(self, dots: int) -> str:
        if dots in DOTS:
            return self.t("{n} per mm ({dpi} dpi)", n=dots, dpi=DOTS[dots])
        return self.t("{n} per mm", n=dots)

    def _paper_chosen(self, key: str) -> None:
        self._change(paper=own_label(*_FIRST_OWN) if key == _OWN else key)

    def _sized(self) -> None:
        self._change(paper=own_label(self.wide.box.value(), self.high.box.value()))

    def _dots_chosen(self, dots: str) -> None:
        self._change(dots_per_mm=int(dots))

    def _head_settled(self, width: int) -> None:
        self._change(width_mm=0 if width < _LEAST_HEAD else width)

    def _change(self, **what: str | int | bool) -> None:
        self.settled.emit(replace(self._setup, **what))  # type: ignore[arg-type]  # each of its own type, as declared

    def _turn(self) -> None:
        self._opened = not self._opened
        self._fold()

    def _fold(self) -> None:
        self.more.setVisible(self._opened and not self.opener.isHidden())
        self.opener.setText(self.t("Less") if self._opened else self.t("More"))
        self.opener.set_icon("minus" if self._opened else "plus")

    def _lay(self) -> None:
        self._sizes = QHBoxLayout()
        self._sizes.addWidget(self.wide, 1)
        self._sizes.addWidget(self.high, 1)
        self._sheet = QWidget(self)
        self._sheet_lines = QVBoxLayout(self._sheet)
        label = Words(self.t("First free label"), 14, "soft")
        label.setBuddy(self.grid)
        self._sheet_lines.addWidget(label)
        self._sheet_lines.addWidget(self.grid)
        self._inner = QVBoxLayout(self.more)
        for piece in (self.dots, self.head, self.cut, self.drawer):
            self._inner.addWidget(piece)
        self._inner.addWidget(self.open_drawer, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addWidget(self._sheet)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.paper)
        self._lines.addLayout(self._sizes)
        self._lines.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addWidget(self.more)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(theme.px(10))
        self._sheet_lines.setContentsMargins(0, 0, 0, 0)
        self._sheet_lines.setSpacing(theme.px(4))
        self._sizes.setSpacing(theme.px(12))
