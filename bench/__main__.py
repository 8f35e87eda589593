"""Print every figure, or the named ones: `make bench ARGS="search papers"`; BENCH_YEARS=10 for the full store."""

import os
import platform
import sys
from collections.abc import Iterator

from bench import (
    dropoff,
    figures,
    finding,
    mail,
    papers,
    printing,
    recipients,
    screens,
    stores,
    tryton,
    visits,
    window,
)

OTHERS = {
    "search": ("Search as one types", finding.figures),
    "recipients": ("For whom a piece of mail is", recipients.figures),
    "papers": ("Papers", papers.figures),
    "visits": ("Visits of a busy day", visits.figures),
    "mail": ("The mail of two months, 33 pieces a morning", mail.figures),
    "printing": ("Printing, with the window open", printing.figures),
    "window": ("First window", window.figures),
    "screens": ("Screens and memory", screens.figures),
}
PARTS = ("dropoff", "tryton", *OTHERS)


def main(wanted: list[str]) -> int:
    """Print the table; the exit status tells whether every target was reached."""
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        print(f"bench: no part {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    store = stores.big()
    print(
        f"{store.name}, {store.stat().st_size / 2**20:,.0f} MiB; {os.cpu_count()} cores, {platform.platform()}"
    )
    print("median (least–most) of several runs; ratios are of medians measured side by side in this run")
    said: list[figures.Figure] = []
    for title, found in _measured(wanted or list(PARTS)):
        figures.show(title, found)
        said += found
    missed = sum(figure.reached is False for figure in said)
    print(f"\n{sum(figure.reached is True for figure in said)} targets reached, {missed} missed")
    return 1 if missed else 0


def _measured(parts: list[str]) -> Iterator[tuple[str, list[figures.Figure]]]:
    if {"dropoff", "tryton"} & set(parts):
        recorded, deed = dropoff.figures()
        yield "Recording", recorded + (tryton.figures(deed) if "tryton" in parts else [])
    for part, (title, measure) in OTHERS.items():
        if part in parts:
            yield title, measure()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
