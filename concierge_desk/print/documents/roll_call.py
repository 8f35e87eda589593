"""The record of a roll-call: which shelves were looked at, and what was not in its place, to go and look for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Deed,
    Holder,
    Item,
    Move,
    Provider,
    RollCall,
    RollCallLine,
    RollCallShelf,
    Seen,
    Shelf,
    Staff,
    Stranger,
)
from concierge_desk.models.handling import newest
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, facts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Panel, Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_TO_TICK = "[\u00a0\u00a0\u00a0]"
# A line says: whether it is settled, customer, item, tag, where it should be or was seen, its last trace.
_WIDE: Arranged = (
    (N_("Done"), 0.07, "left", False, (0,)),
    (N_("Customer"), 0.18, "left", True, (1,)),
    (N_("Item"), 0.23, "left", False, (2,)),
    (N_("Tag"), 0.12, "left", False, (3,)),
    (N_("Where"), 0.15, "left", True, (4,)),
    (N_("Last trace"), 0.25, "left", False, (5,)),
)
_MIDDLE: Arranged = (
    (N_("Done"), 0.1, "left", False, (0,)),
    (N_("Customer, item"), 0.42, "left", False, (1, 2, 3)),
    (N_("Where, last trace"), 0.48, "left", False, (4, 5)),
)
_NARROW: Arranged = (
    (N_("Customer, item"), 0.5, "left", False, (0, 1, 2, 3)),
    (N_("Where, last trace"), 0.5, "left", False, (4, 5)),
)
_LISTS = (
    (Seen.MISSING, N_("Missing")),
    (Seen.UNEXPECTED, N_("Unexpected")),
    (Seen.MISPLACED, N_("On another shelf")),
)
_COUNTED = (
    (Seen.PRESENT, N_("in their place")),
    (Seen.MISPLACED, N_("on another shelf")),
    (Seen.MISSING, N_("missing")),
    (Seen.UNEXPECTED, N_("unexpected")),
)


@dataclass(frozen=True, slots=True)
class LastHand:
    """By whose hand a piece last moved, from where to where; the desk without the name of a shelf is the counter."""

    at: datetime
    staff: str
    places: tuple[tuple[Holder, str], tuple[Holder, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a roll-call says of a piece that was not in its place."""

    piece: PieceFacts
    seen: Seen
    shelf: str
    seen_shelf: str
    last: LastHand | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A piece that nobody knows: its tag, and the shelf it was on."""

    tag: str
    shelf: str


@dataclass(frozen=True, slots=True)
class RollCallRecord:
    """What stands on the record of a roll-call; a shelf without a name is the counter itself."""

    house: HouseFacts
    closed_at: datetime
    staff: str
    note: str
    shelves: tuple[str, ...]
    present: int
    told: tuple[Told, ...]
    met: tuple[Met, ...] = ()


def gather(session: Session, *, roll_call_id: int) -> RollCallRecord:
    """Load what a closed roll-call found. Raises NotFound."""
    found = session.execute(
        select(Deed.at, RollCall.note, Staff.name)
        .join(Deed, Deed.uid == RollCall.deed_uid)
        .join(Staff, Staff.id == Deed.staff_id)
        .where(RollCall.id == roll_call_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    closed_at, note, staff = found
    names = dict(iter(session.execute(select(Shelf.id, Shelf.name).order_by(Shelf.position, Shelf.name))))
    places = select(RollCallShelf.shelf_id).where(RollCallShelf.roll_call_id == roll_call_id)
    looked = set(session.scalars(places))
    present = select(func.count()).where(
        RollCallLine.roll_call_id == roll_call_id, RollCallLine.seen == Seen.PRESENT
    )
    met = select(Stranger).where(Stranger.roll_call_id == roll_call_id).order_by(Stranger.id)
    shelves = tuple(name for shelf_id, name in names.items() if shelf_id in looked)
    return RollCallRecord(
        house=facts.house(session),
        closed_at=closed_at,
        staff=staff,
        note=note,
        shelves=(*shelves, *([""] if None in looked else [])),
        present=session.scalar(present) or 0,
        told=_told(session, roll_call_id, closed_at, names),
        met=tuple(Met(each.tag, names.get(each.shelf_id or 0, "")) for each in session.scalars(met)),
    )


def build(content: RollCallRecord, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the record of a roll-call as PDF."""
    laid = _Record(content, texts, sheet)
    title = texts("Roll-call")
    foot = words.joined(content.house.name, title, words.moment_numeric(content.closed_at, texts))
    return pdf.sheets([*laid.head(), *laid.lists()], sheet, texts=texts, title=title, foot=foot)


def _told(session: Session, roll_call_id: int, until: datetime, names: dict[int, str]) -> tuple[Told, ...]:
    wanted = (Item.article, Item.service, Item.customer, Item.provider)
    lines = session.scalars(
        select(RollCallLine)
        .where(RollCallLine.roll_call_id == roll_call_id, RollCallLine.seen != Seen.PRESENT)
        .options(*(joinedload(RollCallLine.item).joinedload(each) for each in wanted))
        .order_by(RollCallLine.item_id)
    ).all()
    hands = _hands(session, {line.item_id for line in lines}, until, names)
    return tuple(
        Told(
            facts.piece(line.item),
            line.seen,
            names.get(line.shelf_id or 0, ""),
            names.get(line.seen_shelf_id or 0, ""),
            hands.get(line.item_id),
        )
        for line in lines
    )


