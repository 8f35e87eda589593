"""Every message of the program, as Babel finds it in the code, and the translations of each language.

`python -m tests.house.messages` (make texts) brings the translations up to the code: new messages wait there
for their words, those that are gone leave, and each .mo is compiled.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.house.source import PACKAGE, RESOURCES

# t("…"), t.many("one", "several", n) and the mark N_("…"), whatever they are called on.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "t": None,
    "_t": None,
    "texts": None,
    "_texts": None,
    "many": (1, 2),
    "N_": None,
}


def in_the_code() -> Catalog:
    """Collect the messages that stand in the code."""
    found = Catalog(project="Concierge Desk", version="1", charset="utf-8", fuzzy=False)
    for name, line, message, comments, _ in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(message, locations=[(name, line)], auto_comments=comments)
    return found


def translations() -> list[Path]:
    """List the translations, one .po file per language."""
    return sorted((RESOURCES / "translations").glob("*/LC_MESSAGES/desk.po"))


def read(translation: Path) -> Catalog:
    """Read the translations of one language."""
    with translation.open("rb") as stream:
        return read_po(stream, locale=translation.parts[-3])


def compiled(translation: Path) -> bytes:
    """Compile the translations of one language, as the .mo beside it must be."""
    made = io.BytesIO()
    write_mo(made, read(translation))
    return made.getvalue()


def update(translation: Path) -> int:
    """Bring one language up to the code and compile it; say how many messages still wait for their words."""
    words = read(translation)
    words.update(in_the_code(), no_fuzzy_matching=True)
    words.obsolete.clear()
    with translation.open("wb") as stream:
        write_po(stream, words, sort_output=True, width=100, no_location=True)
    translation.with_suffix(".mo").write_bytes(compiled(translation))
    return sum(1 for message in words if message.id and not all(forms(message.string)))


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """List the forms of a message or of its translation: one, or one for each plural."""
    return (words,) if isinstance(words, str) else tuple(words or ("",))


if __name__ == "__main__":
    for po in translations():
        sys.stdout.write(f"{po.parts[-3]}: {len(read(po))} messages, {update(po)} without their words\n")
