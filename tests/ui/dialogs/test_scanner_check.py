"""The test of the scanner, by real keys: what is wrong is said, repaired, proven, and at work in the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk import codes, keyboards
from concierge_desk import settings as settings_file
from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS
from concierge_desk.desk import Desk
from concierge_desk.keyboards import Caps
from concierge_desk.models import Paper
from concierge_desk.operations import printing
from concierge_desk.operations.scanner_check import Finding, Step, Trouble
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background, scanner_words
from concierge_desk.ui.dialogs import scanner_check
from concierge_desk.ui.dialogs.scanner_check import ScannerCheck
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.settings import SettingsScreen
from concierge_desk.ui.widgets.words import Line
from tests.make import Make
from tests.ui.fingers import person_types, scanner_sends, scanner_set_wrong_sends
from tests.ui.opening import open_window, person

RETURN = Qt.Key.Key_Return
SHEET = (TEST_DIGITS, TEST_LETTERS, TEST_DIGITS)


@dataclass(frozen=True)
class Scanner:
    """A scanner with a set-up of its own."""

    layout: str = ""
    prefix: str = ""
    suffix: str = ""
    step_ms: int = 1
    ends: tuple[Qt.Key, ...] = (RETURN,)
    caps: Caps = Caps.OFF

    def sends(self, dialog: ScannerCheck | MainWindow, code: str) -> None:
        """Scan a code wherever the focus is."""
        sent = f"{self.prefix}{code}{self.suffix}"
        arriving = keyboards.arriving(sent, self.layout, self.caps) if self.layout else sent
        receiver = dialog.workplace.field.edit if isinstance(dialog, MainWindow) else dialog.frame
        scanner_set_wrong_sends(receiver, arriving, step_ms=self.step_ms, ends=self.ends)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with an English concierge, so that the words are those of the code."""
    opened = open_window(desk)
    reader = person(desk, 2)
    reader.language = "en"
    opened.sign_in(reader)
    opened.activateWindow()
    yield opened
    opened.close()
    background.wait()
    opened.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ScannerCheck:
    """The test, opened from the settings as a concierge does."""
    screen = window.open_screen("settings", card="counter")
    assert isinstance(screen, SettingsScreen)
    screen.counter.scanner.click()
    shown = window.findChild(ScannerCheck)
    assert isinstance(shown, ScannerCheck)
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _scan(qtbot: QtBot, dialog: ScannerCheck, scanner: Scanner, code: str) -> None:
    """Scan, and wait until the page has answered."""
    before = dialog.page.spoken()
    scanner.sends(dialog, code)
    qtbot.waitUntil(lambda: dialog.page.spoken() != before, timeout=3_000)


