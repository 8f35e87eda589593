"""The system's printing, with a real CUPS: papers arrive once and whole, and their fate is told truly."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from concierge_desk.print import papers, raster
from concierge_desk.print.ways import troubles
from concierge_desk.print.ways.system import Queue, SystemPrinter, installed
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.texts import Texts
from tests.print.ways import private_cups
from tests.print.ways.drawn import drawn
from tests.print.ways.private_cups import Cups, until

pytestmark = pytest.mark.skipif(bool(private_cups.missing()), reason=private_cups.missing())

LABEL = Printout("000001-labels", drawn(57, 32), papers.LABEL_57)
LABELS = Printout("000001-labels", drawn(57, 32, pages=3), papers.LABEL_57)
TICKET = Printout("000001-ticket", drawn(80, 143.5), papers.ROLL_80)
MANIFEST = Printout("000001-manifest", drawn(210, 297), papers.A4)
PATIENCE = 5.0


@pytest.fixture(scope="module")
def running() -> Iterator[Cups]:
    """One private CUPS for all tests here."""
    with private_cups.running() as cups:
        yield cups


@pytest.fixture
def cups(running: Cups) -> Cups:
    """The private CUPS, with nothing in its printers."""
    running.told("cancel", "-a", "-x", "labels", "office", "driver")
    running.labels.forget()
    running.office.forget()
    return running


@pytest.fixture
def labels() -> SystemPrinter:
    """The label printer."""
    return SystemPrinter("labels", patience=PATIENCE)


@pytest.fixture
def office() -> SystemPrinter:
    """The office printer, which has A4 and no labels."""
    return SystemPrinter("office", patience=PATIENCE)


def fate(way: SystemPrinter, sent: Sent) -> Sent:
    """Follow a paper to its end."""
    assert sent.reference.startswith(f"{way.queue}-")
    found: list[Sent] = []

    def ended() -> bool:
        followed = way.follow(sent.reference)
        found.extend([followed] if followed else [])
        return bool(found)

    until(ended)
    return found[0]


def sizes(path: Path) -> list[tuple[float, float]]:
    """Measure the pages of what arrived, in millimetres."""
    document = pypdfium2.PdfDocument(path)
    try:
        points = [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()
    return [(round(width / papers.MM, 2), round(height / papers.MM, 2)) for width, height in points]


def dots(pdf: bytes) -> list[bytes]:
    """Burn the pages of a PDF."""
    return [page.dots() for page in raster.pages(pdf)]


@pytest.mark.parametrize(
    ("queue", "printout", "page", "pages"),
    [
        ("labels", LABEL, (57, 32), 1),
        ("labels", LABELS, (57, 32), 3),
        ("labels", TICKET, (80, 143.5), 1),
        ("office", MANIFEST, (210, 297), 1),
    ],
    ids=["label", "three labels", "roll", "A4"],
)
def test_a_paper_arrives_once_at_its_exact_size_and_dot_for_dot(
    cups: Cups, queue: str, printout: Printout, page: tuple[float, float], pages: int
) -> None:
    """Neither scaled nor turned nor moved; and the printer's own word for it is read back."""
    way = SystemPrinter(queue, patience=PATIENCE)
    assert fate(way, way.send(printout)) == Sent(queue, confirmed=True)
    (arrived,) = getattr(cups, queue).papers()
    assert sizes(arrived) == [page] * pages
    assert dots(arrived.read_bytes()) == dots(printout.pdf)
    assert way.look() is Health.WELL


def test_an_old_driver_gets_the_exact_size_too_and_its_word_is_not_the_printers(cups: Cups) -> None:
    """80 mm stay 80 mm; "completed" only says that the computer has handed all of it over."""
    way = SystemPrinter("driver", patience=PATIENCE)
    assert fate(way, way.send(TICKET)) == Sent("driver")
    assert sizes(cups.folder / "out" / "driver") == [(80, 143.5)]


