"""The only boundary: one operation is one transaction is one announcement."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import (
    DeedInDoubt,
    DeedUncertain,
    NotFound,
    StoreDamaged,
    StoreGone,
    StoreLogGone,
    StoreUnwritable,
)
from concierge_desk.models import Base, Customer, Deed, Item, Move
from concierge_desk.operations import customers, deeds, handins, verification
from tests.make import IDS, Make


@pytest.fixture
def heard(desk: Desk) -> list[frozenset[type[Base]]]:
    """What the desk announces."""
    told: list[frozenset[type[Base]]] = []
    desk.listen(told.append)
    return told


def _count(desk: Desk, kind: type[Base]) -> int:
    with Session(desk.store.reader) as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_deed_is_announced_once_with_what_it_changed(
    desk: Desk, make: Make, heard: list[frozenset[type[Base]]]
) -> None:
    """One announcement names every mapped class that was written."""
    make.deposit(IDS.shirt)
    assert len(heard) == 1
    assert {Deed, Item, Move} <= heard[0]
    desk.ask(customers.get, customer_id=IDS.claire)
    assert len(heard) == 1, "a question is not announced"


def test_a_refused_deed_changes_and_announces_nothing(
    desk: Desk, make: Make, heard: list[frozenset[type[Base]]]
) -> None:
    """All or nothing, also when the refusal comes after something was written."""

    def half(session: Session) -> None:
        customers.register(session, name="Moitié", at=desk.clock.now())
        session.flush()
        raise NotFound

    with pytest.raises(NotFound):
        desk.do(half)
    assert (_count(desk, Customer), heard) == (2, [])


def test_a_rehearsal_shows_and_takes_back(desk: Desk, heard: list[frozenset[type[Base]]]) -> None:
    """What a deed would make is seen, and nothing of it stays."""
    shown = desk.rehearse(customers.register, name="Essai", at=desk.clock.now())
    assert (shown.name, shown.id) == ("Essai", 3)
    assert (_count(desk, Customer), heard) == (2, [])


def test_what_is_answered_may_be_read_without_the_store(desk: Desk, make: Make) -> None:
    """Records reach the screen detached: reading them never asks the store again."""
    request = make.deposit(IDS.shirt)
    desk.close()
    assert request.number == "26-000001"


def test_a_listener_may_leave_while_it_is_told(desk: Desk, make: Make) -> None:
    """Whoever stops listening is not told again, and keeps nobody else from hearing."""
    told: list[str] = []

    def once(_kinds: object) -> None:
        told.append("once")
        desk.unlisten(once)

    desk.listen(once)
    desk.listen(lambda _kinds: told.append("always"))
    make.deposit(IDS.shirt)
    make.deposit(IDS.shirt)
    assert told == ["once", "always", "always"]


class _TornError(Exception):
    """What the driver raises when the disk fails, with SQLite's own number."""

    def __init__(self, code: int) -> None:
        super().__init__("disk I/O error")
        self.sqlite_errorcode = code


def _failing(code: int, deed: Callable[..., Any], *, after_commit: bool) -> Callable[..., Any]:
    """Do a deed whose first attempt ends in an error of the disk, before or after it was recorded."""
    attempts: list[int] = []

    def torn(session: Session, **values: Any) -> Any:  # noqa: ANN401  # of any deed
        made = deed(session, **values)
        attempts.append(1)
        if len(attempts) == 1:
            if after_commit:
                session.commit()
            raise OperationalError("COMMIT", {}, _TornError(code))
        return made

    return torn


_IOERR_FSYNC = 1034


