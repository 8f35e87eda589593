"""The same record on PostgreSQL: one server of its own for these tests, where one is installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import StoreError
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, deeds, expectations, search, verification, visits
from tests import make as making

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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database on a server that lives as long as these tests."""
    folder = tmp_path_factory.mktemp("server")
    for each in (folder, *list(folder.parents)[:2]):
        each.chmod(0o777)
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
    with pytest.raises(DBAPIError, match="only ever added"), desk.store.writer.begin() as connection:
        connection.execute(text("UPDATE move SET reason = 'x'"))
    desk.close()


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    """An address where nobody answers, or of an unknown kind, is refused with its reason."""
    for address in ("postgresql+psycopg://127.0.0.1:1/desk", "postgresql+nothing://127.0.0.1:1/desk"):
        with pytest.raises(StoreError):
            Store(address)


def _count_on(session: Session) -> None:
    """Let the server's row numbers go on after the rows of the small desk, which name their own."""
    for table in ("staff", "shelf", "provider", "service", "article"):
        session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608  # our own names
        )
