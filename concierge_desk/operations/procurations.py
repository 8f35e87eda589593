"""Procurations: who may collect for whom, what, from when, until when, and which papers were seen.

A person or a company names an agent. What is kept is who, what for, how long, and which kinds of papers were shown;
never a number or a copy of one. La Poste lets a procuration run five years at most, and asks a company for its
Kbis; what is missing is told and never refuses, because the house may know its people.
"""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import Collector, Customer, Handback, Scope
from concierge_desk.operations import deeds, typed
from concierge_desk.texts import N_

MOST_YEARS = 5
"""So long a procuration for mail runs at most (La Poste)."""
_WITHDRAWN = date(1970, 1, 1)
_LEAP_DAY = (2, 29)


class Papers(enum.Enum):
    """The kinds of papers that were seen; never their numbers."""

    OWN_IDENTITY = "own_identity"
    ADDRESSEE_IDENTITY = "addressee_identity"
    WRITTEN = "written"
    POSTAL = "postal"
    KBIS = "kbis"
    POWER_OF_ATTORNEY = "power_of_attorney"
    GUARDIANSHIP = "guardianship"


PAPERS = {
    Papers.OWN_IDENTITY: N_("Their own identity document"),
    Papers.ADDRESSEE_IDENTITY: N_("Identity document of the addressee"),
    Papers.WRITTEN: N_("Written procuration, signed"),
    Papers.POSTAL: N_("Procuration of La Poste"),
    Papers.KBIS: N_("Kbis (extract of the company register)"),
    Papers.POWER_OF_ATTORNEY: N_("Power of attorney of the company"),
    Papers.GUARDIANSHIP: N_("Judgement of guardianship"),
}
"""What each paper is called, in the order in which one asks for them."""
SCOPES = {
    Scope.ITEMS: N_("Things left with us"),
    Scope.MAIL: N_("Letters and parcels"),
    Scope.REGISTERED: N_("Registered mail"),
}
"""What each scope is called."""
_PROCURATION = {Papers.WRITTEN, Papers.POSTAL, Papers.GUARDIANSHIP}


class Doubt(enum.Enum):
    """What one should look at again; it is told, and refuses nothing."""

    TOO_LONG = "too_long"
    NO_END = "no_end"
    NO_IDENTITY = "no_identity"
    NO_PROCURATION = "no_procuration"
    NO_COMPANY_PAPER = "no_company_paper"


DOUBTS = {
    Doubt.TOO_LONG: N_("La Poste lets a procuration run five years at most. Choose an earlier last day."),
    Doubt.NO_END: N_("A procuration for mail has a last day. Choose one, in five years at most."),
    Doubt.NO_IDENTITY: N_("For registered mail, ask for their identity document."),
    Doubt.NO_PROCURATION: N_("For registered mail, ask for a signed procuration."),
    Doubt.NO_COMPANY_PAPER: N_("For a company, ask for its Kbis or a power of attorney."),
}
"""One sentence for each doubt."""


class EndsBeforeItBegins(BadInput):
    """A procuration whose last day is before its first."""

    sentence = N_("The last day is before the first day. Choose a later last day.")


class NothingToCollect(BadInput):
    """A procuration for nothing."""

    sentence = N_("Choose what {name} may collect.")


@dataclass(frozen=True, slots=True)
class ExpiringRow:
    """A procuration that ends soon."""

    collector_id: int
    name: str
    customer_id: int
    customer: str
    company: str
    scopes: tuple[Scope, ...]
    until_on: date
    days_left: int


def authorise(
    session: Session,
    *,
    customer_id: int,
    name: str,
    scopes: Collection[Scope] = (Scope.ITEMS,),
    from_on: date | None = None,
    until_on: date | None = None,
    papers: Collection[Papers] = (),
    at: datetime | None = None,
    staff_id: int | None = None,
    deed_uid: str | None = None,
) -> Collector:
    """Let somebody collect for a customer or a company, from a day until another; once for each `deed_uid`.

    Raises NotFound (also when the deed was done and its authorisation withdrawn since), NameMissing, TextTooLong,
    EndsBeforeItBegins, NothingToCollect.
    """
    customer = session.get(Customer, customer_id)
    if customer is None or customer.salt is None or customer.stands_for:
        raise NotFound
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return _collector(session, made_id)
    kept = typed.name(name)
    if not scopes:
        raise NothingToCollect(name=kept)
    if from_on is not None and until_on is not None and until_on < from_on:
        raise EndsBeforeItBegins
    collector = Collector(
        customer_id=customer_id,
        name=kept,
        from_on=from_on,
        until_on=until_on,
        scopes=[scope.value for scope in Scope if scope in scopes],
        papers=[paper.value for paper in Papers if paper in papers],
        identity_seen=Papers.OWN_IDENTITY in papers,
    )
    session.add(collector)
    session.flush()
    deeds.note(session, uid=deed_uid, kind="authorise", at=at, staff_id=staff_id, made_id=collector.id)
    return collector


