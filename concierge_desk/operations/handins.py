"""Taking things in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import codes, moments
from concierge_desk.errors import BadImei, BadInput, CustodyRefused, NotFound, NothingToRecord, TagTaken
from concierge_desk.models import (
    Article,
    Customer,
    Facts,
    Holder,
    Item,
    Move,
    MoveKind,
    Paper,
    Provider,
    Request,
    Service,
    Status,
    chain,
)
from concierge_desk.models.mail_item import MAIL, is_mail
from concierge_desk.money import Money
from concierge_desk.operations import deeds, numbering, printing, promises, rights, search, typed
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import N_

_MOST_PIECES = 200


class TooManyPieces(BadInput):
    """More pieces than a counter holds at once."""

    sentence = N_("A drop-off has at most {most} items. Take some out, and record them in a second one.")


class BadTag(CustodyRefused):
    """What cannot be the tag that is already on a piece."""

    sentence = N_("“{tag}” cannot be a tag: it is empty, or one of our own codes. Scan the tag of the piece.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One counted article as it is taken in; details may come now or later.

    Without `price` and `ceiling` the article's own hold. `tag` is a tag already on the piece.
    """

    article_id: int
    conditions: tuple[str, ...] = ()
    details: Facts = field(default_factory=dict)
    label: str = ""
    price: Money | None = None
    ceiling: Money | None = None
    tag: str | None = None


def receive(
    session: Session,
    *,
    customer_id: int,
    pieces: list[Piece],
    at: datetime,
    staff_id: int,
    deed_uid: str,
    note: str = "",
    providers: Mapping[int, int] | None = None,
) -> Request:
    """Take a customer's pieces in, and queue their ticket, shop copy and labels.

    An article of several physical parts makes an item of each; the first carries the price. `providers` names who
    was chosen for a service; the usual one does the others. Done again with its `deed_uid` it answers with the first
    request. Raises NothingToRecord, TooManyPieces, NotFound, TagTaken, BadTag, BadImei, NotOffered, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return session.scalars(
            select(Request).join(Item).where(Item.id == deeds.first_item(session, deed_uid))
        ).one()
    if not pieces:
        raise NothingToRecord
    if len(pieces) > _MOST_PIECES:
        raise TooManyPieces(most=_MOST_PIECES)
    customer = session.get(Customer, customer_id)
    if customer is None or customer.salt is None:
        raise NotFound
    rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="receive", at=at, staff_id=staff_id)
    request = Request(
        serial=numbering.next_serial(session, row=numbering.TICKETS, at=at),
        customer_id=customer_id,
        at=at,
        staff_id=staff_id,
        deed_uid=deed_uid,
        note=typed.line(note, typed.NOTE),
    )
    session.add(request)
    session.flush()
    items = _items(session, request, pieces, providers or {})
    ledger = Ledger(session, Proof(deed))
    for item in items:
        ledger.receive(item, customer.commitment, request.serial)
    session.add_all(items)
    customer.seen_on = moments.day_of(at)
    session.flush()
    search.index_items(session, items)
    _queue_papers(session, request, customer, [item.id for item in items])
    return request


def describe(  # what can be said of a piece
    session: Session,
    *,
    item_id: int,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    conditions: tuple[str, ...] | None = None,
    details: Facts | None = None,
    label: str | None = None,
) -> Item:
    """Describe a piece that was only counted; what is None stays as it is. Raises NotFound, BadImei."""
    item = held(session, item_id)
    if deeds.done(session, deed_uid):
        return item
    _check_imei(details or {})
    of_mail = {MAIL: item.details[MAIL]} if is_mail(item) else {}
    ledger = Ledger(
        session, Proof(deeds.begin(session, uid=deed_uid, kind="describe", at=at, staff_id=staff_id))
    )
    ledger.add(
        item,
        MoveKind.DESCRIBED,
        Place(item.holder, item.holder_id, item.shelf_id),
        conditions=item.conditions if conditions is None else list(conditions),
        details=item.details if details is None else details | of_mail,
        label=item.label if label is None else typed.line(label),
        salt=chain.new_salt(),
    )
    session.flush()
    search.index_items(session, [item])
    return item


def bind_tag(session: Session, *, item_id: int, tag: str, at: datetime, staff_id: int, deed_uid: str) -> Item:
    """Bind a tag that is already on the piece to its item. Raises NotFound, TagTaken, BadTag."""
    item = held(session, item_id)
    if deeds.done(session, deed_uid):
        return item
    tag = typed.line(tag)
    _check_tag(session, tag, item_id)
    ledger = Ledger(
        session, Proof(deeds.begin(session, uid=deed_uid, kind="bind_tag", at=at, staff_id=staff_id))
    )
    ledger.add(item, MoveKind.DESCRIBED, Place(item.holder, item.holder_id, item.shelf_id), tag=tag)
    session.flush()
    search.index_items(session, [item])
    return item


def held(session: Session, item_id: int) -> Item:
    """Fetch an item with what its labels need. Raises NotFound."""
    item = session.get(Item, item_id, options=[joinedload(Item.article), joinedload(Item.customer)])
    if item is None:
        raise NotFound
    return item


def moves_of(session: Session, item_id: int) -> list[Move]:
    """List an item's moves, oldest first."""
    return list(session.scalars(select(Move).where(Move.item_id == item_id).order_by(Move.id)))


