"""Proving the record: the chain, every item against its moves, every document against its commitment.

`verify` recomputes everything from the moves and names the first row that does not fit. It writes nothing, and
reads in small portions, so that ten years of moves need no more memory than one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk.models import House, Item, Move, chain, search
from concierge_desk.models.move import written
from concierge_desk.operations import (
    fitting,
    fitting_documents,
    fitting_incidents,
    fitting_mail,
    fitting_notes,
    fitting_quotes,
    fitting_records,
    fitting_rights,
    fitting_roll_calls,
    fitting_visits,
)
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import LANGUAGES, N_, Texts

_BATCH = 5_000
_UNREADABLE = N_("cannot be read: {reason}")
_NAMES = [column.name for column in Move.__table__.columns]
_COLUMNS, _AT = ", ".join(_NAMES), _NAMES.index("at")


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked, and how many of it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit; `problem` is a marked message that names the `values`."""

    table: str
    row: str
    problem: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, texts: Texts) -> str:
        """Name the row and say what is the matter with it, in the language of the texts."""
        return f"{self.table} {self.row} {texts(self.problem, **self.values)}"

    def words(self) -> dict[str, str]:
        """Say it in each language, for a refusal that names it."""
        return {language: self.said(Texts(language)) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, the anchor of the chain's head, and the first fault."""

    checked: list[Checked]
    anchor: str
    fault: Fault | None


def verify(session: Session, *, progress: Callable[[str, int], None] | None = None) -> Report:
    """Check the chain, every item's holder and status against its moves, and the store's own integrity."""
    reading = Reading(session)
    checked: list[Checked] = []
    fault = None
    for name, check in _CHECKS:
        if progress is not None:
            progress(name, len(checked))
        try:
            checked.append(Checked(name, check(reading)))
        except NotFittingError as found:
            fault = Fault(found.table, found.row, found.problem, found.values)
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as unreadable:
            fault = Fault(name, "?", _UNREADABLE, {"reason": unreadable})
        except DBAPIError as unreadable:
            fault = Fault(name, "?", _UNREADABLE, {"reason": unreadable.orig})
        if fault is not None:
            break
    return Report(checked, chain.anchor(*reading.head), fault)


def anchor_holds(session: Session, *, anchor: str) -> bool:
    """Tell whether an anchor copied from paper ("4812-0a1b2c3d4e") is on this store's chain."""
    number_text, _dash, start = anchor.strip().lower().partition("-")
    if not (number_text.isascii() and number_text.isdigit()) or not start:
        return False
    digest = session.scalar(select(Move.digest).where(Move.id == int(number_text)))
    return digest is not None and digest.hex()[: chain.ANCHOR_CHARACTERS] == start


def _integrity(reading: Reading) -> int:
    session = reading.session
    if session.get_bind().dialect.name != "sqlite":
        return 0
    _look_again(session)
    found = session.execute(text("PRAGMA integrity_check(1)")).scalar_one()
    if found != "ok":
        raise NotFittingError("store", "file", _UNREADABLE, reason=found)
    orphan = session.execute(text("PRAGMA foreign_key_check")).first()
    if orphan is not None:
        raise NotFittingError(
            str(orphan[0]), orphan[1], N_("points to a row of {other} that is not there"), other=orphan[2]
        )
    return 1


def _look_again(session: Session) -> None:
    """Ask each search index for nothing, so that this connection sees what others have written to it.

    FTS5 keeps the shape of an index in memory and only a query brings it up to date: without one, SQLite 3.53.4
    takes an index that another connection has merged for corrupt, until the connection is closed.
    """
    for index in search.TABLES:
        asked = f"SELECT 1 FROM {index} WHERE {index} MATCH :word LIMIT 1"  # noqa: S608  # one of two names of ours
        session.execute(text(asked), {"word": '"0"'}).all()


def _chain(reading: Reading) -> int:
    """Recompute every digest from the columns as the store holds them, from the house's genesis on."""
    session = reading.session
    uid = session.scalars(select(House.uid)).first()
    if uid is None:
        return 0
    number, latest, digest = 0, 0, chain.genesis(uid)
    for *columns, found in _moves(session):
        if columns[0] != number + 1:
            raise NotFittingError("move", number + 1, N_("is missing from the chain"))
        digest = chain.link_text(digest, written(columns))
        if digest != found:
            raise NotFittingError(
                "move", columns[0], N_("does not fit the chain: it, or one before it, was changed")
            )
        number, at = columns[0], columns[_AT]
        reading.in_order &= at >= latest
        latest = at
    reading.head = (number, digest if number else b"")
    newest = session.scalar(select(func.max(Item.move_id))) or 0
    if newest > number:
        raise NotFittingError("move", newest, N_("is missing: the end of the chain was cut off"))
    return number


def _moves(session: Session) -> Iterator[Any]:
    some = text(f"SELECT {_COLUMNS} FROM move WHERE id > :done ORDER BY id LIMIT :most")  # noqa: S608  # our own names
    done: int | None = -(1 << 62)
    while done is not None:
        batch = session.execute(some, {"done": done, "most": _BATCH}).all()
        yield from batch
        done = batch[-1][0] if batch else None


_CHECKS: tuple[tuple[str, Callable[[Reading], int]], ...] = (
    ("integrity", _integrity),
    ("moves", _chain),
    ("deeds", fitting.deeds),
    ("items", fitting.items),
    ("customers", fitting.customers),
    ("documents", fitting_documents.documents),
    ("mail", fitting_mail.mail),
    ("books", fitting_visits.books),
    ("notes", fitting_notes.notes),
    ("quotes", fitting_quotes.quotes),
    ("numbers", fitting_documents.numbers),
    ("roll_calls", fitting_roll_calls.roll_calls),
    ("records", fitting_records.records),
    ("leaves", fitting_rights.leaves),
    ("incidents", fitting_incidents.incidents),
    ("conservation", fitting.conservation),
)
