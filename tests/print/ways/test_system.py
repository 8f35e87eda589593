"""The system's printing, with a small program of the test in the place of `lp`: odd answers, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from concierge_desk.print import papers, raster
from concierge_desk.print.papers import Sheet
from concierge_desk.print.ways import troubles
from concierge_desk.print.ways.system import SystemPrinter, installed, media
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.texts import Texts
from tests.print.ways.answering import answering
from tests.print.ways.drawn import drawn

pytestmark = pytest.mark.skipif(os.name != "posix", reason="lp is a program of Linux and macOS")

PDF = drawn(57, 32)
LABEL = Printout("000001-labels", PDF, papers.LABEL_57)
TAKES_IT = "taken = sys.stdin.buffer.read()\n(here / 'given.pdf').write_bytes(taken)\n"


class Programs:
    """Small programs that stand before those of the system, and note how they were called."""

    def __init__(self, folder: Path) -> None:
        """Make the folder that they are in."""
        self.folder = folder
        self.path = folder / "bin"
        self.path.mkdir()

    def are(self, name: str, body: str) -> None:
        """Write a program; without the names of the test, it can only do what stands in it."""
        program = self.path / name
        start = (
            f"#!{sys.executable}\nimport os, pathlib, sys, time\nhere = pathlib.Path({str(self.folder)!r})\n"
        )
        noted = f"(here / 'called-{name}').write_text('\\n'.join(sys.argv[1:]))\n"
        program.write_text(start + noted + body)
        program.chmod(0o700)

    def called(self, name: str) -> list[str]:
        """Tell how a program was called."""
        return (self.folder / f"called-{name}").read_text().split("\n")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """A system with an `lp` that takes a paper, and nothing else."""
    made = Programs(tmp_path)
    made.are("lp", TAKES_IT + "print('request id is BIXOLON-58-7 (0 file(s))')\n")
    monkeypatch.setenv("PATH", str(made.path))
    return made


@pytest.fixture
def bixolon() -> SystemPrinter:
    """A label printer with a dash in its name."""
    return SystemPrinter("BIXOLON-58")


def test_lp_gets_the_exact_size_and_the_whole_paper(
    programs: Programs, bixolon: SystemPrinter, tmp_path: Path
) -> None:
    """Once, never scaled, whatever the person's own settings of `lp` say; and its number is kept."""
    assert bixolon.send(LABEL) == Sent("BIXOLON-58", reference="BIXOLON-58-7")
    assert programs.called("lp") == [
        "-d", "BIXOLON-58", "-t", "Concierge Desk 000001-labels", "-n", "1",
        "-o", "media=Custom.57x32mm", "-o", "PageSize=Custom.57x32mm",
        "-o", "print-scaling=none", "-o", "number-up=1", "-o", "document-format=application/pdf",
    ]  # fmt: skip
    assert (tmp_path / "given.pdf").read_bytes() == PDF


def test_a_roll_is_asked_for_as_long_as_it_is() -> None:
    """The height of a receipt is its own."""
    ticket = drawn(80, 143.5)
    assert raster.height_mm(ticket) == 143.5
    assert media(papers.ROLL_80, ticket) == [
        "-o",
        "media=Custom.80x143.5mm",
        "-o",
        "PageSize=Custom.80x143.5mm",
    ]


def test_the_papers_of_an_office_are_asked_for_by_name() -> None:
    """A printer knows those by their names, and may have no other sizes."""
    assert media(papers.A4, b"") == media(papers.LABELS_24, b"") == ["-o", "media=A4"]
    assert media(Sheet(148, 210, 10), b"") == ["-o", "media=A5"]


def test_a_refusal_is_said_with_its_reason(programs: Programs, bixolon: SystemPrinter) -> None:
    """The concierge reads what the system said, on one clean line."""
    programs.are("lp", "sys.exit('/usr/bin/lp: Error - The printer or class\\x1b does not exist.')\n")
    with pytest.raises(troubles.PrinterRefused) as refused:
        bixolon.send(LABEL)
    said = refused.value.said(Texts("en"))
    assert "“BIXOLON-58” did not take the paper: The printer or class does not exist. The" in said
    assert not refused.value.may_be_out


def test_a_paper_of_a_kind_that_is_not_taken_is_a_refusal(programs: Programs, bixolon: SystemPrinter) -> None:
    """The system had read all of it, and says that it is not its kind of paper."""
    programs.are("lp", TAKES_IT + "sys.exit('lp: Unsupported document-format \"application/pdf\".')\n")
    with pytest.raises(troubles.PrinterRefused, match="Unsupported document-format"):
        bixolon.send(LABEL)


def test_a_line_that_breaks_after_the_whole_paper_leaves_it_in_doubt(
    programs: Programs, bixolon: SystemPrinter
) -> None:
    """The system may have it, and print it."""
    programs.are("lp", TAKES_IT + "sys.exit('lp: Connection reset by peer')\n")
    with pytest.raises(troubles.PrinterSilent) as silent:
        bixolon.send(LABEL)
    assert silent.value.may_be_out


