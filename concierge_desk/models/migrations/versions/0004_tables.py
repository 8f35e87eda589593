"""Make the tables of quotes, photos, roll-calls, shifts, notices, offers and of rights that were given once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _flag() -> sa.types.TypeEngine[bool]:
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sqlite_strict=True,
    )


def _authorisation() -> None:
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allows", sa.Text(), nullable=False),
        sa.Column("deed_key", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("used_at", _moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_authorisation_by_id_staff")),
        sa.ForeignKeyConstraint(["for_id"], ["staff.id"], name=op.f("fk_authorisation_for_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
        sqlite_strict=True,
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_notice_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notice_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_notice_customer_id"), "notice", ["customer_id"], unique=False)


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("day_on", sa.Text(), nullable=False),
        sa.Column("first_at", _moment(), nullable=False),
        sa.Column("last_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_presence_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "day_on", name=op.f("pk_presence")),
        sqlite_strict=True,
    )


def _shift_note() -> None:
    op.create_table(
        "shift_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_shift_note_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_note")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_shift_note_at"), "shift_note", ["at"], unique=False)


def _day_end() -> None:
    op.create_table(
        "day_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_on", sa.Text(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_day_end_deed_uid_deed")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_day_end_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_end")),
        sa.UniqueConstraint("day_on", name=op.f("uq_day_end_day_on")),
        sqlite_strict=True,
    )


def _offer() -> None:
    op.create_table(
        "offer",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("work_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_offer_provider_id_provider")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_offer_service_id_service")),
        sa.PrimaryKeyConstraint("provider_id", "service_id", name=op.f("pk_offer")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offer_service_id"), "offer", ["service_id"], unique=False)


def _roll_call() -> None:
    op.create_table(
        "roll_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", _moment(), nullable=True),
        sa.Column("deed_uid", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_roll_call_deed_uid_deed")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_roll_call_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_roll_call_closed_at"), "roll_call", ["closed_at"], unique=False)


def _purchase_price() -> None:
    op.create_table(
        "purchase_price",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_purchase_price_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_purchase_price_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("provider_id", "article_id", name=op.f("pk_purchase_price")),
        sqlite_strict=True,
    )


def _roll_call_shelf() -> None:
    op.create_table(
        "roll_call_shelf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roll_call_id", sa.Integer(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roll_call_id"], ["roll_call.id"], name=op.f("fk_roll_call_shelf_roll_call_id_roll_call")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_roll_call_shelf_shelf_id_shelf")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_roll_call_shelf_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call_shelf")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_roll_call_shelf_roll_call_id"), "roll_call_shelf", ["roll_call_id"], unique=False
    )


def _stranger() -> None:
    op.create_table(
        "stranger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("roll_call_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_stranger_deed_uid_deed")),
        sa.ForeignKeyConstraint(
            ["roll_call_id"], ["roll_call.id"], name=op.f("fk_stranger_roll_call_id_roll_call")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_stranger_shelf_id_shelf")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_stranger_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_stranger_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stranger")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stranger_roll_call_id"), "stranger", ["roll_call_id"], unique=False)
    op.create_index(op.f("ix_stranger_visit_id"), "stranger", ["visit_id"], unique=False)


def _quote() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("received_at", _moment(), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=False),
        sa.Column("deed_uid", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("within_ceiling", _flag(), nullable=False),
        sa.Column("decided_at", _moment(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_with", sa.Text(), nullable=False),
        sa.Column("decision_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_quote_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["decision_uid"], ["deed.uid"], name=op.f("fk_quote_decision_uid_deed")),
        sa.ForeignKeyConstraint(["deed_uid"], ["deed.uid"], name=op.f("fk_quote_deed_uid_deed")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_quote_item_id_item")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_quote_provider_id_provider")),
        sa.ForeignKeyConstraint(["received_by_id"], ["staff.id"], name=op.f("fk_quote_received_by_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_quote_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_quote_item_id"), "quote", ["item_id"], unique=False)
    op.create_index(op.f("ix_quote_state"), "quote", ["state"], unique=False)


def _roll_call_line() -> None:
    op.create_table(
        "roll_call_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roll_call_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("seen_shelf_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_roll_call_line_item_id_item")),
        sa.ForeignKeyConstraint(
            ["roll_call_id"], ["roll_call.id"], name=op.f("fk_roll_call_line_roll_call_id_roll_call")
        ),
        sa.ForeignKeyConstraint(
            ["seen_shelf_id"], ["shelf.id"], name=op.f("fk_roll_call_line_seen_shelf_id_shelf")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_roll_call_line_shelf_id_shelf")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_roll_call_line_item_id"), "roll_call_line", ["item_id"], unique=False)
    op.create_index(op.f("ix_roll_call_line_roll_call_id"), "roll_call_line", ["roll_call_id"], unique=False)


def _roll_call_mark() -> None:
    op.create_table(
        "roll_call_mark",
        sa.Column("roll_call_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_roll_call_mark_item_id_item")),
        sa.ForeignKeyConstraint(
            ["roll_call_id"], ["roll_call.id"], name=op.f("fk_roll_call_mark_roll_call_id_roll_call")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_roll_call_mark_shelf_id_shelf")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_roll_call_mark_staff_id_staff")),
        sa.PrimaryKeyConstraint("roll_call_id", "item_id", name=op.f("pk_roll_call_mark")),
        sqlite_strict=True,
    )


def _visit_mark() -> None:
    op.create_table(
        "visit_mark",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_visit_mark_item_id_item")),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_visit_mark_shelf_id_shelf")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_mark_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_mark_visit_id_visit")),
        sa.PrimaryKeyConstraint("visit_id", "item_id", name=op.f("pk_visit_mark")),
        sqlite_strict=True,
    )


def _incident_entry() -> None:
    op.create_table(
        "incident_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_entry_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_incident_entry_photo_id_photo")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_incident_entry_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_entry")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_incident_entry_incident_id"), "incident_entry", ["incident_id"], unique=False)


def upgrade() -> None:
    """Bring the store to this revision."""
    for make in (
        _photo,
        _authorisation,
        _notice,
        _presence,
        _shift_note,
        _day_end,
        _offer,
        _roll_call,
        _purchase_price,
        _roll_call_shelf,
        _stranger,
        _quote,
        _roll_call_line,
        _roll_call_mark,
        _visit_mark,
        _incident_entry,
    ):
        make()