def _receiving(desk: Desk) -> dict[str, Any]:
    by = {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    return {"customer_id": IDS.claire, "pieces": [handins.Piece(IDS.shirt)], **by}


def test_a_failed_commit_that_was_recorded_is_answered(
    desk: Desk, heard: list[frozenset[type[Base]]]
) -> None:
    """The desk looks the deed up on a reopened store and answers with what it made, as if nothing had been."""
    torn = _failing(_IOERR_FSYNC, handins.receive, after_commit=True)
    assert desk.do(torn, **_receiving(desk)).number == "26-000001"
    assert (_count(desk, Item), len(heard)) == (1, 1)


def test_a_failed_commit_that_was_not_recorded_may_be_tried_again(desk: Desk) -> None:
    """Nothing was recorded, the sentence says so, and the same form succeeds once."""
    torn, values = _failing(_IOERR_FSYNC, handins.receive, after_commit=False), _receiving(desk)
    with pytest.raises(DeedInDoubt, match="nothing was recorded"):
        desk.do(torn, **values)
    assert _count(desk, Item) == 0
    for _ in range(2):
        assert desk.do(torn, **values).number == "26-000001"
    assert _count(desk, Item) == 1


@pytest.mark.parametrize("after_commit", [True, False])
def test_a_person_is_registered_once_whatever_the_disk_answered(desk: Desk, *, after_commit: bool) -> None:
    """Recorded or not, trying again with the same form makes one person."""
    torn = _failing(_IOERR_FSYNC, customers.register, after_commit=after_commit)
    values: dict[str, Any] = {
        "name": "Une Fois",
        "at": desk.clock.now(),
        "staff_id": IDS.concierge,
        "deed_uid": "a" * 32,
    }
    before = _count(desk, Customer)
    if not after_commit:
        with pytest.raises(DeedInDoubt):
            desk.do(torn, **values)
    for _ in range(2):
        assert desk.do(torn, **values).name == "Une Fois"
    assert _count(desk, Customer) == before + 1


@pytest.mark.parametrize("after_commit", [True, False])
def test_without_a_uid_nobody_can_tell(desk: Desk, *, after_commit: bool) -> None:
    """A record that is no deed cannot be looked up; the sentence does not claim to know."""
    torn = _failing(_IOERR_FSYNC, customers.register, after_commit=after_commit)
    with pytest.raises(DeedUncertain, match="not known whether"):
        desk.do(torn, name="Peut-être", at=desk.clock.now())


@pytest.mark.parametrize(
    ("code", "refusal"), [(11, StoreDamaged), (26, StoreDamaged), (8, StoreUnwritable), (14, StoreUnwritable)]
)
def test_what_sqlite_says_is_said_in_a_sentence(desk: Desk, code: int, refusal: type[Exception]) -> None:
    """A damaged or read-only store is named by its path."""
    torn = _failing(code, customers.register, after_commit=False)
    with pytest.raises(refusal, match=r"desk\.sqlite"):
        desk.do(torn, name="Personne", at=desk.clock.now())


def test_nothing_is_recorded_in_a_log_that_is_gone(desk: Desk, make: Make) -> None:
    """Once another program has taken the log away, deeds would go into a file without a name: they are refused."""
    make.deposit(IDS.shirt)
    assert desk.store.path is not None
    log = desk.store.path.with_name(desk.store.path.name + "-wal")
    aside = log.with_name("aside")
    log.rename(aside)
    for _ in range(2):
        with pytest.raises(StoreLogGone, match="Nothing was recorded"):
            make.deposit(IDS.shirt)
    aside.rename(log)
    make.deposit(IDS.shirt)
    assert desk.ask(verification.verify).fault is None


def test_nothing_is_recorded_in_a_file_that_is_gone(desk: Desk, make: Make) -> None:
    """SQLite goes on writing to a deleted file, and all of it would be lost; put back, the desk goes on."""
    path = desk.store.path
    assert path is not None
    aside = path.with_name("aside.sqlite")
    path.rename(aside)
    with pytest.raises(StoreGone, match="Nothing was recorded"):
        make.deposit(IDS.shirt)
    path.write_bytes(aside.read_bytes())
    with pytest.raises(StoreGone):
        make.deposit(IDS.shirt)
    aside.replace(path)
    make.deposit(IDS.shirt)
    assert _count(desk, Item) == 1


def test_anything_else_is_a_bug(desk: Desk) -> None:
    """An error that is no trouble of the disk is not dressed up as one."""

    def wrong(session: Session) -> None:
        session.execute(text("SELECT nothing FROM nowhere"))

    for way in (desk.do, desk.ask, desk.rehearse):
        with pytest.raises(OperationalError, match="nowhere"):
            way(wrong)
