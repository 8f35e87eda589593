"""How a roll-call says places, traces and results."""

from datetime import datetime

from concierge_desk import formats
from concierge_desk.models import Holder, Seen
from concierge_desk.operations.roll_call_facts import Trace
from concierge_desk.operations.roll_call_sheet import PieceRow
from concierge_desk.operations.roll_calls import PastRollCall
from concierge_desk.texts import N_, Texts

SEEN = {
    Seen.PRESENT: (N_("in its place"), "ok"),
    Seen.MISPLACED: (N_("elsewhere"), "today"),
    Seen.MISSING: (N_("not seen"), "late"),
    Seen.UNEXPECTED: (N_("unexpected"), "late"),
}
"""What is said of an item in a list, and the tone."""


def shelf(name: str, texts: Texts) -> str:
    """Name a place in a list: a shelf, or the counter."""
    return name or texts("The counter")


def heading(name: str, texts: Texts) -> str:
    """Name the place that is looked at, in large letters."""
    return texts("Shelf {name}", name=name) if name else texts("The counter")


def on(name: str, texts: Texts) -> str:
    """Say a place within a sentence."""
    return texts("shelf {shelf}", shelf=name) if name else texts("the counter")


def where(piece: PieceRow, texts: Texts) -> str:
    """Say who has a piece by the record."""
    if piece.holder is Holder.DESK:
        return on(piece.place, texts)
    if piece.holder is Holder.PROVIDER:
        return piece.place
    return texts("the carrier") if piece.holder is Holder.CARRIER else texts("the customer")


def trace(found: Trace, texts: Texts) -> str:
    """Say who last had a piece in hand: "23 Nov 12:41 · the counter → shelf B4 · Samir"."""
    way = f"{_holder(found.from_holder, found.from_name, texts)} → {_holder(found.to_holder, found.to_name, texts)}"
    return " · ".join((formats.moment_short(found.at, texts.language), way, found.staff))


def result(past: PastRollCall, texts: Texts) -> tuple[str, str]:
    """Say in two words what a roll-call found, and in which tone."""
    missing, unexpected = past.counts.get(Seen.MISSING, 0), past.counts.get(Seen.UNEXPECTED, 0)
    if missing:
        return texts.many("{n} missing", "{n} missing", missing), "late"
    if unexpected + past.strangers:
        return texts.many("{n} unexpected", "{n} unexpected", unexpected + past.strangers), "late"
    misplaced = past.counts.get(Seen.MISPLACED, 0)
    if misplaced:
        return texts.many("{n} on another shelf", "{n} on other shelves", misplaced), "today"
    return texts("all there"), "ok"


def moment(at: datetime, texts: Texts) -> str:
    """Say when a roll-call was: "23 Nov 2026, 12:41"."""
    return formats.moment(at, texts.language)


def _holder(holder: Holder, name: str, texts: Texts) -> str:
    if holder is Holder.DESK:
        return on(name, texts)
    if holder is Holder.CUSTOMER:
        return texts("the customer")
    return name or texts("the carrier")
