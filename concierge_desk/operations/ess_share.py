"""The share of this month's orders that went to the social economy.

One rule, wherever the share is shown: it counts pieces, as they are sent to a provider. A piece counts for the social
economy when its provider belonged to it on the day it left (law of 31 July 2014, art. 1; an approval as ESUS that has
run out counts no more). What was sent by a visit that was undone does not count.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Deed, Holder, Move, MoveKind, Provider


@dataclass(frozen=True, slots=True)
class Share:
    """How many pieces were sent, and how many of them to the social economy."""

    ess: int = 0
    sent: int = 0

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None before the first piece."""
        return round(100 * self.ess / self.sent) if self.sent else None

    def with_order(self, pieces: int, *, is_ess: bool) -> "Share":
        """Tell the share once an order, the pieces of one request for one provider, is sent as well."""
        return Share(self.ess + (pieces if is_ess else 0), self.sent + pieces)


def share(session: Session, *, at: datetime) -> Share:
    """Count what was sent this month."""
    today = moments.day_of(at)
    first = today.replace(day=1)
    since = Move.id >= first_move(session, moments.day_bounds(first)[0])
    sent = _sent(session, since)
    ess = 0
    for provider in session.scalars(select(Provider).where(Provider.id.in_(sent))):
        ess += _of_ess(session, provider, sent[provider.id], (first, today), since)
    return Share(ess, sum(sent.values()))


def first_move(session: Session, since: datetime) -> int:
    """Find the first move at or after a moment by its deed, without reading the whole table."""
    found = session.scalar(select(func.min(Deed.first_move_id)).where(Deed.at >= since))
    return 1 + (session.scalar(select(func.max(Move.id))) or 0) if found is None else found


def _of_ess(
    session: Session, provider: Provider, sent: int, days: tuple[date, date], since: ColumnElement[bool]
) -> int:
    """Count the pieces that a provider got while it belonged to the social economy."""
    first, today = days
    if provider.is_ess_on(today):
        return sent
    if provider.esus_until is None or not provider.is_ess_on(first):
        return 0
    ran_out = moments.day_bounds(provider.esus_until + timedelta(days=1))[0]
    return _sent(session, since, Move.at < ran_out).get(provider.id, 0)


def _sent(session: Session, *wanted: ColumnElement[bool]) -> dict[int, int]:
    """Count the pieces sent by provider, in one walk over the moves; a sending that was undone is taken off again."""
    sent = and_(Move.kind == MoveKind.SENT, Move.to_holder == Holder.PROVIDER)
    undone = and_(Move.kind == MoveKind.UNDONE, Move.from_holder == Holder.PROVIDER)
    found = session.execute(
        select(Move.kind, Move.from_id, Move.to_id, func.count())
        .where(or_(sent, undone), *wanted)
        .group_by(Move.kind, Move.from_id, Move.to_id)
    )
    counts: dict[int, int] = {}
    for kind, from_id, to_id, count in found:
        provider_id = to_id if kind is MoveKind.SENT else from_id
        if provider_id is not None:
            counts[provider_id] = counts.get(provider_id, 0) + (count if kind is MoveKind.SENT else -count)
    return {provider_id: max(0, count) for provider_id, count in counts.items()}
