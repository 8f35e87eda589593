"""The counter with mail, for tests of what is asked when it is handed over."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import CarrierRule, Collector, MailItem, MailKind, Scope
from concierge_desk.operations import mail_handover, mail_intake
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

    def mail(self, kind: MailKind, customer: int | None = IDS.claire, **rule: Any) -> int:  # noqa: ANN401  # of any rule
        """Take a piece in, under a rule of its own or under none."""
        pieces = [Arrival(kind, customer_id=customer, shelf_id=IDS.a1)]
        visit = self.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **self.by())
        return self.desk.do(self._ruled, visit.id, rule)

    def _ruled(self, session: Session, visit_id: int, said: dict[str, Any]) -> int:
        mail = session.query(MailItem).filter(MailItem.came_with_id == visit_id).one()
        made = CarrierRule(valid_from=date(2020, 1, 1), **said)
        session.add(made)
        session.flush()
        mail.rule_id = made.id if said else None
        return mail.item_id

    def asked(self, item_ids: list[int], who: str) -> mail_handover.Asked:
        """Tell what is asked of one who comes today."""
        on = moments.day_of(self.desk.clock.now())
        comes: dict[str, Any] = {"collector_id": self.ids.get(who), "other": who == OTHER}
        return self.desk.ask(mail_handover.asks, item_ids=item_ids, on=on, **comes)
