"""Finding people and things by anything one remembers of them.

Words are folded the same way when they are indexed and when they are looked for: no accents, no capitals, "œ" as
"oe", the groups of a number joined. Every word counts as the beginning of one, digits also as the end of a number.
The newest come first, never the best by rank: on a million items that alone took a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, column, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TextualSelect

from concierge_desk.models import Article, Customer, House, Item, Request, Service
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.request import number_of
from concierge_desk.models.search import TABLES
from concierge_desk.models.service import in_language
from concierge_desk.operations import undone_receipts
from concierge_desk.operations import words as folding
from concierge_desk.operations.words import Word

_PEOPLE = 8
_PAGES = 60
"""So many are rewritten at a time: some hundredths of a second."""
_SHORTEST_ARTICLE = 2
"""One letter would name half the catalogue."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of what was found; `kind` is "customer", "ticket" or "item", `badge` an item's status."""

    kind: str
    id: int
    title: str
    subtitle: str
    badge: str
    by_mistake: bool = False
    """Whether the item's receipt was taken back."""


def find(session: Session, *, words: str, limit: int = 20, language: str = "fr") -> list[Hit]:
    """Find people, then tickets and items, by anything typed; the newest first."""
    people = customers_matching(session, words=words, limit=min(limit, _PEOPLE))
    return people + _things(session, words, limit - len(people), language)


def customers_matching(session: Session, *, words: str, limit: int = _PEOPLE) -> list[Hit]:
    """Find people by their name, company, place, e-mail or telephone, in any order of words."""
    query = folding.parse(words)
    if not query or limit < 1:
        return []
    found = session.execute(
        select(Customer.id, Customer.name, Customer.company, Customer.place, Customer.phone)
        # Nobody is found by their name: who owns the mail of nobody known is no person.
        .where(
            Customer.id.in_(_matching(session, "customer_search", query, limit)), Customer.stands_for == ""
        )
        .order_by(Customer.id.desc())
    )
    return [
        Hit("customer", id_, name, " · ".join(filter(None, (company, place, phone))), "")
        for id_, name, company, place, phone in found
    ]


def items_matching(session: Session, *, words: str, limit: int = 50) -> list[int]:
    """Find items by code, ticket, tag, article, description or owner; their ids, the newest first."""
    query = _with_articles(session, folding.parse(words))
    if not query or limit < 1:
        return []
    return list(session.scalars(_matching(session, "item_search", query, limit)))


def index_customer(session: Session, customer: Customer) -> None:
    """Index a person, or index them anew."""
    _write(session, "customer_search", [(customer.id, folding.of_customer(customer))])


def index_items(session: Session, items: Iterable[Item]) -> None:
    """Index items, or index them anew; they are flushed."""
    by_id = {item.id: item for item in items}
    if not by_id:
        return
    session.flush()
    rows = []
    for id_, item in sorted(by_id.items()):
        # What the transaction has read or made already is not asked for again.
        request = session.get_one(Request, item.request_id)
        owner = session.get_one(Customer, item.customer_id)
        rows.append((id_, folding.of_item(item, request.serial, f"{owner.name} {owner.company}")))
    _write(session, "item_search", rows)


def forget_customer(session: Session, customer_id: int) -> None:
    """Take an erased person out of the index; `sweep` then leaves no trace of them."""
    key = "rowid" if _is_sqlite(session) else "id"
    session.execute(text(f"DELETE FROM customer_search WHERE {key} = :id"), {"id": customer_id})  # noqa: S608  # our own name
    owe(session)


def owe(session: Session) -> None:
    """Note that words which were taken out of the index are still to be cleared from its file."""
    house = session.get(House, THE_HOUSE)
    if house is not None and _is_sqlite(session):
        house.words_to_clear = True


def is_owed(session: Session) -> bool:
    """Tell whether words are still to be cleared from the file."""
    house = session.get(House, THE_HOUSE)
    return house is not None and house.words_to_clear


