"""The hand-back screen: nothing goes to the wrong person, nothing that was ticked is lost."""

import traceback
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models import Handback, Holder, Request, Settled, Status
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, drafts
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.handback import HandBack
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.ui.fingers import let_pass
from tests.ui.opening import open_window, person
from tests.ui.screens.day import SIGNED, assert_clean, item, item_code, moves
from tests.ui.screens.dropping import lose_answer


@pytest.fixture
def screen(lived: None, window: MainWindow) -> HandBack:
    """The screen, open for Claire: two shirts ready, three things that are not."""
    return cast("HandBack", window.open_screen("handback", customer_id=IDS.claire))


def _ticked(screen: HandBack) -> set[int]:
    return {row.item_id for row in screen.things.chosen()}


def _ticket_of(desk: Desk, item_id: int) -> int:
    return desk.ask(lambda session: session.get_one(Request, item(desk, item_id).request_id).serial)


def _wait_until_kept(screen: HandBack) -> None:
    desk, kept = screen.context.desk, f"handback-{IDS.claire}"
    Hands(screen).until(lambda: desk.ask(drafts.by_uid, uid=kept) is not None, "what was begun is kept")


def _handbacks(desk: Desk) -> list[Handback]:
    return desk.ask(lambda session: list(session.query(Handback).order_by(Handback.id)))


def test_what_is_ready_comes_first_and_the_rest_says_why_not(screen: HandBack) -> None:
    """Everything of a person is listed; what cannot go says where it is."""
    rows = screen.things.list.rows()
    assert [row.key for row in rows] == [1, 2, 3, 4, 5]
    assert [row.badge for row in rows][:2] == ["prête", "prête"]
    assert "Pressing des Chartrons" in rows[2].subtitle
    assert rows[2].checked is None
    assert rows[2].emphasis == "faded"


def test_a_scan_ticks_and_the_next_step_is_said(window: MainWindow, screen: HandBack) -> None:
    """Each scan ticks one thing and names the next one to take, then asks for the signature."""
    assert "B4" in screen.things.hint.sentence()
    window.scan(item_code(1))
    window.scan(item_code(2))
    assert _ticked(screen) == {1, 2}
    assert "signer" in screen.things.hint.sentence()
    assert screen.collect.button.words() == "Remettre 2 pièces"


