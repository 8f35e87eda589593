"""Whether a counter can tell people as the house would: not every counter has a mail server and a gateway."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.models import Channel
from concierge_desk.operations import message_plan
from concierge_desk.operations.message_pace import WAYS, Telling


def can_all(session: Session, *, at: datetime, telling: Telling) -> bool:
    """Tell whether the messages that are due would go the same ways from a counter that has every way."""
    here, elsewhere = (_ways(session, at, each) for each in (telling, replace(telling, ways=WAYS)))
    return here == elsewhere


def _ways(session: Session, at: datetime, telling: Telling) -> dict[int, Channel]:
    found = message_plan.proposals(session, at=at, telling=telling, worded=False)
    return {each.customer_id: each.channel for each in found.messages}
