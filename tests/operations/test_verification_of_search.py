"""The search index is proven as it is now, not as a connection remembers it."""

from concierge_desk.desk import Desk
from concierge_desk.operations import verification
from tests.make import Make


def test_an_index_that_was_merged_meanwhile_is_not_taken_for_corrupt(desk: Desk, make: Make) -> None:
    """A desk that stays open all day proves its record after hundreds of changes, on the same connection."""
    for count in range(300):
        make.customer(f"Client {count} Dupont")
        if count % 10 == 0:
            assert desk.ask(verification.verify).fault is None
