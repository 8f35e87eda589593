"""The day of the picture of a visit by scanner alone: 28 scans, no key at all."""

from collections.abc import Callable

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Status, VisitState
from concierge_desk.models.saying import REASONS, Saying
from concierge_desk.moments import SetClock
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.stories import visit_day
from tests.stories.visit_day import DAMAGED, REDO
from tests.ui.fingers import azerty
from tests.ui.screens.day import item, item_code, picture_day, shelf_code


def _as_it_is(digits: str) -> str:
    return digits


@pytest.mark.parametrize("sent", [_as_it_is, azerty], ids=["well set", "set to the wrong keyboard"])
def test_the_day_of_the_picture_by_scanner(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock, sent: Callable[[str], str]
) -> None:
    """The manifest opens the visit; pieces, shelf and the codes beside the shelves say all; the manifest is signed.

    28 scans: the last two are the manifest again, because both have signed it, and the code that closes. No key.
    """
    day = picture_day(desk, make, clock)
    code = visit_day.manifest(desk).code
    window.activateWindow()
    hands = Hands(window)
    spoken = {day.out[-1]: Saying.ASIDE, day.due[REDO]: Saying.REDO_STAIN, day.due[DAMAGED]: Saying.DAMAGED}
    scans = [code]
    for item_id in [*day.out, *day.due]:
        if item_id == day.due[0]:
            scans.append(shelf_code(IDS.b4))
        scans.append(item_code(item_id))
        if item_id in spoken:
            scans.append(spoken[item_id].code)
    scans += [item_code(day.elsewhere), code]
    for each in scans:
        hands.scan(sent(each))
    hands.settle()
    screen = window.current_screen()
    assert isinstance(screen, Visits)
    assert "1" in screen.signing.missing.sentence()
    assert screen.signing.staying.sentence() == ""

    hands.scan(sent(Saying.CLOSE.code))
    hands.until(lambda: visit_day.told(desk).visit.state is VisitState.CLOSED, "the books are closed")
    assert len(scans) + 1 == 28
    assert hands.keys == 0
    visit_day.assert_picture(desk, day, why=Texts("fr")(REASONS[Saying.REDO_STAIN]))
    back = item(desk, day.due[0])
    assert (back.holder, back.shelf_id, back.status) == (Holder.DESK, IDS.b4, Status.READY)


def test_a_code_that_says_something_wants_a_piece_first(
    window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Nothing is guessed: a word that was scanned before any piece says so, and changes nothing."""
    picture_day(desk, make, clock)
    screen = window.open_screen("visits", provider_id=IDS.cleaner)
    assert isinstance(screen, Visits)
    for said in (Saying.DAMAGED, Saying.REDO_STAIN, Saying.GOOD, Saying.ASIDE):
        window.scan(said.code)
        assert screen.visit.books.marks == {}
