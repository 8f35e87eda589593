"""Tables in and out."""

import io
from pathlib import Path

import pytest

from concierge_desk.operations import tables
from tests.cli.conftest import Command


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Write a list with a new person, a change and nothing wrong."""
    path = tmp_path / "people.csv"
    path.write_bytes(
        "Nom;Téléphone;Remarque\r\nNadia Benali;06 11 22 33 44;\r\nClaire Dupont;0612345678;Vite\r\n".encode(
            "cp1252"
        )
    )
    return path


def test_an_import_is_shown_first_and_done_when_asked(on_store: Command, people: Path) -> None:
    """Without --apply nothing is written; the same list again changes nothing."""
    status, said, _beside = on_store("import", "customers", people)
    assert status == 0
    assert said.splitlines() == [
        "line 2: add Nadia Benali",
        "line 3: change Claire Dupont (note)",
        "1 to add, 1 to change, 0 as they are, 0 refused.",
        "Nothing was written. To do it, add --apply.",
    ]
    assert on_store("import", "customers", people)[1] == said
    assert on_store("import", "customers", people, "--apply")[0] == 0
    assert "0 to add, 0 to change, 2 as they are" in on_store("import", "customers", people)[1]
    assert on_store("verify")[0] == 0


def test_a_copy_is_kept_before_an_import(on_store: Command, place: Path, people: Path) -> None:
    """What a list changes can be taken back from the copy made just before."""
    on_store("import", "customers", people, "--apply")
    assert len(list(place.with_name(place.name + "-copies").glob("desk-*.sqlite"))) == 1


def test_a_refused_line_stops_an_import(on_store: Command, people: Path) -> None:
    """The line and its reason are told; nothing, or with --skip-refused only the others, comes in."""
    people.write_bytes(people.read_bytes() + b"Ada;abc;\r\n")
    status, said, _beside = on_store("import", "customers", people)
    assert status == 1
    assert "line 4: Ada" not in said
    assert "line 4: refused." in said
    status, _said, beside = on_store("import", "customers", people, "--apply")
    assert status == 1
    assert "--skip-refused" in beside
    assert "1 to add" in on_store("import", "customers", people)[1]
    assert on_store("import", "customers", people, "--apply", "--skip-refused")[0] == 1
    assert "0 to add" in on_store("import", "customers", people)[1]


def test_a_list_may_come_from_standard_input(
    on_store: Command, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`import customers -` reads what another program writes."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(people.read_bytes())))
    assert "line 2: add Nadia Benali" in on_store("import", "customers", "-")[1]


def test_a_list_that_cannot_be_read_is_a_sentence(on_store: Command, tmp_path: Path) -> None:
    """A missing file, a folder and open quotes are told without a trace."""
    (tmp_path / "open.csv").write_text('name\n"never closed\n')
    for name in ("nothing.csv", ".", "open.csv"):
        status, _said, beside = on_store("import", "customers", tmp_path / name)
        assert status == 1
        assert beside.startswith("concierge-desk: ")


@pytest.mark.parametrize("what", ["customers", "providers", "items", "moves", "requests"])
def test_an_export_answers_on_standard_output(on_store: Command, what: str) -> None:
    """The table and nothing else stands there."""
    status, said, beside = on_store("export", what)
    assert (status, beside) == (0, "")
    assert (
        len(tables.read(said.encode()).lines)
        == {"customers": 2, "providers": 2, "items": 3, "moves": 3, "requests": 1}[what]
    )


def test_an_export_for_a_spreadsheet(on_store: Command, tmp_path: Path) -> None:
    """A file with its mark and semicolons, for its owner only."""
    out = tmp_path / "out" / "customers.csv"
    assert on_store("export", "customers", "--out", out, "--bom", "--separator", ";")[0] == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfNumber;Name;")
    assert out.stat().st_mode & 0o077 == 0
    assert [path.name for path in out.parent.iterdir()] == ["customers.csv"]


def test_an_export_to_nowhere_is_a_sentence(on_store: Command, tmp_path: Path) -> None:
    """A file in place of a folder is told without a trace."""
    (tmp_path / "file").write_text("")
    status, _said, beside = on_store("export", "items", "--out", tmp_path / "file" / "items.csv")
    assert status == 1
    assert "cannot be written" in beside


def test_providers_go_out_and_come_in(on_store: Command, tmp_path: Path) -> None:
    """What is written and brought in again changes nothing; a line that is changed is told with its columns."""
    path = tmp_path / "providers.csv"
    assert on_store("export", "providers", "--out", path)[0] == 0
    status, said, _beside = on_store("import", "providers", path)
    assert status == 0
    assert said.splitlines()[0] == "0 to add, 0 to change, 2 as they are, 0 refused."
    path.write_text("name,trade,siret\nPressing des Chartrons,pressing et retouche,\nNeuf,,\nFaux,,12345\n")
    status, said, _beside = on_store("import", "providers", path)
    assert status == 1
    assert said.splitlines()[:2] == [
        "line 2: change Pressing des Chartrons (Trade)",
        "line 3: add Neuf",
    ]
    assert "SIRET" in said.splitlines()[2]
    assert on_store("import", "providers", path, "--apply")[0] == 1
    assert "1 to add, 1 to change" in on_store("import", "providers", path)[1]
    assert on_store("import", "providers", path, "--apply", "--skip-refused")[0] == 1
    assert "0 to add, 0 to change, 2 as they are, 1 refused" in on_store("import", "providers", path)[1]
    assert on_store("verify")[0] == 0


def test_prices_come_in_and_go_out(on_store: Command, tmp_path: Path) -> None:
    """A later first day ends the price before; a list that was written changes nothing; what is wrong is told."""
    path = tmp_path / "tariffs.csv"
    path.write_text(
        "Transporteur;Service;Format;Jusqu’à (g);carrier;up to g;price;valid from;source\n"
        ";Lettre verte;;;La Poste;20;1,00;01/01/2026;une liste\n"
        ";Lettre verte;;;la_poste;20;1,10;2027-01-01;une liste\n"
        ";Lettre verte;;;Pigeon;20;1,10;2027-01-01;\n"
        ";Lettre verte;;;La Poste;vingt;1,10;2027-01-01;\n"
        ";Lettre verte;;;La Poste;20;cher;2027-01-01;\n"
        ";Lettre verte;;;La Poste;20;1,10;demain;\n"
    )
    status, said, _beside = on_store("import", "tariffs", path, "--apply", "--skip-refused")
    assert status == 1
    assert "2 to add, 0 to change, 0 as they are, 4 refused." in said
    assert "Pigeon" in said
    out = tmp_path / "out.csv"
    assert on_store("export", "tariffs", "--out", out)[0] == 0
    written = out.read_text().splitlines()
    assert written[1].startswith("La Poste,Lettre verte,,20,1.10,no,2027-01-01,,")
    assert written[2].startswith("La Poste,Lettre verte,,20,1.00,no,2026-01-01,2026-12-31,")
    assert "0 to add, 0 to change, 2 as they are, 0 refused." in on_store("import", "tariffs", out)[1]
    out.write_text(out.read_text().replace("1.10", "1.20"))
    assert "change Lettre verte (Price)" in on_store("import", "tariffs", out, "--apply")[1]
    path.write_text("Nom\nLettre verte\n")
    assert on_store("import", "tariffs", path)[0] == 1
