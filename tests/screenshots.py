"""Writes every screen to screenshots/: both languages, two sizes of text, light and dark, ordinary and long names.

python -m tests.screenshots            # all of them
python -m tests.screenshots visit      # those whose name has this word
"""

import itertools
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.ui import application, background, theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.tour_hands import Hands
from tests.ui import scenes
from tests.ui.opening import SIZE, person

OUT = Path("screenshots")
_LANGUAGES = ("fr", "en")
_LOOKS = (("", theme.LIGHT, 100), ("-200", theme.LIGHT, 200), ("-dark", theme.DARK, 100))


def main(wanted: str = "") -> None:
    """Write the pictures, and say how many."""
    OUT.mkdir(exist_ok=True)
    running = application.dressed()
    running.setCursorFlashTime(0)
    count = 0
    with TemporaryDirectory() as folder:
        stores = _stores(Path(folder))
        ways = itertools.product(_LANGUAGES, _LOOKS, ("full", "empty", "long"))
        for language, (look, palette, percent), names in ways:
            theme.apply(running, palette, percent)
            chosen = [each for each in scenes.SCENES if wanted in each.name and _is_of(each, names)]
            suffix = f"{language}{look}{'-long' if names == 'long' else ''}"
            count += _shoot(stores[names], language, chosen, suffix)
            if names == "empty" and wanted in "first-run":
                count += _shoot_first_run(Path(folder) / f"{language}{look}.sqlite", language, suffix)
    sys.stdout.write(f"{count} pictures in {OUT}/\n")


def _is_of(scene: scenes.Scene, names: str) -> bool:
    return scene.needs == ("empty" if names == "empty" else "full")


def _stores(folder: Path) -> dict[str, Path]:
    made = {name: folder / f"{name}.sqlite" for name in ("empty", "full", "long")}
    scenes.empty(made["empty"])
    scenes.full(made["full"])
    scenes.full(made["long"], long_names=True)
    return made


def _shoot(store: Path, language: str, chosen: list[scenes.Scene], suffix: str) -> int:
    desk = Desk(Store(store), SetClock(scenes.NOW))
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.begin()
    staff = person(desk, 1)
    staff.language = language
    window.sign_in(staff)
    window.show()
    for scene in chosen:
        scene.show(window)
        _take(window, f"{scene.name}-{suffix}")
        scenes.close_dialogs()
    _close(window, desk)
    return len(chosen)


def _shoot_first_run(store: Path, language: str, suffix: str) -> int:
    desk = Desk(Store(store), SetClock(scenes.NOW))
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.begin()
    window.show()
    scenes.speak(window, language)
    _take(window, f"first-run-{suffix}")
    _close(window, desk)
    return 1


def _take(window: MainWindow, name: str) -> None:
    if not window.is_locked():
        window.workplace.toast.hide()
    QTest.qWait(30)
    Hands(window).picture(OUT / f"{name}.png")


def _close(window: MainWindow, desk: Desk) -> None:
    window.close()
    background.wait()
    window.deleteLater()
    QTest.qWait(1)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
