"""Putting right what was written down of a piece that waits to be sent, until its carrier takes it.

A new move says what stood there before and why that was wrong; what was recorded first stays in the chain.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.errors import ReasonMissing
from concierge_desk.models import Customer, Facts, MailItem, MailKind, Payer
from concierge_desk.money import Money
from concierge_desk.operations import deeds, mail_intake, mail_records, numbering, outgoing, rights, typed
from concierge_desk.operations.custody import Ledger, Proof
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.rights import Right

AMENDS = "amends"
"""Under which name a move says what stood there before."""
_PERSONAL = frozenset({"addressee", "account"})
"""What no move says in the clear: somebody erased, who may be a company, must not stand in the chain."""


def amend(
    session: Session,
    *,
    item_id: int,
    piece: Outgoing,
    payer: Payer,
    reason: str = "",
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> MailItem:
    """Write a piece that waits to be sent down as it really is: what it is, who pays, how and to whom it goes.

    To say what was not said needs no reason; `needs_reason` tells what does. A piece that becomes a registered one
    takes its number in the register; one that is registered no more keeps it, so that the register has no gap. Done
    again with its `deed_uid` it changes nothing more. Raises NotFound, NotAtDesk, NotToFrank, ReasonMissing,
    NoAccount, TakesNothing, AlreadyPaid, BadWeight, BadAmount, NumberInCare, TextTooLong, RightMissing.
    """
    mail = mail_records.of_items(session, [item_id])[0]
    if deeds.done(session, deed_uid):
        return mail
    outgoing.refuse_to_frank(mail)
    said = outgoing.cleaned(session, piece, at=at) | {
        "kind": piece.kind,
        "own_label": piece.own_label,
        "payer": None if piece.own_label else payer,
        "account": "" if piece.own_label else _account(session, mail, payer),
    }
    why = needs_reason(mail, number=said["number"], kind=piece.kind, payer=said["payer"])
    if why and not reason.strip():
        raise ReasonMissing
    if said["number"] != mail.number:
        mail_intake.refuse_known_numbers(session, [said["number"]])
    rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(
        session, uid=deed_uid, kind="amend_mail" if why else "frank_mail", at=at, staff_id=staff_id
    )
    before = _before(mail, said) if why else {}
    if piece.kind is MailKind.REGISTERED and mail.register_serial is None:
        said["register_serial"] = numbering.next_serial(session, row=numbering.REGISTER, at=at)
    ledger = Ledger(session, Proof(deed, reason=typed.line(reason, typed.NOTE) if why else ""))
    article_id = mail_records.articles(session)[piece.kind].id
    says = {AMENDS: before} if why else None
    outgoing.describe(session, ledger, mail, said, says=says, article_id=article_id)
    session.refresh(mail.item, ["article"])
    return mail


def needs_reason(mail: MailItem | MailRow, *, number: str, kind: MailKind, payer: Payer | None) -> bool:
    """Tell whether something that was said is said otherwise now: what it is, who pays, its carrier's number."""
    said_before = (mail.kind, mail.payer, mail.number or number)
    return said_before != (kind, payer, number)


def _account(session: Session, mail: MailItem, payer: Payer) -> str:
    """Name the company that pays: the one that accepted to when the piece was left, else its customer's.

    Raises NoAccount.
    """
    if payer is not Payer.ACCOUNT:
        return ""
    if mail.account:
        return mail.account
    customer = session.get_one(Customer, mail.item.customer_id)
    outgoing.refuse_no_account(customer, payer)
    return customer.account


def _before(mail: MailItem, said: Facts) -> Facts:
    """Gather what stood there before and does no more; of what names somebody, nothing."""
    before = {name: getattr(mail, name) for name in said if name not in _PERSONAL}
    return {name: _plain(value) for name, value in before.items() if value != said[name]}


def _plain(value: object) -> object:
    """Write a value as the chain keeps it."""
    if isinstance(value, Money):
        return value.cents
    return value.value if isinstance(value, MailKind | Payer) else value