def _hands(
    session: Session, item_ids: set[int], until: datetime, names: dict[int, str]
) -> dict[int, LastHand]:
    """Find by whose hand each piece had last moved when the roll-call was closed."""
    providers = dict(iter(session.execute(select(Provider.id, Provider.name))))
    moves: dict[int, list[Move]] = {}
    people: dict[int, str] = {}
    found = (
        select(Move, Staff.name)
        .join(Staff, Staff.id == Move.staff_id)
        .where(Move.item_id.in_(item_ids), Move.at <= until)
        .order_by(Move.id)
    )
    for move, name in session.execute(found):
        moves.setdefault(move.item_id, []).append(move)
        people[move.staff_id] = name

    def place(holder: Holder, holder_id: int | None, shelf_id: int | None) -> tuple[Holder, str]:
        if holder is Holder.PROVIDER:
            return holder, providers.get(holder_id or 0, "")
        return holder, names.get(shelf_id or 0, "")

    last = {item_id: newest(each) for item_id, each in moves.items()}
    return {
        item_id: LastHand(
            move.at,
            people[move.staff_id],
            (
                place(move.from_holder, move.from_id, move.from_shelf_id),
                place(move.to_holder, move.to_id, move.to_shelf_id),
            ),
        )
        for item_id, move in last.items()
        if move is not None
    }


class _Record:
    """One record on one sheet."""

    def __init__(self, content: RollCallRecord, texts: Texts, sheet: Sheet) -> None:
        self.content, self.texts, self.sheet = content, texts, sheet

    def head(self) -> Iterator[Flowable]:
        """Say when and by whom it was closed, what it looked at, and what it found."""
        t, content = self.texts, self.content
        at = moments.local(content.closed_at)
        day = t("{day} {year}", day=formats.day_long(at.date(), t.language), year=at.year)
        hour = formats.hour(at.time(), t.language)
        closed = t("Closed on {day} at {hour}", day=day, hour=hour)
        yield Text(t("Roll-call"), size=22, bold=True, least=13)
        yield Text(content.house.name, size=13, bold=True, cap=cleaning.NAME, least=9)
        yield Text(words.joined(closed, cleaning.short_name(content.staff)), size=12)
        yield Space(6)
        yield Panel([Text(words.joined(*self._totals()), size=11, bold=True)], padding=7, weight=1)
        yield Space(4)
        shelves = ", ".join(cleaning.clean(name) or t("the counter") for name in content.shelves)
        yield Text(t("Looked at: {shelves}", shelves=shelves), size=10)
        if content.note:
            yield Text(t("{name}: {value}", name=t("Note"), value=cleaning.note(content.note)), size=10)
        yield Rule(weight=1.2, above=4, below=0)

    def lists(self) -> Iterator[Flowable]:
        """List what is missing, what should be elsewhere, what was on another shelf, and what nobody knows."""
        for seen, heading in _LISTS:
            rows = [self._row(each) for each in self.content.told if each.seen is seen]
            yield from self._list(self.texts(heading), rows)
        yield from self._list(
            self.texts("Tags that nobody knows"),
            [(_TO_TICK, "", "", each.tag, self._seen_on(each.shelf), "") for each in self.content.met],
        )
        if not self.content.told and not self.content.met:
            yield Space(9)
            yield Text(self.texts("Everything was in its place."), size=12, bold=True)

    def _totals(self) -> Iterator[str]:
        t, told = self.texts, self.content.told
        for seen, name in _COUNTED:
            value = (
                sum(each.seen is seen for each in told) if seen is not Seen.PRESENT else self.content.present
            )
            if value or seen is Seen.PRESENT:
                yield t("{name}: {value}", name=t(name), value=value).replace(" ", "\u00a0")
        if self.content.met:
            name = t("tags that nobody knows")
            yield t("{name}: {value}", name=name, value=len(self.content.met)).replace(" ", "\u00a0")

    def _list(self, heading: str, rows: Sequence[Sequence[str]]) -> Iterator[Flowable]:
        if not rows:
            return
        count = self.texts.many("{n} item", "{n} items", len(rows))
        for each in (Space(9), Text(words.joined(heading, count), size=12, bold=True), Space(3)):
            each.keepWithNext = True
            yield each
        again = self.texts("{heading}, continued", heading=heading)
        yield arranged.table(
            rows, self.sheet, self.texts, wide=_WIDE, middle=_MIDDLE, narrow=_NARROW, again=again
        )

    def _row(self, each: Told) -> tuple[str, ...]:
        t, piece = self.texts, each.piece
        part = t("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
        what = words.joined(words.title(piece, t), part, words.beside(piece, t))
        return (
            _TO_TICK,
            cleaning.short_name(piece.owner),
            what,
            piece.tag,
            self._where(each),
            self._trace(each.last),
        )

    def _where(self, each: Told) -> str:
        t = self.texts
        should = t("its place: {place}", place=self._place(Holder.DESK, each.shelf))
        if each.seen is Seen.MISSING:
            return should
        seen = self._seen_on(each.seen_shelf)
        return seen if each.seen is Seen.UNEXPECTED else words.joined(seen, should)

    def _seen_on(self, shelf: str) -> str:
        return self.texts("seen: {place}", place=self._place(Holder.DESK, shelf))

    def _trace(self, last: LastHand | None) -> str:
        if last is None:
            return ""
        t = self.texts
        came, went = (self._place(*place) for place in last.places)
        when = words.moment_numeric(last.at, t)
        return words.joined(when, f"{came} → {went}", cleaning.short_name(last.staff))

    def _place(self, holder: Holder, name: str) -> str:
        t = self.texts
        if holder is Holder.CUSTOMER:
            return t("the customer")
        if holder is Holder.DESK:
            return cleaning.clean(name) or t("the counter")
        return cleaning.clean(name, cleaning.NAME) or t("the carrier")
