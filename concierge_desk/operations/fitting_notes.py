"""How the words of visits fit the moves: a check of `verification`.

Why a piece is to be done again is what its provider signed for. The chain has a commitment to it, not the words: they
stand in the line of the visit, and go when the person is erased. Books closed before revision 0005 have none.
"""

from sqlalchemy import select

from concierge_desk.models import Customer, Deed, Item, Outcome, Visit, VisitLine, Way
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.operations.visit_closing import why_again
from concierge_desk.texts import N_

_SAYING = (Outcome.REDO, Outcome.UNEXPECTED)
"""Whatever came to be done again; what nobody expected has a line that says only this."""


def notes(reading: Reading) -> int:
    """Check that why a piece is to be done again is what was said when its visit was signed."""
    whys, count = dict(reading.whys), 0
    found = (
        select(VisitLine, Visit.salt, Customer.salt, Visit.books_head, Deed.kind)
        .join(Visit, Visit.id == VisitLine.visit_id)
        .join(Deed, Deed.uid == Visit.deed_uid)
        .join(Item, Item.id == VisitLine.item_id)
        .join(Customer, Customer.id == Item.customer_id)
        .where(VisitLine.way == Way.BACK, VisitLine.outcome.in_(_SAYING))
    )
    for line, salt, owner_salt, books_head, kind in reading.session.execute(found):
        why = whys.pop((line.visit_id, line.item_id), None)
        if why is None:
            if line.outcome is Outcome.REDO and books_head is not None and kind == "close_visit":
                raise NotFittingError("visit_line", line.id, N_("does not say why it is done again"))
            continue
        count += 1
        is_erased = not line.note and owner_salt is None
        if not is_erased and why_again(salt, line.item_id, line.note) != {"why": why}:
            raise NotFittingError("visit_line", line.id, N_("was changed after it was signed"))
    for visit_id, item_id in whys:
        raise NotFittingError("visit", visit_id, N_("says nothing of item {item}"), item=item_id)
    return count