def test_some_go_and_the_others_stay(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """A partial hand-back hands over what is ticked, says what stays, and leaves it where it was."""
    window.scan(item_code(1))
    assert "1" in screen.collect.footnote.text()
    screen.collect.pad.set_strokes(SIGNED)
    window.press("F12")
    assert item(desk, 1).holder is Holder.CUSTOMER
    assert item(desk, 2).status is Status.READY
    handback = _handbacks(desk)[0]
    assert (handback.collector_name, handback.signature) == ("Claire Dupont", SIGNED)
    assert handback.settled is Settled.PROVIDER
    assert_clean(desk)


def test_without_a_signature_f12_asks_once(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """The first F12 asks for the signature, the second goes on without; a new tick asks again."""
    window.scan(item_code(1))
    window.press("F12")
    assert not _handbacks(desk)
    window.scan(item_code(2))
    window.press("F12")
    assert not _handbacks(desk)
    window.press("F12")
    assert _handbacks(desk)[0].signature == []
    window.press("F12")
    assert len(_handbacks(desk)) == 1


def test_nothing_ticked_hands_nothing_over(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """F12 does nothing before anything is ticked."""
    window.press("F12")
    assert not _handbacks(desk)
    assert not screen.collect.button.isEnabled()


def test_an_authorised_person_collects(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """Who was authorised is offered by name, with until when; the hand-back names them."""
    paul = desk.do(
        customers.authorise,
        customer_id=1,
        name="Paul Dupont",
        until_on=date(2026, 12, 31),
        identity_seen=True,
    )
    screen.open_customer(IDS.claire)
    names = [button.text() for button in screen.collect.findChildren(type(screen.collect.button))]
    assert "Paul Dupont" in names
    screen.collect.resume({"who": paul.id, "seen": True})
    assert "31/12/2026" in screen.collect.note.text()
    window.scan(item_code(1))
    window.press("F12")
    window.press("F12")
    handback = _handbacks(desk)[0]
    assert (handback.collector_id, handback.collector_name) == (paul.id, "Paul Dupont")
    assert handback.identity_seen
    assert_clean(desk)


def test_an_authorisation_that_ended_is_not_offered_but_said(desk: Desk, screen: HandBack) -> None:
    """Who was authorised until yesterday is no choice; the card says when it ended."""
    desk.do(
        customers.authorise,
        customer_id=1,
        name="Paul Dupont",
        until_on=date(2026, 11, 22),
        identity_seen=True,
    )
    screen.open_customer(IDS.claire)
    assert screen.collect.in_hand()["who"] == "self"
    screen.collect.resume({"who": "other"})
    assert "Paul Dupont" in screen.collect.note.text()
    assert "22/11/2026" in screen.collect.note.text()


def test_another_person_must_be_named(
    desk: Desk, window: MainWindow, screen: HandBack, said: list[Notice]
) -> None:
    """Somebody who is not authorised collects only with a name."""
    window.scan(item_code(1))
    screen.collect.resume({"who": "other", "strokes": SIGNED})
    window.press("F12")
    assert said[-1].warning
    assert not _handbacks(desk)
    screen.collect.other.setText("Nadia Benali")
    window.press("F12")
    assert _handbacks(desk)[0].collector_name == "Nadia Benali"


def test_a_hand_back_is_undone(desk: Desk, window: MainWindow, screen: HandBack, said: list[Notice]) -> None:
    """Undo puts everything back on its shelf and opens the customer again."""
    window.scan(item_code(1))
    screen.collect.pad.set_strokes(SIGNED)
    window.press("F12")
    assert said[-1].undo is not None
    said[-1].undo()
    back = item(desk, 1)
    assert (back.holder, back.shelf_id, back.status) == (Holder.DESK, IDS.b4, Status.READY)
    assert "Claire Dupont" in screen.head.title.text()
    assert_clean(desk)


def test_a_thing_of_somebody_else_is_refused(
    window: MainWindow, screen: HandBack, said: list[Notice]
) -> None:
    """While things of one person are ticked, another person's thing is put aside, not added."""
    window.scan(item_code(1))
    window.scan(item_code(6))
    assert said[-1].warning
    assert "Claire Dupont" in said[-1].sentence
    assert _ticked(screen) == {1}


def test_a_scan_that_puts_a_hand_back_aside_does_not_write(
    desk: Desk, window: MainWindow, screen: HandBack, store: Store
) -> None:
    """The draft of the one who was served is dropped after the scan of another's ticket, not while it is taken."""
    window.scan(item_code(1))
    _wait_until_kept(screen)
    writers: list[str] = []

    def note(_connection: object) -> None:
        writers.extend(frame.name for frame in traceback.extract_stack())

    event.listen(store.writer, "begin", note)
    window.scan(codes.write(codes.CodeKind.TICKET, _ticket_of(desk, 6)))
    QTest.qWait(20)
    event.remove(store.writer, "begin", note)
    assert "Mohamed" in screen.head.title.text()
    assert "drop" in writers
    assert "take_scan" not in writers


def test_a_thing_that_is_not_here_is_refused(
    window: MainWindow, screen: HandBack, said: list[Notice]
) -> None:
    """What is at the provider's cannot be ticked, and what is ticked stays."""
    window.scan(item_code(1))
    window.scan(item_code(3))
    assert said[-1].warning
    assert _ticked(screen) == {1}


def test_what_is_not_here_cannot_be_ticked_by_keyboard(
    window: MainWindow, screen: HandBack, said: list[Notice]
) -> None:
    """The cursor begins at the first row; Space on what is elsewhere says that it is not here."""
    assert screen.things.list.current_key() == 1
    screen.things.list.mark(3)
    QTest.keyClick(screen.things.list, Qt.Key.Key_Space)
    let_pass()
    assert said[-1].warning
    assert not _ticked(screen)


def test_ctrl_z_after_a_hand_back_takes_it_back(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """The name that was typed to find the customer does not catch the key."""
    window.press("Esc")
    window.activateWindow()
    hands = Hands(window)
    hands.type("dupo")
    hands.press("Return", "Space", "F12", "F12")
    assert item(desk, 1).holder is Holder.CUSTOMER
    hands.press("Ctrl+Z")
    assert item(desk, 1).holder is Holder.DESK


def test_a_scanned_ticket_opens_its_customer(window: MainWindow, screen: HandBack, make: Make) -> None:
    """A ticket opens everything of its customer; the ticket of who is served changes nothing."""
    window.scan(item_code(1))
    window.scan(make.deposit(IDS.shirt).code)
    assert _ticked(screen) == {1}
    window.scan(make.deposit(IDS.shirt, customer_id=IDS.mohamed).code)
    assert "Mohamed Traoré" in screen.head.title.text()


def test_what_was_not_worked_on_can_go_back_as_it_is(
    desk: Desk, window: MainWindow, screen: HandBack
) -> None:
    """A customer changes their mind: what never left goes back, and the screen says so."""
    window.scan(item_code(5))
    assert screen.collect.footnote.text() == "Ce qui n’est pas fait est rendu tel quel."
    window.press("F12")
    window.press("F12")
    assert item(desk, 5).status is Status.HANDED_BACK
    assert_clean(desk)


def test_all_that_is_ready_is_ticked_at_once(window: MainWindow, screen: HandBack) -> None:
    """Ctrl+A ticks what is ready and nothing else; Space takes a tick away."""
    QTest.keyClick(screen.things.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert _ticked(screen) == {1, 2}
    screen.things.list.mark(2)
    QTest.keyClick(screen.things.list, Qt.Key.Key_Space)
    let_pass()
    assert _ticked(screen) == {1}


def test_esc_puts_aside_and_it_can_be_taken_up(
    window: MainWindow, screen: HandBack, said: list[Notice]
) -> None:
    """Leaving a hand-back that was begun loses nothing: one press brings ticks and signature back."""
    window.scan(item_code(1))
    screen.collect.pad.set_strokes(SIGNED)
    window.press("Esc")
    assert not _ticked(screen)
    assert said[-1].undo is not None
    said[-1].undo()
    assert _ticked(screen) == {1}
    assert screen.collect.pad.strokes() == SIGNED


def test_a_crash_costs_no_scan(window: MainWindow, screen: HandBack, desk: Desk) -> None:
    """A new window on the same store has the ticks again when the customer is opened."""
    window.scan(item_code(1))
    _wait_until_kept(screen)
    window.close()
    again = open_window(desk)
    try:
        opened = cast("HandBack", again.open_screen("handback", customer_id=IDS.claire))
        assert _ticked(opened) == {1}
        opened.collect.pad.set_strokes(SIGNED)
        again.press("F12")
        assert cast("HandBack", again.open_screen("handback", customer_id=IDS.claire)).things.chosen() == []
    finally:
        again.close()
        again.deleteLater()


def test_an_old_draft_is_not_taken_up(window: MainWindow, screen: HandBack, clock: SetClock) -> None:
    """What was ticked yesterday and never handed over is not ticked today."""
    window.scan(item_code(1))
    _wait_until_kept(screen)
    screen.things.forget()
    window.press("Esc")
    clock.forward(timedelta(days=1))
    screen.open_customer(IDS.claire)
    assert not _ticked(screen)


def test_another_language_keeps_what_is_in_hand(window: MainWindow, screen: HandBack, desk: Desk) -> None:
    """Somebody who reads English goes on with the same customer, the same ticks, the same signature."""
    window.scan(item_code(1))
    screen.collect.pad.set_strokes(SIGNED)
    english = person(desk, 1)
    english.language = "en"
    window.sign_in(english)
    now = cast("HandBack", window.screen_of("handback"))
    assert now is not screen
    assert "Everything for Claire Dupont" in now.head.title.text()
    assert _ticked(now) == {1}
    assert now.collect.pad.strokes() == SIGNED


def test_the_same_deed_is_done_once(desk: Desk, window: MainWindow, screen: HandBack) -> None:
    """A second F12 on the way to the printer hands nothing over twice."""
    window.scan(item_code(1))
    screen.collect.pad.set_strokes(SIGNED)
    before = moves(desk)
    for _ in range(3):
        window.press("F12")
    assert moves(desk) == before + 1
    assert len(_handbacks(desk)) == 1


def test_what_was_really_recorded_is_told_after_a_lost_answer(
    desk: Desk, screen: HandBack, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ticking another thing after the doubt hands nothing more over and claims no more; an undo is one too."""
    screen.things.tick(1)
    screen.collect.pad.set_strokes(SIGNED)
    lose_answer(desk, monkeypatch)
    screen.main_action()
    screen.things.tick(2)
    screen.main_action()
    assert said[-1].sentence == "1 pièce remise à Claire Dupont."
    assert item(desk, 2).holder is Holder.DESK
    take_back = said[-1].undo
    assert take_back is not None
    lose_answer(desk, monkeypatch)
    take_back()
    take_back()
    assert said[-1].sentence.startswith("C’est annulé")
    assert item(desk, 1).holder is Holder.DESK


def test_who_collects_and_what_was_signed_survive_a_crash(desk: Desk, screen: HandBack) -> None:
    """Not only the ticks: the typed name, the document, the way to settle and the signature are kept."""
    collect = screen.collect
    collect.resume({"who": "other", "other": "Paul", "seen": True, "strokes": SIGNED, "settled": 1})
    collect.other.textEdited.emit("Paul")
    _wait_until_kept(screen)
    other = open_window(desk)
    again = cast("HandBack", other.open_screen("handback", customer_id=IDS.claire))
    assert again.collect.in_hand() == collect.in_hand()
    assert again.collect.collecting().name == "Paul"
    other.close()
