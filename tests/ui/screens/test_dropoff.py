"""The drop-off screen: who, what, in which state, until when."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.money import Money
from concierge_desk.operations import catalogue, customers, drafts, handbacks, promises
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens import dropoff_promise
from concierge_desk.ui.screens.dropoff import DropOff
from concierge_desk.ui.screens.dropoff_draft import WAIT_MS
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS, Make
from tests.ui.opening import person
from tests.ui.screens.dropping import counting, fill, lose_answer, names, press, screen, told, undo

__all__ = ["counting", "screen"]
"""The fixtures that are asked for by their names."""
A_TAG = "PRESS-00042"

# Who


def test_the_search_has_the_keys_when_the_screen_opens(screen: DropOff) -> None:
    """One types a name without a click."""
    assert QApplication.focusWidget() is screen.finder.search.field.edit
    assert [row.title for row in screen.finder.search.rows.rows()] == ["Mohamed Traoré", "Claire Dupont"]


def test_arrows_and_enter_choose_among_those_who_match(screen: DropOff, make: Make) -> None:
    """The person under the cursor is taken, not the first one."""
    make.customer("Claude Dupontel")
    press("dup", Qt.Key.Key_Down)
    rows = screen.finder.search.rows
    assert rows.current_key() == IDS.claire
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.counter.board.first_tile()
    assert screen.counter.form.customer_id == IDS.claire


def test_enter_right_after_the_last_letter_looks_first(screen: DropOff) -> None:
    """A fast typist never gets the person of the letters before."""
    press("dup")
    edit = screen.finder.search.field.edit
    edit.clear()
    fill(edit, "trao")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert screen.counter.form.customer_id == IDS.mohamed


def test_a_telephone_number_nobody_has_begins_a_person_with_it(screen: DropOff, desk: Desk) -> None:
    """What was typed goes where it belongs, and the name is asked."""
    press("0611223344", Qt.Key.Key_Return)
    fields = screen.finder.maker.fields
    assert fields.field("phone").text() == "0611223344"
    press("Zoé Lefèvre", Qt.Key.Key_Return)
    made = desk.ask(customers.get, customer_id=3)
    assert (made.name, made.phone) == ("Zoé Lefèvre", "06 11 22 33 44")
    assert screen.counter.form.customer_id == 3


def test_what_is_wrong_in_a_new_person_stands_under_its_field(screen: DropOff, desk: Desk) -> None:
    """Nobody is registered with half a telephone number, and nothing typed is lost."""
    screen.finder.maker.start("Zoé Lefèvre")
    fields = screen.finder.maker.fields
    fields.field("phone").edit.setText("1")
    screen.finder.maker.make()
    assert "n’est pas un numéro" in fields.field("phone").refusal()
    assert fields.field("name").text() == "Zoé Lefèvre"
    assert len(desk.ask(customers.recent)) == 2


def test_the_card_says_what_is_ready_and_leads_there(
    window: MainWindow, counting: DropOff, make: Make, desk: Desk
) -> None:
    """Who comes with shirts is told that a dress waits, on which shelf."""
    person = counting.counter.person
    greeting = desk.ask(customers.card, customer_id=IDS.claire)
    ready = [customers.ReadyGroup("B4", ("Robe noire",))]
    person.show_person(customers.CustomerCard(greeting.customer, ready, 1, greeting.last_seen_on))
    said = " ".join(each.text() for each in person.findChildren(Words) if each.isVisible())
    assert "1 pièce prête, étagère B4 · Robe noire" in said
    assert "Plier les chemises" in said
    person.handback_asked.emit()
    assert window.current_key() == "handback"


# What


def test_digits_count_with_or_without_shift_on_any_keyboard(counting: DropOff) -> None:
    """The row of digits of a French keyboard counts as it stands; so do a numeric pad and Shift."""
    press("1")
    press("&", "é")
    press("1", held=Qt.KeyboardModifier.KeypadModifier)
    press("1", held=Qt.KeyboardModifier.ShiftModifier)
    assert names(counting) == ["Chemise", "Chemise", "Costume 2 p.", "Chemise", "Chemise"]


def test_keys_that_take_out(counting: DropOff, said: list[Notice]) -> None:
    """Minus takes one of the kind, Backspace the piece that is chosen; both can be taken back."""
    press("112")
    press("-")
    assert names(counting) == ["Chemise", "Chemise"]
    press(Qt.Key.Key_Backspace)
    assert names(counting) == ["Chemise"]
    undo(said)
    assert names(counting) == ["Chemise", "Chemise"]
    press("+")
    assert names(counting) == ["Chemise"] * 3


def test_x_and_a_digit_set_the_number(counting: DropOff) -> None:
    """The number holds whatever was counted before; any other key means what it always means."""
    press("1x5")
    assert names(counting) == ["Chemise"] * 5
    press("x2")
    assert names(counting) == ["Chemise"] * 2
    press("x")
    assert "Combien" in counting.counter.hint()
    press("c", "1")
    assert names(counting)[-1] == "Ressemelage"


def test_services_are_changed_by_letter_and_by_ctrl_and_a_digit(counting: DropOff) -> None:
    """C shows the cobbler, Ctrl+1 the first service again."""
    board = counting.counter.board
    press("c")
    service = board.service()
    assert service is not None
    assert service.name("fr") == "Cordonnerie"
    press("1", held=Qt.KeyboardModifier.ControlModifier)
    service = board.service()
    assert service is not None
    assert service.name("fr") == "Pressing"


def test_more_than_eight_articles_are_on_further_pages(window: MainWindow, desk: Desk) -> None:
    """The eighth tile, 0 and Page down lead on; an article that is no longer offered has no tile."""
    for number in range(8):
        desk.do(catalogue.add_article, service_id=1, names={"fr": f"Robe {number}"}, price=Money(900))
    desk.do(catalogue.update_article, article_id=IDS.suit, active=False)
    screen = window.open_screen("dropoff", customer_id=IDS.claire)
    assert isinstance(screen, DropOff)
    press("2")
    assert names(screen) == ["Ourlet"]
    press("8", "1")
    assert names(screen) == ["Ourlet", "Robe 5"]
    press("0", "1", Qt.Key.Key_PageDown, "1")
    assert names(screen)[2:] == ["Chemise", "Robe 5"]


def test_the_sum_says_what_is_known_and_what_is_on_quote(counting: DropOff) -> None:
    """Two shirts and a hem: nine euros, and a quote up to its ceiling."""
    press("113")
    assert counting.counter.pieces.total() == "9,00\u00a0€ + devis"
    assert counting.counter.pieces.rows.rows()[2].trail == "≤ 20,00"
    assert "3 étiquettes" in counting.counter.hint()


def test_a_suit_has_two_labels(counting: DropOff) -> None:
    """The paper that comes out is foretold by its parts, not by its lines."""
    press("2")
    assert "2 étiquettes" in counting.counter.hint()


def test_the_promise_follows_what_is_counted(counting: DropOff, qtbot: QtBot) -> None:
    """The latest of the services decides; it is said in one sentence."""
    press("1")
    counting.counter.show_promise()
    assert counting.counter.promise.sentence().startswith("Prêt jeudi 26 novembre à partir de")
    press("c1")
    counting.counter.show_promise()
    assert counting.counter.promise.sentence().startswith("Prêt lundi 30 novembre")


def test_no_day_is_promised_where_none_can_be_named(counting: DropOff, desk: Desk) -> None:
    """A provider without visits gives a sentence, not a date."""
    texts = counting.context.texts
    said = dropoff_promise.say([promises.Promise()], desk.clock.now(), texts)
    assert not said.sure
    assert "Pas encore de date" in said.sentence


# Recording, giving up, coming back


def test_recording_clears_the_form_and_can_be_taken_back(
    window: MainWindow, counting: DropOff, desk: Desk, said: list[Notice]
) -> None:
    """Undo gives the things back and opens the form again as it was; recorded again it is another deed."""
    press("11")
    window.press("F12")
    assert "Ticket 26-" in told(said)
    assert "2 pièces" in told(said)
    undo(said)
    assert desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows == []
    assert names(counting) == ["Chemise", "Chemise"]
    window.press("F12")
    assert len(desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows) == 2


def test_what_the_desk_refuses_is_said_and_the_form_stays(
    window: MainWindow, counting: DropOff, make: Make, said: list[Notice], desk: Desk
) -> None:
    """A tag that is on another item is refused whole; nothing is recorded, nothing typed is lost."""
    press("1")
    counting.counter.form.pieces[0].tag = A_TAG
    counting.record()
    window.open_screen("dropoff", customer_id=IDS.mohamed)
    press("1")
    counting.counter.form.pieces[0].tag = A_TAG
    counting.record()
    assert said[-1].warning
    assert A_TAG in told(said)
    assert names(counting) == ["Chemise"]
    assert desk.ask(handbacks.everything_for, customer_id=IDS.mohamed).rows == []


def test_nothing_counted_is_nothing_to_record(
    window: MainWindow, counting: DropOff, said: list[Notice]
) -> None:
    """F12 says what is missing."""
    window.press("F12")
    assert said[-1].warning
    assert desk_is_empty(counting)


def desk_is_empty(screen: DropOff) -> bool:
    """Tell whether nothing was recorded."""
    return screen.context.desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows == []


def test_esc_gives_up_with_a_way_back(window: MainWindow, counting: DropOff, said: list[Notice]) -> None:
    """Esc loses nothing silently, and a second one goes to Today."""
    press("11")
    window.press("Esc")
    assert told(said) == "Dépôt abandonné"
    assert QApplication.focusWidget() is counting.finder.search.field.edit
    undo(said)
    assert names(counting) == ["Chemise", "Chemise"]
    window.press("Esc")
    window.press("Esc")
    assert window.current_key() == "today"


def test_changing_the_customer_keeps_the_pieces(counting: DropOff) -> None:
    """The wrong person was chosen: only the person changes."""
    press("11")
    counting.counter.person.change_asked.emit()
    press("trao", Qt.Key.Key_Return)
    assert counting.counter.form.customer_id == IDS.mohamed
    assert names(counting) == ["Chemise", "Chemise"]


def test_arriving_for_somebody_else_does_not_lose_the_open_form(
    window: MainWindow, counting: DropOff, said: list[Notice]
) -> None:
    """The other form can be taken up again."""
    press("11")
    window.open_screen("dropoff", customer_id=IDS.mohamed)
    assert names(counting) == []
    undo(said)
    assert counting.counter.form.customer_id == IDS.claire
    assert names(counting) == ["Chemise", "Chemise"]


def left_open(desk: Desk) -> bool:
    """Tell whether a form was left open."""
    return desk.ask(drafts.find, screen="dropoff", at=desk.clock.now()) is not None


def test_a_form_left_open_is_offered_again(counting: DropOff, desk: Desk, qtbot: QtBot) -> None:
    """After a crash the new screen asks, and Enter goes on with everything that was said."""
    press("11")
    counting.counter.piece.chip("stain").click()
    qtbot.waitUntil(lambda: left_open(desk), timeout=WAIT_MS + 2_000)
    again = DropOff(counting.context)
    qtbot.addWidget(again)
    again.refresh()
    assert again.unfinished.asks()
    QTest.keyClick(again.finder.search.field.edit, Qt.Key.Key_Return)
    assert names(again) == ["Chemise", "Chemise"]
    assert again.counter.form.pieces[1].conditions == ["stain"]
    assert again.counter.form.uid == counting.counter.form.uid


def test_typing_that_never_rests_is_kept_all_the_same(counting: DropOff, desk: Desk, qtbot: QtBot) -> None:
    """Who types without a pause loses a second of it in a crash, not all of it."""
    form = counting.counter.form
    form.add(IDS.shirt)
    typing = QTimer(counting)
    typing.timeout.connect(counting.counter.tell)
    typing.start(WAIT_MS // 10)
    qtbot.waitUntil(lambda: left_open(desk), timeout=WAIT_MS + 2_000)


def test_another_language_takes_the_pieces_over(window: MainWindow, counting: DropOff, desk: Desk) -> None:
    """Who goes on in English finds what was counted in French, and the draft is kept."""
    press("11")
    counting.counter.piece.chip("stain").click()
    english = person(desk, IDS.supervisor)
    english.language = "en"
    window.sign_in(english)
    screen = window.current_screen()
    assert isinstance(screen, DropOff)
    assert screen is not counting
    assert names(screen) == ["Shirt", "Shirt"]
    assert screen.counter.form.pieces[1].conditions == ["stain"]
    assert screen.counter.form.uid == counting.counter.form.uid


def test_a_recorded_form_is_not_offered_again(
    window: MainWindow, counting: DropOff, desk: Desk, qtbot: QtBot
) -> None:
    """What is recorded leaves no draft behind."""
    press("1")
    qtbot.waitUntil(lambda: left_open(desk), timeout=WAIT_MS + 2_000)
    window.press("F12")
    assert not left_open(desk)


# For everybody


def test_every_control_has_a_name(counting: DropOff) -> None:
    """A screen reader can say every button and field that can be reached."""
    press("13")
    counting.counter.piece.show_details()
    silent = [
        each
        for each in counting.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.accessibleName()
    ]
    assert silent == []


@pytest.fixture
def large_text() -> Callable[[], None]:
    """Text at its largest, put back afterwards."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return lambda: theme.apply(application, theme.LIGHT, 200)


