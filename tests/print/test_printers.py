"""The printers of a counter: which role has which, where a paper goes, and what it is laid out on."""

from pathlib import Path

import pytest

from concierge_desk.models import Paper, PrintJob
from concierge_desk.print.papers import A4, LABELS_24, ROLES, ROLL_58, ROLL_80, Role
from concierge_desk.print.printers import Printers, can_take
from concierge_desk.print.setups import FOLDER, fitted
from concierge_desk.print.ways.folder import Folder
from concierge_desk.print.ways.heads import EscPos, Zpl
from concierge_desk.print.ways.system import SystemPrinter
from concierge_desk.settings import PrinterSetup, Settings

TICKETS = PrinterSetup("escpos", "tcp://192.168.1.50:9100", "roll58")


def counter(folder: Path, **setups: PrinterSetup) -> Printers:
    """Set up a counter by its settings."""
    return Printers.of(Settings(papers_folder=str(folder), **setups), None)  # type: ignore[arg-type]  # roles by name


def test_the_settings_say_which_printer_has_which_role(tmp_path: Path) -> None:
    """What has no printer goes to the folder that the settings name, or to the store's own."""
    printers = counter(tmp_path / "mine", ticket=TICKETS)
    ticket, manifest = printers.outlet(Paper.TICKET), printers.outlet(Paper.MANIFEST)
    assert (ticket.role, ticket.sheet, ticket.is_folder) == (Role.TICKET, ROLL_58, False)
    assert (manifest.key, manifest.is_folder, manifest.sheet) == (FOLDER, True, A4)
    assert printers.folder == tmp_path / "mine"
    assert Printers.of(Settings(), tmp_path / "a.sqlite").folder == tmp_path / "a.sqlite-papers"


def test_two_roles_with_one_printer_share_its_lane(tmp_path: Path) -> None:
    """Their papers go one after the other, each on the paper of its own role."""
    printers = counter(tmp_path, ticket=TICKETS, label=PrinterSetup("escpos", TICKETS.address, "label50x25"))
    ticket, label = printers.outlet(Paper.TICKET), printers.outlet(Paper.LABELS)
    assert ticket.key == label.key
    assert ticket.sheet != label.sheet


@pytest.mark.parametrize(
    ("way", "opened"),
    [("folder", Folder), ("system", SystemPrinter), ("escpos", EscPos), ("zpl", Zpl), ("fax", Folder)],
)
def test_each_way_is_opened_by_its_name(tmp_path: Path, way: str, opened: type) -> None:
    """A way that nobody knows is the folder: nothing is lost."""
    printers = counter(tmp_path, label=PrinterSetup(way, "tcp://127.0.0.1:9"))
    assert type(printers.way(printers.outlet(Paper.LABELS))) is opened


def test_a_paper_takes_another_way_when_it_is_told_to(tmp_path: Path) -> None:
    """By another role's printer, laid out for the paper there; or into the folder, on its own paper."""
    printers = counter(tmp_path, ticket=TICKETS, other=PrinterSetup("system", "HP"))
    job = PrintJob(paper=Paper.TICKET, via="other")
    assert (printers.outlet_of(job).key, printers.outlet_of(job).sheet) == ("system HP", A4)
    job.via = FOLDER
    assert (printers.outlet_of(job).is_folder, printers.outlet_of(job).sheet) == (True, ROLL_58)
    job.via = "nobody"
    assert printers.outlet_of(job).sheet == ROLL_58


def test_a_test_of_a_printer_is_printed_by_that_role(tmp_path: Path) -> None:
    """The test of the ticket printer is laid out for its roll."""
    printers = counter(tmp_path)
    assert printers.outlet(Paper.PRINTER_TEST, "ticket").sheet == ROLL_80


