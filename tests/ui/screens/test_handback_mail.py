"""Mail on the hand-back screen: beside the clothes, with what its carrier asks, and never to the wrong person."""

from typing import TYPE_CHECKING, cast

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Collecting,
    Customer,
    Handback,
    Holder,
    Identity,
    MailItem,
    MailKind,
    Paper,
    PrintJob,
    Settled,
)
from concierge_desk.operations import mail_returns
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.handback import HandBack
from tests.make import IDS, Make
from tests.operations.mailroom import ALL, BOTH, PROXY, Mailroom
from tests.ui.screens.day import SIGNED, assert_clean, item

if TYPE_CHECKING:
    from concierge_desk.ui.screens.customers import Customers

NUMBER = "6A12345678901"


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail, and three people who may collect for Claire."""
    return Mailroom(desk)


def _open(window: MainWindow, customer: int = IDS.claire) -> HandBack:
    return cast("HandBack", window.open_screen("handback", customer_id=customer))


def test_mail_stands_beside_the_clothes(
    window: MainWindow, room: Mailroom, make: Make, said: list[Notice]
) -> None:
    """With its carrier's number shortened, its day and no price; what goes back cannot be ticked, and says so."""
    t = window.context.texts
    make.deposit(IDS.shirt)
    parcel, back = room.mail(MailKind.PARCEL, NUMBER), room.mail(MailKind.LETTER, "LL000000001FR")
    room.desk.do(mail_returns.send_back, item_ids=[back], reason="refusé", **room.by())
    screen = _open(window)
    rows = {row.key: row for row in screen.things.list.rows()}
    assert (rows[parcel].tag, rows[parcel].badge, rows[parcel].trail) == (
        "6A1234…901",
        t("day {n}", n=1),
        "—",
    )
    assert (rows[back].badge, rows[back].checked) == (t("goes back to its sender"), None)
    assert rows[1].checked is not None
    window.scan(NUMBER.lower())
    assert [row.item_id for row in screen.things.chosen()] == [parcel]
    window.scan("LL000000001FR")
    assert said[-1].sentence == t("This goes back to its sender. Under Mail, keep it after all first.")


def test_f12_refuses_until_the_rule_is_kept(window: MainWindow, room: Mailroom, said: list[Notice]) -> None:
    """The document first, then the signature; each time the sentence says what is missing."""
    letter = room.mail(MailKind.REGISTERED, "RK123456785FR")
    screen = _open(window)
    assert screen.collect.amount.text() == ""  # nothing has a price
    window.scan("RK123456785FR")
    assert screen.collect.amount.text() == ""
    assert screen.collect.signing.isHidden()
    window.press("F12")
    assert said[-1].warning
    assert window.said()
    screen.collect.rule.chips[Identity.PASSPORT].click()
    # What the warning asked for is done.
    assert not window.said()
    assert not screen.collect.signing.isHidden()
    for _ in range(2):
        window.press("F12")
        assert item(room.desk, letter).holder is Holder.DESK
    screen.collect.pad.set_strokes(SIGNED)
    window.press("F12")
    handback = room.desk.ask(lambda session: session.query(Handback).one())
    assert (handback.identity_kind, handback.settled) == ("passport", Settled.NOTHING)
    assert_clean(room.desk)


def test_who_may_not_have_what_is_ticked_is_greyed_with_why(window: MainWindow, room: Mailroom) -> None:
    """Only while it is ticked; the one whose procuration fits stays."""
    letter = room.mail(MailKind.REGISTERED)
    screen = _open(window)

    def greyed() -> set[str]:
        found = screen.collect.findChildren(type(screen.collect.button))
        return {each.words() for each in found if not each.isEnabled() and each is not screen.collect.button}

    assert greyed() == set()
    screen.things.tick(letter)
    assert greyed() == {f"Paul {PROXY}", f"Paul {BOTH}"}
    assert f"Paul {BOTH}" in screen.collect.barred.text()
    screen.collect.resume({"who": room.ids[BOTH]})
    screen.things.toggle(letter)
    assert greyed() == set()


def test_a_companys_mail_asks_for_one_of_its_people(
    window: MainWindow, room: Mailroom, said: list[Notice]
) -> None:
    """The company itself is refused in words; its agent is not asked for the addressee's document."""

    def company(session: Session) -> None:
        session.get_one(Customer, IDS.claire).is_company = True

    room.desk.do(company)
    parcel = room.mail(MailKind.PARCEL, collecting=Collecting.ADDRESSEE_OR_TWO_IDENTITIES, asks_identity=True)
    screen = _open(window)
    screen.things.tick(parcel)
    window.press("F12")
    assert said[-1].sentence == screen.collect.rule.hint.sentence()
    screen.collect.resume({"who": room.ids[BOTH], "document": "identity_card", "strokes": SIGNED})
    assert screen.collect.rule.too.isHidden()
    window.press("F12")
    assert item(room.desk, parcel).holder is Holder.CUSTOMER


def test_a_proof_of_delivery_is_printed_on_demand(window: MainWindow, room: Mailroom) -> None:
    """It is offered when mail was handed over, once, and stands among the papers of the piece."""
    room.mail(MailKind.REGISTERED, "RK123456785FR")
    screen = _open(window)
    assert screen.who.proof.isHidden()
    window.scan("RK123456785FR")
    screen.collect.resume({"who": room.ids[ALL], "document": "passport", "strokes": SIGNED})
    window.press("F12")
    assert f"Paul {ALL}" in screen.who.proof.words()
    screen.who.proof.click()
    assert screen.who.proof.isHidden()
    job = room.desk.ask(lambda session: session.query(PrintJob).filter_by(paper=Paper.DELIVERY_PROOF).one())
    assert (job.handback_id, job.copy) == (1, 1)


def test_what_nobody_knows_the_recipient_of_is_not_opened(
    window: MainWindow, room: Mailroom, said: list[Notice]
) -> None:
    """A scan of it says where to settle it, and it is not among those who can be served."""
    room.mail(MailKind.PARCEL, NUMBER, customer=None)
    assert room.desk.ask(lambda session: session.query(MailItem).count()) == 1
    screen = cast("HandBack", window.open_screen("handback"))
    assert not screen.who.rows.rows()
    screen.take_scan(NUMBER)
    assert said[-1].warning
    assert screen.in_hand() == {}


def test_a_missing_procuration_is_noted_by_one_button(window: MainWindow, room: Mailroom) -> None:
    """Somebody else comes for a registered letter: the form of the addressee is one press away."""
    letter = room.mail(MailKind.REGISTERED)
    screen = _open(window)
    screen.things.tick(letter)
    assert screen.collect.authorise.isHidden()
    screen.collect.resume({"who": "other", "other": "Une voisine"})
    assert not screen.collect.authorise.isHidden()
    screen.collect.authorise.click()
    customers = cast("Customers", window.current_screen())
    assert customers.in_hand() == {"customer_id": IDS.claire}
    assert customers.person.collectors.is_asking()
    assert customers.first_focus() is customers.person.collectors.form.name.edit
