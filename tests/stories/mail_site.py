"""A site of 600 people of five companies, and what a morning brings there, for the stories of its mail."""

from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers

_FIRST = (
    "Alice",
    "Bruno",
    "Chloé",
    "David",
    "Emma",
    "Farid",
    "Gaëlle",
    "Hugo",
    "Inès",
    "Julien",
    "Karim",
    "Léa",
)
_LAST = ("Martin", "Nguyen", "Olivier", "Petit", "Quéré", "Roux", "Simon", "Traoré", "Vidal", "Weber")
_COMPANIES = ("Ateliers du Lac", "Banque des Quais", "Cabinet Nord", "Imprimerie Sud", "Studio Verre")
LETTERS, PARCELS = 27, 6


def people(session: Session, at: SetClock) -> list[int]:
    """Register 600 people of five companies."""
    made = []
    for number in range(600):
        name = f"{_FIRST[number % 12]} {_LAST[number // 12 % 10]}"
        person = customers.register(
            session, name=f"{name}-{number // 120}", company=_COMPANIES[number % 5], at=at.now()
        )
        made.append(person.id)
    return made


def deliveries(desk: Desk) -> list[CarrierVisit]:
    """List the deliveries that are recorded."""
    return desk.ask(lambda session: session.query(CarrierVisit).order_by(CarrierVisit.id).all())
