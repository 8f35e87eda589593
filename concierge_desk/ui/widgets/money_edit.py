"""A field for an amount of money: "4,50" and "12" are understood, anything else is shown as wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from concierge_desk import money
from concierge_desk.formats import amount
from concierge_desk.money import Money


class MoneyEdit(QLineEdit):
    """An amount in euros: `money()` gives it, None when it is empty or wrong."""

    money_changed = Signal(object)

    def __init__(self, name: str, language: str, parent: QWidget | None = None) -> None:
        """Make an empty field; `name` are the words beside it."""
        super().__init__(parent)
        self._language = language
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText(amount(Money(0), language))
        self.setMaxLength(14)
        self.textEdited.connect(self._edited)

    def money(self) -> Money | None:
        """Tell the amount."""
        return money.parse(self.text())

    def set_money(self, value: Money | None) -> None:
        """Show an amount, or nothing."""
        self.setText("" if value is None else amount(value, self._language))
        self._mark()

    def _edited(self) -> None:
        self._mark()
        self.money_changed.emit(self.money())

    def _mark(self) -> None:
        wrong = bool(self.text().strip()) and self.money() is None
        if bool(self.property("wrong")) is not wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
