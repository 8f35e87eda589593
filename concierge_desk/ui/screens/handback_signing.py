"""Where the one who collects signs: on the screen, or on the paper that the house keeps."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.models import Facts
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.signature_pad import SignaturePad
from concierge_desk.ui.widgets.words import Words

PAPER_KEY = "P"


class SigningPlace(QWidget):
    """The pad, and a button that signs on paper instead: for who has no mouse, or a pad that is broken."""

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty pad."""
        super().__init__(parent)
        self.pad = SignaturePad(texts("sign here"), self)
        self.paper = Button(texts("On paper"), "file-text", self, kind="choice", small=True, key=PAPER_KEY)
        self._said = Words(
            texts("A paper comes out when you hand over. The person signs it. Keep it here."), 15, parent=self
        )
        self._named = named = QHBoxLayout()
        named.addWidget(Picture("signature", "ink", 24))
        named.addWidget(Words(texts("Signature"), 17, bold=True), 1)
        head = Ends(least=150)
        head.addItem(named)
        head.addWidget(self.paper)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self._said)
        self._column.addWidget(self.pad, 100)
        self._column.addStretch(1)
        self.paper.toggled.connect(self._show)
        self.pad.changed.connect(self.changed)
        self._show()
        theme.follow(self, self._fit)

    def is_on_paper(self) -> bool:
        """Tell whether they sign on paper."""
        return self.paper.isChecked()

    def is_signed(self) -> bool:
        """Tell whether they have signed, or will on paper."""
        return self.is_on_paper() or not self.pad.is_empty()

    def use_paper(self) -> None:
        """Note that they sign on paper."""
        self.paper.setChecked(True)

    def clear(self) -> None:
        """Begin anew: nobody has signed."""
        self.paper.setChecked(False)
        self.pad.clear()

    def in_hand(self) -> Facts:
        """Give what was entered, to be shown again by `resume`."""
        return {"strokes": self.pad.strokes(), "on_paper": self.is_on_paper()}

    def resume(self, entered: Facts) -> None:
        """Show again what was entered."""
        self.pad.set_strokes(entered.get("strokes", []))
        self.paper.setChecked(bool(entered.get("on_paper")))

    def _show(self) -> None:
        self.pad.setHidden(self.is_on_paper())
        self._said.setVisible(self.is_on_paper())
        self.changed.emit()

    def _fit(self) -> None:
        self._column.setSpacing(theme.px(8))
        self._named.setSpacing(theme.px(10))
