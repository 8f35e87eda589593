"""Telling people by keyboard: one key sends, calls and slips are noted once, what went wrong is settled."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Customer, Message, MessageState, Notify, Paper, PrintJob, Stage
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import houses, message_lists, message_texts, notices, posting, setting_up
from concierge_desk.operations.message_lists import MessageCounts
from concierge_desk.operations.message_pace import Telling
from concierge_desk.postbox import Safe, safe
from concierge_desk.postbox.turns import PATIENCE
from concierge_desk.settings import MailboxSetup, Settings, SmsSetup
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.screens.mail_messages import MessagesPanel
from concierge_desk.ui.screens.settings import SettingsScreen
from concierge_desk.ui.widgets.words import Words
from tests.make import IDS
from tests.postbox.smtp_peer import SmtpPeer
from tests.telling import Teller, come_out, copied
from tests.ui.opening import open_window, person

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.setup_messages_pace import PacePart
    from concierge_desk.ui.screens.setup_messages_sms import SmsPart
    from concierge_desk.ui.screens.setup_messages_texts import TextsPart
    from concierge_desk.ui.screens.setup_messages_ways import MailboxPart


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


def panel_of(window: MainWindow, tab: str = "due") -> MessagesPanel:
    """Open the messages."""
    screen = cast("Mail", window.open_screen("mail", panel="messages", tab=tab))
    return cast("MessagesPanel", screen.panel())


def states(desk: Desk) -> list[tuple[Channel, MessageState]]:
    """Tell how the messages are."""
    asked = desk.ask(lambda session: session.query(Message).order_by(Message.customer_id).all())
    return [(each.channel, each.state) for each in asked]


def test_one_key_makes_the_messages_that_are_ticked(window: MainWindow, desk: Desk) -> None:
    """Without a server both are told by hand: a call and a slip; who is not ticked is left for another time."""
    panel = panel_of(window)
    assert [(row.title, row.checked) for row in panel.list.rows()] == [
        ("Claire Dupont", True), ("Mohamed Traoré", True),
    ]  # fmt: skip
    panel.list.toggled.emit(IDS.mohamed)
    window.press("F12")
    window.press("F12")
    assert states(desk) == [(Channel.PHONE, MessageState.WAITING)]
    assert panel.tabs.current() == "calls"
    panel.arrive(tab="due")
    assert [(row.key, row.checked) for row in panel.list.rows()] == [(IDS.mohamed, False)]
    panel.list.toggled.emit(IDS.mohamed)
    window.press("F12")
    assert states(desk)[1] == (Channel.COUNTER, MessageState.WAITING)
    assert panel.tabs.current() == "slips"
    panel.arrive(tab="due")
    assert (panel.list.rows(), panel.card.buttons) == ((), {})
    window.press("F12")


def test_it_says_what_really_happens(window: MainWindow, desk: Desk, said: list[Notice]) -> None:
    """Without a server a call and a slip are prepared: nothing is sent, and nobody knows before they are told."""
    t = Texts("fr")
    Teller(desk).change(IDS.claire, notify=Notify.EMAIL)
    panel, by_hand = panel_of(window), [Channel.PHONE, Channel.COUNTER]
    assert panel.card.buttons["send"].words() == words.to_do(by_hand, t)
    why = t(words.NOT_SET_UP[Channel.EMAIL][0])
    assert why in panel.list.rows()[0].subtitle
    window.press("F12")
    assert said[-1].sentence == words.prepared(by_hand, t)
    assert why in panel.list.rows()[0].subtitle
    panel.arrive(tab="due")
    assert words.still_open(MessageCounts(calls=1, slips=1), t) in shown(panel)
    come_out(desk)
    panel.arrive(tab="slips")
    panel.card.buttons["print_again"].click()
    papers = desk.ask(lambda session: session.query(PrintJob).filter_by(paper=Paper.CUSTOMER_SLIP).count())
    assert papers == 2  # the slip, and the slip again
    panel.arrive(tab="calls")
    panel.card.buttons["set_up"].click()
    settings = cast("SettingsScreen", window.current_screen())
    assert settings.messages.part() is settings.messages.parts["mailbox"]


def test_who_was_to_be_called_is_sent_an_email_once_there_is_a_server(window: MainWindow, desk: Desk) -> None:
    """A server is set up: nobody is lost from sight, each title counts its lines, and one key sends."""
    Teller(desk).change(IDS.claire, notify=Notify.EMAIL)
    panel = panel_of(window)
    window.press("F12")
    window.change_settings(replace(window.settings, mailbox=MailboxSetup(host="127.0.0.1", port=9)))
    panel = panel_of(window, "calls")
    assert panel.list.rows() == ()
    panel.arrive(tab="due")
    t = Texts("fr")
    assert t(words.INSTEAD_OF[Channel.PHONE]) in panel.list.rows()[0].subtitle
    assert panel.card.buttons["send"].words() == words.to_do([Channel.EMAIL], t)
    window.press("F12")
    assert states(desk)[0] == (Channel.EMAIL, MessageState.WAITING)


def test_the_tabs_stay_where_they_are_over_an_empty_list(window: MainWindow, desk: Desk) -> None:
    """With a sentence about the rounds or none, with lines or without: nothing floats apart, nothing jumps."""
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    desk.do(setting_up.change_rounds, by_itself=True, hours="16:00", at_closing=False, **by)
    panel, heights = panel_of(window), set()
    window.show()
    for tab in ("due", "calls", "outbox", "due"):
        panel.arrive(tab=tab)
        QApplication.processEvents()
        heights.add(panel.tabs.mapTo(panel, panel.tabs.rect().topLeft()).y())
    assert len(heights) == 1
    assert panel.by_itself.text()


def shown(panel: MessagesPanel) -> list[str]:
    """Read what the card says."""
    return [each.text() for each in panel.card.findChildren(Words)]


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ([Channel.EMAIL] * 3, "Send 3 e-mails"),
        ([Channel.PHONE] * 7 + [Channel.COUNTER] * 2, "Prepare 7 calls and 2 slips"),
        ([Channel.SMS, Channel.PHONE], "Send 1 text message, prepare 1 call"),
    ],
)
def test_the_button_tells_what_is_sent_from_what_is_prepared(channels: list[Channel], expected: str) -> None:
    """A call is not a message that is sent."""
    assert words.to_do(channels, Texts("en")) == expected


def test_a_call_and_a_slip_are_noted_by_one_key_each(
    window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """Spoken to, given: each is told once, and the list goes on."""
    Teller(desk, Telling.of(Settings())).plan()
    panel = panel_of(window, "calls")
    assert panel.card.phone.text() == "06 12 34 56 78"
    assert list(panel.card.buttons) == ["reached", "voicemail", "no_answer", "wrong", "set_up"]
    panel.card.buttons["no_answer"].click()
    assert "Claire Dupont" in said[-1].sentence
    panel.refresh()
    window.press("F12")
    panel = panel_of(window, "log")
    assert panel.list.current_key() == panel.list.rows()[0].key
    panel = panel_of(window, "slips")
    window.press("F12")
    # Its printer stands still: the key says nothing about a slip that nobody holds.
    assert states(desk) == [(Channel.PHONE, MessageState.SENT), (Channel.COUNTER, MessageState.WAITING)]
    come_out(desk)
    panel = panel_of(window, "slips")
    window.press("F12")
    assert states(desk) == [(Channel.PHONE, MessageState.SENT), (Channel.COUNTER, MessageState.SENT)]
    assert len(desk.ask(notices.told, customer_id=IDS.claire)) == 1


@pytest.mark.parametrize(
    ("button", "expected"), [("was_sent", MessageState.SENT), ("was_not", MessageState.WAITING)]
)
def test_a_doubt_is_settled(window: MainWindow, desk: Desk, button: str, expected: MessageState) -> None:
    """It says why in plain words, and asks whether it was sent."""
    teller = Teller(desk)
    claire, _ = teller.plan()
    teller.take(claire)
    desk.do(posting.mark_doubtful, message_id=claire.id, problem="Nobody knows.")
    panel = panel_of(window, "outbox")
    assert panel.card.problem.sentence() == "Nobody knows."
    panel.card.buttons[button].click()
    assert (Channel.SMS, expected) in states(desk) or (Channel.PHONE, expected) in states(desk)


@contextmanager
def at_work(desk: Desk, staff_id: int, settings: Settings) -> Iterator[MainWindow]:
    """Open the window with somebody signed in and other settings, and close it whatever happens."""
    opened = open_window(desk, staff_id, settings)
    yield opened
    opened.close()
    background.wait()
    opened.deleteLater()
    QApplication.processEvents()


def test_the_window_sends_by_its_server(desk: Desk, qtbot: QtBot) -> None:
    """F12, and the e-mail is at the server's; the screen shows it as sent."""

    def prefers(customer: Customer) -> None:
        customer.notify = Notify.EMAIL

    desk.do(lambda session: prefers(session.get_one(Customer, IDS.claire)))
    with SmtpPeer() as peer:
        setup = MailboxSetup("127.0.0.1", peer.port, "none", "", "darwin@exemple.org", "Darwin")
        with at_work(desk, IDS.concierge, Settings(mailbox=setup)) as window:
            window.at_work.post.start()
            panel_of(window)
            window.press("F12")
            qtbot.waitUntil(lambda: (Channel.EMAIL, MessageState.SENT) in states(desk), timeout=20_000)
            assert peer.to == ["claire.dupont@exemple.fr"]
            assert desk.ask(message_lists.counts, at=desk.clock.now(), telling=Telling()).waiting == 0


