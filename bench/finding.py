"""Search as one types: names by their first letters, ends of telephone numbers, ticket numbers, companies, tags."""

from functools import partial
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.figures import MILLISECOND, Figure, Times, timed
from bench.stores import SEED, big, opened
from concierge_desk.models import Article, Customer, Item, Request
from concierge_desk.operations import search

MOST = 10 * MILLISECOND
PEOPLE = 40


def figures() -> list[Figure]:
    """Measure every step of typing, to rows."""
    with opened(big()) as desk:
        typed = desk.ask(queries)
        found: list[Figure] = []
        everything: list[float] = []
        for kind, words in typed.items():
            times = Times(
                tuple(timed(partial(desk.ask, search.find, words=said), 3).median for said in words)
            )
            everything += times.runs
            slowest = max(zip(times.runs, words, strict=True))[1]
            found.append(_said(f"search, {kind} ({len(words)} queries)", times, f"slowest: “{slowest}”"))
    return [*found, _said("search, all of them", Times(tuple(everything)))]


def queries(session: Session) -> dict[str, list[str]]:
    """List what is typed, letter by letter where one types letters."""
    random = Random(SEED)  # noqa: S311  # no secret
    people = session.scalar(select(func.max(Customer.id))) or 0
    items = session.scalar(select(func.max(Item.id))) or 0
    some = session.execute(
        select(Customer.name, Customer.phone, Customer.company).where(
            Customer.id.in_([random.randint(1, people) for _ in range(PEOPLE)])
        )
    ).all()
    tickets = list(
        session.scalars(
            select(Request).join(Item).where(Item.id.in_([random.randint(1, items) for _ in range(PEOPLE)]))
        )
    )
    articles = [names["fr"] for names in session.scalars(select(Article.names))]
    phones = [phone for _name, phone, _company in some if phone]
    names = {name[:letters] for name, _phone, _company in some for letters in range(1, len(name) + 1)}
    return {
        "names letter by letter": sorted(names),
        "surname first": sorted({" ".join(reversed(name.split(" ", 1))) for name, _phone, _company in some}),
        "ends of telephone numbers": sorted({phone.replace(" ", "")[-4:] for phone in phones}),
        "beginnings of numbers": sorted({phone[:digits] for phone in phones for digits in (2, 5, 8)}),
        "ticket numbers": sorted(
            {ticket.number for ticket in tickets} | {ticket.number[:6] for ticket in tickets}
        ),
        "companies": sorted({company for _name, _phone, company in some if company}),
        "articles": sorted(set(articles) | {name[:3] for name in articles}),
    }


def _said(what: str, times: Times, beside: str = "") -> Figure:
    p95 = times.percentile(95)
    measured = f"p50 {times.median * 1e3:.2f} ms, p95 {p95 * 1e3:.2f} ms"
    return Figure(what, measured, "p95 ≤ 10 ms", p95 <= MOST, beside)
