"""The spooler empties the outbox, notes what became of each paper, and prints nothing twice by itself."""

import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintState, Settled
from concierge_desk.operations import deeds, handbacks, printing, shelving, spooling, visits
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Printers
from concierge_desk.print.ways.troubles import PrinterSilent
from concierge_desk.settings import PrinterSetup
from concierge_desk.spooler import Drained, Spooler
from tests.make import Make
from tests.print import samples
from tests.spooler.peers import Peer, counter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where papers go without a printer."""
    return tmp_path / "papers"


@pytest.fixture
def spooler(desk: Desk, folder: Path) -> Spooler:
    """A spooler without printers."""
    return Spooler(desk, Printers(folder, {}))


def words(folder: Path, kind: str) -> str:
    """Take the words of the one paper of a kind."""
    (path,) = folder.glob(f"*{kind}*.pdf")
    return " ".join(samples.text(path.read_bytes())).replace("\u00a0", " ")


def test_a_drop_off_becomes_three_papers(desk: Desk, make: Make, spooler: Spooler, folder: Path) -> None:
    """Each is a PDF of this request, in its own language, and the jobs say where it is."""
    request = make.deposit(1, 2, 3, customer_id=2)
    assert spooler.drain() == Drained(sent=3)
    assert request.number in words(folder, "ticket")
    assert "Mohamed Traoré" in words(folder, "ticket")
    assert "Suit, 2 parts" in words(folder, "ticket")
    assert "Costume 2 p." in words(folder, "shop-copy")
    assert "07 98 76 54 32" in words(folder, "shop-copy")
    assert "≤ €20.00" in words(folder, "ticket")
    (labels,) = folder.glob("*labels.pdf")
    assert len(samples.text(labels.read_bytes())) == 4
    assert all(Path(job.target).is_file() for job in desk.ask(printing.recent, limit=9))
    assert {job.state for job in desk.ask(printing.recent, limit=9)} == {PrintState.CONFIRMED}


def test_the_codes_on_the_papers_are_those_of_the_store(make: Make, spooler: Spooler, folder: Path) -> None:
    """What is scanned at hand-back is this very request."""
    request = make.deposit(1)
    spooler.drain()
    (path,) = folder.glob("*ticket.pdf")
    assert {read.digits for read in samples.read_by_both(path.read_bytes())[0][0]} == {request.code}


def test_a_visit_and_a_handback_print_their_papers(
    desk: Desk, make: Make, spooler: Spooler, folder: Path
) -> None:
    """The manifest says what left; the slip says what went home."""
    make.deposit(1, 1)
    at = desk.clock.now()
    ids = desk.ask(printing.waiting)[2].item_ids
    visit = desk.do(visits.prepare, provider_id=1, planned_at=at, at=at, staff_id=1)
    desk.do(
        visits.close, visit_id=visit.id, taken=ids[:1], brought=[], driver="Yann Le Goff", signature=samples.WAVE,
        aside=[visits.Aside(each) for each in ids[1:]], at=at, staff_id=1, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    desk.do(shelving.shelve, item_ids=ids[1:], shelf_id=1, at=at, staff_id=1, deed_uid=deeds.new_uid())
    desk.do(
        handbacks.hand_over, customer_id=1, item_ids=ids[1:], collector_name="Paul Dupont", signature=samples.WAVE,
        settled=Settled.ACCOUNT, as_it_is=True, at=at, staff_id=1, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    assert spooler.drain() == Drained(sent=5)
    manifest, slip = words(folder, "manifest"), words(folder, "handback-slip")
    assert "partie : 1" in manifest
    assert "Mis de côté : reste ici 1 pièce" in manifest
    assert "Yann Le Goff" in manifest
    assert "1 pièce remise" in slip
    assert "Paul Dupont" in slip
    assert "1 pièce est encore chez nous." in slip


def test_an_open_visit_lists_what_is_expected(desk: Desk, make: Make, spooler: Spooler, folder: Path) -> None:
    """A manifest can be printed before the provider comes."""
    make.deposit(1, 1)
    at = desk.clock.now()
    visit = desk.do(visits.prepare, provider_id=1, planned_at=at, at=at, staff_id=1)
    desk.do(printing.queue, paper=Paper.MANIFEST, language="fr", at=at, staff_id=1, visit_id=visit.id)
    spooler.drain()
    assert "Total : 2 pièces" in words(folder, "manifest")
    assert "À remplir" in words(folder, "manifest")


def test_nothing_is_sent_twice(make: Make, spooler: Spooler, folder: Path) -> None:
    """A second round finds nothing to do."""
    make.deposit(1)
    spooler.drain()
    assert spooler.drain() == Drained()
    assert len(list(folder.iterdir())) == 3


def test_two_rounds_at_once_send_each_paper_once(desk: Desk, make: Make, folder: Path) -> None:
    """Window and command may drain at the same moment."""
    for _ in range(4):
        make.deposit(1)
    spoolers = [Spooler(desk, Printers(folder, {})) for _ in range(2)]
    spoolers[0].drain()
    for _ in range(4):
        make.deposit(1)
    threads = [threading.Thread(target=each.drain) for each in (*spoolers, *spoolers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(folder.glob("*.pdf"))) == 24


def test_a_printer_that_is_gone_does_not_stop_the_others(desk: Desk, make: Make, tmp_path: Path) -> None:
    """Its papers wait, the first with a sentence; the labels go to the folder all the same."""
    make.deposit(1)
    missing = Printers(tmp_path / "papers", {Role.TICKET: PrinterSetup("escpos", "file:///nowhere/at/all")})
    done = Spooler(desk, missing).drain()
    assert (done.sent, done.failed, done.waiting) == (1, 0, 2)
    waits = desk.ask(printing.waiting)
    assert [job.paper for job in waits] == [Paper.TICKET, Paper.SHOP_COPY]
    assert [bool(job.problem) for job in waits] == [True, False]
    assert not any(job.target for job in waits)


def test_a_silent_printer_leaves_the_paper_in_doubt(desk: Desk, make: Make, folder: Path) -> None:
    """The sentence, in the house's language, says to look first; printing again is a duplicate."""
    make.deposit(1)
    mute = Peer("BIXOLON", deque([PrinterSilent(printer="BIXOLON")]))
    Spooler(desk, counter(folder, {Role.TICKET: mute})).drain()
    job = desk.ask(printing.failed)[0]
    assert "peut-être sorti" in job.problem
    assert desk.do(printing.again, job_id=job.id, at=desk.clock.now(), staff_id=1).copy == 2


