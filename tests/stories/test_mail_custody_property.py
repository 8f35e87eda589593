"""Whatever happens in the mail room, in whatever order: pieces are conserved, and the record proves itself.

As in the story of the counter, deeds are drawn at random, sensible ones and senseless ones.
"""

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from concierge_desk.models import Holder, MailKind
from concierge_desk.operations import carrier_visits, mail_intake, mail_reading, mail_returns
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_reading import MailRow
from tests.make import IDS
from tests.stories.custody_deeds import Deeds
from tests.stories.custody_ground import Where

_CARRIERS = st.sampled_from([1, 1, 1, 2, 99])
_MOSTLY = 7
"""Below this, what is drawn is chosen from what makes sense."""
_PICK = st.sets(st.integers(0, 9), min_size=1, max_size=3)
_PIECES = st.builds(
    Arrival,
    kind=st.sampled_from(list(MailKind)),
    number=st.sampled_from(["", "", "RK 123456785 FR", "rk123456785fr", "6A1", "6A2", "6A00000000017"]),
    addressee=st.sampled_from(["", "M. Dupon"]),
    customer_id=st.sampled_from([None, IDS.claire, IDS.mohamed, IDS.claire]),
    candidates=st.sampled_from([(), (1, 2)]),
    carrier=st.sampled_from(["", "", "chronopost"]),
    shelf_id=st.sampled_from([None, IDS.a1]),
)


class MailRoom(Deeds):
    """A mail room in which anything may happen."""

    @initialize()
    def bring_first(self) -> None:
        """A carrier brings a letter for Claire, and a registered one for nobody known."""
        letter = Arrival(MailKind.LETTER, customer_id=IDS.claire, shelf_id=IDS.a1)
        self.bring_mail(1, [letter, Arrival(MailKind.REGISTERED, "RK 123456785 FR")])

    @rule(carrier=_CARRIERS, pieces=st.lists(_PIECES, max_size=4))
    def bring_mail(self, carrier: int, pieces: list[Arrival]) -> None:
        """A carrier brings mail, some for nobody known, some that is here already."""
        first = len(self.where) + 1
        uid = self._do(mail_intake.receive, carrier_id=carrier, pieces=pieces, sheet={"letter": 2})
        if uid is not None:
            places = {first + at: Where(Holder.DESK, None, each.shelf_id) for at, each in enumerate(pieces)}
            self._moved(uid, places, Where(Holder.CARRIER, carrier))

    @rule(pick=_PICK, reason=st.sampled_from(["refused", "unknown", " "]))
    def send_back(self, pick: set[int], reason: str) -> None:
        """Send mail back to its senders, here or not."""
        ids = self._of(pick, lambda row: row.waits_for_owner)
        uid = self._do(mail_returns.send_back, item_ids=ids, reason=reason)
        if uid is not None:
            self._moved(uid, {item_id: self.where[item_id] for item_id in ids})

    @rule(pick=_PICK)
    def keep_after_all(self, pick: set[int]) -> None:
        """Keep what was to go back, and what was not."""
        ids = self._of(pick, lambda row: row.returning_at is not None)
        self._do(mail_returns.keep_after_all, item_ids=ids[:1])

    @rule(carrier=_CARRIERS, pick=_PICK)
    def carrier_takes(self, carrier: int, pick: set[int]) -> None:
        """A carrier takes what waits for it, or whatever it sees."""
        ids = self._of(pick, lambda row: row.waits_for_carrier)
        uid = self._do(carrier_visits.take, carrier_id=carrier, item_ids=ids, driver="Luc")
        if uid is not None:
            self._moved(uid, dict.fromkeys(ids, Where(Holder.CARRIER, carrier)))

    @rule(carrier=_CARRIERS)
    def carrier_takes_all(self, carrier: int) -> None:
        """A carrier takes all that waits for it; where nothing does, one piece is sent back first."""
        if not self.desk.ask(carrier_visits.to_take, carrier_id=carrier):
            self.send_back({0}, "unclaimed")
        ids = [row.item_id for row in self.desk.ask(carrier_visits.to_take, carrier_id=carrier)]
        uid = self._do(carrier_visits.take, carrier_id=carrier, item_ids=ids)
        if uid is not None:
            self._moved(uid, dict.fromkeys(ids, Where(Holder.CARRIER, carrier)))

    def _of(self, pick: set[int], fits: Callable[[MailRow], bool]) -> list[int]:
        """Choose pieces that make sense when there are some, or else any."""
        rows = self.desk.ask(mail_reading.rows, item_ids=list(self.where))
        ids = [row.item_id for row in rows if fits(row)] or list(self.where)
        chosen = ids if min(pick) < _MOSTLY else list(self.where)
        return sorted({chosen[-1 - each % len(chosen)] for each in pick})


TestMailRoom = MailRoom.TestCase
TestMailRoom.settings = settings(
    max_examples=10,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
