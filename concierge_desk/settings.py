"""The settings of this machine, declared once: type, default, words."""

import tomllib
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from concierge_desk.texts import N_

_WORDS = "words"
_OLD_PRINTERS = {
    "ticket_printer": ("ticket",),
    "label_printer": ("label",),
    "document_printer": ("manifest", "other"),
}
"""What a version before the ways out named, and the roles that it was for."""
SCANNER_PACE_MS = 18
"""The middle pause of a scanner is at most this, unless its test has found a slower one."""
SCANNER_GAP_MS = 35
"""The longest pause between two characters of a scan; one typed by a person is longer."""
LONGEST_SCANNER_GAP_MS = 80
"""The longest that can be set for a slow scanner; above it nobody could tell it from a person."""
D = TypeVar("D")


@dataclass(frozen=True)
class PrinterSetup:
    """The printer of one role: its way out, where it is, and what is in it."""

    way: str = field(default="folder", metadata={_WORDS: N_("Way out")})
    """One of "folder", "system", "escpos", "zpl"."""
    address: str = field(default="", metadata={_WORDS: N_("Printer or address")})
    """The name of the system's queue, or tcp://host:9100, file:///dev/usb/lp0, serial:///dev/ttyUSB0?baud=115200."""
    paper: str = field(default="", metadata={_WORDS: N_("Paper")})
    """A key of print.papers; empty for the usual one of the role."""
    dots_per_mm: int = field(default=8, metadata={_WORDS: N_("Dots per millimetre")})
    width_mm: int = field(default=0, metadata={_WORDS: N_("Width of the head (mm)")})
    """What the head of a roll printer reaches; 0 for what is usual with its paper."""
    cut: bool = field(default=True, metadata={_WORDS: N_("Cut the paper")})
    drawer: bool = field(default=False, metadata={_WORDS: N_("A cash drawer is plugged in")})
    """Whether the drawer may be opened by hand; no paper ever opens it."""
    first_free: int = field(default=1, metadata={_WORDS: N_("First free label on the sheet")})


@dataclass(frozen=True)
class MailboxSetup:
    """The server that takes the house's e-mail; its password is in the system's keyring, never here."""

    host: str = field(default="", metadata={_WORDS: N_("Mail server")})
    """Empty: this counter sends no e-mail."""
    port: int = field(default=587, metadata={_WORDS: N_("Port")})
    security: str = field(default="starttls", metadata={_WORDS: N_("Encryption")})
    """One of "starttls" (587), "tls" (465), "none" (25: only without an account, or on this computer)."""
    account: str = field(default="", metadata={_WORDS: N_("Account")})
    address: str = field(default="", metadata={_WORDS: N_("Sender’s address")})
    name: str = field(default="", metadata={_WORDS: N_("Sender’s name")})


@dataclass(frozen=True)
class SmsSetup:
    """The gateway that takes text messages, as the house describes it; its keys are in the system's keyring.

    In braces stand {to}, {text}, {uid}, {sender}, {key} and {secret}.
    """

    url: str = field(default="", metadata={_WORDS: N_("Address of the gateway")})
    """Empty: this counter sends no text messages."""
    method: str = field(default="POST", metadata={_WORDS: N_("Method")})
    headers: str = field(default="", metadata={_WORDS: N_("Headers")})
    """One a line: "Authorization: Bearer {key}"."""
    body: str = field(default="", metadata={_WORDS: N_("Content")})
    ok_text: str = field(default="", metadata={_WORDS: N_("What the answer says when it went well")})
    """Empty: the answer's number (200 to 299) is enough."""
    numbers: str = field(default="international", metadata={_WORDS: N_("How numbers are written")})
    """One of "international" (+33612345678), "digits" (33612345678), "national" (0612345678)."""
    sender: str = field(default="", metadata={_WORDS: N_("Sender’s name")})


