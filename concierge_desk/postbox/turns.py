"""Which counter does a round of messages: one that can send what people wish goes first.

A round tells by the next way whoever wishes one that its counter has not: a text message becomes a call. So a counter
that lacks a way lets the others go first, for a few minutes from when it sees that the round is due: a counter that
has the way looks at its clock several times meanwhile. When none does the round, none that can is there, and it is
done by the ways that there are.
"""

from datetime import datetime, timedelta

from concierge_desk.desk import Desk
from concierge_desk.operations import message_rounds, message_turns
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_rounds import Rounds, Told

PATIENCE = timedelta(minutes=5)
"""Counters look at their clocks every few seconds, and computers that start together do not start at once."""


class Turns:
    """Does the rounds of a counter, each when it is its turn."""

    def __init__(self, desk: Desk) -> None:
        """Serve a desk; nothing is done yet."""
        self._desk = desk
        self._seen: tuple[str, datetime] | None = None

    def go(self, *, at: datetime, rounds: Rounds, telling: Telling) -> Told | None:
        """Do the round that is due; None when none is, or while another counter may. Raises StoreError."""
        found = self._desk.ask(message_rounds.due, at=at, rounds=rounds)
        if found is None:
            return None
        if self._seen is None or self._seen[0] != found.uid:
            self._seen = found.uid, at
        is_early = at - self._seen[1] < PATIENCE
        if is_early and not self._desk.ask(message_turns.can_all, at=at, telling=telling):
            return None
        return self._desk.do(message_rounds.go, at=at, rounds=rounds, telling=telling)
