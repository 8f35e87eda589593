"""Whatever is changed behind the desk's back, `verify` names it.

Each change is made by a hand that knows the file: the guards are dropped first, foreign keys are off.
"""

import shutil
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import chain
from concierge_desk.models.move import written
from concierge_desk.models.store import Store
from concierge_desk.operations.verification import anchor_holds, verify
from tests.make import IDS, Make
from tests.operations.past import PROVEN_COLUMNS, Raw, Tamper


def test_an_honest_store_is_proven(written_file: Path) -> None:
    """Everything is counted, nothing is found, and the anchor is the head of the chain."""
    desk = Desk(Store(written_file))
    report = desk.ask(verify)
    assert report.fault is None
    counts = {each.name: each.count for each in report.checked}
    assert counts["items"] == counts["conservation"] == 20
    assert counts["quotes"] == 4
    assert counts["mail"] == 9 + 4
    assert counts["moves"] > 20
    assert desk.ask(anchor_holds, anchor=report.anchor)
    desk.close()


def test_progress_is_told(desk: Desk) -> None:
    """Who waits for a long check sees what is being checked."""
    told: list[str] = []
    desk.ask(verify, progress=lambda name, _done: told.append(name))
    assert told == [
        "integrity",
        "moves",
        "deeds",
        "items",
        "customers",
        "documents",
        "mail",
        "books",
        "notes",
        "quotes",
        "numbers",
        "roll_calls",
        "records",
        "leaves",
        "incidents",
        "conservation",
    ]


COLUMNS = [(table, column) for table, columns in PROVEN_COLUMNS.items() for column in columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column}" for table, column in COLUMNS])
def test_a_change_of_any_column_is_found(tampered: Tamper, table: str, column: str) -> None:
    """Change one value of one row, whichever, and verify names a fault, in the words of each language."""

    def change(raw: Raw) -> None:
        found = f"SELECT rowid, {column} FROM {table} ORDER BY rowid"  # noqa: S608  # our own names
        values = raw.execute(found).fetchall()
        row, value = next((each for each in values if each[1] is not None), (values[-1][0], 0))
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (_other(value), row))  # noqa: S608  # our own names

    fault = tampered(change)
    assert fault is not None
    words = fault.words()
    assert words["fr"] != words["en"] != ""
    assert all(said.startswith(f"{fault.table} {fault.row} ") for said in words.values())


def _other(value: object) -> object:
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    text = str(value)
    return {"[]": "[1]", "{}": '{"a":1}'}.get(text, text + "x" if not text.endswith("]") else "[[[1,3]]]")


@pytest.mark.parametrize(
    "table", ["move", "deed", "item", "request", "visit", "handback", "customer", "counter"]
)
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_row_that_is_gone_is_missed(tampered: Tamper, table: str, which: str) -> None:
    """Delete a row, and what rests on it does not fit."""
    statement = f"DELETE FROM {table} WHERE rowid = (SELECT {which}(rowid) FROM {table})"  # noqa: S608  # our own names
    assert tampered(lambda raw: raw.execute(statement)) is not None


