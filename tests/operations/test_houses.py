"""The house: opening it, and changing what is known of it."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadInput, BadPin, HouseIsOpen, NameMissing, TextTooLong
from concierge_desk.models import HouseKind
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import catalogue, houses, shelving, staffing, verification
from tests.make import MONDAY_MORNING


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on an empty store."""
    opened = Desk(Store(tmp_path / "new" / "desk.sqlite"), SetClock(MONDAY_MORNING))
    yield opened
    opened.close()


def open_house(desk: Desk, *, name: str = "Conciergerie du Port", pin: str = "2580") -> None:
    """Open a house as the first run does."""
    desk.do(
        houses.open_house, name=name, kind=HouseKind.COMPANY, language="fr", supervisor="Aminata", pin=pin
    )


def test_a_new_house_has_all_that_a_first_day_needs(new_desk: Desk) -> None:
    """Its supervisor can sign in, and there are services, shelves and opening hours."""
    assert new_desk.ask(houses.this_house) is None
    open_house(new_desk)
    house = new_desk.ask(houses.this_house)
    assert house is not None
    assert (house.name, house.kind, house.language) == ("Conciergerie du Port", HouseKind.COMPANY, "fr")
    assert house.hours_on(date(2026, 11, 23)) == [(time(8, 30), time(19))]
    (aminata,) = new_desk.ask(staffing.staff_on_duty)
    assert aminata.is_supervisor
    answer = new_desk.do(staffing.sign_in, staff_id=aminata.id, pin="2580", at=MONDAY_MORNING)
    assert answer.staff is not None
    assert [shelf.name for shelf in new_desk.ask(shelving.shelves)][:5] == ["A1", "A2", "A3", "A4", "B1"]
    assert len(new_desk.ask(shelving.shelves)) == 12
    assert len(new_desk.ask(catalogue.services)) == 6
    assert new_desk.ask(verification.verify).fault is None


def test_a_store_has_one_house(new_desk: Desk) -> None:
    """A second one is refused."""
    open_house(new_desk)
    with pytest.raises(HouseIsOpen):
        open_house(new_desk)


def test_a_house_that_is_refused_leaves_nothing_behind(new_desk: Desk) -> None:
    """All of it is opened, or none."""
    with pytest.raises(BadPin):
        open_house(new_desk, pin="1234")
    with pytest.raises(NameMissing):
        open_house(new_desk, name=" ")
    assert new_desk.ask(houses.this_house) is None
    assert new_desk.ask(shelving.shelves) == []


def test_what_is_not_named_stays_as_it_is(desk: Desk) -> None:
    """Each thing is changed on its own."""
    desk.do(houses.update_house, address="12 quai de l’Exemple", phone="0536491200")
    house = desk.do(
        houses.update_house, closures=[date(2026, 12, 28), date(2026, 12, 24), date(2026, 12, 24)]
    )
    assert (house.name, house.address, house.phone) == (
        "Conciergerie Darwin",
        "12 quai de l’Exemple",
        "05 36 49 12 00",
    )
    assert house.closures == ["2026-12-24", "2026-12-28"]


def test_terms_keep_their_lines(desk: Desk) -> None:
    """The ticket prints the terms line by line; more than its place is refused."""
    house = desk.do(houses.update_house, terms="Gardé deux mois.\nPuis donné.\n")
    assert house.terms == "Gardé deux mois.\nPuis donné."
    with pytest.raises(TextTooLong):
        desk.do(houses.update_house, terms="phrase\n" * 500)


def test_opening_hours_are_kept_by_day_and_in_order(desk: Desk) -> None:
    """A day without hours is a day off."""
    week = {"0": [["14:00", "19:00"], ["08:30", "12:00"]], "1": []}
    house = desk.do(houses.update_house, opening=week)
    assert house.hours_on(date(2026, 11, 23)) == [(time(8, 30), time(12)), (time(14), time(19))]
    assert house.hours_on(date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    "week",
    [{"7": []}, {"x": []}, {"0": [["19:00", "08:30"]]}, {"0": [["8h", "12h"]]}, {"0": [["08:30"]]}],
)
def test_hours_that_make_no_sense_are_refused(desk: Desk, week: dict[str, list[list[str]]]) -> None:
    """An unknown day, an end before its start, an hour that is none."""
    with pytest.raises(BadInput):
        desk.do(houses.update_house, opening=week)
