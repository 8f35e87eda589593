"""What the pages of the mail's settings share: what is there at the left, the one that is edited at the right."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.row_list import RowList

Kept = TypeVar("Kept")


class ListedPart(SetupCard, Generic[Kept]):
    """A list of what is kept, `known` by its keys, and the form of the one that is `chosen`, or of a new one."""

    def __init__(self, context: Context, listed: str, new: str, parent: QWidget | None = None) -> None:
        """Make the list and the buttons, by the titles of the list and of a new one; `lay` puts them in place."""
        super().__init__(context, parent)
        t = self.t
        self.known: dict[int, Kept] = {}
        self.chosen: Kept | None = None
        self.list = RowList(listed, self)
        self.list.chosen.connect(self._choose)
        self.opener = Button(new, "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self.sheet: Card
        self._titles = listed, new

    @override
    def go_back(self) -> bool:
        """Leave the one that is edited."""
        edited = self.chosen is not None
        if edited:
            self.begin_new()
        return edited

    def begin_new(self) -> None:
        """Ask for a new one."""
        self.show_one(None)
        self.first_field(None).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_again(self, sentence: str) -> str:
        """Ask for the next one after a deed, and give what is to be said of it."""
        self.refresh()
        self.begin_new()
        return sentence

    @abstractmethod
    def show_one(self, kept: Kept | None) -> None:
        """Show one in the form, or an empty form."""

    @abstractmethod
    def first_field(self, kept: Kept | None) -> QWidget:
        """Name the control where one begins to be edited, or a new one."""

    def lay(
        self, icon: str, form: Sequence[QWidget | QLayout], below: Button, nothing: EmptyState | None = None
    ) -> None:
        """Lay the list, or what stands there while it is empty, beside the form and its buttons."""
        listed, new = self._titles
        left = Card(listed, icon, self)
        for each in (self.list, nothing):
            if each is not None:
                left.body.addWidget(each, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self.sheet = Card(new, "edit", self)
        body = self.sheet.body
        for piece in (*form, self.keep):
            if isinstance(piece, QLayout):
                body.addLayout(piece)
            else:
                body.addWidget(piece)
        body.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((520, 600))
        columns.addWidget(left)
        columns.addWidget(self.sheet)
        outer.addLayout(columns)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            kept = self.known[key]
            self.show_one(kept)
            self.first_field(kept).setFocus(Qt.FocusReason.OtherFocusReason)
