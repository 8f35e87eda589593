"""Make the tables of carriers, mail, and messages; collectors get a scope, people may refuse a channel."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_CARRIERS = (
    ("la_poste", "La Poste"),
    ("colissimo", "Colissimo"),
    ("chronopost", "Chronopost"),
    ("mondial_relay", "Mondial Relay"),
    ("dpd", "DPD"),
    ("ups", "UPS"),
    ("gls", "GLS"),
    ("dhl", "DHL"),
    ("amazon", "Amazon"),
)
_SEALED = (
    "serial", "carrier_id", "way", "at", "staff_id", "deed_uid", "sheet", "found", "sheet_number", "note",
)  # fmt: skip
"""What of a carrier's visit stays as it was written."""


def _moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _flag() -> sa.types.TypeEngine[bool]:
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def _carrier() -> None:
    op.create_table(
        "carrier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("comes_at", sa.Text(), nullable=False),
        sa.Column("takes_out", _flag(), nullable=False),
        sa.Column("active", _flag(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier")),
        sa.UniqueConstraint("key", name=op.f("uq_carrier_key")),
        sqlite_strict=True,
    )


def _message_text() -> None:
    op.create_table(
        "message_text",
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stage", "channel", "language", name=op.f("pk_message_text")),
        sqlite_strict=True,
    )


def _carrier_rule() -> None:
    op.create_table(
        "carrier_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("keeps_days", sa.Integer(), nullable=True),
        sa.Column("working_days", _flag(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("collecting", sa.Text(), nullable=False),
        sa.Column("asks_identity", _flag(), nullable=False),
        sa.Column("asks_signature", _flag(), nullable=False),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_carrier_rule_carrier_id_carrier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_rule")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_carrier_rule_carrier_id"), "carrier_rule", ["carrier_id"], unique=False)


def _tariff() -> None:
    op.create_table(
        "tariff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("up_to_g", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("registered", _flag(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["carrier_id"], ["carrier.id"], name=op.f("fk_tariff_carrier_id_carrier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tariff_carrier_id"), "tariff", ["carrier_id"], unique=False)


def _carrier_visit() -> None:
    op.create_table(
        "carrier_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("undone", _flag(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("sheet_number", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_carrier_visit_carrier_id_carrier")
        ),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_carrier_visit_deed_uid_deed")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_carrier_visit_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_visit")),
        sa.UniqueConstraint("serial", name=op.f("uq_carrier_visit_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_carrier_visit_at", "carrier_visit", ["at"], unique=False)


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day_on", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("made_at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("next_at", _moment(), nullable=True),
        sa.Column("done_at", _moment(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_message_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_message_notice_id_notice")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_message_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("customer_id", "day_on", name=op.f("uq_message_customer_id_day_on")),
        sa.UniqueConstraint("uid", name=op.f("uq_message_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_message_open",
        "message",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'sending', 'failed', 'doubtful')"),
    )


def _mail_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("arrived_on", sa.Text(), nullable=False),
        sa.Column("presented_on", sa.Text(), nullable=True),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("keep_until", sa.Text(), nullable=True),
        sa.Column("returning_at", _moment(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("came_with_id", sa.Integer(), nullable=True),
        sa.Column("went_with_id", sa.Integer(), nullable=True),
        sa.Column("register_serial", sa.Integer(), nullable=True),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("franking", sa.Integer(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=True),
        sa.Column("own_label", _flag(), nullable=False),
        sa.Column("posted_at", _moment(), nullable=True),
    ]


def _mail_item() -> None:
    op.create_table(
        "mail_item",
        *_mail_columns(),
        sa.ForeignKeyConstraint(
            ["came_with_id"], ["carrier_visit.id"], name=op.f("fk_mail_item_came_with_id_carrier_visit")
        ),
        sa.ForeignKeyConstraint(["carrier_id"], ["carrier.id"], name=op.f("fk_mail_item_carrier_id_carrier")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_mail_item_item_id_item")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["carrier_rule.id"], name=op.f("fk_mail_item_rule_id_carrier_rule")
        ),
        sa.ForeignKeyConstraint(
            ["went_with_id"], ["carrier_visit.id"], name=op.f("fk_mail_item_went_with_id_carrier_visit")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_mail_item")),
        sa.UniqueConstraint("register_serial", name=op.f("uq_mail_item_register_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_mail_item_arrived_on", "mail_item", ["arrived_on", "item_id"], unique=False)
    op.create_index(op.f("ix_mail_item_came_with_id"), "mail_item", ["came_with_id"], unique=False)
    op.create_index(op.f("ix_mail_item_carrier_id"), "mail_item", ["carrier_id"], unique=False)
    op.create_index(
        "ix_mail_item_keep_until",
        "mail_item",
        ["keep_until"],
        unique=False,
        sqlite_where=sa.text("keep_until IS NOT NULL"),
    )
    op.create_index(
        "ix_mail_item_number", "mail_item", ["number"], unique=False, sqlite_where=sa.text("number > ''")
    )
    op.create_index(
        "ix_mail_item_unsettled",
        "mail_item",
        ["recipient"],
        unique=False,
        sqlite_where=sa.text("recipient <> 'known'"),
    )
    op.create_index(op.f("ix_mail_item_went_with_id"), "mail_item", ["went_with_id"], unique=False)


def _columns() -> None:
    for table, name, default in (
        ("customer", "stands_for", ""),
        ("customer", "refuses", "[]"),
        ("collector", "scopes", '["items"]'),
        ("collector", "papers", "[]"),
        ("handback", "identity_kind", ""),
    ):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.add_column("collector", sa.Column("from_on", sa.Text(), nullable=True))
    op.add_column("customer", sa.Column("is_company", _flag(), nullable=False, server_default=sa.false()))
    # In one statement: SQLite adds no constraint to a table that is there already.
    op.execute(
        "ALTER TABLE print_job ADD COLUMN carrier_visit_id INTEGER "
        "CONSTRAINT fk_print_job_carrier_visit_id_carrier_visit REFERENCES carrier_visit (id)"
    )
    op.create_index(op.f("ix_print_job_carrier_visit_id"), "print_job", ["carrier_visit_id"], unique=False)


def upgrade() -> None:
    """Bring the store to this revision."""
    _carrier()
    _message_text()
    _carrier_rule()
    _tariff()
    _carrier_visit()
    _message()
    _mail_item()
    # What people were told lately is asked without reading what they were told in all their years.
    op.drop_index(op.f("ix_notice_customer_id"), "notice")
    op.create_index("ix_notice_customer_id_at", "notice", ["customer_id", "at"], unique=False)
    _columns()
    for position, (key, name) in enumerate(_CARRIERS):
        op.execute(
            sa.text(
                "INSERT INTO carrier (key, name, phone, comes_at, takes_out, active, position) "
                "VALUES (:key, :name, '', '', :yes, :yes, :position)"
            ).bindparams(sa.bindparam("yes", True, sa.Boolean()), key=key, name=name, position=position)
        )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _guards(dialect: str) -> list[str]:
    """List the triggers that keep a carrier's visit as it was written, and let no mail or message be deleted."""
    if dialect != "sqlite":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _SEALED)
        return [
            (
                f"CREATE TRIGGER carrier_visit_sealed BEFORE UPDATE ON carrier_visit FOR EACH ROW WHEN ({changed}) "
                "EXECUTE FUNCTION only_added()"
            ),
            *(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION only_added()"
                for table in ("carrier_visit", "mail_item", "message")
            ),
        ]
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _SEALED)
    return [
        (
            f"CREATE TRIGGER carrier_visit_sealed BEFORE UPDATE ON carrier_visit WHEN ({changed}) "
            "BEGIN SELECT RAISE(ABORT, 'carrier_visit is only added to'); END"
        ),
        *(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            for table in ("carrier_visit", "mail_item", "message")
        ),
    ]
