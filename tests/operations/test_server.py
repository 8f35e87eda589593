"""The same record on PostgreSQL: one server of its own for these tests, where one is installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import StoreError
from concierge_desk.models import Visit
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    corrections,
    deeds,
    expectations,
    manifests,
    printing,
    search,
    spooling,
    verification,
    visits,
)
from tests import make as making
from tests.operations.kept import ALLOWED, REFUSED, keep

_TOOLS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_INITDB = str(_TOOLS[-1] / "initdb") if _TOOLS else shutil.which("initdb")
needs_server = pytest.mark.skipif(
    _INITDB is None or (os.name == "posix" and os.getuid() == 0 and shutil.which("setpriv") is None),
    reason="PostgreSQL's server is not installed here, or may not be started by root",
)


def _as_nobody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; somebody without rights runs it instead."""
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a database on a server that lives as long as these tests.

    Its folder is no folder of pytest's: each run of pytest shuts those to everybody else, a running server too.
    """
    folder = Path(mkdtemp(prefix="desk-server-"))
    folder.chmod(0o777)
    assert _INITDB is not None
    subprocess.run(  # our own words
        _as_nobody([_INITDB, "-D", str(folder / "data"), "-A", "trust", "-U", "desk", "--no-sync"]),
        check=True,
        capture_output=True,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    control = str(Path(_INITDB).with_name("pg_ctl"))
    options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
    start = [control, "-D", str(folder / "data"), "-l", str(folder / "log"), "-w", "-o", options, "start"]
    subprocess.run(_as_nobody(start), check=True, stdout=subprocess.DEVNULL)  # our own words
    yield f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres"
    stop = [control, "-D", str(folder / "data"), "-m", "immediate", "stop"]
    subprocess.run(_as_nobody(stop), check=True, stdout=subprocess.DEVNULL)  # our own words
    shutil.rmtree(folder)


@needs_server
def test_a_day_on_a_server_is_the_same_record(server: str) -> None:
    """Take in, send, undo, find and verify give on PostgreSQL what they give on SQLite; moves stay as they are."""
    clock = SetClock(making.MONDAY_MORNING)
    desk = Desk(Store(server), clock)
    desk.do(making.furnish)
    desk.do(_count_on)
    desk.do(making.people, making.MONDAY_MORNING)
    request = making.Make(desk).deposit(1, 2, 3)
    visit = desk.do(visits.prepare, provider_id=1, planned_at=clock.now(), at=clock.now(), staff_id=2)
    sheet = desk.ask(expectations.sheet, provider_id=1, at=clock.now())
    uid = deeds.new_uid()
    desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[row.item_id for row in sheet.out],
        brought=[],
        driver="Yann",
        signature=[],
        at=clock.now(),
        staff_id=2,
        deed_uid=uid,
    )
    desk.do(corrections.undo, uid=uid, at=clock.now(), staff_id=2, deed_uid=deeds.new_uid())
    report = desk.ask(verification.verify)
    assert report.fault is None
    assert {each.name: each.count for each in report.checked}["items"] == 4
    assert [hit.title for hit in desk.ask(search.customers_matching, words="dup 78")] == ["Claire Dupont"]
    assert request.number == "26-000001"
    keep(desk, clock)
    assert desk.ask(verification.verify).fault is None
    for statement in ("UPDATE move SET reason = 'x'", "UPDATE visit_line SET note = 'x'", *REFUSED):
        with pytest.raises(DBAPIError, match="only ever added"), desk.store.writer.begin() as connection:
            connection.execute(text(statement))
    for statement in ALLOWED:
        with desk.store.writer.begin() as connection:
            assert connection.execute(text(statement)).rowcount
    desk.close()


@needs_server
def test_two_counters_give_each_manifest_number_once(server: str) -> None:
    """Two counters print the manifests of the day at the same moment, also the very first of a year."""
    address = _database(server, "two")
    clock = SetClock(making.MONDAY_MORNING)
    counters = [Desk(Store(address), clock)]
    counters[0].do(making.furnish)
    counters[0].do(_count_on)
    counters[0].do(making.people, making.MONDAY_MORNING)
    counters.append(Desk(Store(address), clock))
    with ThreadPoolExecutor(len(counters)) as at_once:
        for _ in range(8):
            making.Make(counters[0]).deposit(1, 4)
            ready = Barrier(len(counters))
            printed = list(at_once.map(partial(_print_day, ready), counters))
            assert printed[0] == printed[1], "there is one visit of each provider, whoever prints it"
            assert len(printed[0]) == 2
            clock.forward(timedelta(days=7))
            for visit_id in printed[0]:
                counters[0].do(
                    visits.miss, visit_id=visit_id, at=clock.now(), staff_id=2, deed_uid=deeds.new_uid()
                )
    found = counters[0].ask(lambda session: session.query(Visit).order_by(Visit.serial).all())
    assert [visit.number for visit in found] == [
        *(f"26-P-{number:04d}" for number in range(1, 13)),
        *(f"27-P-{number:04d}" for number in range(1, 5)),
    ]
    assert counters[1].ask(verification.verify).fault is None
    for each in counters:
        each.close()


@needs_server
def test_two_counters_take_each_paper_once(server: str) -> None:
    """What is nobody's goes to one of two that start at the same moment; what is asked for here is not there too."""
    address = _database(server, "papers")
    clock = SetClock(making.MONDAY_MORNING)
    nobody = Desk(Store(address), clock)
    nobody.do(making.furnish)
    nobody.do(_count_on)
    nobody.do(making.people, making.MONDAY_MORNING)
    both = [Desk(Store(address), clock, name) for name in ("left", "right")]
    with ThreadPoolExecutor(len(both)) as at_once:
        for _ in range(8):
            making.Make(nobody).deposit(1, 4)
            ids = [job.id for job in nobody.ask(printing.waiting)]
            took = list(at_once.map(partial(_take, Barrier(len(both)), ids), both))
            assert sorted([*took[0], *took[1]]) == ids
            making.Make(both[0]).deposit(1)
            (ticket, *_) = both[0].ask(printing.row)
            left, _ = at_once.map(partial(_take, Barrier(len(both)), [ticket.id], asking="right"), both)
            whose = "left" if left else "right"
            assert whose in {
                job.counter for job in nobody.ask(printing.recent, limit=9) if job.id == ticket.id
            }
            nobody.do(spooling.take, job_ids=[job.id for job in nobody.ask(printing.waiting)], **_here(clock))
    assert nobody.ask(verification.verify).fault is None
    for each in (nobody, *both):
        each.close()


