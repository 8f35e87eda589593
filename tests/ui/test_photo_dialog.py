"""Choosing a photo never opens the store's own file: closing it again would drop every lock that SQLite holds."""

from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo

from concierge_desk.ui import photographing
from concierge_desk.ui.photo_taking import PlainIcons


@pytest.mark.parametrize("name", ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "desk", "photo.txt"])
def test_what_is_not_called_a_picture_is_not_opened(tmp_path: Path, name: str) -> None:
    """It is refused by its name, whatever is in it."""
    file = tmp_path / name
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(photographing.NoPicture):
        photographing.of_file(str(file))


def test_the_dialog_tells_files_by_their_names(tmp_path: Path) -> None:
    """No picture and no kind is looked up in a file: a file that cannot be read is told all the same."""
    icons = PlainIcons()
    for name, kind in (("desk.sqlite", "sqlite"), ("col.jpg", "jpg"), ("desk.sqlite-shm", "sqlite-shm")):
        info = QFileInfo(str(tmp_path / name))
        assert icons.type(info) == kind
        assert icons.icon(info).isNull()
