"""Keep the books of visits with their signatures, more of incidents and providers, and the quote of an item.

A visit that was undone is from now on told from one that did not happen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_POINTERS = (
    ("incident", "stranger_id", "stranger"),
    ("incident", "roll_call_id", "roll_call"),
    ("visit", "corrects_id", "visit"),
    ("visit_line", "staff_id", "staff"),
)
_WORDS = (
    ("incident", "next_step", ""),
    ("provider", "esus_number", ""),
    ("provider", "evidence", ""),
    ("provider", "contacts", "[]"),
    ("provider", "note", ""),
    ("provider", "closures", "[]"),
    ("visit", "signed", "none"),
    ("visit", "concierge_signature", "[]"),
)
_NUMBERS = (("provider", "delay_days"), ("weekly_visit", "cutoff_minutes"))
_MAYBE_WORDS = (
    ("incident", "next_on"),
    ("incident", "outcome"),
    ("item", "quote"),
    ("provider", "esus_until"),
    ("provider", "evidence_on"),
    ("provider", "delay_until"),
    ("weekly_visit", "until"),
)
_MAYBE_NUMBERS = (
    ("incident", "amount"),
    ("provider", "capacity"),
    ("visit", "books_head"),
    ("visit", "awaited"),
    ("visit_line", "amount"),
)
_SIGNED = (
    "serial", "provider_id", "planned_at", "opened_at", "closed_at", "staff_id", "deed_uid", "driver", "signature",
    "salt", "commitment", "signed", "concierge_signature", "corrects_id", "books_head", "awaited",
)  # fmt: skip
_ONLY_ADDED = ("roll_call_line",)
_DEED = ("uid", "kind", "at", "staff_id")
_RECORDS = {
    "visit_line": ("id", "visit_id", "item_id", "way", "outcome", "staff_id", "since", "amount"),
    "notice": ("id", "customer_id", "at", "staff_id", "about", "channel", "item_ids"),
    "photo": ("id",),
    "quote": (
        "id", "item_id", "provider_id", "visit_id", "amount", "received_at", "received_by_id", "deed_uid",
        "within_ceiling",
    ),
    "stranger": ("id", "visit_id", "roll_call_id", "tag", "shelf_id", "staff_id", "at", "deed_uid"),
    "day_end": ("id", "day_on"),
    "authorisation": ("id", "allows", "deed_key", "by_id", "for_id", "at"),
}  # fmt: skip
"""What of a record stays as it was written, whatever else of it may change."""
_DELETED_IF = {
    "stranger": "WHEN (OLD.deed_uid IS NOT NULL)",
    "roll_call": "WHEN (OLD.closed_at IS NOT NULL)",
}
"""Records that were only begun may go again; the others never."""
_ENTRY = ("id", "incident_id", "at", "staff_id", "kind", "photo_id")


def _moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this revision."""
    _columns()
    # What a provider did until now, it offers; who signed until now signed on screen; what was undone was not missed.
    op.execute(
        "INSERT INTO offer (provider_id, service_id) SELECT provider_id, id FROM service WHERE provider_id > 0"
    )
    op.execute("UPDATE visit SET signed = 'screen' WHERE signature <> '[]'")
    op.execute(
        "UPDATE visit SET state = 'undone' WHERE deed_uid IN "
        "(SELECT d.uid FROM deed d JOIN deed u ON u.undoes_uid = d.uid WHERE d.kind = 'close_visit')"
    )
    _close_with_deeds()
    dialect = op.get_bind().dialect.name
    for statement in (*_guards(dialect), *_kept(dialect)):
        op.execute(statement)


def _close_with_deeds() -> None:
    """Give each incident that was closed its outcome, and the deed and the entry that say so.

    Until now a closing left only its reason: it was put right, unless it was the undoing of its visit that closed it.
    Such an undoing also closed what the next visit had found missing too: that is open again.
    """
    op.execute(
        "UPDATE incident SET outcome = CASE WHEN EXISTS (SELECT 1 FROM deed WHERE undoes_uid = incident.deed_uid "
        "AND deed.at = incident.closed_at AND deed.staff_id = incident.closed_by_id) "
        "THEN 'undone' ELSE 'put_right' END WHERE closed_at IS NOT NULL"
    )
    op.execute(
        "UPDATE incident SET outcome = NULL, closed_at = NULL, closed_by_id = NULL, reason = '' "
        "WHERE outcome = 'undone' AND EXISTS (SELECT 1 FROM visit_line l JOIN visit v ON v.id = l.visit_id "
        "WHERE l.item_id = incident.item_id AND l.outcome = incident.kind AND v.state = 'closed' "
        "AND v.closed_at BETWEEN incident.opened_at AND incident.closed_at)"
    )
    op.execute(
        "INSERT INTO deed (uid, kind, at, staff_id, made_id) SELECT 'close-incident-' || id, 'close_incident', "
        "closed_at, closed_by_id, id FROM incident WHERE outcome = 'put_right'"
    )
    op.execute(
        "INSERT INTO incident_entry (incident_id, at, staff_id, kind, text) SELECT id, closed_at, closed_by_id, "
        # A colon before a word would be a value to fill in.
        """'closed', '{"amount"\\:null,"outcome"\\:"' || outcome || '"}' FROM incident WHERE closed_at IS NOT NULL"""
    )