def test_a_round_goes_by_itself_and_says_so(desk: Desk, clock: SetClock) -> None:
    """Its hour has come, somebody is there: a call and a slip are prepared, quietly said, and in the day's list.

    Since this counter has no gateway, another one had time to do it.
    """
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    desk.do(setting_up.change_rounds, by_itself=True, hours="09:00", at_closing=False, **by)
    with at_work(desk, IDS.concierge, Settings()) as window:
        heard: list[Notice] = []
        window.notices.said.connect(heard.append)
        QApplication.processEvents()
        background.wait()
        for _ in range(2):
            window.at_work.post.look()
            background.wait()
            QApplication.processEvents()
            clock.forward(PATIENCE)
        made = words.prepared([Channel.PHONE, Channel.COUNTER], Texts("fr"))
        assert [made in each.sentence for each in heard] == [True]
        assert states(desk) == [
            (Channel.PHONE, MessageState.WAITING),
            (Channel.COUNTER, MessageState.WAITING),
        ]
        panel = panel_of(window, "calls")
        assert "09:35" in panel.by_itself.text()
        assert Texts("fr")("Nobody knows yet.") in panel.by_itself.text()
        panel.card.buttons["reached"].click()
        panel = panel_of(window, "log")
        assert Texts("fr")("by itself") in panel.list.rows()[0].subtitle


