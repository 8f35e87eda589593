"""Who may do what, to read: the one table of rights, as everybody at the counter can look it up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concierge_desk.models import Role
from concierge_desk.operations import rights
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words

_GROUPS = (
    (frozenset(Role), N_("Everybody may"), "users"),
    (frozenset({Role.SUPERVISOR}), N_("Supervisors may; others with their PIN or badge"), "lock"),
)


class RightsCard(Card):
    """The rights, by who has them."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Write the table; it changes only with the program."""
        super().__init__(texts("Who may do what"), "list-check", parent)
        self._rows: list[QHBoxLayout] = []
        for roles, words, icon in _GROUPS:
            self._group(
                texts(words), icon, [said for said, whose in rights.TABLE.values() if whose == roles], texts
            )
        theme.follow(self, self._fit_rows)

    def _group(self, title: str, icon: str, said: list[str], texts: Texts) -> None:
        self.body.addWidget(Words(title, 15, "soft", bold=True))
        for each in said:
            row = QHBoxLayout()
            row.addWidget(Picture(icon, "green", 18), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Words(texts(each), 15), 1)
            self._rows.append(row)
            self.body.addLayout(row)

    def _fit_rows(self) -> None:
        self.body.setSpacing(theme.px(5))
        for row in self._rows:
            row.setSpacing(theme.px(8))