def withdraw(
    session: Session,
    *,
    collector_id: int,
    at: datetime | None = None,
    staff_id: int | None = None,
    deed_uid: str | None = None,
) -> None:
    """End an authorisation; when it was ever used its row stays, long out of date. Raises NotFound."""
    if deed_uid is not None and deeds.done(session, deed_uid):
        return
    collector = _collector(session, collector_id)
    deeds.note(session, uid=deed_uid, kind="withdraw", at=at, staff_id=staff_id)
    # By the customer, whose hand-backs are few and have an index; a collector's have none.
    theirs = select(Handback.id).where(Handback.customer_id == collector.customer_id)
    used = session.scalar(theirs.where(Handback.collector_id == collector_id).limit(1))
    if used is None:
        session.delete(collector)
    else:
        end(collector)
    session.flush()


def end(collector: Collector) -> None:
    """Let an authorisation be long out of date."""
    collector.until_on = _WITHDRAWN


def in_force(collector: Collector, *, on: date, scope: Scope | None = None) -> bool:
    """Tell whether an authorisation holds on a day, for something or for anything."""
    begun = collector.from_on is None or collector.from_on <= on
    over = collector.until_on is not None and collector.until_on < on
    return begun and not over and (scope is None or scope.value in collector.scopes)


def may_collect(session: Session, *, customer_id: int, collector_id: int, scope: Scope, on: date) -> bool:
    """Tell whether somebody may collect something for a customer or a company on a day."""
    collector = session.get(Collector, collector_id)
    return (
        collector is not None
        and collector.customer_id == customer_id
        and in_force(collector, on=on, scope=scope)
    )


def collectors(session: Session, *, customer_id: int, scope: Scope, on: date) -> list[Collector]:
    """List who may collect something for a customer or a company on a day."""
    theirs = select(Collector).where(Collector.customer_id == customer_id).order_by(Collector.name)
    return [each for each in session.scalars(theirs) if in_force(each, on=on, scope=scope)]


def expiring(session: Session, *, on: date, days: int = 30) -> list[ExpiringRow]:
    """List the procurations whose last day is within so many days from a day on, the first to end first."""
    found = session.execute(
        select(Collector, Customer.name, Customer.company)
        .join(Customer, Customer.id == Collector.customer_id)
        .where(Customer.salt.isnot(None), Collector.until_on.between(on, on + timedelta(days=days)))
        .order_by(Collector.until_on, Collector.id)
    )
    return [
        ExpiringRow(
            collector_id=each.id,
            name=each.name,
            customer_id=each.customer_id,
            customer=customer,
            company=company,
            scopes=scopes_of(each),
            until_on=each.until_on,
            days_left=(each.until_on - on).days,
        )
        for each, customer, company in found
        if each.until_on is not None
    ]


def scopes_of(collector: Collector) -> tuple[Scope, ...]:
    """Tell what somebody may collect."""
    return tuple(scope for scope in Scope if scope.value in collector.scopes)


def papers_of(collector: Collector) -> tuple[Papers, ...]:
    """Tell which papers of somebody were seen."""
    return tuple(paper for paper in Papers if paper.value in collector.papers)


def latest_end(from_on: date) -> date:
    """Tell the last day on which a procuration for mail may end: five years after its first day."""
    leap = (from_on.month, from_on.day) == _LEAP_DAY
    return from_on.replace(year=from_on.year + MOST_YEARS, day=28 if leap else from_on.day)


def doubts(
    *,
    is_company: bool,
    scopes: Collection[Scope],
    papers: Collection[Papers],
    from_on: date,
    until_on: date | None,
) -> list[Doubt]:
    """Tell what one should look at again before letting somebody collect mail; things left with us ask nothing."""
    if not {Scope.MAIL, Scope.REGISTERED} & set(scopes):
        return []
    seen, registered = set(papers), Scope.REGISTERED in scopes
    asked = {
        Doubt.TOO_LONG: until_on is not None and until_on > latest_end(from_on),
        Doubt.NO_END: until_on is None,
        Doubt.NO_IDENTITY: registered and Papers.OWN_IDENTITY not in seen,
        Doubt.NO_PROCURATION: registered and not is_company and not _PROCURATION & seen,
        Doubt.NO_COMPANY_PAPER: is_company and not {Papers.KBIS, Papers.POWER_OF_ATTORNEY} & seen,
    }
    return [doubt for doubt, holds in asked.items() if holds]


def _collector(session: Session, collector_id: int) -> Collector:
    collector = session.get(Collector, collector_id)
    if collector is None:
        raise NotFound
    return collector
