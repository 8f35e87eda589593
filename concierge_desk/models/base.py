"""The base of every mapped class, and the column types of the store.

Every table is STRICT in SQLite, so a column holds only what its type says. Moments are whole microseconds since
1970 in UTC, days are ISO dates, amounts are cents, and small structures are canonical JSON text.
"""

import enum
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from concierge_desk.money import Money

Words = dict[str, str]
Facts = dict[str, Any]
Rows = list[Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
E = TypeVar("E", bound=enum.Enum)


# One encoder for all: json.dumps would make a new one at every call, which costs more than the writing.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> str:
    """Write a value as canonical JSON: sorted keys, no spaces, so that equal values have equal text."""
    return _CANONICAL.encode(value)


def microseconds(at: datetime) -> int:
    """Count the microseconds of an aware moment since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def moment_of(counted: int) -> datetime:
    """Tell the aware moment of so many microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=counted)


class MomentType(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds in UTC."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn a moment into microseconds; a naive one is refused."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment must be aware"
            raise ValueError(message)
        return microseconds(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn microseconds into a moment."""
        del dialect
        return None if value is None else moment_of(value)


class DayType(TypeDecorator[date]):
    """A day, kept as its ISO text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Turn a day into text."""
        del dialect
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Turn text into a day."""
        del dialect
        return None if value is None else date.fromisoformat(value)


class HourType(TypeDecorator[time]):
    """A time of the day, kept as its ISO text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Turn a time into text."""
        del dialect
        return None if value is None else value.isoformat("minutes")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Turn text into a time."""
        del dialect
        return None if value is None else time.fromisoformat(value)


class MoneyType(TypeDecorator[Money]):
    """An amount, kept as its cents."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        """Turn an amount into cents."""
        del dialect
        return None if value is None else value.cents

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        """Turn cents into an amount."""
        del dialect
        return None if value is None else Money(value)


class FlagType(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0 in SQLite."""

    impl = Boolean().with_variant(Integer(), "sqlite")
    cache_ok = True

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Turn 1 or 0 into yes or no."""
        del dialect
        return None if value is None else bool(value)


class JsonType(TypeDecorator[Any]):
    """A small structure, kept as canonical JSON text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        """Turn a structure into text."""
        del dialect
        return canonical(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # JSON is any shape
        """Turn text into a structure."""
        del dialect
        # Most lists and structures are empty, and are new each time: nobody may change another's.
        if value == "[]":
            return []
        if value == "{}":
            return {}
        return None if value is None else json.loads(value)


class EnumType(TypeDecorator[E], Generic[E]):
    """One word out of a few, kept as that word."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        """Know which words there are."""
        super().__init__()
        self.words = words
        self._members = {str(member.value): member for member in words}

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Turn a member into its word."""
        del dialect
        return None if value is None else str(self.words(value).value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Turn a word into its member."""
        del dialect
        return None if value is None else self._members.get(value) or self.words(value)


class Base(DeclarativeBase):
    """What every mapped class has."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: Integer(),
        bytes: LargeBinary(),
        bool: FlagType(),
        datetime: MomentType(),
        date: DayType(),
        time: HourType(),
        Money: MoneyType(),
        Words: JsonType(),
        Facts: JsonType(),
        Rows: JsonType(),
    }
    __table_args__: Any = {"sqlite_strict": True}  # noqa: RUF012  # SQLAlchemy's own place for table options
