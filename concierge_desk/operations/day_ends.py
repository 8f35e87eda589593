"""The end of a day: what is still open, each thing with its place, and how the day was ended all the same."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.errors import BadInput, DeskError
from concierge_desk.models import DayEnd, Draft, Facts, Incident, RollCall, Staff
from concierge_desk.models.base import microseconds
from concierge_desk.operations import (
    deeds,
    delays,
    evening,
    mail_deadlines,
    printing,
    quotes,
    rights,
    typed,
    unready,
)
from concierge_desk.operations.delays import Slip
from concierge_desk.operations.expectations import ExpectedVisit, expected_today
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class WhyMissing(BadInput):
    """A day that is ended with things left, and nobody says why."""

    sentence = N_("Some things are still open. Write why, then end the day.")


class DayEnded(DeskError):
    """A day that was ended already."""

    sentence = N_("{name} ended the day at {hour}. To end it again, write why.")


class Check(enum.Enum):
    """What is looked at before the desk is left, in the order it is done."""

    VISITS = "visits"
    MAIL = "mail"
    RECIPIENTS = "recipients"
    PROMISES = "promises"
    QUOTES = "quotes"
    INCIDENTS = "incidents"
    ROLL_CALL = "roll_call"
    FORMS = "forms"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing of the check-list and how much of it is left; of open forms, the screen of the newest."""

    check: Check
    left: int
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a day was ended last: when, by whom, what was left and why; and how many times it was."""

    at: datetime
    staff: str
    note: str
    left: tuple[CheckRow, ...]
    times: int


def checklist(
    session: Session,
    *,
    at: datetime,
    slips: Sequence[Slip] | None = None,
    expected: Sequence[ExpectedVisit] | None = None,
) -> list[CheckRow]:
    """Tell what is left of the day, thing by thing; zero is in order.

    `slips`, and `expected`: today's visits, when they were asked for already.
    """
    start, end = moments.day_bounds(moments.day_of(at))
    # Each incident has its owner from the start; what is to be done next, somebody must say.
    without_step = (
        Incident.closed_at.is_(None),
        Incident.opened_at >= start,
        Incident.opened_at < end,
        Incident.next_step == "",
    )
    called = _count(session, RollCall.closed_at >= start, RollCall.closed_at < end)
    forms = list(session.scalars(select(Draft.screen).order_by(Draft.at.desc())))
    promised = [each.item_id for each in unready.promised_before(session, before=end) if not each.told]
    mail = mail_deadlines.counts(session, on=moments.day_of(at))
    known = delays.slips(session, at=at) if slips is None else slips
    visits = expected_today(session, at=at) if expected is None else expected
    # What was promised for today and is promised for later by now: its owner expects it today until they are told.
    slipped = [each.item_id for slip in known for each in slip.items]
    return [
        CheckRow(Check.VISITS, sum(map(_waits, visits))),
        CheckRow(Check.MAIL, mail.now),
        CheckRow(Check.RECIPIENTS, mail.unsettled),
        CheckRow(Check.PROMISES, len({*promised, *slipped})),
        CheckRow(Check.QUOTES, len(quotes.to_ask(session))),
        CheckRow(Check.INCIDENTS, _count(session, *without_step)),
        CheckRow(Check.ROLL_CALL, 0 if called else 1),
        CheckRow(Check.FORMS, len(forms), forms[0] if forms else ""),
        CheckRow(Check.PAPERS, printing.unsent(session)),
    ]


def end(
    session: Session,
    *,
    note: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> DayEnd:
    """End the day: what is left of it is kept with the reason, and the state of the counter is printed.

    A day can be ended again, with a sentence; what was kept before stays beside it. Done again with the same
    `deed_uid` it answers with the day that was ended. Raises WhyMissing, DayEnded, TextTooLong, RightMissing.
    """
    if (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(DayEnd, made_id)
    rights.require(
        session,
        Right.END_DAY,
        key=deed_uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    why = typed.line(note, typed.NOTE)
    left = [[each.check.value, each.left, each.screen] for each in checklist(session, at=at) if each.left]
    before = _of_day(session, at)
    _refuse_silence(session, before, why, anything_left=bool(left))
    # The row needs its deed and the deed names the row, so its key is chosen first.
    day_id = before.id if before is not None else 1 + (session.scalar(select(func.max(DayEnd.id))) or 0)
    deeds.note(session, uid=deed_uid, kind="end_day", at=at, staff_id=staff_id, made_id=day_id)
    day = before or DayEnd(id=day_id, day_on=moments.day_of(at), checks=[])
    day.at, day.staff_id, day.deed_uid, day.note = at, staff_id, deed_uid, why
    day.checks = [*day.checks, {"at": microseconds(at), "staff": staff_id, "left": left, "note": why}]
    session.add(day)
    session.flush()
    evening.leave(session, at=at, staff_id=staff_id)
    return day


def ended(session: Session, *, at: datetime) -> Ended | None:
    """Tell how this day was ended last; None while it was not."""
    day = _of_day(session, at)
    if day is None:
        return None
    last: Facts = day.checks[-1]
    return Ended(
        at=_EPOCH + timedelta(microseconds=last["at"]),
        staff=session.get_one(Staff, day.staff_id).name,
        note=last["note"],
        left=tuple(CheckRow(Check(check), left, screen) for check, left, screen in last["left"]),
        times=len(day.checks),
    )


def ended_by(session: Session, *, at: datetime) -> int | None:
    """Tell who ended this day last; None while nobody did."""
    day = _of_day(session, at)
    return None if day is None else day.staff_id


def _refuse_silence(session: Session, before: DayEnd | None, why: str, *, anything_left: bool) -> None:
    if why:
        return
    if before is not None:
        raise DayEnded(name=session.get_one(Staff, before.staff_id).name, hour=formats.clock(before.at))
    if anything_left:
        raise WhyMissing


def _of_day(session: Session, at: datetime) -> DayEnd | None:
    return session.scalars(select(DayEnd).where(DayEnd.day_on == moments.day_of(at))).one_or_none()


def _waits(visit: ExpectedVisit) -> bool:
    """Tell whether a visit of today is neither closed nor said not to have happened, and there is work for it."""
    return visit.state == "open" or (visit.state == "planned" and bool(visit.out or visit.back))


def _count(session: Session, *wanted: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*wanted)) or 0