def _items(
    session: Session, request: Request, pieces: list[Piece], providers: Mapping[int, int]
) -> list[Item]:
    articles = _articles(session, {piece.article_id for piece in pieces})
    promised = _promised(session, request, [articles[piece.article_id] for piece in pieces], providers)
    made: list[Item] = []
    number = numbering.next_item_id(session)
    for piece in pieces:
        _check_imei(piece.details)
        article = articles[piece.article_id]
        promise = promised[article.service_id]
        for part in range(1, article.pieces + 1):
            item = _item(request, article, piece, part)
            item.id, item.promised_at = number + len(made), promise.ready_at
            item.provider_id = providers.get(article.service_id, article.service.provider_id)
            if item.tag is not None:
                _check_tag(session, item.tag, item.id)
                _check_same_request(item, made)
            made.append(item)
    return made


def _promised(
    session: Session, request: Request, articles: list[Article], providers: Mapping[int, int]
) -> dict[int, promises.Promise]:
    """Promise each service that is asked for, its pieces counted by their parts."""
    parts: dict[int, int] = {}
    for article in articles:
        parts[article.service_id] = parts.get(article.service_id, 0) + article.pieces
    services = {article.service_id: article.service for article in articles}
    return promises.Diary(session, request.at).dropoff(services, parts, providers)


def _item(request: Request, article: Article, piece: Piece, part: int) -> Item:
    first = part == 1
    price = piece.price if piece.price is not None else article.price
    return Item(
        request_id=request.id,
        customer_id=request.customer_id,
        service_id=article.service_id,
        article_id=article.id,
        label=typed.line(piece.label),
        part=part,
        parts=article.pieces,
        price=price if first else Money(0),
        ceiling=(piece.ceiling or article.ceiling) if first and price is None else None,
        tag=typed.line(piece.tag) if first and piece.tag is not None else None,
        conditions=list(piece.conditions) if first else [],
        details=piece.details if first else {},
        salt=chain.new_salt(),
        rework=False,
        status=Status.HANDED_IN,
        holder=Holder.DESK,
        holder_id=None,
        shelf_id=None,
        moved_at=request.at,
        move_id=0,
    )


def _articles(session: Session, wanted: set[int]) -> dict[int, Article]:
    found = session.scalars(
        select(Article)
        .where(Article.id.in_(wanted))
        .options(joinedload(Article.service).joinedload(Service.provider).joinedload(Provider.weekly))
    )
    articles = {article.id: article for article in found.unique()}
    if wanted - articles.keys():
        raise NotFound
    return articles


def _check_tag(session: Session, tag: str, item_id: int) -> None:
    """Refuse what is no tag, and one on another item in our care: a tag may come back, but not twice at once."""
    if codes.looks_ours(tag) or not tag.strip():
        raise BadTag(tag=tag)
    refuse_worn(session, tag, item_id)


def refuse_worn(session: Session, tag: str, item_id: int) -> None:
    """Refuse a tag that another item in our care wears. Raises TagTaken."""
    wearing = session.scalars(
        select(Item)
        .where(Item.tag == tag, Item.id != item_id, Item.status != Status.HANDED_BACK)
        .options(joinedload(Item.article))
    ).first()
    if wearing is not None:
        raise TagTaken(tag=tag, item=names_of(wearing))


def _check_same_request(item: Item, others: list[Item]) -> None:
    """Refuse a tag that another piece of the same request wears."""
    if any(item.tag == other.tag for other in others):
        raise TagTaken(tag=item.tag, item=item.label or item.tag)


def _check_imei(details: Facts) -> None:
    imei = str(details.get("imei", "")).replace(" ", "")
    if imei and not (len(imei) == 15 and codes.luhn_fits(imei)):  # noqa: PLR2004  # an IMEI has fifteen digits
        raise BadImei(value=imei)


def _queue_papers(session: Session, request: Request, customer: Customer, item_ids: list[int]) -> None:
    house_language = printing.house_language(session)
    for paper, language in (
        (Paper.TICKET, customer.language),
        (Paper.SHOP_COPY, house_language),
        (Paper.LABELS, house_language),
    ):
        printing.queue(
            session,
            paper=paper,
            language=language,
            at=request.at,
            staff_id=request.staff_id,
            request_id=request.id,
            item_ids=item_ids if paper is Paper.LABELS else (),
        )
