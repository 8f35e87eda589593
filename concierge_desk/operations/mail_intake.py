"""Taking in the mail that a carrier brings: everything it left, in one deed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.errors import BadInput, CustodyRefused, NotFound, NothingToRecord
from concierge_desk.models import (
    CarrierRule,
    CarrierVisit,
    Customer,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Paper,
    Recipient,
    Request,
    Signed,
    Status,
)
from concierge_desk.operations import (
    brands,
    carrier_rules,
    carrier_visits,
    deeds,
    mail_reading,
    mail_records,
    numbering,
    printing,
    rights,
    search,
    typed,
    visit_marks,
)
from concierge_desk.operations.brands import Brands
from concierge_desk.operations.carrier_visits import Coming
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.mail_records import Piece
from concierge_desk.operations.rights import Right
from concierge_desk.texts import LANGUAGES, N_

MOST_PIECES = 500
"""As many pieces as one delivery holds."""
_MOST_CANDIDATES = 9


class TooMuchMail(BadInput):
    """More pieces than one coming of a carrier holds."""

    sentence = N_("A delivery has at most {most} pieces. Record these first, and the others as a second one.")


class NumberTwice(BadInput):
    """One number stands twice among the pieces of a delivery."""

    sentence = N_("The number {number} is in this delivery twice. Take one of them off the list.")


class PresentedLater(BadInput):
    """A first presentation that has not been yet."""

    sentence = N_("The first presentation was not on {day}: that day is still to come. Correct it.")


class OthersRecorded(CustodyRefused):
    """A delivery that is recorded already, with other pieces than are given now."""

    sentence = N_(
        "This delivery is recorded already as {number}, with {count} of the pieces. "
        "Take off the list what is recorded, then press F12 again."
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """One piece as it is taken in; whose it is may be known, one of several, or not known yet.

    `addressee` and `sender` are as written on it, `candidates` the customers it may be for, the likeliest first.
    `label` asks for a label of ours, for what has nothing to scan. `carrier` is the key of the carrier whose piece it
    is, where somebody said it; else its number tells it.
    """

    kind: MailKind
    number: str = ""
    addressee: str = ""
    sender: str = ""
    customer_id: int | None = None
    candidates: tuple[int, ...] = ()
    shelf_id: int | None = None
    presented_on: date | None = None
    label: bool = False
    carrier: str = ""


def receive(  # what was brought, the carrier's sheet, how it was signed, and the deed's own three
    session: Session,
    *,
    carrier_id: int,
    pieces: Sequence[Arrival],
    sheet: Mapping[str, int] | None = None,
    sheet_number: str = "",
    driver: str = "",
    signature: Sequence[object] = (),
    signed: Signed = Signed.NONE,
    note: str = "",
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> CarrierVisit:
    """Take in what a carrier brought; each person has one ticket, each piece of nobody known yet one of its own.

    `sheet` counts the pieces by `MailKind.value` as the carrier's own says them. What is for somebody is ready for
    them. A piece keeps its own carrier where this one brings for it. A driver who signs on paper without a sheet gets
    ours. Done again with its `deed_uid` it answers as then. Raises OthersRecorded, NothingToRecord, TooMuchMail,
    NotBrought, PresentedLater, NumberTwice, NumberInCare, NotFound, ShelfGone, BadCount, TextTooLong, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return _first_time(session, deed_uid, pieces)
    if not pieces:
        raise NothingToRecord
    if len(pieces) > MOST_PIECES:
        raise TooMuchMail(most=MOST_PIECES)
    coming = Coming(carrier_id, driver, signature, signed, note, sheet_number, sheet or {})
    brought = brands.of_carrier(session, carrier_visits.carrier(session, carrier_id))
    _refuse_wrong(session, brought, pieces, moments.day_of(at))
    refuse_known_numbers(session, [mail_reading.written(each.number) for each in pieces])
    visit_marks.refuse_gone_shelves(session, {each.shelf_id for each in pieces})
    owners = _owners(session, pieces)
    rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
    whose = _whose(session, pieces, owners, at=at, staff_id=staff_id)
    deed = deeds.begin(session, uid=deed_uid, kind="receive_mail", at=at, staff_id=staff_id)
    kinds = [each.kind for each in pieces]
    visit = carrier_visits.note_coming(session, deed, coming, way=MailWay.IN, kinds=kinds)
    requests = _requests(session, visit, whose)
    mails = _mails(session, visit, brought, pieces, whose)
    taken = [
        Piece(request, mail, each.shelf_id, Status.READY)
        for request, each, mail in zip(requests, pieces, mails, strict=True)
    ]
    ledger = Ledger(session, Proof(deed, carrier_visit=visit))
    items = mail_records.take_in(session, ledger, taken, came_from=Place(Holder.CARRIER, carrier_id))
    search.index_items(session, items)
    _queue_papers(session, visit, items, pieces)
    return visit


def wants_sheet(visit: CarrierVisit) -> bool:
    """Tell whether a delivery is signed on a sheet of ours: on paper, and its carrier has none of its own."""
    return visit.signed is Signed.PAPER and not visit.sheet and not visit.sheet_number


def refuse_known_numbers(session: Session, numbers: Iterable[str]) -> None:
    """Refuse numbers that stand twice in a list, or whose piece is in our care. Raises NumberTwice, NumberInCare."""
    seen: set[str] = set()
    for number in filter(None, numbers):
        if number in seen:
            raise NumberTwice(number=number)
        seen.add(number)
    mail_reading.refuse_in_care(session, seen)


