"""When a visit is, as its line says it: its hour, or its day where it was left open on an earlier one."""

from datetime import datetime

from concierge_desk import formats, moments
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.texts import Texts


def lead(visit: ExpectedVisit, at: datetime, texts: Texts) -> str:
    """Write the hour of a visit of today: "13:00"; of one that was left open, its day: "23/11"."""
    if visit.is_left_open(at):
        return formats.day_month(moments.day_of(visit.planned_at), texts.language)
    return formats.clock(visit.planned_at)


def left_open(visit: ExpectedVisit, at: datetime, texts: Texts) -> tuple[str, str] | None:
    """Say that a visit of an earlier day is still to be ended, and its tone; None of any other."""
    return (texts("still open"), "late") if visit.is_left_open(at) else None
