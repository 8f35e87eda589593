"""Providers: who they are and when they come by."""

from datetime import time

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadInput, NameMissing, NotFound
from concierge_desk.models import LegalForm, Provider
from concierge_desk.operations import provider_facts, providers
from concierge_desk.operations.provider_facts import BadSiret
from concierge_desk.operations.providers import Weekly


def slots(provider: Provider) -> list[tuple[int, time, bool, bool]]:
    """List the visits of a provider."""
    return [(each.weekday, each.hour, each.takes, each.brings) for each in provider.weekly]


def test_a_provider_is_listed_with_its_visits(desk: Desk) -> None:
    """In the order of the week, each day and hour once."""
    desk.do(
        providers.add,
        name="Atelier Vélo",
        legal_form=LegalForm.SCIC,
        weekly=[Weekly(3, time(9)), Weekly(0, time(17), brings=False), Weekly(3, time(9), takes=False)],
    )
    listed = desk.ask(providers.providers)
    assert [each.name for each in listed] == [
        "Atelier Vélo",
        "Cordonnerie Pas à Pas",
        "Pressing des Chartrons",
    ]
    assert listed[0].is_ess
    assert slots(listed[0]) == [(0, time(17), True, False), (3, time(9), False, True)]


def test_new_visits_take_the_place_of_the_old(desk: Desk) -> None:
    """And what is not named stays."""
    changed = desk.do(providers.update, provider_id=1, weekly=[Weekly(4, time(8, 15))])
    assert slots(changed) == slots(desk.ask(providers.get, provider_id=1)) == [(4, time(8, 15), True, True)]
    assert changed.distance_m == 1200
    assert len(desk.do(providers.update, provider_id=1, name="Pressing du Quai").weekly) == 1


def test_one_who_comes_no_more_is_not_listed(desk: Desk) -> None:
    """But stays known, because items were with them."""
    desk.do(providers.update, provider_id=1, active=False)
    assert [each.id for each in desk.ask(providers.providers)] == [2]
    assert [each.id for each in desk.ask(providers.providers, everyone=True)] == [2, 1]


@pytest.mark.parametrize(
    ("siret", "fits"),
    [
        ("73282932000074", True),
        ("732 829 320 00074", True),
        ("732\u00a0829\u00a0320\u202f00074", True),
        ("73282932000075", False),
        ("35600000049837", True),
        ("35600000049838", False),
        ("3560000004983", False),
        ("abcdefghijklmn", False),
    ],
)
def test_a_siret_has_its_check_digit(siret: str, fits: bool) -> None:  # noqa: FBT001  # a table of cases
    """Fourteen digits by Luhn, in any groups; La Poste's offices have a rule of their own."""
    if fits:
        digits = provider_facts.siret(siret)
        assert len(digits) == 14
        assert provider_facts.siret(provider_facts.grouped_siret(digits)) == digits
    else:
        with pytest.raises(BadSiret):
            provider_facts.siret(siret)


def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    """No name, a day that is none, a SIRET that is none, a provider that is not there."""
    with pytest.raises(NameMissing):
        desk.do(providers.add, name="")
    with pytest.raises(BadInput):
        desk.do(providers.add, name="X1", weekly=[Weekly(7, time(9))])
    with pytest.raises(BadInput):
        desk.do(providers.add, name="X1", siret="732 829 320 00075")
    assert desk.do(providers.add, name="X1", siret="732 829 320 00074").siret == "73282932000074"
    with pytest.raises(NotFound):
        desk.do(providers.update, provider_id=404)
