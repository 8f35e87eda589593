"""Whatever somebody types: it comes out as words on one ticket and one label for each piece, and commands nothing."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, House, Item, PrintState, Request
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import customers, deeds, handbacks, handins, printing
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.ui.main_window import MainWindow
from tests.make import IDS
from tests.print import samples
from tests.print.ways import reading
from tests.print.ways.peers import EscPosTongue, Peer, ZplTongue
from tests.print.ways.test_label_printers import well
from tests.stories import printers
from tests.stories.printers import Impatient, Socket

CONTROLS = "".join(map(chr, [*range(32), 127, *range(0x80, 0xA0)]))
ESCPOS = "\x1b@\x1bp\x00\x19\xfa\x1dV\x00\x1dVA\x10\x10\x14\x01\x00\x01\x1d(L\x06\x00"
ZPL = "^XA^FO50,50^A0N,50,50^FDEvil^FS^PQ99^XZ~JA~HS^FX,:!^GFA,8,8,1,"
MARKUP = '<a href="https://evil.example">x</a><img src="/etc/passwd"/><b>B</b>&lt;&#27;<para><br/>'
TURNED = "\u202e00,1 €\u202c\u2066\u2067\u200f"
HOSTILE = f"Ève <b>B</b> {ESCPOS}{ZPL}{MARKUP}{TURNED}{CONTROLS}"
LONG = f"Ève <b>B</b> {MARKUP}{TURNED}" + (ESCPOS + ZPL + MARKUP + TURNED + CONTROLS + "zut ") * 100
PIECES = 3


def test_what_is_long_is_long() -> None:
    """The test itself must be worth something."""
    assert len(LONG.encode()) > 20_000


def _receive(desk: Desk, text: str) -> Request:
    """Take three shirts in for somebody who types such things, as far as the desk takes them."""
    at = desk.clock.now()
    customer = desk.do(
        customers.register, name=text[:70], company=text[:100], place=text[:100], note=text[:400], at=at
    )
    return desk.do(
        handins.receive,
        customer_id=customer.id,
        pieces=[handins.Piece(IDS.shirt, label=text[:100], details={"memo": text}) for _ in range(PIECES)],
        note=text[:400],
        at=at,
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )


def _put(session: Session, request_id: int, text: str) -> None:
    """Put such texts where the desk would not take them, as another program might."""
    request = session.get_one(Request, request_id)
    customer = session.get_one(Customer, request.customer_id)
    house = session.get_one(House, THE_HOUSE)
    request.note = customer.name = customer.company = customer.place = customer.note = customer.phone = text
    house.name = house.terms = house.address = house.phone = house.mediator = text
    for item in session.query(Item).filter(Item.request_id == request_id):
        item.label = text


@pytest.mark.parametrize("text", [HOSTILE, LONG], ids=["hostile", "20 kB of it"])
def test_hostile_text_prints_as_words(
    ways: Impatient, window: MainWindow, place: Socket, qtbot: QtBot, text: str
) -> None:
    """One cut for each paper, no drawer, nothing but pictures; one label for each piece; no link; codes are read."""
    desk = window.desk
    request = _receive(desk, text)
    desk.do(_put, request_id=request.id, text=text)
    with Socket() as beside:
        place.plug(Peer(tongue := EscPosTongue(), port=place.port))
        beside.plug(Peer(labels := ZplTongue(well), port=beside.port))
        to_labels = PrinterSetup("zpl", beside.setup.address)
        window.change_settings(Settings(ticket=place.setup, label=to_labels))
        window.outbox.start()
        qtbot.waitUntil(lambda: window.outbox.state().waiting == 0, timeout=30_000)
        of_labels = beside.streams
    assert {job.state for job in desk.ask(printing.recent, limit=9)} == {PrintState.CONFIRMED}
    assert (tongue.papers, tongue.drawers, labels.papers) == (2, 0, PIECES)
    _are_whole_receipts(place.streams, request.code)
    rows = desk.ask(handbacks.everything_for, customer_id=request.customer_id).rows
    _are_whole_labels(of_labels, {row.code for row in rows})
    for each in ways.went:
        _holds_nothing_but_words(each.pdf)


def _are_whole_receipts(streams: list[bytes], code: str) -> None:
    """Read strictly: anything but a picture and the cut would be an error."""
    papers = printers.papers(streams)
    assert len(papers) == 2
    assert printers.pieces(streams) == []
    assert all(set(printers.codes_on(rows)) == {code} for rows in papers)


def _are_whole_labels(streams: list[bytes], codes: set[str]) -> None:
    """Read strictly: every label is one picture, and has the code of its piece."""
    found = [label for stream in streams for label in reading.zpl(stream.replace(b"~HS", b""))]
    assert len(found) == PIECES
    read = [{each.text for each in zxingcpp.read_barcodes(_image(label))} for label in found]
    assert all(len(each) == 1 for each in read)
    assert set().union(*read) == codes


def _image(rows: reading.Rows) -> Image.Image:
    grey = "".join(rows).translate({ord("#"): "\0", ord("."): "\xff"}).encode("latin-1")
    return Image.frombytes("L", (len(rows[0]), len(rows)), grey)


def _holds_nothing_but_words(pdf: bytes) -> None:
    """No link, no picture, no action came of it; what was typed stands there as it was typed."""
    for made in (
        b"/URI",
        b"/Annot",
        b"/XObject <<",
        b"/Subtype /Image",
        b"/JavaScript",
        b"/Launch",
        b"/Names",
    ):
        assert made not in pdf
    words = " ".join(samples.text(pdf))
    assert "<b>B</b>" in words
    assert not set(words) & {chr(each) for each in range(0x202A, 0x202F)}


def test_nothing_of_it_is_a_name_of_a_file(
    ways: Impatient, window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    """Papers in the folder are named by the program, never by a person."""
    request = _receive(desk, f"../../{HOSTILE}")
    desk.do(_put, request_id=request.id, text=f"../../{LONG}")
    window.outbox.start()
    qtbot.waitUntil(lambda: window.outbox.state().waiting == 0, timeout=30_000)
    folder = window.outbox.state().folder
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["000001-ticket.pdf", "000002-shop-copy.pdf", "000003-labels.pdf"]
