"""The small pieces: what they say, what they tell, and that nothing of them is cut off."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.money import Money
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.avatar import Avatar, initials
from concierge_desk.ui.widgets.badge import Badge, CountBadge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.numbers import Number
from concierge_desk.ui.widgets.progress_line import ProgressLine
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.tile import Tile
from concierge_desk.ui.widgets.words import Line, Title, Words

LONG = "Mademoiselle Marie-Antoinette-Élisabeth de la Rochefoucauld-Montmorency-Lavallière"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(params=[100, 200], autouse=True)
def _text_size(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Every law holds at both ends of the size of text."""
    theme.apply(qapp, theme.LIGHT, request.param)
    yield
    theme.apply(qapp)


def _shown(qtbot: QtBot, widget: QWidget, width: int = 0) -> None:
    qtbot.addWidget(widget)
    if width:
        widget.setFixedWidth(width)
    widget.adjustSize()
    widget.show()
    widget.grab()


_MAKERS: dict[str, Callable[[str], QWidget]] = {
    "Avatar": Avatar,
    "Badge": lambda said: Badge(said, "today", icon="check"),
    "Button": lambda said: Button(said, "printer", key="F12"),
    "Card": lambda said: Card(said, "users", tone="today"),
    "Chip": Chip,
    "EmptyState": lambda said: EmptyState("leaf", said),
    "Line": Line,
    "MoneyEdit": lambda said: MoneyEdit(said, "fr"),
    "RowCard": lambda said: RowCard(Row(1, said, said, icon="shirt", lead="B4", badge="prête"), mark="ESS"),
    "StepHint": lambda said: StepHint(said, more=said),
    "Tile": lambda said: Tile(said, "4,50 €", "shirt", key="1"),
    "Title": Title,
    "Words": Words,
}


@pytest.mark.parametrize("said", [LONG, UNBROKEN], ids=["long", "unbroken"])
@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_a_long_name_does_not_widen_the_window(qtbot: QtBot, name: str, said: str) -> None:
    """An 80-character name wraps or is cut with the whole in the tooltip; it never asks for its full width."""
    widget = _MAKERS[name](said)
    _shown(qtbot, widget)
    assert widget.minimumSizeHint().width() <= theme.px(560)


@pytest.mark.parametrize("name", sorted(set(_MAKERS) - {"Avatar"}))
def test_every_piece_says_its_words(qtbot: QtBot, name: str) -> None:
    """The accessible name is made of the words a person reads."""
    widget = _MAKERS[name]("Chemise")
    qtbot.addWidget(widget)
    names = [widget.accessibleName(), *(each.accessibleName() for each in widget.findChildren(QWidget))]
    assert any("Chemise" in said for said in names)


def test_a_narrow_button_wraps_its_words(qtbot: QtBot) -> None:
    """A button without room for one line grows higher."""
    button = Button("Enregistrer et imprimer", "printer", kind="primary", key="F12", main=True)
    qtbot.addWidget(button)
    wide, narrow = button.sizeHint().width(), button.minimumSizeHint().width()
    assert button.heightForWidth(wide) == theme.px(60)
    assert narrow < wide
    assert button.heightForWidth(narrow) > theme.px(60)


def test_controls_have_the_heights_of_the_design(qtbot: QtBot) -> None:
    """48 px for a control, 60 for the main action."""
    for button, height in (
        (Button("Oui"), 48),
        (Button("Oui", main=True), 60),
        (Button("Oui", small=True), 40),
    ):
        qtbot.addWidget(button)
        assert button.sizeHint().height() == theme.px(height)


def test_an_ampersand_is_shown_as_it_is(qtbot: QtBot) -> None:
    """A name with & makes no shortcut and loses nothing."""
    button = Button("Dupont & fils")
    chip = Chip("Dupont & fils")
    for each in (button, chip):
        qtbot.addWidget(each)
        assert each.words() == "Dupont & fils"
        assert each.shortcut().isEmpty()


@pytest.mark.parametrize(("main", "clicks"), [(True, 1), (False, 2)])
def test_a_main_action_is_done_once_by_a_double_click(qtbot: QtBot, clicks: int, *, main: bool) -> None:
    """A hand used to double clicks answers no question it has not read; a small button may be tapped fast."""
    button = Button("Remettre", main=main)
    qtbot.addWidget(button)
    button.show()
    done: list[bool] = []
    button.clicked.connect(lambda: done.append(True))
    handle = button.windowHandle()
    QTest.mouseDClick(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, button.rect().center()
    )
    assert len(done) == clicks


def test_words_show_names_as_they_are(qtbot: QtBot) -> None:
    """What a customer is called is never read as markup."""
    words = Words("<b>Robert</b> & Cie")
    qtbot.addWidget(words)
    assert words.text() == "<b>Robert</b> & Cie"
    words.set_parts([("1 <robe>", True), (" prête", False)])
    assert words.text() == words.accessibleName() == "1 <robe> prête"


