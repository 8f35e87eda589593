"""Colours by role, the typeface and the size of the text; the only place that decides how things look.

theme.apply(application, theme.LIGHT, 150)   # once at the start, and again when the settings change
theme.colour("green")                        # a QColor of the palette in use
theme.px(48)                                 # 48 design pixels at the size of text in use
theme.font(16, bold=True)                    # the typeface at 16 design pixels
theme.follow(self, self._fit)                # call _fit now and whenever the look changes
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from concierge_desk import paths
from concierge_desk.settings import Settings
from concierge_desk.ui import stylesheet

FAMILY = "Atkinson Hyperlegible"
SMALLEST, LARGEST = 100, 200


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours, each named by what it is for. `on_…` is the text that stands on it."""

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    hover: str
    green: str
    on_green: str
    green_tint: str
    apricot: str
    on_apricot: str
    apricot_tint: str
    apricot_ink: str
    amber: str
    amber_tint: str
    amber_row: str
    amber_line: str
    red: str
    on_red: str
    red_tint: str
    blue: str
    blue_tint: str
    tick: str
    on_tick: str
    rail: str
    on_rail: str
    rail_active: str
    on_rail_active: str
    rail_hover: str
    pad: str


LIGHT = Palette(
    paper="#F6F4EF",
    card="#FFFFFF",
    ink="#1D2B2A",
    soft="#5B6B69",
    line="#DEDAD0",
    hover="#F6F4EF",
    green="#0E5C55",
    on_green="#FFFFFF",
    green_tint="#E3F0EC",
    apricot="#C8501E",
    on_apricot="#FFFFFF",
    apricot_tint="#FCE9DF",
    apricot_ink="#B24314",
    amber="#8A5A00",
    amber_tint="#FFF2D6",
    amber_row="#FFF9EC",
    amber_line="#EBD08C",
    red="#A8201A",
    on_red="#FFFFFF",
    red_tint="#FBE4E2",
    blue="#1F4E8C",
    blue_tint="#E5EEF9",
    tick="#2E7D4F",
    on_tick="#FFFFFF",
    rail="#0E5C55",
    on_rail="#DDEBE8",
    rail_active="#FFFFFF",
    on_rail_active="#0E5C55",
    rail_hover="#1C6B63",
    pad="#FCFBF7",
)

DARK = Palette(
    paper="#141B1A",
    card="#1D2625",
    ink="#EEF2F0",
    soft="#A9B8B5",
    line="#3A4745",
    hover="#273231",
    green="#63C7B8",
    on_green="#07211E",
    green_tint="#1C3934",
    apricot="#F08A5A",
    on_apricot="#2A0F03",
    apricot_tint="#42271B",
    apricot_ink="#F7A781",
    amber="#F0C060",
    amber_tint="#3B2F14",
    amber_row="#2B2818",
    amber_line="#7A6225",
    red="#FF9C94",
    on_red="#330505",
    red_tint="#46211F",
    blue="#9CC2F5",
    blue_tint="#1F3350",
    tick="#5FBF87",
    on_tick="#06200F",
    rail="#0B322E",
    on_rail="#CFE3DF",
    rail_active="#63C7B8",
    on_rail_active="#07211E",
    rail_hover="#14443F",
    pad="#222C2B",
)


class _Look(QObject):
    """The palette and the size of text in use; tells when they change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(QApplication.instance())
        self.palette = LIGHT
        self.percent = SMALLEST


@lru_cache(maxsize=1)
def _look() -> _Look:
    return _Look()


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Load the typeface of the house, once; give the families it brought."""
    found: list[str] = []
    for weight in ("Regular", "Bold"):
        number = QFontDatabase.addApplicationFont(
            str(paths.resource(f"fonts/AtkinsonHyperlegible-{weight}.ttf"))
        )
        found += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(found))


def apply(application: QApplication, palette: Palette = LIGHT, percent: int = SMALLEST) -> None:
    """Dress the whole application; `percent` is the size of the text, 100 to 200."""
    load_fonts()
    look = _look()
    look.palette, look.percent = palette, max(SMALLEST, min(LARGEST, percent))
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    application.setFont(font(16))
    application.setPalette(_qt_palette(palette))
    application.setStyleSheet(stylesheet.make(roles(palette), px))
    look.changed.emit()


def wear(chosen: Settings) -> None:
    """Dress the application as the settings of this counter say."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply(application, DARK if chosen.dark else LIGHT, chosen.text_percent)


def palette() -> Palette:
    """Give the palette in use."""
    return _look().palette


def percent() -> int:
    """Tell the size of the text in use, in percent."""
    return _look().percent


def roles(of: Palette) -> dict[str, str]:
    """Give the colours of a palette by role."""
    return {each.name: cast("str", getattr(of, each.name)) for each in fields(of)}


def colour(role: str) -> QColor:
    """Give the colour of a role in the palette in use."""
    return QColor(getattr(palette(), role))


def px(design: float) -> int:
    """Turn pixels of the design into pixels at the size of text in use."""
    return round(design * percent() / 100)


def font(size: float, *, bold: bool = False) -> QFont:
    """Give the typeface at a size in pixels of the design."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


def follow(widget: QWidget, fit: Callable[[], None]) -> None:
    """Call a method of the widget now, and again whenever the look changes.

    The method must be one of the widget itself, so that it is forgotten together with the widget.
    """
    if getattr(fit, "__self__", None) is not widget:
        message = "follow needs a method of the widget, not a function that would outlive it"
        raise TypeError(message)
    _look().changed.connect(fit)
    fit()


def _qt_palette(of: Palette) -> QPalette:
    made = QPalette()
    parts = {
        QPalette.ColorRole.Window: of.paper,
        QPalette.ColorRole.WindowText: of.ink,
        QPalette.ColorRole.Base: of.card,
        QPalette.ColorRole.AlternateBase: of.hover,
        QPalette.ColorRole.Text: of.ink,
        QPalette.ColorRole.Button: of.card,
        QPalette.ColorRole.ButtonText: of.ink,
        QPalette.ColorRole.ToolTipBase: of.ink,
        QPalette.ColorRole.ToolTipText: of.paper,
        QPalette.ColorRole.PlaceholderText: of.soft,
        QPalette.ColorRole.Highlight: of.green,
        QPalette.ColorRole.HighlightedText: of.on_green,
        QPalette.ColorRole.Link: of.green,
        QPalette.ColorRole.Mid: of.line,
    }
    for part, value in parts.items():
        made.setColor(part, QColor(value))
    for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(of.soft))
    return made
