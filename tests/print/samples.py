"""Papers with plausible words on them, and what the two readers and the text layer make of a PDF."""

import math
import re
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps
from pyzbar import pyzbar

from concierge_desk import codes
from concierge_desk.models import (
    Facts,
    Holder,
    IncidentKind,
    LegalForm,
    Notify,
    Outcome,
    Paper,
    Role,
    Settled,
    Signed,
    Status,
    VisitState,
    Words,
)
from concierge_desk.money import Money
from concierge_desk.print import documents, papers, raster
from concierge_desk.print.documents.badges import Badges, Person
from concierge_desk.print.documents.bag_label import BagLabel
from concierge_desk.print.documents.counter_state import CounterState
from concierge_desk.print.documents.facts import Detail, HouseFacts, PieceFacts
from concierge_desk.print.documents.handback_slip import HandbackSlip
from concierge_desk.print.documents.in_care import Kept, OpenIncident
from concierge_desk.print.documents.labels import Labels
from concierge_desk.print.documents.mail_notice import MailNotice
from concierge_desk.print.documents.pigeonhole_labels import Pigeonhole, PigeonholeLabels
from concierge_desk.print.documents.printer_test import PrinterTest
from concierge_desk.print.documents.rekey_sheet import RekeySheet
from concierge_desk.print.documents.scanner_sheet import ScannerSheet
from concierge_desk.print.documents.shelf_labels import ShelfFacts, ShelfLabels
from concierge_desk.print.documents.shop_copy import ShopCopy
from concierge_desk.print.documents.ticket import Ticket
from concierge_desk.print.documents.visit_books import Line, Manifest, ProviderFacts, Unknown
from concierge_desk.print.papers import DOTS_PER_INCH, FITTING, MEDIA, ROLES, USUAL, Sheet
from concierge_desk.print.papers import Role as PrinterRole
from concierge_desk.texts import Texts
from tests.print import mail_samples, record_samples

