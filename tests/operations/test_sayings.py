"""The codes that hang beside the shelves: each is printed, scanned, and known; no other is."""

from datetime import timedelta

import pytest

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.errors import UnknownCode
from concierge_desk.models import saying
from concierge_desk.models.saying import REASONS, WORDS, Saying
from concierge_desk.moments import SetClock
from concierge_desk.operations import carrier_visits, comings, scans
from concierge_desk.operations.scans import Found, FoundKind
from concierge_desk.print.documents import shelf_labels
from tests.make import IDS


def test_every_saying_has_its_label_and_no_serial_twice() -> None:
    """What can be said can be printed; what must be done again says why."""
    assert set(WORDS) == set(Saying)
    assert set(REASONS) < set(Saying)
    assert len({said.code for said in Saying}) == len(Saying)


@pytest.mark.parametrize("said", Saying)
def test_a_saying_is_found_by_its_code(desk: Desk, said: Saying) -> None:
    """The ten digits on the label lead to what they say."""
    assert desk.ask(scans.resolve, scanned=said.code) == Found(FoundKind.SAYING, said.value)


def test_a_carrier_is_found_by_its_code(desk: Desk) -> None:
    """The ten digits on its label name a carrier that there is, and no other."""
    for each in desk.ask(carrier_visits.carriers):
        found = desk.ask(scans.resolve, scanned=saying.carrier_code(each.id))
        assert found == Found(FoundKind.CARRIER, each.id)
    with pytest.raises(UnknownCode):
        desk.ask(scans.resolve, scanned=saying.carrier_code(99))


def test_a_code_of_the_kind_that_says_nothing_is_unknown(desk: Desk) -> None:
    """A serial that no label has is refused, as any unknown code is."""
    with pytest.raises(UnknownCode):
        desk.ask(scans.resolve, scanned=codes.write(codes.CodeKind.SAYING, 99))


def test_the_labels_of_all_shelves_bring_the_sayings_along(desk: Desk) -> None:
    """All labels together have them; the label of one shelf comes alone."""
    every = desk.ask(shelf_labels.gather)
    one = desk.ask(shelf_labels.gather, shelf_ids=[IDS.b4])
    here = desk.ask(carrier_visits.carriers)
    assert [each.code for each in every.sayings] == [
        *(said.code for said in WORDS),
        *(saying.carrier_code(each.id) for each in here),
    ]
    assert shelf_labels.labels_on(every) == len(every.shelves) + len(Saying) + len(here)
    assert shelf_labels.labels_on(one) == 1


def test_the_next_visit_is_on_a_later_day_that_is_open(desk: Desk, clock: SetClock) -> None:
    """Monday's pieces wait for Wednesday; not for a day on which the provider is closed; nobody knows of none."""

    def coming() -> str:
        found = desk.ask(comings.next_visit, provider_id=IDS.cleaner, after=clock.now())
        return "" if found is None else found.date().isoformat()

    assert coming() == "2026-11-25"
    clock.forward(timedelta(days=3))
    assert coming() == "2026-11-30"
