"""What to look at before signing a visit, the driver's name and signature, and the one button that closes it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from concierge_desk.operations.expectations import SheetRow
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.signature_pad import SignaturePad
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words


class Signing(Card):
    """The right-hand card of a visit."""

    asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card with nothing to say."""
        super().__init__(texts("Before signing"), "alert-triangle", parent, icon_role="red")
        self._texts = texts
        self.staying = StepHint(parent=self)
        self.missing = StepHint(parent=self)
        self.fine = StepHint(parent=self)
        self.driver = QLineEdit(self)
        self.driver.setMaxLength(80)
        self.driver.setAccessibleName(texts("Name of the driver"))
        self.driver.setPlaceholderText(texts("Name of the driver"))
        self.pad = SignaturePad(texts("sign here"), self)
        self.button = Button(
            texts("Close the visit"),
            "signature",
            self,
            kind="primary",
            key=shortcuts.shown("main", texts),
            main=True,
        )
        self.button.clicked.connect(self.asked)
        self._sum = Words("", 14, "soft", self)
        self._column = QVBoxLayout()
        for piece in (self.staying, self.missing, self.fine):
            self._column.addWidget(piece)
        self._column.addWidget(Words(texts("The driver"), 17, bold=True))
        self._column.addWidget(self.driver)
        self._column.addWidget(self.pad, 100)
        self._column.addStretch(1)
        self._column.addWidget(self.button)
        self._column.addWidget(self._sum)
        self.body.addLayout(self._column, 1)
        theme.follow(self, self._fit_inside)

    def show_books(
        self,
        staying: Sequence[SheetRow],
        missing: Sequence[SheetRow],
        counts: tuple[int, int],
        not_due: int = 0,
    ) -> None:
        """Show what does not leave, what is missing, what is not due yet, and what closing will record."""
        t = self._texts
        self.staying.say(
            t.many("{n} item does not leave", "{n} items do not leave", len(staying)) if staying else "",
            "alert-triangle",
            tone="red",
            more=t(
                "Scan, or leave for the next visit: {items}",
                items=_some(staying, with_shelf=True, texts=t),
            ),
        )
        self.missing.say(
            t.many("{n} item is missing", "{n} items are missing", len(missing)) if missing else "",
            "alert-triangle",
            tone="red",
            more=t("An incident will be opened: {items}", items=_some(missing, with_shelf=False, texts=t)),
        )
        nothing_wrong = not staying and not missing
        fine = (
            t("Nothing is missing. The driver can sign.")
            if not_due
            else t("All is scanned. The driver can sign.")
        )
        self.fine.say(
            fine if nothing_wrong else "",
            "check",
            tone="green",
            more=t.many("{n} item is not due yet.", "{n} items are not due yet.", not_due) if not_due else "",
        )
        out = t.many("{n} item leaves", "{n} items leave", counts[0])
        back = t.many("{n} comes back", "{n} come back", counts[1])
        self._sum.setText(t("Everything is recorded at once: {out}, {back}.", out=out, back=back))

    def warn_unsigned(self) -> None:
        """Ask for the driver's name and signature, once."""
        self.fine.say(
            self._texts("Nobody has signed. Ask the driver, or press F12 again to close without."),
            "signature",
            tone="amber",
        )

    def clear(self) -> None:
        """Forget the driver."""
        self.driver.clear()
        self.pad.clear()

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(12))


def _some(rows: Sequence[SheetRow], *, with_shelf: bool, texts: Texts) -> str:
    """Name the first three of some items."""
    named = [
        f"{row.label} ({texts('shelf {shelf}', shelf=row.shelf)})" if with_shelf and row.shelf else row.label
        for row in rows[:3]
    ]
    return ", ".join(named) + ("…" if len(rows) > 3 else "")  # noqa: PLR2004  # three names fit the card
