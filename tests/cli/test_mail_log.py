"""The mail log and the register of registered mail without a window."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock, SystemClock
from concierge_desk.operations import mail_intake, tables
from concierge_desk.operations.mail_intake import Arrival
from tests.cli.conftest import Command
from tests.cli.test_papers import _words as words_of
from tests.make import IDS, MONDAY_MORNING
from tests.operations.counter import Counter


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock of the machine stands on a Monday morning."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: MONDAY_MORNING)
    return MONDAY_MORNING


@pytest.fixture
def mailed(on_store: Command, place: Path) -> Command:
    """A command on a store with a delivery in it: a letter of Claire's company, a registered one of Mohamed's."""
    desk = Desk(Store(place), SetClock(MONDAY_MORNING))
    pieces = [
        Arrival(MailKind.LETTER, customer_id=IDS.claire),
        Arrival(MailKind.REGISTERED, "RK123456785FR", customer_id=IDS.mohamed),
    ]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    desk.close()
    return on_store


def test_a_log_is_written_as_paper_and_as_table(mailed: Command, tmp_path: Path) -> None:
    """Both are named by their days; the words are those of the house."""
    out = tmp_path / "of mail" / "november"
    status, said, beside = mailed("mail-log", "--from", "2026-11-23", "--to", "2026-11-30", "--out", out)
    name = "mail-log-2026-11-23-2026-11-30"
    assert (status, beside) == (0, "")
    assert said.splitlines() == [f"{out / name}.pdf is written.", f"{out / name}.csv is written."]
    table = tables.read((out / f"{name}.csv").read_bytes())
    assert [line.cells[3] for line in table.lines] == ["", "RK123456785FR"]
    assert table.columns[-1] == "Annulée"
    assert "Claire Dupont" in words_of(out / f"{name}.pdf")


def test_a_company_has_a_log_of_its_own(mailed: Command, tmp_path: Path) -> None:
    """However it is written; one that nobody belongs to is refused with words."""
    by_company = ("mail-log", "--from", "2026-11-23", "--out", tmp_path, "--company")
    assert mailed(*by_company, "ateliers DARWIN")[0] == 0
    table = tables.read((tmp_path / "mail-log-2026-11-23-ateliers-darwin.csv").read_bytes())
    assert len(table.lines) == 1
    status, _said, beside = mailed(*by_company, "Nobody & Co")
    assert (status, "Nobody & Co" in beside) == (1, True)


def test_a_register_with_a_gap_says_so_and_fails(mailed: Command, place: Path, tmp_path: Path) -> None:
    """What runs it by night learns of it by the exit status."""
    registered = ("mail-log", "--from", "2026-01-01", "--to", "2026-12-31", "--registered", "--out", tmp_path)
    assert mailed(*registered)[0] == 0
    name = "registered-mail-2026-01-01-2026-12-31"
    assert "26-R-0001" in words_of(tmp_path / f"{name}.pdf")
    store = Store(place)
    with store.writer.begin() as connection:
        connection.execute(text("UPDATE mail_item SET register_serial = NULL"))
    store.close()
    status, _said, beside = mailed(*registered)
    assert (status, beside) == (1, "No line has the number 26-R-0001: the record was changed.\n")
    assert "26-R-0001" in words_of(tmp_path / f"{name}.pdf")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "2026-11-23"),
        ("--from", "yesterday", "--out", "x"),
        ("--from", "2026-11-23", "--out", "x", "--registered", "--company", "y"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(command: Command, wrong: tuple[str, ...]) -> None:
    """No folder, no day, or a company's own register, which there is none of."""
    assert command("mail-log", *wrong)[0] == 2


def test_days_backwards_are_refused(mailed: Command, tmp_path: Path) -> None:
    """Nothing is written."""
    out = tmp_path / "out"
    status, _said, beside = mailed("mail-log", "--from", "2026-11-30", "--to", "2026-11-23", "--out", out)
    assert (status, "The first day comes after the last." in beside) == (1, True)
    assert not out.exists()


def test_what_companies_owe_is_a_table_alone(mailed: Command, tmp_path: Path) -> None:
    """There is no paper of it; nothing left on an account yet, so it has its titles alone."""
    out = tmp_path / "accounts"
    assert (
        mailed("mail-log", "--from", "2026-11-01", "--to", "2026-11-30", "--franking", "--out", out)[0] == 0
    )
    assert [path.name for path in out.iterdir()] == ["franking-2026-11-01-2026-11-30.csv"]
    table = tables.read((out / "franking-2026-11-01-2026-11-30.csv").read_bytes())
    assert (table.columns[-1], len(table.lines)) == ("Prix", 0)
