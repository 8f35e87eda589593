"""How one row of a list is drawn."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.rows import Reach, Row, places

_GROUND = {"red": "red_tint", "amber": "amber_row"}


def draw(painter: QPainter, area: QRectF, row: Row, columns: Reach, *, current: bool, focus: bool) -> None:
    """Draw a row: its ground, its parts in their columns, its rule and the cursor."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_ground(painter, area, row, current=current)
    where = places(columns, area)
    if row.checked is not None:
        draw_tick(painter, where.check, checked=row.checked)
    faded = row.emphasis == "faded"
    ink, soft = theme.colour("soft" if faded else "ink"), theme.colour("soft")
    large = theme.font(16) if row.lead_quiet else theme.font(19, bold=True)
    drawing.digits(painter, where.lead, row.lead, large, soft if row.lead_quiet else ink, align=drawing.LEFT)
    if row.icon:
        box = QRectF(where.icon.x(), where.icon.center().y() - theme.px(12), theme.px(24), theme.px(24))
        icons.paint(painter, row.icon, box, theme.colour("soft" if faded else row.icon_role))
    _draw_words(painter, where.words, row, ink, soft)
    drawing.digits(painter, where.tag, row.tag, theme.font(16), ink, align=drawing.LEFT)
    if row.badge:
        width = min(where.badge.width(), drawing.badge_width(row.badge))
        # Badges end where the row does, unless a column comes after them, or they stand below the words.
        at_end = not columns.trail and not columns.stacked(area.width())
        left = where.badge.right() - width if at_end else where.badge.x()
        box = QRectF(left, where.badge.y(), width, where.badge.height())
        drawing.badge(painter, box, row.badge, row.tone)
    drawing.digits(painter, where.trail, row.trail, theme.font(16), ink, align=drawing.RIGHT)
    painter.restore()
    if focus:
        ring = area.adjusted(1, 1, -1, -2)
        drawing.panel(painter, ring, theme.px(8), None, theme.colour("green"), width=2)


def _draw_ground(painter: QPainter, area: QRectF, row: Row, *, current: bool) -> None:
    ground = _GROUND.get(row.emphasis) or ("green_tint" if current else "")
    if ground:
        painter.fillRect(area, theme.colour(ground))
    painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))


def _draw_words(painter: QPainter, area: QRectF, row: Row, ink: QColor, soft: QColor) -> None:
    title, below = theme.font(16, bold=True), theme.font(14)
    title_high = QFontMetricsF(title).height()
    below_high = QFontMetricsF(below).height() + theme.px(1) if row.subtitle else 0
    top = area.y() + (area.height() - title_high - below_high) / 2
    drawing.text(
        painter, QRectF(area.x(), top, area.width(), title_high), row.title, title, ink, align=drawing.LEFT
    )
    if row.subtitle:
        line = QRectF(area.x(), top + title_high + theme.px(1), area.width(), below_high)
        drawing.text(painter, line, row.subtitle, below, soft, align=drawing.LEFT)


def draw_tick(painter: QPainter, area: QRectF, *, checked: bool) -> None:
    """Draw the large box that is ticked when a piece has been scanned."""
    side = theme.px(30)
    box = QRectF(area.x(), area.center().y() - side / 2, side, side)
    if checked:
        drawing.panel(painter, box, theme.px(8), theme.colour("tick"), None)
        pen = QPen(theme.colour("on_tick"), side / 11)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        corners = ((0.27, 0.52), (0.43, 0.67), (0.73, 0.35))
        painter.drawPolyline([box.topLeft() + QPointF(x * side, y * side) for x, y in corners])
    else:
        drawing.panel(painter, box, theme.px(8), theme.colour("card"), theme.colour("line"), width=2)


def draw_headings(painter: QPainter, area: QRectF, words: Mapping[str, str], columns: Reach) -> None:
    """Draw the words over the columns, with a rule below."""
    where = places(columns, area)
    font, soft = theme.font(13), theme.colour("soft")
    over_words = where.words
    if columns.icon:
        over_words = over_words.united(where.icon)
    over = {"lead": where.lead, "words": over_words, "tag": where.tag, "badge": where.badge}
    for name, box in over.items():
        drawing.text(painter, box, words.get(name, ""), font, soft, align=drawing.LEFT)
    trail = where.trail.adjusted(-theme.px(40), 0, 0, 0)
    drawing.text(painter, trail, words.get("trail", ""), font, soft, align=drawing.RIGHT)
    painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))
