"""What is left of somebody erased on mail that was theirs once and is somebody else's by now."""

from collections.abc import Iterator

from sqlalchemy import Text, literal_column, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from concierge_desk.models import Customer, Deed, Item, MailItem, Move, MoveKind, chain
from concierge_desk.models.mail_item import MAIL
from concierge_desk.operations import search
from concierge_desk.operations import words as folding
from concierge_desk.operations.custody import Ledger, Proof, place_of


def unname(session: Session, deed: Deed, customer: Customer) -> None:
    """Take a person's name off mail that was theirs once, by a move each that commits to what it says from now on."""
    name = set(folding.folded(customer.name))
    named = [mail for mail in _once_of(session, customer.id) if name <= set(folding.folded(mail.addressee))]
    if not named:
        return
    ledger = Ledger(session, Proof(deed))
    for mail in named:
        item, was = mail.item, mail.addressee
        mail.addressee = ""
        ledger.add(
            item,
            MoveKind.DESCRIBED,
            place_of(item),
            label="" if item.label == was else item.label,
            details=item.details | {MAIL: mail.facts()},
            salt=chain.new_salt(),
        )
    search.index_items(session, [mail.item for mail in named])


def forget_before(session: Session, customer_id: int) -> None:
    """Forget what mail said as long as it was somebody's; that it was cannot be taken back any more."""
    for mail in _once_of(session, customer_id):
        mail.before = {}


def _once_of(session: Session, customer_id: int) -> Iterator[MailItem]:
    """Find the mail, not forgotten, that a move says was somebody's and that is somebody else's now."""
    # In the very words of its index: SQLite compares the words.
    by_settling = Deed.kind == literal_column("'settle_mail'")
    settled = select(Move.item_id).join(Deed, Deed.uid == Move.deed_uid).where(by_settling)
    # In the canonical text of its facts; in what somebody typed the quotes would be escaped.
    said = type_coerce(Move.facts, Text).contains(f'"customer":{customer_id},', autoescape=True)
    theirs = select(Move.item_id).where(Move.item_id.in_(settled), said)
    asked = (
        select(MailItem)
        .join(Item, Item.id == MailItem.item_id)
        .where(MailItem.item_id.in_(theirs), Item.customer_id != customer_id, Item.salt.isnot(None))
        .options(joinedload(MailItem.item))
    )
    return iter(session.scalars(asked).all())
