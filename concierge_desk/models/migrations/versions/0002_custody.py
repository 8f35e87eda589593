"""Make the tables of custody, their guards and the search index."""

import sqlalchemy as sa
from alembic import op

from concierge_desk.models.search import SEARCH_DDL, SERVER_SEARCH_DDL

revision = "0002"
down_revision = "0001"

_ONLY_ADDED = ("move", "deed", "visit_line")
_NEVER_DELETED = ("incident", "item", "request", "visit", "handback")


def _deed() -> None:
    op.create_table(
        "deed",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first_move_id", sa.Integer(), nullable=True),
        sa.Column("undoes_uid", sa.Text(), nullable=True),
        sa.Column("made_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_deed_staff_id_staff")),
        sa.ForeignKeyConstraint(["undoes_uid"], ["deed.uid"], name=op.f("fk_deed_undoes_uid_deed")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_deed")),
        sa.UniqueConstraint("undoes_uid", name=op.f("uq_deed_undoes_uid")),
        sqlite_strict=True,
    )
    op.create_index("ix_deed_at", "deed", ["at"], unique=False)
    op.create_index("ix_deed_staff_at", "deed", ["staff_id", "at"], unique=False)


def _handback() -> None:
    op.create_table(
        "handback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=True),
        sa.Column("collector_name", sa.Text(), nullable=False),
        sa.Column("identity_seen", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_handback_collector_id_collector")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_handback_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_handback_deed_uid_deed")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_handback_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handback")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_handback_customer_id"), "handback", ["customer_id"], unique=False)


def _request() -> None:
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_request_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_request_deed_uid_deed")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_request_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("serial", name=op.f("uq_request_serial")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_request_customer_id"), "request", ["customer_id"], unique=False)


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("closed_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=True),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_visit_deed_uid_deed")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_visit_provider_id_provider")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("serial", name=op.f("uq_visit_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_provider_planned", "visit", ["provider_id", "planned_at"], unique=False)
    op.create_index("ix_visit_planned", "visit", ["planned_at"], unique=False)


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("promised_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rework", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_item_article_id_article")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_item_customer_id_customer")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_item_provider_id_provider")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_item_request_id_request")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_item_service_id_service")),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_item_shelf_id_shelf")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sqlite_strict=True,
    )
    _item_indexes()


def _item_indexes() -> None:
    op.create_index("ix_item_customer_status", "item", ["customer_id", "status"], unique=False)
    op.create_index("ix_item_holder", "item", ["holder", "holder_id", "status"], unique=False)
    op.create_index(
        "ix_item_promised",
        "item",
        ["promised_at"],
        unique=False,
        sqlite_where=sa.text("status IN ('handed_in', 'with_provider')"),
    )
    op.create_index(op.f("ix_item_request_id"), "item", ["request_id"], unique=False)
    op.create_index(
        "ix_item_tag",
        "item",
        ["tag"],
        unique=False,
        sqlite_where=sa.text("tag IS NOT NULL"),
    )


def _print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("handback_id", sa.Integer(), nullable=True),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handback_id"], ["handback.id"], name=op.f("fk_print_job_handback_id_handback")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_print_job_request_id_request")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_print_job_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_print_job_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_print_job_handback_id"), "print_job", ["handback_id"], unique=False)
    op.create_index(op.f("ix_print_job_request_id"), "print_job", ["request_id"], unique=False)
    op.create_index(
        "ix_print_job_unsent",
        "print_job",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'sending', 'failed')"),
    )
    op.create_index(op.f("ix_print_job_visit_id"), "print_job", ["visit_id"], unique=False)


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_incident_closed_by_id_staff")),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_incident_deed_uid_deed")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_incident_item_id_item")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_incident_opened_by_id_staff")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_incident_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_incident_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_incident_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_incident_closed_at"), "incident", ["closed_at"], unique=False)
    op.create_index(op.f("ix_incident_item_id"), "incident", ["item_id"], unique=False)


def _move() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_holder", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("from_shelf_id", sa.Integer(), nullable=True),
        sa.Column("to_holder", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("to_shelf_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("handback_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["move.id"], name=op.f("fk_move_corrects_id_move")),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_move_deed_uid_deed")),
        sa.ForeignKeyConstraint(["handback_id"], ["handback.id"], name=op.f("fk_move_handback_id_handback")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_move_item_id_item")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_move_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_move_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_move_deed_uid"), "move", ["deed_uid"], unique=False)
    op.create_index(op.f("ix_move_item_id"), "move", ["item_id"], unique=False)


def _visit_line() -> None:
    op.create_table(
        "visit_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_visit_line_item_id_item")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_line_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visit_line_item_id"), "visit_line", ["item_id"], unique=False)
    op.create_index(op.f("ix_visit_line_visit_id"), "visit_line", ["visit_id"], unique=False)


def upgrade() -> None:
    """Make the tables of custody, the guards of what is only ever added, and the search index."""
    _deed()
    _handback()
    _request()
    _visit()
    _item()
    _print_job()
    _incident()
    _move()
    _visit_line()
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _guards(dialect: str) -> list[str]:
    """List the triggers that refuse to change or delete what is only ever added, and the search tables."""
    if dialect != "sqlite":
        return _server_guards()
    made = list(SEARCH_DDL)
    for table in _ONLY_ADDED:
        made += [_refusal(table, "UPDATE"), _refusal(table, "DELETE")]
    made += [_refusal(table, "DELETE") for table in _NEVER_DELETED]
    # INSERT OR REPLACE would delete without the DELETE trigger.
    made.append(
        "CREATE TRIGGER move_no_replace BEFORE INSERT ON move WHEN EXISTS (SELECT 1 FROM move WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'moves are only ever added'); END"
    )
    return made


def _refusal(table: str, action: str) -> str:
    # A deed's row is completed once, in its own transaction, with its first move and what it undoes.
    when = ""
    if table == "deed" and action == "UPDATE":
        when = (
            "WHEN OLD.first_move_id IS NOT NULL OR NEW.uid IS NOT OLD.uid OR NEW.kind IS NOT OLD.kind "
            "OR NEW.at IS NOT OLD.at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.made_id IS NOT OLD.made_id "
        )
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
    )


def _server_guards() -> list[str]:
    refuse = (
        "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END $$"
    )
    guards = dict.fromkeys(("move", "visit_line"), "UPDATE OR DELETE")
    guards |= dict.fromkeys(("deed", *_NEVER_DELETED), "DELETE")
    return [*SERVER_SEARCH_DDL, refuse] + [
        f"CREATE TRIGGER {table}_guard BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION only_added()"
        for table, action in guards.items()
    ]
