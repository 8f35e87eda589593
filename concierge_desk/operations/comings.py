"""When a provider comes next, for what must wait until then."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session, selectinload

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import House, Provider
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations.promises import open_hours

_LOOK_AHEAD = 60


def next_visit(session: Session, *, provider_id: int, after: datetime) -> datetime | None:
    """Tell when a provider comes next to take things, on a later day; None when nobody knows. Raises NotFound."""
    provider = session.get(Provider, provider_id, options=[selectinload(Provider.weekly)])
    house = session.get(House, THE_HOUSE)
    if provider is None or house is None:
        raise NotFound
    hours_on, first = open_hours(house), moments.day_of(after)
    for on in (first + timedelta(days=ahead) for ahead in range(1, _LOOK_AHEAD)):
        hours = [each.hour for each in provider.weekly if each.takes and each.weekday == on.weekday()]
        if hours and hours_on(on) and not provider.is_closed_on(on):
            return moments.moment(on, min(hours))
    return None
