"""What is said of a piece in an open visit, by whom and in which window, until everybody signs."""

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Outcome,
    QuoteState,
    Signed,
    Stranger,
    Visit,
    VisitLine,
)
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import visit_marks, visits
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.ui.opening import open_window
from tests.ui.screens.day import (
    SIGNED,
    PictureDay,
    assert_clean,
    item,
    item_code,
    shelf_code,
)


@pytest.fixture
def day(pictured: PictureDay) -> PictureDay:
    """The day of the picture: 12 wait for the cleaner, who has 9."""
    return pictured


@pytest.fixture
def screen(day: PictureDay, window: MainWindow) -> Visits:
    """The cleaner's visit is open."""
    window.activateWindow()
    return cast("Visits", window.open_screen("visits", provider_id=IDS.cleaner))


def _visit(desk: Desk) -> Visit:
    return desk.ask(lambda session: session.query(Visit).order_by(Visit.id.desc()).limit(1).one())


def _lines(desk: Desk) -> dict[int, tuple[Outcome, str]]:
    return desk.ask(
        lambda session: {
            line.item_id: (line.outcome, line.note)
            for line in session.query(VisitLine).filter(VisitLine.visit_id == _newest(session))
        }
    )


def _newest(session: object) -> int:
    return cast("int", session.query(Visit.id).order_by(Visit.id.desc()).limit(1).scalar())  # type: ignore[attr-defined]  # a session of the store, which tests of the ui do not name


def _keys(screen: Visits, part: str, *keys: str) -> None:
    hands = Hands(screen.window())
    (screen.leaving if part == "out" else screen.back).list.setFocus()
    hands.press(*keys)
    hands.settle()


def test_what_is_silent_is_red_until_it_is_put_aside(screen: Visits, day: PictureDay) -> None:
    """A puts one aside and Shift A all the rest; the next visit is named."""
    assert "12" in screen.signing.staying.sentence()
    assert "mercredi" in screen.signing.staying.more()
    screen.leaving.list.mark(day.out[0])
    _keys(screen, "out", "A")
    assert "11" in screen.signing.staying.sentence()
    _keys(screen, "out", "Shift+A")
    assert not screen.signing.staying.isVisible()
    assert screen.visit.books.with_outcome(Outcome.LEFT) == day.out


def test_why_a_piece_stays_is_kept(desk: Desk, window: MainWindow, screen: Visits, day: PictureDay) -> None:
    """A second A asks why; the answer stands on the line of the manifest."""
    screen.leaving.list.mark(day.out[3])
    _keys(screen, "out", "A", "A")
    Hands(window).type("stain to look at")
    Hands(window).press("Return")
    _keys(screen, "out", "Shift+A", "P")
    window.press("F12")
    assert _lines(desk)[day.out[3]] == (Outcome.LEFT, "stain to look at")
    assert _lines(desk)[day.out[4]] == (Outcome.LEFT, "")
    assert_clean(desk)


def test_delete_takes_back_what_was_said(screen: Visits, day: PictureDay) -> None:
    """Nothing said is nothing recorded, in either list."""
    for part, item_id, letter in (("out", day.out[0], "A"), ("back", day.due[0], "B")):
        which = screen.leaving if part == "out" else screen.back
        which.list.mark(item_id)
        _keys(screen, part, letter)
        assert screen.visit.books.outcome(item_id) is not None
        QTest.keyClick(which.list, Qt.Key.Key_Delete)
        assert screen.visit.books.outcome(item_id) is None


def test_a_price_within_the_limit_is_accepted_and_one_above_is_a_call(
    desk: Desk, window: MainWindow, screen: Visits, day: PictureDay, said: list[Notice]
) -> None:
    """Q asks the price; a piece that is not ticked stays there. What is too much names whom to call."""
    hands = Hands(window)
    screen.back.list.mark(day.due[0])
    _keys(screen, "back", "Q")
    hands.type("3")
    hands.press("Return")
    assert not said[-1].warning
    window.scan(item_code(day.due[1]))
    _keys(screen, "back", "Q")
    hands.type("35")
    hands.press("Return")
    assert said[-1].warning
    assert "06 12 34 56 78" in screen.signing.quotes.more()
    assert screen.visit.books.outcome(day.due[0]) is Outcome.QUOTED
    assert screen.visit.books.outcome(day.due[1]) is Outcome.ON_QUOTE
    _keys(screen, "out", "Shift+A", "P")
    window.press("F12")
    within, above = item(desk, day.due[0]), item(desk, day.due[1])
    assert (within.holder, within.quote, within.price) == (Holder.PROVIDER, QuoteState.ACCEPTED, Money(300))
    assert (above.holder, above.quote) == (Holder.DESK, QuoteState.ASKED)
    assert_clean(desk)


