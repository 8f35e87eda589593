"""What an older store says of its carriers after the upgrade to revision 0009."""

from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import Carrier, CarrierRule
from concierge_desk.models.store import Store
from tests.faults.upgrading import make_older

_KEPT = """
INSERT INTO mail_item (
    item_id, way, kind, number, addressee, sender, recipient, candidates, arrived_on, return_reason, service, format,
    own_label, rule_id
) SELECT 1, 'in', 'parcel', '', '', '', 'known', '[]', '2026-11-02', '', '', '', 0, carrier_rule.id
FROM carrier_rule JOIN carrier ON carrier.id = carrier_rule.carrier_id WHERE carrier.key = 'chronopost';
INSERT INTO carrier (key, name, phone, comes_at, takes_out, active, position)
VALUES ('our_relay', 'relais colis', '', '', 1, 1, 10);
"""


def test_a_house_goes_on_as_the_relay_point_it_was(tmp_path: Path) -> None:
    """It is one where pieces were kept by such a rule; a carrier that it added itself is not added twice."""
    path = tmp_path / "desk.sqlite"
    make_older(path, "0007")
    raw = sqlite.connect(str(path))
    raw.executescript(_KEPT)
    raw.close()
    store = Store(path)
    with Session(store.reader) as session:
        every = {each.key: each for each in session.scalars(select(Carrier))}
        rules = session.scalars(select(CarrierRule).where(CarrierRule.for_relay)).all()
    store.close()
    assert [key for key, each in every.items() if each.relay] == ["chronopost"]
    assert {key: each.brings for key, each in every.items() if each.brings} == {
        "la_poste": ["colissimo", "chronopost"]
    }
    assert "relais_colis" not in every
    assert not every["colis_prive"].active
    assert len(rules) == 7
