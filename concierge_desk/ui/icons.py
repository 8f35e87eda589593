"""The pictograms; the only file that names them. Tabler outline, coloured by role, sharp on every screen.

    icons.icon("truck-delivery")                       # a QIcon in the colour of ordinary text
    icons.pixmap("alert-triangle", "red", 24)          # a QPixmap of 24 design pixels
    icons.paint(painter, "check", rectangle, colour)   # where a piece draws itself

`NAMES` are the files of resources/icons. A pictogram is always shown with a word.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from concierge_desk import paths
from concierge_desk.ui import theme

NAMES = (
    "alert-triangle",
    "arrow-back-up",
    "arrow-left",
    "backpack",
    "basket",
    "battery",
    "bed",
    "bell",
    "bell-ringing",
    "building",
    "building-store",
    "calendar-check",
    "calendar-event",
    "camera",
    "check",
    "chart-bar",
    "chevron-right",
    "clipboard-list",
    "clock",
    "clock-exclamation",
    "database",
    "device-laptop",
    "device-mobile",
    "device-tablet",
    "device-watch",
    "diamond",
    "dots",
    "droplet",
    "edit",
    "eyeglass",
    "file-text",
    "file-type-pdf",
    "folder",
    "hammer",
    "hanger",
    "hanger-2",
    "headphones",
    "history",
    "home",
    "id-badge-2",
    "ironing",
    "jacket",
    "key",
    "keyboard",
    "language",
    "leaf",
    "list-check",
    "lock",
    "mail",
    "map-pin",
    "message",
    "minus",
    "moon",
    "needle",
    "needle-thread",
    "package",
    "package-export",
    "package-import",
    "pencil",
    "phone",
    "phone-check",
    "player-play",
    "plug",
    "plus",
    "printer",
    "printer-off",
    "receipt-euro",
    "refresh",
    "rings",
    "ruler-measure",
    "scan",
    "school",
    "scissors",
    "search",
    "settings",
    "shield-check",
    "shirt",
    "shirt-sport",
    "shoe",
    "shopping-bag",
    "signature",
    "sock",
    "sofa",
    "sparkles",
    "stack-2",
    "sun",
    "tag",
    "ticket",
    "tie",
    "tools",
    "trash",
    "truck-delivery",
    "umbrella",
    "user",
    "user-check",
    "user-heart",
    "user-plus",
    "user-search",
    "users",
    "wash",
    "wash-dry",
    "x",
)
UNKNOWN = "package"
"""Shown where the catalogue names a pictogram that is not shipped."""

_KNOWN = frozenset(NAMES)


@lru_cache(maxsize=len(NAMES))
def _drawing(name: str) -> bytes:
    return paths.resource(f"icons/{name if name in _KNOWN else UNKNOWN}.svg").read_bytes()


def _dots(name: str, colour: QColor, side: int, ratio: float) -> QPixmap:
    """Draw the pictogram in dots of the screen, or find it as drawn before."""
    key = f"desk-icon {name} {colour.rgba()} {side} {ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawing = _drawing(name).replace(b"currentColor", colour.name().encode())
    found = QPixmap(round(side * ratio), round(side * ratio))
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    found.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, found)
    return found


def pixmap(name: str, role: str = "ink", size: float = 24) -> QPixmap:
    """Give a pictogram as a picture of `size` design pixels, in the colour of a role."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _dots(name, theme.colour(role), theme.px(size), ratio)


def icon(name: str, role: str = "ink", size: float = 24) -> QIcon:
    """Give a pictogram for Qt's own controls, in the colour of a role; greyed when they are off."""
    made = QIcon(pixmap(name, role, size))
    made.addPixmap(pixmap(name, "line", size), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: str, into: QRectF, colour: QColor) -> None:
    """Draw a pictogram into a square, as sharp as the device is."""
    ratio = painter.device().devicePixelRatioF()
    side = round(min(into.width(), into.height()))
    if side < 1:
        return
    left = into.x() + (into.width() - side) / 2
    top = into.y() + (into.height() - side) / 2
    painter.drawPixmap(round(left), round(top), _dots(name, colour, side, ratio))
