"""The morning mail of a site by scanner alone: 27 letters and 6 parcels in one go, no key at all.

What else is scanned hangs beside the shelves: who is here, what the next pieces are, "same person", "person not
known", "signed on paper", "record". For whom a piece is, a code of theirs says: any ticket of theirs, such as the
slip in their pigeonhole, or the label of a thing of theirs; best the label of the pigeonhole itself, which everybody
may have. Whoever has no code is settled afterwards.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from concierge_desk import codes, tracking
from concierge_desk.desk import Desk
from concierge_desk.models import MailItem, MailKind, Recipient, Signed
from concierge_desk.models.saying import Saying, carrier_code
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_reading
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.scanned_again import AGAIN
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.stories import mail_site
from tests.ui.fingers import azerty
from tests.ui.mail_scenes import PARCELS
from tests.ui.screens.day import assert_clean, item_code, shelf_code

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel

LA_POSTE = 1


def _as_it_is(digits: str) -> str:
    return digits


@pytest.mark.parametrize("sent", [_as_it_is, azerty], ids=["well set", "set to the wrong keyboard"])
def test_the_morning_mail_by_scanner(
    window: MainWindow, desk: Desk, make: Make, sent: Callable[[str], str]
) -> None:
    """46 scans for 33 pieces, from the front page on."""
    ticket = codes.write(codes.CodeKind.TICKET, make.deposit(IDS.shirt, customer_id=IDS.claire).serial)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    label = item_code(2)
    window.activateWindow()
    hands = Hands(window)
    same, nobody = Saying.SAME_PERSON.code, Saying.NOBODY_KNOWN.code
    letters = [ticket, *[same] * 19, label, *[same] * 4, nobody, nobody]
    ours = [carrier_code(LA_POSTE), shelf_code(IDS.b4), *letters, Saying.PARCEL.code]
    for each in ours:
        hands.scan(sent(each))
    numbers = [*PARCELS, "XY123456789", "1Z999AA10123456784"]
    for number, whose in zip(numbers, [ticket, same, same, label, nobody, ticket], strict=True):
        hands.scan(number)
        hands.scan(sent(whose))
    for each in (Saying.ON_PAPER.code, Saying.RECORD.code):
        hands.scan(sent(each))
    hands.until(lambda: mail_site.deliveries(desk) != [], "the delivery is recorded")

    assert hands.keys == 0
    visit = mail_site.deliveries(desk)[0]
    assert (visit.found, visit.signed) == ({"letter": 27, "parcel": 6}, Signed.PAPER)
    rows = desk.ask(mail_reading.rows, item_ids=range(3, 36))
    assert [row.number for row in rows[27:]] == [tracking.read(number).number for number in numbers]
    whose_it_is = [row.owner for row in rows if row.recipient is Recipient.KNOWN]
    assert (whose_it_is.count("Claire Dupont"), whose_it_is.count("Mohamed Traoré")) == (24, 6)
    assert sum(row.recipient is Recipient.UNKNOWN for row in rows) == 3
    assert {row.shelf for row in rows} == {"B4"}
    assert_clean(desk)


def test_the_morning_mail_of_anybody_by_their_labels(window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """Any 33 of 600 people, seldom or often here: a letter is one scan, a parcel two, and each has one ticket."""
    people = desk.do(mail_site.people, clock)
    drawn = random.Random(41)  # noqa: S311  # which invented person gets a letter is no secret
    letters, parcels = drawn.choices(people, k=mail_site.LETTERS), drawn.choices(people, k=mail_site.PARCELS)
    letters[5:8] = [letters[4]] * 3  # a pile for one: the same label again after a moment
    label = {each: codes.write(codes.CodeKind.CUSTOMER, each) for each in people}
    window.activateWindow()
    hands = Hands(window)
    hands.scan(carrier_code(LA_POSTE))
    for number, whose in enumerate(letters):
        clock.forward(AGAIN if whose == letters[number - 1] else timedelta(milliseconds=300))
        hands.scan(label[whose])
    hands.scan(Saying.PARCEL.code)
    for number, whose in enumerate(parcels):
        hands.scan(f"XY{number:09d}")
        hands.scan(label[whose])
    hands.scan(Saying.RECORD.code)
    hands.until(lambda: mail_site.deliveries(desk) != [], "the delivery is recorded")

    assert hands.keys == 0
    (visit,) = mail_site.deliveries(desk)
    assert visit.found == {"letter": mail_site.LETTERS, "parcel": mail_site.PARCELS}
    rows = desk.ask(mail_reading.rows, item_ids=range(1, 34))
    assert [row.customer_id for row in rows] == [*letters, *parcels]
    assert {row.recipient for row in rows} == {Recipient.KNOWN}
    assert len({row.ticket for row in rows}) == len({row.customer_id for row in rows})
    assert_clean(desk)


def test_a_parcel_that_is_scanned_anywhere_begins_its_delivery(window: MainWindow, desk: Desk) -> None:
    """From the front page, a number that is surely a carrier's opens the arrivals with it, and its carrier."""
    window.open_screen("today")
    window.scan(PARCELS[3])
    panel = cast("ArrivalsPanel", cast("Mail", window.current_screen()).panel())
    assert panel.form is not None
    assert [(piece.number, piece.kind) for piece in panel.form.pieces] == [
        (tracking.read(PARCELS[3]).number, MailKind.PARCEL)
    ]
    assert panel.writing.carrier_name() == "DPD"
    assert desk.ask(lambda session: session.query(MailItem).count()) == 0
