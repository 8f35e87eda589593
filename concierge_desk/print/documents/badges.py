"""The badges of the people at the counter: who they are, and the code that signs them in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import Staff
from concierge_desk.models.staff import Role
from concierge_desk.print.documents import facts, label_face, label_sheets
from concierge_desk.print.documents.label_face import Label, Line
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_ROLE, _HOUSE = 11.0, 9.0
_ROLES = {Role.CONCIERGE: N_("concierge"), Role.SUPERVISOR: N_("supervisor")}


@dataclass(frozen=True, slots=True)
class Person:
    """One person at the counter."""

    name: str
    role: Role
    code: str


@dataclass(frozen=True, slots=True)
class Badges:
    """What stands on badges."""

    house: str
    people: tuple[Person, ...]


def gather(session: Session, *, staff_ids: Sequence[int] = ()) -> Badges:
    """Load the people that badges are for, or all who work here. Raises NotFound."""
    which = Staff.id.in_(staff_ids) if staff_ids else Staff.active
    found = session.scalars(select(Staff).where(which).order_by(Staff.name, Staff.id))
    people = tuple(Person(each.name, each.role, each.badge) for each in found)
    if not people:
        raise NotFound
    return Badges(facts.house(session).name, people)


def labels_on(content: Badges) -> int:
    """Tell how many badges there are."""
    return len(content.people)


def build(content: Badges, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out badges as PDF."""
    labels = [
        Label(
            each.code,
            (
                *label_face.named(each.name),
                Line(texts(_ROLES[each.role]), _ROLE, bold=False),
                Line(content.house, _HOUSE, bold=False, least=0.4),
            ),
        )
        for each in content.people
    ]
    return label_sheets.build(labels, sheet, texts=texts, title=texts("Badges"))
