"""The keys of the window; the only file that lists them, and the source of the help (F1).

Plain characters are never shortcuts: a scanner types them. A screen that wants digits (the tiles) reads them in
its `keyPressEvent`.
"""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from concierge_desk.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key: what it is called in the code, what to press, what it does."""

    name: str
    key: str
    words: str


ALL = (
    Shortcut("help", "F1", N_("Show the keys")),
    Shortcut("dropoff", "F2", N_("Drop-off")),
    Shortcut("handback", "F3", N_("Hand-back")),
    Shortcut("visits", "F4", N_("Visits")),
    Shortcut("mail", "F5", N_("Mail")),
    Shortcut("requests", "F6", N_("Requests")),
    Shortcut("customers", "F7", N_("Customers")),
    Shortcut("supervise", "F8", N_("Supervision")),
    Shortcut("items", "F9", N_("Items")),
    Shortcut("papers", "F10", N_("Papers and printers")),
    Shortcut("settings", "F11", N_("Settings")),
    Shortcut("main", "F12", N_("Do the main action (the large green button)")),
    Shortcut("back", "Esc", N_("Go back")),
    Shortcut("search", "Ctrl+K", N_("Search or scan")),
    Shortcut("release", "Ctrl+P", N_("Print what waits")),
    Shortcut("lock", "Ctrl+L", N_("Lock the desk")),
    Shortcut("undo", "Ctrl+Z", N_("Undo")),
    Shortcut("save", "Ctrl+S", N_("Today’s manifests, mail log: save them as files")),
    Shortcut("label", "Ctrl+T", N_("Customers: print the label of a pigeonhole")),
    Shortcut("further", "PgDown", N_("Today’s manifests: look further down the paper")),
    Shortcut("nearer", "PgUp", N_("Today’s manifests: look further up")),
)
PROVIDER = "Alt P"
COUNTING = (
    ("1 … 8", N_("Drop-off: one more of a tile")),
    ("0", N_("Drop-off: show the next tiles")),
    ("x 5", N_("Drop-off: make it five pieces")),
    ("+  −", N_("Drop-off: one more, one less")),
    (N_("Backspace"), N_("Drop-off: remove the piece")),
    ("Ctrl 1 … 6", N_("Drop-off: show a service; its first letter does too")),
    ("Alt 1 … 9", N_("Drop-off: press a chip of the piece")),
    (PROVIDER, N_("Drop-off: choose who does it")),
    ("Ctrl ↑ ↓", N_("Drop-off: look at another piece")),
    ("B  R  D", N_("Visit: it came back good, to redo, damaged")),
    ("Q", N_("Visit: the provider names a price")),
    ("A", N_("Visit: put the piece aside; once more: say why")),
    (N_("Shift A"), N_("Visit: put everything else aside")),
    ("Ctrl A", N_("Visit: tick the whole list")),
    ("+", N_("Visit: another piece, by its number or in words")),
    ("P", N_("Visit: both sign on the paper")),
    ("P", N_("Hand-back: they sign on paper")),
    ("D", N_("Mail, registers: somebody disputes that it was handed over")),
    (N_("letter, digit"), N_("Mail: choose a person by the first letter and a row’s digit")),
    (N_("scan"), N_("Mail: a pigeonhole’s label says for whom; when nothing waits, one letter more")),
    ("+", N_("Mail: the same person again")),
    ("?", N_("Mail: person not known, settle it later")),
    ("*", N_("Mail: several persons possible, settle it later")),
    ("Ctrl 1 … 6", N_("Mail: what the next pieces are: letter, registered, parcel…")),
    ("Ctrl B", N_("Mail: whose piece it is, where a carrier brings those of others")),
    (N_("Backspace"), N_("Mail: take the last step back, in an empty field")),
    ("Ctrl ↑ ↓", N_("Mail: correct another piece; Ctrl Delete removes it")),
    ("Ctrl E", N_("Mail: who sends the last piece, or the one that is corrected")),
    ("Alt 1 … 7", N_("Mail: go to the arrivals and the other tabs")),
    ("Alt 1 … 5", N_("Supervision: go to the day, the incidents and the other tabs")),
    (N_("Delete"), N_("Visit: take back what was said of a piece")),
)
"""What a screen reads by itself while pieces are counted; no shortcuts, because a scanner types digits."""
_BY_NAME = {each.name: each for each in ALL}


def key(name: str) -> str:
    """Tell the key of a shortcut by its name: "F12"; empty when it has none."""
    found = _BY_NAME.get(name)
    return found.key if found else ""


def sequence(name: str) -> QKeySequence:
    """Give the key of a shortcut as Qt wants it."""
    return QKeySequence(_BY_NAME[name].key)


def shown(name: str, texts: Texts) -> str:
    """Write a key as it is printed on the keyboard of this language: "F12", "Ctrl K", "Échap"."""
    return _spelled(key(name), texts)


def help_rows(texts: Texts) -> list[tuple[str, str]]:
    """List every key with what it does, for the help."""
    return [(_spelled(each.key, texts), texts(each.words)) for each in ALL]


def counting_rows(texts: Texts) -> list[tuple[str, str]]:
    """List the keys of the counting, for the help."""
    return [(texts(pressed), texts(words)) for pressed, words in COUNTING]


def _spelled(pressed: str, texts: Texts) -> str:
    return texts("Esc") if pressed == "Esc" else pressed.replace("+", " ")