def test_an_unknown_tag_is_a_piece_with_a_name(
    desk: Desk, window: MainWindow, screen: Visits, said: list[Notice]
) -> None:
    """It is asked what it is; its shelf, its words and an incident are recorded; a second scan is the same piece."""
    window.scan(shelf_code(IDS.b4))
    window.scan("CLEAN-0077")
    assert said[-1].warning
    Hands(window).type("blue scarf")
    Hands(window).press("Return")
    window.scan("CLEAN-0077")
    screen.back.asking.close_question()
    _keys(screen, "out", "Shift+A", "P")
    window.press("F12")
    found = desk.ask(lambda session: session.query(Stranger).one())
    assert (found.tag, found.description, found.shelf_id) == ("CLEAN-0077", "blue scarf", IDS.b4)
    kinds = desk.ask(
        lambda session: [
            each.kind for each in session.query(Incident).filter(Incident.stranger_id.isnot(None))
        ]
    )
    assert kinds == [IncidentKind.UNEXPECTED]
    assert_clean(desk)


def test_a_piece_that_is_noted_here_may_be_on_the_van(lived: None, desk: Desk, window: MainWindow) -> None:
    """It is refused kindly at first; scanned once more, the driver has brought it, whatever the record says."""
    screen = cast("Visits", window.open_screen("visits", provider_id=IDS.cleaner))
    window.scan(item_code(1))
    assert screen.back.brought() == []
    assert screen.back.asking.isVisible()
    window.scan(item_code(1))
    assert screen.back.brought() == [1]
    assert not screen.back.asking.isVisible()


def test_marks_made_elsewhere_appear_here(desk: Desk, screen: Visits, day: PictureDay) -> None:
    """Two people at one visit: what the other one scans is ticked here, and both are closed together."""
    screen.leaving.tick(day.out[0])
    assert screen.visit.keeping.flush()
    visit = _visit(desk)
    at = desk.clock.now()
    theirs = [Marked(day.out[1], Outcome.GONE), Marked(day.due[0], Outcome.RETURNED, IDS.b4)]
    desk.do(visit_marks.mark, visit_id=visit.id, marks=theirs, at=at, staff_id=IDS.supervisor)
    QTest.qWait(30)
    assert screen.leaving.taken() == day.out[:2]
    assert screen.back.brought() == [day.due[0]]
    row = next(row for row in screen.back.list.rows() if row.key == day.due[0])
    assert row.subtitle.startswith("B4")


def test_a_visit_closed_elsewhere_is_left_with_a_sentence(
    desk: Desk, screen: Visits, day: PictureDay, said: list[Notice]
) -> None:
    """What was scanned since is not lost in silence: the sentence names the manifest that is closed."""
    screen.leaving.tick(day.out[0])
    assert screen.visit.keeping.flush()
    visit = _visit(desk)
    desk.do(
        visits.close_marked, visit_id=visit.id, driver="", signature=[], at=desk.clock.now(),
        staff_id=IDS.supervisor, deed_uid="0" * 32,
    )  # fmt: skip
    QTest.qWait(30)
    assert screen.day.isVisible()
    assert said[-1].warning
    assert visit.number in said[-1].sentence


def test_two_signatures_are_asked_for_one_after_the_other(
    desk: Desk, window: MainWindow, screen: Visits
) -> None:
    """The driver first, then the concierge; both strokes are in the books."""
    _keys(screen, "out", "Shift+A")
    screen.signing.pad.set_strokes(SIGNED)
    window.press("F12")
    assert screen.signing.pads.own_pad.isVisible()
    screen.signing.pads.own_pad.set_strokes(SIGNED)
    window.press("F12")
    closed = _visit(desk)
    assert (closed.signed, closed.signature, closed.concierge_signature) == (Signed.SCREEN, SIGNED, SIGNED)


