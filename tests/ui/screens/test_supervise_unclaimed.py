"""What nobody fetches: a reminder in its owner's language, noted once; a file; and no way to throw anything away."""

from datetime import timedelta

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Item, Paper
from concierge_desk.moments import SetClock
from concierge_desk.operations import notices, printing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.supervise import Supervise
from concierge_desk.ui.screens.supervise_unclaimed import UnclaimedPanel
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.button import Button
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.ui.screens.day import item_code


def left_behind(desk: Desk, make: Make, clock: SetClock, days: int) -> None:
    """Let Claire leave two shirts and Mohamed one, ready for so many days."""
    counter = Counter(desk)
    make.deposit(IDS.shirt, IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.ready(1, 2, 3)
    clock.forward(timedelta(days=days))


def panel_of(window: MainWindow) -> UnclaimedPanel:
    """Open the list."""
    screen = window.open_screen("supervise", panel="unclaimed")
    assert isinstance(screen, Supervise)
    panel = screen.panel()
    assert isinstance(panel, UnclaimedPanel)
    panel.refresh()
    return panel


def test_nothing_unclaimed_says_so(window: MainWindow) -> None:
    """A sentence instead of an empty list."""
    panel = panel_of(window)
    assert not panel.list.isVisible()
    assert panel.in_hand() == {}
    window.press("F12")


def test_a_reminder_is_ready_in_the_language_of_its_owner(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Claire reads French, Mohamed English; the channel is how they like to be told."""
    left_behind(desk, make, clock, 40)
    panel = panel_of(window)
    assert [row.key for row in panel.list.rows()] == [1, 2, 3]
    french = panel.file.text.toPlainText()
    assert french.startswith(
        "Bonjour Claire Dupont. Vos affaires sont prêtes depuis le lundi 23 novembre 2026"
    )
    assert "Chemise × 2" in french
    assert panel.file.channels.current() == Channel.SMS.value
    panel.list.mark(3)
    assert panel.file.text.toPlainText().startswith(
        "Hello Mohamed Traoré. Your things are ready since Monday 23"
    )
    assert "Shirt." in panel.file.text.toPlainText()
    assert panel.file.channels.current() == Channel.PHONE.value
    panel.file.copy.click()
    assert QGuiApplication.clipboard().text() == panel.file.text.toPlainText()


def test_f12_notes_the_reminder_once(window: MainWindow, desk: Desk, make: Make, clock: SetClock) -> None:
    """One notice for all of her things; a second press notes nothing, another channel may be noted."""
    left_behind(desk, make, clock, 40)
    panel = panel_of(window)
    panel.file.text.setPlainText("Bonjour, vos chemises.")
    window.press("F12")
    window.press("F12")
    QTest.qWait(1)
    (told,) = desk.ask(notices.told, customer_id=IDS.claire)
    assert (told.about, told.channel, told.item_ids) == (About.UNCLAIMED, Channel.SMS, (1, 2))
    assert told.text == "Bonjour, vos chemises."
    assert panel.file.text.toPlainText() == "Bonjour, vos chemises."
    assert panel.list.rows()[0].subtitle.endswith("1 rappel, le 2 janv.")
    assert "Rappel par SMS" in [row.title for row in panel.file.trail.rows()]
    hands = Hands(window)
    hands.reach(panel.list)
    hands.press("Return", "Tab")
    panel.file.channels.choose(Channel.LETTER.value)
    panel.file.channels.chosen.emit(Channel.LETTER.value)
    window.press("F12")
    assert len(desk.ask(notices.told, customer_id=IDS.claire)) == 2


def test_a_scan_shows_the_file_and_the_file_is_printed(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """A piece of the list is shown; another goes its usual way. The paper is queued once."""
    left_behind(desk, make, clock, 400)
    make.deposit(IDS.shirt)
    panel = panel_of(window)
    assert "tribunal" in panel.file.law.accessibleName()
    window.scan(item_code(3))
    assert panel.in_hand() == {"item_id": 3}
    panel.file.print.click()
    panel.file.print.click()
    papers = [job for job in desk.ask(printing.waiting) if job.paper is Paper.UNCLAIMED_FILE]
    assert [(job.item_ids, job.language) for job in papers] == [([3], "fr")]
    window.scan(item_code(4))
    assert window.current_key() != "supervise"


def test_what_was_fetched_leaves_the_list(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Her shirts are handed over: the list goes on with what is left."""
    left_behind(desk, make, clock, 40)
    panel = panel_of(window)
    Counter(desk).hand_over(1, 2)
    QTest.qWait(1)
    assert [row.key for row in panel.list.rows()] == [3]
    assert panel.in_hand() == {"item_id": 3}


def test_nothing_here_throws_anything_away(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """After a year there are four things to press, and whatever is pressed the pieces are where they were."""
    left_behind(desk, make, clock, 400)
    panel = panel_of(window)
    before = desk.ask(lambda session: [(each.status, each.holder) for each in session.query(Item)])
    pressed = [each for each in panel.file.findChildren(Button) if each.isVisible()]
    assert len(pressed) == len(Channel) + 3
    for button in pressed:
        button.click()
    assert desk.ask(lambda session: [(each.status, each.holder) for each in session.query(Item)]) == before
