"""Column types: what goes in comes out, and equal values have equal text."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from concierge_desk.models import Holder
from concierge_desk.models.base import (
    DayType,
    EnumType,
    HourType,
    JsonType,
    MomentType,
    MoneyType,
    canonical,
    microseconds,
)
from concierge_desk.money import Money

DIALECT = sqlite.dialect()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def _there_and_back(kind: TypeDecorator[Any], value: object) -> object:
    return kind.process_result_value(kind.process_bind_param(value, DIALECT), DIALECT)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])))
def test_a_moment_is_kept_to_the_microsecond(at: datetime) -> None:
    """Any aware moment comes back as the same moment, in UTC."""
    found = _there_and_back(MomentType(), at)
    assert found == at
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


def test_a_naive_moment_is_refused() -> None:
    """A moment without its zone is a bug, never a guess."""
    with pytest.raises(ValueError, match="aware"):
        MomentType().process_bind_param(datetime(2026, 1, 1), DIALECT)  # noqa: DTZ001  # the naive moment that is refused


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DayType(), date(2026, 11, 23)), (HourType(), time(15, 30)), (MoneyType(), Money(-5)),
        (EnumType(Holder), Holder.CARRIER), (JsonType(), {"é": [1, None, "x"]}),
    ],
)  # fmt: skip
def test_what_goes_in_comes_out(kind: TypeDecorator[Any], value: object) -> None:
    """Days, hours, amounts, words and structures come back equal; nothing stays nothing."""
    assert _there_and_back(kind, value) == value
    assert kind.process_result_value(None, DIALECT) is None


def test_a_word_that_is_none_of_the_few_is_refused() -> None:
    """A status that nobody knows is read as an error, never as a status."""
    with pytest.raises(ValueError, match="nobody"):
        EnumType(Holder).process_result_value("nobody", DIALECT)


@given(JSON)
def test_equal_structures_have_equal_text(value: object) -> None:
    """Canonical JSON is a fixed point: read and written again it is the same, so a digest of it can be recomputed."""
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_microseconds_count_from_1970() -> None:
    """The chain counts whole microseconds in UTC."""
    assert microseconds(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC)) == 1_000_005
