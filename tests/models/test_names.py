"""What records are called by people and by scanners."""

from datetime import date, time

import pytest

from concierge_desk import codes
from concierge_desk.models import (
    Article,
    House,
    HouseKind,
    Item,
    LegalForm,
    Provider,
    Request,
    Role,
    Service,
    Shelf,
    Staff,
    Visit,
)
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.models.item import short_tag
from concierge_desk.models.request import number_of, serial_of
from concierge_desk.money import Money


def test_a_ticket_has_a_number_and_a_code() -> None:
    """Two digits of the year and six of the row, read by people and by scanners."""
    request = Request(serial=serial_of(2026, 4812))
    assert request.number == number_of(26_004_812) == "26-004812"
    assert codes.read(request.code) == codes.Code(codes.CodeKind.TICKET, 26_004_812)


def test_a_manifest_has_a_number_and_a_code() -> None:
    """A manifest's number has a P, so that nobody takes it for a ticket."""
    visit = Visit(serial=serial_of(2026, 311))
    assert visit.number == "26-P-0311"
    assert codes.read(visit.code).kind is codes.CodeKind.VISIT


def test_an_item_is_called_by_its_serial_or_by_its_own_tag() -> None:
    """A tag that was on the piece already is what people see on it."""
    item = Item(id=481_201)
    assert item.short_tag == short_tag(481_201) == "0048 1201"
    assert Item(id=1, tag="TAG-7").short_tag == "TAG-7"
    assert codes.read(item.code) == codes.Code(codes.CodeKind.ITEM, 481_201)


def test_shelves_and_badges_have_codes() -> None:
    """What is scanned says what it is."""
    assert codes.read(Shelf(id=3, name="A3").code).kind is codes.CodeKind.SHELF
    assert codes.read(Staff(id=2, name="Samir", role=Role.CONCIERGE).badge).kind is codes.CodeKind.BADGE


def test_only_an_ordinary_provider_is_outside_the_social_economy() -> None:
    """The law of 31 July 2014 names the forms."""
    outside = [form for form in LegalForm if not Provider(name="", legal_form=form).is_ess]
    assert outside == [LegalForm.ORDINARY]


def test_only_a_supervisor_may_correct() -> None:
    """Two roles, no more."""
    assert Staff(name="", role=Role.SUPERVISOR).is_supervisor
    assert not Staff(name="", role=Role.CONCIERGE).is_supervisor


def test_an_article_without_a_price_is_on_quote() -> None:
    """Nothing to pay is a price; no price is a quote."""
    assert Article(price=None).on_quote
    assert not Article(price=Money(0)).on_quote


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Pressing"), ("en", "Dry cleaning"), ("xx", "Pressing")]
)
def test_a_service_is_said_in_a_language_it_has(language: str, name: str) -> None:
    """Without the language asked for, the first one there is."""
    service = Service(
        names={"fr": "Pressing", "en": "Dry cleaning"}, chips=[{"key": "stain", "names": {"fr": "Tache"}}]
    )
    assert service.name(language) == name
    assert service.condition_words(["stain", "other"], language) == ("Tache", "other")


def test_a_house_is_closed_on_its_closures_and_on_days_without_hours() -> None:
    """Opening hours follow the week; a closure goes before them."""
    house = House(name="", kind=HouseKind.COMPANY, opening=WORKING_WEEK, closures=["2026-12-24"])
    assert house.hours_on(date(2026, 11, 23)) == [(time(8, 30), time(19))]
    assert house.hours_on(date(2026, 12, 24)) == []
    assert house.hours_on(date(2026, 11, 22)) == []
