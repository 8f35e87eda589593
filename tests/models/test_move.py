"""The record of a move: what the chain hashes is the whole of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect

from concierge_desk.models import Holder, Move, MoveKind
from concierge_desk.models.base import canonical, microseconds
from concierge_desk.models.move import written

NUMBERS = st.none() | st.integers(0, 10**9)


@given(
    st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    st.text(),
    st.dictionaries(st.text(), st.text() | st.integers() | st.none(), max_size=4),
)
def test_the_text_of_columns_is_the_text_of_the_record(
    ids: tuple[int | None, ...], reason: str, facts: dict[str, Any]
) -> None:
    """Checking by columns and writing by records hash the same text, whatever the reason or the facts say."""
    move = _move(ids, reason, facts)
    columns = [
        move.id, move.item_id, move.kind.value, move.from_holder.value, move.from_id, move.from_shelf_id,
        move.to_holder.value, move.to_id, move.to_shelf_id, microseconds(move.at), move.staff_id, move.deed_uid,
        move.visit_id, move.handback_id, move.corrects_id, move.reason, canonical(move.facts),
    ]  # fmt: skip
    assert written(columns) == canonical(move.record())


@pytest.mark.parametrize("column", [each.key for each in inspect(Move).columns if each.key != "digest"])
def test_every_column_is_in_the_record(column: str) -> None:
    """Change any column of a move but its digest, and its record is another one."""
    move, same = (_move((1, 2, 3, 4, 5, 6, 7), "why", {"status": "ready"}) for _ in range(2))
    assert move.record() == same.record()
    others: dict[str, object] = {
        "kind": MoveKind.SENT, "from_holder": Holder.CARRIER, "to_holder": Holder.CARRIER, "deed_uid": "other",
        "at": datetime(2027, 1, 1, tzinfo=UTC), "reason": "other", "facts": {},
    }  # fmt: skip
    setattr(move, column, others.get(column, 99))
    assert move.record() != same.record()


def _move(ids: tuple[int | None, ...], reason: str, facts: dict[str, Any]) -> Move:
    return Move(
        id=17, item_id=23, kind=MoveKind.SHELVED, from_holder=Holder.DESK, from_id=ids[0], from_shelf_id=ids[1],
        to_holder=Holder.DESK, to_id=ids[2], to_shelf_id=ids[3], at=datetime(2026, 11, 23, tzinfo=UTC), staff_id=2,
        deed_uid="a" * 32, visit_id=ids[4], handback_id=ids[5], corrects_id=ids[6], reason=reason, facts=facts,
    )  # fmt: skip