def test_a_paper_that_the_printer_does_not_have_is_given_up_and_said(
    cups: Cups, office: SystemPrinter
) -> None:
    """`lp` takes it all the same; the system cancels it afterwards."""
    sent = office.send(LABEL)
    with pytest.raises(troubles.PaperDropped) as dropped:
        fate(office, sent)
    assert "gave this paper up: it does not have this paper size." in dropped.value.said(Texts("en"))
    assert cups.office.papers() == []


def test_a_paper_in_a_stopped_queue_waits_and_can_be_taken_back(cups: Cups, labels: SystemPrinter) -> None:
    """Printed again after that, it is printed once."""
    with cups.paused("labels"):
        sent = labels.send(LABEL)
        assert labels.follow(sent.reference) is None
        with pytest.raises(troubles.PrinterPaused):
            labels.look()
        assert labels.withdraw(sent.reference)
        assert not labels.withdraw(sent.reference)
    fate(labels, labels.send(LABEL))
    assert len(cups.labels.papers()) == 1


def test_a_paper_that_somebody_cancels_is_said(cups: Cups, labels: SystemPrinter) -> None:
    """Who prints it again knows that it was not the printer."""
    with cups.paused("labels"):
        sent = labels.send(LABEL)
        assert cups.told("cancel", sent.reference).returncode == 0
        with pytest.raises(troubles.PaperDropped, match="it was cancelled"):
            fate(labels, sent)


def test_a_paper_that_the_printer_gives_up_is_said(cups: Cups, labels: SystemPrinter) -> None:
    """It may be on the paper: only a person prints it again."""
    with cups.labels.being("broken"):
        sent = labels.send(LABEL)
        with pytest.raises(troubles.PaperDropped, match="cancelled at the printer") as dropped:
            fate(labels, sent)
    assert dropped.value.may_be_out
    assert len(cups.labels.papers()) == 1


def test_a_paper_that_is_being_printed_cannot_be_taken_back_unprinted(
    cups: Cups, labels: SystemPrinter
) -> None:
    """It is stopped where it can be, and nobody is told that nothing came out."""
    with cups.labels.being("slow"):
        sent = labels.send(LABEL)
        until(cups.labels.papers)
        assert labels.follow(sent.reference) is None
        assert labels.look() is Health.WELL
        assert not labels.withdraw(sent.reference)
    cups.labels.stop()
    cups.labels.start()


def test_a_printer_that_waits_for_paper_says_so_and_goes_on_by_itself(
    cups: Cups, labels: SystemPrinter
) -> None:
    """The paper is followed as long as it takes."""
    with cups.labels.being("hungry"):
        sent = labels.send(LABEL)
        until(lambda: raises(labels, troubles.PaperOut))
        assert labels.follow(sent.reference) is None
    assert fate(labels, sent).confirmed
    assert len(cups.labels.papers()) == 1


def test_a_printer_without_power_is_absent_and_its_paper_can_be_taken_back(
    cups: Cups, labels: SystemPrinter
) -> None:
    """The system tries on and on; as long as it has not reached the printer, nothing is printed."""
    cups.labels.stop()
    try:
        sent = labels.send(LABEL)
        until(lambda: raises(labels, troubles.PrinterAbsent))
        assert labels.follow(sent.reference) is None
        assert labels.withdraw(sent.reference)
    finally:
        cups.labels.start()
    fate(labels, labels.send(LABEL))
    assert len(cups.labels.papers()) == 1


def test_completed_is_not_the_printers_word_when_it_forgot_the_paper(
    cups: Cups, labels: SystemPrinter
) -> None:
    """A printer that was switched off in the middle does not know the paper any more; CUPS calls it completed."""
    with cups.labels.being("slow"):
        sent = labels.send(LABEL)
        until(cups.labels.papers)
        cups.labels.stop()
    cups.labels.start()
    assert fate(labels, sent) == Sent("labels")
    assert len(cups.labels.papers()) == 1
    cups.renew("labels")


