"""Papers, from the store to a PDF that is ready to send."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.figures import MILLISECOND, Figure, Times, timed, within
from bench.stores import big, opened
from concierge_desk.models import Holder, Item, Status, VisitLine
from concierge_desk.print.documents import counter_state, labels, manifest, ticket
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.in_care import Kept
from concierge_desk.print.papers import A4, LABEL_57, ROLL_80
from concierge_desk.texts import Texts

BATCH, LINES, RUNS, ITEMS = 50, 500, 15, 2_000
FRENCH = Texts("fr")


def figures() -> list[Figure]:
    """Measure a ticket, labels in a batch and a long manifest."""
    with opened(big()) as desk:
        request_id, visit_id = desk.ask(_examples)
        one = timed(
            lambda: ticket.build(desk.ask(ticket.gather, request_id=request_id), FRENCH, ROLL_80),
            RUNS,
            warm_up=3,
        )
        some = desk.ask(labels.gather, request_id=request_id)
        pieces = tuple(islice(cycle(some.pieces), BATCH))
        batch = timed(lambda: labels.build(replace(some, pieces=pieces, count=BATCH), FRENCH, LABEL_57), RUNS)
        sheet = desk.ask(manifest.gather, visit_id=visit_id)
        lines = tuple(islice(cycle(sheet.out + sheet.back), LINES // 2))
        long = timed(lambda: manifest.build(replace(sheet, out=lines, back=lines), FRENCH, A4), 5)
    each = Times(tuple(run / BATCH for run in batch.runs))
    return [
        within("a ticket as PDF, from the store", one, 30 * MILLISECOND),
        within(f"a label, in a batch of {BATCH}", each, 3 * MILLISECOND),
        within(f"a manifest of {LINES} lines", long, 300 * MILLISECOND),
        within(f"the state of a counter of {ITEMS} items", _state_of_the_counter(), 2),
    ]


def _state_of_the_counter() -> Times:
    """Lay out what a full counter has in its care: a third with a provider, shelves of a dozen."""
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    names = {"fr": "Chemise", "en": "Shirt"}
    kept = tuple(
        Kept("Claire Dupont", names, "", 1, 1, f"{number:08d}", "26-004812",
             Status.READY if number % 3 else Status.WITH_PROVIDER, False,  # whether it is to be redone
             Holder.DESK if number % 3 else Holder.PROVIDER, f"A{number % 100}" if number % 3 else "Pressing",
             number % 100, at, at + timedelta(days=number % 12))
        for number in range(ITEMS)
    )  # fmt: skip
    state = counter_state.CounterState(HouseFacts("Conciergerie"), at, "1-0123456789", kept, ())
    return timed(lambda: counter_state.build(state, FRENCH, A4), 3)


def _examples(session: Session) -> tuple[int, int]:
    """Choose a ticket of five or more pieces, and the newest visit with many lines."""
    newest = session.scalar(select(func.max(Item.id))) or 0
    request_id = session.scalars(
        select(Item.request_id)
        .where(Item.id > newest - 500)
        .group_by(Item.request_id)
        .having(func.count() >= 5)  # as said
    ).first()
    visit_id = session.scalars(select(VisitLine.visit_id).order_by(VisitLine.id.desc()).limit(2000)).first()
    return request_id or 0, visit_id or 0