def sweep(session: Session) -> bool:
    """Rewrite a few pages of the index, so that no trace of what was taken out stays; tell whether more are to be.

    FTS5 keeps the words of a deleted row until it merges the part that holds them, and its option `secure-delete`
    does nothing for a table without content. A negative `merge` goes on with the whole rewrite that `optimize` is,
    so many pages at a time, until nothing changes any more (https://sqlite.org/fts5.html, 6.8).
    """
    house = session.get(House, THE_HOUSE)
    if house is None or not house.words_to_clear:
        return False
    if _is_sqlite(session) and any(_merged(session, table) for table in TABLES):
        return True
    house.words_to_clear = False
    return False


def _merged(session: Session, table: str) -> bool:
    """Rewrite some pages of a table; tell whether there were any."""
    changes = text("SELECT total_changes()")
    before = session.execute(changes).scalar_one()
    session.execute(text(f"INSERT INTO {table}({table}, rank) VALUES ('merge', :pages)"), {"pages": -_PAGES})  # noqa: S608  # our own name
    # Its own order counts as one change.
    return bool(session.execute(changes).scalar_one() - before > 1)


def _things(session: Session, words: str, limit: int, language: str) -> list[Hit]:
    query = _with_articles(session, folding.parse(words))
    if not query or limit < 1:
        return []
    found = session.execute(
        select(
            Item.id,
            Item.label,
            Item.status,
            Article.names,
            Request.id,
            Request.serial,
            Customer.name,
            undone_receipts.by_mistake(),
        )
        .join(Article, Article.id == Item.article_id)
        .join(Request, Request.id == Item.request_id)
        .join(Customer, Customer.id == Item.customer_id)
        .where(Item.id.in_(_matching(session, "item_search", query, limit)))
        .order_by(Item.id.desc())
    )
    typed = {word.text for word in query}
    tickets: dict[int, Hit] = {}
    items: list[Hit] = []
    for id_, label, status, names, request_id, serial, owner, by_mistake in found:
        number = number_of(serial)
        if f"{serial:08d}" in typed:
            tickets[request_id] = Hit("ticket", request_id, number, owner, "")
        title = label or in_language(names, language)
        items.append(Hit("item", id_, title, f"{owner} · {number}", status.value, by_mistake))
    return (list(tickets.values()) + items)[:limit]


def _with_articles(session: Session, query: list[Word]) -> list[Word]:
    """Add to each word the articles that it may name; the index holds an article, not its words."""
    if not query:
        return []
    found = session.execute(
        select(Article.id, Article.names, Service.names).join(Service, Service.id == Article.service_id)
    )
    named = [
        (id_, [word for name in (*names.values(), *service.values()) for word in folding.folded(name)])
        for id_, names, service in found
    ]
    return [
        word
        if len(word.text) < _SHORTEST_ARTICLE
        else word.also(
            folding.article(id_) for id_, said in named if any(each.startswith(word.text) for each in said)
        )
        for word in query
    ]


def _matching(session: Session, table: str, query: Sequence[Word], limit: int) -> TextualSelect:
    if _is_sqlite(session):
        said = f"SELECT rowid FROM {table} WHERE {table} MATCH :query ORDER BY rowid DESC LIMIT :most"  # noqa: S608  # our own name
        match = " AND ".join(word.for_sqlite() for word in query)
    else:
        said = f"SELECT id FROM {table} WHERE words @@ CAST(:query AS tsquery) ORDER BY id DESC LIMIT :most"  # noqa: S608  # our own name
        match = " & ".join(word.for_server() for word in query)
    return text(said).bindparams(query=match, most=limit).columns(column("rowid", Integer))


def _write(session: Session, table: str, rows: list[tuple[int, str]]) -> None:
    if _is_sqlite(session):
        said = f"INSERT OR REPLACE INTO {table}(rowid, words) VALUES (:id, :words)"  # noqa: S608  # our own name
    else:
        said = (
            f"INSERT INTO {table}(id, words) VALUES (:id, array_to_tsvector(string_to_array(:words, ' '))) "  # noqa: S608  # our own name
            "ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words"
        )
    if rows:
        session.execute(text(said), [{"id": id_, "words": words} for id_, words in rows])


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
