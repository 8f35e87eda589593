"""How the leave that supervisors gave fits the deeds: a check of `verification`.

A deed that only a supervisor may do, and somebody else did, was let happen: its leave names it, was given a moment
before, and was used at its moment. Settings and papers leave no deed. To undo what somebody else did was free before
leave was kept, so that it is not missed there.
"""

from sqlalchemy import case, select

from concierge_desk.models import Authorisation, Deed, Staff
from concierge_desk.operations import rights
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_

_DEEDS = {
    "correct": Right.CORRECT_ITEM,
    "amend_visit": Right.AMEND_VISIT,
    "close_incident": Right.CLOSE_INCIDENT,
    "erase_customer": Right.ERASE_CUSTOMER,
}


def leaves(reading: Reading) -> int:
    """Check that each deed which its person might not do alone has its leave, and each used leave its deed."""
    allows = case({kind: right.value for kind, right in _DEEDS.items()}, value=Deed.kind)
    of_deed = (
        (Authorisation.deed_key == Deed.uid)
        & (Authorisation.allows == allows)
        & (Authorisation.for_id == Deed.staff_id)
        & (Authorisation.used_at == Deed.at)
    )
    for kind, right in _DEEDS.items():
        reading.refuse(
            "deed",
            select(Deed.uid)
            .join(Staff, Staff.id == Deed.staff_id)
            .outerjoin(Authorisation, of_deed)
            .where(Deed.kind == kind, Staff.role.not_in(rights.TABLE[right][1]), Authorisation.id.is_(None)),
            N_("was done by somebody who might not do it, without leave"),
        )
    _used(reading)
    return reading.count(Authorisation)


def _used(reading: Reading) -> None:
    kinds = {right.value: kind for kind, right in _DEEDS.items()} | {Right.UNDO_OF_OTHERS.value: "undo"}
    found = (
        select(Authorisation, Staff.role, Deed.kind, Deed.at, Deed.staff_id)
        .join(Staff, Staff.id == Authorisation.by_id)
        .outerjoin(Deed, Deed.uid == Authorisation.deed_key)
    )
    for given, role, *done in reading.session.execute(found):
        if role not in rights.TABLE[Right(given.allows)][1]:
            raise NotFittingError("authorisation", given.id, N_("was given by somebody who might not do it"))
        if given.used_at is None:
            continue
        if not given.at <= given.used_at <= given.at + rights.HOLDS_FOR:
            raise NotFittingError("authorisation", given.id, N_("was used when it did not hold"))
        kind = kinds.get(given.allows)
        if kind is not None and done != [kind, given.used_at, given.for_id]:
            raise NotFittingError("authorisation", given.id, N_("was used for no deed, or for another one"))