SUBTLE = {
    "two digests swapped": "UPDATE move SET digest = (SELECT digest FROM move m WHERE m.id = 5 - move.id) "
    "WHERE id IN (2, 3)",
    "two moves swapped": "UPDATE move SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3); "
    "UPDATE move SET id = -id WHERE id < 0",
    "an item handed back by nobody": "UPDATE item SET status = 'handed_back', holder = 'customer', "
    "holder_id = customer_id WHERE id = 4",
    "a move nobody made": "INSERT INTO move SELECT (SELECT max(id) + 1 FROM move), item_id, kind, from_holder, "
    "from_id, from_shelf_id, to_holder, to_id, to_shelf_id, at, staff_id, deed_uid, visit_id, handback_id, "
    "corrects_id, reason, facts, digest FROM move WHERE id = 1",
    "an item nobody took in": "INSERT INTO item SELECT 999, request_id, customer_id, service_id, article_id, "
    "provider_id, label, part, parts, price, ceiling, tag, conditions, details, salt, promised_at, rework, status, "
    "holder, holder_id, shelf_id, moved_at, move_id, quote FROM item WHERE id = 8",
    "a deed that did nothing": "INSERT INTO deed SELECT 'f', 'receive', at, staff_id, NULL, NULL, NULL "
    "FROM deed LIMIT 1",
    "a registration of nobody": "UPDATE deed SET made_id = 99 WHERE kind = 'register_customer'",
    "a registration of somebody else": "UPDATE deed SET made_id = 1 WHERE kind = 'register_customer'",
    "a deed that made what it cannot": "UPDATE deed SET made_id = 1 WHERE kind = 'shelve'",
    "a hand-back of nothing": "INSERT INTO handback SELECT 99, customer_id, at, staff_id, deed_uid, collector_id, "
    "collector_name, identity_seen, signature, settled, salt, commitment, identity_kind, on_paper FROM handback "
    "WHERE id = 1",
    "a request of nothing": "INSERT INTO request SELECT 99, serial + 99, customer_id, at, staff_id, deed_uid, note "
    "FROM request WHERE id = 1",
    "two tickets exchange their numbers": "UPDATE request SET serial = -serial WHERE id IN (1, 2); "
    "UPDATE request SET serial = (SELECT 26000003 + r.serial FROM request r WHERE r.id = request.id) "
    "WHERE serial < 0",
    "a description without its salt": "UPDATE item SET label = 'Manteau', salt = NULL WHERE id = 1",
    "a description erased of somebody who is not": "UPDATE item SET label = '', details = '{}', salt = NULL "
    "WHERE id = 1",
    "a person renamed, without a salt": "UPDATE customer SET name = 'Autre', salt = NULL WHERE id = 2",
    "a person erased by nobody": "UPDATE customer SET name = '—', company = '', place = '', phone = '', email = '', "
    "note = '', salt = NULL WHERE id = 2",
    "a signature without its salt": "UPDATE handback SET collector_name = 'Autre', salt = NULL WHERE id = 1",
    "a signature erased of somebody who is not": "UPDATE handback SET collector_name = '—', signature = '[]', "
    "salt = NULL WHERE id = 1",
    "a driver without a salt": "UPDATE visit SET driver = 'Autre', salt = NULL, commitment = '' WHERE id = 1",
    "a missed visit that was held": "UPDATE visit SET state = 'closed' WHERE state = 'missed'",
    "a line gone": "DELETE FROM visit_line WHERE outcome = 'gone' AND id = (SELECT min(id) FROM visit_line)",
    "a line of another item": "UPDATE visit_line SET item_id = 8 WHERE id = 1",
    "a line nobody wrote": "INSERT INTO visit_line SELECT 99, visit_id, 8, way, outcome, note, staff_id, amount, "
    "since FROM visit_line LIMIT 1",
    "a visit that says what no deed made of it": "UPDATE visit SET state = 'open', deed_uid = NULL, "
    "closed_at = NULL, books_head = NULL, salt = NULL WHERE state = 'missed'",
    "one deed for two visits": "UPDATE visit SET deed_uid = (SELECT deed_uid FROM visit v WHERE v.state = 'missed'), "
    "closed_at = (SELECT closed_at FROM visit v WHERE v.state = 'missed'), state = 'missed' WHERE state = 'open'",
    "a correction of nothing": "UPDATE visit SET corrects_id = NULL, books_head = NULL WHERE deed_uid IN "
    "(SELECT uid FROM deed WHERE kind = 'amend_visit')",
    "a visit in the place of one that holds": "UPDATE visit SET corrects_id = 1 WHERE state = 'open'",
    "a line that no correction wrote": "DELETE FROM visit_line WHERE visit_id IN (SELECT v.id FROM visit v "
    "JOIN deed d ON d.uid = v.deed_uid WHERE d.kind = 'amend_visit')",
    "a correction that says the contrary": "UPDATE visit_line SET outcome = 'gone' WHERE visit_id IN (SELECT v.id "
    "FROM visit v JOIN deed d ON d.uid = v.deed_uid WHERE d.kind = 'amend_visit')",
    "a correction of another piece": "UPDATE visit_line SET item_id = 1 WHERE visit_id IN (SELECT v.id "
    "FROM visit v JOIN deed d ON d.uid = v.deed_uid WHERE d.kind = 'amend_visit')",
    "a stranger that nobody follows": "DELETE FROM incident WHERE stranger_id IS NOT NULL",
    "a stranger of no visit's closing": "UPDATE stranger SET deed_uid = NULL",
    "a damage without an incident": "DELETE FROM incident WHERE kind = 'damaged'",
    "a quote gone": "DELETE FROM quote WHERE id = 1",
    "a quote nobody named": "INSERT INTO quote SELECT 99, item_id, provider_id, visit_id, amount, note, received_at, "
    "received_by_id, deed_uid, state, within_ceiling, decided_at, decided_by_id, decided_with, decision_uid "
    "FROM quote WHERE id = 1",
    "a price on a manifest": "UPDATE visit_line SET amount = amount - 100 WHERE amount IS NOT NULL",
    "a price where there is none": "UPDATE visit_line SET amount = 100 WHERE outcome = 'gone'",
    "a price left out": "UPDATE visit_line SET amount = NULL WHERE amount IS NOT NULL",
    "a price of another piece": "UPDATE visit_line SET item_id = 1 WHERE outcome = 'quoted'",
    "a yes that was a no": "UPDATE quote SET state = 'refused' WHERE state = 'accepted' AND decision_uid IS NOT NULL",
    "a yes that nobody said": "UPDATE quote SET state = 'accepted', decision_uid = NULL, decided_at = NULL, "
    "decided_by_id = NULL WHERE state = 'refused'",
    "a quote that waits again": "UPDATE quote SET state = 'asked', decision_uid = NULL, decided_at = NULL, "
    "decided_by_id = NULL WHERE id = 1",
    "a quote set aside by nobody": "UPDATE quote SET state = 'refused', decision_uid = "
    "(SELECT uid FROM deed WHERE kind = 'undo' LIMIT 1) WHERE id = 2",
    "a quote that an undone visit left": "UPDATE quote SET state = 'asked', decision_uid = NULL, decided_at = NULL, "
    "decided_by_id = NULL WHERE decision_uid IN (SELECT uid FROM deed WHERE kind = 'undo')",
    "a piece whose quote is forgotten": "UPDATE item SET quote = NULL WHERE quote IS NOT NULL",
    "an incident gone": "DELETE FROM incident WHERE kind = 'unexpected'",
    "a number jumped": "UPDATE counter SET value = value + 1 WHERE name = 'ticket-2026'",
    "a row of numbers nobody used": "INSERT INTO counter VALUES ('ticket-2031', 5)",
    "an undoing that undid something else": "UPDATE deed SET undoes_uid = "
    "(SELECT uid FROM deed WHERE kind = 'shelve') WHERE uid = "
    "(SELECT uid FROM deed WHERE kind = 'undo' AND first_move_id IS NOT NULL LIMIT 1)",
    "an undoing that undid nothing": "UPDATE deed SET undoes_uid = NULL WHERE kind = 'undo'",
    "another house": "UPDATE house SET uid = 'f'",
    "two open visits of one provider": "INSERT INTO visit SELECT 99, serial + 1, provider_id, planned_at, state, "
    "opened_at, closed_at, staff_id, deed_uid, driver, signature, salt, commitment, corrects_id, signed, "
    "concierge_signature, books_head, awaited FROM visit WHERE state = 'open'; "
    "UPDATE counter SET value = value + 1 WHERE name LIKE 'visit%'",
}  # fmt: skip


