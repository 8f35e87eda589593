"""How incidents fit their deeds: a check of `verification`.

Who opened and closed an incident, when and how it ended are said by deeds; whose it is, what is next and how it ended
also by its entries, of which it is the fold. The words of notes and reasons no deed speaks of.
"""

from itertools import groupby
from operator import attrgetter

from sqlalchemy import and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models import (
    Customer,
    Deed,
    EntryKind,
    Facts,
    Incident,
    IncidentEntry,
    IncidentKind,
    IncidentOutcome,
    Item,
    Outcome,
    Photo,
    Visit,
    VisitLine,
)
from concierge_desk.money import NOTHING
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.operations.incident_entries import DEED, closing_facts, facts_of, next_facts
from concierge_desk.operations.photos import digest
from concierge_desk.texts import N_

_BATCH = 1_000
_FEW = 20
"""So many photos are read at a time: each may have a quarter of a megabyte."""
_NOTHING_PLANNED: Facts = {"on": None, "step": ""}
_OPENING = ("open_incident", "close_visit", "amend_visit", "miss_visit", "close_roll_call")
# What a visit found, and the lines that say so; what came damaged and was not expected has both incidents.
_LINES = (
    (IncidentKind.MISSING, (Outcome.MISSING,)),
    (IncidentKind.UNEXPECTED, (Outcome.UNEXPECTED,)),
    (IncidentKind.DAMAGED, (Outcome.DAMAGED, Outcome.UNEXPECTED)),
)
_OF_ANOTHER_KIND = N_("is not what its deed made of it")


def incidents(reading: Reading) -> int:
    """Check that incidents are opened, followed and closed by their deeds, and are the fold of their entries."""
    _opened(reading)
    _found_in_a_visit(reading)
    _closed(reading)
    _entries(reading)
    _photos(reading)
    _fold(reading)
    return reading.count(Incident)


def _opened(reading: Reading) -> None:
    reading.refuse(
        "incident",
        select(Incident.id)
        .join(Deed, Deed.uid == Incident.deed_uid)
        .where(
            or_(
                Deed.at != Incident.opened_at,
                Deed.staff_id != Incident.opened_by_id,
                Deed.kind.not_in(_OPENING),
                (Deed.kind == literal("open_incident")) & (Deed.made_id != Incident.id),
            )
        ),
        _OF_ANOTHER_KIND,
    )
    reading.refuse_unmade("open_incident", Incident, Incident.deed_uid == Deed.uid)


def _found_in_a_visit(reading: Reading) -> None:
    """Check that what a visit found is of that visit: its deed, its provider and its line."""
    reading.refuse(
        "incident",
        select(Incident.id)
        .outerjoin(Visit, Visit.id == Incident.visit_id)
        .join(Deed, Deed.uid == Incident.deed_uid)
        .where(
            or_(
                Visit.deed_uid.is_distinct_from(Incident.deed_uid) & Incident.visit_id.isnot(None),
                Visit.provider_id.is_distinct_from(Incident.provider_id) & Incident.visit_id.isnot(None),
                (Deed.kind == literal("close_visit")) & Incident.visit_id.is_(None),
            )
        ),
        N_("is of another visit than its deed"),
    )
    for kind, outcomes in _LINES:
        line = exists().where(
            # "+ 0" keeps SQLite from reading a visit's hundred lines for each piece: it is to look by the piece.
            VisitLine.visit_id + 0 == Incident.visit_id,
            VisitLine.item_id == Incident.item_id,
            VisitLine.outcome.in_(outcomes),
        )
        reading.refuse(
            "incident",
            select(Incident.id).where(
                Incident.kind == kind, Incident.visit_id.isnot(None), Incident.item_id.isnot(None), ~line
            ),
            N_("has no line in its visit"),
        )


def _closed(reading: Reading) -> None:
    """Check that what is closed says by whom, when, how and why, as its deed does; and that nothing else does."""
    is_open = Incident.closed_at.is_(None)
    paid = Incident.outcome == IncidentOutcome.COMPENSATED
    reading.refuse(
        "incident",
        select(Incident.id).where(
            or_(
                is_open != Incident.closed_by_id.is_(None),
                is_open != Incident.outcome.is_(None),
                is_open & (Incident.reason != ""),
                paid & (Incident.amount.is_(None) | (Incident.amount <= NOTHING)),
                ~paid & Incident.amount.isnot(None),
                is_open & Incident.amount.isnot(None),
            )
        ),
        N_("is half closed"),
    )
    reading.refuse(
        "incident",
        select(Incident.id)
        .outerjoin(Item, Item.id == Incident.item_id)
        .outerjoin(Customer, Customer.id == Item.customer_id)
        .where(Incident.closed_at.isnot(None), Incident.reason == "")
        .where(or_(Customer.id.is_(None), Customer.salt.isnot(None))),
        N_("is closed without a reason"),
    )
    _closed_by_deeds(reading)


