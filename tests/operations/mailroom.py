"""The counter with mail, for tests of what is asked when it is handed over."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import CarrierRule, Collector, MailItem, MailKind, Scope
from concierge_desk.operations import deeds, mail_handover, mail_intake
from concierge_desk.operations.mail_intake import Arrival
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE = 1
OTHER, PROXY, BOTH, ALL = "other", "things", "mail", "registered"


class Mailroom(Counter):
    """The counter with mail, and with people who may collect for Claire."""

    def __init__(self, desk: Desk) -> None:
        """Authorise three people: for things only, for things and mail, for everything; and one for a company."""
        super().__init__(desk)
        self.ids: dict[str, int] = {}
        desk.do(self._people)

    def _people(self, session: Session) -> None:
        scopes = [Scope.ITEMS.value, Scope.MAIL.value, Scope.REGISTERED.value]
        for number, name in enumerate((PROXY, BOTH, ALL), 1):
            agent = Collector(customer_id=IDS.claire, name=f"Paul {name}", scopes=scopes[:number])
            session.add(agent)
            session.flush()
            self.ids[name] = agent.id

    def go_on(self, days: int = 10) -> None:
        """Let something be done on each of the last days."""
        now = self.desk.clock.now()
        by: dict[str, Any] = {"kind": "update_customer", "staff_id": IDS.concierge}
        for ago in range(days):
            at = now - timedelta(days=ago)
            self.desk.do(deeds.note, uid=deeds.new_uid(), at=at, **by)

    def mail(
        self,
        kind: MailKind,
        number: str = "",
        customer: int | None = IDS.claire,
        **rule: Any,  # noqa: ANN401  # of any rule
    ) -> int:
        """Take a piece in, under a rule of its own or under those that there are."""
        if rule:
            first = moments.day_of(self.desk.clock.now())
            made = CarrierRule(carrier_id=LA_POSTE, kind=kind, valid_from=first, **rule)
            self.desk.do(lambda session: session.add(made))
        pieces = [Arrival(kind, number, customer_id=customer, shelf_id=IDS.a1)]
        visit = self.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **self.by())
        return self.desk.ask(
            lambda session: session.query(MailItem).filter_by(came_with_id=visit.id).one()
        ).item_id

    def asked(self, item_ids: list[int], who: str) -> mail_handover.Asked:
        """Tell what is asked of one who comes today."""
        on = moments.day_of(self.desk.clock.now())
        comes: dict[str, Any] = {"collector_id": self.ids.get(who), "other": who == OTHER}
        return self.desk.ask(mail_handover.asks, item_ids=item_ids, on=on, **comes)
