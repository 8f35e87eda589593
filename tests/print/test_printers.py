"""The ways out: a printer of the machine by `lp` (here a small program of the test), or the folder."""

import os
import stat
import sys
from pathlib import Path

import pytest

from concierge_desk.errors import FolderUnwritable, PrinterRefused, PrinterSilent, PrintingMissing
from concierge_desk.models import Paper
from concierge_desk.print import printers, raster
from concierge_desk.print.papers import SHEETS, Role
from concierge_desk.print.printers import Printers
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from tests.print.samples import built

pytestmark = pytest.mark.skipif(os.name != "posix", reason="lp is a program of Linux and macOS")


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named lp that notes how it was called and what it was given."""
    program = tmp_path / "bin" / "lp"
    program.parent.mkdir()
    script = (
        f"#!{sys.executable}\nimport pathlib, shutil, sys\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "(here / 'called').write_text('\\n'.join(sys.argv[1:]))\n"
        "shutil.copy(sys.argv[-1], here / 'given.pdf')\n"
    )
    program.write_text(script)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def to_printers(folder: Path, name: str = "BIXOLON_58", patience: float = 20) -> Printers:
    """Name one printer for every role."""
    return Printers(folder, dict.fromkeys(Role, name), patience)


def test_lp_gets_the_exact_size_and_the_whole_paper(lp: Path, tmp_path: Path) -> None:
    """A label without its size would be printed on a sheet of the system's own choice."""
    pdf = built(Paper.LABELS)
    assert to_printers(tmp_path).send(Paper.LABELS, pdf, name="000001-labels") == "BIXOLON_58"
    called = (tmp_path / "called").read_text().split("\n")
    assert called[:-1] == [
        "-d", "BIXOLON_58", "-t", "Concierge Desk 000001-labels",
        "-o", "media=Custom.57x32mm", "-o", "print-scaling=none", "--",
    ]  # fmt: skip
    assert (tmp_path / "given.pdf").read_bytes() == pdf
    assert not Path(called[-1]).exists()


def test_a_roll_is_asked_for_as_long_as_it_is() -> None:
    """The height of a receipt is its own."""
    ticket = built(Paper.TICKET)
    assert printers.media(SHEETS[Paper.TICKET], ticket) == f"Custom.80x{raster.height_mm(ticket):g}mm"
    assert printers.media(SHEETS[Paper.MANIFEST], b"") == "A4"


def test_a_refusal_is_said_with_its_reason(lp: Path, tmp_path: Path) -> None:
    """The concierge reads what the system said, on one clean line."""
    lp.write_text(
        f"#!{sys.executable}\nimport sys\nsys.exit('lp: The printer or class\\x1b does not exist.')\n"
    )
    with pytest.raises(PrinterRefused) as refused:
        to_printers(tmp_path).send(Paper.TICKET, built(Paper.TICKET), name="1-ticket")
    said = refused.value.said(Texts("en"))
    assert "“BIXOLON_58” did not take the paper: The printer or class does not exist." in said
    assert not refused.value.may_be_out


def test_a_silent_printer_is_given_up_and_the_paper_is_in_doubt(lp: Path, tmp_path: Path) -> None:
    """After some patience, nobody knows whether the paper is out."""
    lp.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(30)\n")
    with pytest.raises(PrinterSilent) as late:
        to_printers(tmp_path, patience=0.2).send(Paper.TICKET, built(Paper.TICKET), name="1-ticket")
    assert late.value.may_be_out


def test_a_program_that_cannot_start_is_a_refusal(lp: Path, tmp_path: Path) -> None:
    """A broken printing system is a sentence, not a crash."""
    lp.write_text("#!/nowhere/at/all\n")
    with pytest.raises(PrinterRefused):
        to_printers(tmp_path).send(Paper.TICKET, built(Paper.TICKET), name="1-ticket")


def test_a_machine_without_printing_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `lp` there is a sentence that tells what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintingMissing):
        to_printers(tmp_path).send(Paper.TICKET, built(Paper.TICKET), name="1-ticket")


def test_a_printers_name_is_never_an_option(lp: Path, tmp_path: Path) -> None:
    """A name that begins with a dash is refused before anything is started."""
    with pytest.raises(PrinterRefused):
        to_printers(tmp_path, "-h").send(Paper.TICKET, built(Paper.TICKET), name="1-ticket")
    assert not (tmp_path / "called").exists()


def test_without_a_printer_a_paper_goes_to_the_folder(tmp_path: Path) -> None:
    """It is whole, private, and never written over another."""
    to_folder = Printers(tmp_path / "papers", {})
    first, second = (Path(to_folder.send(Paper.TICKET, words, name="1-ticket")) for words in (b"one", b"two"))
    assert (first.name, second.name) == ("1-ticket.pdf", "1-ticket-2.pdf")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    assert sorted(path.suffix for path in first.parent.iterdir()) == [".pdf", ".pdf"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file in the folder's place is a sentence, not a crash."""
    (tmp_path / "papers").write_text("")
    with pytest.raises(FolderUnwritable):
        Printers(tmp_path / "papers", {}).send(Paper.TICKET, b"", name="1-ticket")


def test_the_settings_say_which_printer_has_which_role(tmp_path: Path) -> None:
    """What has no printer goes to the folder that the settings name, or to the store's own."""
    chosen = Printers.of(
        Settings(label_printer="ZD421", papers_folder=str(tmp_path / "mine")), tmp_path / "a.sqlite"
    )
    assert chosen.target(Paper.LABELS) == "ZD421"
    assert chosen.target(Paper.TICKET) == str(tmp_path / "mine")
    assert Printers.of(Settings(), tmp_path / "a.sqlite").folder == tmp_path / "a.sqlite-papers"
