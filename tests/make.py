"""A small desk for tests: one house, two people, two providers, two services, a few articles and shelves."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Article,
    Carrier,
    Customer,
    House,
    HouseKind,
    LegalForm,
    Notify,
    Offer,
    Provider,
    Request,
    Role,
    Service,
    Shelf,
    Staff,
    WeeklyVisit,
)
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.money import Money
from concierge_desk.operations import customers, deeds, handins

MONDAY_MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
_STAIN = {"key": "stain", "names": {"fr": "Tache", "en": "Stain"}}


@dataclass
class Ids:
    """The keys of what stands in the small desk."""

    supervisor: int = 1
    concierge: int = 2
    cleaner: int = 1
    cobbler: int = 2
    shirt: int = 1
    suit: int = 2
    hem: int = 3
    resole: int = 4
    a1: int = 1
    b4: int = 2
    claire: int = 1
    mohamed: int = 2


IDS = Ids()


def furnish(session: Session) -> None:
    """Put the small desk into an empty store; it is a relay point of Mondial Relay."""
    session.execute(update(Carrier).where(Carrier.key == "mondial_relay").values(relay=True))
    session.add(
        House(
            id=1,
            uid="0" * 32,
            name="Conciergerie Darwin",
            kind=HouseKind.THIRD_PLACE,
            language="fr",
            opening=WORKING_WEEK,
            closures=[],
        )
    )
    session.add_all(
        [
            Staff(id=1, name="Aminata", role=Role.SUPERVISOR, language="fr", pin_hash="-"),
            Staff(id=2, name="Samir", role=Role.CONCIERGE, language="fr", pin_hash="-"),
            Shelf(id=1, name="A1", position=1),
            Shelf(id=2, name="B4", position=2),
            Provider(
                id=1,
                name="Pressing des Chartrons",
                trade="pressing",
                legal_form=LegalForm.SCOP,
                distance_m=1200,
            ),
            Provider(
                id=2, name="Cordonnerie Pas à Pas", trade="cordonnerie", legal_form=LegalForm.ASSOCIATION
            ),
        ]
    )
    session.flush()
    session.add_all([WeeklyVisit(provider_id=1, weekday=day, hour=time(13)) for day in (0, 2, 3)])
    session.add_all([WeeklyVisit(provider_id=2, weekday=day, hour=time(15, 30)) for day in (0, 3)])
    session.add_all(_services())
    session.flush()
    session.add_all([Offer(provider_id=1, service_id=1), Offer(provider_id=2, service_id=2)])
    session.flush()


def _services() -> list[Service]:
    cleaning = Service(
        id=1, key="dry_cleaning", names={"fr": "Pressing", "en": "Dry cleaning"}, icon="hanger", provider_id=1,
        work_days=2, position=1, chips=[_STAIN], fields=[],
    )  # fmt: skip
    shoes = Service(
        id=2, key="shoe_repair", names={"fr": "Cordonnerie", "en": "Shoe repair"}, icon="shoe", provider_id=2,
        work_days=3, position=2, chips=[], fields=[],
    )  # fmt: skip
    cleaning.articles = [
        Article(id=1, key="shirt", names={"fr": "Chemise", "en": "Shirt"}, icon="shirt",
                price=Money(450), position=1),
        Article(id=2, key="suit", names={"fr": "Costume 2 p.", "en": "Suit, 2 parts"}, icon="hanger",
                price=Money(1600), pieces=2, position=2),
        Article(id=3, key="hem", names={"fr": "Ourlet", "en": "Hem"}, icon="scissors", price=None,
                ceiling=Money(2000), position=3),
    ]  # fmt: skip
    shoes.articles = [
        Article(id=4, key="resole", names={"fr": "Ressemelage", "en": "Resoling"}, icon="shoe",
                price=Money(2800), position=1),
    ]  # fmt: skip
    return [cleaning, shoes]


def people(session: Session, at: datetime) -> None:
    """Register the two customers of the small desk."""
    customers.register(
        session, name="Claire Dupont", company="Ateliers Darwin", place="bât. C", phone="06 12 34 56 78",
        email="claire.dupont@exemple.fr", notify=Notify.SMS, language="fr", note="Plier les chemises", at=at,
    )  # fmt: skip
    customers.register(session, name="Mohamed Traoré", phone="07 98 76 54 32", language="en", at=at)


class Make:
    """Makes things in the small desk the way the counter does."""

    def __init__(self, desk: Desk) -> None:
        """Work at a desk."""
        self.desk = desk
        self.ids = IDS

    def deposit(self, *article_ids: int, customer_id: int = 1, staff_id: int = 2) -> Request:
        """Take articles in for a customer."""
        return self.desk.do(
            handins.receive,
            customer_id=customer_id,
            pieces=[handins.Piece(article_id) for article_id in article_ids],
            at=self.desk.clock.now(),
            staff_id=staff_id,
            deed_uid=deeds.new_uid(),
        )

    def customer(self, name: str, *, company: str = "", place: str = "") -> Customer:
        """Register a customer."""
        at = self.desk.clock.now()
        return self.desk.do(customers.register, name=name, company=company, place=place, at=at)
