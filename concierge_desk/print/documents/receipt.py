"""What the papers of the receipt roll have in common: their head, their lines, their promise."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from concierge_desk import formats
from concierge_desk.print import cleaning
from concierge_desk.print.documents import words
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Alike, Code, Pair, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.texts import Texts

_DETAIL = 9
_PROMISE_PADDING = 9
# A customer's paper repeats the gist of a note; the shop copy holds all of it.
_SHORT = 200


def head(house: HouseFacts, *, duplicate: str = "") -> list[Flowable]:
    """Write the house, and which duplicate this is, if it is one."""
    found: list[Flowable] = [
        Text(house.name, size=15, bold=True, align="centre", cap=cleaning.NAME, least=10)
    ]
    told = [said for said in (house.address, house.phone) if said]
    found += [Text(said, size=_DETAIL, align="centre", cap=2 * cleaning.NAME) for said in told]
    if duplicate:
        said = Text(duplicate, size=12, bold=True, align="centre", least=8)
        found += [Space(5), Panel([said], padding=3)]
    return [*found, Rule(weight=1.2)]


def number(caption: str, large: str, code: str, *, sheet: Sheet, bars_mm: float = 12) -> list[Flowable]:
    """Write a number as large as it can be seen across the counter, with its bars."""
    return [
        Text(caption, size=_DETAIL, align="centre"),
        Text(large, size=34, bold=True, align="centre", least=20),
        Space(4),
        Code(code, height=bars_mm * MM, sheet=sheet),
        Space(2),
    ]


def signed_moment(at: datetime, staff: str, texts: Texts) -> Flowable:
    """Write when, and who stood at the counter."""
    counter = texts("Counter: {name}", name=staff)
    return Pair(formats.moment(at, texts.language), counter, size=_DETAIL, breaks=False)


def hours(house: HouseFacts, texts: Texts) -> list[Flowable]:
    """Write when a customer may come."""
    said = formats.opening(house.opening, texts)
    if not said:
        return []
    return [Text(texts("We are open:"), size=10, bold=True), *(Text(line, size=10) for line in said)]


def lines(pieces: Sequence[PieceFacts], texts: Texts, *, inside: bool) -> list[Flowable]:
    """Write each piece with its price and reserves; on papers that stay inside, with its tag and all details."""
    found: list[Flowable] = []
    for group in words.merged(pieces):
        if found:
            found.append(Space(4))
        found += _line(group, texts, inside=inside)
    return found


def settle(caption: str, pieces: Sequence[PieceFacts], texts: Texts) -> list[Flowable]:
    """Write how many pieces there are and what is to be settled."""
    count = texts.many("{n} item", "{n} items", len(pieces))
    amount = Text(words.to_settle(pieces, texts), size=19, bold=True, align="right", least=12)
    return [Rule(weight=1.2, above=6, below=4), Pair(caption, count), amount]


def promise(at: datetime | None, texts: Texts, *, told: bool = True) -> Flowable:
    """Write the promise in a frame."""
    said = words.promise(at, texts, told=told)
    return Panel([Alike(said, most=17, least=10)], padding=_PROMISE_PADDING)


def _line(group: list[PieceFacts], texts: Texts, *, inside: bool) -> list[Flowable]:
    piece = group[0]
    count = texts.many("{n} item", "{n} items", len(group)) if len(group) > 1 else ""
    noted = words.details(piece, texts) if inside else _for_customers(piece)
    said = words.joined(words.beside(piece, texts), count, *noted)
    reserves = ", ".join(words.conditions(piece, texts))
    found: list[Flowable] = [Pair(words.title(piece, texts), words.price(piece, texts), size=11, bold=True)]
    if inside:
        tags = words.joined(*(each.tag for each in group))
        found.append(Text(words.joined(tags, words.name_of(piece.service, texts)), size=_DETAIL))
    cap = cleaning.NOTE if inside else _SHORT
    if said:
        found.append(Text(said, size=_DETAIL, cap=cap))
    if reserves:
        found.append(Text(texts("Reserves: {words}", words=reserves), size=_DETAIL, cap=cap))
    # On pages, what is said of a piece does not leave its name behind.
    for each in found[:-1]:
        each.keepWithNext = True
    return found


def _for_customers(piece: PieceFacts) -> list[str]:
    """Choose what a customer's paper repeats: words, not numbers of devices nor what was not left with us."""
    return [each.value for each in piece.details if isinstance(each.value, str) and not each.value.isdigit()]
