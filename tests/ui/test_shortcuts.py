"""The keys of the window are those of the house, each once."""

from PySide6.QtWidgets import QApplication

from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts

_HOUSE = {
    "dropoff": "F2",
    "handback": "F3",
    "visits": "F4",
    "mail": "F5",
    "requests": "F6",
    "customers": "F7",
    "supervise": "F8",
    "settings": "F11",
    "main": "F12",
    "back": "Esc",
    "search": "Ctrl+K",
    "lock": "Ctrl+L",
}


def test_the_keys_are_those_of_the_house(qapp: QApplication) -> None:
    """Each key does one thing, and none is a plain character, which a scanner types."""
    keys = [each.key for each in shortcuts.ALL]
    assert len(set(keys)) == len(keys)
    assert {name: shortcuts.key(name) for name in _HOUSE} == _HOUSE
    assert all(len(key) > 1 for key in keys)
    assert not any(shortcuts.sequence(each.name).isEmpty() for each in shortcuts.ALL)


def test_the_help_speaks_the_language() -> None:
    """The keys are listed as they are printed on the keyboard, with what they do."""
    rows = dict(shortcuts.help_rows(Texts("fr")))
    assert rows["Échap"] == "Revenir en arrière"
    assert rows["Ctrl K"] == "Chercher ou scanner"
    assert len(rows) == len(shortcuts.ALL)


def test_the_keys_of_the_counting_are_told_in_the_language() -> None:
    """What the drop-off reads by itself stands in the help too."""
    rows = dict(shortcuts.counting_rows(Texts("fr")))
    assert rows["x 5"] == "Dépôt\u00a0: mettre cinq pièces"
    assert "Retour arrière" in rows
