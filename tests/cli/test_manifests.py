"""The manifests of a day without a window: numbered where they are planned, and only then."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from concierge_desk.cli.entry import main
from concierge_desk.desk import Desk
from concierge_desk.models import Staff, Visit
from concierge_desk.models.lock import StoreLock
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock, SystemClock
from concierge_desk.operations import deeds, manifests, tables, verification, visits
from tests.cli.conftest import Command
from tests.cli.test_papers import _words as words_of
from tests.make import IDS, MONDAY_MORNING, Make


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock of the machine stands on a Monday morning until it is moved."""
    moment = [MONDAY_MORNING]
    monkeypatch.setattr(SystemClock, "now", lambda _self: moment[0])
    return moment


@contextmanager
def opened(place: Path) -> Iterator[Desk]:
    """Open the store for a moment."""
    desk = Desk(Store(place), SetClock(MONDAY_MORNING))
    try:
        yield desk
    finally:
        desk.close()


def visits_of(place: Path) -> list[Visit]:
    """List all visits of the store."""
    with opened(place) as desk:
        return desk.ask(lambda session: session.query(Visit).order_by(Visit.serial).all())


def test_todays_visits_are_prepared_and_written(on_store: Command, place: Path, tmp_path: Path) -> None:
    """What has something to take gets its number, its PDF and its table; the rest stays unnumbered."""
    out = tmp_path / "of today" / "manifests"
    status, said, beside = on_store("manifests", "--day", "2026-11-23", "--out", out)
    assert (status, beside) == (0, "Manifest 26-P-0001 is prepared: Pressing des Chartrons.\n")
    name = "26-P-0001-pressing-des-chartrons"
    assert [path.name for path in sorted(out.iterdir())] == [f"{name}.csv", f"{name}.pdf"]
    assert said.splitlines() == [f"{out / name}.pdf is written.", f"{out / name}.csv is written."]
    assert "26-P-0001" in words_of(out / f"{name}.pdf")
    table = tables.read((out / f"{name}.csv").read_bytes())
    assert tuple(table.columns) == manifests.COLUMNS
    assert [line.cells[8] for line in table.lines] == ["Chemise", "Costume 2 p.", "Costume 2 p."]
    with opened(place) as desk:
        assert desk.ask(verification.verify).fault is None


