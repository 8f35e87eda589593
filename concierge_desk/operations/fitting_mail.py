"""How mail fits the moves: a check of `verification` on pieces of mail, carriers' comings, and who stands for nobody.

What is known of a piece stands in its item's committed details, so it is proven with the item; of somebody erased
nothing of it is left to prove but the number. A carrier's coming is proven by its commitment, which its moves name,
and by its deed. Of messages, rules and prices no move speaks: only what cannot be is found.
"""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from concierge_desk.models import (
    Article,
    CarrierRule,
    CarrierVisit,
    Customer,
    Deed,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Message,
    Move,
    MoveKind,
    Recipient,
    Service,
    Status,
    chain,
)
from concierge_desk.models.mail_item import MAIL, of_mail
from concierge_desk.operations import mail_records, mail_retention, outgoing_amending
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import N_

_BATCH = 2_000
_CAME, _WENT, _AMENDED = "receive_mail", "carrier_takes", "amend_mail"
_OF_WAY = {MailWay.IN: (_CAME, MoveKind.RECEIVED), MailWay.OUT: (_WENT, MoveKind.SENT)}


def mail(reading: Reading) -> int:
    """Check pieces of mail against their items, carriers' comings against their moves, and what belongs to nobody."""
    _pieces(reading)
    _before(reading)
    _forgotten(reading)
    _articles(reading)
    _rules(reading)
    _comings(reading)
    _deeds(reading)
    _nobody(reading)
    _messages(reading)
    return reading.count(MailItem) + reading.count(CarrierVisit)


def _pieces(reading: Reading) -> None:
    """Check that every piece says what its item's details say; once that is erased, that nothing personal is left."""
    found = select(MailItem).options(joinedload(MailItem.item)).execution_options(yield_per=_BATCH)
    for piece in reading.session.scalars(found):
        if piece.item.salt is None:
            if piece.addressee or piece.sender or piece.return_reason or piece.candidates or piece.before:
                raise NotFittingError("mail_item", piece.item_id, N_("still says for whom it was"))
        elif piece.item.details.get(MAIL) != piece.facts():
            raise NotFittingError("mail_item", piece.item_id, N_("says something else than its item"))


def _forgotten(reading: Reading) -> None:
    """Check that only mail that left was forgotten while its owner is known, up to the move that a deed says."""
    until = mail_retention.forgotten_until(reading.session)
    is_out = (Item.status == Status.HANDED_BACK) & (Item.move_id <= until)
    reading.refuse(
        "item",
        select(Item.id)
        .join(Customer, Customer.id == Item.customer_id)
        .where(Item.salt.is_(None), Customer.salt.isnot(None), or_(~of_mail(), ~is_out)),
        N_("has lost the salt of its description"),
    )
    reading.refuse(
        "mail_item",
        select(MailItem.item_id).join(Item, Item.id == MailItem.item_id).where(is_out, Item.salt.isnot(None)),
        N_("says what was to be forgotten"),
    )


def _before(reading: Reading) -> None:
    """Check that what a piece said before it was last described is what a move committed to."""
    found = (
        select(MailItem.item_id, MailItem.before, Move.facts)
        .join(Move, Move.item_id == MailItem.item_id)
        .where(MailItem.before != {})
        .order_by(MailItem.item_id)
    )
    rows = reading.session.execute(found.execution_options(yield_per=_BATCH))
    for (item_id, before), moves in groupby(rows, key=lambda row: (row[0], row[1])):
        if mail_records.commitment_of(before) not in {facts.get("described") for *_piece, facts in moves}:
            raise NotFittingError("mail_item", item_id, N_("said something else before than its item"))