def _closed(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the test is gone and the window has the keys again; the offscreen platform activates nothing."""
    qtbot.waitUntil(lambda: window.findChild(ScannerCheck) is None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _opens_the_hand_back(qtbot: QtBot, window: MainWindow, make: Make, scanner: Scanner) -> None:
    """A ticket opens the hand-back, from the today screen, and nothing is typed."""
    ticket = make.deposit(1)
    window.open_screen("today")
    scanner.sends(window, ticket.code)
    qtbot.waitUntil(lambda: window.current_key() == "handback", timeout=3_000)
    assert window.workplace.field.text() == ""


REPAIRED = {
    "us scanner, french computer": Scanner("us>fr"),
    "french scanner, us computer": Scanner("fr>us"),
    "german scanner": Scanner("de>fr"),
    "belgian computer": Scanner("us>be"),
    "swiss computer": Scanner("fr>ch"),
    "prefix": Scanner(prefix="SHOP-"),
    "prefix and suffix behind another keyboard": Scanner("fr>us", prefix="B77", suffix="x"),
    "aim behind another keyboard": Scanner("us>fr", prefix="]Q1"),
    "slow": Scanner(step_ms=55),
    "slow, another keyboard, no enter": Scanner("us>de", step_ms=60, ends=()),
}


@pytest.mark.parametrize("scanner", REPAIRED.values(), ids=REPAIRED.keys())
def test_a_wrong_set_up_is_repaired_proven_and_at_work(
    window: MainWindow, dialog: ScannerCheck, qtbot: QtBot, make: Make, scanner: Scanner
) -> None:
    """Found, repaired by one key, proven by the same code; then a ticket opens the hand-back."""
    repairs = 0
    for code in SHEET:
        _scan(qtbot, dialog, scanner, code)
        if dialog.repair.isVisible():
            assert dialog.repair.hasFocus()
            QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Space)
            qtbot.waitUntil(lambda: dialog.page.sentence.text() == "Repaired. Scan the same code again.")
            repairs += 1
            _scan(qtbot, dialog, scanner, code)
    assert repairs >= 1
    assert dialog.steps.states() == ["done", "done", "done"]
    assert dialog.page.sentence.text() == "The scanner works."
    assert dialog.step() is None
    assert dialog.leave.hasFocus()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    _closed(qtbot, window)
    _opens_the_hand_back(qtbot, window, make, scanner)


FINE = {
    "right": (Scanner(), ""),
    "no enter": (Scanner(ends=()), "The scanner does not press Enter at the end."),
    "tab": (Scanner(ends=(Qt.Key.Key_Tab,)), "The scanner presses Tab at the end, not Enter."),
    "two enters": (Scanner(ends=(RETURN, RETURN)), "The scanner presses Enter twice."),
    "aim": (Scanner(prefix="]Q1"), "The scanner says what kind of code it read: ]Q1"),
    "stx": (Scanner(prefix="\x02"), "The scanner says what kind of code it read: <2>"),
}


@pytest.mark.parametrize(("scanner", "noted"), FINE.values(), ids=FINE.keys())
def test_what_works_all_the_same_is_only_noted(  # noqa: PLR0917  # fixtures and a case
    window: MainWindow, dialog: ScannerCheck, qtbot: QtBot, make: Make, scanner: Scanner, noted: str
) -> None:
    """Three scans and it is over; nothing is changed; both hands can stay at the scanner."""
    for code in SHEET:
        _scan(qtbot, dialog, scanner, code)
    assert dialog.page.sentence.text() == "The scanner works."
    assert [each.sentence() for each in dialog.page.hints] == ([noted] if noted else [])
    assert window.settings == Settings()
    dialog.accept()
    _closed(qtbot, window)
    _opens_the_hand_back(qtbot, window, make, scanner)


BROKEN = {
    "too slow": (Scanner(step_ms=120), TEST_DIGITS, "The scanner is too slow: 120 ms"),
    "last digit dropped": (Scanner(), TEST_DIGITS[:-1], "The last character is missing."),
    "first digit dropped": (Scanner(), TEST_DIGITS[1:], "The first character is missing."),
    "digits lost": (Scanner(), "1346790", "Characters are missing in the code."),
    "another code of the sheet": (Scanner(), TEST_LETTERS, "This is another code of the sheet."),
    "something else": (Scanner(), "3601234567894", "This is not the code"),
    "typed": (Scanner(step_ms=140), "bonjour", "This was typed by hand."),
}


@pytest.mark.parametrize(("scanner", "code", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_what_the_program_cannot_repair_says_what_to_do(  # noqa: PLR0917  # fixtures and a case
    window: MainWindow, dialog: ScannerCheck, qtbot: QtBot, scanner: Scanner, code: str, said: str
) -> None:
    """No repair is promised; a good scan afterwards goes on all the same."""
    _scan(qtbot, dialog, scanner, code)
    assert dialog.page.sentence.text().startswith(said)
    assert dialog.page.more.text()
    assert not dialog.repair.isVisible()
    assert dialog.skip.isVisible()
    assert dialog.step() is Step.DIGITS
    assert window.settings == Settings()
    _scan(qtbot, dialog, Scanner(), TEST_DIGITS)
    assert dialog.step() is Step.LETTERS


def test_caps_lock_is_for_a_person_to_turn_off(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """The letters say it; with Caps Lock off again the same scan is good."""
    on, off = Scanner("us>us", caps=Caps.LETTERS), Scanner()
    _scan(qtbot, dialog, on, TEST_DIGITS)
    _scan(qtbot, dialog, on, TEST_LETTERS)
    assert dialog.page.sentence.text() == "Capital and small letters have changed places."
    assert not dialog.repair.isVisible()
    _scan(qtbot, dialog, off, TEST_LETTERS)
    assert dialog.step() is Step.SQUARE


def test_an_unknown_set_up_shows_what_came(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """What arrived can be read to somebody on the telephone."""
    _scan(qtbot, dialog, Scanner(), "]x9\x1dQZ?!77")
    assert "]x9<29>QZ?!77" in dialog.page.more.text()


def test_all_capitals_leave_our_codes_working(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """A concierge may go on, and is told what works and what does not."""
    _scan(qtbot, dialog, Scanner(), TEST_DIGITS)
    _scan(qtbot, dialog, Scanner(), TEST_LETTERS.upper())
    dialog.skip.click()
    _scan(qtbot, dialog, Scanner(), TEST_LETTERS)
    assert dialog.steps.states() == ["done", "not", "done"]
    assert dialog.page.sentence.text() == "Our own codes work."


def test_scans_at_full_speed_are_all_heard(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """The three codes without a pause between them end the test."""
    for code in SHEET:
        Scanner().sends(dialog, code)
    qtbot.waitUntil(lambda: dialog.step() is None, timeout=3_000)
    assert dialog.steps.states() == ["done", "done", "done"]


def test_while_the_test_is_open_a_scan_opens_nothing(
    window: MainWindow, dialog: ScannerCheck, qtbot: QtBot, make: Make
) -> None:
    """A ticket is no code of the sheet; closed, the next scan is the window's and typing is a person's."""
    ticket = make.deposit(1)
    _scan(qtbot, dialog, Scanner(), ticket.code)
    assert dialog.page.sentence.text().startswith("This is not the code")
    assert window.current_key() == "settings"
    dialog.close()
    _closed(qtbot, window)
    window.open_screen("today")
    window.workplace.field.focus_and_select()
    person_types(window.workplace.field.edit, "dup")
    qtbot.waitUntil(lambda: window.workplace.field.text() == "dup")
    scanner_sends(window.workplace.field.edit, ticket.code)
    qtbot.waitUntil(lambda: window.current_key() == "handback")


def test_locking_the_desk_ends_the_test(window: MainWindow, dialog: ScannerCheck, qtbot: QtBot) -> None:
    """A badge signs in again: scans are the window's."""
    window.lock()
    _closed(qtbot, window)
    assert window.cover is not None
    window.cover.take_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    scanner_sends(focused, codes.write(codes.CodeKind.BADGE, 1))
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=3_000)


