"""What carriers' rules and prices have in common: a first day, perhaps a last one, and who may change them."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from concierge_desk import formats
from concierge_desk.errors import BadInput
from concierge_desk.operations import rights
from concierge_desk.operations.rights import Right
from concierge_desk.texts import LANGUAGES, N_

ONE_DAY = timedelta(days=1)
SOURCE = 500
"""As long a source may be: two addresses of pages."""


class BadSpan(BadInput):
    """A rule or price that ends before it begins."""

    sentence = N_("The last day is before the first one.")


def refuse_backwards(first: date, last: date | None) -> None:
    """Refuse days that end before they begin. Raises BadSpan."""
    if last is not None and last < first:
        raise BadSpan


def meet(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Tell whether two spans of days have one in common; without a last day a span has no end."""
    return first <= (other_last or date.max) and other_first <= (last or date.max)


def ended_before(begins: date, last: date | None) -> date:
    """Tell the last day of what another takes the place of."""
    return min(begins - ONE_DAY, last or date.max)


def day_words(on: date) -> dict[str, str]:
    """Write a day in every language, for a sentence that refuses."""
    return {language: formats.day_numeric(on, language) for language in LANGUAGES}


def require(session: Session, key: str, *, at: datetime, staff_id: int, authorisation_id: int | None) -> None:
    """Let those change carriers who may, or who were let do this very deed. Raises RightMissing.

    Asked last, so that nobody is asked for their PIN for what would be refused anyway.
    """
    rights.require(
        session,
        Right.KEEP_CARRIERS,
        key=key,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
