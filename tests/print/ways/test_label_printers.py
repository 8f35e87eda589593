"""A label printer on loopback: it is asked before and after, and waited for while its labels become fewer."""

import pytest

from concierge_desk.errors import PaperNotSent
from concierge_desk.print import raster
from concierge_desk.print.ways import troubles, zpl_status
from concierge_desk.print.ways.conditions import Condition
from concierge_desk.print.ways.heads import Zpl
from concierge_desk.print.ways.way import Health, Sent
from concierge_desk.settings import PrinterSetup
from tests.print.ways import dotted, peers, reading
from tests.print.ways.peers import Peer, ZplTongue


def answer(*, left: int = 0, formats: int = 0, **flags: int) -> bytes:
    """Say what a Zebra says to ~HS; the flags by the letters of its guide."""
    has = dict.fromkeys("bcfghjklopq", 0) | flags
    named = ",".join(str(has[letter]) for letter in "fgh")
    first = f"030,{has['b']},{has['c']},0256,{formats:03d},{named},000,{has['j']},{has['k']},{has['l']}"
    second = f"001,0,{has['o']},{has['p']},{has['q']},2,4,0,{left:08d},1,000"
    return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()


def well(_labels: int, left: int) -> bytes:
    """Answer as a printer that works through its labels."""
    return answer(left=left)


def printer(address: str, *, patience: float = 0.6) -> Zpl:
    """Set a label printer, with the patience of a test."""
    return Zpl(PrinterSetup(way="zpl", address=address), connect=1, answer=0.25, patience=patience)


def refused(address: str) -> PaperNotSent:
    """Send three labels that cannot go out well, and give what is told."""
    with pytest.raises(PaperNotSent) as told:
        printer(address).send(dotted.labels())
    return told.value


def labels_of(stream: bytes) -> list[reading.Rows]:
    """Read the labels of a connection, without the questions."""
    return reading.zpl(stream.replace(b"~HS", b""))


def test_labels_are_confirmed_when_none_is_left() -> None:
    """Each label arrives once and whole, and the printer is asked until it has printed the last."""
    paper = dotted.labels()
    with Peer(tongue := ZplTongue(well)) as peer:
        assert printer(peer.address).send(paper) == Sent(peer.address, confirmed=True)
    pages = raster.pages(paper.pdf, dpi=paper.sheet.dpi)
    assert labels_of(bytes(peer.streams[0])) == [reading.seen(page) for page in pages]
    assert (tongue.papers, len(peer.streams)) == (3, 1)


def test_labels_that_become_fewer_are_waited_for() -> None:
    """Eight labels, one a quarter of a second, take longer than the patience."""
    with Peer(tongue := ZplTongue(well)) as peer:
        assert printer(peer.address).send(dotted.labels(8)).confirmed
    assert tongue.papers == 8


@pytest.mark.parametrize("said", [b"", b"\x02hello\x03\x02x,y\x03\x021\x03", b"\x12\x12\x12", answer()[:40]])
def test_a_printer_that_never_answers_sensibly_is_sent_to_and_not_confirmed(said: bytes) -> None:
    """The labels go out once, and nobody says that they are printed."""
    with Peer(tongue := ZplTongue(lambda _labels, _left: said)) as peer:
        assert printer(peer.address).look() is Health.UNKNOWN
        assert printer(peer.address).send(dotted.labels()) == Sent(peer.address, confirmed=False)
    assert tongue.papers == 3


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        (answer(b=1), troubles.PaperOut, troubles.PaperOutMidway),
        (answer(b=1, c=1), troubles.PaperOut, troubles.PaperOutMidway),
        (answer(o=1, c=1), troubles.CoverOpen, troubles.PaperOutMidway),
        (answer(c=1), troubles.PrinterPaused, troubles.PrinterStalled),
        (answer(p=1), troubles.PrinterPaused, troubles.PrinterStalled),
        (answer(l=1), troubles.PrinterPaused, troubles.PrinterStalled),
    ],
)
def test_what_a_printer_says_is_told(
    said: bytes, before: type[PaperNotSent], after: type[PaperNotSent]
) -> None:
    """Before the labels nothing is sent; after them nobody knows how many are printed."""
    with Peer(tongue := ZplTongue(lambda _labels, _left: said)) as peer:
        trouble = refused(peer.address)
    assert (type(trouble), trouble.may_be_out, tongue.papers) == (before, False, 0)
    with Peer(tongue := ZplTongue(lambda labels, left: said if labels else answer(left=left))) as peer:
        trouble = refused(peer.address)
    assert (type(trouble), trouble.may_be_out, tongue.papers) == (after, True, 3)
    assert len(peer.streams) == 1


def test_labels_that_do_not_become_fewer_are_in_doubt() -> None:
    """It answers that some are left, and goes on answering so."""
    for said in (answer(left=2), answer(formats=1), answer(h=1)):
        state = lambda labels, _left, said=said: said if labels else answer()  # noqa: E731  # said where it is used
        with Peer(tongue := ZplTongue(state)) as peer:
            trouble = refused(peer.address)
        assert (type(trouble), trouble.may_be_out, tongue.papers) == (troubles.PrinterStalled, True, 3)


def test_a_printer_that_falls_silent_leaves_its_labels_in_doubt() -> None:
    """It answered before them, and not after."""
    with Peer(tongue := ZplTongue(lambda labels, _left: b"" if labels else answer())) as peer:
        assert type(refused(peer.address)) is troubles.PrinterSilent
    assert tongue.papers == 3


def test_a_line_that_breaks_leaves_the_labels_in_doubt() -> None:
    """Two hundred labels, and the line is reset in their middle."""
    breaking = Peer(ZplTongue(well), after=20_000, then=peers.RESET, buffer=4096)
    with breaking as peer, pytest.raises(troubles.PrinterBroke):
        printer(peer.address).send(dotted.labels(200))
    assert len(peer.streams) == 1


def test_an_answer_is_read_by_its_places() -> None:
    """A whole answer, with what came before it, by the guide's own order of flags."""
    assert zpl_status.read(b"noise" + answer()) == Condition()
    assert zpl_status.read(answer(left=12, formats=2)) == Condition(left=14)
    assert zpl_status.read(answer(k=1, q=1)) == Condition()
    assert zpl_status.read(answer()[:-4]) is None
