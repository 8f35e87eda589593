"""The mail screen, empty and full: what is brought to the busy desk, and what is shown of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Customer, MailKind, Payer, Settled
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    deeds,
    handbacks,
    mail_intake,
    mail_reading,
    mail_returns,
    messages,
    outgoing,
    posting,
    shelving,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.ui.main_window import MainWindow
from tests.ui.screens.day import item_code

if TYPE_CHECKING:
    from concierge_desk.ui.screens.handback import HandBack
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
    from concierge_desk.ui.screens.mail_carrier import CarrierPanel
    from concierge_desk.ui.screens.mail_outgoing import OutgoingPanel
    from concierge_desk.ui.screens.settings import SettingsScreen
    from concierge_desk.ui.screens.setup_card import SetupCard
    from concierge_desk.ui.screens.setup_mail_carriers import CarriersPart
    from concierge_desk.ui.screens.setup_mail_rules import RulesPart
    from concierge_desk.ui.screens.setup_messages_pace import PacePart

PARCELS = ("6Q01929938641", "8L01234567895", "CC737873589FR", "008182709980000020033350276C")
"""Numbers whose check digit fits: two of Colissimo's own, one of the postal union, one of DPD."""
REGISTERED = "RB123456785GB"
LATE = "RB987654322FR"
MISREAD = "6Q01929938640"
BESIDE = "RB456789012FR"
GIVEN = "RB567890121FR"
_LA_POSTE = 1
_DRESSED, _OTHER = 1, 2
"""Somebody of the example whose clothes are ready."""
_WRITTEN = ("Mme Duppont Claire", "Compta, M. Lefevre", "")


def bring(desk: Desk, clock: SetClock) -> None:
    """Let the postman come twice: some mail is not settled, two pieces go back to their senders, two should."""
    now = clock.at
    ids = desk.ask(lambda session: [each.id for each in session.query(Customer).order_by(Customer.id)])
    person, other = ids[-2], ids[-1]
    shelf = desk.ask(shelving.shelves)[-1].id
    clock.at = now - timedelta(days=17)
    _receive(desk, Arrival(MailKind.REGISTERED, LATE, customer_id=person, shelf_id=shelf))
    clock.at = now - timedelta(days=16)
    _receive(
        desk,
        Arrival(MailKind.REGISTERED, REGISTERED, customer_id=person, shelf_id=shelf),
        Arrival(MailKind.PARCEL, PARCELS[1], customer_id=other),
        Arrival(MailKind.REGISTERED, "RB234567894FR", customer_id=other, shelf_id=shelf),
        Arrival(MailKind.REGISTERED, "RB345678903FR", addressee=_WRITTEN[0]),
    )
    clock.at = now - timedelta(hours=3)
    unsettled = [
        Arrival(MailKind.LETTER, addressee=words, candidates=tuple(ids[:2]), shelf_id=shelf)
        for words in _WRITTEN
    ]
    _receive(desk, *unsettled, *[Arrival(MailKind.LETTER, customer_id=person)] * 3)
    going = [desk.ask(mail_reading.by_number, number=number)[0] for number in (REGISTERED, PARCELS[1])]
    desk.do(
        mail_returns.send_back, item_ids=going, reason="Délai dépassé", at=now, staff_id=2, deed_uid=deeds.new_uid()
    )  # fmt: skip
    clock.at = now


def go_on(desk: Desk) -> None:
    """Let mail wait beside somebody's clothes, some be left to be sent, and messages go wrong."""
    _receive(
        desk,
        Arrival(MailKind.REGISTERED, BESIDE, customer_id=_DRESSED),
        Arrival(MailKind.PARCEL, "6A01234567897", customer_id=_DRESSED),
    )
    _send_on_account(desk)
    _give(desk)
    _leave(desk)
    _tell(desk)


def _give(desk: Desk) -> None:
    """Let somebody else sign for a registered letter on paper."""
    _receive(desk, Arrival(MailKind.REGISTERED, GIVEN, customer_id=_OTHER))
    given = desk.ask(mail_reading.by_number, number=GIVEN)
    desk.do(
        handbacks.hand_over,
        customer_id=_OTHER, item_ids=given[:1], signature=[], settled=Settled.NOTHING, identity_kind="passport",
        on_paper=True, at=desk.clock.now(), staff_id=2, deed_uid=deeds.new_uid(),
    )  # fmt: skip  # who takes what, then how and when


