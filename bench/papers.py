"""Papers, from the store to a PDF that is ready to send and to the bytes of a printer.

Each layout stands beside bare reportlab, which draws the same words, lines and bars; the dots beside bare pypdfium2.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import bare
from bench.figures import MILLISECOND, Figure, Times, in_turn, timed, within
from bench.stores import big, opened
from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Item, Status, VisitLine
from concierge_desk.print import raster
from concierge_desk.print.documents import counter_state, facts, labels, manifest, ticket, visit_books
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.in_care import Kept
from concierge_desk.print.papers import A4, LABEL_57, ROLL_80, Sheet
from concierge_desk.print.ways import escpos, zpl
from concierge_desk.texts import Texts

BATCH, LINES, ITEMS = 200, 500, 2_000
TICKETS, BATCHES, MANIFESTS, STATES, RUNS, WARM_UP = 30, 7, 7, 3, 15, 3
A_DAY, DAYS = 40, 5
FRENCH = Texts("fr")
NAMES = {
    "Latin": "Élodie Lefèvre-Cœur",
    "Greek": "Παπαδόπουλος Νίκος",
    "Cyrillic": "Шевченко Наталія",
    "Arabic": "محمد عبد الرحمن",
}
Build = Callable[[], bytes]


def figures() -> list[Figure]:
    """Measure a ticket, labels in a batch and a long manifest; names in other letters; then the dots of some."""
    with opened(big()) as desk:
        request_ids, visit_id = desk.ask(_examples)
        tickets = [partial(_ticket, desk, request_id) for request_id in request_ids[: WARM_UP + TICKETS]]
        batches = _batches(desk, request_ids)
        return [
            _laid_out("a ticket as PDF, from the store", tickets, most=30 * MILLISECOND, warm_up=WARM_UP),
            _laid_out(f"a label, in a batch of {BATCH}", batches, most=3 * MILLISECOND, share=BATCH),
            _laid_out(f"a manifest of {LINES} lines", _manifests(desk, visit_id), most=300 * MILLISECOND),
            _laid_out(f"{A_DAY} manifests of a busy day, from the store", _days(desk), most=A_DAY * 0.3),
            _laid_out(f"the state of a counter of {ITEMS:,} items", _states(), most=2),
            *_other_letters(desk, request_ids),
            *_in_dots("a ticket", tickets[0](), ROLL_80, runs=RUNS),
            *_in_dots(f"{BATCH} labels", batches[0](), LABEL_57, runs=5),
        ]


def _laid_out(what: str, builds: Sequence[Build], *, most: float, share: int = 1, warm_up: int = 1) -> Figure:
    """Measure papers, or a share of each, beside the bare drawing of the same.

    Every paper is another one, as at a counter: what was laid out is not laid out again.
    """
    ours, bare_ones, known = [], [], []
    for build in builds:
        (ours_took,) = timed(build, 1, warm_up=0).runs
        known = bare.noted(build)
        (bare_took,) = timed(partial(bare.drawn, known), 1, warm_up=0).runs
        ours.append(ours_took / share)
        bare_ones.append(bare_took / share)
    made, beside = Times(tuple(ours[warm_up:])), Times(tuple(bare_ones[warm_up:]))
    ratio = made.median / beside.median
    said = f"{ratio:.1f} × bare reportlab {beside} for {bare.counted(known)}"
    return within(what, made, most, beside=said)


def _ticket(desk: Desk, request_id: int) -> bytes:
    return ticket.build(desk.ask(ticket.gather, request_id=request_id), FRENCH, ROLL_80)


def _batches(desk: Desk, request_ids: Sequence[int]) -> list[Build]:
    """Put the labels of many tickets together, as the spooler does."""
    made: list[Build] = []
    waiting: list[labels.Labels] = []
    for request_id in request_ids:
        waiting.append(desk.ask(labels.gather, request_id=request_id))
        over = sum(map(labels.labels_on, waiting)) - BATCH
        if over >= 0:
            last = waiting[-1]
            waiting[-1] = replace(last, pieces=last.pieces[: len(last.pieces) - over])
            made.append(partial(labels.build_all, waiting, FRENCH, LABEL_57))
            waiting = []
    return made[: BATCHES + 1]


def _manifests(desk: Desk, visit_id: int) -> list[Build]:
    """Make a visit's manifest long by other pieces, everyone's newest."""
    sheet = desk.ask(visit_books.gather, visit_id=visit_id)
    outcomes = [line.outcome for line in sheet.out + sheet.back]
    made: list[Build] = []
    for start in range(MANIFESTS + 1):
        pieces = desk.ask(_newest_pieces, skipped=start * LINES, count=LINES)
        lines = tuple(map(visit_books.Line, pieces, cycle(outcomes)))
        half = LINES // 2
        long = replace(sheet, out=lines[:half], back=lines[half:])
        made.append(partial(manifest.build, long, FRENCH, A4))
    return made


def _days(desk: Desk) -> list[Build]:
    """Make the manifests of forty visits, as many as come by on a busy day; each time of forty others."""
    visit_ids = desk.ask(_newest_visits, count=A_DAY * (DAYS + 1))
    return [partial(_day, desk, visit_ids[start :: DAYS + 1]) for start in range(DAYS + 1)]


def _day(desk: Desk, visit_ids: Sequence[int]) -> bytes:
    made = [
        manifest.build(desk.ask(visit_books.gather, visit_id=visit_id), FRENCH, A4) for visit_id in visit_ids
    ]
    return b"".join(made)


def _newest_visits(session: Session, *, count: int) -> Sequence[int]:
    newest = select(VisitLine.visit_id).group_by(VisitLine.visit_id).order_by(VisitLine.visit_id.desc())
    return session.scalars(newest.limit(count)).all()


def _newest_pieces(session: Session, *, skipped: int, count: int) -> list[facts.PieceFacts]:
    newest = session.scalar(select(func.max(Item.id))) or 0
    last = newest - skipped
    return facts.pieces(session, select(Item).where(Item.id > last - count, Item.id <= last))


def _other_letters(desk: Desk, request_ids: Sequence[int]) -> list[Figure]:
    """Measure the layout of a ticket whose customer, every time another, writes their name in other letters."""
    content = desk.ask(ticket.gather, request_id=request_ids[0])
    numbers = iter(range(10_000))

    def build(name: str) -> bytes:
        return ticket.build(replace(content, customer=f"{name} {next(numbers)}"), FRENCH, ROLL_80)

    found = in_turn(*(partial(build, name) for name in NAMES.values()), runs=2 * RUNS, warm_up=3)
    usual = found[0]
    return [
        Figure(
            f"a ticket laid out, the name in {letters} letters",
            str(times),
            beside="" if times is usual else f"{times.median / usual.median:.2f} × one in Latin letters",
        )
        for letters, times in zip(NAMES, found, strict=True)
    ]


def _in_dots(what: str, paper: bytes, sheet: Sheet, *, runs: int) -> list[Figure]:
    """Measure the dots of a paper beside bare pypdfium2, and the bytes that say them to a printer."""
    pages = raster.pages(paper, dpi=sheet.dpi)
    dots, beside = in_turn(
        lambda: [page.dots() for page in raster.pages(paper, dpi=sheet.dpi)],
        partial(bare.rendered, paper, sheet.dpi),
        runs=runs,
    )
    ratio = dots.median / beside.median
    said = f"{ratio:.2f} × bare pypdfium2 {beside}, which makes no dots of its grey"
    found = [Figure(f"{what} in dots of black and white", str(dots), beside=said)]
    tongues: dict[str, Callable[[], bytes]] = {
        "ESC/POS": partial(escpos.job, pages, sheet, cut=True),
        "ZPL": partial(zpl.job, pages, sheet),
    }
    for tongue, say in tongues.items():
        (times,) = in_turn(say, runs=runs)
        size = f"{len(say()) / 1e3:,.1f} kB; {len(paper) / 1e3:,.1f} kB as PDF"
        found.append(Figure(f"… said in {tongue}", str(times), beside=size))
    return found


def _states() -> list[Build]:
    """Lay out what a full counter has in its care: a third with a provider, shelves of a dozen."""
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    names = {"fr": "Chemise", "en": "Shirt"}
    return [
        partial(
            counter_state.build,
            counter_state.CounterState(
                HouseFacts("Conciergerie"),
                at,
                "1-0123456789",
                tuple(_kept(at, names, start * ITEMS + number) for number in range(ITEMS)),
                (),
            ),
            FRENCH,
            A4,
        )
        for start in range(STATES + 1)
    ]


def _kept(at: datetime, names: dict[str, str], number: int) -> Kept:
    here = number % 3 != 0
    return Kept(
        owner=f"Claire Dupont {number}",
        article=names,
        label="",
        part=1,
        parts=1,
        tag=f"{number:08d}",
        number=f"26-{number:06d}",
        status=Status.READY if here else Status.WITH_PROVIDER,
        rework=False,
        holder=Holder.DESK if here else Holder.PROVIDER,
        place=f"A{number % 100}" if here else "Pressing",
        shelf_order=number % 100,
        since=at,
        promised_at=at + timedelta(days=number % 12),
    )


def _examples(session: Session) -> tuple[list[int], int]:
    """Choose tickets of five or more pieces, and the newest visit with many lines."""
    newest = session.scalar(select(func.max(Item.id))) or 0
    request_ids = session.scalars(
        select(Item.request_id)
        .where(Item.id > newest - 20_000)
        .group_by(Item.request_id)
        .having(func.count() >= 5)  # as said
        .limit(2 * BATCHES * BATCH // 5)
    ).all()
    visit_id = session.scalars(select(VisitLine.visit_id).order_by(VisitLine.id.desc()).limit(2000)).first()
    return list(request_ids), visit_id or 0
