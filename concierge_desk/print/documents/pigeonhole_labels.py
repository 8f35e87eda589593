"""The labels of pigeonholes: whose mail lies there, and the code that names them to the scanner."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import Customer
from concierge_desk.print.documents import label_face, label_sheets
from concierge_desk.print.documents.label_face import Label, Line
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import Texts

_COMPANY, _PLACE = 12.0, 10.0
_LONG = 30


@dataclass(frozen=True, slots=True)
class Pigeonhole:
    """One person or company that gets mail."""

    name: str
    company: str
    place: str
    code: str


@dataclass(frozen=True, slots=True)
class PigeonholeLabels:
    """What stands on the labels of pigeonholes."""

    holes: tuple[Pigeonhole, ...]


def gather(session: Session, *, customer_ids: Sequence[int]) -> PigeonholeLabels:
    """Load whom the labels are for, in the order that they are named; who was erased gets none. Raises NotFound."""
    asked = select(Customer).where(
        Customer.id.in_(customer_ids), Customer.salt.isnot(None), Customer.stands_for == ""
    )
    known = {each.id: each for each in session.scalars(asked)}
    found = [known[each] for each in dict.fromkeys(customer_ids) if each in known]
    if not found:
        raise NotFound
    return PigeonholeLabels(
        tuple(Pigeonhole(each.name, each.company, each.place, each.code) for each in found)
    )


def labels_on(content: PigeonholeLabels) -> int:
    """Tell how many labels there are."""
    return len(content.holes)


def build(content: PigeonholeLabels, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out labels of pigeonholes as PDF."""
    labels = [Label(each.code, tuple(_lines(each))) for each in content.holes]
    return label_sheets.build(labels, sheet, texts=texts, title=texts("Pigeonhole labels"))


def _lines(hole: Pigeonhole) -> list[Line]:
    """Say the name largest, then the company and the place, as far as they are known."""
    names = label_face.named(hole.name)
    # A company takes two lines only where one of the others is not needed.
    beyond = _LONG if len(names) == 1 or not hole.place else len(hole.company)
    companies = label_face.halves(hole.company, beyond=beyond) if hole.company else []
    more = [*(Line(each, _COMPANY, least=0.4) for each in companies), Line(hole.place, _PLACE, bold=False)]
    return [*names, *(line for line in more if line.text)]
