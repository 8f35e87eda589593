"""The example desk: complete, invented, ready to try."""

import re
from collections.abc import Iterator

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import LegalForm, Role
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    catalogue,
    customers,
    directory,
    example,
    houses,
    offers,
    promises,
    providers,
    search,
    staffing,
    verification,
)
from tests.make import MONDAY_MORNING


@pytest.fixture(scope="module")
def trying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The example desk, made once."""
    path = tmp_path_factory.mktemp("example") / "desk.sqlite"
    desk = Desk(Store(path), SetClock(MONDAY_MORNING))
    desk.do(example.furnish, at=MONDAY_MORNING)
    yield desk
    desk.close()


def test_the_example_desk_can_be_worked_at(trying: Desk) -> None:
    """A house, its people with the PIN that is shown, forty customers, and a record that verifies."""
    house = trying.ask(houses.this_house)
    assert house is not None
    assert house.name == "Conciergerie Darwin"
    people = trying.ask(staffing.staff_on_duty)
    assert [(each.name, each.role) for each in people] == [
        ("Aminata", Role.SUPERVISOR),
        ("Olga", Role.CONCIERGE),
        ("Samir", Role.CONCIERGE),
    ]
    for each in people:
        answer = trying.do(staffing.sign_in, staff_id=each.id, pin=example.pin(), at=MONDAY_MORNING)
        assert answer.staff is not None
    assert len(trying.ask(customers.recent, limit=100)) == 40
    assert trying.ask(verification.verify).fault is None


def test_every_service_of_the_example_can_be_promised(trying: Desk) -> None:
    """Each has a provider who comes by and brings things back."""
    for service in trying.ask(catalogue.services):
        promise = trying.ask(promises.promise_for, service_id=service.id, at=MONDAY_MORNING)
        assert promise.ready_at is not None, service.key


def test_most_providers_of_the_example_are_social_economy(trying: Desk) -> None:
    """As in a conciergerie solidaire; one is not, so that the difference shows."""
    listed = trying.ask(providers.providers)
    assert [each.is_ess for each in listed].count(False) == 1
    chartrons = next(each for each in listed if each.name == "Pressing des Chartrons")
    assert (chartrons.distance_m, chartrons.transport) == (1200, "vélo")


def test_the_example_tries_every_part_of_the_directory(trying: Desk) -> None:
    """One service that two providers do, cut-offs, holidays, prices, an approval; and no SIRET that could be real."""
    doers = {service: [each.name for each in found] for service, found in trying.ask(offers.doers).items()}
    assert ["Pressing des Chartrons", "Blanchisserie des Deux Rives"] in doers.values()
    listed = trying.ask(providers.providers)
    facts = [trying.ask(directory.facts_of, provider_id=each.id) for each in listed]
    assert not any(each.siret for each in facts)
    assert any(visit.cutoff_minutes for each in facts for visit in each.weekly or ())
    assert any(each.closures for each in facts)
    assert any(each.capacity for each in facts)
    assert any(each.esus_until for each in facts)
    assert all(each.evidence for each in facts if each.legal_form is not LegalForm.ORDINARY)
    public = {
        article.id: article.price
        for service in trying.ask(catalogue.services)
        for article in service.articles
    }
    charged = [(price, public[id_]) for each in facts for id_, price in (each.prices or {}).items()]
    assert charged
    assert all(price < told for price, told in charged if told is not None)


def test_the_names_of_the_example_try_the_search(trying: Desk) -> None:
    """Names of many tongues, two of the same family, a long one."""
    for words, name in (("boeuf", "Œnone Bœuf"), ("lukasz", "Łukasz Nowak"), ("ndiaye", "Jeanne N’Diaye")):
        assert trying.ask(search.find, words=words)[0].title == name
    assert len(trying.ask(search.customers_matching, words="dupont")) == 2


def test_nobody_of_the_example_can_be_called_or_written_to() -> None:
    """Telephone numbers of the ranges kept for fiction (ARCEP), addresses of a domain that cannot be owned."""
    described = example.described()
    contacts = [each for provider in described["provider"] for each in provider.get("contacts", [])]
    everybody = [described, *described["provider"], *described["customer"], *contacts]
    for each in everybody:
        assert re.fullmatch(r"0(5 36 49|6 39 98)( \d\d){2}", each["phone"])
        assert each.get("email", "") == "" or each["email"].endswith(".exemple")