def _closed_by_deeds(reading: Reading) -> None:
    closing, undoing = aliased(Deed), aliased(Deed)
    by_hand = and_(closing.kind == literal("close_incident"), closing.made_id == Incident.id)
    undone = exists().where(
        undoing.undoes_uid == Incident.deed_uid,
        undoing.at == Incident.closed_at,
        undoing.staff_id == Incident.closed_by_id,
    )
    is_undone = Incident.outcome == IncidentOutcome.UNDONE
    reading.refuse(
        "incident",
        select(Incident.id)
        .outerjoin(closing, by_hand)
        .where(
            or_(
                is_undone & ~undone,
                is_undone & closing.uid.isnot(None),
                (Incident.outcome.isnot(None) & ~is_undone)
                & or_(
                    closing.at.is_distinct_from(Incident.closed_at),
                    closing.staff_id.is_distinct_from(Incident.closed_by_id),
                ),
                Incident.outcome.is_(None) & closing.uid.isnot(None),
            )
        ),
        _OF_ANOTHER_KIND,
    )
    reading.refuse_unmade("close_incident", Incident)


def _entries(reading: Reading) -> None:
    """Check that each entry was made by a deed of its moment and person, and each deed that follows by its entry."""
    follows = and_(Deed.kind == literal(DEED), Deed.made_id == IncidentEntry.id)
    with_it = or_(
        (IncidentEntry.at == Incident.opened_at) & (IncidentEntry.staff_id == Incident.opened_by_id),
        (IncidentEntry.kind == EntryKind.CLOSED)
        & IncidentEntry.at.is_not_distinct_from(Incident.closed_at)
        & IncidentEntry.staff_id.is_not_distinct_from(Incident.closed_by_id),
    )
    reading.refuse(
        "incident_entry",
        select(IncidentEntry.id)
        .join(Incident, Incident.id == IncidentEntry.incident_id)
        .outerjoin(Deed, follows)
        .where(
            or_(
                Deed.uid.is_(None) & ~with_it,
                Deed.at != IncidentEntry.at,
                Deed.staff_id != IncidentEntry.staff_id,
            )
        ),
        _OF_ANOTHER_KIND,
    )
    reading.refuse_unmade(DEED, IncidentEntry)


def _photos(reading: Reading) -> None:
    """Check that each photo is the one that its entry names by its digest; one that was erased is empty."""
    said = select(IncidentEntry, Photo.content).outerjoin(Photo, Photo.id == IncidentEntry.photo_id)
    shown = or_(IncidentEntry.kind == EntryKind.PHOTO, IncidentEntry.photo_id.isnot(None))
    for entry, content in reading.session.execute(said.where(shown).execution_options(yield_per=_FEW)):
        expected = facts_of(entry).get("sha256")
        if entry.photo_id is None or (expected is None) != (content == b""):
            raise NotFittingError("incident_entry", entry.id, N_("has lost its photo"))
        if expected is not None and digest(content) != expected:
            raise NotFittingError("photo", entry.photo_id, N_("was changed"))
    reading.refuse(
        "photo",
        select(Photo.id)
        .outerjoin(IncidentEntry, IncidentEntry.photo_id == Photo.id)
        .where(IncidentEntry.id.is_(None)),
        N_("belongs to no incident"),
    )


def _fold(reading: Reading) -> None:
    """Check that whose an incident is, what is next and how it ended is what its entries say, in their order."""
    session = reading.session
    last = -1
    while batch := session.scalars(
        select(Incident).where(Incident.id > last).order_by(Incident.id).limit(_BATCH)
    ).all():
        first, last = batch[0].id, batch[-1].id
        found = session.scalars(
            select(IncidentEntry)
            .where(IncidentEntry.incident_id.between(first, last))
            .order_by(IncidentEntry.incident_id, IncidentEntry.id)
        )
        by_incident = {key: list(rows) for key, rows in groupby(found, attrgetter("incident_id"))}
        for incident in batch:
            _follow(incident, by_incident.get(incident.id, []))


def _follow(incident: Incident, entries: list[IncidentEntry]) -> None:
    owner, closings = incident.opened_by_id, list[Facts]()
    step: Facts = _NOTHING_PLANNED
    for entry in entries:
        said = facts_of(entry)
        if entry.kind is EntryKind.OWNER:
            owner = said["owner"]
        elif entry.kind is EntryKind.NEXT_STEP:
            step = said or _NOTHING_PLANNED
        elif entry.kind is EntryKind.CLOSED:
            closings.append(said)
    outcome = incident.outcome
    closing = [] if outcome is None else [closing_facts(outcome, incident.amount)]
    if outcome is IncidentOutcome.UNDONE and not closings:
        closing = []  # the deed that took its visit back says enough
    if (incident.owner_id, next_facts(incident), closing) != (owner, step, closings):
        raise NotFittingError("incident", incident.id, N_("says another thing than what was added to it"))