def _leave(desk: Desk) -> None:
    """Let the same person leave mail to be sent: one piece is complete, two still need something."""
    pieces = (
        Outgoing(MailKind.LETTER, "Mairie de Bordeaux", _LA_POSTE, weight_g=20, franking=Money(139)),
        Outgoing(MailKind.REGISTERED, "Cabinet Lavergne, 12 rue des Faures", _LA_POSTE, weight_g=50),
        Outgoing(MailKind.PARCEL, "Inès Garcia", _LA_POSTE, number="8R20524752032", own_label=True),
    )
    at, uid = desk.clock.now(), deeds.new_uid()
    desk.do(
        outgoing.leave, customer_id=_DRESSED, payer=Payer.CUSTOMER, pieces=pieces, at=at, staff_id=2, deed_uid=uid
    )  # fmt: skip


def _send_on_account(desk: Desk) -> None:
    """Let a company's letters leave with the postman."""
    pieces = [
        Outgoing(MailKind.LETTER, "Tribunal de commerce de Bordeaux", _LA_POSTE, franking=Money(139)),
        Outgoing(MailKind.LETTER, "Chambre des métiers et de l’artisanat", _LA_POSTE),
    ]
    what: dict[str, Any] = {"customer_id": _DRESSED, "payer": Payer.ACCOUNT, "pieces": pieces}
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 2}
    left = desk.do(outgoing.leave, **what, deed_uid=deeds.new_uid(), **by)
    ids = [each.mail.item_id for each in desk.ask(outgoing.waiting) if each.mail.ticket == left.number]
    desk.do(carrier_visits.take, carrier_id=_LA_POSTE, item_ids=ids, deed_uid=deeds.new_uid(), **by)


def _tell(desk: Desk) -> None:
    """Let messages be made: the first is refused by its gateway, of the second nobody knows whether it went."""
    at, telling = desk.clock.now(), Telling()
    desk.do(messages.plan, at=at, staff_id=2, telling=telling, round_key="11:30")
    due = [each for way in (Channel.SMS, Channel.EMAIL) for each in desk.ask(posting.due, channel=way, at=at)]
    ends = (
        (posting.mark_failed, "Refusé : numéro inconnu."),
        (posting.mark_doubtful, "La passerelle n’a pas dit si le message est parti."),
    )
    for message_id, (end, problem) in zip(due, ends, strict=False):
        desk.do(posting.take, message_id=message_id, at=at, telling=telling)
        desk.do(end, message_id=message_id, problem=problem)


def _receive(desk: Desk, *pieces: Arrival) -> None:
    at, uid = desk.clock.now(), deeds.new_uid()
    desk.do(mail_intake.receive, carrier_id=_LA_POSTE, pieces=pieces, at=at, staff_id=2, deed_uid=uid)


def _arrivals(window: MainWindow) -> "ArrivalsPanel":
    screen = cast("Mail", window.open_screen("mail", panel="arrivals"))
    panel = cast("ArrivalsPanel", screen.panel())
    while panel.form is not None and panel.writing.take_back():
        pass
    while panel.form is not None:
        panel.go_back()
    return panel


def _writing(window: MainWindow) -> None:
    panel = _arrivals(window)
    panel.use_carrier(_LA_POSTE)
    known = panel.people.found("c", 9).people
    for who in known[:4]:
        panel.writing.answer(who)
    for number in (PARCELS[2], PARCELS[3], MISREAD):
        panel.take_scan(number)
    panel.page.counts.changed.emit({"letter": 5, "parcel": 3})
    panel.page.entry.who.field.edit.setText("c")
    panel.page.entry.who.look_up()


def _carrier(window: MainWindow) -> None:
    screen = cast("Mail", window.open_screen("mail", panel="carrier", carrier_id=_LA_POSTE))
    panel = cast("CarrierPanel", screen.panel())
    panel.take_scan(REGISTERED)
    panel.main_action()


def _left(window: MainWindow) -> None:
    panel = _outgoing(window)
    panel.begin(_DRESSED)
    panel.take_scan("CB123456785FR")
    panel.add()
    panel.fields.addressee.set_text("Mairie de Bordeaux, service de l’état civil")


def _put_right(window: MainWindow) -> None:
    panel = _outgoing(window)
    panel.mend(max(each.mail.item_id for each in window.context.desk.ask(outgoing.waiting)))
    panel.fields.use_kind(MailKind.REGISTERED)


