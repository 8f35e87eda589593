"""Who is here: the carriers as tiles, each with its digit.

tiles = CarrierTiles(t("Who brings the mail?")); tiles.show_carriers(carriers, "en", {3: t("5 pieces wait")})
tiles.chosen.connect(self._begin)     # int; tiles.press(digit)
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from concierge_desk.models import Carrier
from concierge_desk.models.carrier import HAND
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.person_tile import PersonTile
from concierge_desk.ui.widgets.together import together
from concierge_desk.ui.widgets.words import Words

_DIGITS = 9
"""Of the carriers in their order; 0 is what is handed in without one, or else the tenth."""


class _Tile(PersonTile):
    """A tile that is wide enough for what carriers are called."""

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of a long name."""
        return QSize(theme.px(216), theme.px(164))


class CarrierTiles(Card):
    """One large tile for each carrier; what stands under its name is told or its usual hour."""

    chosen = Signal(int)

    def __init__(self, question: str, hint: str, parent: QWidget | None = None) -> None:
        """Ask, with no carrier yet."""
        super().__init__(question, "truck-delivery", parent)
        self._shown: list[tuple[int, str, str]] = []
        self.tiles: dict[int, _Tile] = {}
        self._digits: dict[int, int] = {}
        self._room = QWidget(self)
        self._flow = FlowLayout(self._room, gap=14)
        self._hint = Words(hint, 15, "soft")
        self.body.addWidget(self._hint)
        self.body.addWidget(self._room)
        self.body.addStretch(1)
        theme.follow(self, self.updateGeometry)

    def show_carriers(
        self, carriers: Sequence[Carrier], language: str, under: Mapping[int, str] | None = None
    ) -> None:
        """Show these carriers in their order; what is shown already stays, with the focus on it."""
        said = under or {}
        wanted = [
            (each.id, each.name_in(language), said.get(each.id, "" if under else each.comes_at))
            for each in carriers
        ]
        if wanted == self._shown:
            return
        at = next((key for key, tile in self.tiles.items() if tile.hasFocus()), None)
        with together(self._room):
            for tile in self.tiles.values():
                self._flow.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self._shown, self.tiles, self._digits = wanted, {}, _digits(carriers)
            keys = {carrier_id: str(digit) for digit, carrier_id in self._digits.items()}
            for carrier_id, name, below in wanted:
                tile = _Tile(name, below, self._room, key=keys.get(carrier_id, ""))
                tile.clicked.connect(partial(self.chosen.emit, carrier_id))
                self._flow.addWidget(tile)
                tile.show()
                self.tiles[carrier_id] = tile
        if at in self.tiles:
            self.tiles[at].setFocus()

    def press(self, digit: int | None) -> bool:
        """Choose a carrier by its digit; False when there is none."""
        if digit is None or digit not in self._digits:
            return False
        self.chosen.emit(self._digits[digit])
        return True

    def first(self) -> QWidget | None:
        """Name the first tile."""
        return next(iter(self.tiles.values()), None)


def _digits(carriers: Sequence[Carrier]) -> dict[int, int]:
    """Share the digits out; what is handed in stands last, and has 0 however many come before it."""
    handed = next((each for each in carriers if each.key == HAND), None)
    rest = [each for each in carriers if each is not handed] if len(carriers) > _DIGITS else list(carriers)
    found = {number: each.id for number, each in enumerate(rest[:_DIGITS], 1)}
    tenth = rest[_DIGITS] if len(rest) > _DIGITS else None
    zero = handed if handed not in rest else tenth
    if zero is not None:
        found[0] = zero.id
    return found
