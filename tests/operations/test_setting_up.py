"""Only a supervisor sets up the desk, or somebody with the leave of one."""

from collections.abc import Callable
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadPin, NameMissing
from concierge_desk.models import Role
from concierge_desk.operations import directory, houses, providers, rights, setting_up, staffing
from concierge_desk.operations.provider_facts import ProviderFacts
from concierge_desk.operations.rights import Right, RightMissing
from tests.make import IDS

_HOUSE: dict[str, Any] = {"name": "X1", "address": "", "phone": "", "mediator": "", "terms": ""}
_OLGA = {"name": "Olga", "role": Role.SUPERVISOR, "language": "fr", "pin": "4715"}
_DEEDS = [
    (directory.keep_provider, {"facts": ProviderFacts("Pressing Neuf")}, Right.KEEP_PROVIDERS),
    (directory.set_aside, {"provider_id": IDS.cobbler}, Right.KEEP_PROVIDERS),
    (directory.bring_back, {"provider_id": IDS.cobbler}, Right.KEEP_PROVIDERS),
    (setting_up.add_person, _OLGA, Right.KEEP_PEOPLE),
    (setting_up.change_pin, {"person_id": IDS.supervisor, "pin": "4715"}, Right.KEEP_PEOPLE),
    (setting_up.change_house, _HOUSE, Right.KEEP_HOUSE),
    (setting_up.change_house, _HOUSE | {"mail_kept_months": 1}, Right.KEEP_HOUSE),
    (setting_up.change_rounds, {"by_itself": True, "hours": "9", "at_closing": True}, Right.KEEP_HOUSE),
]


@pytest.mark.parametrize("staff_id", [IDS.concierge, 999])
@pytest.mark.parametrize(("deed", "what", "right"), _DEEDS)
def test_a_concierge_sets_up_nothing_alone(
    desk: Desk, deed: Callable[..., object], what: dict[str, object], right: Right, staff_id: int
) -> None:
    """A concierge, or somebody unknown, is refused, and nothing is left of the try."""
    with pytest.raises(RightMissing) as refused:
        desk.do(deed, staff_id=staff_id, at=desk.clock.now(), **what)
    assert refused.value.right is right
    assert [each.name for each in desk.ask(staffing.staff_on_duty)] == ["Aminata", "Samir"]
    assert len(desk.ask(providers.providers)) == 2
    house = desk.ask(houses.this_house)
    assert house is not None
    assert (house.name, house.mail_kept_months) == ("Conciergerie Darwin", 12)
    assert not house.tell_by_itself


@pytest.mark.parametrize(("deed", "what", "right"), _DEEDS)
def test_a_concierge_does_it_once_with_leave(
    desk: Desk, deed: Callable[..., object], what: dict[str, object], right: Right
) -> None:
    """What a supervisor lets happen is done by the concierge, and not a second time."""
    at = desk.clock.now()
    with pytest.raises(RightMissing) as refused:
        desk.do(deed, staff_id=IDS.concierge, at=at, **what)
    let: dict[str, Any] = {"right": right, "by_id": IDS.supervisor, "for_id": IDS.concierge, "at": at}
    other = desk.do(rights.authorise, key="another", **let)
    with pytest.raises(RightMissing):
        desk.do(deed, staff_id=IDS.concierge, at=at, authorisation_id=other.id, **what)
    given = desk.do(rights.authorise, key=refused.value.key, **let)
    desk.do(deed, staff_id=IDS.concierge, at=at, authorisation_id=given.id, **what)
    with pytest.raises(RightMissing):
        desk.do(setting_up.change_house, staff_id=IDS.concierge, at=at, authorisation_id=given.id, **_HOUSE)


def test_what_is_wrong_is_said_before_a_pin_is_asked_for(desk: Desk) -> None:
    """Nobody is called to the counter for a form that would be refused anyway."""
    at = desk.clock.now()
    with pytest.raises(NameMissing):
        desk.do(directory.keep_provider, facts=ProviderFacts(""), staff_id=IDS.concierge, at=at)
    with pytest.raises(BadPin):
        desk.do(setting_up.change_pin, person_id=IDS.concierge, pin="1234", staff_id=IDS.concierge, at=at)
