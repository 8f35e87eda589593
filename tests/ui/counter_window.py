"""A small window in front of a scanner."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from concierge_desk.ui.scanning import ScanCatcher


class Counter(QWidget):
    """A small window with a field, a list to choose from and a button, and a catcher beside it."""

    def __init__(self, catcher: ScanCatcher) -> None:
        """Lay the window."""
        super().__init__()
        self.field = QLineEdit(self)
        self.choice = QComboBox(self)
        self.choice.addItems(["one", "two", "three"])
        self.button = QPushButton("Record", self)
        self.pressed = 0
        self.button.clicked.connect(self._count)
        lines = QVBoxLayout(self)
        for each in (self.field, self.choice, self.button):
            lines.addWidget(each)
        self.scans: list[str] = []
        catcher.scanned.connect(self._note)

    def _note(self, code: str) -> None:
        self.scans.append(code)

    def _count(self) -> None:
        self.pressed += 1
