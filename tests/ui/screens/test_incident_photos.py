"""Photos of incidents: chosen, pasted, dropped, enlarged; each belongs to its own incident."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import EntryKind
from concierge_desk.operations import deeds, incident_entries
from concierge_desk.operations.photos import Picture
from concierge_desk.ui import photographing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.photo_taking import PlainIcons
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from tests.ui.fingers import let_pass
from tests.ui.screens.board import keys, kinds_of
from tests.ui.screens.day import assert_clean
from tests.ui.test_photographing import drawn, written

if TYPE_CHECKING:
    from concierge_desk.ui.notices import Notice


def _picture_file(folder: Path, name: str = "col.png") -> Path:
    path = folder / name
    path.write_bytes(written(drawn(400, 300), b"png"))
    return path


def _wait_for_photos(qtbot: QtBot, panel: IncidentsPanel, count: int) -> None:
    qtbot.waitUntil(lambda: len(panel.dossier.photos.thumbnails) == count, timeout=5_000)


def test_photos_are_chosen_as_files(
    window: MainWindow, panel: IncidentsPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    """Several at once; what is no picture gets a sentence, and the others are kept all the same."""
    letter = tmp_path / "lettre.jpg"
    letter.write_text("Bonjour")
    chosen = [str(_picture_file(tmp_path)), str(letter), str(_picture_file(tmp_path, "dos.png"))]
    heard: list[Notice] = []
    window.notices.said.connect(heard.append)
    panel.dossier.buttons["photo"].click()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert isinstance(dialog.iconProvider(), PlainIcons)
    dialog.setDirectory(str(tmp_path))
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(" ".join(f'"{each}"' for each in chosen))
    dialog.accept()
    _wait_for_photos(qtbot, panel, 2)
    qtbot.waitUntil(lambda: any(each.warning and "lettre.jpg" in each.sentence for each in heard))
    assert {each.name for each in panel.dossier.photos.shots} == {"col.png", "dos.png"}
    assert_clean(window.desk)


def test_photos_are_pasted(panel: IncidentsPanel, qtbot: QtBot) -> None:
    """What was copied elsewhere is pasted by its key; words are no picture."""
    QGuiApplication.clipboard().setImage(drawn(400, 300))
    keys(Qt.Key.Key_Return)
    QTest.keyClick(panel.dossier.buttons["note"], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    _wait_for_photos(qtbot, panel, 1)
    QGuiApplication.clipboard().setText("Bonjour")
    assert not panel.dossier.taking.paste()


def test_photos_are_dropped(panel: IncidentsPanel, tmp_path: Path, qtbot: QtBot) -> None:
    """A file dropped on the dossier is kept; an address elsewhere is not fetched."""
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(_picture_file(tmp_path))), QUrl("https://example.org/a.png")])
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    panel.dossier.dropEvent(event)
    _wait_for_photos(qtbot, panel, 1)


def test_a_photo_belongs_to_the_incident_that_was_in_front(
    desk: Desk, panel: IncidentsPanel, troubled: list[int], tmp_path: Path, qtbot: QtBot
) -> None:
    """Who goes on to another incident while a photo is made small does not find it there."""
    panel.dossier.taking.take_files([str(_picture_file(tmp_path))])
    panel.list.mark(troubled[1])
    qtbot.waitUntil(lambda: not panel.dossier.taking.is_reading(), timeout=5_000)
    assert kinds_of(desk, troubled[0]) == [EntryKind.PHOTO]
    assert EntryKind.PHOTO not in kinds_of(desk, troubled[1])


@pytest.fixture
def pictured(desk: Desk, panel: IncidentsPanel, troubled: list[int]) -> IncidentsPanel:
    """The board with two photos of the oldest incident."""
    for name in ("col.jpg", "dos.jpg"):
        picture = Picture(name, photographing.of_image(drawn(400, 300), name).content)
        by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 2, "deed_uid": deeds.new_uid()}
        desk.do(incident_entries.add_photo, incident_id=troubled[0], picture=picture, **by)
    QTest.qWait(20)
    return panel


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_photo_is_enlarged_by_a_key(window: MainWindow, pictured: IncidentsPanel, key: Qt.Key) -> None:
    """Enter or Space enlarge it, the arrows show the next, Esc gives the page back as it was."""
    first = pictured.dossier.photos.thumbnails[0]
    first.setFocus()
    QTest.keyClick(first, key)
    let_pass()
    ids = [each.key for each in pictured.dossier.photos.shots]
    assert pictured.view.shown() == ids[0]
    keys(Qt.Key.Key_Right)
    assert pictured.view.shown() == ids[1]
    keys(Qt.Key.Key_Right)
    assert pictured.view.shown() == ids[0]
    window.press("Esc")
    assert pictured.view.shown() is None
    assert first.hasFocus()
