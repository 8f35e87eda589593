"""A registered letter that nobody claimed, by keyboard alone: day 15 lists it, it goes back, its carrier takes it."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit, Holder, MailKind, MailWay, Paper, PrintJob, Signed
from concierge_desk.models.mail_register import Ended, RegisterRow
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_registers
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.mail_at import arrive
from tests.ui.screens.day import assert_clean, item

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_carrier import CarrierPanel
    from concierge_desk.ui.screens.mail_deadlines import DeadlinesPanel

_NUMBER = "RK123456785FR"
_LETTER, _NEWER = 1, 2


def _bring(desk: Desk, clock: SetClock) -> None:
    """Let the postman bring Claire's letter, and on day 10 one of Mohamed's and a parcel; then it is day 15."""
    arrive(desk, "la_poste", Arrival(MailKind.REGISTERED, _NUMBER, "Mme Dupont", customer_id=IDS.claire))
    clock.forward(timedelta(days=10))
    newer = Arrival(MailKind.REGISTERED, "RK987654321FR", customer_id=IDS.mohamed)
    arrive(desk, "la_poste", newer, Arrival(MailKind.PARCEL, "6A1", customer_id=IDS.claire))
    clock.forward(timedelta(days=5))


def _papers(desk: Desk) -> list[tuple[Paper, list[int]]]:
    jobs = desk.ask(lambda session: session.query(PrintJob).order_by(PrintJob.id).all())
    return [(job.paper, job.item_ids) for job in jobs]


def _register(desk: Desk, clock: SetClock) -> list[RegisterRow]:
    until = moments.day_of(clock.now())
    return desk.ask(mail_registers.registered, first_on=until - timedelta(days=20), last_on=until)


def test_a_registered_letter_goes_back_on_day_fifteen(
    window: MainWindow, desk: Desk, clock: SetClock
) -> None:
    """F5, Alt+3, space, F12; Alt+5, the postman’s digit, Ctrl+A, P, F12; the register says how it ended."""
    _bring(desk, clock)
    before = len(_papers(desk))
    window.activateWindow()
    hands = Hands(window)
    hands.press("F5", "Alt+3")
    screen = cast("Mail", window.current_screen())
    due = cast("DeadlinesPanel", screen.panel())
    assert [row.key for row in due.list.rows()] == [_LETTER]
    hands.press("Space")
    hands.until(lambda: bool(due.in_hand()), "the letter is ticked")
    hands.press("F12")
    hands.until(lambda: not due.list.rows(), "it is decided that it goes back")
    assert _papers(desk)[before:] == [(Paper.RETURN_SHEET, [_LETTER])]
    assert [row.ended for row in _register(desk, clock)] == [Ended.GOING_BACK, Ended.HERE]

    clock.forward(timedelta(hours=2))
    hands.press("Alt+5", "1")
    leaving = cast("CarrierPanel", screen.panel())
    hands.until(lambda: leaving.carrier_id is not None, "the postman is here")
    hands.press("Ctrl+A")
    assert list(leaving.page.ticked) == [_LETTER]
    hands.press("P")
    hands.until(leaving.page.signing.pads.is_on_paper, "it is signed on the slip")
    hands.press("F12")
    hands.until(lambda: item(desk, _LETTER).holder is Holder.CARRIER, "the postman has it")

    visit = desk.ask(lambda session: session.query(CarrierVisit).order_by(CarrierVisit.id.desc()).first())
    assert visit is not None
    assert (visit.way, visit.found, visit.signed) == (MailWay.OUT, {"registered": 1}, Signed.PAPER)
    assert Paper.DEPOSIT_SLIP in [paper for paper, _items in _papers(desk)[before + 1 :]]
    letter, newer = _register(desk, clock)
    assert (letter.ended, letter.document, letter.ended_at) == (Ended.RETURNED, visit.number, clock.now())
    assert (newer.ended, item(desk, _NEWER).holder) == (Ended.HERE, Holder.DESK)
    assert_clean(desk)
