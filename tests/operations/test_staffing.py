"""The people at the counter: PINs, badges, waits."""

from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadPin, NameMissing, NotFound, UnknownCode
from concierge_desk.models import Role, Staff
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import staffing

PIN, WRONG = "2580", "2581"


@pytest.fixture
def olga(desk: Desk) -> Staff:
    """A concierge with a PIN."""
    return desk.do(staffing.add_staff, name="Olga", role=Role.CONCIERGE, language="en", pin=PIN)


def try_pin(desk: Desk, staff: Staff, pin: str) -> staffing.SignIn:
    """Try a PIN now."""
    return desk.do(staffing.sign_in, staff_id=staff.id, pin=pin, at=desk.clock.now())


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "123",
        "0000",
        "111111",
        "1234",
        "4321",
        "7890",
        "9012",
        "0987",
        "12a4",
        "1" * 13,
        "٢٥٨٠",
        " 2580",
        "2580\n",
    ],
)
def test_an_easy_pin_is_refused(desk: Desk, pin: str) -> None:
    """Four to twelve digits, and no simple row."""
    with pytest.raises(BadPin):
        desk.do(staffing.add_staff, name="Olga", role=Role.CONCIERGE, language="fr", pin=pin)


def test_a_pin_is_kept_only_as_its_hash(olga: Staff) -> None:
    """Argon2id, with a salt of its own."""
    assert olga.pin_hash.startswith("$argon2id$")
    assert PIN not in olga.pin_hash
    assert staffing.hashed(PIN) != olga.pin_hash


def test_the_right_pin_signs_in(desk: Desk, olga: Staff) -> None:
    """The person is answered."""
    answer = try_pin(desk, olga, PIN)
    assert answer.staff is not None
    assert (answer.staff.name, answer.wait_seconds) == ("Olga", 0)


def test_five_wrong_pins_are_free_then_each_doubles_the_wait(
    desk: Desk, olga: Staff, clock: SetClock
) -> None:
    """2, 4, 8 … seconds, and never more than five minutes."""
    assert [try_pin(desk, olga, WRONG).wait_seconds for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(10):
        waits.append(try_pin(desk, olga, WRONG).wait_seconds)
        clock.forward(timedelta(seconds=waits[-1]))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_while_one_waits_not_even_the_right_pin_counts(desk: Desk, olga: Staff, clock: SetClock) -> None:
    """The wait tells what is left of it; then the right PIN signs in and the count begins anew."""
    for _ in range(7):
        try_pin(desk, olga, WRONG)
        clock.forward(timedelta(seconds=3))
    assert try_pin(desk, olga, PIN) == staffing.SignIn(None, 1)
    clock.forward(timedelta(seconds=1))
    assert try_pin(desk, olga, PIN).staff is not None
    assert [try_pin(desk, olga, WRONG).wait_seconds for _ in range(5)] == [0] * 5


def test_the_wait_outlives_a_restart(desk: Desk, store: Store, olga: Staff) -> None:
    """Closing the program does not give new tries."""
    for _ in range(6):
        try_pin(desk, olga, WRONG)
    store.reopen()
    assert try_pin(desk, olga, PIN) == staffing.SignIn(None, 2)


def test_a_clock_set_back_makes_nobody_wait_longer_than_five_minutes(
    desk: Desk, olga: Staff, clock: SetClock
) -> None:
    """A year's wait would lock the desk."""
    for _ in range(6):
        try_pin(desk, olga, WRONG)
    clock.forward(timedelta(days=-365))
    assert try_pin(desk, olga, PIN).wait_seconds == 300


@pytest.mark.parametrize("pin", ["", "x" * 5000, "\ud800", "\x00"])
def test_whatever_is_typed_as_a_pin_is_only_wrong(desk: Desk, olga: Staff, pin: str) -> None:
    """It is an answer and no error."""
    assert try_pin(desk, olga, pin) == staffing.SignIn(None, 0)


def test_somebody_without_a_pin_cannot_sign_in(desk: Desk) -> None:
    """A hash that is none fits no PIN."""
    assert desk.do(staffing.sign_in, staff_id=1, pin="-", at=desk.clock.now()).staff is None


def test_a_badge_tells_whose_it_is(desk: Desk, olga: Staff) -> None:
    """An unknown one is refused."""
    assert desk.ask(staffing.by_badge, serial=olga.id).name == "Olga"
    with pytest.raises(UnknownCode):
        desk.ask(staffing.by_badge, serial=404)


def test_a_new_pin_takes_the_place_of_the_old(desk: Desk, olga: Staff) -> None:
    """And ends the wait."""
    for _ in range(6):
        try_pin(desk, olga, WRONG)
    desk.do(staffing.change_pin, staff_id=olga.id, pin="1470")
    assert try_pin(desk, olga, PIN).staff is None
    assert try_pin(desk, olga, "1470").staff is not None


def test_a_language_is_kept_with_the_person(desk: Desk, olga: Staff) -> None:
    """One that is not there becomes the first there is."""
    assert desk.do(staffing.set_language, staff_id=olga.id, language="fr").language == "fr"
    assert desk.do(staffing.set_language, staff_id=olga.id, language="tlh").language == "fr"


def test_those_on_duty_are_listed_by_name(desk: Desk, olga: Staff) -> None:
    """And somebody unknown, or without a name, is refused."""
    assert [each.name for each in desk.ask(staffing.staff_on_duty)] == ["Aminata", "Olga", "Samir"]
    with pytest.raises(NotFound):
        desk.do(staffing.set_language, staff_id=404, language="fr")
    with pytest.raises(NameMissing):
        desk.do(staffing.add_staff, name=" ", role=Role.CONCIERGE, language="fr", pin=PIN)
