"""The records of mail: the only writer of `MailItem`, which the committed details of its item repeat.

So what is known of a letter is proven by the moves like everything else, and erased like everything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import CustodyRefused, NotFound, NothingToRecord
from concierge_desk.models import (
    Article,
    Carrier,
    Customer,
    Facts,
    Holder,
    Item,
    MailItem,
    MailKind,
    Move,
    MoveKind,
    Request,
    Service,
    Status,
    Words,
    chain,
)
from concierge_desk.models.carrier import HAND
from concierge_desk.models.customer import stands_for_nobody
from concierge_desk.models.mail_item import MAIL
from concierge_desk.money import NOTHING
from concierge_desk.operations import customers, deeds, numbering, printing
from concierge_desk.operations.custody import Ledger, Place, place_of
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import LANGUAGES, N_, Texts

SERVICE = "mail"
"""The key of the one service that every piece of mail belongs to; it is on no price list."""
UNKNOWN = "unknown"
KINDS = {
    MailKind.LETTER: (N_("Plain letter"), "mail"),
    MailKind.REGISTERED: (N_("Registered letter"), "signature"),
    MailKind.PARCEL: (N_("Parcel"), "package"),
    MailKind.EXPRESS: (N_("Express parcel"), "truck-delivery"),
    MailKind.NEWSPAPER: (N_("Newspaper"), "file-text"),
    MailKind.BASKET: (N_("Basket"), "basket"),
}
"""What each kind is called, and its icon."""
NOT_RETURNING: Facts = {"returning_at": None, "return_reason": ""}
_NOT_GONE: Facts = {"went_with_id": None}
_BEFORE = {"return_mail": NOT_RETURNING, "carrier_takes": _NOT_GONE}
"""What a piece says before a deed, and again once that is undone."""
_NOBODY, _MAIL = N_("Recipient not known yet"), N_("Mail")


class BeforeUnknown(CustodyRefused):
    """What a piece said before is not known any more."""

    sentence = N_("What was said of {item} ({tag}) before is not known any more. Put it right on its page.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of mail that comes into our care: its occasion, its record, and where it is put."""

    request: Request
    mail: MailItem
    shelf_id: int | None
    status: Status


def details(mail: MailItem) -> Facts:
    """Gather the details of an item that the record of its mail is committed with."""
    return {MAIL: mail.facts()}


def take_in(
    session: Session, ledger: Ledger, pieces: Sequence[Piece], *, came_from: Place | None = None
) -> list[Item]:
    """Take pieces of mail into our care, by one move each; what is registered takes its number in the register.

    They come from their customer, or from whom `came_from` names. Their requests are flushed.
    """
    kept, first = articles(session), numbering.next_item_id(session)
    names = dict(iter(session.execute(select(Carrier.id, Carrier.name).where(Carrier.key != HAND))))
    items = []
    for number, piece in enumerate(pieces, first):
        mail, at = piece.mail, piece.request.at
        if mail.kind is MailKind.REGISTERED:
            mail.register_serial = numbering.next_serial(session, row=numbering.REGISTER, at=at)
        item = _item(number, piece, kept[mail.kind], names.get(mail.carrier_id or 0, ""))
        mail.item = item  # so that an item is written before what is known of it
        owner = session.get_one(Customer, item.customer_id)
        ledger.receive(item, owner.commitment, piece.request.serial, came_from=came_from)
        session.add_all((item, mail))
        items.append(item)
    session.flush()
    return items


def label(mail: MailItem, carrier: str) -> str:
    """Say a piece by what can be read on it: its carrier and number, or else its addressee; in no language."""
    return f"{carrier} {mail.number}".strip() if mail.number else mail.addressee


def change(
    ledger: Ledger,
    item: Item,
    mail: MailItem,
    kind: MoveKind,
    *,
    to: Place | None = None,
    says: Facts | None = None,
    mail_changes: Facts | None = None,
    **item_changes: Any,  # noqa: ANN401  # columns of Item
) -> Move:
    """Move a piece of mail or change its record, by one move that commits to what it says from now on."""
    mail.before = {}
    if item.salt is not None:
        mail.before = {"label": item.label, "details": item.details, "salt": item.salt.hex()}
    for name, value in (mail_changes or {}).items():
        setattr(mail, name, value)
    said = _said(item, mail)
    return ledger.add(item, kind, to or place_of(item), says=says, **said, **item_changes)


def taken_back(mail: MailItem, deed_kind: str) -> Facts:
    """Put what a deed said of a piece back as it was before; give what changes of its item by that, if anything."""
    return _changed(mail, _BEFORE.get(deed_kind, {}))


