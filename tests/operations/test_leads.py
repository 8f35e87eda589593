"""Where a ticket or an item leads, and what undoing a deed would touch."""

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.operations import corrections, deeds, leads
from tests.make import Make


def test_a_ticket_and_its_items_lead_to_their_owner(desk: Desk, make: Make) -> None:
    """Whoever is at the counter, the things lead to whose they are."""
    ticket = make.deposit(1, 2, customer_id=2)
    assert desk.ask(leads.owner_of_ticket, request_id=ticket.id) == leads.Owner(2, in_care=True)
    assert desk.ask(leads.owner_of_item, item_id=1) == leads.Owner(2, in_care=True)


def test_what_was_given_back_is_no_longer_in_care(desk: Desk, make: Make) -> None:
    """A ticket whose things are all back with their owner has nothing to hand over."""
    ticket = make.deposit(1)
    desk.do(corrections.undo, uid=ticket.deed_uid, at=desk.clock.now(), staff_id=2, deed_uid=deeds.new_uid())
    assert not desk.ask(leads.owner_of_ticket, request_id=ticket.id).in_care
    assert not desk.ask(leads.owner_of_item, item_id=1).in_care


def test_a_deed_is_told_by_its_things_and_its_person(desk: Desk, make: Make) -> None:
    """Before something is undone, the concierge reads what it was."""
    ticket = make.deposit(1, 1, 1)
    summary = desk.ask(leads.summary, uid=ticket.deed_uid)
    assert (summary.kind, summary.items, summary.customer) == ("receive", 3, "Claire Dupont")


def test_what_is_not_there_leads_nowhere(desk: Desk) -> None:
    """An unknown key is refused."""
    with pytest.raises(NotFound):
        desk.ask(leads.owner_of_item, item_id=404)
    with pytest.raises(NotFound):
        desk.ask(leads.owner_of_ticket, request_id=404)
    with pytest.raises(NotFound):
        desk.ask(leads.summary, uid="none")