def test_a_queue_without_a_driver_is_refused(cups: Cups) -> None:
    """It would print the PDF itself, metres of it."""
    raw = SystemPrinter("raw", patience=PATIENCE)
    with pytest.raises(troubles.PrinterRaw):
        raw.look()
    with pytest.raises(troubles.PrinterRaw):
        raw.send(LABEL)
    assert (cups.folder / "out" / "raw").read_bytes() == b""


def test_a_queue_that_is_not_there_is_said_at_once(cups: Cups) -> None:
    """Nothing has gone out."""
    nowhere = SystemPrinter("nowhere", patience=PATIENCE)
    with pytest.raises(troubles.PrinterRefused, match="The printer or class does not exist"):
        nowhere.send(LABEL)
    with pytest.raises(troubles.PrinterAbsent):
        nowhere.look()


def test_a_queue_that_takes_nothing_is_said_at_once(cups: Cups, labels: SystemPrinter) -> None:
    """The paper waits at the desk."""
    cups.told("cupsreject", "labels")
    try:
        with pytest.raises(troubles.PrinterRefused, match="not accepting jobs"):
            labels.send(LABEL)
        with pytest.raises(troubles.PrinterPaused):
            labels.look()
    finally:
        cups.told("cupsaccept", "labels")


def test_a_job_that_is_not_known_or_not_ours_is_sent_and_not_confirmed(
    cups: Cups, office: SystemPrinter
) -> None:
    """Numbers begin again when a system is set up anew."""
    sent = office.send(MANIFEST)
    fate(office, sent)
    number = sent.reference.removeprefix("office-")
    for reference in ("labels-99999", f"labels-{number}", "", "labels-²"):
        assert SystemPrinter("labels", patience=PATIENCE).follow(reference) == Sent("labels")
        assert not SystemPrinter("labels", patience=PATIENCE).withdraw(reference)


def test_a_killed_system_keeps_its_papers_and_prints_them_once(cups: Cups, labels: SystemPrinter) -> None:
    """A paper that it has is followed; a new one is not given to it."""
    cups.told("cupsdisable", "labels")
    sent = labels.send(LABEL)
    cups.kill()
    assert labels.follow(sent.reference) is None
    assert not labels.withdraw(sent.reference)
    with pytest.raises(troubles.PrinterAbsent):
        labels.look()
    with pytest.raises(troubles.PrinterRefused) as refused:
        labels.send(LABEL)
    assert not refused.value.may_be_out
    assert installed() == []
    cups.start()
    cups.told("cupsenable", "labels")
    assert fate(labels, sent).confirmed
    assert len(cups.labels.papers()) == 1


def test_a_hanging_system_has_not_taken_the_paper(cups: Cups, labels: SystemPrinter) -> None:
    """`lp` hangs before it reads the paper: it waits at the desk, and is printed once when all is well again."""
    hasty = SystemPrinter("labels", patience=0.3)
    with cups.hung():
        with pytest.raises(troubles.PrinterAbsent) as absent:
            hasty.send(LABEL)
        assert not absent.value.may_be_out
        with pytest.raises(troubles.PrinterAbsent):
            hasty.look()
        assert installed(patience=0.3) == []
    fate(labels, labels.send(LABEL))
    assert len(cups.labels.papers()) == 1


def test_the_printers_of_the_machine_are_known(cups: Cups) -> None:
    """By name, with their words for people, and whether they have a driver."""
    assert installed() == [
        Queue("driver", "driver", f"file:{cups.folder}/out/driver", raw=False),
        Queue("labels", "labels", cups.labels.uri, raw=False),
        Queue("office", "L'imprimante du bureau", cups.office.uri, raw=False),
        Queue("raw", "raw", f"file:{cups.folder}/out/raw", raw=True),
    ]


def raises(way: SystemPrinter, trouble: type[troubles.PrinterStopped]) -> bool:
    """Tell whether the printer is in this trouble now."""
    try:
        way.look()
    except troubles.PrinterStopped as found:
        return isinstance(found, trouble)
    return False
