"""The trail of an item tells where it was, from whom to whom, by whom and why."""

from typing import Any

import pytest

from concierge_desk.errors import NotFound
from concierge_desk.models import Holder, MoveKind, Status
from concierge_desk.operations import corrections, history
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_a_trail_names_places_people_and_documents(counter: Counter, make: Make) -> None:
    """Every step in order, with names instead of numbers."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    counter.hand_over(1, collector_name="Une voisine")
    put: dict[str, Any] = {
        "holder": Holder.DESK,
        "status": Status.READY,
        "shelf_id": IDS.a1,
        "reason": "Rapportée",
    }
    counter.desk.do(corrections.correct, item_id=1, **put, **counter.by(staff_id=IDS.supervisor))
    trail = counter.desk.ask(history.trail, item_id=1)
    told = [
        (step.kind, step.from_name, step.to_name, step.staff, step.document, step.reason)
        for step in trail.steps
    ]
    assert told == [
        (MoveKind.RECEIVED, "Claire Dupont", "", "Samir", "", ""),
        (MoveKind.SENT, "", "Pressing des Chartrons", "Samir", "26-P-0001", ""),
        (MoveKind.RETURNED, "Pressing des Chartrons", "B4", "Samir", "26-P-0002", ""),
        (MoveKind.HANDED_OVER, "B4", "Claire Dupont", "Samir", "Une voisine", ""),
        (MoveKind.CORRECTED, "Claire Dupont", "A1", "Aminata", "", "Rapportée"),
    ]
    assert trail.item.customer.name == "Claire Dupont"
    assert trail.steps[-1].corrects_id == trail.steps[-2].move_id


def test_an_unknown_item_has_no_trail(counter: Counter) -> None:
    """What was never here has no history."""
    with pytest.raises(NotFound):
        counter.desk.ask(history.trail, item_id=99)
