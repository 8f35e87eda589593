"""A receipt printer on loopback with every manner that printers have: what it got, and what is told about it."""

import select
import socket
import threading
import time
from dataclasses import replace
from functools import partial

import pytest

from concierge_desk.errors import PaperNotSent
from concierge_desk.print import raster
from concierge_desk.print.ways import escpos, troubles, wires
from concierge_desk.print.ways.heads import EscPos, NoDrawer
from concierge_desk.print.ways.way import Health, Sent, Way
from concierge_desk.settings import PrinterSetup
from tests.print.ways import dotted, peers, reading
from tests.print.ways.peers import EscPosTongue, Mute, Peer

PATIENCE = 0.5
SMALL = 4096
"""A printer's buffer, as small as the system makes one."""


def printer(address: str, *, patience: float = PATIENCE, drawer: bool = False, cut: bool = True) -> EscPos:
    """Set a receipt printer, with the patience of a test."""
    setup = PrinterSetup(way="escpos", address=address, drawer=drawer, cut=cut)
    return EscPos(setup, connect=1, answer=0.25, patience=patience)


def refused(way: Way, long: bool = False) -> PaperNotSent:  # noqa: FBT001, FBT002  # reads as it is said
    """Send a paper that cannot go out well, and give what is told."""
    with pytest.raises(PaperNotSent) as told:
        way.send(dotted.long_ticket() if long else dotted.ticket())
    return told.value


def test_a_printer_that_answers_confirms_a_paper_that_it_got_once_and_whole() -> None:
    """Nothing but the dots of the PDF arrives, and what was asked stands around it."""
    tongue, paper = EscPosTongue(), dotted.ticket()
    with Peer(tongue) as peer:
        assert printer(peer.address).send(paper) == Sent(peer.address, confirmed=True)
    assert (tongue.papers, tongue.drawers, len(peer.streams)) == (1, 0, 1)
    commands = reading.escpos(bytes(peer.streams[0]))
    asked = [each.name for each in commands if each.name != "picture"]
    assert asked == ["ask", "ask", "ask", "tell", "start", "cut", "tell", "ask", "ask", "ask"]
    page = raster.pages(paper.pdf, dpi=paper.sheet.dpi)[0]
    assert reading.printed(commands, 576) == reading.without_end(reading.seen(page, left=32, width=576))


def test_a_slow_printer_is_waited_for() -> None:
    """It takes longer than the patience, but never stops: it is confirmed."""
    tongue, begun = EscPosTongue(), time.monotonic()
    with Peer(tongue, at_most=6000, pause=0.03, buffer=SMALL) as peer:
        assert printer(peer.address).send(dotted.long_ticket()).confirmed
        assert time.monotonic() - begun > PATIENCE
    assert tongue.papers == 1