def test_a_cut_line_keeps_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    """A line that fits has no tooltip, a cut one tells the whole."""
    line = Line(LONG)
    _shown(qtbot, line, theme.px(150))
    assert line.toolTip() == LONG
    line.setText("court")
    assert line.toolTip() == ""


def test_a_tile_counts_by_mouse_and_keys(qtbot: QtBot) -> None:
    """A press is one more; the right button, the minus and the keys take one out; never below zero."""
    tile = Tile("Chemise", "4,50 €", "shirt", key="1")
    _shown(qtbot, tile)
    told: list[int] = []
    tile.count_changed.connect(told.append)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(tile.width() // 2, theme.px(20)))
    QTest.keyClick(tile, Qt.Key.Key_Space)
    QTest.keyClick(tile, Qt.Key.Key_Plus)
    QTest.mouseClick(tile, Qt.MouseButton.RightButton)
    QTest.mouseClick(
        tile, Qt.MouseButton.LeftButton, pos=QPoint(tile.width() - theme.px(16), tile.height() - theme.px(16))
    )
    QTest.keyClick(tile, Qt.Key.Key_Minus)
    QTest.keyClick(tile, Qt.Key.Key_Minus)
    assert told == [1, 2, 3, 2, 1, 0]
    tile.set_count(12)
    assert tile.accessibleName() == "Chemise, 4,50 €, × 12"
    assert len(told) == 6


def test_a_chip_is_on_or_off(qtbot: QtBot) -> None:
    """A tick tells it too, so it grows wider."""
    chip = Chip("Tache")
    _shown(qtbot, chip)
    narrow = chip.sizeHint().width()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.sizeHint().width() > narrow


def test_segments_are_chosen_by_mouse_and_arrows(qtbot: QtBot) -> None:
    """Arrows go round; choosing from the code tells nothing; new segments keep the choice."""
    bar = SegmentBar()
    segments = [
        Segment("cleaning", "Pressing", "hanger"),
        Segment("shoes", "Cordonnerie"),
        Segment("phone", "Téléphone"),
    ]
    bar.show_segments(segments)
    _shown(qtbot, bar)
    told: list[str] = []
    bar.chosen.connect(told.append)
    bar.choose("shoes")
    assert told == []
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert told == ["phone", "cleaning", "phone"]
    bar.show_segments(segments[::-1])
    assert bar.current() == "phone"
    bar.show_segments(segments[:1])
    assert bar.current() == "cleaning"


def test_money_is_understood_or_marked(qtbot: QtBot) -> None:
    """What is no amount is marked and is no money."""
    field = MoneyEdit("Plafond", "fr")
    qtbot.addWidget(field)
    told: list[object] = []
    field.money_changed.connect(told.append)
    QTest.keyClicks(field, "4,5")
    assert field.money() == Money(450)
    assert told[-1] == Money(450)
    QTest.keyClicks(field, "x")
    assert field.money() is None
    assert field.property("wrong") is True
    field.set_money(Money(1200))
    assert field.text() == "12,00"
    assert field.property("wrong") is False


def test_a_row_card_is_chosen_by_click_or_enter(qtbot: QtBot) -> None:
    """The whole card is the button."""
    card = RowCard(Row(7, "Pressing", "12 pièces", lead="13:00", badge="prévu", tone="planned"), tone="today")
    _shown(qtbot, card)
    told: list[object] = []
    card.chosen.connect(told.append)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert told == [7, 7]
    assert card.accessibleName() == "13:00, Pressing, 12 pièces, prévu"


def test_small_pieces_show_what_they_are_told(qtbot: QtBot) -> None:
    """Counts, progress, badges and hints say their figures to a screen reader too."""
    count, line, badge, hint, number = (
        CountBadge(3),
        ProgressLine(),
        Badge("prête", "ok"),
        StepHint(),
        Number("1,50"),
    )
    for each in (count, line, badge, hint, number):
        _shown(qtbot, each)
    line.show_progress(11, 12)
    badge.show_word("en retard", "late")
    hint.say("Prenez les bottines.", "line-scan", tone="green", more="Puis scannez.")
    number.show_number("25,50 €")
    said = [each.accessibleName() for each in (count, line, badge, hint, number)]
    assert said == ["3", "11 / 12", "en retard", "Prenez les bottines. Puis scannez.", "25,50 €"]
    hint.say("")
    assert hint.isHidden()
    assert number.sizeHint().width() >= QFontMetricsF(theme.font(16)).horizontalAdvance("25,50 €")


@pytest.mark.parametrize(
    ("name", "letters"), [("Claire Dupont", "CD"), ("Zoé", "Z"), ("Jean-Marc de la Tour", "JT"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    """The first and the last word give the letters."""
    assert initials(name) == letters


def test_enter_presses_a_button_as_space_does(qtbot: QtBot) -> None:
    """What has the focus is pressed by Enter, once, however long the key is held."""
    button = Button("Remettre")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True, True]
