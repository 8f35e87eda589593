"""The morning mail of a 600-person site with a scanner and a keyboard: at most 2 keys for each piece.

Every key that is struck counts, those of the name and Enter too; only the scanning of a parcel's number does not.
Whose name is known got mail lately, and is among the ten who got most under a letter of their name.
"""

import random
from typing import TYPE_CHECKING, cast

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_intake, mail_reading
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.mail_arrival_form import Piece
from concierge_desk.ui.screens.mail_arrival_who import MOST
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.tour_hands import Hands
from tests.operations.counter import Counter
from tests.stories import mail_site
from tests.ui.screens.day import assert_clean

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail

_PIECES, _PARCELS = mail_site.LETTERS + mail_site.PARCELS, mail_site.PARCELS


def _keys(panel: ArrivalsPanel, customer_id: int, last: int | None) -> str:
    """Find the keys as eyes do: + for the same person, else a letter of the name, and the digit of the row."""
    if customer_id == last:
        return "+"
    who = panel.people.by_id(customer_id)
    assert who is not None
    for letter in dict.fromkeys(word[0].lower() for word in who.name.split()):
        shown = [each.customer_id for each in panel.people.found(letter, MOST).people]
        if customer_id in shown:
            place = shown.index(customer_id)
            return letter + ("\r" if place == 0 else str((place + 1) % MOST))
    raise AssertionError(who.name)


def _written(panel: ArrivalsPanel) -> list[Piece]:
    return [] if panel.form is None else panel.form.pieces


def test_the_morning_mail_by_keyboard(window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """33 pieces: 65 keys or fewer, and 3 more: the mail, La Poste, and the kind of the parcels; F12 records."""
    people = desk.do(mail_site.people, clock)
    drawn = random.Random(33)  # noqa: S311  # which invented person gets a letter is no secret
    often = drawn.sample(people, 60)
    before = [Arrival(MailKind.LETTER, customer_id=drawn.choice(often)) for _ in range(200)]
    desk.do(mail_intake.receive, carrier_id=1, pieces=before, **Counter(desk).by())
    usual = sorted({each.customer_id for each in before if each.customer_id}, key=str)
    today = sorted(drawn.choices(usual, k=_PIECES - _PARCELS)) + drawn.choices(usual, k=_PARCELS)

    window.activateWindow()
    hands = Hands(window)
    hands.press("F5", "1")
    panel = cast("ArrivalsPanel", cast("Mail", window.current_screen()).panel())
    keys, last = [], None
    for number, customer_id in enumerate(today):
        if number == _PIECES - _PARCELS:
            hands.press("Ctrl+3")
        if number >= _PIECES - _PARCELS:
            hands.scan(f"XY{number:09d}")
            hands.until(lambda: len(_written(panel)) > number, "its line is there")  # noqa: B023  # asked at once
        keys.append(_keys(panel, customer_id, last))
        hands.type(keys[-1])
        last = customer_id
    assert max(map(len, keys)) == 2
    assert hands.keys == sum(map(len, keys)) + 3 <= 2 * _PIECES + 3
    hands.press("F12")
    hands.until(lambda: panel.form is None, "it is recorded")

    visit = mail_site.deliveries(desk)[-1]
    assert visit.found == {"letter": _PIECES - _PARCELS, "parcel": _PARCELS}
    rows = desk.ask(mail_reading.rows, item_ids=range(201, 234))
    assert [row.customer_id for row in rows] == today
    assert_clean(desk)