def test_a_system_that_hangs_with_the_whole_paper_leaves_it_in_doubt(programs: Programs) -> None:
    """After some patience, nobody knows whether the paper is out."""
    programs.are("lp", TAKES_IT + "time.sleep(30)\n")
    with pytest.raises(troubles.PrinterSilent) as late:
        SystemPrinter("BIXOLON-58", patience=1).send(LABEL)
    assert late.value.may_be_out


@pytest.mark.parametrize("taken", [0, 100])
def test_a_system_that_hangs_without_the_whole_paper_has_not_got_it(programs: Programs, taken: int) -> None:
    """Half a paper is never printed: it waits at the desk."""
    programs.are("lp", f"os.read(0, {taken})\ntime.sleep(30)\n")
    with pytest.raises(troubles.PrinterAbsent) as late:
        SystemPrinter("BIXOLON-58", patience=0.5).send(LABEL)
    assert not late.value.may_be_out


def test_a_system_that_forgets_to_say_the_number_has_the_paper(
    programs: Programs, bixolon: SystemPrinter
) -> None:
    """It is sent, and nothing can be followed."""
    programs.are("lp", TAKES_IT)
    assert bixolon.send(LABEL) == Sent("BIXOLON-58")
    assert bixolon.follow("") == Sent("BIXOLON-58")


def test_a_program_that_cannot_start_is_a_refusal(programs: Programs, bixolon: SystemPrinter) -> None:
    """A broken printing system is a sentence, not a crash."""
    (programs.path / "lp").write_text("#!/nowhere/at/all\n")
    with pytest.raises(troubles.PrinterRefused):
        bixolon.send(LABEL)


def test_a_machine_without_printing_says_so(
    bixolon: SystemPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `lp` there is a sentence that tells what to do, and there are no printers."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(troubles.PrintingMissing):
        bixolon.send(LABEL)
    with pytest.raises(troubles.PrintingMissing):
        bixolon.look()
    assert installed() == []


def test_a_printers_name_is_never_an_option(programs: Programs) -> None:
    """A name that begins with a dash is refused before anything is started."""
    with pytest.raises(troubles.PrinterRefused):
        SystemPrinter("-h").send(LABEL)
    assert not (programs.folder / "called-lp").exists()


def test_without_an_answer_about_jobs_a_paper_is_still_followed(
    programs: Programs, bixolon: SystemPrinter
) -> None:
    """Nobody says that it is out, and nobody prints it again."""
    assert bixolon.follow("BIXOLON-58-7") is None
    assert not bixolon.withdraw("BIXOLON-58-7")
    assert not (programs.folder / "called-cancel").exists()


def test_the_printers_of_the_network_are_listed_by_name(programs: Programs, bixolon: SystemPrinter) -> None:
    """What the system's daemon does not know yet has no more than its name; it is there, and tells nothing."""
    programs.are("lpstat", "print('BIXOLON-58\\n\\n  Zebra  ' if '-e' in sys.argv else '')\n")
    assert [(each.name, each.words, each.uri, each.raw) for each in installed()] == [
        ("BIXOLON-58", "BIXOLON-58", "", False),
        ("Zebra", "Zebra", "", False),
    ]


def test_a_hanging_list_of_printers_is_given_up(programs: Programs) -> None:
    """The settings open all the same."""
    programs.are("lpstat", "time.sleep(30)\n")
    assert installed(patience=0.2) == []


def test_a_paper_leaves_nothing_behind_even_when_the_desk_is_killed(
    programs: Programs, tmp_path: Path
) -> None:
    """What stands on a paper is nobody's business: no file with it has ever had a name."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    programs.are("lp", TAKES_IT + "(here / 'started').touch()\ntime.sleep(30)\n")
    script = (
        "from concierge_desk.print import papers\n"
        "from concierge_desk.print.ways.system import SystemPrinter\n"
        "from concierge_desk.print.ways.way import Printout\n"
        f"SystemPrinter('BIXOLON-58').send(Printout('1', {PDF!r}, papers.LABEL_57))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(temporary)}, start_new_session=True
    ) as desk:
        end = time.monotonic() + 20
        while not (tmp_path / "started").exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        found = list(temporary.iterdir())
        os.killpg(desk.pid, signal.SIGKILL)
    assert found == []
    assert (tmp_path / "given.pdf").read_bytes() == PDF


def test_a_queue_that_only_the_network_knows_tells_nothing(
    programs: Programs, bixolon: SystemPrinter
) -> None:
    """Its queue is made when something is printed on it: until then nobody can ask how it is."""
    with answering(status=0x0406) as server:
        programs.are("lpstat", f"print('BIXOLON-58' if '-e' in sys.argv else {server!r})\n")
        assert bixolon.look() is Health.UNKNOWN
        with pytest.raises(troubles.PrinterAbsent, match="does not know it"):
            SystemPrinter("Zebra").look()
