"""The frame with its screens: keys, scans, the search, undo."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.errors import BadCheckDigit
from concierge_desk.models import Shelf
from concierge_desk.operations import customers, shelving, visits
from concierge_desk.texts import Texts
from concierge_desk.ui import destinations, shortcuts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens import SCREENS, entry
from concierge_desk.ui.widgets.painted import Painted
from tests.make import IDS, Make
from tests.ui.fingers import azerty, scanner_sends


@pytest.mark.parametrize("key", [each.key for each in SCREENS])
def test_each_screen_opens_from_the_rail_and_by_its_key(window: MainWindow, key: str) -> None:
    """Everything the rail shows opens, by the rail, and by its function key without a mouse."""
    window.workplace.rail.asked.emit(key)
    assert window.current_key() == key
    window.open_screen("today")
    pressed = shortcuts.key(entry(key).shortcut)
    if pressed:
        QTest.keyClick(window, Qt.Key[f"Key_{pressed}"])
    assert window.current_key() == key


def test_esc_goes_back_to_today(window: MainWindow) -> None:
    """From any screen with nothing in hand, Esc leads home."""
    window.open_screen("items")
    window.press("Esc")
    if window.current_key() != "today":
        window.press("Esc")
    assert window.current_key() == "today"


def test_ctrl_k_leads_to_the_scan_field(window: MainWindow) -> None:
    """One can search from anywhere, without a mouse."""
    window.open_screen("customers")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.workplace.field.edit.hasFocus()


def test_f1_shows_the_keys(window: MainWindow) -> None:
    """The keys are listed by F1, and Esc closes the list."""
    QTest.keyClick(window, Qt.Key.Key_F1)
    shown = QApplication.activeModalWidget()
    assert shown is not None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_a_ticket_leads_to_everything_for_its_customer(window: MainWindow, make: Make) -> None:
    """Whoever stands at the counter with a ticket, one scan shows what is theirs."""
    ticket = make.deposit(1)
    window.scan(ticket.code)
    assert window.current_key() == "handback"


def test_an_item_leads_to_its_owner(window: MainWindow, make: Make) -> None:
    """A piece that is scanned on Today leads to the hand-back of whose it is."""
    make.deposit(1)
    window.scan(codes.write(CodeKind.ITEM, 1))
    assert window.current_key() == "handback"


def test_a_shelf_leads_to_what_stands_on_it(window: MainWindow) -> None:
    """A shelf that is scanned shows its things."""
    shelf = next(each for each in window.desk.ask(shelving.shelves) if each.id == IDS.b4)
    assert isinstance(shelf, Shelf)
    window.scan(codes.write(CodeKind.SHELF, IDS.b4))
    assert window.current_key() == "items"


def test_a_manifest_leads_to_its_visit(window: MainWindow) -> None:
    """A manifest that is scanned opens its visit."""
    at = window.desk.clock.now()
    visit = window.desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, staff_id=2)
    window.scan(visit.code)
    assert window.current_key() == "visits"


def test_a_badge_signs_in_without_locking_in_between(window: MainWindow, said: list[Notice]) -> None:
    """A colleague takes over by their badge, in the screen that is open."""
    window.open_screen("customers")
    window.scan(codes.write(CodeKind.BADGE, 1))
    assert window.context.staff().name == "Aminata"
    assert window.current_key() == "customers"
    assert said[-1].sentence == "Bonjour Aminata"


def test_a_scan_of_the_wrong_keyboard_is_understood(window: MainWindow, make: Make, qtbot: QtBot) -> None:
    """A scanner set to a French keyboard sends & for 1; the right thing opens all the same."""
    ticket = make.deposit(1)
    scanner_sends(window.workplace.field.edit, azerty(ticket.code))
    qtbot.waitUntil(lambda: window.current_key() == "handback")
    assert window.workplace.field.text() == ""


def test_a_misread_code_says_so(window: MainWindow, said: list[Notice], make: Make) -> None:
    """A code whose digits do not fit together is told as misread, and opens nothing."""
    code = make.deposit(1).code
    window.scan(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert said[-1].warning
    assert said[-1].sentence.startswith(BadCheckDigit(value="").said(Texts("fr")).split("{")[0][:7])
    assert window.current_key() == "today"


def test_typing_a_name_offers_the_person_and_enter_opens_them(window: MainWindow) -> None:
    """Two letters and Enter: the card of the customer."""
    field = window.workplace.field
    field.edit.setText("dup")
    field.look_up()
    offered = field.offers()
    assert offered[0].title == "Claire Dupont"
    assert [row.key for row in offered[-2:]] == [("search", "dup"), ("new", "dup")]
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert window.current_key() == "customers"


def test_a_ticket_number_that_is_typed_is_offered(window: MainWindow, make: Make) -> None:
    """The number on the ticket is found as people say it."""
    ticket = make.deposit(1)
    field = window.workplace.field
    field.edit.setText(ticket.number)
    field.look_up()
    assert field.offers()[0].key == ("ticket", ticket.id)
    assert ("new", ticket.number) not in [row.key for row in field.offers()]


def test_a_new_name_leads_to_the_drop_off(window: MainWindow) -> None:
    """A name nobody bears yet begins a drop-off for a new customer."""
    to = destinations.of_row(window.desk, ("new", "Zorro"))
    assert (to.screen, to.what) == ("dropoff", {"typed": "Zorro"})
    assert destinations.of_row(window.desk, ("tag", "T1")).what == {"tag": "T1"}
    assert destinations.of_row(window.desk, ("item", 3)).screen == "items"


def test_ctrl_z_says_what_it_would_undo_before_it_does(
    window: MainWindow, make: Make, said: list[Notice]
) -> None:
    """The first press names the deed, the second takes it back; then there is nothing left to undo."""
    make.deposit(1, 1)
    window.press("Ctrl+Z")
    assert said[-1].sentence == "Annuler le dépôt de 09:30\u00a0? Claire Dupont · 2 pièces"
    assert window.desk.ask(customers.card, customer_id=IDS.claire).open_items == 2
    window.press("Ctrl+Z")
    assert window.desk.ask(customers.card, customer_id=IDS.claire).open_items == 0
    window.press("Ctrl+Z")
    assert said[-1].warning


def test_ctrl_z_belongs_to_a_field_that_has_something_to_take_back(
    window: MainWindow, make: Make, said: list[Notice]
) -> None:
    """Typing is taken back by the field; where nothing was typed, the deed is."""
    make.deposit(1)
    edit = window.workplace.field.edit
    edit.setFocus()
    edit.insert("dup")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == ""
    assert said == []
    edit.clear()
    edit.setModified(False)
    edit.setText("")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said
    assert said[-1].undo is not None


def test_the_bar_tells_the_day_and_how_many_visits_are_near(window: MainWindow, make: Make) -> None:
    """The clock is the house's; a visit counts when it has something to take or bring and its hour is near."""
    make.deposit(1)
    window.workplace.tick()
    assert "lun. 23 nov. 09:30" in [each.words() for each in _signs(window)]


def _signs(window: MainWindow) -> list[Painted]:
    return window.workplace.top.findChildren(Painted)


class _Flashes(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_piece_flashes_up_as_a_window_of_its_own(window: MainWindow) -> None:
    """A piece that is shown before it has its place would be a window for a moment, and take the keys."""
    flashes = _Flashes()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(flashes)
    try:
        for each in SCREENS:
            window.open_screen(each.key)
        for key in ("dropoff", "handback", "customers"):
            window.open_screen(key, customer_id=IDS.claire)
        window.open_screen("visits", provider_id=IDS.cleaner)
        window.scan("TAG-1")
        window.lock()
    finally:
        application.removeEventFilter(flashes)
    assert flashes.shown == []
