"""Changing the carriers' rules, by those who have the right to; a rule that was used is never changed, only replaced.

Whoever looks at a piece of two years ago sees the rule it was kept by. So a rule that pieces were kept by can be
ended, and another takes its place from the next day on; only one that was never used may be changed or taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import BadInput, CustodyRefused, NotFound
from concierge_desk.models import Carrier, CarrierRule, Collecting, Counts, MailItem, MailKind
from concierge_desk.operations import carriers, typed, validity
from concierge_desk.operations.validity import ONE_DAY, SOURCE, day_words
from concierge_desk.texts import N_

MOST_DAYS, MOST_REMINDERS = 365, 5


class BadDays(BadInput):
    """A number of days nobody keeps a piece for."""

    sentence = N_("A piece is kept from 1 to {most} days. Leave it empty when it is never asked back.")


class BadReminders(BadInput):
    """Reminders that cannot be: on the first day, too many, or when the piece has gone back."""

    sentence = N_(
        "Reminders: at most {most}, at least one day after arrival, and before the piece goes back."
    )


class SourceMissing(BadInput):
    """A rule that nobody can look up."""

    sentence = N_("Say where this comes from: a page, a letter, or your own decision.")


class RulesOverlap(BadInput):
    """Two rules for the same pieces on the same day."""

    sentence = N_(
        "Another rule for the same pieces holds from {first} on these days. End it first, or choose other days."
    )


class RuleUsed(CustodyRefused):
    """A rule that pieces were kept by is changed where it must stay."""

    sentence = N_("Pieces were kept by this rule until {last}. A new rule can begin after that day.")


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a rule says; without a carrier it holds for every carrier, without a kind for every kind."""

    valid_from: date
    source: str
    carrier_id: int | None = None
    kind: MailKind | None = None
    keeps_days: int | None = None
    working_days: bool = False
    counts: Counts = Counts.DAY_AFTER_ARRIVAL
    collecting: Collecting = Collecting.ANYONE_NAMED
    asks_identity: bool = False
    asks_signature: bool = False
    reminders: Sequence[int] = ()
    valid_to: date | None = None
    for_relay: bool = False
    """Whether it holds only where the house is a relay point of its carrier."""


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule in the list of the settings; `used_until` is the last day a piece came that was kept by it."""

    rule_id: int
    facts: RuleFacts
    used_until: date | None


def rules(session: Session) -> list[KeptRule]:
    """List every rule, those of before too: by carrier and kind, the newest first."""
    uses = select(MailItem.rule_id, func.max(MailItem.arrived_on)).group_by(MailItem.rule_id)
    used = dict(session.execute(uses).all())
    found = session.scalars(
        select(CarrierRule).order_by(CarrierRule.valid_from.desc(), CarrierRule.id.desc())
    )
    kept = [KeptRule(each.id, facts_of(each), used.get(each.id)) for each in found]
    positions = {each.id: each.position for each in carriers.every(session)}
    # What holds for every carrier comes first, what holds for every kind before that of one.
    return sorted(
        kept,
        key=lambda each: (
            -1 if each.facts.carrier_id is None else positions[each.facts.carrier_id],
            -1 if each.facts.kind is None else list(MailKind).index(each.facts.kind),
        ),
    )


def facts_of(rule: CarrierRule) -> RuleFacts:
    """Tell what a rule says, as `keep_rule` takes it."""
    return RuleFacts(
        valid_from=rule.valid_from,
        source=rule.source,
        carrier_id=rule.carrier_id,
        kind=rule.kind,
        keeps_days=rule.keeps_days,
        working_days=rule.working_days,
        counts=rule.counts,
        collecting=rule.collecting,
        asks_identity=rule.asks_identity,
        asks_signature=rule.asks_signature,
        reminders=tuple(rule.reminders),
        valid_to=rule.valid_to,
        for_relay=rule.for_relay,
    )


def keep_rule(
    session: Session,
    *,
    facts: RuleFacts,
    at: datetime,
    staff_id: int,
    rule_id: int | None = None,
    authorisation_id: int | None = None,
) -> CarrierRule:
    """Add a rule, or change one; one that was used is ended, and what is given takes its place.

    The rule that takes its place begins today where no later day is chosen, or the day after a piece was last kept
    by the old one. Raises NotFound, BadDays, BadReminders, BadSpan, SourceMissing, TextTooLong, RulesOverlap,
    RuleUsed, RightMissing.
    """
    wanted = _cleaned(facts)
    if wanted.carrier_id is not None and session.get(Carrier, wanted.carrier_id) is None:
        raise NotFound
    kept = CarrierRule() if rule_id is None else _replaced(session, rule_id, wanted, moments.day_of(at))
    if rule_id is not None and kept.id is None:
        wanted = _cleaned(replace(wanted, valid_from=kept.valid_from))
    _refuse_overlap(session, wanted, besides=kept.id)
    for name in RuleFacts.__slots__:
        setattr(kept, name, getattr(wanted, name))
    kept.reminders = list(wanted.reminders)
    session.add(kept)
    session.flush()
    validity.require(
        session,
        f"rule {rule_id or _scope(wanted)}",
        at=at,
        staff_id=staff_id,
        authorisation_id=authorisation_id,
    )
    return kept


def end_rule(
    session: Session,
    *,
    rule_id: int,
    last_on: date,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> CarrierRule:
    """Let a rule hold until a day and no longer. Raises NotFound, BadSpan, RuleUsed, RulesOverlap, RightMissing."""
    rule = _get(session, rule_id)
    validity.refuse_backwards(rule.valid_from, last_on)
    used = _used_until(session, rule_id)
    if used is not None and last_on < used:
        raise RuleUsed(last=day_words(used))
    _refuse_overlap(session, replace(facts_of(rule), valid_to=last_on), besides=rule_id)
    rule.valid_to = last_on
    session.flush()
    validity.require(
        session, f"end of rule {rule_id}", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return rule


def drop_rule(
    session: Session, *, rule_id: int, at: datetime, staff_id: int, authorisation_id: int | None = None
) -> None:
    """Take away a rule that no piece was kept by. Raises NotFound, RuleUsed, RightMissing."""
    rule = _get(session, rule_id)
    used = _used_until(session, rule_id)
    if used is not None:
        raise RuleUsed(last=day_words(used))
    session.delete(rule)
    session.flush()
    validity.require(
        session, f"rule {rule_id} taken away", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )


def _replaced(session: Session, rule_id: int, wanted: RuleFacts, today: date) -> CarrierRule:
    """Give the rule to write: the one that is there while nobody used it, else a new one after its end."""
    rule = _get(session, rule_id)
    used = _used_until(session, rule_id)
    before = facts_of(rule)
    if used is None:
        return rule
    if replace(wanted, valid_to=before.valid_to) == before:
        # Only its end is another.
        if wanted.valid_to is not None and wanted.valid_to < used:
            raise RuleUsed(last=day_words(used))
        return rule
    begins = wanted.valid_from
    if begins <= before.valid_from:
        begins = max(today, used + ONE_DAY)
    if begins <= used:
        raise RuleUsed(last=day_words(used))
    rule.valid_to = validity.ended_before(begins, before.valid_to)
    session.flush()
    return CarrierRule(valid_from=begins)


def _cleaned(facts: RuleFacts) -> RuleFacts:
    """Make what is said of a rule fit to keep."""
    days = facts.keeps_days
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise BadDays(most=MOST_DAYS)
    reminders = tuple(sorted(set(facts.reminders)))
    last = MOST_DAYS if days is None or facts.working_days else days
    if len(reminders) > MOST_REMINDERS or any(not 1 <= each <= last for each in reminders):
        raise BadReminders(most=MOST_REMINDERS)
    validity.refuse_backwards(facts.valid_from, facts.valid_to)
    source = typed.line(facts.source, SOURCE)
    if not source:
        raise SourceMissing
    return replace(
        facts,
        reminders=reminders,
        source=source,
        working_days=facts.working_days and days is not None,
        for_relay=facts.for_relay and facts.carrier_id is not None,
    )


def _refuse_overlap(session: Session, facts: RuleFacts, *, besides: int | None) -> None:
    same = select(CarrierRule).where(
        CarrierRule.carrier_id.is_not_distinct_from(facts.carrier_id),
        CarrierRule.kind.is_(None) if facts.kind is None else CarrierRule.kind == facts.kind,
        CarrierRule.for_relay == facts.for_relay,
    )
    for other in session.scalars(same):
        meet = validity.meet(facts.valid_from, facts.valid_to, other.valid_from, other.valid_to)
        if meet and other.id != besides:
            raise RulesOverlap(first=day_words(other.valid_from))


def _get(session: Session, rule_id: int) -> CarrierRule:
    rule = session.get(CarrierRule, rule_id)
    if rule is None:
        raise NotFound
    return rule


def _used_until(session: Session, rule_id: int) -> date | None:
    return session.scalar(select(func.max(MailItem.arrived_on)).where(MailItem.rule_id == rule_id))


def _scope(facts: RuleFacts) -> str:
    kind = "any" if facts.kind is None else facts.kind.value
    return f"of {facts.carrier_id or 'all'} for {kind} from {facts.valid_from.isoformat()}"
