"""Only a supervisor sets up the desk."""

from collections.abc import Callable

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotAllowed
from concierge_desk.models import Role
from concierge_desk.operations import catalogue, providers, setting_up
from concierge_desk.operations.setting_up import ProviderFacts
from tests.make import IDS


@pytest.mark.parametrize("staff_id", [IDS.concierge, 999])
@pytest.mark.parametrize(
    ("deed", "what"),
    [
        (setting_up.keep_provider, {"facts": ProviderFacts("Pressing Neuf")}),
        (setting_up.add_person, {"name": "Olga", "role": Role.SUPERVISOR, "language": "fr", "pin": "4715"}),
        (setting_up.change_pin, {"person_id": IDS.supervisor, "pin": "4715"}),
        (setting_up.change_house, {"name": "X", "address": "", "phone": "", "mediator": "", "terms": ""}),
    ],
)
def test_a_concierge_sets_up_nothing(
    desk: Desk, deed: Callable[..., object], what: dict[str, object], staff_id: int
) -> None:
    """A concierge, or somebody unknown, is refused."""
    with pytest.raises(NotAllowed):
        desk.do(deed, staff_id=staff_id, **what)


def test_a_service_has_one_provider(desk: Desk) -> None:
    """A service that is given to another provider leaves the one before; the distance can be forgotten."""
    facts = ProviderFacts("Cordonnerie", service_ids=[1], distance_m=None)
    kept = desk.do(setting_up.keep_provider, facts=facts, provider_id=IDS.cobbler, staff_id=IDS.supervisor)
    services = {each.id: each.provider_id for each in desk.ask(catalogue.services)}
    assert services == {1: IDS.cobbler, 2: None}
    assert kept.distance_m is None
    assert len(desk.ask(providers.get, provider_id=IDS.cobbler).weekly) == 2
