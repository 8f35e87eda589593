"""A visit that was left open: it stays on every list of the day, and comes before the provider’s next one."""

from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome, Visit, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.operations import supervision, today, visit_marks
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens import supervise_day_lines, today_lines
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.stories import visit_day
from tests.ui.screens.day import PictureDay


@pytest.fixture
def day(pictured: PictureDay, desk: Desk, clock: SetClock) -> PictureDay:
    """On Monday five pieces were scanned for the cleaner, and nobody closed; a week later it is due again."""
    visit = visit_day.manifest(desk)
    marks = [Marked(item_id, Outcome.GONE) for item_id in pictured.out[:5]]
    desk.do(visit_marks.mark, visit_id=visit.id, marks=marks, at=clock.now(), staff_id=IDS.concierge)
    clock.forward(timedelta(days=7))
    return pictured


def _open_one(desk: Desk) -> Visit:
    return desk.ask(lambda session: session.query(Visit).filter(Visit.state == VisitState.OPEN).one())


def test_it_is_first_on_every_list_of_the_day(window: MainWindow, desk: Desk, day: PictureDay) -> None:
    """With its day instead of an hour, and that it is still open: on Today, for the supervisor, and in the visits."""
    at, texts = desk.clock.now(), Texts("fr")
    screen = window.open_screen("visits")
    assert isinstance(screen, Visits)
    lists = (
        [line.row for line in today_lines.visits(desk.ask(today.today, at=at), at, texts)],
        [line.row for line in supervise_day_lines.visits(desk.ask(supervision.day, at=at), at, texts)],
        screen.day.today.rows(),
    )
    for rows in lists:
        assert [row.lead for row in rows] == ["23/11", "13:00", "15:30"]
        assert rows[0].title == "Pressing des Chartrons"
        assert rows[0].badge.endswith(texts("still open"))
        assert rows[0].tone == "late"


def test_the_visit_of_today_waits_for_it(
    window: MainWindow, desk: Desk, day: PictureDay, said: list[Notice]
) -> None:
    """Chosen, today’s visit shows the one that was left open, and says so; once that is ended, its own."""
    screen = window.open_screen("visits")
    assert isinstance(screen, Visits)
    hands = Hands(window)
    window.activateWindow()
    hands.settle()
    assert "23/11" in [row.lead for row in screen.day.today.rows()][:1]
    screen.day.today.mark(1)
    screen.day.today.setFocus()
    hands.press("Return")
    assert said[-1].warning
    assert "lundi 23 novembre" in said[-1].sentence
    assert screen.leaving.taken() == day.out[:5]
    left = _open_one(desk)
    assert left.number in screen.visit.planned.text()
    assert "23 novembre" in screen.visit.planned.text()
    screen.leaving.put_rest_aside()
    screen.signing.pads.toggle_paper()
    window.press("F12")
    assert desk.ask(lambda session: session.get_one(Visit, left.id).state) is VisitState.CLOSED
    assert [row.lead for row in screen.day.today.rows()][:1] == ["13:00"]
    screen.day.today.mark(0)
    hands.press("Return")
    assert screen.visit.isVisible()
    assert screen.leaving.taken() == []


def test_a_provider_comes_to_the_one_that_was_left_open(window: MainWindow, day: PictureDay) -> None:
    """Wherever one comes from with a provider in mind."""
    screen = window.open_screen("visits", provider_id=IDS.cleaner)
    assert isinstance(screen, Visits)
    assert screen.leaving.taken() == day.out[:5]
