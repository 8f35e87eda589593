"""Which incident a line of the books rests on: a rule of `verification`.

Whatever is missing, damaged or unexpected has an incident of its own deed, or one that was open already. Where the
moments of the moves do not follow their order (a clock that was put back), nobody can tell what was open when: there
any incident of the piece will do.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from concierge_desk.models import Incident, IncidentOutcome
from concierge_desk.operations.fitting import Reading


def covers(
    reading: Reading,
    *,
    deed_uid: InstrumentedAttribute[str | None],
    at: InstrumentedAttribute[datetime | None],
    undone: ColumnElement[bool] | None = None,
) -> ColumnElement[bool]:
    """Say when an incident covers what a deed said at a moment; one that was undone covers only what is `undone`."""
    if not reading.in_order:
        return true()
    then = (Incident.opened_at <= at) & or_(Incident.closed_at.is_(None), Incident.closed_at >= at)
    stands = Incident.outcome.is_distinct_from(IncidentOutcome.UNDONE)
    return or_(Incident.deed_uid == deed_uid, then) & (stands if undone is None else or_(stands, undone))
