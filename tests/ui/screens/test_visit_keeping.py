"""What was scanned in an open visit reaches the store: soon, whole, and whatever else cannot be kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome, Visit
from concierge_desk.models.store import Store
from concierge_desk.operations import deeds, visit_marks, visits
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from tests.make import IDS
from tests.ui.opening import person
from tests.ui.screens.day import PictureDay, item, item_code

_NO_SHELF = 999
_LONG = "https://www.example.fr/produit/" + "0123456789" * 12


@pytest.fixture
def day(pictured: PictureDay, window: MainWindow) -> PictureDay:
    """The day of the picture: 12 wait for the cleaner, who has 9."""
    window.activateWindow()
    return pictured


@pytest.fixture
def screen(window: MainWindow, day: PictureDay) -> Visits:
    """The cleaner's visit is open."""
    opened = window.open_screen("visits", provider_id=IDS.cleaner)
    assert isinstance(opened, Visits)
    return opened


def _newest(desk: Desk) -> int:
    return desk.ask(lambda session: session.query(Visit).order_by(Visit.id.desc()).limit(1).one()).id


def _kept(desk: Desk) -> list[int]:
    return sorted(each.item_id for each in desk.ask(visit_marks.marks, visit_id=_newest(desk)))


def _tags(desk: Desk) -> list[str]:
    return [each.tag for each in desk.ask(visit_marks.strangers, visit_id=_newest(desk))]


def test_a_very_long_code_is_cut_and_stops_nothing(
    window: MainWindow, desk: Desk, day: PictureDay, screen: Visits, said: list[Notice]
) -> None:
    """The address on a foreign label is one unknown tag, kept with all that is scanned after it; read twice, too."""
    window.scan(item_code(day.out[0]))
    window.scan(_LONG)
    window.scan(_LONG)
    assert said[-1].warning
    window.scan("REF-778899")
    window.scan(item_code(day.out[1]))
    assert screen.visit.keeping.flush()
    assert _kept(desk) == day.out[:2]
    tags = _tags(desk)
    assert [each[:10] for each in tags] == ["https://ww", "REF-778899"]
    assert [each.tag for each in screen.visit.books.unknown] == tags


def test_one_mark_that_cannot_be_kept_stops_no_other(
    window: MainWindow, desk: Desk, day: PictureDay, screen: Visits, said: list[Notice]
) -> None:
    """The shelf in hand was taken away: it is said, the piece stays to be said anew, the others are kept."""
    window.scan(item_code(day.out[0]))
    screen.back.use_shelf(_NO_SHELF)
    window.scan(item_code(day.due[0]))
    screen.back.use_shelf(IDS.b4)
    window.scan(item_code(day.due[1]))
    window.scan("REF-1")
    assert not screen.visit.keeping.flush()
    assert said[-1].warning
    assert _kept(desk) == [day.due[1], day.out[0]]
    assert _tags(desk) == ["REF-1"]
    assert screen.visit.books.outcome(day.due[0]) is Outcome.RETURNED
    assert [each.item_id for each in screen.visit.books.take_unwritten().marked] == [day.due[0]]


def test_what_both_counters_forget_is_forgotten(
    window: MainWindow, desk: Desk, day: PictureDay, screen: Visits
) -> None:
    """A stranger that was taken back at the other counter first does not keep the rest from being written."""
    window.scan("REF-1")
    assert screen.visit.keeping.flush()
    (stranger,) = desk.ask(visit_marks.strangers, visit_id=_newest(desk))
    desk.do(visit_marks.forget_stranger, stranger_id=stranger.id)
    screen.visit.books.forget_unknown(0)
    screen.visit.books.say(day.out[0], Outcome.GONE)
    assert screen.visit.keeping.flush()
    assert [Marked(each, Outcome.GONE) for each in _kept(desk)] == [Marked(day.out[0], Outcome.GONE)]


@pytest.mark.timed
def test_a_scan_is_in_the_store_before_the_other_counter_can_close(
    window: MainWindow, desk: Desk, day: PictureDay, screen: Visits
) -> None:
    """A moment after its scan, and though others follow, a piece is kept."""
    window.scan(item_code(day.out[0]))
    QTest.qWait(80)
    window.scan(item_code(day.out[1]))
    QTest.qWait(160)
    assert _kept(desk) == day.out[:2]


@pytest.fixture
def other(desk: Desk) -> Iterator[Desk]:
    """The same store as the other counter has it."""
    assert desk.store.path is not None
    opened = Desk(Store(desk.store.path), desk.clock)
    yield opened
    opened.close()


def _close_there(other: Desk) -> str:
    at = other.clock.now()
    closed = other.do(
        visits.close_marked,
        visit_id=_newest(other),
        driver="Yann",
        signature=[],
        at=at,
        staff_id=IDS.supervisor,
        deed_uid=deeds.new_uid(),
    )
    return closed.number


def test_what_the_other_counter_closed_without_is_named_until_it_is_read(
    window: MainWindow, screen: Visits, day: PictureDay, other: Desk, said: list[Notice]
) -> None:
    """The piece, the stranger, and what was taken back here; other words and another language take nothing away."""
    window.scan(item_code(day.out[0]))
    assert screen.visit.keeping.flush()
    number = _close_there(other)
    window.scan(item_code(day.out[1]))
    window.scan("REF-1")
    screen.visit.books.unsay(day.out[0])
    assert not screen.visit.keeping.flush()
    named = said[-1].sentence
    assert said[-1].warning
    assert number in named
    for each in (item(other, day.out[1]).short_tag, item(other, day.out[0]).short_tag, "REF-1"):
        assert each in named
    assert screen.day.isVisible()
    window.context.notices.say("…")
    assert screen.unkept.isVisible()
    assert screen.unkept.sentence() == named
    english = person(other, IDS.concierge)
    english.language = "en"
    window.sign_in(english)
    again = window.screen_of("visits")
    assert isinstance(again, Visits)
    assert again.unkept.sentence() == named
    again.unkept.done.click()
    assert again.unkept.isHidden()
    assert again.unkept.sentence() == ""


def test_a_look_tells_that_the_other_counter_has_closed(
    window: MainWindow, screen: Visits, day: PictureDay, other: Desk, said: list[Notice]
) -> None:
    """Where nothing is lost, the number of its manifest is enough."""
    window.scan(item_code(day.out[0]))
    assert screen.visit.keeping.flush()
    number = _close_there(other)
    screen.visit.keeping.look()
    assert number in said[-1].sentence
    assert screen.day.isVisible()
    assert screen.unkept.isHidden()
