"""What people say of mail, taken back: whose it is, how it is franked, that it was posted."""

from sqlalchemy.orm import Session

from concierge_desk.errors import CustodyRefused
from concierge_desk.models import Customer, Facts, MailItem, Move, Request
from concierge_desk.operations import mail_records, messages, search
from concierge_desk.operations.custody import Ledger
from concierge_desk.texts import N_

KINDS = ("settle_mail", "frank_mail", "prove_posting")
"""The deeds that say something of mail and move nothing."""


class OwnerErased(CustodyRefused):
    """Whose a piece was before was erased since."""

    sentence = N_("The person whose mail this was before was erased. Say whose it is under Mail.")


def take_back(session: Session, ledger: Ledger, mail: MailItem, wrong: Move, state: Facts) -> None:
    """Let a piece, whose item is loaded, say again what it said before a move, and be whose it was.

    Whoever it is not for after all is not told of it.
    A ticket of its own that it was given stays its ticket: numbers have no gap. Raises BeforeUnknown, OwnerErased.
    """
    item, thought = mail.item, mail.item.customer_id
    owner = session.get_one(Customer, state["customer"])
    if thought != owner.id and owner.salt is None:
        raise OwnerErased
    described = mail_records.as_before(item, mail, state["described"])
    says: Facts = {}
    if thought != owner.id:
        request = session.get_one(Request, item.request_id)
        request.customer_id = described["customer_id"] = owner.id
        says = {"customer": owner.id, "owner": owner.commitment, "ticket": request.serial}
    ledger.reverse(item, wrong, state, described=described, says=says)
    search.index_items(session, [item])
    if item.customer_id != thought:
        session.flush()
        messages.recall(session, customer_id=thought, item_ids=[item.id], at=ledger.proof.deed.at)
