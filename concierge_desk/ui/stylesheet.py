"""The one style sheet, made from the roles; for Qt's own controls. Our pieces draw themselves."""

from collections.abc import Callable

from concierge_desk import paths

_SHEET = """
QMainWindow, QDialog, QWidget#paper {{ background: {paper}; }}
QToolTip {{ background: {ink}; color: {paper}; border: 0; padding: {p6}px {p8}px; }}
QFrame#card {{ background: {card}; border: 1px solid {line}; border-radius: {p14}px; }}
QFrame#card[tone="green"] {{ background: {green_tint}; border-color: {green_tint}; }}
QFrame#card[tone="amber"] {{ background: {amber_tint}; border-color: {amber_tint}; }}
QFrame#card[tone="red"] {{ background: {red_tint}; border-color: {red_tint}; }}
QFrame#card[tone="today"] {{ background: {amber_row}; border-color: {amber_line}; }}
QFrame#card[tone="flat"] {{ background: transparent; border: 0; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {{
    background: {card}; color: {ink}; border: 1px solid {line}; border-radius: {p10}px;
    padding: 0 {p12}px; min-height: {field}px; font-size: {p16}px;
    selection-background-color: {green}; selection-color: {on_green};
}}
QPlainTextEdit, QTextEdit {{ padding: {p8}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus {{ border: 2px solid {green}; padding: 0 {p11}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {p7}px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {red}; background: {red_tint}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {soft}; background: {paper}; }}
QComboBox::drop-down {{ border: 0; width: {p36}px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: {p20}px; height: {p20}px; }}
QComboBox QAbstractItemView {{
    background: {card}; border: 1px solid {line}; selection-background-color: {green_tint};
    selection-color: {ink}; outline: 0;
}}
QComboBox QAbstractItemView::item {{ min-height: {p40}px; padding: 0 {p8}px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: 0; background: transparent; min-height: 0; padding: 0 {p12}px;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: {p36}px; border: 0; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: {p16}px; height: {p16}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: {p16}px; height: {p16}px; }}
QDateEdit::drop-down {{ border: 0; width: {p36}px; }}
QDateEdit::down-arrow {{ image: url("{down}"); width: {p20}px; height: {p20}px; }}

QCheckBox, QRadioButton {{ spacing: {p10}px; min-height: {p36}px; font-size: {p16}px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {green}; text-decoration: underline; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {p24}px; height: {p24}px; border: 2px solid {soft}; background: {card};
}}
QCheckBox::indicator {{ border-radius: {p7}px; }}
QRadioButton::indicator {{ border-radius: {p14}px; }}
QCheckBox::indicator:checked {{ background: {tick}; border-color: {tick}; image: url("{tick_mark}"); }}
QRadioButton::indicator:checked {{ border-color: {green}; image: url("{dot}"); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {green}; }}

QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: {p5}px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {soft}; }}
QScrollBar::handle:vertical {{ min-height: {p36}px; }}
QScrollBar::handle:horizontal {{ min-width: {p36}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QListView, QTableView, QTreeView {{ background: transparent; border: 0; outline: 0; }}
QTextBrowser, QMenu {{ background: {card}; border: 1px solid {line}; border-radius: {p10}px; padding: {p6}px; }}
QMenu::item {{ padding: {p10}px {p16}px; border-radius: {p7}px; }}
QMenu::item:selected {{ background: {green_tint}; }}
QFrame#rule {{ background: {line}; border: 0; max-height: 1px; min-height: 1px; }}
"""
_SIZES = (5, 6, 7, 8, 10, 11, 12, 14, 16, 20, 24, 28, 36, 40)


_MARKS = {"down": "ink", "up": "ink", "tick_mark": "on_tick", "dot": "green"}
"""The marks of Qt's own controls and their colours: a style sheet takes them only from files, each in its colour."""


def marks(colours: dict[str, str]) -> dict[str, str]:
    """Give the file of each mark in its colour; they are shipped, so that no start writes files of its own."""
    return {
        name: paths.resource(f"marks/{name}-{colours[role][1:]}.svg").as_posix()
        for name, role in _MARKS.items()
    }


def make(colours: dict[str, str], px: Callable[[float], int]) -> str:
    """Make the style sheet from the colours by role and a scale for pixels of the design."""
    sizes = {f"p{size}": px(size) for size in _SIZES}
    sizes["field"] = px(48) - 2  # without its border
    return _SHEET.format(**colours, **sizes, **marks(colours))
