"""Proving the record, copying the store, and going back to a copy."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from concierge_desk import formats
from concierge_desk.cli import opening
from concierge_desk.cli.console import Console, Progress
from concierge_desk.errors import BadAnchor, StoreInUse
from concierge_desk.models.copies import Manifest
from concierge_desk.models.lock import StoreLock
from concierge_desk.moments import SystemClock
from concierge_desk.operations import copies, restoring, verification
from concierge_desk.operations.restoring import Kinship, Loss, Restore
from concierge_desk.texts import N_, Texts

_CHECKS = {
    "integrity": N_("the file itself"),
    "moves": N_("moves of the chain"),
    "deeds": N_("deeds"),
    "items": N_("items against their moves"),
    "customers": N_("customers"),
    "documents": N_("tickets, manifests and hand-backs"),
    "books": N_("books of visits"),
    "notes": N_("reasons of visits"),
    "quotes": N_("prices that providers named"),
    "numbers": N_("numbers without a gap"),
    "leaves": N_("leave given by supervisors"),
    "records": N_("notices, notes and ended days"),
    "roll_calls": N_("roll-calls"),
    "incidents": N_("incidents against their deeds"),
    "conservation": N_("items accounted for"),
}
_KINSHIPS = {
    Kinship.SAME: N_("The copy and the present store hold the same moves."),
    Kinship.OLDER: N_("The copy is an earlier state of the present store. This would be lost:"),
    Kinship.NEWER: N_("The copy is a later state of the present store: no move would be lost."),
    Kinship.BRANCHED: N_(
        "The copy and the present store went different ways. This is only in the present store and would be lost:"
    ),
    Kinship.OTHER_HOUSE: N_("The copy is of another house. All of the present store would be lost:"),
    Kinship.NOTHING_THERE: N_("There is no desk at this place yet: nothing would be lost."),
    Kinship.UNREADABLE: N_("The present store cannot be read, so nobody can tell what would be lost."),
}
_WIDTH = 36


def verify(console: Console, arguments: Namespace) -> int:
    """Check everything and name the first thing that does not fit; 1 when there is one."""
    t = console.texts
    with opening.reading(arguments) as desk:
        with console.progress(t("Checking")) as progress:
            report = desk.ask(verification.verify, progress=_stepping(progress, t))
        for each in report.checked:
            console.say(f"{t(_CHECKS.get(each.name, each.name)):{_WIDTH}} {each.count:>12}")
        if report.fault is not None:
            console.say(t("The first thing that does not fit: {fault}.", fault=report.fault.said(t)))
            return 1
        console.say(t("Everything fits. The anchor is {anchor}.", anchor=report.anchor))
        if arguments.anchor is None:
            return 0
        if not desk.ask(verification.anchor_holds, anchor=arguments.anchor):
            raise BadAnchor(value=arguments.anchor[:40])
    console.say(t("The anchor {anchor} is on the chain.", anchor=arguments.anchor))
    return 0


def backup(console: Console, arguments: Namespace) -> int:
    """Write a copy of the store and prove it."""
    t = console.texts
    with opening.reading(arguments) as desk, console.progress(t("Copying and proving")) as progress:
        at = desk.clock.now()
        target = _named(arguments.copy, at)
        manifest = copies.backup(desk.store, target, at=at, progress=_stepping(progress, t))
    console.say(t("{path} is written and proven.", path=target))
    _tell_contents(console, manifest)
    return 0


def restore(console: Console, arguments: Namespace) -> int:
    """Go back to a copy when asked to apply; before, tell what would be lost."""
    t = console.texts
    path = opening.store_file(arguments)
    with (
        _held(path, needed=arguments.apply) as alone,
        console.progress(t("Proving the copy")) as progress,
        restoring.prepared(
            arguments.copy,
            path,
            alone=alone,
            trusting=arguments.without_manifest,
            progress=_stepping(progress, t),
        ) as ready,
    ):
        progress.clear()
        _tell(console, ready)
        if not arguments.apply:
            console.say(t("Nothing was changed. To do it, add --apply."))
            return 0
        aside = ready.apply(SystemClock().now())
    console.say(t("The copy is now the store."))
    if aside is not None:
        console.say(t("The store before is kept in {path}.", path=aside))
    return 0


@contextmanager
def _held(path: Path, *, needed: bool) -> Iterator[bool]:
    """Hold a store alone, and tell whether that is so; only looking does without. Raises StoreInUse."""
    lock = StoreLock(path)
    try:
        lock.acquire()
    except StoreInUse:
        if needed:
            raise
    try:
        yield lock.is_held
    finally:
        lock.release()


def _named(copy: Path, at: datetime) -> Path:
    """Name a copy that was given only its folder."""
    return copy / f"desk-{at:%Y%m%d-%H%M%S}.sqlite" if copy.is_dir() else copy


def _tell(console: Console, ready: Restore) -> None:
    t, loss = console.texts, ready.loss
    if ready.manifest is not None:
        _tell_contents(console, ready.manifest)
    console.say(t(_KINSHIPS[loss.kinship]))
    if loss.kinship is not Kinship.NEWER:
        for line in _counted(t, loss):
            console.say(f"  {line}")


def _counted(t: Texts, loss: Loss) -> list[str]:
    told = (
        (loss.moves, t.many("{n} move", "{n} moves", loss.moves)),
        (loss.deeds, t.many("{n} deed", "{n} deeds", loss.deeds)),
        (loss.tickets, t.many("{n} ticket", "{n} tickets", loss.tickets)),
        (loss.customers, t.many("{n} customer", "{n} customers", loss.customers)),
    )
    return [line for count, line in told if count]


def _tell_contents(console: Console, manifest: Manifest) -> None:
    t = console.texts
    console.say(
        t(
            "Of {moment}: {items} items, {moves} moves, anchor {anchor}.",
            moment=formats.moment(datetime.fromisoformat(manifest.made_at), t.language),
            items=manifest.items,
            moves=manifest.moves,
            anchor=manifest.anchor,
        )
    )


def _stepping(progress: Progress, t: Texts) -> copies.Progress:
    def step(name: str, _done: int) -> None:
        progress.show(t(_CHECKS.get(name, name)))

    return step
