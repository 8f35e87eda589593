"""The labels of pigeonholes, asked for where the people are: under Customers, and at the lists of mail."""

from typing import TYPE_CHECKING, cast

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Paper
from concierge_desk.operations import mail_intake, printing
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.operations.counter import Counter

if TYPE_CHECKING:
    from concierge_desk.ui.screens.customers import Customers
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_registers import RegistersPanel


def _asked(desk: Desk) -> list[list[int]]:
    jobs = [job for job in desk.ask(printing.recent, limit=9) if job.paper is Paper.PIGEONHOLE_LABELS]
    return [list(job.subject_ids or ()) for job in reversed(jobs)]


def test_labels_are_printed_for_one_and_for_the_list(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """By its key for who is shown, or who the cursor is on in the list; by a button for all of the list."""
    window.activateWindow()
    screen = cast("Customers", window.open_screen("customers"))
    hands = Hands(window)
    hands.press("Ctrl+T")
    hands.until(lambda: bool(said), "nobody is chosen yet")
    assert (said[-1].warning, _asked(desk)) == (True, [])
    hands.type("traor")
    hands.press("Down", "Up", "Ctrl+T")
    hands.until(lambda: _asked(desk) == [[IDS.mohamed]], "the label of the row is queued")
    screen.search.start()
    screen.labels.click()
    assert [set(each) for each in _asked(desk)[1:]] == [{IDS.claire, IDS.mohamed}]
    screen.show_customer(IDS.claire)
    screen.person.label.click()
    assert _asked(desk)[2:] == [[IDS.claire]]
    assert "F10" in said[-1].sentence


def test_labels_are_printed_for_a_company_or_for_all_who_got_mail(window: MainWindow, desk: Desk) -> None:
    """Beside the lists of mail, for whom they are: nobody who gets none has a label."""
    pieces = [Arrival(MailKind.LETTER, customer_id=IDS.mohamed)]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    panel = cast("RegistersPanel", cast("Mail", window.open_screen("mail", panel="registers")).panel())
    panel.labels.click()
    panel.choice.company.setCurrentIndex(panel.choice.company.findText("Ateliers Darwin"))
    panel.labels.click()
    panel.choice.choose("register", "")
    panel.labels.click()
    assert _asked(desk) == [[IDS.mohamed], [IDS.claire], [IDS.mohamed]]