def test_done_again_it_numbers_nothing_new(on_store: Command, place: Path, tmp_path: Path) -> None:
    """The same numbers, the same files; nothing is said to be prepared."""
    out = tmp_path / "out"
    on_store("manifests", "--day", "2026-11-23", "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    status, _said, beside = on_store("manifests", "--day", "2026-11-23", "--out", out)
    assert (status, beside) == (0, "")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [visit.number for visit in visits_of(place)] == ["26-P-0001"]


def test_the_first_supervisor_prepares_unless_somebody_is_named(
    on_store: Command, place: Path, tmp_path: Path
) -> None:
    """Who did it stands in the record."""
    copy = tmp_path / "copy.sqlite"
    shutil.copy(place, copy)
    on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out")
    on_store("manifests", "--store", copy, "--day", "2026-11-23", "--out", tmp_path / "out", "--by", "samir")
    assert [visit.staff_id for visit in visits_of(place)] == [IDS.supervisor]
    assert [visit.staff_id for visit in visits_of(copy)] == [IDS.concierge]


def test_somebody_who_is_not_there_prepares_nothing(on_store: Command, place: Path, tmp_path: Path) -> None:
    """The sentence names them, and no number is taken."""
    said = on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out", "--by", "Eve")
    assert said == (1, "", "concierge-desk: Nobody who works here is called “Eve”.\n")
    assert visits_of(place) == []
    with opened(place) as desk:
        desk.do(lambda session: session.query(Staff).update({"active": False}))
    assert on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out")[0] == 1


def test_a_later_day_is_prepared_too(on_store: Command, place: Path, tmp_path: Path) -> None:
    """Thursday's manifest can be sent to its provider today."""
    status, _said, beside = on_store("manifests", "--day", "2026-11-26", "--out", tmp_path / "out")
    assert (status, beside) == (0, "Manifest 26-P-0001 is prepared: Pressing des Chartrons.\n")
    (visit,) = visits_of(place)
    assert visit.planned_at.date().isoformat() == "2026-11-26"


def test_who_still_comes_today_is_not_put_off(on_store: Command, place: Path, tmp_path: Path) -> None:
    """A nearer visit that is open comes first, and this is said."""
    on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out")
    status, said, beside = on_store("manifests", "--day", "2026-11-26", "--out", tmp_path / "later")
    assert (status, said) == (0, "")
    assert "Pressing des Chartrons: a nearer visit is still open, and comes first." in beside
    assert "No visit has a manifest on 2026-11-26." in beside
    assert not (tmp_path / "later").exists()
    (visit,) = visits_of(place)
    assert visit.planned_at.date().isoformat() == "2026-11-23"


def test_a_past_day_is_only_read(on_store: Command, place: Path, tmp_path: Path, now: list[datetime]) -> None:
    """What exists is written, also while a window holds the store; nothing is prepared."""
    with opened(place) as desk:
        visit = desk.do(
            visits.prepare, provider_id=IDS.cleaner, planned_at=MONDAY_MORNING, at=MONDAY_MORNING, staff_id=1
        )
        desk.do(
            visits.close, visit_id=visit.id, taken=[1, 2, 3], brought=[], driver="Malik", signature=[],
            at=MONDAY_MORNING, staff_id=1, deed_uid=deeds.new_uid(),
        )  # fmt: skip
        Make(desk).deposit(IDS.resole)
    now[0] = MONDAY_MORNING + timedelta(days=1)
    with StoreLock(place):
        status, said, beside = on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out")
    assert (status, beside) == (0, "")
    assert len(said.splitlines()) == 2
    assert "Malik" in words_of(tmp_path / "out" / "26-P-0001-pressing-des-chartrons.pdf")


def test_a_day_without_visits_says_so(on_store: Command, tmp_path: Path) -> None:
    """A Sunday is no failure."""
    status, said, beside = on_store("manifests", "--day", "2026-11-22", "--out", tmp_path / "out")
    assert (status, said, beside) == (0, "", "No visit has a manifest on 2026-11-22.\n")


def test_a_table_for_an_old_spreadsheet(on_store: Command, tmp_path: Path) -> None:
    """With the mark and semicolons, as a French spreadsheet wants it."""
    on_store("manifests", "--day", "2026-11-23", "--out", tmp_path, "--bom", "--separator", ";")
    written = (tmp_path / "26-P-0001-pressing-des-chartrons.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfmanifest;day;provider;")


def test_a_folder_that_cannot_be_is_a_sentence(on_store: Command, tmp_path: Path) -> None:
    """The number is given, the files are not: said, and done again later."""
    (tmp_path / "out").write_text("a file")
    status, _said, beside = on_store("manifests", "--day", "2026-11-23", "--out", tmp_path / "out")
    assert status == 1
    assert str(tmp_path / "out") in beside.splitlines()[-1]


def test_files_are_called_by_what_every_disk_takes() -> None:
    """A name in other letters, with slashes or endless, is no trouble."""
    assert manifests.file_name(number="26-P-0001", provider="../Été & Fils: «x»") == "26-P-0001-ete-fils-x"
    assert manifests.file_name(number="26-P-0001", provider="مغسلة") == "26-P-0001"
    assert len(manifests.file_name(number="26-P-0001", provider="Très long " * 40)) <= 60


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "2026-13-01", "lundi", ""])
def test_what_is_no_day_is_wrong_usage(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence says how a day is written; nothing is opened or written."""
    assert main(["manifests", "--day", typed, "--out", str(tmp_path / "out")]) == 2
    assert "2026-11-23" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
