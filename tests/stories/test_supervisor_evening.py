"""A supervisor's evening through the real window, by keyboard alone."""

from datetime import date, time, timedelta

from concierge_desk import moments, paths
from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Paper
from concierge_desk.moments import SetClock
from concierge_desk.operations import day_ends, notices, printing, shifts, staffing
from concierge_desk.operations.day_ends import Check
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.supervise import Supervise
from concierge_desk.ui.screens.supervise_day import DayPanel
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.screens.supervise_unclaimed import UnclaimedPanel
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.button import Button
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.ui.screens.day import assert_clean

EVENING = moments.moment(date(2026, 11, 23), time(18, 50))


def _before(desk: Desk, make: Make, clock: SetClock) -> None:
    """Let Mohamed forget a shirt for two months, and a shirt of Claire's stay here for a visit that did not come."""
    clock.at = EVENING - timedelta(days=70)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    Counter(desk).ready(1)
    clock.at = EVENING - timedelta(hours=9)
    make.deposit(IDS.shirt)
    clock.at = EVENING


def _screen(window: MainWindow) -> Supervise:
    screen = window.current_screen()
    assert isinstance(screen, Supervise)
    return screen


def _panel(window: MainWindow) -> Panel:
    return _screen(window).panel()


def test_a_supervisors_evening_by_keyboard(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """She signs in, looks at the day, writes a word, reminds one owner, ends the day; the paper is in the row."""
    _before(desk, make, clock)
    desk.do(staffing.change_pin, staff_id=IDS.supervisor, pin="2580")
    window.activateWindow()
    hands = Hands(window)
    _sign_in(hands, window)

    hands.press("F8")
    day = _panel(window)
    assert isinstance(day, DayPanel)
    badges = {card.row.key: card.row.badge for card in day.end.rows()}
    assert badges["check", Check.VISITS] == "1"
    hands.until(lambda: len(desk.ask(shifts.here_today, at=EVENING)) == 2, "both are noted as here")

    hands.reach(day.shift.field)
    hands.type("le pressing vient demain")
    hands.press("Return")
    written = desk.ask(shifts.notes, at=EVENING)
    assert [(each.staff, each.text) for each in written] == [("Aminata", "le pressing vient demain")]

    _remind(hands, window, desk)
    _end(hands, window, desk)
    assert_clean(desk)


def _sign_in(hands: Hands, window: MainWindow) -> None:
    hands.press("Ctrl+L", "1")
    hands.settle()
    hands.type("2580")
    hands.press("Return")
    hands.until(lambda: not window.is_locked(), "the PIN opens the desk")
    assert window.context.staff().id == IDS.supervisor


def _remind(hands: Hands, window: MainWindow, desk: Desk) -> None:
    """Go to what nobody fetches by the line of the day, and note that its owner was called."""
    day = _panel(window)
    assert isinstance(day, DayPanel)
    line = next(card for card in day.follow_up.rows() if card.row.key == ("unclaimed",))
    hands.reach(line)
    hands.press("Return")
    unclaimed = _panel(window)
    assert isinstance(unclaimed, UnclaimedPanel)
    assert unclaimed.file.text.toPlainText().startswith("Hello Mohamed Traoré.")
    hands.press("F12")
    (told,) = desk.ask(notices.told, customer_id=IDS.mohamed)
    assert (told.about, told.channel, told.staff) == (About.UNCLAIMED, Channel.PHONE, "Aminata")


def _end(hands: Hands, window: MainWindow, desk: Desk) -> None:
    """End the day: the first F12 asks why, the second ends it, and its paper comes out once."""
    hands.reach(next(each for each in _screen(window).tabs.findChildren(Button) if each.isChecked()))
    hands.press("Right")
    day = _panel(window)
    assert isinstance(day, DayPanel)
    hands.press("F12")
    assert desk.ask(day_ends.ended, at=EVENING) is None
    assert day.end.why.refusal()
    hands.type("le pressing est en retard")
    hands.until(lambda: day.end.why.text() == "le pressing est en retard", "the reason is written")
    hands.press("F12")
    ended = desk.ask(day_ends.ended, at=EVENING)
    assert ended is not None
    assert (ended.staff, ended.note) == ("Aminata", "le pressing est en retard")
    assert Check.VISITS in {each.check for each in ended.left}
    assert [job.paper for job in desk.ask(printing.waiting)].count(Paper.COUNTER_STATE) == 1
    window.outbox.start()
    hands.until(lambda: desk.ask(printing.unsent) == 0, "every paper has come out")
    path = desk.store.path
    assert path is not None
    assert len(list(paths.papers_of(path).glob("*counter-state.pdf"))) == 1