def _owed(window: MainWindow) -> None:
    panel = _outgoing(window)
    panel.waiting.tabs.choose("accounts")
    panel.waiting.tabs.chosen.emit("accounts")
    panel.waiting.accounts.list.choose_current()


def _outgoing(window: MainWindow) -> "OutgoingPanel":
    screen = cast("Mail", window.open_screen("mail", panel="outgoing"))
    return cast("OutgoingPanel", screen.panel())


def _brand(window: MainWindow) -> None:
    _writing(window)
    panel = cast("ArrivalsPanel", cast("Mail", window.open_screen("mail", panel="arrivals")).panel())
    panel.writing.go_back()
    panel.take_scan("6A00000000017")


def _settings(window: MainWindow, key: str) -> "SetupCard":
    screen = cast("SettingsScreen", window.open_screen("settings", card="mail"))
    screen.mail.tabs.choose(key)
    screen.mail.tabs.chosen.emit(key)
    return screen.mail.part()


def _rules(window: MainWindow) -> None:
    cast("RulesPart", _settings(window, "rules")).list.step(1)


def _carriers(window: MainWindow) -> None:
    cast("CarriersPart", _settings(window, "carriers")).list.chosen.emit(_LA_POSTE)


def _settings_of(part: str) -> Callable[[MainWindow], object]:
    """Look at a part of the settings of the messages; where one may choose that they go by themselves, one does."""

    def show(window: MainWindow) -> None:
        screen = cast("SettingsScreen", window.open_screen("settings", card="messages"))
        screen.messages.open_part(part)
        if part == "pace":
            pace = cast("PacePart", screen.messages.part())
            pace.who.bar.choose("itself")
            pace.who.chosen.emit("itself")

    return show


def _serving(window: MainWindow) -> None:
    screen = cast("HandBack", window.open_screen("handback", customer_id=_DRESSED))
    screen.take_scan(item_code(1))
    screen.take_scan(BESIDE)


def _on_paper(window: MainWindow) -> None:
    _serving(window)
    screen = cast("HandBack", window.current_screen())
    screen.collect.resume({"document": "passport", "on_paper": True})
    screen.collect.signing.paper.setFocus()


def _opens(panel: str, **what: object) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        window.open_screen("mail", panel=panel, **what)

    return show


SHOWN: tuple[tuple[str, Callable[[MainWindow], object], str], ...] = (
    ("mail-arrivals-empty", _arrivals, "empty"),
    ("mail-arrivals", _writing, "full"),
    ("mail-recipients", _opens("recipients"), "full"),
    ("mail-recipients-empty", _opens("recipients"), "empty"),
    ("mail-carrier-empty", _opens("carrier"), "empty"),
    ("mail-carrier", _carrier, "full"),
    ("mail-deadlines", _opens("deadlines"), "full"),
    ("mail-deadlines-empty", _opens("deadlines"), "empty"),
    ("mail-outgoing", _opens("outgoing"), "full"),
    ("mail-outgoing-left", _left, "full"),
    ("mail-outgoing-put-right", _put_right, "full"),
    ("mail-outgoing-owed", _owed, "full"),
    ("mail-outgoing-empty", _opens("outgoing"), "empty"),
    ("mail-messages", _opens("messages", tab="due"), "full"),
    ("mail-messages-calls", _opens("messages", tab="calls"), "full"),
    ("mail-messages-slips", _opens("messages", tab="slips"), "full"),
    ("mail-messages-sent", _opens("messages", tab="log"), "full"),
    ("mail-outbox", _opens("messages", tab="outbox"), "full"),
    ("mail-messages-empty", _opens("messages"), "empty"),
    ("mail-registers", _opens("registers", period="today"), "full"),
    ("mail-registers-month", _opens("registers", period="month"), "full"),
    ("mail-registers-given", _opens("registers", book="register", period="today"), "full"),
    ("mail-registers-empty", _opens("registers"), "empty"),
    ("handback-mail", _serving, "full"),
    ("mail-arrivals-brand", _brand, "full"),
    ("settings-messages-sms", _settings_of("sms"), "full"),
    ("settings-messages-pace", _settings_of("pace"), "full"),
    ("settings-messages-texts", _settings_of("texts"), "full"),
    ("handback-on-paper", _on_paper, "full"),
    ("settings-mail-rules", _rules, "full"),
    ("settings-mail-carriers", _carriers, "full"),
)
"""The name of each scene, what brings it on, and the desk it needs."""
