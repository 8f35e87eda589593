"""Who may sign in is read before the store is opened, and never guessed."""

from pathlib import Path

from concierge_desk import door
from concierge_desk.door import Person
from concierge_desk.models.store import Store


def test_the_door_tells_the_house_and_everybody_on_duty(store: Store) -> None:
    """The names stand in the order of the sign-in page, with who is a supervisor."""
    assert store.path is not None
    found = door.read(store.path)
    assert found is not None
    assert (found.house, found.language) == ("Conciergerie Darwin", "fr")
    assert found.people == (Person(1, "Aminata", True, "fr"), Person(2, "Samir", False, "fr"))


def test_the_door_reads_a_store_that_nobody_has_open(furnished_file: Path, tmp_path: Path) -> None:
    """A store that was closed is read, and nothing of it is changed."""
    copy = tmp_path / "desk.sqlite"
    copy.write_bytes(furnished_file.read_bytes())
    before = copy.read_bytes()
    assert door.read(copy) is not None
    assert copy.read_bytes() == before


def test_a_door_that_cannot_be_read_makes_the_window_wait(tmp_path: Path) -> None:
    """No file, no store or a store before its first run: the window waits for the desk."""
    assert door.read(tmp_path / "nowhere.sqlite") is None
    assert not (tmp_path / "nowhere.sqlite").exists()
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear Aminata, this is no store at all.", "utf-8")
    assert door.read(letter) is None
    empty = Store(tmp_path / "empty.sqlite")
    empty.close()
    assert door.read(tmp_path / "empty.sqlite") is None
