"""Tables in and out: lists of customers, providers and prices, and what the desk remembers."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from concierge_desk import paths, settings
from concierge_desk.cli import files, opening
from concierge_desk.cli.console import Console
from concierge_desk.desk import Desk
from concierge_desk.operations import (
    copies,
    customer_lists,
    exports,
    provider_columns,
    provider_lists,
    tables,
    tariff_lists,
)
from concierge_desk.operations.list_outcomes import Imported, LineOutcome, LinesRefused, Outcome
from concierge_desk.texts import N_, Texts

_CUSTOMER_FIELDS = {
    "company": N_("company"),
    "place": N_("place"),
    "phone": N_("telephone"),
    "email": N_("e-mail"),
    "notify": N_("how to notify"),
    "language": N_("language"),
    "note": N_("note"),
    "is_company": N_("company or person"),
}
_LISTS: dict[str, Any] = {
    "customers": customer_lists,
    "providers": provider_lists,
    "tariffs": tariff_lists,
}
_FIELDS = {
    "customers": _CUSTOMER_FIELDS,
    "providers": provider_columns.TITLES,
    "tariffs": tariff_lists.TITLES,
}
_WRITERS = {"providers": provider_lists.write, "tariffs": tariff_lists.write}


def bring_in(console: Console, arguments: Namespace) -> int:
    """Show what a list of customers, providers or prices would do, and do it when asked; 1 when a line is refused."""
    table = tables.read(files.read(arguments.file))
    with opening.writing(arguments) if arguments.apply else opening.reading(arguments) as desk:
        how: dict[str, Any] = {"at": desk.clock.now()} if arguments.what == "customers" else {}
        corner = _LISTS[arguments.what]
        seen = desk.rehearse(corner.look_through, table=table, **how)
        _show(console, seen, _FIELDS[arguments.what])
        refused = seen.count(Outcome.REFUSED)
        if arguments.apply:
            if refused and not arguments.skip_refused:
                raise LinesRefused
            _keep_copy(desk)
            desk.do(corner.bring_in, table=table, skipping=arguments.skip_refused, **how)
    t = console.texts
    console.say(
        t("The list is imported.") if arguments.apply else t("Nothing was written. To do it, add --apply.")
    )
    return 1 if refused else 0


def export(console: Console, arguments: Namespace) -> int:
    """Write a table."""
    with opening.reading(arguments) as desk, files.table(arguments.out, mark=arguments.bom) as stream:
        how = {"stream": stream, "texts": console.texts, "separator": arguments.separator}
        if arguments.what in _WRITERS:
            desk.ask(_WRITERS[arguments.what], **how)
        else:
            desk.ask(exports.write, what=exports.Exported(arguments.what), **how)
    return 0


def _keep_copy(desk: Desk) -> None:
    second = settings.load(paths.config_file()).copies_folder
    copies.keep_copy(desk.store, desk.clock.now(), also_in=paths.named(second) if second else None)


def _show(console: Console, seen: Imported, fields: Mapping[str, str]) -> None:
    t = console.texts
    for title in seen.ignored:
        console.note(t("The column “{column}” is not known and is left out.", column=title[:60]))
    for line in seen.lines:
        if line.outcome is not Outcome.SAME:
            console.say(t("line {number}: {what}", number=line.number, what=_told(t, line, fields)))
    console.say(
        t(
            "{added} to add, {changed} to change, {same} as they are, {refused} refused.",
            added=seen.count(Outcome.ADDED),
            changed=seen.count(Outcome.CHANGED),
            same=seen.count(Outcome.SAME),
            refused=seen.count(Outcome.REFUSED),
        )
    )


def _told(t: Texts, line: LineOutcome, fields: Mapping[str, str]) -> str:
    if line.refusal is not None:
        why = line.refusal.said(t)
        return (
            t("{name} is refused. {why}", name=line.name, why=why)
            if line.name
            else t("refused. {why}", why=why)
        )
    if line.outcome is Outcome.ADDED:
        return t("add {name}", name=line.name)
    changed = ", ".join(t(fields[each]) for each in line.changed)
    return t("change {name} ({fields})", name=line.name, fields=changed)