def test_labels_of_a_sheet_are_used_up_one_after_the_other(tmp_path: Path) -> None:
    """After the last one a new sheet begins with the first."""
    printers = counter(tmp_path, label=PrinterSetup(paper="labels24", first_free=23))
    outlet = printers.outlet(Paper.LABELS)
    assert outlet.sheet.cells is not None
    assert outlet.sheet.cells.first == 23
    assert printers.used(outlet, 3) == 2
    again = printers.outlet(Paper.LABELS).sheet.cells
    assert again is not None
    assert again.first == 2
    assert printers.used(printers.outlet(Paper.TICKET), 0) is None
    assert LABELS_24.cells is not None
    assert LABELS_24.cells.count == 24


def test_only_sheets_take_what_is_not_theirs() -> None:
    """A manifest is not printed on a roll, but a ticket or a label on a sheet of A4."""
    assert can_take(Paper.TICKET, Role.OTHER)
    assert can_take(Paper.LABELS, Role.MANIFEST)
    assert not can_take(Paper.MANIFEST, Role.TICKET)
    assert not can_take(Paper.TICKET, Role.LABEL)
    assert all(can_take(paper, role) for paper, role in ROLES.items())


@pytest.mark.parametrize(
    ("role", "written", "right"),
    [
        (Role.TICKET, PrinterSetup("nonsense", "x"), PrinterSetup(paper="roll80")),
        (Role.TICKET, PrinterSetup("system", ""), PrinterSetup(paper="roll80")),
        (Role.TICKET, PrinterSetup("escpos", "a", "a4"), PrinterSetup("escpos", "a", "roll80")),
        (Role.MANIFEST, PrinterSetup("escpos", "a", "roll58"), PrinterSetup(paper="a4")),
        (Role.LABEL, PrinterSetup("zpl", "a", "labels24"), PrinterSetup("zpl", "a", "label57x32")),
        (Role.LABEL, PrinterSetup("zpl", "a", "label60x40"), PrinterSetup("zpl", "a", "label60x40")),
        (Role.LABEL, PrinterSetup("zpl", "a", "label999x999"), PrinterSetup("zpl", "a", "label57x32")),
    ],
)
def test_what_a_role_cannot_have_is_put_right(role: Role, written: PrinterSetup, right: PrinterSetup) -> None:
    """A file that somebody wrote by hand prints what the screen shows."""
    assert fitted(role, written) == right


def test_a_printer_has_one_key_however_its_address_is_written(tmp_path: Path) -> None:
    """Two ways to write it are not two lanes to one printer."""
    short = PrinterSetup("escpos", "192.168.1.50")
    printers = counter(tmp_path, ticket=TICKETS, label=short)
    assert printers.outlet(Paper.TICKET).key == printers.outlet(Paper.LABELS).key
    assert counter(tmp_path, ticket=PrinterSetup("escpos", "a b")).outlet(Paper.TICKET).key == "escpos a b"


def test_the_first_free_label_is_the_one_in_the_printer(tmp_path: Path) -> None:
    """Other settings meanwhile do not put labels on used places; what a person says comes first."""
    before = counter(tmp_path, label=PrinterSetup(paper="labels24", first_free=1))
    before.used(before.outlet(Paper.LABELS), 5)
    for said, first in ((1, 6), (6, 6), (9, 9)):
        after = counter(tmp_path, label=PrinterSetup(paper="labels24", first_free=said))
        after.carry_over(before)
        cells = after.outlet(Paper.LABELS).sheet.cells
        assert cells is not None
        assert cells.first == first


def test_what_a_person_says_of_the_sheet_stands(tmp_path: Path) -> None:
    """Labels that were laid out before it was said do not count for what is in the printer now."""
    begun = counter(tmp_path, label=PrinterSetup(paper="labels24", first_free=1)).outlet(Paper.LABELS)
    now = counter(tmp_path, label=PrinterSetup(paper="labels24", first_free=10))
    assert now.used(begun, 2) is None
    assert now.used(now.outlet(Paper.LABELS), 2) == 12


def test_a_pdf_uses_up_no_labels(tmp_path: Path) -> None:
    """What goes to the folder instead leaves the sheet in the printer as it is."""
    printers = counter(tmp_path, label=PrinterSetup("system", "ZD421", "labels24"))
    assert printers.used(printers.outlet(Paper.LABELS, FOLDER), 5) is None
