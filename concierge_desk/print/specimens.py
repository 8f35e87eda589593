"""A paper of each role about plainly invented people, to be looked at before anything is printed."""

from datetime import date, time, timedelta

from concierge_desk import codes, moments
from concierge_desk.models import Holder, LegalForm, Notify, Outcome, Paper, Status, VisitState, Words
from concierge_desk.money import Money
from concierge_desk.print.documents.counter_state import CounterState
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.documents.in_care import Kept
from concierge_desk.print.documents.labels import Labels
from concierge_desk.print.documents.ticket import Ticket
from concierge_desk.print.documents.visit_books import Line, Manifest, ProviderFacts
from concierge_desk.print.papers import Role

_AT = moments.moment(date(2026, 3, 2), time(9, 30))
_BACK_AT = moments.moment(date(2026, 3, 5), time(17, 0))
_CLEANING: Words = {"fr": "Pressing", "en": "Dry cleaning"}
_SHOES: Words = {"fr": "Cordonnerie", "en": "Shoe repair"}
_STAIN: Words = {"fr": "Tache", "en": "Stain"}
_ARTICLES: tuple[tuple[Words, Words, int], ...] = (
    ({"fr": "Chemise", "en": "Shirt"}, _CLEANING, 450),
    ({"fr": "Robe", "en": "Dress"}, _CLEANING, 1200),
    ({"fr": "Bottines", "en": "Ankle boots"}, _SHOES, 1800),
)
_PERSON = "Camille Exemple"
_PROVIDER = "Pressing Exemple"
_SHELVES = ("A1", "B4")
_SERIAL, _NUMBER = 26_000_001, "26-000001"
# A page is full enough to be judged, and still only one.
_LINES = 9


def of(role: Role) -> tuple[Paper, object]:
    """Give the paper that a role prints most, and what it says."""
    return {
        Role.TICKET: (Paper.TICKET, _TICKET),
        Role.LABEL: (Paper.LABELS, _LABELS),
        Role.MANIFEST: (Paper.MANIFEST, _MANIFEST),
        Role.OTHER: (Paper.COUNTER_STATE, _STATE),
    }[role]


def _piece(number: int) -> PieceFacts:
    article, service, cents = _ARTICLES[number % len(_ARTICLES)]
    serial = 10_001 + number
    return PieceFacts(
        codes.write(codes.CodeKind.ITEM, serial),
        f"{serial // 10_000:04d} {serial % 10_000:04d}",
        article,
        service,
        owner=_PERSON,
        price=Money(cents),
        conditions=(_STAIN,) if number == 1 else (),
        provider=_PROVIDER,
        promised_at=_BACK_AT,
    )


def _kept(number: int) -> Kept:
    piece = _piece(number)
    away = number % 2 == 1
    shelf = _SHELVES[number // 2 % len(_SHELVES)]
    return Kept(
        owner=_PERSON,
        article=piece.article,
        label="",
        part=1,
        parts=1,
        tag=piece.tag,
        number=_NUMBER,
        status=Status.WITH_PROVIDER if away else Status.READY,
        rework=False,
        holder=Holder.PROVIDER if away else Holder.DESK,
        place=_PROVIDER if away else shelf,
        shelf_order=_SHELVES.index(shelf),
        since=_AT,
        promised_at=_BACK_AT,
        phone="01 99 00 00 01",
        price=piece.price,
    )


_HOUSE = HouseFacts("Conciergerie Exemple", "1 rue de l’Exemple, 00000 Exemple", "01 99 00 00 00")
_PIECES = tuple(_piece(number) for number in range(len(_ARTICLES)))
_TICKET = Ticket(
    house=_HOUSE,
    number=_NUMBER,
    code=codes.write(codes.CodeKind.TICKET, _SERIAL),
    at=_AT,
    staff="Dominique",
    customer=_PERSON,
    notify=Notify.SMS,
    pieces=_PIECES,
    anchor="",
)
_LABELS = Labels(_NUMBER, tuple(enumerate(_PIECES, 1)), len(_PIECES))
_MANIFEST = Manifest(
    house=_HOUSE,
    provider=ProviderFacts(_PROVIDER, legal_form=LegalForm.SCOP, is_ess=True),
    number="26-P-0001",
    code=codes.write(codes.CodeKind.VISIT, 26_000_001),
    state=VisitState.CLOSED,
    planned_at=_AT,
    closed_at=_AT + timedelta(minutes=10),
    staff="Dominique",
    driver="Alex Exemple",
    signature=[],
    out=tuple(Line(_piece(number), Outcome.GONE, number=_NUMBER) for number in range(_LINES)),
    back=tuple(
        Line(_piece(number), Outcome.RETURNED, number=_NUMBER) for number in range(_LINES, _LINES + 4)
    ),
)
_STATE = CounterState(
    house=_HOUSE,
    at=_AT,
    anchor="",
    kept=tuple(_kept(number) for number in range(_LINES)),
    incidents=(),
)
