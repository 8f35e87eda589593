"""Who signs a visit: the driver and the concierge, one after the other on screen, or both on the paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from concierge_desk.models import Signed
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button, lead_tab_to_chosen
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.signature_pad import SignaturePad
from concierge_desk.ui.widgets.words import Line, Words

DRIVER, CONCIERGE, PAPER = range(3)
PAPER_KEY = "P"
_LEAST_PAD = 70
"""Where much is to be said before signing, the pads are lower."""


class Pads(QWidget):
    """Three tabs: the driver, the concierge, on paper."""

    changed = Signal()

    def __init__(
        self,
        texts: Texts,
        parent: QWidget | None = None,
        *,
        alone: bool = False,
        on_paper: str = "",
        paper_key: str = PAPER_KEY,
    ) -> None:
        """Lay two empty pads, and the sentence for the paper; `alone` lets only the driver sign."""
        super().__init__(parent)
        self._texts = texts
        self._alone = alone
        self._paper_key = paper_key
        self.driver = QLineEdit(self)
        self.driver.setMaxLength(80)
        self.driver.setAccessibleName(texts("Name of the driver"))
        self.driver.setPlaceholderText(texts("Name of the driver"))
        hint = texts("the driver signs here, if you like") if alone else texts("the driver signs here")
        self.pad = SignaturePad(hint, self)
        self.own_pad = SignaturePad(texts("you sign here"), self)
        self.own_name = Line("", 16, bold=True)
        self._on_paper = Words(
            on_paper or texts("Print the manifest. Both sign it, and one copy stays here."), 15, "soft", self
        )
        self._tabs = QButtonGroup(self)
        self._pages = QStackedWidget(self)
        self._lay()
        self._tabs.idClicked.connect(self._show_tab)
        self.pad.changed.connect(self._on_signed)
        self.own_pad.changed.connect(self._on_signed)
        self.driver.textEdited.connect(self.changed)

    def show_person(self, name: str) -> None:
        """Name the concierge who signs."""
        self.own_name.setText(name)

    def clear(self) -> None:
        """Forget who signed."""
        self.driver.clear()
        self.pad.clear()
        self.own_pad.clear()
        self.choose(DRIVER)

    def choose(self, tab: int) -> None:
        """Show the driver's pad, the concierge's, or the sentence for the paper."""
        self._tabs.button(tab).setChecked(True)
        self._show_tab(tab)

    def current(self) -> int:
        """Tell which tab is shown."""
        return self._tabs.checkedId()

    def toggle_paper(self) -> None:
        """Note that both sign on the paper, or that they do not."""
        self.choose(DRIVER if self.is_on_paper() else PAPER)

    def is_on_paper(self) -> bool:
        """Tell whether both sign on the paper."""
        return self.current() == PAPER

    def signed(self) -> Signed:
        """Tell how they signed."""
        if self.is_on_paper():
            return Signed.PAPER
        return Signed.NONE if self.pad.is_empty() and self.own_pad.is_empty() else Signed.SCREEN

    def next_to_sign(self) -> int | None:
        """Tell who has not signed yet; None when nobody must any more."""
        if self.is_on_paper():
            return None
        if self.pad.is_empty():
            return DRIVER
        return CONCIERGE if self.own_pad.is_empty() and not self._alone else None

    def _lay(self) -> None:
        t = self._texts
        tabs = FlowLayout(gap=6)
        for number, words in enumerate((t("driver"), t("concierge"), t("paper"))):
            button = Button(
                words, parent=self, kind="choice", small=True, key=self._paper_key if number == PAPER else ""
            )
            self._tabs.addButton(button, number)
            tabs.addWidget(button)
            button.setHidden(number == CONCIERGE and self._alone)
        self._tabs.button(DRIVER).setChecked(True)
        lead_tab_to_chosen(self._tabs)
        self._columns: list[QVBoxLayout] = []
        for pieces in ((self.driver, self.pad), (self.own_name, self.own_pad), (self._on_paper,)):
            page = QWidget(self)
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            for piece in pieces:
                column.addWidget(piece, 1 if isinstance(piece, SignaturePad) else 0)
            column.addStretch(0)
            self._columns.append(column)
            self._pages.addWidget(page)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addLayout(tabs)
        self._outer.addWidget(self._pages, 1)
        theme.follow(self, self._fit)

    def _show_tab(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        lead_tab_to_chosen(self._tabs)
        self.changed.emit()

    def _on_signed(self) -> None:
        for number, pad in ((DRIVER, self.pad), (CONCIERGE, self.own_pad)):
            button = self._tabs.button(number)
            if isinstance(button, Button):
                button.set_icon("" if pad.is_empty() else "check")
                button.setAccessibleDescription("" if pad.is_empty() else self._texts("signed"))
                button.updateGeometry()
        self.changed.emit()

    def _fit(self) -> None:
        for pad in (self.pad, self.own_pad):
            pad.setMinimumHeight(theme.px(_LEAST_PAD))
        self._outer.setSpacing(theme.px(8))
        for column in self._columns:
            column.setSpacing(theme.px(8))