def test_one_scan_changes_one_row(window: MainWindow, screen: Visits, day: PictureDay) -> None:
    """Nothing is built anew for one tick, however long the list."""
    rebuilt: list[int] = []
    changed: list[int] = []
    table = screen.leaving.list.model()
    table.modelReset.connect(lambda: rebuilt.append(1))
    table.dataChanged.connect(lambda first, last: changed.append(last.row() - first.row() + 1))
    others = screen.leaving.list.rows()[1:]
    window.scan(item_code(day.out[0]))
    assert (rebuilt, changed) == ([], [1])
    assert screen.leaving.list.rows()[0].checked
    assert all(now is before for now, before in zip(screen.leaving.list.rows()[1:], others, strict=True))


def test_the_day_of_the_picture_needs_no_scrolling(
    window: MainWindow, screen: Visits, day: PictureDay
) -> None:
    """At 1366 by 768 all three cards are seen whole, with three things to look at before signing."""
    for item_id in [*day.out[:-1], *day.due[:-1], day.elsewhere]:
        window.scan(item_code(item_id))
    QTest.qWait(30)
    assert sum(box.isVisible() for box in screen.signing.boxes()) == 3
    lowest = screen.signing.mapTo(window, screen.signing.rect().bottomLeft()).y()
    assert lowest < window.height()


def test_another_window_goes_on_where_this_one_was(
    desk: Desk, window: MainWindow, screen: Visits, day: PictureDay, clock: SetClock
) -> None:
    """The lock, another screen and the end of the day keep what was scanned a moment before."""
    window.scan(item_code(day.out[5]))
    window.open_screen("today")
    clock.forward(timedelta(minutes=5))
    again = open_window(desk, IDS.supervisor)
    try:
        opened = cast("Visits", again.open_screen("visits", provider_id=IDS.cleaner))
        assert opened.leaving.taken() == [day.out[5]]
    finally:
        again.close()
        again.deleteLater()


def test_the_main_key_does_not_throw_a_question_away(
    window: MainWindow, screen: Visits, day: PictureDay, said: list[Notice]
) -> None:
    """What is it? stays until it is answered or left; what is typed already is the answer."""
    window.scan("CLEAN-0077")
    window.press("F12")
    assert screen.back.asking.isVisible()
    assert "Esc" in said[-1].sentence or "Échap" in said[-1].sentence
    Hands(window).type("blue scarf")
    window.press("F12")
    assert screen.visit.books.unknown[0].description == "blue scarf"
    screen.back.list.mark(day.due[0])
    _keys(screen, "back", "R")
    window.press("F12")
    assert screen.back.asking.isVisible()
    Hands(window).press("Esc")
    assert not screen.back.asking.isVisible()


def test_what_is_damaged_may_be_said_or_not(window: MainWindow, screen: Visits, day: PictureDay) -> None:
    """D opens the note of R; Enter with nothing is fine, and Enter on the row asks again."""
    hands = Hands(window)
    screen.back.list.mark(day.due[0])
    _keys(screen, "back", "D")
    assert screen.back.asking.isVisible()
    hands.press("Return")
    assert not screen.back.asking.isVisible()
    assert screen.back.list.hasFocus()
    hands.press("Return")
    hands.type("torn sleeve")
    hands.press("Return")
    mark = screen.visit.books.marks[day.due[0]]
    assert (mark.outcome, mark.note) == (Outcome.DAMAGED, "torn sleeve")


def test_what_has_not_gone_announces_its_incidents(screen: Visits, day: PictureDay) -> None:
    """Before signing it is said what silence does, without four dots in a row."""
    more = screen.signing.staying.more()
    assert f"{len(day.out)} incidents" in more
    assert "…." not in more


def test_its_key_leads_back_to_the_day(
    window: MainWindow, screen: Visits, day: PictureDay, said: list[Notice]
) -> None:
    """F4 inside a visit is the day again; what was scanned is kept, and said so."""
    window.scan(item_code(day.out[0]))
    window.press("F4")
    assert screen.day.isVisible()
    assert "Pressing" in said[-1].sentence
    window.open_screen("visits", provider_id=IDS.cleaner)
    assert screen.leaving.taken() == [day.out[0]]
    window.open_screen("today")
    window.press("F4")
    assert screen.visit.isVisible()
