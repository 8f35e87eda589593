"""The mail screen, empty and full: what is brought to the busy desk, and what is shown of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, MailKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, mail_intake, mail_reading, mail_returns, shelving
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
    from concierge_desk.ui.screens.mail_carrier import CarrierPanel
    from concierge_desk.ui.screens.settings import SettingsScreen
    from concierge_desk.ui.screens.setup_mail_rules import RulesPart

PARCELS = ("6Q01929938641", "8L01234567895", "CC737873589FR", "008182709980000020033350276C")
"""Numbers whose check digit fits: two of Colissimo's own, one of the postal union, one of DPD."""
REGISTERED = "RB123456785GB"
LATE = "RB987654322FR"
MISREAD = "6Q01929938640"
_LA_POSTE = 1
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
    known = panel.people.matching("c", 9)
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


def _rules(window: MainWindow) -> None:
    screen = cast("SettingsScreen", window.open_screen("settings", card="mail"))
    screen.mail.tabs.choose("rules")
    screen.mail.tabs.chosen.emit("rules")
    rules = cast("RulesPart", screen.mail.part())
    rules.list.choose_current()


def _opens(panel: str) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        window.open_screen("mail", panel=panel)

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
    ("mail-outgoing-empty", _opens("outgoing"), "empty"),
    ("mail-messages", _opens("messages"), "full"),
    ("mail-messages-empty", _opens("messages"), "empty"),
    ("mail-registers", _opens("registers"), "full"),
    ("mail-registers-empty", _opens("registers"), "empty"),
    ("settings-mail-rules", _rules, "full"),
)
"""The name of each scene, what brings it on, and the desk it needs."""