@pytest.mark.parametrize("what", SUBTLE)
def test_a_subtle_change_is_found(tampered: Tamper, what: str) -> None:
    """Changes that fit the schema, and look right at first sight, do not fit the moves."""
    assert tampered(lambda raw: raw.executescript(SUBTLE[what])) is not None


def _cut_tail(raw: Raw, moves: int) -> None:
    """Cut off the end of the chain, and put right all that would tell: items, deeds, documents, counters."""
    (head,) = raw.execute("SELECT max(id) FROM move").fetchone()
    keep = head - moves
    raw.execute("DELETE FROM move WHERE id > ?", (keep,))
    raw.execute("DELETE FROM deed WHERE first_move_id > ?", (keep,))
    raw.execute("DELETE FROM item WHERE id NOT IN (SELECT item_id FROM move)")
    raw.execute("DELETE FROM print_job WHERE request_id NOT IN (SELECT request_id FROM item)")
    raw.execute("DELETE FROM request WHERE id NOT IN (SELECT request_id FROM item)")
    raw.execute("UPDATE counter SET value = (SELECT count(*) FROM request) WHERE name LIKE 'ticket%'")


def test_a_tail_cut_off_is_only_found_by_an_anchor(written_file: Path, tmp_path: Path) -> None:
    """A chain cut short and put right agrees with itself; an anchor on paper from before does not agree with it."""
    path = tmp_path / "cut.sqlite"
    shutil.copy(written_file, path)
    desk = Desk(Store(path))
    anchor = desk.ask(verify).anchor
    desk.close()
    raw = sqlite.connect(str(path), isolation_level=None)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    _cut_tail(raw, 1)
    raw.close()
    desk = Desk(Store(path))
    assert desk.ask(verify).fault is None
    assert not desk.ask(anchor_holds, anchor=anchor)
    desk.close()


def test_a_chain_recomputed_is_only_found_by_an_anchor(written_file: Path, tmp_path: Path) -> None:
    """Who rewrites everything from a move on deceives verify, but not a ticket printed before."""
    path = tmp_path / "recomputed.sqlite"
    shutil.copy(written_file, path)
    raw = sqlite.connect(str(path), isolation_level=None)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    head, digest = raw.execute("SELECT id, digest FROM move ORDER BY id DESC LIMIT 1").fetchone()
    anchor = chain.anchor(head, digest)
    raw.execute("UPDATE move SET reason = 'Autre raison' WHERE kind = 'corrected'")
    digest = chain.genesis("0" * 32)
    for *columns, _old in raw.execute("SELECT * FROM move ORDER BY id").fetchall():
        digest = chain.link_text(digest, written(columns))
        raw.execute("UPDATE move SET digest = ? WHERE id = ?", (digest, columns[0]))
    raw.close()
    desk = Desk(Store(path))
    assert desk.ask(verify).fault is None
    assert not desk.ask(anchor_holds, anchor=anchor)
    desk.close()


@pytest.mark.parametrize(
    "anchor", ["", "-", "1", "1-", "-0a1b2c3d4e", "x-0a1b2c3d4e", "99999-0a1b2c3d4e", "²-0a", "1-0a1"]
)
def test_what_is_no_anchor_does_not_hold(desk: Desk, make: Make, anchor: str) -> None:
    """A mistyped anchor never holds, and never breaks anything."""
    make.deposit(IDS.shirt)
    assert not desk.ask(anchor_holds, anchor=anchor)
