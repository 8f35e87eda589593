"""Mail that goes back to its sender: it is no longer handed out, and waits for its carrier."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.errors import CustodyRefused, ReasonMissing
from concierge_desk.models import Facts, MailItem, MailWay, MoveKind, Paper, Status
from concierge_desk.operations import deeds, mail_records, printing, rights, typed
from concierge_desk.operations.custody import Ledger, Proof
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of, refuse_elsewhere
from concierge_desk.texts import N_

_WAITS = (Status.READY, Status.BACK)


class NotToReturn(CustodyRefused):
    """A piece that does not wait for its addressee cannot go back to its sender."""

    sentence = N_("{item} ({tag}) does not wait for its addressee. Take it off the list.")


class NotReturning(CustodyRefused):
    """A piece is kept after all that was not to go back."""

    sentence = N_("{item} ({tag}) was not to go back to its sender. There is nothing to change.")


def send_back(
    session: Session, *, item_ids: Sequence[int], reason: str, at: datetime, staff_id: int, deed_uid: str
) -> list[MailItem]:
    """Decide that pieces go back to their senders: they wait for their carrier's next coming; queue their sheet.

    Done again with its `deed_uid` it changes nothing more. Raises NothingToRecord, ReasonMissing, NotFound,
    NotAtDesk, NotToReturn, TextTooLong, RightMissing.
    """
    pieces = mail_records.of_items(session, item_ids)
    if deeds.done(session, deed_uid):
        return pieces
    why = typed.line(reason)
    if not why:
        raise ReasonMissing
    for mail in pieces:
        refuse_elsewhere(mail.item)
        if mail.way is not MailWay.IN or mail.item.status not in _WAITS:
            raise NotToReturn(item=names_of(mail.item), tag=mail.item.short_tag)
    going: Facts = {"returning_at": at, "return_reason": why}
    _change(session, pieces, going, Status.HANDED_IN, ("return_mail", at, staff_id, deed_uid))
    printing.queue(
        session,
        paper=Paper.RETURN_SHEET,
        language=printing.house_language(session),
        at=at,
        staff_id=staff_id,
        item_ids=[mail.item_id for mail in pieces],
    )
    return pieces


def keep_after_all(
    session: Session, *, item_ids: Sequence[int], at: datetime, staff_id: int, deed_uid: str
) -> list[MailItem]:
    """Keep pieces that were to go back: they can be collected again.

    Done again with its `deed_uid` it changes nothing more. Raises NothingToRecord, NotFound, NotAtDesk,
    NotReturning, RightMissing.
    """
    pieces = mail_records.of_items(session, item_ids)
    if deeds.done(session, deed_uid):
        return pieces
    for mail in pieces:
        refuse_elsewhere(mail.item)
        if mail.returning_at is None:
            raise NotReturning(item=names_of(mail.item), tag=mail.item.short_tag)
    _change(session, pieces, mail_records.NOT_RETURNING, Status.READY, ("keep_mail", at, staff_id, deed_uid))
    return pieces


def _change(
    session: Session,
    pieces: Sequence[MailItem],
    changes: Facts,
    status: Status,
    deed_of: tuple[str, datetime, int, str],
) -> None:
    kind, at, staff_id, uid = deed_of
    rights.require(session, Right.HAND_OVER, key=uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=uid, kind=kind, at=at, staff_id=staff_id)
    ledger = Ledger(session, Proof(deed))
    for mail in pieces:
        mail_records.change(ledger, mail.item, mail, MoveKind.DESCRIBED, mail_changes=changes, status=status)
    session.flush()
