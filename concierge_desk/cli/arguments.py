"""What one may write after `concierge-desk`."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from concierge_desk import __version__
from concierge_desk.cli import spoken
from concierge_desk.texts import Texts

_IMPORTED = ("customers", "providers", "tariffs")
_EXPORTED = ("customers", "providers", "tariffs", "items", "moves", "requests")
_SHEETS = ("state", "rekey", "shelves", "badges", "scanner", "pigeonholes")
_MOST_YEARS = 50
_YEARS = range(2000, 2100)


def parser(texts: Texts | None = None) -> argparse.ArgumentParser:
    """Make the parser of the command line, with its help in a language."""
    t = texts or spoken.texts()
    made = argparse.ArgumentParser(
        prog="concierge-desk",
        description=t("The counter of a community concierge. Without a command, the window opens."),
        epilog=t("Exit status: 0 done, 1 refused or something does not fit, 2 wrong usage."),
    )
    made.add_argument("--version", action="version", version=f"Concierge Desk {__version__}")
    _store(made, t, default=None)
    commands = _Commands(made.add_subparsers(dest="command", metavar=t("COMMAND")), t)
    _window(commands, t)
    _record(commands, t)
    _tables(commands, t)
    _papers(commands, t)
    _copies(commands, t)
    return made


class _Commands:
    """The commands, each with its help and an example."""

    def __init__(self, commands: "argparse._SubParsersAction[argparse.ArgumentParser]", texts: Texts) -> None:
        self._commands = commands
        self._t = texts

    def add(self, name: str, told: str, examples: Iterable[str] = ()) -> argparse.ArgumentParser:
        """Add a command; it takes --store too, before or after its name."""
        t = self._t
        shown = [f"  concierge-desk {each}" for each in examples or (name,)]
        made = self._commands.add_parser(
            name,
            help=told,
            description=told,
            epilog="\n".join([t("Example:"), *shown]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        # Suppressed: a default here would undo what stands before the command.
        _store(made, t, default=argparse.SUPPRESS)
        return made


def _store(made: argparse.ArgumentParser, t: Texts, *, default: str | None) -> None:
    made.add_argument(
        "--store",
        metavar=t("PATH-OR-URL"),
        default=default,
        help=t(
            "the store: a file, or the address of a PostgreSQL database; this person's own when not given"
        ),
    )


def _window(commands: _Commands, t: Texts) -> None:
    commands.add("run", t("open the window"), ["run", "run --store desk.sqlite"])
    tour = commands.add(
        "tour", t("play a whole day without a screen; leaves pictures and papers"), ["tour --out tour"]
    )
    _out(tour, t("the folder for pictures and papers (tour)"), t("DIR"), default=Path("tour"))


def _record(commands: _Commands, t: Texts) -> None:
    verify = commands.add(
        "verify",
        t("check the chain, every item against its moves, and the file itself"),
        ["verify", "verify --anchor 4812-0a1b2c3d4e"],
    )
    verify.add_argument(
        "--anchor",
        metavar=t("ANCHOR"),
        help=t("also check the anchor that stands on a ticket or in a manifest"),
    )
    demo = commands.add(
        "demo",
        t("fill a new store with a plausible history"),
        ["--store demo.sqlite demo --years 1 --seed 1"],
    )
    demo.add_argument("--years", type=_years, default=1, metavar="N", help=t("how many years (1)"))
    demo.add_argument(
        "--seed", type=int, default=1, metavar="S", help=t("the same seed makes the same history (1)")
    )


def _tables(commands: _Commands, t: Texts) -> None:
    bring = commands.add(
        "import",
        t(
            "bring in a list of customers, providers or tariffs (CSV); without --apply, only show what would be done"
        ),
        ["import customers list.csv", "import providers list.csv --apply", "import tariffs prices.csv"],
    )
    bring.add_argument("what", choices=_IMPORTED, metavar=t("WHAT"), help=", ".join(_IMPORTED))
    bring.add_argument("file", metavar=t("FILE"), help=t("the list; - is standard input"))
    bring.add_argument("--apply", action="store_true", help=t("do it: all of it, or nothing"))
    bring.add_argument("--skip-refused", action="store_true", help=t("leave out the lines that are refused"))
    export = commands.add(
        "export",
        t("write a table (CSV)"),
        [
            "export items > items.csv",
            "export providers --out providers.csv",
            'export customers --out customers.csv --bom --separator ";"',
        ],
    )
    export.add_argument("what", choices=_EXPORTED, metavar=t("WHAT"), help=", ".join(_EXPORTED))
    _out(export, t("the file; standard output when not given"), t("FILE"))
    _spreadsheet(export, t)


def _papers(commands: _Commands, t: Texts) -> None:
    manifest = commands.add(
        "manifest",
        t("write the manifest of a provider's visit as PDF"),
        ["manifest chartrons --day 2026-11-23 --out manifest.pdf"],
    )
    manifest.add_argument(
        "provider", metavar=t("PROVIDER"), help=t("the provider's name, or some words of it")
    )
    manifest.add_argument("--day", type=_day, required=True, metavar=t("DAY"), help=t("the day: 2026-11-23"))
    _out(manifest, t("the file"), t("FILE"), required=True)
    _manifests(commands, t)
    _mail_log(commands, t)
    ticket = commands.add("ticket", t("write a ticket as PDF"), ["ticket 26-004812 --out ticket.pdf"])
    labels = commands.add(
        "labels", t("write the labels of a ticket as PDF"), ["labels 26-004812 --out labels.pdf"]
    )
    for paper in (ticket, labels):
        paper.add_argument("number", metavar=t("NUMBER"), help=t("the ticket's number, or its ten digits"))
        _out(paper, t("the file"), t("FILE"), required=True)
    other = commands.add(
        "paper",
        t("write a paper that belongs to no ticket as PDF"),
        ["paper state --out state.pdf", "paper pigeonholes --company Darwin --out labels.pdf"],
    )
    other.add_argument("kind", choices=_SHEETS, metavar=t("KIND"), help=", ".join(_SHEETS))
    other.add_argument(
        "--company",
        default="",
        metavar=t("NAME"),
        help=t("pigeonholes: those of a company; of all who got mail in four months when not given"),
    )
    _out(other, t("the file"), t("FILE"), required=True)
    commands.add("print", t("send the papers that wait to their printers, once"))


def _manifests(commands: _Commands, t: Texts) -> None:
    day = commands.add(
        "manifests",
        t("write the manifests of every visit of a day, as PDF and as tables (CSV)"),
        ["manifests --day 2026-11-23 --out manifests/", 'manifests --day 2026-11-23 --out . --by "Aminata"'],
    )
    day.add_argument(
        "--day",
        type=_day,
        required=True,
        metavar=t("DAY"),
        help=t("the day: 2026-11-23; of today and later, visits that are planned get their number"),
    )
    _out(day, t("the folder"), t("DIR"), required=True)
    day.add_argument(
        "--by", metavar=t("NAME"), help=t("who prepares the visits; the first supervisor when not given")
    )
    _spreadsheet(day, t)


def _mail_log(commands: _Commands, t: Texts) -> None:
    log = commands.add(
        "mail-log",
        t("write what happened to mail on some days, as PDF and as a table (CSV)"),
        [
            "mail-log --from 2026-11-01 --to 2026-11-30 --out mail/",
            'mail-log --from 2026-11-23 --company "Ateliers Darwin" --out mail/',
            "mail-log --from 2026-01-01 --to 2026-12-31 --registered --out mail/",
            "mail-log --from 2026-11-01 --to 2026-11-30 --franking --out mail/",
        ],
    )
    log.add_argument(
        "--from",
        dest="first",
        type=_day,
        required=True,
        metavar=t("DAY"),
        help=t("the first day: 2026-11-01"),
    )
    log.add_argument(
        "--to", dest="last", type=_day, metavar=t("DAY"), help=t("the last day; the first when not given")
    )
    whose = log.add_mutually_exclusive_group()
    whose.add_argument("--company", metavar=t("NAME"), help=t("only the mail of a company and its people"))
    whose.add_argument(
        "--registered",
        action="store_true",
        help=t("the register of registered mail instead; the status is 1 when a number is missing"),
    )
    whose.add_argument(
        "--franking",
        action="store_true",
        help=t("what each company owes for franking instead, as a table alone"),
    )
    _out(log, t("the folder"), t("DIR"), required=True)
    _spreadsheet(log, t)


def _spreadsheet(made: argparse.ArgumentParser, t: Texts) -> None:
    made.add_argument("--bom", action="store_true", help=t("begin with the UTF-8 mark, for a spreadsheet"))
    made.add_argument("--separator", choices=(",", ";"), default=",", help=t("what stands between cells (,)"))


def _copies(commands: _Commands, t: Texts) -> None:
    backup = commands.add(
        "backup",
        t("write a copy of the store and prove it; its manifest stands beside it"),
        ["backup desk-monday.sqlite", "backup /media/usb/"],
    )
    backup.add_argument(
        "copy", type=Path, metavar=t("FILE"), help=t("the copy; in a folder, it is named by itself")
    )
    restore = commands.add(
        "restore",
        t("go back to a copy; without --apply, only show what would be lost"),
        ["restore desk-monday.sqlite", "restore desk-monday.sqlite --apply"],
    )
    restore.add_argument("copy", type=Path, metavar=t("FILE"), help=t("the copy"))
    restore.add_argument("--apply", action="store_true", help=t("do it; the present store is kept aside"))
    restore.add_argument(
        "--without-manifest", action="store_true", help=t("trust a copy whose manifest is not beside it")
    )


def _out(
    made: argparse.ArgumentParser,
    told: str,
    metavar: str,
    *,
    default: Path | None = None,
    required: bool = False,
) -> None:
    made.add_argument("--out", type=Path, metavar=metavar, help=told, default=default, required=required)


def _years(typed: str) -> int:
    years = int(typed)
    if not 1 <= years <= _MOST_YEARS:
        raise ValueError
    return years


def _day(typed: str) -> date:
    """Read a day of this century. Raises argparse's own error with a sentence."""
    try:
        on = date.fromisoformat(typed)
    except ValueError:
        on = date.min
    if on.year not in _YEARS:
        said = spoken.texts()("“{value}” is not a day. Write it like 2026-11-23.", value=typed)
        raise argparse.ArgumentTypeError(said)
    return on