AT = datetime(2026, 11, 23, 11, 41, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
STAIN: Words = {"fr": "Tache", "en": "Stain"}
CLEANING: Words = {"fr": "Pressing", "en": "Dry cleaning"}
SHIRT: Words = {"fr": "Chemise", "en": "Shirt"}
SUIT: Words = {"fr": "Costume 2 p.", "en": "Suit, 2 parts"}
SCREEN: Words = {"fr": "Écran", "en": "Screen"}
WEEK: Facts = {str(day): [["08:30", "12:00"], ["14:00", "19:00"]] for day in range(5)} | {
    "5": [["10:00", "12:30"]]
}
HOUSE = HouseFacts(
    "Conciergerie Darwin",
    "87 quai des Queyries, Bordeaux",
    "05 56 00 00 00",
    "Gardé 12 mois.",
    "Centre de médiation de Bordeaux, mediation.example",
    WEEK,
)
WAVE = [[[0.1 + 0.8 * step / 30, 0.5 + 0.3 * math.sin(step / 3)] for step in range(31)]]


def piece(number: int, article: Words = SHIRT, **said: Any) -> PieceFacts:  # noqa: ANN401  # fields of a piece
    """Describe one piece."""
    serial = 481_200 + number
    known: dict[str, Any] = {
        "owner": "Claire Dupont",
        "price": Money(450),
        "provider": "Pressing des Chartrons",
        "promised_at": THURSDAY,
    }
    tag = f"{serial // 10_000:04d} {serial % 10_000:04d}"
    code = codes.write(codes.CodeKind.ITEM, serial)
    return PieceFacts(code, tag, article, CLEANING, **(known | said))


PIECES = (
    piece(1, label="Chemise blanche"),
    piece(2, label="Chemise bleue", conditions=(STAIN,)),
    piece(3, SUIT, price=Money(1600), part=1, parts=2),
    piece(4, SUIT, price=Money(0), part=2, parts=2),
    piece(
        5,
        SCREEN,
        price=None,
        ceiling=Money(8000),
        details=(
            Detail({"fr": "Modèle", "en": "Model"}, "Fairphone 4"),
            Detail({"fr": "Code laissé", "en": "Code left"}, False),
        ),
    ),
)
_NUMBER = "26-004812"
_CODE = codes.write(codes.CodeKind.TICKET, 26_004_812)
TICKET = Ticket(HOUSE, _NUMBER, _CODE, AT, "Aminata", "Claire Dupont", Notify.SMS, PIECES, "48213-a1b2c3d4e5")
SHOP_COPY = ShopCopy(
    HOUSE, _NUMBER, _CODE, AT, "Aminata", "Claire Dupont", "Ateliers Darwin", "bât. C", "06 12 34 56 78",
    "Plier les chemises", "Passe jeudi", PIECES,
)  # fmt: skip
LABELS = Labels(_NUMBER, tuple(enumerate(PIECES, 1)), len(PIECES))
SLIP = HandbackSlip(
    HOUSE, AT, "Aminata", "Claire Dupont", "Paul Dupont", True, WAVE, Settled.PROVIDER, PIECES[:4], 2
)  # fmt: skip
_PROVIDER = ProviderFacts(
    "Pressing des Chartrons", "pressing", LegalForm.SCOP, "73282932000074", "12 rue Notre-Dame, Bordeaux",
    "05 56 11 22 33", is_ess=True,
)  # fmt: skip


def manifest(leaving: int = 4, coming: int = 3, /, **said: Any) -> Manifest:  # noqa: ANN401  # fields of a manifest
    """Describe a closed visit with so many pieces each way."""
    known: dict[str, Any] = {
        "house": HOUSE,
        "provider": _PROVIDER,
        "number": "26-P-0311",
        "code": codes.write(codes.CodeKind.VISIT, 26_000_311),
        "state": VisitState.CLOSED,
        "planned_at": AT,
        "closed_at": AT,
        "staff": "Aminata",
        "driver": "Yann Le Goff",
        "signature": WAVE,
        "out": tuple(
            Line(piece(number, conditions=(STAIN,)), Outcome.GONE, number=ticket_of(number))
            for number in range(1, leaving + 1)
        ),
        "back": tuple(
            Line(piece(number), Outcome.RETURNED, "propre", ticket_of(number))
            for number in range(1, coming + 1)
        ),
        "signed": Signed.SCREEN,
        "concierge_signature": WAVE,
    }
    return Manifest(**(known | said))


def ticket_of(number: int) -> str:
    """Tell the ticket of a piece: three pieces make a request."""
    return f"26-{4_800 + number // 3:06d}"


def full_manifest(**said: Any) -> Manifest:  # noqa: ANN401  # fields of a manifest
    """Describe a closed visit in which everything happened that can."""
    dress: Words = {"fr": "Robe", "en": "Dress"}
    out = (
        *manifest().out,
        Line(piece(5, dress), Outcome.GONE, number=ticket_of(5)),
        Line(piece(6, dress), Outcome.LEFT, "le client veut réfléchir", ticket_of(6)),
        Line(piece(7), Outcome.MISSING, number=ticket_of(7)),
    )
    back = (
        Line(piece(21), Outcome.RETURNED, number=ticket_of(21)),
        Line(piece(22), Outcome.RETURNED, number=ticket_of(22)),
        Line(piece(23, dress), Outcome.REDO, "pli au col", ticket_of(23)),
        Line(piece(24), Outcome.DAMAGED, "bouton cassé", ticket_of(24)),
        Line(piece(25), Outcome.UNEXPECTED, number=ticket_of(25)),
        Line(piece(26, SUIT), Outcome.ON_QUOTE, "doublure", ticket_of(26), amount=Money(4_500)),
        Line(piece(27, SUIT), Outcome.QUOTED, "fermeture", ticket_of(27), amount=Money(3_250)),
        Line(piece(28), Outcome.MISSING, number=ticket_of(28), since=AT - timedelta(days=11)),
        Line(piece(29, dress), Outcome.MISSING, number=ticket_of(29), since=AT - timedelta(days=4)),
    )
    known: dict[str, Any] = {
        "out": out,
        "back": back,
        "awaited": 6,
        "strangers": (Unknown("0077 1234", "veste grise, étiquette verte", "B4"),),
        "replaces": "26-P-0309",
        "counted_by": ("Samir",),
    }
    return manifest(**(known | said))


NOTICE = MailNotice(HOUSE, _NUMBER, _CODE, AT, "Claire Dupont", "Ateliers Darwin · bât. C", PIECES[:2])
BAG = BagLabel(_NUMBER, _CODE, "Claire Dupont", len(PIECES), (CLEANING,), THURSDAY)
SHELVES = ShelfLabels(
    tuple(
        ShelfFacts(name, codes.write(codes.CodeKind.SHELF, place))
        for place, name in enumerate(("A1", "B4", "Penderie du fond"), 1)
    )
)
PIGEONHOLES = PigeonholeLabels(
    tuple(
        Pigeonhole(*said, codes.write(codes.CodeKind.CUSTOMER, number))
        for number, said in enumerate(
            (
                ("Claire Dupont", "Ateliers Darwin", "bât. C · bureau 214"),
                ("Ateliers Darwin", "", ""),
                ("Anne-Sophie Lefèvre de la Rochefoucauld", "Société coopérative Les Deux Rives", "3e étage"),
            ),
            1,
        )
    )
)
BADGES = Badges(
    "Conciergerie Darwin",
    tuple(
        Person(name, role, codes.write(codes.CodeKind.BADGE, place))
        for place, (name, role) in enumerate((("Aminata", Role.SUPERVISOR), ("Samir", Role.CONCIERGE)), 1)
    ),
)


def kept(number: int, **said: Any) -> Kept:  # noqa: ANN401  # fields of an item in our care
    """Describe one item in our care."""
    known: dict[str, Any] = {
        "owner": "Claire Dupont",
        "article": SHIRT,
        "label": "",
        "part": 1,
        "parts": 1,
        "tag": f"{number // 10_000:04d} {number % 10_000:04d}",
        "number": _NUMBER,
        "status": Status.READY,
        "rework": False,
        "holder": Holder.DESK,
        "place": "A1",
        "shelf_order": 1,
        "since": AT,
        "promised_at": THURSDAY,
        "phone": "06 12 34 56 78",
        "price": Money(450),
    }
    return Kept(**(known | said))


def with_provider(number: int, **said: Any) -> Kept:  # noqa: ANN401  # fields of an item in our care
    """Describe one item that a provider has."""
    away = {"holder": Holder.PROVIDER, "status": Status.WITH_PROVIDER, "place": "Pressing des Chartrons"}
    return kept(number, **(away | said))


KEPT = (
    kept(481_201),
    kept(481_202, place="B4", shelf_order=2, owner="Mohamed Traoré", status=Status.BACK),
    kept(
        481_203, place="", shelf_order=1_000_000, status=Status.HANDED_IN, promised_at=AT - timedelta(days=2)
    ),
    with_provider(481_204),
    with_provider(481_205, promised_at=AT),
    kept(481_206, place="B4", shelf_order=2, status=Status.HANDED_IN, promised_at=None, is_mail=True),
)
STATE = CounterState(
    HOUSE, AT, "48213-a1b2c3d4e5", KEPT,
    (OpenIncident(IncidentKind.MISSING, KEPT[3], "Pressing des Chartrons", AT, "Aminata", "pas dans le sac"),),
)  # fmt: skip
UNCLAIMED = record_samples.unclaimed(HOUSE, AT, PIECES[1], _NUMBER)
ROLL_CALL = record_samples.roll_call(HOUSE, AT, PIECES)
OWN = ("label40x20", "label60x40", "label100x100")
CONTENTS: dict[Paper, Any] = {
    Paper.MAIL_NOTICE: NOTICE,
    Paper.BAG_LABEL: BAG,
    Paper.SHELF_LABELS: SHELVES,
    Paper.BADGES: BADGES,
    Paper.PIGEONHOLE_LABELS: PIGEONHOLES,
    Paper.COUNTER_STATE: STATE,
    Paper.REKEY_SHEET: RekeySheet(HOUSE),
    Paper.SCANNER_SHEET: ScannerSheet(HOUSE, AT),
    Paper.ROLL_CALL: ROLL_CALL,
    Paper.PRINTER_TEST: PrinterTest("Conciergerie Darwin", PrinterRole.TICKET, "tcp://192.0.2.7:9100", AT),
    Paper.TICKET: TICKET,
    Paper.SHOP_COPY: SHOP_COPY,
    Paper.LABELS: LABELS,
    Paper.MANIFEST: full_manifest(),
    Paper.HANDBACK_SLIP: SLIP,
    Paper.UNCLAIMED_FILE: UNCLAIMED,
    Paper.CARRIER_SHEET: mail_samples.delivery(HOUSE, AT, WAVE),
    Paper.DEPOSIT_SLIP: mail_samples.deposit(HOUSE, AT, WAVE),
    Paper.RETURN_SHEET: mail_samples.returns(HOUSE, AT),
    Paper.DELIVERY_PROOF: mail_samples.proof(HOUSE, AT, WAVE),
    Paper.MAIL_LOG: mail_samples.log(HOUSE, AT),
    Paper.REGISTER: mail_samples.register(HOUSE, AT),
    Paper.CUSTOMER_SLIP: mail_samples.slip(HOUSE, _CODE, _NUMBER),
}


_NOT_TYPED = frozenset(
    {"code", "number", "anchor", "opening", "replaces", "replaced_by", "corrects", "corrected_by"}
)


def named(content: Any, name: str) -> Any:  # noqa: ANN401  # one of the contents above, or a part of one
    """Put a name wherever words that somebody typed stand on a paper."""
    if isinstance(content, str):
        return name
    if isinstance(content, tuple):
        return tuple(named(each, name) for each in content)
    if isinstance(content, dict):
        return dict.fromkeys(content, name)
    if not is_dataclass(content) or isinstance(content, type):
        return content
    typed = {each.name for each in fields(content)} - _NOT_TYPED
    return replace(content, **{field: named(getattr(content, field), name) for field in typed})


def usual(paper: Paper) -> Sheet:
    """Tell the sheet that a kind of paper usually has."""
    return MEDIA[USUAL[ROLES[paper]]][1]


def sheets_for(paper: Paper) -> list[str]:
    """List the papers that a kind of paper is laid out for, by their keys: also on the printer of another role."""
    role = ROLES[paper]
    if paper is Paper.PRINTER_TEST:
        return [*MEDIA, *OWN]
    others = {PrinterRole.LABEL: (*OWN, "a4", "roll58"), PrinterRole.MANIFEST: ("roll80", "roll58")}
    others[PrinterRole.OTHER] = others[PrinterRole.MANIFEST]
    return [*FITTING[role], *others.get(role, ())]


def sheet(key: str, dots_per_mm: int = 8) -> Sheet:
    """Find a paper by its key, in a printer of so many dots per millimetre."""
    found = MEDIA[key][1] if key in MEDIA else papers.named(key, PrinterRole.LABEL)
    return replace(found, dots_per_mm=dots_per_mm)


@lru_cache(maxsize=512)
def laid_out(paper: Paper, key: str, language: str = "fr", dots_per_mm: int = 8) -> bytes:
    """Make the PDF of a sample once for all tests that look at it."""
    return documents.build(paper, CONTENTS[paper], Texts(language), sheet(key, dots_per_mm))


def built(paper: Paper, language: str = "fr", content: Any = None, on: Sheet | None = None) -> bytes:  # noqa: ANN401  # one of the contents
    """Make a paper's PDF, on its usual sheet if no other is given."""
    said = CONTENTS[paper] if content is None else content
    return documents.build(paper, said, Texts(language), on or usual(paper))


@dataclass(frozen=True)
class Read:
    """One code that a reader found."""

    kind: str
    digits: str


def read_by_both(pdf: bytes, dpi: float = DOTS_PER_INCH) -> list[tuple[set[Read], set[Read]]]:
    """Read each page, as the dots of a thermal head, by zxing and by zbar."""
    return [(_by_zxing(image), _by_zbar(image)) for image in dots(pdf, dpi)]


def dots(pdf: bytes, dpi: float = DOTS_PER_INCH) -> list[Image.Image]:
    """Turn each page into the dots of a thermal head, nothing but black and white."""
    return [
        ImageOps.invert(Image.frombytes("1", (page.width, page.height), page.dots()).convert("L"))
        for page in raster.pages(pdf, dpi=dpi)
    ]


def text(pdf: bytes) -> list[str]:
    """Take the words of each page out of the PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for number in range(len(document)):
            page = document[number]
            layer = page.get_textpage()
            found.append(re.sub(r"\s+", " ", layer.get_text_range()))
            layer.close()
            page.close()
        return found
    finally:
        document.close()


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Measure each page in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        points = [document.get_page_size(number) for number in range(len(document))]
        return [(round(width / 72 * 25.4, 2), round(height / 72 * 25.4, 2)) for width, height in points]
    finally:
        document.close()


def _by_zxing(image: Image.Image) -> set[Read]:
    return {Read(_kind(str(found.format)), found.text) for found in zxingcpp.read_barcodes(image)}


def _by_zbar(image: Image.Image) -> set[Read]:
    return {Read(_kind(found.type), found.data.decode()) for found in pyzbar.decode(image)}


def _kind(name: str) -> str:
    return "qr" if "QR" in name.upper() else "128" if "128" in name else name
