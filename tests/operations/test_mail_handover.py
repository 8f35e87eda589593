"""What carriers' rules ask at hand-over, and who may collect: as data, and enforced when things are handed over."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import (
    Collecting,
    Counts,
    Customer,
    Handback,
    Holder,
    Identity,
    MailKind,
    Settled,
)
from concierge_desk.models.identity import Shown
from concierge_desk.operations import (
    handbacks,
    mail_handover,
    mail_returns,
    mail_waiting,
)
from concierge_desk.operations.mail_handover import (
    AddresseeOnly,
    AgentOnly,
    CompanySends,
    GoesBack,
    HandoverRefused,
    IdentityNeeded,
    NotCovered,
    NotSettledYet,
    ProxyRefused,
    Sentence,
    SignatureNeeded,
)
from concierge_desk.operations.verification import verify
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.mailroom import ALL, BOTH, OTHER, PROXY, Mailroom

PARCEL, LETTER, REGISTERED = MailKind.PARCEL, MailKind.LETTER, MailKind.REGISTERED
ANYONE, AGENT = Collecting.ANYONE_NAMED, Collecting.ADDRESSEE_OR_AGENT
TWO, ONLY = Collecting.ADDRESSEE_OR_TWO_IDENTITIES, Collecting.ADDRESSEE_ONLY
THEMSELVES = "themselves"
CARD = Shown(Identity.IDENTITY_CARD)
TWO_CARDS = Shown(Identity.IDENTITY_CARD, addressees_too=True)
NOTHING = Shown()
SIGNED = [[[0.1, 0.2], [0.3, 0.4]]]


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail."""
    return Mailroom(desk)


_SHOWS = {"asks_identity": True, "asks_signature": True}


@pytest.mark.parametrize(
    ("kind", "rule", "who", "answers"),
    [
        # No rule: a parcel goes to whoever is named, a registered letter asks what its proof must say.
        (PARCEL, {}, THEMSELVES, (None, None)),
        (PARCEL, {}, OTHER, (None, None)),
        (PARCEL, {}, BOTH, (None, None)),
        (PARCEL, {}, PROXY, (NotCovered, NotCovered)),
        (LETTER, {}, OTHER, (None, None)),
        (REGISTERED, {}, THEMSELVES, (IdentityNeeded, None)),
        (REGISTERED, {}, ALL, (IdentityNeeded, None)),
        (REGISTERED, {}, BOTH, (NotCovered, NotCovered)),
        (REGISTERED, {}, PROXY, (NotCovered, NotCovered)),
        (REGISTERED, {}, OTHER, (AgentOnly, AgentOnly)),
        # A rule that asks less of registered mail than its proof needs does not count.
        (REGISTERED, {"collecting": ANYONE}, THEMSELVES, (IdentityNeeded, None)),
        (REGISTERED, {"collecting": ANYONE}, OTHER, (AgentOnly, AgentOnly)),
        # The addressee or somebody they sent.
        (PARCEL, {"collecting": ANYONE, "asks_identity": True}, OTHER, (IdentityNeeded, None)),
        (PARCEL, {"collecting": ANYONE, "asks_signature": True}, THEMSELVES, (SignatureNeeded, None)),
        # The addressee or an agent.
        (PARCEL, {"collecting": AGENT, **_SHOWS}, THEMSELVES, (IdentityNeeded, None)),
        (PARCEL, {"collecting": AGENT, **_SHOWS}, BOTH, (IdentityNeeded, None)),
        (PARCEL, {"collecting": AGENT, **_SHOWS}, PROXY, (NotCovered, NotCovered)),
        (PARCEL, {"collecting": AGENT, **_SHOWS}, OTHER, (AgentOnly, AgentOnly)),
        # No written proxy: both documents, or the addressee.
        (PARCEL, {"collecting": TWO}, THEMSELVES, (None, None)),
        (PARCEL, {"collecting": TWO, **_SHOWS}, THEMSELVES, (IdentityNeeded, None)),
        (PARCEL, {"collecting": TWO, **_SHOWS}, BOTH, (ProxyRefused, ProxyRefused)),
        (PARCEL, {"collecting": TWO, **_SHOWS}, OTHER, (ProxyRefused, ProxyRefused)),
        (PARCEL, {"collecting": TWO}, OTHER, (ProxyRefused, ProxyRefused)),
        (REGISTERED, {"collecting": TWO}, OTHER, (AgentOnly, AgentOnly)),
        # Nobody but the addressee.
        (PARCEL, {"collecting": ONLY}, THEMSELVES, (None, None)),
        (PARCEL, {"collecting": ONLY}, BOTH, (AddresseeOnly, AddresseeOnly)),
        (PARCEL, {"collecting": ONLY}, OTHER, (AddresseeOnly, AddresseeOnly)),
        (REGISTERED, {"collecting": ONLY}, ALL, (AddresseeOnly, AddresseeOnly)),
    ],
)
def test_what_is_asked_of_whom(
    room: Mailroom,
    kind: MailKind,
    rule: dict[str, Any],
    who: str,
    answers: tuple[type[HandoverRefused] | None, type[HandoverRefused] | None],
) -> None:
    """Somebody comes without anything, then with their own document and a signature."""
    asked = room.asked([room.mail(kind, **rule)], who)
    answered = (asked.lacking(NOTHING, signed=False), asked.lacking(CARD, signed=True))
    assert tuple(None if each is None else type(each) for each in answered) == answers


