"""Every screen, empty and full, in both languages, at 200 % with names of 80 characters: nothing is cut off."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.ui import background, theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import SCREENS
from concierge_desk.ui.shortcuts import key as key_of
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.words import Line, Words
from tests.ui import scenes
from tests.ui.opening import SIZE, person

_LEEWAY = 2


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An empty desk, a full one, and a full one with very long names; made once."""
    folder = tmp_path_factory.mktemp("scenes")
    made = {name: folder / f"{name}.sqlite" for name in ("empty", "full", "long")}
    scenes.empty(made["empty"])
    scenes.full(made["full"])
    scenes.full(made["long"], long_names=True)
    return made


@pytest.fixture
def application(qtbot: QtBot) -> Iterator[QApplication]:
    """The application, with its ordinary look again afterwards."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    yield running
    theme.apply(running)


def _open(store: Path, folder: Path, language: str) -> MainWindow:
    path = folder / store.name
    shutil.copy(store, path)
    path.chmod(0o600)
    desk = Desk(Store(path), SetClock(scenes.NOW))
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.begin()
    staff = person(desk, 1)
    staff.language = language
    window.sign_in(staff)
    window.show()
    return window


def _close(window: MainWindow) -> None:
    desk = window.desk
    window.close()
    background.wait()
    window.deleteLater()
    QTest.qWait(1)
    desk.close()


def _seen(window: MainWindow) -> list[QWidget]:
    """List what a person can see or scroll to, in the dialog before the window if there is one."""
    front = QApplication.activeModalWidget() or window
    return [each for each in front.findChildren(QWidget) if each.isVisible()]


def _named(widget: QWidget | None) -> str:
    if widget is None:
        return ""
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} “{(said or widget.accessibleName())[:60]}” {widget.width()}×{widget.height()}"


def _cut(widget: QWidget) -> str:
    """Tell what is cut off of a piece; empty when it is whole."""
    wide, high = widget.width() + _LEEWAY, widget.height() + _LEEWAY
    if isinstance(widget, Line):
        whole = widget.sizeHint().width() <= wide or widget.toolTip() == widget.text()
        return "" if whole else "is cut short without its whole text in a tooltip"
    if isinstance(widget, QLabel) and not widget.text():
        return ""
    if isinstance(widget, Words | Button) and widget.heightForWidth(widget.width()) > high:
        return f"needs {widget.heightForWidth(widget.width())} of height"
    least = widget.minimumSizeHint()
    if isinstance(widget, QAbstractButton | QLineEdit | QLabel) and (
        least.width() > wide or least.height() > high
    ):
        return f"needs {least.width()}×{least.height()}"
    return ""


def _outside(widget: QWidget) -> bool:
    """Tell whether a piece reaches out of what holds it, where nothing scrolls to it."""
    holder = widget.parentWidget()
    if holder is None or widget.isWindow() or isinstance(holder, QAbstractScrollArea | QLineEdit):
        return False
    if isinstance(holder.parentWidget(), QAbstractScrollArea):
        return False
    room = holder.rect().adjusted(-_LEEWAY, -_LEEWAY, _LEEWAY, _LEEWAY)
    return not room.contains(widget.geometry())


def _problems(window: MainWindow) -> list[str]:
    """List what is wrong once the layout has come to rest."""
    for _ in range(25):
        QTest.qWait(20)
        found = _problems_now(window)
        if not found:
            break
    return found


def _problems_now(window: MainWindow) -> list[str]:
    found = []
    for widget in _seen(window):
        cut = _cut(widget)
        if cut:
            found.append(f"{_named(widget)} {cut}")
        if _outside(widget):
            found.append(f"{_named(widget)} reaches out of {_named(widget.parentWidget())}")
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            found.append(f"{_named(widget)} scrolls sideways")
        if _takes_keys(widget) and not (widget.accessibleName() or _text(widget)):
            found.append(f"{_named(widget)} has no name")
        if isinstance(widget, QAbstractItemView):
            found += _problems_of_rows(widget)
    return found


def _problems_of_rows(view: QAbstractItemView) -> list[str]:
    """A row may be cut short when the whole of it is in its tooltip."""
    model, found = view.model(), []
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        if not model.data(index, Qt.ItemDataRole.ToolTipRole):
            found.append(f"row {number} of {_named(view)} has no tooltip")
    return found


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _takes_keys(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return widget.isEnabled() and bool(policy & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _expected_by_tab(window: MainWindow) -> set[QWidget]:
    """List what Tab must lead to; of buttons of which one holds, the one that does."""
    found = set()
    for widget in _seen(window):
        if not _takes_keys(widget):
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None and group.exclusive() and group.checkedButton() not in {None, widget}:
            continue
        found.add(widget)
    return found


def _reached_by_tab(window: MainWindow) -> set[QWidget]:
    front = QApplication.activeModalWidget() or window
    reached: set[QWidget] = set()
    for _ in range(400):
        now = QApplication.focusWidget()
        if now is None or now in reached:
            break
        reached.add(now)
        QTest.keyClick(front.windowHandle(), Qt.Key.Key_Tab)
    return reached


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("look", [("empty", 200), ("long", 200), ("full", 100), ("long", 100)], ids=str)
def test_nothing_is_cut_off(
    application: QApplication, stores: dict[str, Path], tmp_path: Path, language: str, look: tuple[str, int]
) -> None:
    """Every text has its room or its whole in a tooltip; every control has a name; nothing scrolls sideways."""
    names, percent = look
    theme.apply(application, theme.LIGHT, percent)
    window = _open(stores[names], tmp_path, language)
    found: list[str] = []
    wanted = "empty" if names == "empty" else "full"
    for scene in scenes.SCENES:
        if scene.needs == wanted:
            scene.show(window)
            found += [f"{scene.name}: {problem}" for problem in _problems(window)]
            scenes.close_dialogs()
    _close(window)
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def test_tab_leads_to_every_control(stores: dict[str, Path], qtbot: QtBot, tmp_path: Path) -> None:
    """On every screen the Tab key goes round through every control that takes keys."""
    window = _open(stores["full"], tmp_path, "fr")
    window.activateWindow()
    missed: list[str] = []
    for scene in scenes.SCENES:
        if scene.needs != "full":
            continue
        window.activateWindow()
        scene.show(window)
        QTest.qWait(20)
        expected, reached = _expected_by_tab(window), _reached_by_tab(window)
        missed += [f"{scene.name}: {_named(each)}" for each in expected - reached if each.isVisible()]
        scenes.close_dialogs()
    _close(window)
    assert not missed, "\n" + "\n".join(sorted(missed))


def test_function_keys_open_each_screen(window: MainWindow) -> None:
    """Each place of the rail has its key, and Esc leads back to Today."""
    window.activateWindow()
    for entry in SCREENS[1:]:
        QTest.keyClick(window.windowHandle(), Qt.Key(_key(key_of(entry.shortcut))))
        assert window.current_key() == entry.key
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
        QTest.qWait(1)
        assert window.current_key() == "today"


def _key(name: str) -> int:
    return Qt.Key.Key_F1.value + int(name.removeprefix("F")) - 1


def test_the_first_run_is_whole(application: QApplication, tmp_path: Path) -> None:
    """The first questions fit at every size of text, in both languages."""
    found = []
    for percent in (100, 200):
        for language in ("fr", "en"):
            theme.apply(application, theme.LIGHT, percent)
            desk = Desk(Store(tmp_path / f"{language}{percent}.sqlite"), SetClock(scenes.NOW))
            window = MainWindow(desk)
            window.resize(*SIZE)
            window.begin()
            window.show()
            scenes.speak(window, language)
            found += [f"{language} {percent}: {problem}" for problem in _problems(window)]
            _close(window)
    assert not found, "\n" + "\n".join(found)