def as_before(item: Item, mail: MailItem, described: str) -> Facts:
    """Let a piece say again what it said before it was last described; give what changes of its item by that.

    It is that only when it is what the moves committed to, as `described`. Raises BeforeUnknown.
    """
    before, mail.before = mail.before, {}
    if not before or commitment_of(before) != described:
        raise BeforeUnknown(item=names_of(item), tag=item.short_tag)
    mail.tell(before["details"][MAIL])
    return before | {"salt": bytes.fromhex(before["salt"])}


def commitment_of(before: Facts) -> str:
    """Commit to what a piece said before, as the moves did then; to nothing when it was changed into nonsense."""
    try:
        salt, said = bytes.fromhex(before["salt"]), {"label": before["label"], "details": before["details"]}
    except (KeyError, TypeError, ValueError):
        return ""
    return chain.commit(salt, said)


def put_right(mail: MailItem, to: Place, status: Status) -> Facts:
    """Let a piece say what fits its place that was put right; give what changes of its item by that, if anything.

    What can be collected goes back to no sender, what is here went with no carrier.
    """
    changes: Facts = {}
    if status is Status.READY and mail.returning_at is not None:
        changes |= NOT_RETURNING
    if to.holder is Holder.DESK and mail.went_with_id is not None:
        changes |= _NOT_GONE
    return _changed(mail, changes)


def of_items(session: Session, item_ids: Sequence[int]) -> list[MailItem]:
    """Fetch pieces of mail with their items, in the order of their serials. Raises NothingToRecord, NotFound."""
    if not item_ids:
        raise NothingToRecord
    asked = (
        select(MailItem)
        .where(MailItem.item_id.in_(item_ids))
        .options(joinedload(MailItem.item).joinedload(Item.article), joinedload(MailItem.carrier))
        .order_by(MailItem.item_id)
    )
    found = list(session.scalars(asked))
    if len(found) != len(set(item_ids)):
        raise NotFound
    return found


def of_item(session: Session, item: Item) -> MailItem | None:
    """Fetch what is known of an item as a piece of mail, if it is one."""
    return session.get(MailItem, item.id, options=[joinedload(MailItem.item)])


def articles(session: Session) -> dict[MailKind, Article]:
    """Give the article of each kind of mail, made with their service when they are first asked for."""
    service = session.scalars(select(Service).where(Service.key == SERVICE)).one_or_none()
    if service is None:
        service = Service(
            key=SERVICE, names=_names(_MAIL), icon="mail", provider_id=None, position=99, active=False
        )
        session.add(service)
        session.flush()
        for position, (kind, (name, icon)) in enumerate(KINDS.items()):
            session.add(
                Article(
                    service_id=service.id,
                    key=kind.value,
                    names=_names(name),
                    icon=icon,
                    price=NOTHING,
                    ceiling=None,
                    position=position,
                )
            )
        session.flush()
    found = session.scalars(select(Article).where(Article.service_id == service.id))
    return {MailKind(article.key): article for article in found}


def nobody(session: Session, *, at: datetime, staff_id: int) -> Customer:
    """Give the one row that owns mail whose recipient is not settled yet, made when it is first asked for."""
    found = session.scalars(
        select(Customer).where(stands_for_nobody(), Customer.stands_for == UNKNOWN)
    ).one_or_none()
    if found is not None:
        return found
    language = printing.house_language(session)
    made = customers.register(
        session,
        name=Texts(language)(_NOBODY),
        at=at,
        language=language,
        staff_id=staff_id,
        deed_uid=deeds.new_uid(),
    )
    made.stands_for = UNKNOWN
    session.flush()
    return made


def _changed(mail: MailItem, changes: Facts) -> Facts:
    """Change what a piece says, whose item is loaded; give its details anew, or nothing when nothing changed."""
    for name, value in changes.items():
        setattr(mail, name, value)
    return _said(mail.item, mail) if changes else {}


def _said(item: Item, mail: MailItem) -> Facts:
    """Give the details of an item anew, with what else somebody described of it."""
    return {"details": item.details | details(mail), "salt": chain.new_salt()}


def _item(number: int, piece: Piece, article: Article, carrier: str) -> Item:
    request, mail = piece.request, piece.mail
    return Item(
        id=number,
        request_id=request.id,
        customer_id=request.customer_id,
        service_id=article.service_id,
        article_id=article.id,
        label=label(mail, carrier),
        part=1,
        parts=1,
        price=article.price,
        conditions=[],
        details=details(mail),
        salt=chain.new_salt(),
        rework=False,
        status=piece.status,
        holder=Holder.DESK,
        holder_id=None,
        shelf_id=piece.shelf_id,
        moved_at=request.at,
        move_id=0,
    )


def _names(word: str) -> Words:
    return {language: Texts(language)(word) for language in LANGUAGES}