def test_hours_are_set_and_the_next_round_is_said(window: MainWindow, desk: Desk) -> None:
    """What is no hour is named under its field; once it is kept one reads when they go."""
    window.sign_in(person(desk, IDS.supervisor))
    part = cast("PacePart", settings_of(window, "pace").messages.part())
    assert part.next.sentence() == ""
    part.who.bar.choose("itself")
    part.fields["tell_at"].edit.setText("noon")
    window.press("F12")
    assert part.fields["tell_at"].refusal()
    part.fields["tell_at"].edit.setText("16h, 11h30")
    window.press("F12")
    kept = desk.ask(houses.this_house)
    assert kept is not None
    assert (kept.tell_by_itself, kept.tell_at, kept.tell_at_closing) == (True, "11:30 16:00", False)
    assert "11:30" in part.next.sentence()
    # What is chosen and not saved does not happen yet.
    for who, says in (("key", False), ("itself", True)):
        part.who.bar.choose(who)
        part.who.bar.chosen.emit(who)
        assert bool(part.next.sentence()) is says
    part.fields["tell_at"].edit.setText("20:00")
    window.press("F12")
    assert "11:30" not in part.next.sentence()


def settings_of(window: MainWindow, part: str) -> SettingsScreen:
    """Open a part of the settings of the messages."""
    screen = cast("SettingsScreen", window.open_screen("settings", card="messages"))
    screen.messages.open_part(part)
    background.wait()
    QApplication.processEvents()
    return screen


