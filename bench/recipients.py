"""For whom a piece is: two hundred labels by hand among 5,000 invented people, and how long a guess takes."""

from collections.abc import Callable
from random import Random

from bench.figures import MILLISECOND, Figure, Times, timed
from bench.stores import SEED, big, opened
from concierge_desk.operations import recipients
from concierge_desk.operations.recipient_directory import Directory, Stamp
from concierge_desk.operations.recipient_fits import Entry
from tests.operations import town
from tests.operations.spellings import KNOWN, SEVERAL, SPELLINGS, UNKNOWN

MOST = 20 * MILLISECOND
FIRST, IN_THREE = 0.95, 0.98


def figures() -> list[Figure]:
    """Measure the town's labels, then the same labels in the store that is measured."""
    directory = town.directory()
    with opened(big()) as desk:
        everybody = desk.ask(recipients.directory)
        gathering = timed(lambda: desk.ask(recipients.directory), 3)
        looking = timed(lambda: desk.ask(recipients.refreshed, everybody), 9)
    count = f"{len(everybody.entries):,} customers"
    return [
        *_found(directory),
        _strangers(),
        _guessing(f"a guess among {len(directory.entries):,}", directory),
        _guessing(f"a guess among {count}", everybody),
        Figure(f"gathering {count}, once", str(gathering)),
        Figure("looking whether somebody changed", str(looking)),
    ]


def _found(directory: Directory) -> list[Figure]:
    guesses = {written: directory.guess(written) for written, _key in SPELLINGS}
    ids = {written: [each.customer_id for each in guess.candidates] for written, guess in guesses.items()}
    first = sum(ids[written][:1] == [town.NUMBERS[key]] for written, key in KNOWN)
    three = sum(town.NUMBERS[key] in ids[written] for written, key in KNOWN)
    chosen = sum(guesses[written].certain for written, _key in KNOWN)
    wrong = sum(guesses[written].certain for written, _keys in SEVERAL + UNKNOWN)
    wrong += sum(guesses[written].certain and ids[written][0] != town.NUMBERS[key] for written, key in KNOWN)
    every = sum(
        {town.NUMBERS[key] for key in keys.split("|")} <= set(ids[written]) for written, keys in SEVERAL
    )
    of = len(KNOWN)
    return [
        _share(f"found first, of {of} labels for somebody here", first / of, FIRST),
        _share("found among three", three / of, IN_THREE),
        Figure("chosen by itself, of these", f"{chosen / of:.1%}"),
        _share(f"all of several shown, of {len(SEVERAL)} labels", every / len(SEVERAL), FIRST),
        Figure(f"wrong automatic choices, of {len(SPELLINGS)}", str(wrong), "0", wrong == 0),
    ]


def _strangers() -> Figure:
    """Ask for one half of a town in the directory of the other half, as their mail would name them."""
    everybody = town.directory(2 * town.PEOPLE).entries
    here, elsewhere = everybody[::2], everybody[1::2][::10]
    directory = Directory(here, Stamp(len(here), 0, 0))
    called = {frozenset(entry.words) for entry in here}
    random = Random(SEED)  # noqa: S311  # no secret
    asked = wrong = 0
    # Whoever has the name of somebody here cannot be told from them by anybody.
    for entry in elsewhere:
        if frozenset(entry.words) in called:
            continue
        for written in _written(entry, random):
            asked += 1
            wrong += directory.guess(written).certain
    return Figure(f"people who are not here taken for others, of {asked:,}", str(wrong), "0", wrong == 0)


def _written(entry: Entry, random: Random) -> list[str]:
    """Write somebody as senders do: turned round, with a slip, with an initial, at their company, at their place."""
    first, _space, last = entry.name.partition(" ")
    at = random.randrange(len(entry.name))
    slip = entry.name[:at] + random.choice("aeiorst") + entry.name[at + 1 :]
    return [
        entry.name,
        f"{last.upper()} {first}",
        slip,
        f"{first[0]}. {last} {entry.place}",
        f"{entry.company}, {slip}",
        f"M. {last} {entry.place}",
        entry.place,
    ]


def _share(what: str, share: float, least: float) -> Figure:
    return Figure(what, f"{share:.1%}", f"≥ {least:.0%}", share >= least)


def _guessing(what: str, directory: Directory) -> Figure:
    def guess(written: str) -> Callable[[], object]:
        return lambda: directory.guess(written)

    times = Times(tuple(timed(guess(written), 3).median for written, _key in SPELLINGS))
    p95 = times.percentile(95)
    measured = f"p50 {times.median * 1e3:.2f} ms, p95 {p95 * 1e3:.2f} ms"
    return Figure(what, measured, "p95 ≤ 20 ms", p95 <= MOST)
