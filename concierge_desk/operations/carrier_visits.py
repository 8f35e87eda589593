"""Carriers and their comings: what each brought, and what waits for it and goes with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import BadInput, CustodyRefused, NotFound
from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Deed,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    MoveKind,
    Paper,
    Signed,
    Status,
    chain,
)
from concierge_desk.operations import (
    brands,
    deeds,
    mail_reading,
    mail_records,
    numbering,
    printing,
    rights,
    typed,
)
from concierge_desk.operations.brands import BROUGHT_WITH, FREE
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.mail_reading import MailRow as ToTakeRow
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of, refuse_elsewhere
from concierge_desk.operations.visit_closing import Signing
from concierge_desk.texts import N_

__all__ = [
    "BadCount",
    "Coming",
    "NotForCarrier",
    "OtherCarrier",
    "ToTakeRow",
    "carrier",
    "carriers",
    "counts_to_take",
    "note_coming",
    "of_deed",
    "recent",
    "set_aside",
    "take",
    "to_take",
]

_Columns = TypeVarTuple("_Columns")


class BadCount(BadInput):
    """A carrier's sheet that counts what is no kind of mail, or less than nothing."""

    sentence = N_("The carrier’s sheet cannot say this: {kind}, {count}. Correct the count.")


class NotForCarrier(CustodyRefused):
    """A piece that does not wait for a carrier is said to leave with one."""

    sentence = N_("{item} ({tag}) does not wait for a carrier. Take it off the list, or first send it back.")


class OtherCarrier(CustodyRefused):
    """A piece that waits for one carrier is said to leave with another."""

    sentence = N_("{item} ({tag}) waits for {carrier}. Take it off this list.")


@dataclass(frozen=True, slots=True)
class Coming:
    """What is said of one coming of a carrier: its own sheet, its driver, and how they signed."""

    carrier_id: int
    driver: str = ""
    signature: Sequence[object] = ()
    signed: Signed = Signed.NONE
    note: str = ""
    sheet_number: str = ""
    sheet: Mapping[str, int] = field(default_factory=dict)


def carriers(session: Session) -> list[Carrier]:
    """List the carriers that are in use, in their order."""
    found = select(Carrier).where(Carrier.active).order_by(Carrier.position, Carrier.name)
    return list(session.scalars(found))


def carrier(session: Session, carrier_id: int) -> Carrier:
    """Fetch a carrier. Raises NotFound."""
    found = session.get(Carrier, carrier_id)
    if found is None:
        raise NotFound
    return found


def set_aside(session: Session, uid: str) -> int | None:
    """Say of the coming that a deed recorded, if it did, that it was undone; its number stays used."""
    visit = session.scalars(select(CarrierVisit).where(CarrierVisit.deed_uid == uid)).one_or_none()
    if visit is None:
        return None
    visit.undone = True
    return visit.id


def to_take(session: Session, *, carrier_id: int | None = None, language: str = "fr") -> list[ToTakeRow]:
    """List what waits for a carrier, or for any: first what goes back to its sender, then what goes out.

    A carrier takes what is its own and that of those it brings for, what it brought itself, and what is nobody's.
    """
    asked = _waiting(select(MailItem.item_id)).order_by(MailItem.way, MailItem.item_id)
    if carrier_id is not None:
        here = session.get(Carrier, carrier_id)
        asked = asked.where(FREE if here is None else brands.may_take(here))
    return mail_reading.rows(session, item_ids=session.scalars(asked), language=language)


def counts_to_take(session: Session) -> dict[int, int]:
    """Count by carrier what `to_take` lists for it, what several of them may take with each; all are in it."""
    whose = Carrier.key, BROUGHT_WITH.carrier_id.label("brought_by"), FREE.label("free")
    asked = _waiting(select(*whose, func.count().label("pieces"))).group_by(*whose)
    found = session.execute(asked).all()
    return {
        each.id: sum(
            row.pieces
            for row in found
            if row.free or row.brought_by == each.id or row.key in {each.key, *each.brings}
        )
        for each in session.scalars(select(Carrier))
    }


def _waiting(asked: Select[*_Columns]) -> Select[*_Columns]:
    """Ask it of the mail that waits for a carrier."""
    return (
        asked.join(Item, Item.id == MailItem.item_id)
        .outerjoin(Carrier, Carrier.id == MailItem.carrier_id)
        .outerjoin(BROUGHT_WITH, BROUGHT_WITH.id == MailItem.came_with_id)
        .where(Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.status == Status.HANDED_IN)
    )


