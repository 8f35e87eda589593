"""Blank forms for an outage: the counter writes here what happens, in the order that the screens ask it later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from concierge_desk.print import pdf
from concierge_desk.print.documents import facts
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.flowables import Space, Text
from concierge_desk.print.form import Box, Entry
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.texts import N_, Texts

_ON_A_ROLL = 3
_HEAD = 17 * MM
_GAP = 2.5 * MM
_DONE = Box(N_("Typed in"), 15)
_NUMBER = Box(N_("No."), 11)
_TIME = Box(N_("Time"), 17)
# The boxes of each form with the room that a hand needs, in millimetres.
_DROPOFFS = (
    _NUMBER, _TIME, Box(N_("Customer"), 62), Box(N_("Phone"), 40), Box(N_("Company, place"), 54),
    Box(N_("Items: what, how many"), 66), Box(N_("State, reserves, note"), 62), Box(N_("Price or limit"), 27),
    Box(N_("Tags put on the items"), 60), Box(N_("Promised for"), 34), Box(N_("Concierge"), 28), _DONE,
)  # fmt: skip
_HANDBACKS = (
    _NUMBER, _TIME, Box(N_("Customer or ticket"), 66), Box(N_("Collected by, if someone else"), 60),
    Box(N_("Identity seen"), 24), Box(N_("Tags of the items"), 60), Box(N_("Settled: how, how much"), 42),
    Box(N_("Signature"), 40), Box(N_("Concierge"), 26), _DONE,
)  # fmt: skip
_VISITS = (
    _NUMBER, _TIME, Box(N_("Provider"), 70), Box(N_("Driver"), 45), Box(N_("Concierge"), 26), _DONE,
    Box(N_("Leaves with the provider: tags"), 150, 2), Box(N_("How many leave"), 30, 2),
    Box(N_("Comes back: tags, state, shelf"), 107, 2), Box(N_("How many come back"), 30, 2),
    Box(N_("Signature"), 45, 2),
)  # fmt: skip
_FORMS = (
    (N_("Drop-offs"), _DROPOFFS),
    (N_("Hand-backs"), _HANDBACKS),
    (N_("Visits of providers"), _VISITS),
)


@dataclass(frozen=True, slots=True)
class RekeySheet:
    """What stands on the blank forms."""

    house: HouseFacts


def gather(session: Session) -> RekeySheet:
    """Load what the blank forms say. Raises NotFound."""
    return RekeySheet(facts.house(session))


def build(content: RekeySheet, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the blank forms as PDF, a page for each kind of deed."""
    body: list[Flowable] = []
    for place, (heading, boxes) in enumerate(_FORMS):
        if place:
            body.append(Space(20) if sheet.family is Family.ROLL else pdf.NewPage())
        body += _form(texts(heading), boxes, texts, sheet)
    title = texts("Forms for a power cut")
    foot = f"{content.house.name} · {title}"
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _form(heading: str, boxes: Sequence[Box], texts: Texts, sheet: Sheet) -> list[Flowable]:
    """Write a heading and as many numbered entries as the page has room for."""
    said = texts("Day ……………  When the computer works again, type this in, line by line.")
    found: list[Flowable] = [Text(heading, size=18, bold=True), Text(said, size=9), Space(_GAP)]
    return [*found, *_entries(boxes, texts, sheet)]


def _entries(boxes: Sequence[Box], texts: Texts, sheet: Sheet) -> Iterator[Flowable]:
    tall = Entry(boxes, 1, texts).wrap(sheet.inner, 0)[1] + _GAP
    count = _ON_A_ROLL if sheet.family is Family.ROLL else int((pdf.room(sheet) - _HEAD) / tall)
    for number in range(1, max(1, count) + 1):
        yield Entry(boxes, number, texts)
        yield Space(_GAP)
