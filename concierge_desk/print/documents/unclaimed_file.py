"""The file of a piece that nobody fetches: all that a request to the court must tell, on one sheet.

Law of 31 December 1903, art. 2: for each object the day it was received, what it is, the price claimed, the name of
its owner, and the place where it was entrusted. What was done to reach the owner, and where the piece was, shows the
facts of the request.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import (
    About,
    Channel,
    Customer,
    Holder,
    Item,
    Move,
    MoveKind,
    Notice,
    Provider,
    Shelf,
    Staff,
)
from concierge_desk.models.move import made_ready
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, facts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import N_, Texts

_KINDS = {
    MoveKind.RECEIVED: N_("Taken in"),
    MoveKind.DESCRIBED: N_("Described"),
    MoveKind.SHELVED: N_("Put on a shelf"),
    MoveKind.SENT: N_("Handed to the provider"),
    MoveKind.RETURNED: N_("Came back"),
    MoveKind.HANDED_OVER: N_("Handed over"),
    MoveKind.UNDONE: N_("Undone"),
    MoveKind.CORRECTED: N_("Corrected"),
    MoveKind.QUOTED: N_("Quote"),
    MoveKind.PROMISED: N_("Promised anew"),
}
CHANNELS = {
    Channel.PHONE: N_("by telephone"),
    Channel.SMS: N_("by SMS"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.LETTER: N_("by letter"),
    Channel.COUNTER: N_("at the counter"),
}
_REMINDERS: tuple[Arranged, Arranged, Arranged] = (
    (
        (N_("When"), 0.18, "left", True, (0,)),
        (N_("How"), 0.16, "left", False, (1,)),
        (N_("By"), 0.16, "left", False, (2,)),
        (N_("What was said"), 0.5, "left", False, (3,)),
    ),
    ((N_("When"), 0.36, "left", True, (0, 1, 2)), (N_("What was said"), 0.64, "left", False, (3,))),
    ((N_("Reminder"), 1.0, "left", False, (0, 1, 2, 3)),),
)
_TRAIL: tuple[Arranged, Arranged, Arranged] = (
    (
        (N_("When"), 0.18, "left", True, (0,)),
        (N_("What"), 0.24, "left", False, (1,)),
        (N_("Where to"), 0.26, "left", False, (2,)),
        (N_("By"), 0.14, "left", False, (3,)),
        (N_("Why"), 0.18, "left", False, (4,)),
    ),
    ((N_("When"), 0.36, "left", True, (0, 3)), (N_("What"), 0.64, "left", False, (1, 2, 4))),
    ((N_("When, what"), 1.0, "left", False, (0, 1, 2, 3, 4)),),
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose the piece is, and how they can be reached."""

    name: str
    company: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: when, how, by whom, in which words."""

    at: datetime
    channel: Channel
    staff: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One move of the piece; its place is the name of a shelf or a provider, or nothing."""

    at: datetime
    kind: MoveKind
    holder: Holder
    place: str
    staff: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnclaimedFile:
    """What stands on the file of one piece."""

    house: HouseFacts
    at: datetime
    anchor: str
    number: str
    piece: PieceFacts
    owner: Owner
    received_at: datetime
    ready_at: datetime
    shelf: str
    reminders: tuple[Reminder, ...]
    stops: tuple[Stop, ...]


def gather(session: Session, *, item_id: int, at: datetime) -> UnclaimedFile:
    """Load what is known of one piece. Raises NotFound."""
    shown = (Item.article, Item.service, Item.customer, Item.provider, Item.request, Item.shelf)
    item = session.get(Item, item_id, options=[joinedload(each) for each in shown])
    if item is None:
        raise NotFound
    ready_at = session.scalar(select(func.max(Move.at)).where(Move.item_id == item_id, made_ready()))
    return UnclaimedFile(
        house=facts.house(session),
        at=at,
        anchor=facts.anchor(session),
        number=item.request.number,
        piece=facts.piece(item),
        owner=_owner(item.customer),
        received_at=item.request.at,
        ready_at=ready_at or item.moved_at,
        shelf="" if item.shelf is None else item.shelf.name,
        reminders=tuple(_reminders(session, item)),
        stops=tuple(_stops(session, item_id)),
    )


