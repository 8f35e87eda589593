"""Papers, from the store to a PDF that is ready to send."""

from dataclasses import replace
from itertools import cycle, islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.figures import MILLISECOND, Figure, Times, timed, within
from bench.stores import big, opened
from concierge_desk.models import Item, VisitLine
from concierge_desk.print.documents import labels, manifest, ticket
from concierge_desk.print.papers import A4, LABEL_57, ROLL_80
from concierge_desk.texts import Texts

BATCH, LINES, RUNS = 50, 500, 15
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
    ]


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