@pytest.mark.parametrize(
    "nonsense", [b"", b"\xff\x00hello", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x12\x12"]
)
def test_a_printer_that_never_answers_sensibly_is_sent_to_and_not_confirmed(nonsense: bytes) -> None:
    """Many cheap printers are mute: the paper goes out once, and nobody says that it is printed."""
    with Peer(tongue := Mute(nonsense)) as peer:
        assert printer(peer.address).send(dotted.ticket()) == Sent(peer.address, confirmed=False)
    assert (tongue.papers, len(peer.streams)) == (1, 1)


def test_a_mute_printer_is_asked_nothing_that_it_might_print() -> None:
    """GS r may be printed as letters by a printer that does not know it: only one that talks is asked."""
    with Peer(Mute()) as peer:
        printer(peer.address).send(dotted.ticket())
    assert "tell" not in [each.name for each in reading.escpos(bytes(peer.streams[0]))]


def test_a_printer_that_answers_only_at_once_is_not_confirmed() -> None:
    """Without an answer in its order, nobody knows whether all of it is printed."""
    tongue = EscPosTongue(ordered=lambda _papers: b"")
    with Peer(tongue) as peer:
        assert printer(peer.address).send(dotted.ticket()) == Sent(peer.address, confirmed=False)
    assert tongue.papers == 1


def test_automatic_reports_are_not_answers() -> None:
    """A printer that reports by itself, four bytes at a time, is understood all the same."""
    tongue = EscPosTongue(before=b"\x10\x00\x0c\x00")
    with Peer(tongue) as peer:
        assert printer(peer.address).send(dotted.ticket()).confirmed
    assert tongue.papers == 1


def test_a_small_paper_that_nobody_reads_is_not_confirmed() -> None:
    """The other side's system took it: more is not known, and more is not said."""
    with Peer(Mute(), after=0, then=peers.STALL) as peer:
        assert printer(peer.address).send(dotted.ticket()) == Sent(peer.address, confirmed=False)


def test_a_printer_that_answers_and_then_takes_nothing_more_leaves_the_paper_in_doubt() -> None:
    """A small paper lies in the buffers between: it was well before, and says nothing after."""
    with Peer(tongue := EscPosTongue(), after=len(b"\x10\x04n" * 3 + b"\x1dr\x01"), then=peers.STALL) as peer:
        trouble = refused(printer(peer.address))
    assert (type(trouble), trouble.may_be_out, tongue.papers) == (troubles.PrinterSilent, True, 0)


@pytest.mark.parametrize(
    ("after", "then", "told"),
    [
        (0, peers.STALL, troubles.PrinterStalled),
        (40_000, peers.STALL, troubles.PrinterStalled),
        (40_000, peers.RESET, troubles.PrinterBroke),
        (40_000, peers.HANG_UP, troubles.PrinterBroke),
    ],
)
@pytest.mark.parametrize("mute", [False, True])
def test_a_line_that_ends_in_the_middle_leaves_the_paper_in_doubt(
    after: int, then: str, told: type[PaperNotSent], *, mute: bool
) -> None:
    """Some may be printed: nothing is sent again, and what was not taken is not printed later."""
    tongue = Mute() if mute else EscPosTongue()
    with Peer(tongue, after=after, then=then, buffer=SMALL) as peer:
        trouble = refused(printer(peer.address), long=True)
    assert isinstance(trouble, told)
    assert trouble.may_be_out
    assert (tongue.papers, len(peer.streams)) == (0, 1)


def test_a_printer_that_drops_us_before_a_paper_gets_it_later() -> None:
    """It hung up before anything was sent: the paper waits."""
    with Peer(EscPosTongue(), after=0, then=peers.HANG_UP) as peer:
        trouble = refused(printer(peer.address))
    assert isinstance(trouble, troubles.PrinterAbsent)
    assert not trouble.may_be_out


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (peers.NO_PAPER, troubles.PaperOut),
        (peers.OPEN, troubles.CoverOpen),
        (peers.ERROR, troubles.PrinterPaused),
        (peers.KEY_PRESSED, troubles.PrinterPaused),
        ({1: peers.OFFLINE}, troubles.PrinterPaused),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(state: dict[int, int], told: type[PaperNotSent]) -> None:
    """Out of paper, open, in error, off line: it is told, and the paper waits."""
    with Peer(EscPosTongue(lambda _read: state)) as peer:
        trouble = refused(printer(peer.address))
        with pytest.raises(told):
            printer(peer.address).look()
    assert type(trouble) is told
    assert not trouble.may_be_out
    assert all({each.name for each in reading.escpos(bytes(stream))} == {"ask"} for stream in peer.streams)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (peers.NO_PAPER, troubles.PaperOutMidway),
        (peers.OPEN, troubles.PaperOutMidway),
        (peers.ERROR, troubles.PrinterStalled),
        (peers.KEY_PRESSED, troubles.PrinterStalled),
        ({}, troubles.PrinterSilent),
    ],
)
@pytest.mark.parametrize("ordered", [True, False])
def test_what_happens_while_it_prints_leaves_the_paper_in_doubt(
    state: dict[int, int], told: type[PaperNotSent], *, ordered: bool
) -> None:
    """After some hundred bytes the paper ends, the cover opens, it fails, or it falls silent."""
    stopped = lambda read: state if read > 500 else peers.WELL  # noqa: E731  # said where it is used
    tongue = EscPosTongue(stopped, ordered=lambda papers: b"\x00" if ordered and not papers else b"")
    with Peer(tongue) as peer:
        trouble = refused(printer(peer.address))
    assert type(trouble) is told
    assert trouble.may_be_out
    assert (tongue.papers, len(peer.streams)) == (1, 1)


def test_an_answer_in_its_order_that_tells_of_no_paper_confirms_nothing() -> None:
    """The roll ended with this paper: nobody knows whether before its last line."""
    tongue = EscPosTongue(ordered=lambda papers: b"\x0c" if papers else b"\x00")
    with Peer(tongue) as peer:
        assert type(refused(printer(peer.address))) is troubles.PaperOutMidway


def test_a_printer_that_goes_on_when_its_key_is_let_go_is_confirmed() -> None:
    """A moment off line is no trouble."""
    asked = iter(range(100))

    def state(read: int) -> dict[int, int]:
        return peers.KEY_PRESSED if read and next(asked) < 4 else peers.WELL

    with Peer(EscPosTongue(state)) as peer:
        assert printer(peer.address, patience=3).send(dotted.ticket()).confirmed


def test_a_printer_that_hangs_up_without_its_last_answer_leaves_the_paper_in_doubt() -> None:
    """All of it was taken, and the line ended before the word that it is printed."""
    probe, paper = EscPosTongue(), dotted.ticket()
    with Peer(probe) as peer:
        printer(peer.address).send(paper)
    whole = bytes(peer.streams[0]).index(b"\x1dVB") + 4
    with Peer(tongue := EscPosTongue(), after=whole, then=peers.HANG_UP) as peer:
        assert type(refused(printer(peer.address))) is troubles.PrinterBroke
    assert tongue.papers == 1