def build(content: UnclaimedFile, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the file of one piece as PDF."""
    laid = _Parts(content, texts, sheet)
    body = [*laid.head(), *laid.asked(), *laid.reminders(), *laid.trail(), *laid.law()]
    title = texts("File of an unclaimed piece")
    foot = words.joined(content.house.name, title, content.number, content.piece.tag)
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


class _Parts:
    """The parts of one file, from top to bottom."""

    def __init__(self, content: UnclaimedFile, texts: Texts, sheet: Sheet) -> None:
        self.content, self.texts, self.sheet = content, texts, sheet

    def head(self) -> Iterator[Flowable]:
        """Say which house keeps which piece, and when this was written."""
        t, house = self.texts, self.content.house
        yield Text(t("File of an unclaimed piece"), size=20, bold=True, least=13)
        yield Text(house.name, size=13, bold=True, cap=cleaning.NAME, least=9)
        yield Text(words.joined(house.address, house.phone), size=10)
        numbers = t("Ticket {number}, tag {tag}", number=self.content.number, tag=self.content.piece.tag)
        yield Text(words.joined(numbers, t("Written on {day}", day=self._day(self.content.at))), size=10)
        yield Rule(weight=1.2, above=4, below=4)

    def asked(self) -> Iterator[Flowable]:
        """Tell what the law asks to be told of an object, one thing on each line."""
        t, content = self.texts, self.content
        owner = content.owner
        told = (
            (t("Received on"), self._day(content.received_at)),
            (t("Object"), self._object()),
            (t("Price claimed"), words.price(content.piece, t)),
            (t("Owner"), words.joined(owner.name, owner.company, owner.place)),
            (t("How to reach them"), words.joined(owner.phone, owner.email)),
            (t("Entrusted at"), words.joined(content.house.name, content.house.address)),
            (t("Ready since"), self._day(content.ready_at)),
            (
                t("Kept at"),
                words.joined(t("the desk"), content.shelf and t("shelf {name}", name=content.shelf)),
            ),
        )
        # No frame around them: a very long name must be able to go on over the page.
        for name, said in told:
            if said:
                yield Text(t("{name}: {value}", name=name, value=said), size=12, cap=2 * cleaning.NAME)
        yield Rule(weight=1.2, above=4, below=0)

    def reminders(self) -> Iterator[Flowable]:
        """List how its owner was reminded, or say that nobody did."""
        t = self.texts
        yield from self._heading(t("Reminders to its owner"))
        if not self.content.reminders:
            yield Text(t("No reminder is noted."), size=10)
            return
        rows = [
            (self._moment(each.at), t(CHANNELS[each.channel]), each.staff, each.text)
            for each in self.content.reminders
        ]
        yield self._table(rows, _REMINDERS)

    def trail(self) -> Iterator[Flowable]:
        """List every move of the piece, oldest first."""
        yield from self._heading(self.texts("What happened to it"))
        rows = [
            (self._moment(each.at), self.texts(_KINDS[each.kind]), self._where(each), each.staff, each.reason)
            for each in self.content.stops
        ]
        yield self._table(rows, _TRAIL)
        if self.content.anchor:
            yield Text(self.texts("Proof {anchor}", anchor=self.content.anchor), size=8)

    def law(self) -> Iterator[Flowable]:
        """Say what may be done after a year, and from when; and leave room to sign."""
        t, content = self.texts, self.content
        yield Space(10)
        yield Text(
            t("One year after it was ready: {day}.", day=self._on(_a_year_after(content.ready_at))),
            size=10,
            bold=True,
        )
        yield Text(
            t(
                "After one year, the house may ask the court for leave to sell it (law of 31 December 1903, "
                "articles 1 and 2). Until the court has decided, it is kept. If its owner comes, it is given back."
            ),
            size=10,
        )
        yield Space(8)
        yield Signature(t("Date and signature"), content.house.name, width=pdf.COLUMN, height=16 * MM)

    def _heading(self, said: str) -> Iterator[Flowable]:
        for each in (Space(10), Text(said, size=12, bold=True), Space(3)):
            each.keepWithNext = True
            yield each

    def _table(self, rows: Sequence[Sequence[str]], how: tuple[Arranged, Arranged, Arranged]) -> Flowable:
        wide, middle, narrow = how
        return arranged.table(rows, self.sheet, self.texts, wide=wide, middle=middle, narrow=narrow)

    def _object(self) -> str:
        t, piece = self.texts, self.content.piece
        part = t("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
        noted = (*words.conditions(piece, t), *words.details(piece, t))
        return words.joined(words.title(piece, t), part, words.beside(piece, t), *noted)

    def _where(self, stop: Stop) -> str:
        if stop.place:
            return stop.place
        return {
            Holder.DESK: self.texts("the desk"),
            Holder.CUSTOMER: self.texts("the customer"),
            Holder.CARRIER: self.texts("a carrier"),
        }.get(stop.holder, "")

    def _day(self, at: datetime) -> str:
        return self._on(moments.day_of(at))

    def _on(self, day: date) -> str:
        named = formats.day_long(day, self.texts.language)
        return self.texts("{day} {year}", day=named, year=day.year)

    def _moment(self, at: datetime) -> str:
        return words.moment_numeric(at, self.texts)


def _a_year_after(at: datetime) -> date:
    day = moments.day_of(at)
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3 if is_leap_day else day.month, 1 if is_leap_day else day.day)


def _owner(customer: Customer) -> Owner:
    return Owner(customer.name, customer.company, customer.place, customer.phone, customer.email)


def _reminders(session: Session, item: Item) -> Iterator[Reminder]:
    found = session.execute(
        select(Notice, Staff.name)
        .join(Staff, Staff.id == Notice.staff_id)
        .where(Notice.customer_id == item.customer_id, Notice.about == About.UNCLAIMED)
        .order_by(Notice.at, Notice.id)
    )
    for said, staff in found:
        if item.id in said.item_ids:
            yield Reminder(said.at, said.channel, staff, said.text)


def _stops(session: Session, item_id: int) -> Iterator[Stop]:
    found = session.execute(
        select(Move, Staff.name, Shelf.name, Provider.name)
        .join(Staff, Staff.id == Move.staff_id)
        .outerjoin(Shelf, Shelf.id == Move.to_shelf_id)
        .outerjoin(Provider, (Provider.id == Move.to_id) & (Move.to_holder == Holder.PROVIDER))
        .where(Move.item_id == item_id)
        .order_by(Move.id)
    )
    for move, staff, shelf, provider in found:
        yield Stop(move.at, move.kind, move.to_holder, provider or shelf or "", staff, move.reason)