def take(  # what goes, who took it and signed, and the deed's own three
    session: Session,
    *,
    carrier_id: int,
    item_ids: Sequence[int],
    driver: str = "",
    signature: Sequence[object] = (),
    signed: Signed = Signed.NONE,
    note: str = "",
    sheet_number: str = "",
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> CarrierVisit:
    """Give a carrier what waits for it, and queue the deposit slip.

    Done again with its `deed_uid` it answers with the first coming. Raises NothingToRecord, NotFound, NotAtDesk,
    NotForCarrier, OtherCarrier, TextTooLong, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return of_deed(session, deed_uid)
    its_own = carrier(session, carrier_id)
    pieces = mail_records.of_items(session, item_ids)
    named = MailItem.item_id.in_(item_ids)
    fits = set(session.scalars(_waiting(select(MailItem.item_id)).where(named, brands.may_take(its_own))))
    for mail in pieces:
        _refuse_to_go(mail, fits)
    rights.require(session, Right.CLOSE_VISIT, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="carrier_takes", at=at, staff_id=staff_id)
    coming = Coming(carrier_id, driver, signature, signed, note, sheet_number)
    kinds = [mail.kind for mail in pieces]
    visit = note_coming(session, deed, coming, way=MailWay.OUT, kinds=kinds)
    ledger = Ledger(session, Proof(deed, carrier_visit=visit))
    gone, to = {"went_with_id": visit.id}, Place(Holder.CARRIER, carrier_id)
    for mail in pieces:
        mail_records.change(
            ledger, mail.item, mail, MoveKind.SENT, to=to, mail_changes=gone, status=Status.HANDED_BACK
        )
    session.flush()
    language = printing.house_language(session)
    paper = Paper.DEPOSIT_SLIP
    printing.queue(
        session, paper=paper, language=language, at=at, staff_id=staff_id, carrier_visit_id=visit.id
    )
    return visit


def recent(session: Session, *, limit: int = 50) -> list[CarrierVisit]:
    """List the last comings with their carriers, the newest first."""
    found = select(CarrierVisit).options(joinedload(CarrierVisit.carrier))
    return list(session.scalars(found.order_by(CarrierVisit.id.desc()).limit(limit)))


def _refuse_to_go(mail: MailItem, fits: Collection[int]) -> None:
    """Refuse a piece that does not wait for a carrier, or waits for another one than who may take those that fit."""
    item = mail.item
    named = {"item": names_of(item), "tag": item.short_tag}
    refuse_elsewhere(item)
    if item.status is not Status.HANDED_IN:
        raise NotForCarrier(**named)
    if mail.carrier is not None and mail.item_id not in fits:
        raise OtherCarrier(carrier=mail.carrier.names, **named)


def of_deed(session: Session, uid: str) -> CarrierVisit:
    """Fetch the coming that a deed recorded."""
    return session.scalars(select(CarrierVisit).where(CarrierVisit.deed_uid == uid)).one()


def note_coming(
    session: Session, deed: Deed, coming: Coming, *, way: MailWay, kinds: Sequence[MailKind]
) -> CarrierVisit:
    """Note that a carrier came, with a number of its own, and commit to what was said and counted.

    Raises BadCount, TextTooLong.
    """
    found = {kind.value: kinds.count(kind) for kind in MailKind if kind in kinds}
    signing = Signing(coming.driver, list(coming.signature), [], coming.signed)
    visit = CarrierVisit(
        serial=numbering.next_serial(session, row=numbering.CARRIER_VISITS, at=deed.at),
        carrier_id=coming.carrier_id,
        way=way,
        at=deed.at,
        staff_id=deed.staff_id,
        deed_uid=deed.uid,
        undone=False,
        sheet=_counted(coming.sheet),
        found=found,
        sheet_number=typed.line(coming.sheet_number),
        note=typed.line(coming.note, typed.NOTE),
        driver=typed.line(coming.driver),
        signature=signing.signature,
        signed=signing.how(),
        salt=(salt := chain.new_salt()),
    )
    visit.commitment = chain.commit(salt, visit.proof())
    session.add(visit)
    session.flush()
    return visit


def _counted(sheet: Mapping[str, int]) -> dict[str, int]:
    known = {kind.value for kind in MailKind}
    for kind, count in sheet.items():
        if kind not in known or count < 0:
            raise BadCount(kind=kind, count=count)
    return dict(sheet)