def _columns() -> None:
    for table, name, other in _POINTERS:
        # In one statement: SQLite adds no constraint to a table that is there already.
        constraint = f"CONSTRAINT fk_{table}_{name}_{other} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {constraint}")
    for table, name, default in _WORDS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=default))
    for table, name in _NUMBERS:
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for table, name in _MAYBE_WORDS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    for table, name in _MAYBE_NUMBERS:
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("visit_line", sa.Column("since", _moment(), nullable=True))


def _guards(dialect: str) -> list[str]:
    """List the triggers that refuse to change what was signed, and what is only ever added.

    Of an entry of an incident the words alone may go, when the person they are about is erased.
    """
    changed, other = _changed(_SIGNED, dialect), _changed(_ENTRY, dialect)
    # Of what was signed only the word that nothing of it counts may still change: an open visit would be free again.
    state = "NEW.state <> OLD.state AND NOT (OLD.state = 'closed' AND NEW.state = 'undone')"
    closed = f"WHEN (OLD.state IN ('closed', 'undone') AND ({state} OR {changed}))"
    written = f"WHEN (NEW.text <> '' OR {other})"
    if dialect != "sqlite":
        return _server_guards(closed, written)
    return [
        # A deed's row is completed once: with its first move, or with what it made, which names the deed itself.
        "DROP TRIGGER deed_no_update",
        _refusal(
            "deed",
            "UPDATE",
            f"WHEN (OLD.first_move_id IS NOT NULL OR OLD.made_id IS NOT NULL OR {_changed(_DEED, dialect)})",
        ),
        (
            f"CREATE TRIGGER visit_signed BEFORE UPDATE ON visit {closed} "
            "BEGIN SELECT RAISE(ABORT, 'visit: what was signed stays as it is'); END"
        ),
        _refusal("incident_entry", "UPDATE", written),
        _refusal("incident_entry", "DELETE"),
        *(_refusal(table, action) for table in _ONLY_ADDED for action in ("UPDATE", "DELETE")),
    ]


def _kept(dialect: str) -> list[str]:
    """List the triggers that keep a record; of some, words may go when the person they are about is erased."""
    changes = {table: f"WHEN ({when})" for table, when in _changes(dialect).items()}
    refused = [("UPDATE", *each) for each in changes.items()]
    refused += [("DELETE", table, _DELETED_IF.get(table, "")) for table in changes if table != "visit_line"]
    if dialect != "sqlite":
        kept = [_server_refusal(table, action, when) for action, table, when in refused]
        return ["DROP TRIGGER visit_line_guard ON visit_line", *kept, _server_refusal("visit_line", "DELETE")]
    # INSERT OR REPLACE would delete without the DELETE trigger.
    return [
        "DROP TRIGGER visit_line_no_update",
        *(_refusal(table, action, when) for action, table, when in refused),
        *(_no_replacing(table) for table in changes if table != "visit_line"),
    ]


def _no_replacing(table: str) -> str:
    known = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608  # one of our own tables
    return _refusal(table, "INSERT", f"WHEN {known}")


def _changes(dialect: str) -> dict[str, str]:
    """Tell which changes of a record are refused."""
    kept = {table: _changed(columns, dialect) for table, columns in _RECORDS.items()}
    differs, before = _differs(dialect), "substr({0}.checks, 1, length(OLD.checks) - 1)"
    return {
        "visit_line": f"NEW.note <> '' OR {kept['visit_line']}",
        "notice": f"NEW.text <> '' OR {kept['notice']}",
        "photo": f"NEW.name <> '' OR length(NEW.content) > 0 OR {kept['photo']}",
        "quote": f"(NEW.note <> '' AND {_changed(('note',), dialect)}) OR {kept['quote']}",
        "stranger": f"OLD.deed_uid IS NOT NULL AND (NEW.description <> '' OR {kept['stranger']})",
        "shift_note": "1 = 1",
        "authorisation": f"OLD.used_at IS NOT NULL OR NEW.used_at IS NULL OR {kept['authorisation']}",
        "roll_call": "OLD.closed_at IS NOT NULL",
        # A day that is ended again says so after what it said before.
        "day_end": f"length(NEW.checks) <= length(OLD.checks) OR {kept['day_end']} OR "
        f"{before.format('NEW')} {differs} {before.format('OLD')}",
    }


def _refusal(table: str, action: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
    )


def _server_guards(closed: str, written: str) -> list[str]:
    guards = [
        ("visit_signed", "UPDATE ON visit", closed),
        ("incident_entry_changed", "UPDATE ON incident_entry", written),
        ("incident_entry_kept", "DELETE ON incident_entry", ""),
        *((f"{table}_guard", f"UPDATE OR DELETE ON {table}", "") for table in _ONLY_ADDED),
    ]
    return [
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION only_added()"
        for name, what, when in guards
    ]


def _server_refusal(table: str, action: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} FOR EACH ROW {when} "
        "EXECUTE FUNCTION only_added()"
    )


def _changed(names: tuple[str, ...], dialect: str) -> str:
    return " OR ".join(f"NEW.{name} {_differs(dialect)} OLD.{name}" for name in names)


def _differs(dialect: str) -> str:
    return "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
