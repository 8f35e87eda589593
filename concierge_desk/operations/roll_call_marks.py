"""What is kept of a roll-call while it is open: who looks at which shelf, and what was seen there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import CustodyRefused, NotFound
from concierge_desk.models import Item, RollCall, RollCallMark, RollCallShelf, Shelf, Stranger
from concierge_desk.operations import rights, typed
from concierge_desk.operations.rights import Right
from concierge_desk.operations.roll_call_rules import Sighting
from concierge_desk.texts import N_


class RollCallClosed(CustodyRefused):
    """The roll-call is already closed."""

    sentence = N_("This roll-call is already closed. Look at it in the list of roll-calls.")


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody begins to look at a shelf, or at the counter itself."""

    shelf_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NoLook:
    """A shelf was not looked at after all."""

    shelf_id: int | None


@dataclass(frozen=True, slots=True)
class NoSighting:
    """An item was not seen after all."""

    item_id: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A tag was seen that is not one of ours."""

    tag: str
    shelf_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NoUnknown:
    """A tag was not seen after all."""

    tag: str


Noted = Look | NoLook | Sighting | NoSighting | Unknown | NoUnknown


def current(session: Session) -> RollCall | None:
    """Fetch the roll-call that is open; there is at most one."""
    return session.scalars(select(RollCall).where(RollCall.closed_at.is_(None)).order_by(RollCall.id)).first()


def begin(session: Session, *, at: datetime, staff_id: int) -> RollCall:
    """Open a roll-call, or fetch the one that is open: two people hold it together. Raises RightMissing."""
    rights.require(session, Right.HOLD_ROLL_CALL, staff_id=staff_id, at=at)
    found = current(session)
    if found is not None:
        return found
    made = RollCall(opened_at=at, staff_id=staff_id)
    session.add(made)
    session.flush()
    return made


def opened(session: Session, roll_call_id: int) -> RollCall:
    """Fetch a roll-call that is still open. Raises NotFound, RollCallClosed."""
    found = session.get(RollCall, roll_call_id)
    if found is None:
        raise NotFound
    if found.closed_at is not None:
        raise RollCallClosed
    return found


def keep(
    session: Session, *, roll_call_id: int | None, noted: Sequence[Noted], at: datetime, staff_id: int
) -> RollCall:
    """Keep what was looked at and seen, in its order; without a roll-call one begins.

    Each note has its own moment: what is kept is as true a little later. Of two people who saw the same piece, the
    later one is right. Raises RollCallClosed, NotFound, RightMissing.
    """
    begun = None if roll_call_id is None else opened(session, roll_call_id)
    roll_call = begun or begin(session, at=at, staff_id=staff_id)
    pages = _Pages(session, roll_call.id, staff_id)
    for each in noted:
        pages.write(each)
    session.flush()
    return roll_call


def see(session: Session, *, roll_call_id: int, sighting: Sighting, staff_id: int) -> None:
    """Keep that an item was seen in a roll-call. Raises NotFound."""
    _Pages(session, roll_call_id, staff_id).write(sighting)


def looks(session: Session, *, roll_call_id: int) -> dict[int | None, datetime]:
    """Tell the places that a roll-call looked at, and when somebody last began to."""
    found = session.execute(
        select(RollCallShelf.shelf_id, RollCallShelf.at)
        .where(RollCallShelf.roll_call_id == roll_call_id)
        .order_by(RollCallShelf.at, RollCallShelf.id)
    )
    return {row.shelf_id: row.at for row in found}


def sightings(session: Session, *, roll_call_id: int) -> dict[int, Sighting]:
    """Tell what was seen in a roll-call, each item once."""
    found = session.execute(
        select(RollCallMark.item_id, RollCallMark.shelf_id, RollCallMark.at).where(
            RollCallMark.roll_call_id == roll_call_id
        )
    )
    return {row.item_id: Sighting(row.item_id, row.shelf_id, row.at) for row in found}


def strangers(session: Session, *, roll_call_id: int) -> list[Stranger]:
    """List the pieces of a roll-call that nobody knows, in the order they were seen."""
    return list(
        session.scalars(select(Stranger).where(Stranger.roll_call_id == roll_call_id).order_by(Stranger.id))
    )


def shelf_in_hand(session: Session, *, roll_call_id: int, staff_id: int) -> tuple[int | None] | None:
    """Tell which place a person looked at last, to go on there; None when they have not looked at any."""
    found = session.execute(
        select(RollCallShelf.shelf_id)
        .where(RollCallShelf.roll_call_id == roll_call_id, RollCallShelf.staff_id == staff_id)
        .order_by(RollCallShelf.at.desc(), RollCallShelf.id.desc())
    ).first()
    return None if found is None else (found.shelf_id,)


class _Pages:
    """The open pages of one roll-call, written to by one person."""

    def __init__(self, session: Session, roll_call_id: int, staff_id: int) -> None:
        self._session = session
        self._id = roll_call_id
        self._staff_id = staff_id
        self._shelves: set[int] | None = None

    def write(self, noted: Noted) -> None:
        """Write one note."""
        if isinstance(noted, Look):
            self._look(noted)
        elif isinstance(noted, NoLook):
            self._look_away(noted)
        elif isinstance(noted, Sighting):
            self._see(noted)
        elif isinstance(noted, NoSighting):
            mark = self._session.get(RollCallMark, (self._id, noted.item_id))
            if mark is not None:
                self._session.delete(mark)
                self._session.flush()
        elif isinstance(noted, Unknown):
            self._meet(noted)
        else:
            for each in self._met(noted.tag):
                self._session.delete(each)

    def _look(self, noted: Look) -> None:
        self._refuse_no_shelf(noted.shelf_id)
        self._session.add(
            RollCallShelf(
                roll_call_id=self._id, shelf_id=noted.shelf_id, staff_id=self._staff_id, at=noted.at
            )
        )
        self._session.flush()

    def _look_away(self, noted: NoLook) -> None:
        mine = select(RollCallShelf).where(RollCallShelf.roll_call_id == self._id)
        for each in self._session.scalars(mine):
            if each.shelf_id == noted.shelf_id:
                self._session.delete(each)

    def _see(self, noted: Sighting) -> None:
        self._refuse_no_shelf(noted.shelf_id)
        mark = self._session.get(RollCallMark, (self._id, noted.item_id))
        if mark is None:
            if self._session.get(Item, noted.item_id) is None:
                raise NotFound
            mark = RollCallMark(roll_call_id=self._id, item_id=noted.item_id, at=noted.at)
            self._session.add(mark)
        if mark.at <= noted.at:
            mark.shelf_id, mark.staff_id, mark.at = noted.shelf_id, self._staff_id, noted.at

    def _meet(self, noted: Unknown) -> None:
        self._refuse_no_shelf(noted.shelf_id)
        before = self._met(noted.tag)
        if before:
            before[0].shelf_id, before[0].at = noted.shelf_id, noted.at
            return
        self._session.add(
            Stranger(
                roll_call_id=self._id,
                tag=typed.line(noted.tag, typed.NOTE),
                shelf_id=noted.shelf_id,
                staff_id=self._staff_id,
                at=noted.at,
            )
        )
        self._session.flush()

    def _met(self, tag: str) -> list[Stranger]:
        kept = typed.line(tag, typed.NOTE)
        return [each for each in strangers(self._session, roll_call_id=self._id) if each.tag == kept]

    def _refuse_no_shelf(self, shelf_id: int | None) -> None:
        if self._shelves is None:
            self._shelves = set(self._session.scalars(select(Shelf.id)))
        if shelf_id is not None and shelf_id not in self._shelves:
            raise NotFound
