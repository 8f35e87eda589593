"""The mail of an invented history: some weeks of it, up to a morning on which every page of the mail shows something.

It is done by the very deeds of the mail room, a day at a time, and before anything else of that day happens: so the
moves stay in order. Other than the years before, it is not the same to the last byte twice: the deeds take salts of
their own.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import (
    Channel,
    Customer,
    Holder,
    Identity,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Message,
    MessageState,
    Payer,
    Recipient,
    Settled,
    Signed,
    Status,
)
from concierge_desk.operations import (
    carrier_visits,
    demo_letters,
    demo_people,
    handbacks,
    mail_intake,
    mail_returns,
    messages,
    outgoing,
    posting,
    procurations,
    tariffs,
)
from concierge_desk.operations.demo_letters import COLISSIMO, LA_POSTE
from concierge_desk.operations.demo_setting import Setting
from concierge_desk.operations.mail_handover import HandoverRefused
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.messages import CallOutcome
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.procurations import Papers

OPEN_DAYS = 15
"""So many opening days of mail: three weeks, so that the oldest registered letter is about to go back."""
_BUSY = 5
"""So many of them, the last, with all that happens; before, every fourth is enough to see that there was mail."""
_HOUR = time(8, 5)
"""Before the first customer, so that what happens later on the day comes later in the chain."""
_PEOPLE = 40
_BY_POST = ((MailKind.LETTER, 6), (MailKind.REGISTERED, 1), (MailKind.NEWSPAPER, 1))
_BY_PARCEL = ((MailKind.PARCEL, 3), (MailKind.EXPRESS, 0))
_KEPT_DAYS = 15
"""How long La Poste keeps a registered letter: the shipped rule, from the day after the first presentation."""
_FETCHED = 0.55
_REFUSED = "La passerelle a refusé : numéro inconnu (démonstration)."
_DOUBTFUL = "La passerelle n’a pas dit si le message est parti (démonstration)."


class Post:
    """The mail room of a history; `live` does the mail of one past day, `morning` that of now."""

    def __init__(self, setting: Setting, random: Random, days: Sequence[date], at: datetime) -> None:
        """Take the last opening days before `at`."""
        self._setting, self._random, self._at = setting, random, at
        today = moments.day_of(at)
        past = [on for on in days if on < today][-OPEN_DAYS:]
        presented = [today - timedelta(days=days) for days in (_KEPT_DAYS, _KEPT_DAYS - 1)]
        came = {next((on for on in past if on >= day), today) for day in presented}
        self._days = [on for on in past if on in past[-_BUSY:] or on in past[::4] or on in came]
        self._staff = 0

    def is_due(self, on: date) -> bool:
        """Tell whether a day has mail."""
        return on in self._days

    def live(self, session: Session, *, on: date) -> None:
        """Let the mail of a past day happen: who fetches, what comes, what people are told, what leaves."""
        at = moments.moment(on, _HOUR)
        self._staff = self._random.choice(self._setting.staff)
        people = self._people(session)
        if on == self._days[0]:
            self._begin(session, people, at)
        self._fetch(session, at)
        self._receive(session, LA_POSTE, self._arrivals(people, _BY_POST, on), at)
        if on.weekday() % 2 == 0:
            self._receive(session, COLISSIMO, self._arrivals(people, _BY_PARCEL, on), at)
        if on in self._days[-_BUSY:]:
            self._tell(session, at)
            self._send(session, people, at, takes=True)

    def morning(self, session: Session) -> None:
        """Let it be now: the postman was here, one piece is nobody's, one goes back, some wait to be sent."""
        at, on = self._at, moments.day_of(self._at)
        self._staff = self._setting.staff[0]
        people = self._people(session)
        pieces = self._arrivals(people, _BY_POST, on)
        several = Arrival(MailKind.PARCEL, self._number(MailKind.PARCEL), self._unreadable(), self._sender(),
                          candidates=(people[0].id, people[1].id))  # fmt: skip  # as its neighbour
        unknown = Arrival(MailKind.LETTER, addressee=self._unreadable(), sender=self._sender())
        self._receive(session, LA_POSTE, [*pieces, several, unknown], at)
        self._send_back(session, at)
        self._send(session, people, at, takes=False)
        self._tell(session, at, leave_open=True)

    # What is there from the beginning --------------------------------------------------------------------------

    def _begin(self, session: Session, people: Sequence[Customer], at: datetime) -> None:
        """Write invented prices down, and let somebody collect for another."""
        for facts in demo_letters.tariff(moments.day_of(at).replace(month=1, day=1)):
            tariffs.put(session, facts=facts)
        ends = moments.day_of(self._at) + timedelta(days=12)
        procurations.authorise(
            session,
            customer_id=people[0].id,
            name=demo_people.name(self._random),
            scopes=procurations.SCOPES,
            from_on=moments.day_of(at),
            until_on=ends,
            papers=[Papers.WRITTEN, Papers.OWN_IDENTITY],
            **self._by(at),
        )

    # Days ------------------------------------------------------------------------------------------------------

    def _arrivals(
        self, people: Sequence[Customer], kinds: Iterable[tuple[MailKind, int]], on: date
    ) -> list[Arrival]:
        """Invent what comes; among it, weeks ago, two registered letters that go back now and tomorrow."""
        wanted = [
            kind for kind, count in kinds for _ in range(self._random.randint(max(count - 1, 0), count + 1))
        ]
        found = [self._arrival(kind, self._random.choice(people)) for kind in wanted]
        for place, days in enumerate((_KEPT_DAYS, _KEPT_DAYS - 1), 1):
            presented_on = moments.day_of(self._at) - timedelta(days=days)
            if on == self._came_on(presented_on) and MailKind.LETTER in wanted:
                found.append(self._arrival(MailKind.REGISTERED, people[-place], presented_on))
        return found

    def _came_on(self, presented_on: date) -> date | None:
        """Tell on which of the days a letter came that was presented first on another."""
        return next((each for each in self._days if each >= presented_on), None)

    def _arrival(self, kind: MailKind, owner: Customer, presented_on: date | None = None) -> Arrival:
        return Arrival(
            kind,
            self._number(kind),
            owner.name,
            self._sender(),
            customer_id=owner.id,
            shelf_id=self._random.choice(self._setting.shelves),
            presented_on=presented_on,
        )

    def _receive(self, session: Session, carrier_id: int, pieces: Sequence[Arrival], at: datetime) -> None:
        if not pieces:
            return
        signed: dict[str, Any] = {
            "driver": demo_people.name(self._random),
            "signature": demo_people.signature(self._random),
            "signed": Signed.SCREEN,
        }
        mail_intake.receive(session, carrier_id=carrier_id, pieces=pieces, **signed, **self._by(at))

    def _fetch(self, session: Session, at: datetime) -> None:
        """Let people fetch what waits for them; of registered letters the first two days' stay."""
        waiting = select(Item.customer_id, Item.id, MailItem.kind).join(MailItem, MailItem.item_id == Item.id)
        here = (Item.holder == Holder.DESK, Item.status == Status.READY, MailItem.way == MailWay.IN)
        found: dict[int, list[int]] = {}
        settled = waiting.where(*here, MailItem.recipient == Recipient.KNOWN, MailItem.presented_on.is_(None))
        for customer_id, item_id, _kind in session.execute(settled.order_by(Item.id)):
            found.setdefault(customer_id, []).append(item_id)
        for customer_id, item_ids in found.items():
            if demo_people.happens(self._random, _FETCHED):
                self._hand_over(session, customer_id, item_ids, at)

    def _hand_over(self, session: Session, customer_id: int, item_ids: list[int], at: datetime) -> None:
        """Let somebody fetch their mail with an identity document; where more is asked, they come another day."""
        signature = demo_people.signature(self._random)
        try:
            handbacks.hand_over(
                session,
                customer_id=customer_id,
                item_ids=item_ids,
                signature=signature,
                settled=Settled.NOTHING,
                identity_kind=Identity.IDENTITY_CARD.value,
                **self._by(at),
            )
        except HandoverRefused:
            return

    def _send_back(self, session: Session, at: datetime) -> None:
        """Let one parcel go back: its addressee does not want it."""
        parcels = select(Item.id).join(MailItem, MailItem.item_id == Item.id)
        here = (Item.status == Status.READY, MailItem.kind == MailKind.PARCEL, MailItem.way == MailWay.IN)
        first = session.scalar(parcels.where(*here, MailItem.recipient == Recipient.KNOWN).order_by(Item.id))
        if first is not None:
            mail_returns.send_back(session, item_ids=[first], reason="Refusé par le client", **self._by(at))

    def _send(self, session: Session, people: Sequence[Customer], at: datetime, *, takes: bool) -> None:
        """Let somebody leave mail; on a past day its carrier takes it, and of most the posting is proven."""
        mixed = self._random.sample(people, len(people))
        owner = next((each for each in mixed if each.company or takes), people[0])
        address = demo_letters.addressee
        pieces = [
            Outgoing(MailKind.LETTER, address(self._random), LA_POSTE, service=demo_letters.LETTER_SERVICE,
                     weight_g=self._random.choice((15, 40, 120))),
            Outgoing(MailKind.PARCEL, address(self._random), COLISSIMO, service=demo_letters.PARCEL_SERVICE,
                     weight_g=self._random.choice((480, 900, 2_300))),
        ]  # fmt: skip  # a piece on two lines
        if not takes:
            registered = Outgoing(MailKind.REGISTERED, address(self._random), LA_POSTE)
            number = self._number(MailKind.PARCEL)
            own = Outgoing(MailKind.PARCEL, carrier_id=COLISSIMO, number=number, own_label=True)
            pieces += [registered, own]
        elif at.day % 3 == 0:
            number = self._number(MailKind.REGISTERED)
            pieces.append(Outgoing(MailKind.REGISTERED, address(self._random), LA_POSTE, number,
                                   demo_letters.REGISTERED_SERVICE, weight_g=20))  # fmt: skip  # one piece
        payer = Payer.ACCOUNT if owner.company else Payer.CUSTOMER
        outgoing.leave(session, customer_id=owner.id, payer=payer, pieces=pieces, **self._by(at))
        if takes:
            self._take(session, at)

    def _take(self, session: Session, at: datetime) -> None:
        for carrier_id in (LA_POSTE, COLISSIMO):
            rows = carrier_visits.to_take(session, carrier_id=carrier_id)
            ids = [row.item_id for row in rows if row.carrier_id == carrier_id]
            if ids:
                name, stroke = demo_people.name(self._random), demo_people.signature(self._random)
                carrier_visits.take(
                    session, carrier_id=carrier_id, item_ids=ids, driver=name, signature=stroke,
                    signed=Signed.SCREEN, **self._by(at),
                )  # fmt: skip  # what is taken, then who signs
        unproven = [row.item_id for row in outgoing.unproven(session)]
        if unproven[1:]:  # the newest waits for its proof
            outgoing.prove_posting(session, item_ids=unproven[1:], **self._by(at))

    # What people are told --------------------------------------------------------------------------------------

    def _tell(self, session: Session, at: datetime, *, leave_open: bool = False) -> None:
        """Tell those whose mail waits; a few messages fail, and of one nobody knows whether it went."""
        telling = Telling()
        waits = select(Item.customer_id).join(MailItem, MailItem.item_id == Item.id)
        here = (
            Item.status == Status.READY,
            MailItem.way == MailWay.IN,
            MailItem.recipient == Recipient.KNOWN,
        )
        people = set(session.scalars(waits.where(*here)))
        messages.plan(session, at=at, staff_id=self._staff, telling=telling, customer_ids=sorted(people))
        for channel in (Channel.EMAIL, Channel.SMS):
            for place, message_id in enumerate(posting.due(session, channel=channel, at=at)):
                if leave_open and place > 1:
                    break
                if posting.take(session, message_id=message_id, at=at, telling=telling) is None:
                    continue
                if leave_open and channel is Channel.SMS and place == 0:
                    posting.mark_failed(session, message_id=message_id, problem=_REFUSED)
                elif leave_open and channel is Channel.SMS:
                    posting.mark_doubtful(session, message_id=message_id, problem=_DOUBTFUL)
                else:
                    posting.mark_sent(session, message_id=message_id, at=at)

        if not leave_open:
            self._call(session, at)

    def _call(self, session: Session, at: datetime) -> None:
        """Ring up those who wish it; most are reached."""
        wanted = select(Message.id).where(
            Message.state == MessageState.WAITING,
            Message.channel == Channel.PHONE,
            Message.day_on == moments.day_of(at),
        )
        for message_id in session.scalars(wanted).all():
            outcome = self._random.choice((CallOutcome.REACHED, CallOutcome.REACHED, CallOutcome.NO_ANSWER))
            told: dict[str, Any] = {"message_id": message_id, "outcome": outcome, "telling": Telling()}
            messages.called(session, **told, at=at, staff_id=self._staff)

    # Chance ----------------------------------------------------------------------------------------------------

    def _people(self, session: Session) -> list[Customer]:
        """Take the people whose mail comes here: the same each day, as far as they are known."""
        asked = select(Customer).where(Customer.salt.isnot(None), Customer.stands_for == "")
        return list(session.scalars(asked.order_by(Customer.id).limit(_PEOPLE)))

    def _number(self, kind: MailKind) -> str:
        return demo_letters.number(self._random, kind)

    def _sender(self) -> str:
        return demo_letters.sender(self._random)

    def _unreadable(self) -> str:
        return demo_letters.unreadable(self._random)

    def _by(self, at: datetime) -> dict[str, Any]:
        return {"at": at, "staff_id": self._staff, "deed_uid": f"{self._random.getrandbits(128):032x}"}
