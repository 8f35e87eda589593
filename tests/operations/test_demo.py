"""An invented history is a record like any other: it verifies, goes on, and is the one the deeds would write."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import HouseIsOpen
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Item,
    Move,
    MoveKind,
    PrintJob,
    PrintState,
    Request,
    Settled,
    Status,
    Visit,
    VisitState,
    WeeklyVisit,
)
from concierge_desk.models.base import canonical, microseconds, moment_of
from concierge_desk.models.move import written
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    custody,
    deeds,
    demo,
    expectations,
    handbacks,
    handins,
    promises,
    search,
    today,
    verification,
    visits,
)
from tests.make import IDS, MONDAY_MORNING
from tests.operations.both_ways import ByBooks, ByDeeds, play, rows_of

AFTERNOON = MONDAY_MORNING + timedelta(hours=7)


def _quiet(_done: int, _total: int) -> None:
    pass


def _fill(path: Path, *, seed: int = 1, years: float = 0.25, items_per_year: int = 8_000) -> Desk:
    desk = Desk(Store(path), SetClock(AFTERNOON))
    demo.fill(desk, years=years, seed=seed, progress=_quiet, items_per_year=items_per_year)
    return desk


def _moves(session: Session) -> list[Move]:
    return list(session.scalars(select(Move)))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a history of three months, made once."""
    path = tmp_path_factory.mktemp("lived") / "desk.sqlite"
    _fill(path).close()
    return path


@pytest.fixture
def past(lived: Path, tmp_path: Path) -> Desk:
    """A desk with a past of its own for each test."""
    path = tmp_path / "past.sqlite"
    shutil.copy(lived, path)
    return Desk(Store(path), SetClock(AFTERNOON))


def test_a_history_verifies(past: Desk) -> None:
    """The chain, every item and every document of an invented history fit together."""
    report = past.ask(verification.verify)
    assert report.fault is None
    assert {each.name: each.count for each in report.checked}["items"] == pytest.approx(2_000, rel=0.03)
    past.close()


def test_the_same_seed_makes_the_same_chain(past: Desk, tmp_path: Path) -> None:
    """The same years, seed and moment make the same record; another seed makes another."""
    again, other = _fill(tmp_path / "again.sqlite"), _fill(tmp_path / "other.sqlite", seed=2)
    assert again.ask(custody.anchor) == past.ask(custody.anchor) != other.ask(custody.anchor)
    for desk in (past, again, other):
        desk.close()


def test_a_history_leaves_a_living_desk(past: Desk) -> None:
    """There are things at the desk, with providers and ready, visits today, papers only as sent, and mistakes."""
    now = past.ask(today.today, at=AFTERNOON)
    assert now.at_desk
    assert now.ready
    assert now.unclaimed
    assert now.visits
    with past.store.reader.connect() as connection:
        kinds = set(connection.scalars(select(Move.kind)))
        troubles = set(connection.scalars(select(Incident.kind)))
        away = connection.scalar(select(func.count()).where(Item.holder == Holder.PROVIDER))
        papers = set(connection.scalars(select(PrintJob.state)))
        missed = connection.scalar(select(func.count()).where(Visit.state == VisitState.MISSED))
    assert kinds == set(MoveKind) - {MoveKind.DESCRIBED, MoveKind.QUOTED}
    assert IncidentKind.MISSING in troubles
    assert away
    assert papers == {PrintState.SENT}
    assert missed
    past.close()


def test_what_is_taken_in_is_found(past: Desk) -> None:
    """People and things of the history are in the search index."""
    with past.store.reader.connect() as connection:
        newest = connection.execute(select(Item.id, Item.customer_id).order_by(Item.id.desc())).first()
    assert newest is not None
    assert past.ask(search.items_matching, words=f"{newest.id:08d}") == [newest.id]
    name = past.ask(handbacks.everything_for, customer_id=newest.customer_id).customer.name
    assert past.ask(search.customers_matching, words=name, limit=50)
    past.close()


def test_the_counter_goes_on_after_a_history(past: Desk) -> None:
    """Taking in, a visit and handing over work on an invented past, and the whole still verifies."""
    with past.store.reader.connect() as connection:
        customer_id, article_id, staff_id = connection.execute(
            select(Item.customer_id, Item.article_id, Move.staff_id)
            .join(Move, Move.id == Item.move_id)
            .where(Item.status == Status.READY)
        ).all()[-1]
    deed: dict[str, Any] = {"at": AFTERNOON + timedelta(minutes=40), "staff_id": staff_id}
    request = past.do(
        handins.receive,
        customer_id=customer_id,
        pieces=[handins.Piece(article_id)],
        deed_uid=deeds.new_uid(),
        **deed,
    )
    expected = next(each for each in past.ask(expectations.expected_today, at=AFTERNOON) if each.back)
    visit = past.do(visits.prepare, provider_id=expected.provider_id, planned_at=expected.planned_at, **deed)
    sheet = past.ask(expectations.sheet, provider_id=expected.provider_id, at=AFTERNOON)
    past.do(
        visits.close,
        visit_id=visit.id,
        taken=[row.item_id for row in sheet.out],
        brought=[visits.Brought(row.item_id, shelf_id=1) for row in sheet.back],
        driver="Ali",
        signature=[],
        deed_uid=deeds.new_uid(),
        **deed,
    )
    shelf = past.ask(handbacks.everything_for, customer_id=customer_id)
    past.do(
        handbacks.hand_over,
        customer_id=customer_id,
        item_ids=[row.item_id for row in shelf.rows if row.can_go],
        signature=[],
        settled=Settled.PROVIDER,
        deed_uid=deeds.new_uid(),
        **deed,
    )
    with past.store.reader.connect() as connection:
        assert request.serial == connection.scalar(select(func.max(Request.serial)))
    assert past.ask(verification.verify).fault is None
    past.close()