def test_the_repair_is_kept_and_at_work_at_the_next_start(
    window: MainWindow, dialog: ScannerCheck, qtbot: QtBot, tmp_path: Path
) -> None:
    """What was found stands in the file of this counter, and a window that starts with it understands at once."""
    window._settings_path = tmp_path / "settings.toml"  # noqa: SLF001  # a file of this test's own
    scanner = Scanner("fr>us", prefix="B-")
    _scan(qtbot, dialog, scanner, TEST_DIGITS)
    dialog.repair.click()
    dialog.close()
    kept = settings_file.load(tmp_path / "settings.toml")
    assert (kept.scanner_keyboard, kept.scanner_prefix) == ("fr>us", "B-")
    window.close()
    again = open_window(window.desk, settings=kept)
    again.activateWindow()
    qtbot.waitUntil(again.isActiveWindow)
    scans: list[str] = []
    again._catcher.scanned.connect(scans.append)  # noqa: SLF001  # what it understood, before anything opens
    scanner.sends(again, "2000000014")
    qtbot.waitUntil(lambda: scans == ["2000000014"])
    again.close()
    background.wait()
    again.deleteLater()
    qtbot.wait(1)


def test_when_nothing_comes_there_is_something_to_look_at(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """Asked for, or unasked after a while; a scan that comes all the same goes on."""
    assert not dialog.page.shows_checks()
    dialog.nothing.click()
    assert dialog.page.shows_checks()
    assert "USB keyboard" in dialog.page.spoken()
    assert "camera" not in dialog.page.spoken()
    for code in SHEET[:2]:
        _scan(qtbot, dialog, Scanner(), code)
    assert not dialog.page.shows_checks()
    dialog._patience.timeout.emit()  # noqa: SLF001  # 45 seconds later
    assert "camera" in dialog.page.spoken()
    dialog.skip.click()
    assert dialog.steps.states() == ["done", "done", "not"]
    assert dialog.page.sentence.text() == "The codes with bars work."


def test_it_is_patient_and_stops_waiting_when_it_is_over(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """The clock runs anew with each code that is asked for, and not after the last."""
    assert dialog._patience.interval() == scanner_check.PATIENCE_MS  # noqa: SLF001  # it has no other sign
    for code in SHEET:
        assert dialog._patience.isActive()  # noqa: SLF001  # whether the dialog still waits is seen nowhere else
        _scan(qtbot, dialog, Scanner(), code)
    assert not dialog._patience.isActive()  # noqa: SLF001  # whether the dialog still waits is seen nowhere else


def test_the_test_sheet_is_queued_in_the_language_of_the_screen(
    window: MainWindow, dialog: ScannerCheck
) -> None:
    """One press, one paper, said where the concierge looks."""
    dialog.sheet.click()
    queued = window.desk.ask(printing.recent, limit=9)
    assert [(job.paper, job.language, job.staff_id) for job in queued] == [(Paper.SCANNER_SHEET, "en", 2)]
    assert dialog.page.hints[-1].sentence() == "The test sheet goes to the printer."


def test_the_test_can_be_made_again(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """After the end it begins with the first code, and forgets what it noted."""
    for code in SHEET:
        _scan(qtbot, dialog, Scanner(ends=()), code)
    dialog.again.click()
    assert dialog.step() is Step.DIGITS
    assert dialog.steps.states() == ["now", "later", "later"]
    for code in SHEET:
        _scan(qtbot, dialog, Scanner(), code)
    assert dialog.page.hints == []


def test_another_scanner_takes_the_old_repair_back(
    dialog: ScannerCheck, window: MainWindow, qtbot: QtBot
) -> None:
    """The old repair would break the letters of a scanner that is set well."""
    window.change_settings(Settings(scanner_keyboard="us>fr"))
    _scan(qtbot, dialog, Scanner(), TEST_DIGITS)
    _scan(qtbot, dialog, Scanner(), TEST_LETTERS)
    dialog.repair.click()
    assert window.settings == Settings()
    _scan(qtbot, dialog, Scanner(), TEST_LETTERS)
    assert dialog.step() is Step.SQUARE


def test_who_listens_to_the_page_hears_all_of_it(dialog: ScannerCheck, qtbot: QtBot) -> None:
    """What is shown is the name of what has the focus, and each step says how far it is."""
    assert dialog.frame.hasFocus()
    assert dialog.frame.accessibleName() == ("Scan code 1: the digits The bars with 1234567890 below them.")
    _scan(qtbot, dialog, Scanner(), TEST_DIGITS)
    assert dialog.frame.accessibleName().endswith("Good. Now the next code.")
    named = [each.accessibleName() for each in dialog.steps.findChildren(Line)]
    assert named == ["Digits: done", "Letters: now", "Square code: later"]


def test_every_word_of_the_test_can_be_said(qtbot: QtBot) -> None:
    """Each trouble has its sentence and its advice, with the values that it brings."""
    t = Texts("en")
    values = (("scanner", "American"), ("computer", "French"), ("added", "]C0"), ("ms", 50), ("arrived", "x"))
    for trouble in Trouble:
        for stops in (True, False):
            finding = Finding(trouble, stops, values)
            assert "{" not in scanner_words.sentence(finding, t) + scanner_words.advice(finding, t)
