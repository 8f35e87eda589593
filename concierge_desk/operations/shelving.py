"""Putting things on shelves."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NameMissing, NotAtDesk, NotFound, NothingToRecord
from concierge_desk.models import Holder, Item, MoveKind, Shelf, Status, Words
from concierge_desk.operations import deeds
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.texts import LANGUAGES


def shelves(session: Session) -> list[Shelf]:
    """List the shelves in their order."""
    return list(session.scalars(select(Shelf).where(Shelf.active).order_by(Shelf.position, Shelf.name)))


def add_shelf(session: Session, *, name: str) -> Shelf:
    """Add a shelf at the end. Raises NameMissing."""
    if not name.strip():
        raise NameMissing
    last = session.scalar(select(func.max(Shelf.position))) or 0
    shelf = Shelf(name=name.strip(), position=last + 1)
    session.add(shelf)
    session.flush()
    return shelf


def shelve(
    session: Session, *, item_ids: list[int], shelf_id: int, at: datetime, staff_id: int, deed_uid: str
) -> list[Item]:
    """Put items on a shelf; what is back from its provider is then ready. Raises NotAtDesk, NotFound."""
    found = session.scalars(
        select(Item).where(Item.id.in_(item_ids)).options(joinedload(Item.article)).order_by(Item.id)
    )
    items = list(found)
    if deeds.done(session, deed_uid):
        return items
    if not item_ids:
        raise NothingToRecord
    if len(items) != len(set(item_ids)) or session.get(Shelf, shelf_id) is None:
        raise NotFound
    deed = deeds.begin(session, uid=deed_uid, kind="shelve", at=at, staff_id=staff_id)
    ledger = Ledger(session, Proof(deed))
    for item in items:
        refuse_elsewhere(item)
        status = Status.READY if item.status is Status.BACK and not item.rework else item.status
        ledger.add(item, MoveKind.SHELVED, Place(Holder.DESK, None, shelf_id), status=status)
    session.flush()
    return items


def refuse_elsewhere(item: Item) -> None:
    """Refuse an item that is not at the desk. Raises NotAtDesk."""
    if item.holder is not Holder.DESK:
        raise NotAtDesk(item=names_of(item), tag=item.short_tag)


def name_of(item: Item, language: str = "fr") -> str:
    """Say an item: as it was described, or else by its article; a part of several says which it is."""
    return part_of(item.label or item.article.name(language), item.part, item.parts)


def part_of(name: str, part: int, parts: int) -> str:
    """Say which one of several a piece is, if it is one."""
    return name if parts == 1 else f"{name} ({part}/{parts})"


def names_of(item: Item) -> Words:
    """Say an item in every language, for a sentence whose reader is not known here."""
    return {language: name_of(item, language) for language in LANGUAGES}
