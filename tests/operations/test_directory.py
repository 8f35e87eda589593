"""The directory: every fact of a provider is kept as it is told, or refused before anything is changed."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadEmail, BadPhone, DeskError, NameMissing, NotFound, TextTooLong
from concierge_desk.models import LegalForm, Provider
from concierge_desk.money import Money
from concierge_desk.operations import (
    catalogue,
    deeds,
    directory,
    expectations,
    offers,
    provider_facts,
    providers,
    visits,
)
from concierge_desk.operations.directory import ProviderNameTaken, SiretTaken, StillHasPieces, StillHasVisit
from concierge_desk.operations.provider_facts import (
    BadClosure,
    BadCount,
    BadSiret,
    BadVisit,
    Closure,
    Contact,
    DelayWithoutEnd,
    Offered,
    ProviderFacts,
    TooMany,
    Weekly,
)
from concierge_desk.operations.providers import Approval
from tests.make import IDS, Make
from tests.ui.screens.day import visit

WHOLE = ProviderFacts(
    name="Atelier des Deux Rives",
    trade="repassage, couture",
    legal_form=LegalForm.ACI,
    siret="73282932000074",
    address="12 quai de l’Exemple, 33000 Bordeaux",
    phone="05 36 49 12 70",
    email="atelier@deux-rives.exemple",
    distance_m=850,
    transport="vélo-cargo",
    esus_number="33-2024-017",
    esus_until=date(2027, 3, 31),
    evidence="convention préfectorale vue",
    evidence_on=date(2026, 2, 3),
    contacts=[Contact("Inès", "encadrante", "05 36 49 12 71", "ines@deux-rives.exemple"), Contact("Marc")],
    note="Sonner deux fois.",
    capacity=40,
    closures=[Closure(date(2026, 8, 3), date(2026, 8, 21)), Closure(date(2026, 12, 24), date(2026, 12, 24))],
    delay_days=2,
    delay_until=date(2026, 12, 4),
    weekly=[
        Weekly(0, time(9), until=time(9, 30), cutoff_minutes=30),
        Weekly(3, time(16, 15), takes=False),
    ],
    offers=[Offered(1, 4, usual=True), Offered(2)],
    prices={IDS.shirt: Money(310), IDS.resole: Money(1900)},
)


def _keep(desk: Desk, facts: ProviderFacts, provider_id: int | None = None) -> Provider:
    return desk.do(
        directory.keep_provider,
        facts=facts,
        provider_id=provider_id,
        at=desk.clock.now(),
        staff_id=IDS.supervisor,
    )


def _usual(desk: Desk) -> dict[int, int | None]:
    return {each.id: each.provider_id for each in desk.ask(catalogue.services)}


def test_every_fact_is_kept(desk: Desk) -> None:
    """What is told of a provider is told back, word for word; telling it again changes nothing."""
    made = _keep(desk, WHOLE)
    assert desk.ask(directory.facts_of, provider_id=made.id) == WHOLE
    visits = [each.id for each in desk.ask(providers.get, provider_id=made.id).weekly]
    _keep(desk, WHOLE, made.id)
    assert desk.ask(directory.facts_of, provider_id=made.id) == WHOLE
    assert [each.id for each in desk.ask(providers.get, provider_id=made.id).weekly] == visits


def test_what_is_not_told_stays(desk: Desk) -> None:
    """Visits, offers and prices that are not told are left as they are; an empty list takes them away."""
    made = _keep(desk, WHOLE)
    _keep(desk, replace(WHOLE, weekly=None, offers=None, prices=None), made.id)
    assert desk.ask(directory.facts_of, provider_id=made.id) == WHOLE
    _keep(desk, replace(WHOLE, weekly=[], offers=[], prices={}), made.id)
    kept = desk.ask(directory.facts_of, provider_id=made.id)
    assert (kept.weekly, kept.offers, kept.prices) == ([], [], {})


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"trade": "x" * 200}, TextTooLong),
        ({"phone": "abc"}, BadPhone),
        ({"email": "x"}, BadEmail),
        ({"siret": "73282932000075"}, BadSiret),
        ({"distance_m": -1}, BadCount),
        ({"capacity": 0}, BadCount),
        ({"delay_days": -1}, BadCount),
        ({"delay_until": None}, DelayWithoutEnd),
        ({"contacts": [Contact("")]}, NameMissing),
        ({"contacts": [Contact("Inès", phone="abc")]}, BadPhone),
        ({"contacts": [Contact("Inès")] * 21}, TooMany),
        ({"closures": [Closure(date(2026, 8, 2), date(2026, 8, 1))]}, BadClosure),
        ({"closures": [Closure(date(2026, 8, 2), date(2026, 8, 2))] * 41}, TooMany),
        ({"weekly": [Weekly(7, time(9))]}, BadVisit),
        ({"weekly": [Weekly(0, time(9), takes=False, brings=False)]}, BadVisit),
        ({"weekly": [Weekly(0, time(9), until=time(9))]}, BadVisit),
        ({"weekly": [Weekly(0, time(9), cutoff_minutes=-5)]}, BadVisit),
        ({"offers": [Offered(99)]}, NotFound),
        ({"offers": [Offered(1, -2)]}, BadCount),
        ({"prices": {99: Money(100)}}, NotFound),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, wrong: dict[str, Any], refusal: type[DeskError]) -> None:
    """With its own sentence, and nothing is half changed."""
    made = _keep(desk, WHOLE)
    with pytest.raises(refusal):
        _keep(desk, replace(WHOLE, **wrong), made.id)
    assert desk.ask(directory.facts_of, provider_id=made.id) == WHOLE


def test_two_providers_are_told_apart(desk: Desk) -> None:
    """Neither a name nor a SIRET is given twice, however it is written."""
    _keep(desk, WHOLE)
    with pytest.raises(ProviderNameTaken):
        _keep(desk, replace(WHOLE, name="ATELIER des deux rives", siret=""))
    with pytest.raises(SiretTaken) as refused:
        _keep(desk, ProviderFacts("Autre", siret="732 829 320 00074"))
    assert WHOLE.name in str(refused.value)


def test_a_delay_that_is_over_has_no_end(desk: Desk) -> None:
    """No days late leave no date behind."""
    made = _keep(desk, replace(WHOLE, delay_days=0))
    assert made.delay_until is None


def test_nobody_loses_a_service_to_another(desk: Desk) -> None:
    """A second provider of a service does it too; who was the usual one still is."""
    _keep(desk, ProviderFacts("Autre", offers=[Offered(1), Offered(2, 5)]))
    assert _usual(desk) == {1: IDS.cleaner, 2: IDS.cobbler}
    told = desk.ask(offers.doers)
    assert [(each.name, each.usual, each.work_days) for each in told[2]] == [
        ("Cordonnerie Pas à Pas", True, None),
        ("Autre", False, 5),
    ]


def test_the_usual_one_is_chosen(desk: Desk) -> None:
    """Choosing it is a deed of its own; the one before goes on doing the service."""
    other = _keep(desk, ProviderFacts("Autre", offers=[Offered(1, usual=True)]))
    assert _usual(desk)[1] == other.id
    assert [each.provider_id for each in desk.ask(offers.doers)[1]] == [other.id, IDS.cleaner]
    _keep(desk, ProviderFacts("Autre", offers=[Offered(1)]), other.id)
    assert _usual(desk)[1] == IDS.cleaner


def test_a_service_always_has_its_one_usual_provider(desk: Desk) -> None:
    """The only one that does it is the usual one; one that does it no more hands that to another, if any."""
    _keep(desk, ProviderFacts("Pressing des Chartrons", offers=[Offered(1)]), IDS.cleaner)
    assert _usual(desk)[1] == IDS.cleaner
    other = _keep(desk, ProviderFacts("Autre", offers=[Offered(1)]))
    _keep(desk, ProviderFacts("Pressing des Chartrons", offers=[]), IDS.cleaner)
    assert _usual(desk)[1] == other.id
    _keep(desk, ProviderFacts("Autre", offers=[]), other.id)
    assert _usual(desk)[1] is None


def test_one_that_comes_no_more_is_set_aside_and_can_come_back(desk: Desk) -> None:
    """Its service goes to another who does it; alone, it keeps it until it comes back."""
    other = _keep(desk, ProviderFacts("Autre", offers=[Offered(1)]))
    desk.do(directory.set_aside, provider_id=IDS.cleaner, at=desk.clock.now(), staff_id=IDS.supervisor)
    desk.do(directory.set_aside, provider_id=IDS.cobbler, at=desk.clock.now(), staff_id=IDS.supervisor)
    assert [each.name for each in desk.ask(providers.providers)] == ["Autre"]
    assert _usual(desk) == {1: other.id, 2: IDS.cobbler}
    back = desk.do(
        directory.bring_back, provider_id=IDS.cleaner, at=desk.clock.now(), staff_id=IDS.supervisor
    )
    assert back.active
    assert _usual(desk)[1] == other.id


def test_one_that_still_has_pieces_is_not_set_aside(desk: Desk, make: Make) -> None:
    """Neither while a piece waits for it nor while it has one; its count is said."""
    make.deposit(IDS.shirt, IDS.shirt)
    for _where in ("waiting", "away"):
        with pytest.raises(StillHasPieces) as refused:
            desk.do(
                directory.set_aside, provider_id=IDS.cleaner, at=desk.clock.now(), staff_id=IDS.supervisor
            )
        assert "2" in str(refused.value)
        visit(desk, IDS.cleaner, take=True)
    assert desk.ask(providers.get, provider_id=IDS.cleaner).active


@pytest.mark.parametrize(
    ("on", "approval"),
    [
        (date(2026, 9, 30), Approval.GOOD),
        (date(2027, 1, 30), Approval.SOON),
        (date(2027, 3, 31), Approval.SOON),
        (date(2027, 4, 1), Approval.RAN_OUT),
    ],
)
def test_an_approval_is_warned_of_in_time(on: date, approval: Approval) -> None:
    """Sixty days before its last day, on it, and from the day after."""
    assert providers.approval_on(Provider(esus_until=date(2027, 3, 31)), on) is approval
    assert providers.approval_on(Provider(esus_until=None), on) is Approval.NONE


def test_a_siret_is_written_in_its_groups() -> None:
    """As on a letterhead; nothing stays nothing."""
    assert provider_facts.grouped_siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"
    assert provider_facts.grouped_siret("") == ""


def test_one_with_an_open_visit_is_not_set_aside(desk: Desk) -> None:
    """Its books are open: they are closed first, or it did not come."""
    at = desk.clock.now()
    by: dict[str, Any] = {"at": at, "staff_id": IDS.supervisor}
    opened = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, **by)
    with pytest.raises(StillHasVisit) as refused:
        desk.do(directory.set_aside, provider_id=IDS.cleaner, **by)
    assert opened.number in str(refused.value)
    desk.do(visits.miss, visit_id=opened.id, deed_uid=deeds.new_uid(), **by)
    assert not desk.do(directory.set_aside, provider_id=IDS.cleaner, **by).active


def test_pieces_of_one_that_comes_no_more_stay_in_sight(desk: Desk, make: Make) -> None:
    """What is taken in for a provider that was set aside is listed under its name, as for everybody else."""
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    desk.do(directory.set_aside, provider_id=IDS.cleaner, **by)
    assert IDS.cleaner not in [each.provider_id for each in _others(desk)]
    make.deposit(IDS.shirt)
    assert [each.out for each in _others(desk) if each.provider_id == IDS.cleaner] == [1]


def _others(desk: Desk) -> list[expectations.ExpectedVisit]:
    return desk.ask(expectations.not_expected_today, at=desk.clock.now())
