"""The register of registered mail: every number of its row in order, who it was for, and how it ended.

A number that has no line is shown as loudly as paper can, and never left out. Who was erased stays as a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from concierge_desk import formats
from concierge_desk.errors import NotFound
from concierge_desk.models import mail_register
from concierge_desk.models.carrier import said_in
from concierge_desk.models.mail_register import ENDS, WAYS, Ended, RegisterRow
from concierge_desk.print import cleaning, pdf, periods
from concierge_desk.print.documents import arranged, facts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.flowables import Panel, Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_SIZE, _PADDING = 8.5, 2.5
_DAYS = 2
_MOST_NAMED = 12
# A line says: number, which way and the day, carrier's number, carrier, sender, addressee, how it ended, with whom.
_WIDE: Arranged = (
    (N_("No."), 0.12, "left", True, (0,)),
    (N_("Came or left"), 0.12, "left", False, (2, 1)),
    (N_("Carrier’s number"), 0.2, "left", False, (3, 4)),
    (N_("Sender"), 0.16, "left", False, (5,)),
    (N_("Addressee"), 0.18, "left", True, (6,)),
    (N_("How it ended"), 0.22, "left", False, (7, 8)),
)
_MIDDLE: Arranged = (
    (N_("No."), 0.2, "left", True, (0, 2, 1)),
    (N_("Carrier’s number"), 0.25, "left", False, (3, 4)),
    (N_("From, for"), 0.28, "left", False, (5, 6)),
    (N_("How it ended"), 0.27, "left", False, (7, 8)),
)
_NARROW: Arranged = (
    (N_("No., carrier’s number"), 0.45, "left", True, (0, 2, 1, 3, 4)),
    (N_("From, for, how it ended"), 0.55, "left", False, (5, 6, 7, 8)),
)


@dataclass(frozen=True, slots=True)
class Register:
    """What stands on a register."""

    house: HouseFacts
    at: datetime
    first_on: date
    last_on: date
    rows: tuple[RegisterRow, ...]
    anchor: str = ""


def gather(session: Session, *, subject_ids: Sequence[int], at: datetime) -> Register:
    """Load the register from one day to another, given as ordinals. Raises NotFound."""
    if len(subject_ids) != _DAYS:
        raise NotFound
    first_on, last_on = (date.fromordinal(each) for each in subject_ids)
    rows = mail_register.lines(session, first_on=first_on, last_on=last_on)
    return Register(facts.house(session), at, first_on, last_on, tuple(rows), facts.anchor(session))


def build(content: Register, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the register as PDF."""
    title = texts("Register of registered mail")
    said = periods.period(content.first_on, content.last_on, texts)
    foot = words.joined(content.house.name, title, said)
    rows = [_row(row, texts) for row in content.rows]
    body = [*_head(content, title, said, texts), Space(9)]
    if rows:
        body.append(
            arranged.table(
                rows, sheet, texts, wide=_WIDE, middle=_MIDDLE, narrow=_NARROW, size=_SIZE, padding=_PADDING
            )
        )
    else:
        body.append(Text(texts("Nothing."), size=12, bold=True))
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _head(content: Register, title: str, said: str, texts: Texts) -> Iterator[Flowable]:
    yield Text(title, size=22, bold=True, least=13)
    yield Text(said, size=13)
    house = content.house
    yield Text(house.name, size=11, bold=True, cap=cleaning.NAME, least=8)
    yield Text(words.joined(house.address, house.phone), size=9)
    written = texts("Written {moment}", moment=words.moment_numeric(content.at, texts))
    proof = texts("Proof {anchor}", anchor=content.anchor) if content.anchor else ""
    yield Text(words.joined(written, proof), size=8)
    yield Space(6)
    missing = [row for row in content.rows if row.is_missing]
    if missing:
        yield Panel([Text(line, size=13, bold=True) for line in _alarm(missing, texts)], padding=9, weight=3)
    else:
        count = texts.many("{n} line", "{n} lines", len(content.rows))
        whole = words.joined(count, texts("No number is missing."))
        yield Panel([Text(whole, size=11, bold=True)], padding=7, weight=1)
    yield Rule(weight=1.2, above=6, below=0)


def _alarm(missing: Sequence[RegisterRow], texts: Texts) -> Iterator[str]:
    """Say how many numbers have no line, and which, and what to do."""
    count = sum(row.count for row in missing)
    yield texts.many("MISSING: {n} number has no line.", "MISSING: {n} numbers have no line.", count)
    named = ", ".join(row.number for row in missing[:_MOST_NAMED])
    yield named if len(missing) <= _MOST_NAMED else f"{named}, …"
    yield texts("The record was changed. Keep this paper and tell your supervisor.")


def _row(row: RegisterRow, texts: Texts) -> tuple[str, ...]:
    if row.is_missing:
        count = texts.many("{n} number without a line", "{n} numbers without a line", row.count)
        return (row.number, texts(ENDS[Ended.MISSING]), "", "", "", "", "", texts(ENDS[Ended.MISSING]), count)
    came = "" if row.on is None else formats.day_numeric(row.on, texts.language)
    addressee = words.joined(cleaning.clean(row.addressee), texts("erased") if row.erased else "")
    return (
        words.joined(row.number, texts("struck") if row.is_struck else ""),
        came,
        texts(WAYS[row.way]),
        cleaning.clean(row.carrier_number),
        cleaning.clean(said_in(row.carrier, texts.language)),
        cleaning.clean(row.sender),
        addressee,
        _ended(row, texts),
        words.joined(
            cleaning.clean(row.with_whom(texts)),
            row.how_signed(texts),
            row.document,
            cleaning.clean(row.reason),
        ),
    )


def _ended(row: RegisterRow, texts: Texts) -> str:
    moment = "" if row.ended_at is None else words.moment_numeric(row.ended_at, texts)
    return words.joined(texts(ENDS[row.ended]), moment)
