"""Papers without a window."""

from pathlib import Path

import pypdfium2
import pytest

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.operations import deeds, visits
from tests.cli.conftest import Command
from tests.make import IDS, MONDAY_MORNING


def _words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(str(pdf))
    said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return said


@pytest.mark.parametrize("number", ["26-000001", codes.write(codes.CodeKind.TICKET, 26_000_001)])
def test_a_ticket_is_written_by_its_number_or_its_code(
    on_store: Command, tmp_path: Path, number: str
) -> None:
    """The ticket as PDF, for whoever has its number; a number with its digits is the same."""
    out = tmp_path / "ticket.pdf"
    assert on_store("ticket", number, "--out", out)[0] == 0
    assert "26-000001" in _words(out)


def test_labels_are_written(on_store: Command, tmp_path: Path) -> None:
    """One page for each item of the ticket."""
    assert on_store("labels", "26-000001", "--out", tmp_path / "labels.pdf")[0] == 0
    document = pypdfium2.PdfDocument(str(tmp_path / "labels.pdf"))
    assert len(document) == 3
    document.close()


def test_labels_of_pigeonholes_are_written_for_a_company(on_store: Command, tmp_path: Path) -> None:
    """One label for each of its people; a company that nobody belongs to is said, and nothing is written."""
    out = tmp_path / "holes.pdf"
    assert on_store("paper", "pigeonholes", "--company", "ateliers darwin", "--out", out)[0] == 0
    assert "Claire Dupont" in _words(out)
    status, _said, beside = on_store(
        "paper", "pigeonholes", "--company", "Nowhere", "--out", tmp_path / "no.pdf"
    )
    assert status == 1
    assert "Nowhere" in beside
    status, _said, beside = on_store("paper", "pigeonholes", "--out", tmp_path / "no.pdf")
    assert (status, (tmp_path / "no.pdf").exists()) == (1, False)
    assert "four months" in beside


@pytest.mark.parametrize("number", ["26-000009", "abc", "", "2000000014"])
def test_a_number_that_no_ticket_has_is_refused(on_store: Command, tmp_path: Path, number: str) -> None:
    """Nothing is written for it."""
    status, _said, beside = on_store("ticket", number, "--out", tmp_path / "t.pdf")
    assert status == 1
    assert "No ticket has the number" in beside
    assert not (tmp_path / "t.pdf").exists()


@pytest.fixture
def visited(place: Path) -> Path:
    """Let the cleaner come on Monday and take a shirt."""
    desk = Desk(Store(place))
    planned = MONDAY_MORNING.replace(hour=12)
    visit = desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=planned, at=planned, staff_id=IDS.concierge
    )
    desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[1],
        brought=[],
        driver="Malik",
        signature=[],
        at=planned,
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )
    desk.close()
    return place


@pytest.mark.parametrize("provider", ["Pressing des Chartrons", "chartrons", "PRESS CHART"])
def test_a_manifest_is_found_by_some_words_of_its_provider(
    on_store: Command, visited: Path, tmp_path: Path, provider: str
) -> None:
    """Accents, capitals and the rest of the name may be left out."""
    out = tmp_path / "manifest.pdf"
    status, _said, beside = on_store("manifest", provider, "--day", "2026-11-23", "--out", out)
    assert (status, beside) == (0, "")
    assert "26-P-0001" in _words(out)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("chartrons", "2026-11-24"), "has no visit on 2026-11-24"),
        (("boulangerie", "2026-11-23"), "No provider is called"),
        (("", "2026-11-23"), "No provider is called"),
        (("P", "2026-11-23"), "Several providers fit"),
    ],
)
def test_a_manifest_that_there_is_not_is_refused(
    on_store: Command, visited: Path, tmp_path: Path, asked: tuple[str, str], why: str
) -> None:
    """The sentence says what was not found."""
    status, _said, beside = on_store("manifest", asked[0], "--day", asked[1], "--out", tmp_path / "m.pdf")
    assert status == 1
    assert why in beside


def test_what_waits_is_sent_once(on_store: Command, place: Path) -> None:
    """Without a printer the papers go to the folder beside the store; the second time none waits."""
    status, said, _beside = on_store("print")
    assert (status, said) == (0, "3 papers were sent.\n")
    assert len(list(place.with_name(place.name + "-papers").rglob("*.pdf"))) == 3
    assert on_store("print")[1] == "0 papers were sent.\n"


@pytest.mark.parametrize("kind", ["state", "rekey", "shelves", "badges", "scanner"])
def test_a_paper_that_belongs_to_no_ticket_is_written(on_store: Command, tmp_path: Path, kind: str) -> None:
    """What helps in a power cut, the codes of the shelves and people, the scanner's own test."""
    out = tmp_path / f"{kind}.pdf"
    status, said, beside = on_store("paper", kind, "--out", out)
    assert (status, beside) == (0, "")
    assert str(out) in said
    assert _words(out).strip()


def test_a_printer_that_is_not_there_is_said_and_its_papers_wait(on_store: Command, tmp_path: Path) -> None:
    """Nothing is lost, and the sentence says where to look."""
    own_settings = tmp_path / "own" / "concierge-desk" / "settings.toml"
    own_settings.parent.mkdir(parents=True, exist_ok=True)
    own_settings.write_text('[ticket]\nway = "escpos"\naddress = "tcp://127.0.0.1:9"\n')
    status, said, beside = on_store("print")
    assert (status, said) == (1, "1 paper was sent.\n")
    assert "2 papers were not sent." in beside
    assert "is not there" in beside
    own_settings.unlink()
    assert on_store("print")[1] == "2 papers were sent.\n"