def test_a_server_is_set_up_and_its_password_is_in_no_file(desk: Desk) -> None:
    """What is wrong is said under its field; the password is asked again after a start where there is no keyring."""
    with at_work(desk, IDS.supervisor, Settings()) as window:
        _set_up(window)


def _set_up(window: MainWindow) -> None:
    part = cast("MailboxPart", settings_of(window, "mailbox").messages.part())
    # Before a password is typed one reads how long it is kept.
    assert part.where.sentence()
    part.fields["host"].edit.insert("smtp.exemple.org")
    part.fields["port"].edit.clear()
    window.press("F12")
    assert part.fields["port"].refusal()
    part.security.bar.chosen.emit("starttls")
    window.press("F12")
    assert part.fields["address"].refusal()
    part.fields["address"].edit.insert("darwin@exemple.org")
    part.fields["account"].edit.insert("darwin")
    part.password.edit.insert("s3cret")
    window.press("F12")
    background.wait()
    QApplication.processEvents()
    kept = window.settings.mailbox
    assert kept == MailboxSetup("smtp.exemple.org", 587, "starttls", "darwin", "darwin@exemple.org", "")
    assert "s3cret" not in repr(window.settings)
    assert window.at_work.post.safe().get(safe.mailbox_name(kept)) == "s3cret"
    assert Safe().get(safe.mailbox_name(kept)) == ""
    assert part.password.text() == ""
    assert part.where.sentence()
    part.outcome.say("The test was taken.", "check")
    part.fields["host"].edit.clear()
    window.press("F12")
    assert part.outcome.sentence() == ""


def test_a_key_in_the_description_goes_into_the_keyring(desk: Desk) -> None:
    """An older file holds one: it is shown to nobody; saved, it is in no file, and one that was typed neither."""
    older = SmsSetup(url="https://sms.exemple.org/send", body="to={to}&text={text}&token=0ld")
    with at_work(desk, IDS.supervisor, Settings(sms=older)) as window:
        part = cast("SmsPart", settings_of(window, "sms").messages.part())
        assert "0ld" not in part.content.toPlainText()
        assert part.sealed.sentence()
        part.headers.setPlainText("X-Sender: Darwin")
        window.press("F12")
        background.wait()
        QApplication.processEvents()
        kept, safely = window.settings.sms, window.at_work.post.safe()
        assert (kept.body, kept.headers) == ("to={to}&text={text}&token={key}", "X-Sender: Darwin")
        assert safely.get(safe.gateway_name(kept)) == "0ld"
        assert part.sealed.sentence() == ""
        part.headers.setPlainText("X-Secret: typ3d")
        part.password.edit.setText("n3w")
        window.press("F12")
        background.wait()
        QApplication.processEvents()
        assert part.headers.toPlainText() == "X-Secret: {secret}"
        assert [safely.get(safe.gateway_name(kept, word)) for word in ("key", "secret")] == ["n3w", "typ3d"]
        assert not {"0ld", "typ3d", "n3w"} & set(repr(window.settings).replace("'", " ").split())


def test_words_are_checked_while_they_are_typed_and_kept_by_a_supervisor(
    window: MainWindow, desk: Desk
) -> None:
    """A word in braces that stands for nothing is named; the example shows what the person reads."""
    window.sign_in(person(desk, IDS.supervisor))
    part = cast("TextsPart", settings_of(window, "texts").messages.part())
    part.text.setPlainText("Bonjour {nom}")
    assert "{nom}" in part.refusal.text()
    part.text.setPlainText("Bonjour {name}, {count}.")
    assert "Claire Dupont" in part.seen.toPlainText()
    window.press("F12")
    own = desk.ask(message_texts.own)
    assert own[Stage.FIRST, Channel.EMAIL, "fr"].body == "Bonjour {name}, {count}."
    part.back.click()
    window.press("F12")
    assert desk.ask(message_texts.own) == {}
