"""How many keys name the recipient of a piece: by the real picker, and by the label of a pigeonhole."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from random import Random
from typing import Any

from bench import mail_days
from bench.figures import Figure
from bench.stores import SEED
from concierge_desk.desk import Desk
from concierge_desk.models import Customer
from concierge_desk.operations import scans, words
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.ui.screens.mail_arrival_who import MOST
from concierge_desk.ui.screens.mail_whom import Recipients

MORNINGS = 22
FEW = 2
"""What the mail of a site may cost by hand, in keys for a piece whose name is known."""
_LONGEST, _NEVER = 6, 9


def measure(desk: Desk, people: Recipients) -> dict[str, Any]:
    """Take a month of mail for anybody of the site: count the keys of each piece, and the labels that are right."""
    site, random = desk.ask(mail_days.people), Random(SEED + 2)  # noqa: S311  # chance that can be had again, no secret
    month = [piece.customer_id for _ in range(MORNINGS) for piece in mail_days.morning(random, site, 1)]
    names = desk.ask(lambda session: {each: session.get_one(Customer, each).name for each in site})
    shown = cache(partial(_shown, people))
    keys = {each: _keys(shown, each, names[each]) for each in set(month) if each is not None}
    codes = desk.ask(lambda session: {each: session.get_one(Customer, each).code for each in site})
    right = sum(
        desk.ask(scans.resolve, scanned=code) == Found(FoundKind.CUSTOMER, each)
        for each, code in codes.items()
    )
    found = Counter(keys[each] for each in month if each is not None)
    return {"keys": sorted(found.items()), "labels": right, "people": len(site)}


def figures(measured: dict[str, Any]) -> list[Figure]:
    """Say the share of pieces by their keys, and that a label needs none."""
    found = {int(keys): pieces for keys, pieces in measured["keys"]}
    pieces, people, right = sum(found.values()), measured["people"], measured["labels"]
    shares = {f"≤ {FEW}": sum(n for keys, n in found.items() if keys <= FEW) / pieces}
    shares |= {str(keys): found.get(keys, 0) / pieces for keys in (3, 4)}
    shares["more"] = 1 - sum(shares.values())
    said = ", ".join(f"{keys}: {share:.0%}" for keys, share in shares.items())
    return [
        Figure(f"keys a piece by hand, {pieces} pieces for any of {people}", said),
        Figure(f"the same by labels, {right} of {people} name their person", "0", "0", right == people),
    ]


def _keys(shown: Callable[[str], tuple[int | None, ...]], customer_id: int, name: str) -> int:
    """Count the fewest keys that lead to somebody: letters of their names, then a digit or Enter."""
    ways = sorted(_ways(words.folded(name)), key=len)
    return next((len(typed) + 1 for typed in ways if customer_id in shown(typed)), _NEVER)


def _ways(names: Sequence[str]) -> set[str]:
    """List what may be typed: the beginning of a name, the initials, or the beginnings of two names."""
    ways = {name[:letters] for name in names for letters in range(1, _LONGEST + 1)}
    ways |= {"".join(name[0] for name in names)}
    first = [(one, other) for one in names for other in names if one != other]
    return ways | {
        f"{one[:letters]} {other[0]}" for one, other in first for letters in range(1, _LONGEST - 1)
    }


def _shown(people: Recipients, typed: str) -> tuple[int | None, ...]:
    return tuple(who.customer_id for who in people.found(typed, MOST).people)
