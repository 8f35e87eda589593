"""The settings of this machine, declared once: type, default, words."""

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from concierge_desk.texts import N_

_WORDS = "words"


@dataclass(frozen=True)
class Settings:
    """What is set for this counter PC; the house's own matters are in the store."""

    ticket_printer: str = field(default="", metadata={_WORDS: N_("Printer for tickets")})
    label_printer: str = field(default="", metadata={_WORDS: N_("Printer for labels")})
    document_printer: str = field(
        default="", metadata={_WORDS: N_("Printer for manifests and other A4 papers")}
    )
    papers_folder: str = field(default="", metadata={_WORDS: N_("Folder for papers without a printer")})
    lock_after_minutes: int = field(default=5, metadata={_WORDS: N_("Lock the desk after (minutes)")})
    text_percent: int = field(default=100, metadata={_WORDS: N_("Size of the text (percent)")})
    dark: bool = field(default=False, metadata={_WORDS: N_("Dark colours")})
    copies_folder: str = field(default="", metadata={_WORDS: N_("Second folder for copies (a USB stick)")})


def words_of(name: str) -> str:
    """Tell the words of a setting, to be translated."""
    return next(str(each.metadata[_WORDS]) for each in fields(Settings) if each.name == name)


def load(path: Path) -> Settings:
    """Read the settings; what is missing, unknown or of the wrong type keeps its default."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    defaults = asdict(Settings())
    known: dict[str, Any] = {
        name: value for name, value in found.items() if type(value) is type(defaults.get(name))
    }
    return replace(Settings(), **known)


def save(settings: Settings, path: Path) -> None:
    """Write the settings, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(tomli_w.dumps(asdict(settings)), "utf-8")
    beside.replace(path)
