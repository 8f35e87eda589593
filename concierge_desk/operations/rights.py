"""Who may do what: each right is named here, in one table, and nowhere else.

A deed that needs a right asks `require`. Where the person lacks it, the refusal names the deed and who may do it; a
supervisor can then let them do that one deed, at the counter, with their PIN or badge (`authorise`): it is recorded,
holds for a few minutes, for once, and for this deed alone. The deed is told by its key: its uid or, where it leaves
none, what it changes.
"""

import enum
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotAllowed, NotFound
from concierge_desk.models import Authorisation, Role, Staff
from concierge_desk.texts import LANGUAGES, N_, Texts

HOLDS_FOR = timedelta(minutes=5)
"""So long after the PIN the deed may be done: long enough to finish it, too short to be forgotten."""


class Right(enum.Enum):
    """What not everybody may do at once."""

    CORRECT_ITEM = "correct_item"
    AMEND_VISIT = "amend_visit"
    CLOSE_INCIDENT = "close_incident"
    ERASE_CUSTOMER = "erase_customer"
    PRINT_BADGES = "print_badges"
    KEEP_PROVIDERS = "keep_providers"
    KEEP_CARRIERS = "keep_carriers"
    KEEP_PEOPLE = "keep_people"
    KEEP_HOUSE = "keep_house"
    RECEIVE = "receive"
    HAND_OVER = "hand_over"
    CLOSE_VISIT = "close_visit"
    OPEN_INCIDENT = "open_incident"
    HOLD_ROLL_CALL = "hold_roll_call"
    TAKE_QUOTE = "take_quote"
    DECIDE_QUOTE = "decide_quote"
    END_DAY = "end_day"
    UNDO_OF_OTHERS = "undo_of_others"


_EVERYBODY = frozenset(Role)
_SUPERVISORS = frozenset({Role.SUPERVISOR})
TABLE: dict[Right, tuple[str, frozenset[Role]]] = {
    Right.RECEIVE: (N_("Take things in"), _EVERYBODY),
    Right.HAND_OVER: (N_("Hand things back"), _EVERYBODY),
    Right.CLOSE_VISIT: (N_("Close a visit"), _EVERYBODY),
    Right.OPEN_INCIDENT: (N_("Open and follow an incident"), _EVERYBODY),
    Right.TAKE_QUOTE: (N_("Note a price that a provider names"), _EVERYBODY),
    Right.DECIDE_QUOTE: (N_("Note what a customer says to a quote"), _EVERYBODY),
    Right.HOLD_ROLL_CALL: (N_("Hold a roll-call"), _EVERYBODY),
    Right.END_DAY: (N_("End the day"), _EVERYBODY),
    Right.UNDO_OF_OTHERS: (N_("Undo what somebody else did"), _SUPERVISORS),
    Right.CORRECT_ITEM: (N_("Put an item right"), _SUPERVISORS),
    Right.AMEND_VISIT: (N_("Correct a signed manifest"), _SUPERVISORS),
    Right.CLOSE_INCIDENT: (N_("Close an incident"), _SUPERVISORS),
    Right.ERASE_CUSTOMER: (N_("Erase a person"), _SUPERVISORS),
    Right.PRINT_BADGES: (N_("Print badges"), _SUPERVISORS),
    Right.KEEP_PROVIDERS: (N_("Change providers"), _SUPERVISORS),
    Right.KEEP_CARRIERS: (N_("Change carriers, their rules and prices"), _SUPERVISORS),
    Right.KEEP_PEOPLE: (N_("Add people and change PINs"), _SUPERVISORS),
    Right.KEEP_HOUSE: (N_("Change the house"), _SUPERVISORS),
}
"""The words of each right, and the roles that have it."""


class RightMissing(NotAllowed):
    """This person may not do this deed; `right` says which, so that somebody else can let them do it once."""

    sentence = N_("{deed}: only {names} may do this. Ask one of them to sign with their PIN.")

    def __init__(self, right: Right, names: list[str], key: str = "") -> None:
        """Name the deed and who may do it; `key` tells it from any other that needs the same right."""
        super().__init__(deed=words_of(right), names=", ".join(names))
        self.right, self.key = right, key


def words_of(right: Right) -> dict[str, str]:
    """Say a right in every language."""
    return {language: Texts(language)(TABLE[right][0]) for language in LANGUAGES}


def has(person: Staff | None, right: Right) -> bool:
    """Tell whether a person has a right by their role."""
    return person is not None and person.active and person.role in TABLE[right][1]


def who_may(session: Session, *, right: Right) -> list[Staff]:
    """List the people who have a right, by name."""
    found = session.scalars(select(Staff).where(Staff.active).order_by(Staff.name, Staff.id))
    return [person for person in found if has(person, right)]


def authorise(
    session: Session, *, right: Right, key: str, by_id: int, for_id: int, at: datetime
) -> Authorisation:
    """Let somebody do the deed of that key; whoever calls this has made sure of `by_id` by their PIN or badge.

    Raises NotFound, RightMissing when the one who lets do it has not the right either.
    """
    by = session.get(Staff, by_id)
    if by is None or session.get(Staff, for_id) is None:
        raise NotFound
    _refuse_without(session, by, right, key)
    given = Authorisation(allows=right.value, deed_key=key, by_id=by_id, for_id=for_id, at=at)
    session.add(given)
    session.flush()
    return given


def require(
    session: Session,
    right: Right,
    *,
    staff_id: int,
    at: datetime,
    key: str = "",
    authorisation_id: int | None = None,
) -> None:
    """Let a person go on who has the right, or was let do this very deed a moment ago.

    Without a key nobody can be let do it by somebody else. Raises RightMissing.
    """
    person = session.get(Staff, staff_id)
    if has(person, right):
        return
    given = None if authorisation_id is None else session.get(Authorisation, authorisation_id)
    fresh = given is not None and given.used_at is None and given.at <= at <= given.at + HOLDS_FOR
    if given is None or not fresh or not key or _meant(given) != (right.value, key, staff_id):
        _refuse_without(session, person, right, key)
        return
    given.used_at = at


def _meant(given: Authorisation) -> tuple[str, str, int]:
    return given.allows, given.deed_key, given.for_id


def _refuse_without(session: Session, person: Staff | None, right: Right, key: str) -> None:
    if not has(person, right):
        raise RightMissing(right, [each.name for each in who_may(session, right=right)], key)
