"""Counters that are killed: forked from one process that has everything loaded, so that many can be.

A program of its own, so that nothing is forked from the process of the tests.
"""

import json
import os
import random
import signal
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from concierge_desk.texts import Texts
from tests.faults.counter import work

# Nothing of a deed is there without the rest of it; each question finds what is there by halves.
HALVES = {
    "request without items": "SELECT r.id FROM request r LEFT JOIN item i ON i.request_id = r.id WHERE i.id IS NULL",
    "suit without its second part": "SELECT request_id FROM item GROUP BY request_id HAVING count(*) <> 3",
    "request without its papers": "SELECT r.id FROM request r LEFT JOIN print_job p ON p.request_id = r.id "
    "GROUP BY r.id HAVING count(p.id) <> 3",
    "hand-back without its paper": "SELECT h.id FROM handback h LEFT JOIN print_job p ON p.handback_id = h.id "
    "GROUP BY h.id HAVING count(p.id) <> 1",
    "closed visit without its paper": "SELECT v.id FROM visit v LEFT JOIN print_job p ON p.visit_id = v.id "
    "WHERE v.state = 'closed' GROUP BY v.id HAVING count(p.id) <> 1",
    "deed without all its moves": "SELECT d.uid FROM deed d LEFT JOIN move m ON m.deed_uid = d.uid "
    "GROUP BY d.uid HAVING count(m.id) <> 3",
    "item that is not searched": "SELECT count(*) FROM item HAVING count(*) <> (SELECT count(*) FROM item_search)",
}


@dataclass
class Figures:
    """What happened."""

    kills: int = 0
    killed_when_open: int = 0
    killed_while_opening: int = 0
    answered: int = 0
    there_unanswered: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def raise_and_kill(path: Path, kills: int, seed: int) -> Figures:
    """Let counters work on one store and kill each at a random moment; look at the store after each kill."""
    draw, figures = random.Random(seed), Figures()  # noqa: S311  # moments to kill at, no secret
    answered: set[str] = set()
    _warm_up(path)
    for kill in range(kills):
        said = _one_life(path, draw, figures)
        answered |= said
        figures.kills += 1
        figures.answered = len(answered)
        _look(path, answered, figures, thorough=kill % 25 == 0 or kill == kills - 1)
        if figures.lost or figures.broken:
            break
    return figures


def _warm_up(path: Path) -> None:
    """Work once, so that what a first deed loads is loaded before anybody is forked."""
    desk, nowhere = Desk(Store(path)), os.open(os.devnull, os.O_WRONLY)
    work(desk, nowhere, 12)
    os.close(nowhere)
    desk.close()


def _one_life(path: Path, draw: random.Random, figures: Figures) -> set[str]:
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            desk = Desk(Store(path))
            os.write(say, b"open\n")
            work(desk, say, 1_000_000)
        finally:
            os._exit(1)
    os.close(say)
    # One in five is killed while it opens the store and recovers what the one before left.
    said, until = b"", draw.choice((0, 1, 2, 4, 6))
    while said.count(b"\n") < until:
        said += os.read(hear, 65536)
    time.sleep(draw.uniform(0, 0.04))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(hear, 65536):
        said += more
    os.close(hear)
    if not os.WIFSIGNALED(status):
        figures.broken.append(f"the counter ended by itself ({status})")
    lines = said.decode().split("\n")[:-1]  # an unfinished line was not answered
    figures.killed_when_open += bool(lines)
    figures.killed_while_opening += not lines
    return set(lines) - {"open"}


def _look(path: Path, answered: set[str], figures: Figures, *, thorough: bool) -> None:
    with sqlite.connect(str(path)) as raw:
        there = {uid for (uid,) in raw.execute("SELECT uid FROM deed")}
        figures.lost += sorted(answered - there)
        figures.there_unanswered = len(there - answered)
        if raw.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            figures.broken.append("integrity")
        figures.broken += [name for name, asked in HALVES.items() if raw.execute(asked).fetchone()]
    raw.close()
    if thorough:
        desk = Desk(Store(path))
        fault = desk.ask(verification.verify).fault
        desk.close()
        figures.broken += [] if fault is None else [fault.said(Texts("en"))]


if __name__ == "__main__":
    print(json.dumps(asdict(raise_and_kill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))))  # noqa: T201  # its answer