def test_an_address_where_nobody_listens_is_a_printer_that_is_not_there() -> None:
    """Refused, or a name that nobody knows: the paper waits, and the reason is told."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{door.getsockname()[1]}"
    for address in (nobody, "printer.invalid"):
        trouble = refused(printer(address))
        assert type(trouble) is troubles.PrinterAbsent
        assert (trouble.may_be_out, trouble.values["printer"]) == (False, address)
        with pytest.raises(troubles.PrinterAbsent):
            printer(address).look()


def test_an_address_that_cannot_be_understood_is_told_and_nothing_is_tried() -> None:
    """A line of the settings that is no address is a sentence, not a crash."""
    assert type(refused(printer("http://printer"))) is troubles.BadAddress


@pytest.mark.parametrize(
    ("state", "health"), [(peers.WELL, Health.WELL), (peers.NEAR_END, Health.LOW), ({}, Health.UNKNOWN)]
)
def test_looking_prints_nothing(state: dict[int, int], health: Health) -> None:
    """It is asked how it is, and told; a roll near its end still prints."""
    tongue = EscPosTongue(lambda _read: state)
    with Peer(tongue) as peer:
        assert printer(peer.address).look() is health
        printer(peer.address).send(dotted.ticket())
    assert {each.name for each in reading.escpos(bytes(peer.streams[0]))} == {"ask"}
    assert tongue.papers == 1


def test_ten_papers_are_ten_papers() -> None:
    """Each has a connection of its own, and a printer without a blade gets no cut."""
    tongue = EscPosTongue()
    with Peer(tongue) as peer:
        way = printer(peer.address, cut=False)
        assert all(way.send(dotted.ticket(f"{number}")).confirmed for number in range(10))
    assert (tongue.papers, len(peer.streams)) == (10, 10)
    assert b"\x1dV" not in b"".join(peer.streams)


def test_only_the_desk_opens_the_drawer_and_only_where_one_is_set() -> None:
    """One pulse for one call; a printer that is open gets none, for it would open the drawer later."""
    tongue = EscPosTongue()
    with Peer(tongue) as peer:
        printer(peer.address, drawer=True).send(dotted.ticket())
        with pytest.raises(NoDrawer):
            printer(peer.address).open_drawer()
        assert tongue.drawers == 0
        printer(peer.address, drawer=True).open_drawer()
    assert (tongue.drawers, peer.streams[-1].count(escpos.DRAWER)) == (1, 1)
    with Peer(shut := EscPosTongue(lambda _read: peers.OPEN)) as peer, pytest.raises(troubles.CoverOpen):
        printer(peer.address, drawer=True).open_drawer()
    assert shut.drawers == 0


def test_what_a_stalled_printer_did_not_take_is_not_printed_later() -> None:
    """After the concierge was told to look, the rest must not come out of the machine's buffers."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    door.bind(("127.0.0.1", 0))
    door.listen(1)
    with door:
        assert (
            type(refused(printer(f"127.0.0.1:{door.getsockname()[1]}"), long=True)) is troubles.PrinterStalled
        )
        caller, _ = door.accept()
        with caller, pytest.raises(ConnectionResetError):
            all(iter(partial(caller.recv, 65_536), b""))


def test_nothing_is_left_open_and_no_thread_is_started() -> None:
    """A way holds no line between two papers."""
    threads = threading.active_count()
    with Peer(EscPosTongue()) as peer:
        way = printer(peer.address)
        way.send(dotted.ticket())
        assert threading.active_count() == threads + 1
    assert way.follow("").__class__ is Sent
    assert way.target == peer.address


def test_a_roll_of_58_mm_is_printed_to_its_own_head() -> None:
    """The sheet says how wide the head is."""
    paper = replace(
        dotted.ticket(),
        pdf=dotted.pdf(width=58),
        sheet=replace(dotted.ticket().sheet, width_mm=58, margin_mm=5),
    )
    with Peer(EscPosTongue()) as peer:
        printer(peer.address).send(paper)
    page = raster.pages(paper.pdf, dpi=paper.sheet.dpi)[0]
    commands = reading.escpos(bytes(peer.streams[0]))
    assert reading.printed(commands, 384) == reading.without_end(reading.seen(page, left=40, width=384))


def test_where_there_are_no_device_files_the_network_prints_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows has neither terminals nor poll: a device is no address there, a host is."""
    monkeypatch.setattr(wires, "devices", None)
    monkeypatch.delattr(select, "poll")
    for address in ("/dev/usb/lp0", "/dev/ttyS0"):
        assert type(refused(printer(address))) is troubles.BadAddress
    with Peer(tongue := EscPosTongue()) as peer:
        assert printer(peer.address).send(dotted.long_ticket()).confirmed
    assert tongue.papers == 1