def _articles(reading: Reading) -> None:
    """Check that what is a piece of mail has its record, of its own kind, and that nothing else has one."""
    as_mail = (Article.id == Item.article_id) & (Service.id == Item.service_id)
    of_service = Service.key == literal(mail_records.SERVICE)
    reading.refuse(
        "item",
        select(Item.id).join(Service, Service.id == Item.service_id).where(of_service, ~of_mail()),
        N_("is a piece of mail without its record"),
    )
    reading.refuse(
        "mail_item",
        select(MailItem.item_id)
        .join(Item, Item.id == MailItem.item_id)
        .outerjoin(Service, Service.id == Item.service_id)
        .outerjoin(Article, as_mail)
        .where(or_(~of_service, Article.key != MailItem.kind, Article.id.is_(None))),
        N_("is not the mail that its item is"),
    )
    # What was registered by mistake keeps its number, so that the register has no gap.
    put_right = (
        select(Move.id)
        .join(Deed, Deed.uid == Move.deed_uid)
        .where(Move.item_id == MailItem.item_id, Deed.kind == literal(_AMENDED))
        .exists()
    )
    is_registered, has_number = MailItem.kind == MailKind.REGISTERED, MailItem.register_serial.isnot(None)
    reading.refuse(
        "mail_item",
        select(MailItem.item_id).where(is_registered != has_number, ~and_(has_number, put_right)),
        N_("stands in the register and is not registered, or the other way round"),
    )


def _rules(reading: Reading) -> None:
    """Check that a piece is kept by a rule that can be its own, not before it came."""
    reading.refuse(
        "mail_item",
        select(MailItem.item_id)
        .outerjoin(CarrierRule, CarrierRule.id == MailItem.rule_id)
        .where(
            or_(
                MailItem.keep_until.isnot(None) & CarrierRule.id.is_(None),
                MailItem.keep_until < func.coalesce(MailItem.presented_on, MailItem.arrived_on),
                MailItem.returning_at.isnot(None) & (MailItem.way != MailWay.IN),
            )
        ),
        N_("is kept or sent back by no rule"),
    )
    reading.refuse(
        "carrier_rule",
        select(CarrierRule.id).where(
            or_(CarrierRule.valid_to < CarrierRule.valid_from, CarrierRule.keeps_days < 1)
        ),
        N_("ends before it begins"),
    )


def _comings(reading: Reading) -> None:
    """Check that each coming is what was committed to, named by its moves, and counts what they moved."""
    proofs = dict(reading.proofs["carrier_visit"])
    moved = _moved(reading)
    for visit in reading.session.scalars(select(CarrierVisit).execution_options(yield_per=_BATCH)):
        if visit.salt is None or chain.commit(visit.salt, visit.proof()) != visit.commitment:
            raise NotFittingError("carrier_visit", visit.id, N_("was changed after it was signed"))
        if proofs.pop(visit.id, "") != visit.commitment:
            raise NotFittingError("carrier_visit", visit.id, N_("is not the document that the moves name"))
        if moved.pop((visit.deed_uid, visit.way, visit.carrier_id), {}) != visit.found:
            raise NotFittingError("carrier_visit", visit.id, N_("counts other pieces than its moves"))
    if proofs:
        raise NotFittingError("carrier_visit", min(proofs), N_("is missing: moves name it"))
    if moved:
        raise NotFittingError(
            "deed", min(uid for uid, _way, _id in moved), N_("moves what no carrier came for")
        )


def _moved(reading: Reading) -> dict[tuple[str, MailWay, int | None], dict[str, int]]:
    """Count what the moves say each deed took from a carrier, or gave it, by kind."""
    moved: dict[tuple[str, MailWay, int | None], dict[str, int]] = {}
    for way, (deed, kind) in _OF_WAY.items():
        holder, whose = (
            (Move.from_holder, Move.from_id) if way is MailWay.IN else (Move.to_holder, Move.to_id)
        )
        counted = (
            select(Move.deed_uid, whose, MailItem.kind, func.count())
            .join(Deed, Deed.uid == Move.deed_uid)
            .join(MailItem, MailItem.item_id == Move.item_id)
            .where(Deed.kind == literal(deed), Move.kind == kind, holder == Holder.CARRIER)
            .group_by(Move.deed_uid, whose, MailItem.kind)
        )
        for uid, carrier_id, of_kind, count in reading.session.execute(counted):
            moved.setdefault((uid, way, carrier_id), {})[of_kind.value] = count
    for uid, carrier_id, now, then in _were_of_another_kind(reading):
        counts = moved[uid, MailWay.OUT, carrier_id]
        counts[then] = counts.get(then, 0) + 1
        counts[now] -= 1
        if not counts[now]:
            del counts[now]
    return moved


