"""The labels of the shelves: the name, as large as it can be, and the code to scan.

With all of them come the codes that hang beside the shelves: what can be said by a scan of a visit or of the mail,
and the carriers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import Carrier, Shelf, saying
from concierge_desk.models.carrier import message_of
from concierge_desk.print.documents import label_face, label_sheets
from concierge_desk.print.documents.label_face import Label, Line
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_NAME, _LARGE, _SMALL = 60.0, 20.0, 11.0
_SHORT = 8


@dataclass(frozen=True, slots=True)
class ShelfFacts:
    """One shelf."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class SayingFacts:
    """What can be said by a scan: the messages that name it, large and small; a carrier is named as it is."""

    large: str
    small: str
    code: str


@dataclass(frozen=True, slots=True)
class ShelfLabels:
    """What stands on the labels of shelves."""

    shelves: tuple[ShelfFacts, ...]
    sayings: tuple[SayingFacts, ...] = ()


def gather(session: Session, *, shelf_ids: Sequence[int] = ()) -> ShelfLabels:
    """Load the shelves that labels are for, or all that are in use. Raises NotFound."""
    which = Shelf.id.in_(shelf_ids) if shelf_ids else Shelf.active
    found = session.scalars(select(Shelf).where(which).order_by(Shelf.position, Shelf.name))
    shelves = tuple(ShelfFacts(shelf.name, shelf.code) for shelf in found)
    if not shelves:
        raise NotFound
    return ShelfLabels(shelves, () if shelf_ids else (*_sayings(), *_carriers(session)))


def _sayings() -> Iterator[SayingFacts]:
    for said, (large, small) in saying.WORDS.items():
        yield SayingFacts(large, small, said.code)


def _carriers(session: Session) -> Iterator[SayingFacts]:
    for each in session.scalars(select(Carrier).where(Carrier.active).order_by(Carrier.position)):
        yield SayingFacts(message_of(each.name), N_("is here with the mail"), saying.carrier_code(each.id))


def labels_on(content: ShelfLabels) -> int:
    """Tell how many labels there are."""
    return len(content.shelves) + len(content.sayings)


def build(content: ShelfLabels, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the labels of shelves as PDF."""
    labels = [
        Label(
            each.code,
            tuple(Line(half, _NAME, least=0.2) for half in label_face.halves(each.name, beyond=_SHORT)),
        )
        for each in content.shelves
    ]
    labels += [
        Label(
            each.code,
            (Line(texts(each.large), _LARGE, least=0.4), Line(texts(each.small), _SMALL, bold=False)),
        )
        for each in content.sayings
    ]
    return label_sheets.build(labels, sheet, texts=texts, title=texts("Labels of the shelves"))