def test_a_paper_whose_record_is_gone_does_not_stop_the_others(
    desk: Desk, make: Make, spooler: Spooler
) -> None:
    """A bug or a lost record is one failed line; the next paper is tried."""
    at = desk.clock.now()
    desk.do(printing.queue, paper=Paper.TICKET, language="fr", at=at, staff_id=1)
    make.deposit(1)
    assert spooler.drain() == Drained(sent=3, failed=1)
    assert (
        desk.ask(printing.failed)[0].problem
        == "Ce papier n’a pas pu être fait. La raison est dans le journal."
    )


def test_what_a_crash_left_on_its_way_is_not_printed_again(desk: Desk, make: Make, spooler: Spooler) -> None:
    """A new start sets it aside and says to look; only a person prints it again."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="BIXOLON", at=desk.clock.now())
    assert spooler.drain() == Drained(sent=2)
    (doubtful,) = desk.ask(printing.failed)
    assert doubtful.id == job.id
    assert "regardez avant d’imprimer à nouveau" in doubtful.problem


def test_a_duplicate_says_so(desk: Desk, make: Make, spooler: Spooler, folder: Path) -> None:
    """The second copy bears the word and its number, in its name too."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    spooler.drain()
    desk.do(printing.again, job_id=job.id, at=desk.clock.now(), staff_id=1)
    spooler.drain()
    assert "DUPLICATA 1" in words(folder, "ticket-copy2")


def test_the_spooler_is_there_before_the_layout_of_paper_is_loaded() -> None:
    """The window starts without waiting for reportlab, pdfium or Pillow."""
    asked = "import sys, concierge_desk.spooler; print(sorted({'reportlab', 'pypdfium2', 'PIL'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