def _were_of_another_kind(reading: Reading) -> Iterator[tuple[str, int | None, str, str]]:
    """Find what left as one kind, came back when that was undone, and was put right to another kind then."""
    later = aliased(Move)
    found = (
        select(Move.id, Move.deed_uid, Move.to_id, MailItem.kind, later.facts)
        .join(MailItem, MailItem.item_id == Move.item_id)
        .join(later, (later.item_id == Move.item_id) & (later.id > Move.id))
        .join(Deed, Deed.uid == later.deed_uid)
        .where(Move.kind == MoveKind.SENT, MailItem.way == MailWay.OUT, Deed.kind == literal(_AMENDED))
        .order_by(Move.id, later.id)
    )
    known = set()
    for move_id, uid, carrier_id, now, facts in reading.session.execute(found):
        then = facts[outgoing_amending.AMENDS].get("kind")
        if then is not None and move_id not in known:
            known.add(move_id)
            yield uid, carrier_id, now.value, then


def _deeds(reading: Reading) -> None:
    """Check that a coming has its deed's person and moment, was undone when that was, and that its pieces name it."""
    undoing = aliased(Deed)
    its_own = or_(
        *(and_(CarrierVisit.way == way, Deed.kind == literal(deed)) for way, (deed, _kind) in _OF_WAY.items())
    )
    reading.refuse(
        "carrier_visit",
        select(CarrierVisit.id)
        .join(Deed, Deed.uid == CarrierVisit.deed_uid)
        .outerjoin(undoing, undoing.undoes_uid == Deed.uid)
        .where(
            or_(
                ~its_own,
                Deed.at != CarrierVisit.at,
                Deed.staff_id != CarrierVisit.staff_id,
                CarrierVisit.undone != undoing.uid.isnot(None),
            )
        ),
        N_("is not what its deed made of it"),
    )
    reading.refuse(
        "deed",
        select(Deed.uid)
        .outerjoin(CarrierVisit, CarrierVisit.deed_uid == Deed.uid)
        .where(Deed.kind.in_((_CAME, _WENT)))
        .group_by(Deed.uid)
        .having(func.count(CarrierVisit.id) != 1),
        N_("made no carrier’s visit, or several"),
    )
    for named, kind in ((MailItem.came_with_id, MoveKind.RECEIVED), (MailItem.went_with_id, MoveKind.SENT)):
        made = (
            (Move.item_id == MailItem.item_id)
            & (Move.kind == kind)
            & (Move.deed_uid == CarrierVisit.deed_uid)
        )
        reading.refuse(
            "mail_item",
            select(MailItem.item_id)
            .join(CarrierVisit, CarrierVisit.id == named)
            .outerjoin(Move, made)
            .where(Move.id.is_(None)),
            N_("names a carrier’s visit that did not move it"),
        )


def _nobody(reading: Reading) -> None:
    """Check that one row at most is nobody, and that it owns the mail of nobody known, and that alone."""
    is_nobody = Customer.stands_for == literal(mail_records.UNKNOWN)
    reading.refuse(
        "customer",
        select(Customer.id).where(~is_nobody, Customer.stands_for != literal("")),
        N_("stands for somebody whom there is not"),
    )
    reading.refuse(
        "customer",
        select(func.max(Customer.id)).where(is_nobody).having(func.count() > 1),
        N_("stands for nobody as another one does"),
    )
    not_its_own = N_("owns what is nobody’s, or the other way round")
    unsettled = MailItem.recipient != Recipient.KNOWN
    reading.refuse(
        "customer",
        select(Customer.id)
        .join(Item, Item.customer_id == Customer.id)
        .outerjoin(MailItem, (MailItem.item_id == Item.id) & unsettled)
        .where(is_nobody, MailItem.item_id.is_(None)),
        not_its_own,
    )
    owner = (Item.id == MailItem.item_id, Customer.id == Item.customer_id)
    reading.refuse(
        "customer",
        select(Customer.id).join(Item, owner[1]).join(MailItem, owner[0]).where(unsettled, ~is_nobody),
        not_its_own,
    )


def _messages(reading: Reading) -> None:
    """Check that what was said to somebody is about pieces that there are."""
    last = reading.session.scalar(select(func.max(Item.id))) or 0  # their serials have no gap
    found = select(Message).execution_options(yield_per=_BATCH)
    for message in reading.session.scalars(found):
        if any(not 0 < item_id <= last for item_id in message.item_ids):
            raise NotFittingError("message", message.id, N_("speaks of pieces that there are not"))
