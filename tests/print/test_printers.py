"""The printers of a counter: which role has which, where a paper goes, and what it is laid out on."""

from pathlib import Path

import pytest

from concierge_desk.models import Paper, PrintJob
from concierge_desk.print.papers import A4, LABELS_24, ROLES, ROLL_58, ROLL_80, Role
from concierge_desk.print.printers import FOLDER, Printers, can_take
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
    assert (ticket.key, ticket.role, ticket.sheet) == ("escpos tcp://192.168.1.50:9100", Role.TICKET, ROLL_58)
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
    printers = counter(tmp_path, ticket=PrinterSetup(way, "tcp://127.0.0.1:9"))
    assert type(printers.way(printers.outlet(Paper.TICKET))) is opened


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