def _here(clock: SetClock) -> dict[str, Any]:
    return {"target": "printer", "at": clock.now()}


def _take(ready: Barrier, ids: list[int], desk: Desk, *, asking: str = "") -> list[int]:
    """Take papers at the same moment as the other counter, or ask for the first one there."""
    ready.wait()
    at = desk.clock.now()
    if desk.counter == asking:
        desk.do(printing.again, job_id=ids[0], at=at, staff_id=2)
        return []
    return [job.id for job in desk.do(spooling.take, job_ids=ids, target="printer", at=at)]


def _print_day(ready: Barrier, desk: Desk) -> list[int]:
    ready.wait()
    return [visit.id for visit in desk.do(manifests.print_day, at=desk.clock.now(), staff_id=2)]


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    """An address where nobody answers, or of an unknown kind, is refused with its reason."""
    for address in ("postgresql+psycopg://127.0.0.1:1/desk", "postgresql+nothing://127.0.0.1:1/desk"):
        with pytest.raises(StoreError):
            Store(address)


def _database(server: str, name: str) -> str:
    """Make a database of its own on the server, and give its address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres", f"/{name}")


def _count_on(session: Session) -> None:
    """Let the server's row numbers go on after the rows of the small desk, which name their own."""
    for table in ("staff", "shelf", "provider", "service", "article"):
        session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608  # our own names
        )