def test_the_main_action_stays_in_sight_at_the_largest_text(
    window: MainWindow, large_text: Callable[[], None], desk: Desk, qtbot: QtBot
) -> None:
    """At 200 % and with a name of eighty letters, the button to record is still on the screen."""
    desk.do(customers.update, customer_id=IDS.claire, at=desk.clock.now(), name="Ma" * 40)
    screen = window.open_screen("dropoff", customer_id=IDS.claire)
    assert isinstance(screen, DropOff)
    try:
        large_text()
        press("1")
        qtbot.wait(20)
        button: QPushButton = screen.counter.record
        corner = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(corner)
    finally:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application)


def test_each_customer_begins_with_the_first_service(counting: DropOff, window: MainWindow) -> None:
    """After somebody's shoes the digits mean again what they meant."""
    board = counting.counter.board
    first = board.service()
    assert board.choose_service(1)
    counting.abandon()
    window.open_screen("dropoff", customer_id=IDS.mohamed)
    assert board.service() is first


def test_a_lost_answer_tells_what_was_really_recorded(
    counting: DropOff, desk: Desk, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece that was added after the doubt was not recorded, and is not claimed."""
    counting.counter.add(IDS.shirt)
    lose_answer(desk, monkeypatch)
    counting.record()
    counting.counter.add(IDS.shirt)
    counting.record()
    assert "1 pièce ·" in told(said)
    take_back = said[-1].undo
    assert take_back is not None
    lose_answer(desk, monkeypatch)
    take_back()
    take_back()
    assert told(said).startswith("Le dépôt est annulé")
