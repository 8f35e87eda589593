"""Whose a piece is where one carrier brings the pieces of another, as La Poste does those of Colissimo.

Who brings or takes a piece is told by the coming that its moves name. Whose it is, is told by its number where that
is sure, or by the concierge; its rule, what its person is told and who may take it back follow that. The house says
who brings for whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from concierge_desk import tracking
from concierge_desk.errors import BadInput
from concierge_desk.models import Carrier, CarrierVisit, MailItem
from concierge_desk.models.carrier import HAND
from concierge_desk.texts import N_

BROUGHT_WITH = aliased(CarrierVisit)
"""The coming that a piece was brought by, for `may_take`."""
FREE = or_(MailItem.carrier_id.is_(None), Carrier.key == HAND)
"""What has no carrier of its own any of them may take."""


class NotBrought(BadInput):
    """A piece is said to be one of a carrier that this one does not bring for."""

    sentence = N_("{here} brings no mail of {carrier}. Say again of which carrier the piece is.")


@dataclass(frozen=True, slots=True)
class Brands:
    """A carrier that is here, and those whose pieces it may bring, itself among them, by their keys."""

    here: Carrier
    brought: Mapping[str, Carrier]

    def of(self, *, number: str, said: str = "") -> Carrier:
        """Tell whose a piece is: as somebody said by a key, as its number surely says, or else of who brings it.

        What is said was not refused by `refuse_not_brought`; a number of a carrier that it does not bring for counts
        as one of who brings it.
        """
        return self.brought[said] if said else self.brought.get(tracking.read(number).surely, self.here)


def of_carrier(session: Session, carrier: Carrier) -> Brands:
    """Find whose pieces a carrier may bring."""
    found = session.scalars(select(Carrier).where(Carrier.key.in_([carrier.key, *carrier.brings])))
    return Brands(carrier, {each.key: each for each in found})


def refuse_not_brought(session: Session, brands: Brands, said: Iterable[str]) -> None:
    """Refuse what somebody said by a key that is not one of those brought here. Raises NotBrought."""
    wrong = set(filter(None, said)) - brands.brought.keys()
    if wrong:
        key = min(wrong)
        other = session.scalars(select(Carrier).where(Carrier.key == key)).one_or_none()
        raise NotBrought(here=brands.here.names, carrier=key if other is None else other.names)


def may_take(carrier: Carrier) -> ColumnElement[bool]:
    """Ask for what a carrier may take: its own, that of those it brings for, what it brought, and what is nobody's.

    The pieces are joined with their carrier and, as BROUGHT_WITH, with the coming that brought them.
    """
    its_own = Carrier.key.in_([carrier.key, *carrier.brings])
    return or_(its_own, BROUGHT_WITH.carrier_id == carrier.id, FREE)


def takers(session: Session, *, item_id: int) -> list[int]:
    """Tell who may take a piece that has a carrier: who brought it, its own carrier, then those who bring for it."""
    mail = session.get(MailItem, item_id)
    carrier = None if mail is None or mail.carrier_id is None else session.get(Carrier, mail.carrier_id)
    if mail is None or carrier is None or carrier.key == HAND:
        return []
    visit = None if mail.came_with_id is None else session.get(CarrierVisit, mail.came_with_id)
    others = session.scalars(select(Carrier).where(Carrier.active).order_by(Carrier.position, Carrier.id))
    bringing = [each.id for each in others if carrier.key in each.brings]
    first = [] if visit is None else [visit.carrier_id]
    return list(dict.fromkeys([*first, carrier.id, *bringing]))