def test_both_original_documents_open_what_a_proxy_does_not(room: Mailroom) -> None:
    """Where no written proxy is taken, the addressee's own document is the proof."""
    asked = room.asked([room.mail(PARCEL, collecting=TWO, asks_signature=True)], OTHER)
    assert asked.proxy_refused
    assert asked.sentence is Sentence.TWO_IDENTITIES_AND_SIGNATURE
    assert type(asked.lacking(replace(TWO_CARDS, kind=None), signed=True)) is ProxyRefused
    assert type(asked.lacking(TWO_CARDS, signed=False)) is SignatureNeeded
    assert asked.lacking(TWO_CARDS, signed=True) is None
    said = ProxyRefused(carrier=asked.named, customer=asked.customer).said(Texts("en"))
    assert said.startswith("La Poste takes no written proxy.")


def test_of_several_things_the_strictest_rule_holds(room: Mailroom, make: Make) -> None:
    """A shirt asks nothing, a parcel a signature, a registered letter everything; together they ask everything."""
    make.deposit(IDS.shirt)
    parcel = room.mail(PARCEL, asks_signature=True)
    letter = room.mail(REGISTERED)
    told = [room.asked(ids, THEMSELVES).sentence for ids in ([], [1], [1, parcel], [1, parcel, letter])]
    assert told == [
        Sentence.NOTHING,
        Sentence.NOTHING,
        Sentence.SIGNATURE,
        Sentence.IDENTITY_AND_SIGNATURE,
    ]
    assert room.asked([1, parcel], PROXY).refusal is not None
    assert room.asked([1], PROXY).refusal is None
    everybody = room.desk.ask(mail_handover.everybody, item_ids=[1, letter], on=date(2026, 11, 23))
    refused = {key: type(asked.refusal) for key, asked in everybody.collectors.items() if asked.refusal}
    assert refused == {room.ids[PROXY]: NotCovered, room.ids[BOTH]: NotCovered}


def test_a_companys_mail_goes_to_those_it_authorised(room: Mailroom) -> None:
    """A company cannot come itself, and whom it did not name gets nothing; its agent counts as the addressee."""
    room.desk.do(lambda session: setattr(session.get_one(Customer, IDS.claire), "is_company", True))
    letter = room.mail(REGISTERED, collecting=ONLY)
    for nobody in (THEMSELVES, OTHER):
        assert type(room.asked([letter], nobody).refusal) is CompanySends
    assert type(room.asked([letter], BOTH).refusal) is NotCovered
    assert room.asked([letter], ALL).lacking(CARD, signed=True) is None
    relay = room.mail(PARCEL, collecting=TWO)
    assert room.asked([relay], BOTH).lacking(NOTHING, signed=False) is None


def test_a_registered_letter_is_handed_over_on_what_its_proof_must_say(room: Mailroom) -> None:
    """Refused without a document or a signature, then recorded with the kind of document, and it can be verified."""
    letter = room.mail(REGISTERED)
    agent: dict[str, Any] = {"collector_id": room.ids[ALL], "settled": Settled.NOTHING}
    with pytest.raises(IdentityNeeded):
        room.hand_over(letter, **agent, identity_seen=True)
    with pytest.raises(SignatureNeeded):
        room.hand_over(letter, **agent, identity_kind="passport", signature=[])
    assert room.item(letter).holder is Holder.DESK
    handback = room.hand_over(letter, **agent, identity_kind="passport")
    assert handback.proof()["identity_kind"] == "passport"
    assert (handback.shown, handback.identity_seen) == (Shown(Identity.PASSPORT), True)
    assert room.item(letter).holder is Holder.CUSTOMER
    assert room.desk.ask(verify).fault is None


def test_both_documents_stand_in_the_record(room: Mailroom) -> None:
    """A hand-back on two documents says so, in the field that its commitment covers."""
    parcel = room.mail(PARCEL, collecting=TWO)
    seen: dict[str, Any] = {"identity_kind": "identity_card", "addressees_identity_seen": True}
    handback = room.hand_over(parcel, collector_name="Nadia Benali", settled=Settled.NOTHING, **seen)
    kept = room.desk.ask(lambda session: session.get_one(Handback, handback.id))
    assert kept.shown == TWO_CARDS
    assert kept.proof()["identity_kind"] == "identity_card+addressee"


def test_what_goes_back_or_belongs_to_nobody_is_not_handed_out(room: Mailroom) -> None:
    """Not even as it is: it says what to do first."""
    parcel, unknown = room.mail(PARCEL), room.mail(LETTER, customer=None)
    room.desk.do(mail_returns.send_back, item_ids=[parcel], reason="refusé", **room.by())
    with pytest.raises(GoesBack):
        room.hand_over(parcel, as_it_is=True)
    with pytest.raises(NotSettledYet):
        room.hand_over(unknown, customer=room.item(unknown).customer_id)
    waiting = room.desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
    assert [(row.can_go, row.mail is not None and row.mail.goes_back) for row in waiting] == [(False, True)]


@pytest.mark.parametrize(
    ("keeps", "counts", "after", "told"),
    [
        (15, "day_after_presentation", 0, (0, 15)),
        (15, "day_after_presentation", 12, (12, 15)),
        (5, "arrival", 0, (1, 5)),
        (None, "arrival", 3, (4, None)),
    ],
)
def test_the_days_of_a_piece_are_counted_as_its_carrier_does(
    room: Mailroom, keeps: int | None, counts: str, after: int, told: tuple[int, int | None]
) -> None:
    """The first day is the one that the rule says; nothing is counted down where nobody asks it back."""
    item_id = room.mail(REGISTERED, keeps_days=keeps, counts=Counts(counts))
    today = moments.day_of(room.desk.clock.now())
    waiting = room.desk.ask(mail_waiting.of_items, item_ids=[item_id])[item_id]
    assert (waiting.day(today + timedelta(days=after)), waiting.days) == told