def test_what_came_back_is_no_longer_missing(past: Desk) -> None:
    """An incident that is still open is about a thing that is still away, or came back since the last hours."""
    with past.store.reader.connect() as connection:
        stale = connection.scalar(
            select(func.count())
            .select_from(Incident)
            .join(Item, Item.id == Incident.item_id)
            .where(Incident.closed_at.is_(None), Item.status == Status.HANDED_BACK)
        )
    assert stale == 0
    past.close()


def test_a_store_with_a_past_gets_no_second_one(past: Desk) -> None:
    """A history is only invented where nothing has happened yet."""
    with pytest.raises(HouseIsOpen):
        demo.fill(past, years=0.1, seed=1, progress=_quiet)
    past.close()


def test_progress_is_told_up_to_the_end(desk: Desk) -> None:
    """Progress runs from the first day to the last; a house that is open already keeps its people and price list."""
    told: list[tuple[int, int]] = []
    demo.fill(
        desk,
        years=0.05,
        seed=1,
        progress=lambda done, total: told.append((done, total)),
        items_per_year=1_000,
    )
    assert [done for done, _total in told] == list(range(1, told[-1][1] + 1))
    assert desk.ask(verification.verify).fault is None


def _stop_coming(session: Session) -> None:
    session.execute(delete(WeeklyVisit).where(WeeklyVisit.provider_id == IDS.cobbler))


@pytest.mark.parametrize("promised", [True, False])
def test_the_books_write_what_the_deeds_write(
    desk: Desk, store: Store, furnished_file: Path, tmp_path: Path, *, promised: bool
) -> None:
    """The same short history, by the deeds of the counter and by the books, leaves the same rows in every table.

    Without the cobbler's weekly visits nothing of theirs is promised, and is missing all the same.
    """
    if not promised:
        desk.do(_stop_coming)
    copied = tmp_path / "books.sqlite"
    shutil.copy(furnished_file, copied)
    if not promised:
        by_books_desk = Desk(Store(copied), desk.clock)
        by_books_desk.do(_stop_coming)
        by_books_desk.close()
    by_deeds = ByDeeds(desk)
    play(by_deeds)
    by_books = ByBooks(Desk(Store(copied), desk.clock))
    play(by_books)
    by_books.write()
    expected, made = rows_of(store), rows_of(by_books.desk.store)
    assert expected.keys() == made.keys()
    for table, rows in expected.items():
        assert made[table] == rows, table
    slipped = {row["item_id"] for row in expected["move"] if row["kind"] == "promised"}
    assert slipped >= {8, 10}, "what waits slips, and what is away"
    for each in (desk, by_books.desk):
        assert each.ask(verification.verify).fault is None
    by_books.desk.close()


def test_a_record_is_written_as_its_canonical_text(desk: Desk) -> None:
    """The fast text of a move's record is the canonical text that the chain hashes."""
    play(ByDeeds(desk))
    for move in desk.ask(_moves):
        columns = (
            move.id, move.item_id, move.kind.value, move.from_holder.value, move.from_id, move.from_shelf_id,
            move.to_holder.value, move.to_id, move.to_shelf_id, microseconds(move.at), move.staff_id, move.deed_uid,
            move.visit_id, move.handback_id, move.corrects_id, move.reason, canonical(move.facts),
        )  # fmt: skip
        assert written(columns) == canonical(move.record())


def test_a_promise_is_the_one_the_counter_makes(past: Desk) -> None:
    """What an invented customer is promised is what promises.promise_for says at that moment."""
    with past.store.reader.connect() as connection:
        taken_in = connection.execute(
            select(Item.service_id, Move.facts, Request.at)
            .join(Request, Request.id == Item.request_id)
            .join(Move, (Move.item_id == Item.id) & (Move.kind == MoveKind.RECEIVED))
            .order_by(Item.id.desc())
            .limit(200)
        ).all()
    for service_id, facts, at in taken_in:
        promised_at = None if facts["promised"] is None else moment_of(facts["promised"])
        assert promised_at == past.ask(promises.promise_for, service_id=service_id, at=at).ready_at
    past.close()
