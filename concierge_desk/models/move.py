"""Changes of custody: only ever added, chained, never changed."""

import enum
from collections.abc import Sequence
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, and_, text, type_coerce
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, EnumType, Facts, Rows, microseconds
from concierge_desk.models.item import Holder, Item

_MADE_READY = '"status":"ready"'
"""How the canonical text of a move's facts says it; in what somebody typed the quotes would be escaped."""


class MoveKind(enum.Enum):
    """Why an item moved."""

    RECEIVED = "received"
    DESCRIBED = "described"
    SHELVED = "shelved"
    SENT = "sent"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"
    UNDONE = "undone"
    CORRECTED = "corrected"
    QUOTED = "quoted"
    PROMISED = "promised"


class Deed(Base):
    """One deed at the counter; its `uid` is made when its form opens, so that it is recorded exactly once."""

    __tablename__ = "deed"

    uid: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    first_move_id: Mapped[int | None]
    undoes_uid: Mapped[str | None] = mapped_column(ForeignKey("deed.uid"), unique=True)
    made_id: Mapped[int | None]
    """The customer, collector or paper that a deed without moves made: a deed done again answers with it."""

    __table_args__ = (
        Index("ix_deed_staff_at", "staff_id", "at"),
        Index("ix_deed_at", "at"),
        Index("ix_deed_settling", "uid", sqlite_where=text("kind = 'settle_mail'")),
        {"sqlite_strict": True},
    )


class Move(Base):
    """One change of custody of one item; `id` runs from 1 without a gap.

    `facts` holds what this move changed of the item's record, so that the item is the fold of its moves.
    `digest` is the SHA-256 of the digest of the move before and of this whole record.
    """

    __tablename__ = "move"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    kind: Mapped[MoveKind] = mapped_column(EnumType(MoveKind))
    from_holder: Mapped[Holder] = mapped_column(EnumType(Holder))
    from_id: Mapped[int | None]
    from_shelf_id: Mapped[int | None]
    to_holder: Mapped[Holder] = mapped_column(EnumType(Holder))
    to_id: Mapped[int | None]
    to_shelf_id: Mapped[int | None]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    handback_id: Mapped[int | None] = mapped_column(ForeignKey("handback.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("move.id"))
    reason: Mapped[str] = mapped_column(default="")
    facts: Mapped[Facts] = mapped_column(default=dict)
    digest: Mapped[bytes]

    item: Mapped[Item] = relationship(lazy="raise")

    def record(self) -> Rows:
        """List the whole record, in the order that the chain hashes it."""
        return [
            self.id,
            self.item_id,
            self.kind.value,
            [self.from_holder.value, self.from_id, self.from_shelf_id],
            [self.to_holder.value, self.to_id, self.to_shelf_id],
            microseconds(self.at),
            self.staff_id,
            self.deed_uid,
            [self.visit_id, self.handback_id, self.corrects_id],
            self.reason,
            self.facts,
        ]


def made_ready() -> ColumnElement[bool]:
    """Ask for the moves that made their piece ready; one that was taken back gave back what was there before it."""
    return and_(
        Move.kind != MoveKind.UNDONE, type_coerce(Move.facts, Text).contains(_MADE_READY, autoescape=True)
    )


def written(columns: Sequence[Any]) -> str:
    """Write the canonical text of a move's record from its columns as the store holds them, `digest` left out.

    The same text as `canonical(move.record())`, many times faster: for checking and making millions of moves.
    """
    (
        id_,
        item,
        kind,
        came_from,
        from_id,
        from_shelf,
        to,
        to_id,
        to_shelf,
        at,
        staff,
        uid,
        *proofs,
        why,
        facts,
    ) = columns
    visit, handback, corrects = proofs
    return (
        f"[{id_},{item},{encode_basestring(kind)},"
        f"[{encode_basestring(came_from)},{_or_null(from_id)},{_or_null(from_shelf)}],"
        f"[{encode_basestring(to)},{_or_null(to_id)},{_or_null(to_shelf)}],"
        f"{at},{staff},{encode_basestring(uid)},"
        f"[{_or_null(visit)},{_or_null(handback)},{_or_null(corrects)}],{encode_basestring(why)},{facts}]"
    )


def _or_null(number: int | None) -> int | str:
    return "null" if number is None else number