@dataclass(frozen=True)
class Settings:
    """What is set for this counter PC; the house's own matters are in the store."""

    ticket: PrinterSetup = field(default=PrinterSetup(), metadata={_WORDS: N_("Tickets")})
    label: PrinterSetup = field(default=PrinterSetup(), metadata={_WORDS: N_("Labels")})
    manifest: PrinterSetup = field(default=PrinterSetup(), metadata={_WORDS: N_("Manifests")})
    other: PrinterSetup = field(default=PrinterSetup(), metadata={_WORDS: N_("Other A4 papers")})
    papers_folder: str = field(default="", metadata={_WORDS: N_("Folder for papers without a printer")})
    evening_paper: bool = field(
        default=True, metadata={_WORDS: N_("Print the state of the counter 20 minutes before closing time")}
    )
    lock_after_minutes: int = field(default=5, metadata={_WORDS: N_("Lock the desk after (minutes)")})
    text_percent: int = field(default=100, metadata={_WORDS: N_("Size of the text (percent)")})
    dark: bool = field(default=False, metadata={_WORDS: N_("Dark colours")})
    copies_folder: str = field(default="", metadata={_WORDS: N_("Second folder for copies (a USB stick)")})
    scanner_keyboard: str = field(default="", metadata={_WORDS: N_("Keyboard the scanner is set to")})
    """One of keyboards.LAYOUTS that a scanner's test has found; empty as long as none was needed."""
    scanner_prefix: str = field(default="", metadata={_WORDS: N_("What the scanner sends before a code")})
    """One a line where it differs from one kind of code to another."""
    scanner_suffix: str = field(default="", metadata={_WORDS: N_("What the scanner sends after a code")})
    """As the prefix."""
    scanner_gap_ms: int = field(
        default=SCANNER_GAP_MS, metadata={_WORDS: N_("Longest pause inside a scan (milliseconds)")}
    )
    """Up to LONGEST_SCANNER_GAP_MS; a longer one makes typing appear later, and a fast typist look like a scanner."""
    mailbox: MailboxSetup = field(default=MailboxSetup(), metadata={_WORDS: N_("E-mail")})
    sms: SmsSetup = field(default=SmsSetup(), metadata={_WORDS: N_("Text messages")})
    tell_cool_down_days: int = field(
        default=1, metadata={_WORDS: N_("Days at least between two messages to one person")}
    )
    tell_again_after_days: int = field(default=5, metadata={_WORDS: N_("Remind after (days)")})
    """Where the carrier's rule names no days of its own."""


_DECLARED: tuple[type[Any], ...] = (Settings, PrinterSetup, MailboxSetup, SmsSetup)


def words_of(name: str, within: type[Any] | None = None) -> str:
    """Tell the words of a setting, to be translated; `within` says of which declaration, where two have the name."""
    declared = [each for kind in _DECLARED if within in {None, kind} for each in fields(kind)]
    return next(str(each.metadata[_WORDS]) for each in declared if each.name == name)


def load(path: Path) -> Settings:
    """Read the settings; what is missing, unknown or of the wrong type keeps its default."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _filled(Settings(), _brought_up(found))


def save(settings: Settings, path: Path) -> None:
    """Write the settings, whole or not at all."""
    import tomli_w  # noqa: PLC0415  # the first window reads settings, and does not wait for what writes them

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(tomli_w.dumps(asdict(settings)), "utf-8")
    beside.replace(path)


def _filled(default: D, found: dict[str, Any]) -> D:
    """Put what was found into a declaration, a table of its own for each that it holds."""
    known: dict[str, Any] = {}
    for each in fields(default):  # type: ignore[arg-type]  # D is one of the dataclasses above
        before, value = getattr(default, each.name), found.get(each.name)
        if is_dataclass(before) and isinstance(value, dict):
            known[each.name] = _filled(before, value)
        elif type(value) is type(before):
            known[each.name] = value
    return replace(default, **known)  # type: ignore[type-var]  # D is one of the declarations of this file


def _brought_up(found: dict[str, Any]) -> dict[str, Any]:
    """Turn the printers that an older version named into ways out."""
    for name, roles in _OLD_PRINTERS.items():
        printer = found.pop(name, "")
        for role in roles:
            if isinstance(printer, str) and printer:
                found.setdefault(role, {"way": "system", "address": printer})
    return found
