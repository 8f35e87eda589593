"""Whatever is changed of an incident behind the desk's back, `verify` names it."""

import shutil
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest

from concierge_desk.models import Base, Incident, IncidentEntry, Photo
from tests.operations.past import fault_of

# No deed speaks of the words of a note; a name of a file says nothing. The key of an incident to which nothing was
# added, and that of an entry that came with another deed, are named by nothing. A roll-call and a stranger are
# proven by what found them.
UNPROVEN = {
    "incident": {"id", "note", "reason", "stranger_id", "roll_call_id"},
    "incident_entry": {"id"},
    "photo": {"name"},
}
COLUMNS = [
    (kind.__tablename__, column.name)
    for kind in (Incident, IncidentEntry, Photo)
    for column in Base.metadata.tables[kind.__tablename__].columns
    if column.name not in UNPROVEN[kind.__tablename__]
]
Raw = Any


def _tampered(written_file: Path, tmp_path: Path, statements: str) -> str:
    """Change a copy of a store behind the desk's back, and tell what verify says; empty when it finds nothing."""
    path = tmp_path / "tampered.sqlite"
    shutil.copy(written_file, path)
    raw = sqlite.connect(str(path), isolation_level=None)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    before = raw.total_changes
    raw.executescript(statements)
    assert raw.total_changes > before, "nothing was changed"
    raw.close()
    fault = fault_of(path)
    return "" if fault is None else f"{fault.table} {fault.problem}"


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column}" for table, column in COLUMNS])
@pytest.mark.parametrize("which", ["first", "last"])
def test_a_change_of_any_column_is_found(
    written_file: Path, tmp_path: Path, *, table: str, column: str, which: str
) -> None:
    """Change one value of one row, whichever, and verify names a fault."""
    order = "ASC" if which == "first" else "DESC"
    row = (
        f"(SELECT id FROM {table} WHERE {column} IS NOT NULL "  # noqa: S608  # our own names
        f"{'AND kind <> ' + repr('note') if column == 'text' else ''} ORDER BY id {order} LIMIT 1)"
    )
    blob = "x'FFD8FF00FFD9'"
    changed = (
        f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1000 "
        f"WHEN 'blob' THEN {blob} ELSE {column} || 'x' END"
    )
    said = _tampered(written_file, tmp_path, f"UPDATE {table} SET {column} = {changed} WHERE id = {row}")  # noqa: S608  # our own names
    assert said


SUBTLE = {
    "an incident closed by nobody": "UPDATE incident SET outcome = 'found', reason = 'Vu', closed_at = opened_at, "
    "closed_by_id = 1 WHERE closed_at IS NULL AND kind = 'unexpected'",
    "an incident closed without saying how": "UPDATE incident SET reason = 'Vu', closed_at = opened_at, "
    "closed_by_id = 1 WHERE closed_at IS NULL AND kind = 'unexpected'",
    "a closed incident opened again": "UPDATE incident SET outcome = NULL, reason = '', amount = NULL, "
    "closed_at = NULL, closed_by_id = NULL WHERE outcome = 'compensated'",
    "less was paid": "UPDATE incident SET amount = 12 WHERE amount IS NOT NULL",
    "another outcome": "UPDATE incident SET outcome = 'given_up', amount = NULL WHERE outcome = 'compensated'",
    "closed, and undone as well": "UPDATE incident SET outcome = 'undone', amount = NULL "
    "WHERE outcome = 'compensated'",
    "undone with a manifest that was put right": "UPDATE incident SET outcome = 'undone', reason = 'Annulé', "
    "closed_at = (SELECT at FROM deed WHERE kind = 'amend_visit'), "
    "closed_by_id = (SELECT staff_id FROM deed WHERE kind = 'amend_visit') WHERE kind = 'disputed'; "
    "INSERT INTO incident_entry (incident_id, at, staff_id, kind, text) "
    "SELECT id, closed_at, closed_by_id, 'closed', "
    """'{"amount":null,"outcome":"undone"}' FROM incident WHERE outcome = 'undone' AND kind = 'disputed'""",
    "closed without a reason": "UPDATE incident SET reason = '' WHERE outcome = 'compensated'",
    "a reason of an open one": "UPDATE incident SET reason = 'Vu' WHERE closed_at IS NULL",
    "another owner": "UPDATE incident SET owner_id = 1 WHERE owner_id = 2",
    "no next step": "UPDATE incident SET next_step = '', next_on = NULL WHERE next_step <> ''",
    "another kind": "UPDATE incident SET kind = 'late' WHERE kind = 'unexpected'",
    "of another piece": "UPDATE incident SET item_id = 8 WHERE kind = 'damaged'",
    "of no visit": "UPDATE incident SET visit_id = NULL WHERE kind = 'damaged'",
    "opened by a deed of somebody else": "UPDATE incident SET deed_uid = (SELECT uid FROM deed WHERE "
    "kind = 'receive' LIMIT 1) WHERE kind = 'disputed'",
    "an entry gone": "DELETE FROM incident_entry WHERE kind = 'note'",
    "an entry that nobody added": "INSERT INTO incident_entry SELECT 99, incident_id, at + 1, staff_id, kind, text, "
    "photo_id FROM incident_entry WHERE kind = 'note'",
    "entries in another order": "UPDATE incident_entry SET incident_id = 1 WHERE kind = 'next_step'",
    "a photo exchanged": "UPDATE photo SET content = x'FFD8FF00FFD9'",
    "a photo gone from its entry": "UPDATE incident_entry SET photo_id = NULL WHERE kind = 'photo'",
    "a photo of nothing": "INSERT INTO photo SELECT 99, name, content FROM photo LIMIT 1",
    "an incident gone": "DELETE FROM incident_entry WHERE incident_id = (SELECT id FROM incident WHERE "
    "kind = 'disputed'); DELETE FROM incident WHERE kind = 'disputed'",
    "a closing gone": "DELETE FROM deed WHERE kind = 'close_incident'",
    "a following gone": "DELETE FROM deed WHERE kind = 'follow_incident'",
}  # fmt: skip  # one change a line


@pytest.mark.parametrize("what", SUBTLE)
def test_a_subtle_change_is_found(written_file: Path, tmp_path: Path, what: str) -> None:
    """Changes that fit the schema, and look right at first sight, do not fit the deeds."""
    assert _tampered(written_file, tmp_path, SUBTLE[what])
