"""What stands on the papers of the mail room: a delivery, a deposit, returns, a proof, the log and the register."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from concierge_desk import codes
from concierge_desk.models import MailKind, MailWay, Payer, Rows, Signed, Words
from concierge_desk.models.handback import Signing
from concierge_desk.models.identity import Identity, Shown
from concierge_desk.models.mail_log import Event, LogRow
from concierge_desk.models.mail_register import Ended, RegisterRow
from concierge_desk.money import Money
from concierge_desk.print.documents.carrier_sheet import CarrierSheet
from concierge_desk.print.documents.customer_slip import CustomerSlip
from concierge_desk.print.documents.delivery_proof import DeliveryProof, Quality
from concierge_desk.print.documents.deposit_slip import DepositSlip
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.mail_facts import Coming, Counted, MailFacts
from concierge_desk.print.documents.mail_log import MailLog
from concierge_desk.print.documents.register import Register
from concierge_desk.print.documents.return_sheet import ReturnSheet

LETTER: Words = {"fr": "Lettre", "en": "Letter"}
REGISTERED: Words = {"fr": "Lettre recommandée", "en": "Registered letter"}
PARCEL: Words = {"fr": "Colis", "en": "Parcel"}
_ANCHOR = "48213-a1b2c3d4e5"
RB, COLISSIMO, RELAY = "RB123456785FR", "6Q01929938641", "1212345678010106623123"
_CODE = codes.write(codes.CodeKind.CARRIER_VISIT, 26_000_311)


def _came(tag: str, kind: MailKind, names: Words, number: str, person: str, **said: Any) -> MailFacts:  # noqa: ANN401  # fields of a piece
    known: dict[str, Any] = {
        "carrier": "La Poste",
        "shelf": "B4",
        "addressee": person.upper(),
        "owner": person,
    }
    return MailFacts(tag, kind, names, MailWay.IN, number, **(known | said))


PIECES = (
    _came("0048 1301", MailKind.LETTER, LETTER, "", "Claire Dupont"),
    _came("0048 1302", MailKind.LETTER, LETTER, "", "Mohamed Traoré", shelf=""),
    _came("0048 1303", MailKind.REGISTERED, REGISTERED, RB, "Ateliers Darwin", register="26-R-0042"),
    _came("0048 1304", MailKind.PARCEL, PARCEL, COLISSIMO, "", shelf="C2", addressee="", owner=""),
)


def _coming(at: datetime, strokes: Rows, **said: Any) -> Coming:  # noqa: ANN401  # fields of a coming
    known: dict[str, Any] = {
        "number": "26-C-0311", "code": _CODE, "carrier": "La Poste", "phone": "36 31", "at": at, "staff": "Aminata",
        "driver": "Yann Le Goff", "signature": strokes, "signed": Signed.SCREEN, "sheet_number": "BL 7781",
    }  # fmt: skip
    return Coming(**(known | said))


def delivery(house: HouseFacts, at: datetime, strokes: Rows) -> CarrierSheet:
    """Make the sheet of a delivery whose parcels are one fewer than the carrier says."""
    counts = (Counted(LETTER, 2, 2), Counted(REGISTERED, 1, 1), Counted(PARCEL, 2, 1))
    coming = _coming(at, strokes, counts=counts, note="un colis manque au camion")
    return CarrierSheet(house, coming, PIECES)


def deposit(house: HouseFacts, at: datetime, strokes: Rows) -> DepositSlip:
    """Make the slip of what a carrier took: two that go out with a number, two without, one that goes back."""
    out: dict[str, Any] = {"way": MailWay.OUT, "carrier": "La Poste"}
    letter = MailFacts(
        "0048 1311", MailKind.LETTER, LETTER, addressee="Mairie de Bordeaux", service="Lettre verte", weight_g=20,
        franking=Money(139), payer=Payer.CUSTOMER, account="Claire Dupont", **out,
    )  # fmt: skip
    registered = MailFacts(
        "0048 1312", MailKind.REGISTERED, REGISTERED, number=RB, addressee="Cabinet Martin, Paris",
        register="26-R-0043", service="Recommandé R1", weight_g=45, franking=Money(574), payer=Payer.ACCOUNT,
        account="Ateliers Darwin", **out,
    )  # fmt: skip
    own = MailFacts(
        "0048 1313", MailKind.PARCEL, PARCEL, number=COLISSIMO, addressee="Boutique en ligne", own_label=True,
        weight_g=1_250, payer=Payer.CUSTOMER, account="Mohamed Traoré", **out,
    )  # fmt: skip
    back = _came("0048 1200", MailKind.LETTER, LETTER, "", "Anne Petit", return_reason="n’habite plus ici")
    coming = _coming(at, strokes, signed=Signed.PAPER, signature=(), note="", sheet_number="")
    return DepositSlip(house, coming, (letter, registered, own, back))


def returns(house: HouseFacts, at: datetime) -> ReturnSheet:
    """Make the sheet of what goes back: a registered letter, a relay parcel, a letter without a number."""
    arrived, until = at.date() - timedelta(days=15), at.date() - timedelta(days=1)
    days: dict[str, Any] = {"arrived_on": arrived, "keep_until": until}
    return ReturnSheet(
        house, at, "Aminata Diallo",
        (
            _came(
                "0048 1100", MailKind.REGISTERED, REGISTERED, RB, "Ateliers Darwin", register="26-R-0031",
                sender="Cabinet Martin", return_reason="délai dépassé", **days,
            ),
            _came("0048 1101", MailKind.LETTER, LETTER, "", "Anne Petit", return_reason="n’habite plus ici", **days),
            _came(
                "0048 1102", MailKind.PARCEL, PARCEL, RELAY, "Jean Roche", carrier="Mondial Relay",
                return_reason="délai dépassé", **days,
            ),
        ),
    )  # fmt: skip


def proof(house: HouseFacts, at: datetime, strokes: Rows) -> DeliveryProof:
    """Make the proof that a registered letter was handed to an agent."""
    return DeliveryProof(
        house, at, "Samir", "Ateliers Darwin", "Paul Dupont", Quality.AGENT, Shown(Identity.PASSPORT),
        strokes, Signing(Signed.SCREEN, "0042"),
        tuple(replace(each, arrived_on=at.date()) for each in PIECES[2:]), _ANCHOR,
    )  # fmt: skip


def _line(place: int, at: datetime, event: Event, kind: MailKind, names: Words, **said: Any) -> LogRow:  # noqa: ANN401  # fields of a line of the log
    known: dict[str, Any] = {
        "number": "", "carrier": "La Poste", "addressee": "", "owner": "Claire Dupont",
        "company": "Ateliers Darwin", "place": "bât. C", "sender": "", "who": "", "document": "", "register": "",
        "service": "", "tag": f"0048 {place}", "staff": "Aminata Diallo",
    }  # fmt: skip
    way = MailWay.OUT if event in {Event.LEFT, Event.SENT} else MailWay.IN
    return LogRow(place, place, at, event, kind, way, names, **(known | said))


def log(house: HouseFacts, at: datetime) -> MailLog:
    """Make the log of two days with everything that can happen to mail."""
    before, letter = at - timedelta(days=1), (MailKind.LETTER, LETTER)
    registered, parcel = (MailKind.REGISTERED, REGISTERED), (MailKind.PARCEL, PARCEL)
    brought: dict[str, Any] = {"who": "Yann Le Goff", "document": "26-C-0310"}
    rows = (
        _line(1301, before, Event.ARRIVED, *letter, **brought),
        _line(
            1302, before, Event.ARRIVED, *registered, number=RB, register="26-R-0042", addressee="SARL ATELIERS",
            **brought,
        ),
        _line(
            1303, before, Event.ARRIVED, *parcel, number=COLISSIMO, owner="", company="", addressee="M. DUPOND",
            **brought,
        ),
        _line(1304, before, Event.ARRIVED, *letter, undone=True, **brought),
        _line(1301, at, Event.HANDED_OVER, *letter, who="Paul Dupont", signing=Signing(Signed.PAPER, "0042")),
        _line(
            1311, at, Event.LEFT, *registered, number="RB123456799FR", register="26-R-0043", addressee="Mairie",
            service="R1",
        ),
        _line(1200, at, Event.RETURNED, *letter, owner="Anne Petit", who="Yann Le Goff", document="26-C-0311"),
        _line(1310, at, Event.SENT, *letter, addressee="Cabinet Martin", who="Yann Le Goff", document="26-C-0311"),
        _line(1199, at, Event.CORRECTED, *letter, owner="—", company="", reason="retrouvée derrière l’étagère"),
    )  # fmt: skip
    return MailLog(house, at, before.date(), at.date(), "Ateliers Darwin", rows, _ANCHOR)


def register(house: HouseFacts, at: datetime) -> Register:
    """Make a register with every ending, two gaps, and a person who was erased."""
    on = at.date()
    own: dict[str, Any] = {"carrier": "La Poste", "sender": "Cabinet Martin", "addressee": "Claire Dupont"}
    gone: dict[str, Any] = {"ended_at": at, "who": "Yann Le Goff", "document": "26-C-0311"}
    out: dict[str, Any] = {
        "way": MailWay.OUT,
        "carrier": "La Poste",
        "sender": "Ateliers Darwin",
        "addressee": "Mairie",
    }

    def row(serial: int, ended: Ended, **said: Any) -> RegisterRow:  # noqa: ANN401  # fields of a line of the register
        return RegisterRow(26_000_000 + serial, ended, serial, on, carrier_number=RB, **said)

    rows = (
        row(
            1, Ended.HANDED_OVER, ended_at=at, who="Paul Dupont", signing=Signing(Signed.PAPER, "0042"), **own
        ),
        row(2, Ended.RETURNED, reason="délai dépassé", **own, **gone),
        RegisterRow(26_000_003, Ended.MISSING, until=26_000_003),
        row(4, Ended.SENT, **out, **gone),
        row(5, Ended.POSTED, **out, **gone),
        row(6, Ended.HANDED_OVER, ended_at=at, who="—", addressee="—", carrier="La Poste", erased=True),
        row(7, Ended.HERE, **own),
        row(8, Ended.GOING_BACK, ended_at=at, reason="délai dépassé", **own),
        row(9, Ended.TO_SEND, **out),
        row(10, Ended.UNDONE, ended_at=at, **own),
        row(11, Ended.CORRECTED, ended_at=at, reason="retrouvée", **own),
        RegisterRow(26_000_012, Ended.MISSING, until=26_000_014),
    )  # fmt: skip
    return Register(house, at, date(at.year, 1, 1), on, rows, _ANCHOR)


def slip(house: HouseFacts, code: str, number: str) -> CustomerSlip:
    """Make the message on paper about everything that waits for a person."""
    body = (
        "Bonjour Claire Dupont,\n\nCeci vous attend : 3 choses.\n– Lettre recommandée, avant le 8 décembre\n"
        "– Colis, avant le 30 novembre\n– Veste grise\n\nVenez avant le 30 novembre. "
        "Nous sommes ouverts du lundi au vendredi de 8 h 30 à 19 h.\n\nConciergerie Darwin"
    )
    subject = "Conciergerie Darwin : quelque chose vous attend"
    return CustomerSlip(house, "Claire Dupont", "Ateliers Darwin · bât. C", subject, body, number, code)