def _first_time(session: Session, deed_uid: str, pieces: Sequence[Arrival]) -> CarrierVisit:
    """Answer with what the deed did the first time. Raises OthersRecorded where it was done with other pieces."""
    visit = carrier_visits.of_deed(session, deed_uid)
    count = sum(visit.found.values())
    if count != len(pieces):
        raise OthersRecorded(number=visit.number, count=count)
    return visit


def _refuse_wrong(session: Session, brought: Brands, pieces: Sequence[Arrival], today: date) -> None:
    """Refuse what cannot be so, whatever is known of other pieces. Raises NotBrought, PresentedLater."""
    brands.refuse_not_brought(session, brought, [each.carrier for each in pieces])
    for each in pieces:
        if each.presented_on is not None and each.presented_on > today:
            day = {language: formats.day_long(each.presented_on, language) for language in LANGUAGES}
            raise PresentedLater(day=day)


def _owners(session: Session, pieces: Sequence[Arrival]) -> dict[int | None, Customer]:
    """Fetch the people that pieces are known to be for. Raises NotFound."""
    wanted = {each.customer_id for each in pieces if each.customer_id is not None}
    asked = select(Customer).where(Customer.id.in_(wanted), Customer.salt.isnot(None))
    owners: dict[int | None, Customer] = {customer.id: customer for customer in session.scalars(asked)}
    if len(owners) != len(wanted):
        raise NotFound
    return owners


def _whose(
    session: Session,
    pieces: Sequence[Arrival],
    owners: dict[int | None, Customer],
    *,
    at: datetime,
    staff_id: int,
) -> list[Customer]:
    """Tell whose each piece is; what nobody knows yet belongs to the row that is nobody."""
    if any(each.customer_id is None for each in pieces):
        owners = owners | {None: mail_records.nobody(session, at=at, staff_id=staff_id)}
    return [owners[each.customer_id] for each in pieces]


def _requests(session: Session, visit: CarrierVisit, owners: Sequence[Customer]) -> list[Request]:
    """Give each person one request, and each piece of nobody its own; tell that of each piece, in their order."""
    known: dict[int, Request] = {}
    requests = []
    for owner in owners:
        request = known.get(owner.id)
        if request is None:
            request = Request(
                serial=numbering.next_serial(session, row=numbering.TICKETS, at=visit.at),
                customer_id=owner.id,
                at=visit.at,
                staff_id=visit.staff_id,
                deed_uid=visit.deed_uid,
            )
            session.add(request)
            if not owner.stands_for:
                known[owner.id] = request
        requests.append(request)
    session.flush()
    return requests


def _mails(
    session: Session,
    visit: CarrierVisit,
    brought: Brands,
    pieces: Sequence[Arrival],
    owners: Sequence[Customer],
) -> list[MailItem]:
    """Write down what is known of each piece, by the rule of its own carrier on this day, whatever changes later."""
    own = [brought.of(number=each.number, said=each.carrier).id for each in pieces]
    on = moments.day_of(visit.at)
    rules = {
        (carrier_id, kind): carrier_rules.rule_for(session, carrier_id=carrier_id, kind=kind, on=on)
        for carrier_id, kind in {(key, each.kind) for key, each in zip(own, pieces, strict=True)}
    }
    return [
        _mail(visit, each, owner, key, rules[key, each.kind])
        for key, each, owner in zip(own, pieces, owners, strict=True)
    ]


def _mail(
    visit: CarrierVisit, piece: Arrival, owner: Customer, carrier_id: int, rule: CarrierRule | None
) -> MailItem:
    arrived_on = moments.day_of(visit.at)
    return MailItem(
        way=MailWay.IN,
        kind=piece.kind,
        carrier_id=carrier_id,
        number=mail_reading.written(piece.number),
        addressee=typed.line(piece.addressee),
        sender=typed.line(piece.sender),
        recipient=_recipient(piece, owner),
        candidates=list(piece.candidates[:_MOST_CANDIDATES]) if owner.stands_for else [],
        arrived_on=arrived_on,
        presented_on=piece.presented_on,
        rule_id=None if rule is None else rule.id,
        keep_until=carrier_rules.keep_until(rule, arrived_on=arrived_on, presented_on=piece.presented_on),
        return_reason="",
        came_with_id=visit.id,
        service="",
        format="",
        own_label=False,
    )


def _recipient(piece: Arrival, owner: Customer) -> Recipient:
    if not owner.stands_for:
        return Recipient.KNOWN
    return Recipient.SEVERAL if len(piece.candidates) > 1 else Recipient.UNKNOWN


def _queue_papers(
    session: Session, visit: CarrierVisit, items: Sequence[Item], pieces: Sequence[Arrival]
) -> None:
    """Queue a label of ours for each piece that asks for one, by its ticket; and our sheet for who signs on it."""
    queue = partial(
        printing.queue,
        session,
        language=printing.house_language(session),
        at=visit.at,
        staff_id=visit.staff_id,
        carrier_visit_id=visit.id,
    )
    wanted: dict[int, list[int]] = {}
    for item, piece in zip(items, pieces, strict=True):
        if piece.label:
            wanted.setdefault(item.request_id, []).append(item.id)
    for request_id, item_ids in wanted.items():
        queue(paper=Paper.LABELS, request_id=request_id, item_ids=item_ids)
    if wants_sheet(visit):
        queue(paper=Paper.CARRIER_SHEET)
