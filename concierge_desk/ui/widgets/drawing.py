"""Strokes the pieces share: rounded panels, the focus ring, key badges, numbers that stand in columns."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from concierge_desk.ui import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TONES = {
    "ok": ("green_tint", "green"),
    "ess": ("green_tint", "green"),
    "today": ("amber_tint", "amber"),
    "late": ("red_tint", "red"),
    "planned": ("blue_tint", "blue"),
    "quiet": ("hover", "soft"),
    "remind": ("apricot_tint", "apricot_ink"),
}
"""The tones of a badge, as (background, text)."""


def panel(
    painter: QPainter,
    area: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None,
    *,
    width: float = 1,
) -> None:
    """Draw a rounded panel whose edge lies inside its area."""
    half = width / 2 if edge is not None else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, area: QRectF, radius: float, ring: QColor, gap: QColor) -> None:
    """Draw the 2 px ring of the control that has the focus, set off by a thin gap."""
    panel(painter, area, radius, None, ring, width=2)
    panel(painter, area.adjusted(2, 2, -2, -2), radius - 2, None, gap, width=1.5)


def key_badge_width(pressed: str) -> float:
    """Tell how wide the badge of a key is."""
    return QFontMetricsF(theme.font(13, bold=True)).horizontalAdvance(pressed) + theme.px(16)


def key_badge(
    painter: QPainter, left: float, middle: float, pressed: str, roles: tuple[str, str, str]
) -> None:
    """Draw the badge of a key such as F12; `roles` are its text, its background and its edge."""
    ink, fill, edge = (theme.colour(role) for role in roles)
    height = theme.px(21)
    area = QRectF(left, middle - height / 2, key_badge_width(pressed), height)
    panel(painter, area, theme.px(5), fill, edge)
    text(painter, area, pressed, theme.font(13, bold=True), ink, align=CENTRE)


def text(
    painter: QPainter, area: QRectF, words: str, font: QFont, ink: QColor, *, align: Qt.AlignmentFlag
) -> bool:
    """Write one line, cut short with an ellipsis where it must; tell whether it was cut."""
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width() + 0.5)
    painter.drawText(area, align | Qt.TextFlag.TextSingleLine, shown)
    return shown != words


def shortened(words: str, font: QFont, area: QRectF) -> str:
    """Cut words with an ellipsis until they fit in an area in which they wrap."""
    metrics = QFontMetricsF(font)
    flags = Qt.TextFlag.TextWordWrap.value

    def fits(said: str) -> bool:
        needed = metrics.boundingRect(area, flags, said)
        return needed.width() <= area.width() + 1 and needed.height() <= area.height() + 1

    if fits(words):
        return words
    least, most = 0, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(f"{words[:middle].rstrip()}…") else (least, middle - 1)
    return f"{words[:least].rstrip()}…"


def digits_width(words: str, font: QFont) -> float:
    """Tell how wide a text is whose digits stand in columns of one width."""
    metrics = QFontMetricsF(font)
    cell = metrics.horizontalAdvance("0")
    return sum(cell if each.isdigit() else metrics.horizontalAdvance(each) for each in words)


def digits(
    painter: QPainter, area: QRectF, words: str, font: QFont, ink: QColor, *, align: Qt.AlignmentFlag
) -> None:
    """Write a number, each digit in a cell of one width: the typeface has no tabular digits of its own."""
    metrics = QFontMetricsF(font)
    cell = metrics.horizontalAdvance("0")
    width = digits_width(words, font)
    if width > area.width() + 0.5:
        text(painter, area, words, font, ink, align=align)
        return
    left = area.x()
    if align & Qt.AlignmentFlag.AlignRight:
        left = area.right() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = area.center().x() - width / 2
    base = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.setFont(font)
    painter.setPen(ink)
    for each in words:
        own = metrics.horizontalAdvance(each)
        step = cell if each.isdigit() else own
        painter.drawText(QPointF(left + (step - own) / 2, base), each)
        left += step


def badge_width(words: str) -> float:
    """Tell how wide a badge is."""
    return QFontMetricsF(theme.font(14, bold=True)).horizontalAdvance(words) + theme.px(18)


def badge(painter: QPainter, area: QRectF, words: str, tone: str) -> None:
    """Draw a badge in one of the TONES; its height follows the text."""
    fill, ink = (theme.colour(role) for role in TONES[tone])
    height = theme.px(23)
    box = QRectF(area.x(), area.center().y() - height / 2, area.width(), height)
    panel(painter, box, theme.px(7), fill, None)
    inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
    text(painter, inner, words, theme.font(14, bold=True), ink, align=CENTRE)


def count_badge(painter: QPainter, right: float, top: float, n: int, roles: tuple[str, str]) -> None:
    """Draw a number in a small pill whose top right corner is given; `roles` are its fill and its text."""
    words = str(n)
    font = theme.font(13, bold=True)
    height = theme.px(18)
    width = max(theme.px(20), QFontMetricsF(font).horizontalAdvance(words) + theme.px(12))
    box = QRectF(right - width, top, width, height)
    panel(painter, box, height / 2, theme.colour(roles[0]), None)
    text(painter, box, words, font, theme.colour(roles[1]), align=CENTRE)
