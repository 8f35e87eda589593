"""The mail of a past with every kind of deed in it: for tests that tamper with a store."""

from datetime import timedelta
from typing import Any

from concierge_desk.models import Identity, MailKind, Payer
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    mail_intake,
    mail_returns,
    numbering,
    outgoing,
    recipients,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.outgoing import Outgoing
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE, COLISSIMO = 1, 2


def live(counter: Counter, clock: SetClock, gone: int) -> None:
    """Do every kind of deed of the mail room; `gone` is somebody who is erased afterwards."""
    do, by = counter.desk.do, counter.by
    signed: dict[str, Any] = {"driver": "Luc", "signature": [[[0.1, 0.2]]], "sheet": {"letter": 3}}
    do(mail_intake.receive, carrier_id=LA_POSTE, pieces=_pieces(gone), sheet_number="B-7", **signed, **by())
    registered, theirs, unknown, several, refused, kept = _newest(counter, 6)
    undone = do(mail_intake.receive, carrier_id=COLISSIMO, pieces=[Arrival(MailKind.PARCEL, "6A1")], **by())
    do(corrections.undo, uid=undone.deed_uid, **by())
    do(recipients.settle, item_ids=[unknown], customer_id=IDS.mohamed, **by())
    counter.hand_over(registered, identity_kind=Identity.PASSPORT.value)
    counter.hand_over(theirs, customer=gone)
    do(mail_returns.send_back, item_ids=[refused, kept, several], reason="refusé", **by())
    do(mail_returns.keep_after_all, item_ids=[kept], **by())
    again = by()
    do(mail_returns.send_back, item_ids=[kept], reason="inconnu", **again)
    do(corrections.undo, uid=again["deed_uid"], **by())
    _send(counter, clock, refused)


def _pieces(gone: int) -> list[Arrival]:
    claire: dict[str, Any] = {"customer_id": IDS.claire, "shelf_id": IDS.a1}
    return [
        Arrival(MailKind.REGISTERED, "RK123456785FR", "Mme Dupont", "Tribunal", **claire),
        Arrival(MailKind.LETTER, "", "Partie Bientôt", "Mairie", customer_id=gone),
        Arrival(MailKind.LETTER, addressee="M. Traore"),
        Arrival(MailKind.PARCEL, "6A12345678901", "Dupond", candidates=(IDS.claire, IDS.mohamed)),
        Arrival(MailKind.PARCEL, "6A12345678902", "C. Dupont", **claire),
        Arrival(MailKind.PARCEL, "6A12345678903", "C. Dupont", **claire),
    ]


def _send(counter: Counter, clock: SetClock, refused: int) -> None:
    """Leave letters here, frank one, give them to their carrier once by mistake, and prove that one was posted."""
    do, by = counter.desk.do, counter.by
    pieces = [
        Outgoing(MailKind.REGISTERED, "Préfecture", LA_POSTE, weight_g=40),
        Outgoing(MailKind.LETTER, "Une tante", LA_POSTE),
    ]
    do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=pieces, **by())
    out, letter = _newest(counter, 2)
    do(outgoing.frank, item_id=out, number="RK000000015FR", **by())
    taken: dict[str, Any] = {"carrier_id": LA_POSTE, "driver": "Luc"}
    wrong = do(carrier_visits.take, item_ids=[letter], **taken, **by())
    do(corrections.undo, uid=wrong.deed_uid, **by())
    clock.forward(timedelta(minutes=1))
    do(carrier_visits.take, item_ids=[refused, out], **taken, **by())
    do(outgoing.prove_posting, item_ids=[out], **by())


def _newest(counter: Counter, count: int) -> list[int]:
    after = counter.desk.ask(numbering.next_item_id)
    return list(range(after - count, after))
