"""Every screen, empty and full, with ordinary and very long names: for the pictures, and for the test of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from concierge_desk import keyboards, moments
from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS
from concierge_desk.desk import Desk
from concierge_desk.models import (
    Article,
    Customer,
    Holder,
    House,
    HouseKind,
    Item,
    Offer,
    Provider,
    PurchasePrice,
    Request,
    Service,
    Staff,
    Status,
)
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    customers,
    deeds,
    example,
    expectations,
    handins,
    houses,
    shifts,
    visits,
)
from concierge_desk.operations.scanner_check import End, Heard
from concierge_desk.texts import LANGUAGE_NAMES
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.widgets.button import Button
from tests.ui import mail_scenes
from tests.ui.screens.day import SIGNED, item_code, shelf_code

if TYPE_CHECKING:
    from concierge_desk.ui.dialogs.manifests import ManifestsDialog
    from concierge_desk.ui.dialogs.scanner_check import ScannerCheck
    from concierge_desk.ui.screens.dropoff import DropOff
    from concierge_desk.ui.screens.handback import HandBack
    from concierge_desk.ui.screens.supervise import Supervise
    from concierge_desk.ui.screens.supervise_roll_call import RollCallPanel
    from concierge_desk.ui.screens.visits import Visits

NOW = moments.moment(date(2026, 11, 23), time(12, 41))
LONG = "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency épouse Traoré-Müllers"
LONG_WORD = "Conciergerie" + "solidaire" * 7 + "Darwi"


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to look at: its name, and what brings it on."""

    name: str
    show: Callable[[MainWindow], object]
    needs: str = "full"


def empty(path: Path) -> None:
    """Make a desk on which nothing has happened: nobody, nothing, no provider."""
    desk = Desk(Store(path), SetClock(NOW))
    desk.do(
        houses.open_house, name="Conciergerie Darwin", kind=HouseKind.THIRD_PLACE, language="fr",
        supervisor="Aminata", pin="2580",
    )  # fmt: skip
    desk.close()


def full(path: Path, *, long_names: bool = False) -> None:
    """Make a busy desk; with very long names every name that is shown has 80 characters."""
    clock = SetClock(NOW)
    desk = Desk(Store(path), clock)
    desk.do(example.furnish, at=NOW)
    if long_names:
        desk.do(_lengthen)
    clock.at = NOW - timedelta(days=7)
    _receive(desk, 1, *["shirt"] * 3, "suit_2", "alteration")
    _receive(desk, 2, "shirt", "shirt")
    _receive(desk, 1, "heels_women")
    for provider in (1, 2):
        _visit(desk, provider)
    clock.at = NOW - timedelta(days=4)
    _visit(desk, 1, bring=5)
    clock.at = NOW - timedelta(hours=2)
    _receive(desk, 1, "shirt", "shirt", "dress")
    _receive(desk, 3, "coat", "jacket")
    _forget(desk, clock)
    mail_scenes.bring(desk, clock)
    desk.do(
        customers.authorise, customer_id=1, name=LONG if long_names else "Paul Dupont",
        until_on=date(2026, 12, 31), identity_seen=True,
    )  # fmt: skip
    mail_scenes.go_on(desk)
    desk.close()


def _forget(desk: Desk, clock: SetClock) -> None:
    """Let things be ready that nobody fetches, for months and for more than a year, and a word be left for others."""
    for customer_id, key, days in ((2, "coat", 400), (3, "jacket", 120), (3, "dress", 45)):
        clock.at = NOW - timedelta(days=days)
        item_id = desk.ask(lambda session: session.query(Item).count()) + 1
        _receive(desk, customer_id, key)
        here: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "shelf_id": 8}
        desk.do(corrections.correct, item_id=item_id, reason="Prêt", **here, **_by(clock, 1))
    clock.at = NOW - timedelta(hours=20)
    desk.do(shifts.leave_note, text="La clé du coffre est dans le tiroir du bas.", **_by(clock, 2))
    clock.at = NOW


def _by(clock: SetClock, staff_id: int) -> dict[str, Any]:
    return {"at": clock.now(), "staff_id": staff_id, "deed_uid": deeds.new_uid()}


def _lengthen(session: Session) -> None:
    for each in (
        *session.query(House),
        *session.query(Staff),
        *session.query(Provider),
        *session.query(Customer),
    ):
        each.name = LONG
    for customer in session.query(Customer).filter(Customer.id == 1):
        customer.company, customer.place, customer.note = LONG, LONG_WORD, LONG
    for article in session.query(Article):
        article.names = dict.fromkeys(article.names, LONG)


def _receive(desk: Desk, customer_id: int, *keys: str) -> Request:
    articles = desk.ask(lambda session: {each.key: each.id for each in session.query(Article)})
    pieces = [handins.Piece(articles.get(key, next(iter(articles.values())))) for key in keys]
    pieces[0] = handins.Piece(pieces[0].article_id, conditions=("stain",))
    at = desk.clock.now()
    return desk.do(
        handins.receive, customer_id=customer_id, pieces=pieces, at=at, staff_id=2, deed_uid=deeds.new_uid()
    )


def _visit(desk: Desk, provider_id: int, bring: int = 0) -> None:
    at = desk.clock.now()
    opened = desk.do(visits.prepare, provider_id=provider_id, planned_at=at, at=at, staff_id=2)
    sheet = desk.ask(expectations.sheet, provider_id=provider_id, at=at)
    desk.do(
        visits.close,
        visit_id=opened.id,
        taken=[row.item_id for row in sheet.out],
        brought=[visits.Brought(row.item_id, shelf_id=8) for row in sheet.back[:bring]],
        driver="Yann Le Goff",
        signature=SIGNED,
        at=at,
        staff_id=2,
        deed_uid=deeds.new_uid(),
    )


def _dropoff(window: MainWindow) -> None:
    screen = cast("DropOff", window.open_screen("dropoff"))
    screen.go_back()


def _counting(window: MainWindow) -> None:
    screen = cast("DropOff", window.open_screen("dropoff", customer_id=1))
    service = screen.counter.board.service()
    for article in service.articles[:3] if service is not None else []:
        screen.counter.add(article.id)
    screen.counter.piece.toggle_chip(0)


def _details(window: MainWindow) -> None:
    _counting(window)
    cast("DropOff", window.current_screen()).counter.piece.show_details()


def _choosing(window: MainWindow) -> None:
    window.desk.do(_offer_more)
    _counting(window)
    counter = cast("DropOff", window.current_screen()).counter
    counter.ask_who()
    counter.choice.rows.step(1)


def _offer_more(session: Session) -> None:
    """Let two more providers do the first service, the second of them with prices of its own."""
    service = session.query(Service).order_by(Service.position).limit(1).one()
    others = session.query(Provider).filter(Provider.id != service.provider_id).order_by(Provider.id).limit(2)
    for provider in others:
        session.merge(Offer(provider_id=provider.id, service_id=service.id, work_days=provider.id))
    for article in session.query(Article).filter(Article.service_id == service.id):
        session.merge(PurchasePrice(provider_id=others[0].id, article_id=article.id, price=Money(310)))


def _handback(window: MainWindow) -> None:
    screen = cast("HandBack", window.open_screen("handback"))
    screen.things.forget()
    screen.collect.pad.clear()
    screen.go_back()


def _serving(window: MainWindow) -> None:
    screen = cast("HandBack", window.open_screen("handback", customer_id=1))
    for item_id in (1, 2, 3):
        screen.take_scan(item_code(item_id))
    screen.collect.resume({"who": "other", "strokes": SIGNED})


def _visits(window: MainWindow) -> None:
    screen = window.open_screen("visits")
    screen.go_back()


def _visiting(window: MainWindow) -> None:
    screen = cast("Visits", window.open_screen("visits", provider_id=1))
    leaving = list(screen.leaving.rows)
    for item_id in leaving[:-1]:
        screen.take_scan(item_code(item_id))
    screen.take_scan(shelf_code(8))
    for item_id in list(screen.back.rows)[:1]:
        screen.take_scan(item_code(item_id))
    screen.take_scan(item_code(9))
    screen.signing.driver.setText("Yann Le Goff")


def _roll_call(window: MainWindow) -> "RollCallPanel":
    screen = window.open_screen("supervise", panel="roll_call")
    panel = cast("RollCallPanel", cast("Supervise", screen).panel())
    while panel.go_back():
        pass
    return panel


def _going_round(window: MainWindow) -> "RollCallPanel":
    panel = _roll_call(window)
    panel.go_on()
    panel.round.open_shelf(8)
    # Left over from the visits: 1 is ready on this shelf, 11 is at the counter, 6 is with its provider.
    for code in (item_code(1), item_code(11), item_code(6), "REF-7781"):
        panel.take_scan(code)
    return panel


def _closing_roll_call(window: MainWindow) -> None:
    _going_round(window).main_action()


def _roll_call_record(window: MainWindow) -> None:
    panel = _going_round(window)
    panel.main_action()
    panel.main_action()


def _scanner(window: MainWindow) -> "ScannerCheck":
    window.context.go("scanner")
    shown = QApplication.activeModalWidget()
    return cast("ScannerCheck", shown)


def _scanner_wrong(window: MainWindow) -> None:
    _scanner(window).hear(Heard(keyboards.arriving(f"SHOP-{TEST_DIGITS}", "us>fr")))


def _scanner_unknown(window: MainWindow) -> None:
    _scanner(window).hear(Heard("<0123>" * 10))


def _scanner_nothing(window: MainWindow) -> None:
    dialog = _scanner(window)
    for sent in (TEST_DIGITS, TEST_LETTERS):
        dialog.hear(Heard(sent))
    dialog.nothing.click()
    dialog.sheet.click()


def _scanner_works(window: MainWindow) -> None:
    dialog = _scanner(window)
    for sent in (TEST_DIGITS, TEST_LETTERS, TEST_DIGITS):
        dialog.hear(Heard(f"]Q1{sent}", ended_by=End.NOTHING))


def _manifests(window: MainWindow) -> None:
    window.context.go("manifests")
    dialog = cast("ManifestsDialog", QApplication.activeModalWidget())
    while not dialog.is_drawn():
        background.wait()
        QApplication.processEvents()


def _pin(window: MainWindow) -> None:
    window.lock()
    assert window.cover is not None
    window.cover.choose(1)


def _closing_an_incident(window: MainWindow) -> None:
    window.open_screen("supervise", panel="incidents").main_action()


def _opens(key: str, **what: object) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        window.open_screen(key, **what)

    return show


SCENES = (
    Scene("today", _opens("today")),
    Scene("today-empty", _opens("today"), "empty"),
    Scene("dropoff", _dropoff),
    Scene("dropoff-empty", _dropoff, "empty"),
    Scene("dropoff-counting", _counting),
    Scene("dropoff-details", _details),
    Scene("dropoff-choosing", _choosing),
    Scene("handback", _handback),
    Scene("handback-empty", _handback, "empty"),
    Scene("handback-customer", _serving),
    Scene("visits", _visits),
    Scene("visits-empty", _visits, "empty"),
    Scene("visit", _visiting),
    Scene("customers", _opens("customers")),
    Scene("customers-empty", _opens("customers"), "empty"),
    Scene("customer-card", _opens("customers", customer_id=1)),
    Scene("customer-procuration", _opens("customers", customer_id=1, procuration=True)),
    Scene("items", _opens("items")),
    Scene("items-empty", _opens("items"), "empty"),
    Scene("item-trail", _opens("items", item_id=1)),
    Scene("items-incidents", _opens("items", incidents=True)),
    Scene("supervise", _opens("supervise", panel="day")),
    Scene("supervise-empty", _opens("supervise", panel="day"), "empty"),
    Scene("supervise-incidents", _opens("supervise", panel="incidents")),
    Scene("supervise-incidents-empty", _opens("supervise", panel="incidents"), "empty"),
    Scene("supervise-incident-closing", _closing_an_incident),
    Scene("supervise-unclaimed", _opens("supervise", panel="unclaimed")),
    Scene("supervise-unclaimed-empty", _opens("supervise", panel="unclaimed"), "empty"),
    Scene("roll-call", _roll_call),
    Scene("roll-call-empty", _roll_call, "empty"),
    Scene("roll-call-open", _going_round),
    Scene("roll-call-closing", _closing_roll_call),
    Scene("roll-call-record", _roll_call_record),
    Scene("settings", _opens("settings", card="providers")),
    Scene("settings-empty", _opens("settings", card="providers"), "empty"),
    Scene("settings-people", _opens("settings", card="people")),
    Scene("settings-messages", _opens("settings", card="messages")),
    Scene("settings-house", _opens("settings", card="house")),
    Scene("settings-printers", _opens("settings", card="printers")),
    Scene("settings-counter", _opens("settings", card="counter")),
    *(Scene(*each) for each in mail_scenes.SHOWN),
    Scene("printers", lambda window: window.context.go("printers")),
    Scene("manifests", _manifests),
    Scene("manifests-empty", lambda window: window.context.go("manifests"), "empty"),
    Scene("scanner", _scanner),
    Scene("scanner-wrong", _scanner_wrong),
    Scene("scanner-unknown", _scanner_unknown),
    Scene("scanner-nothing", _scanner_nothing),
    Scene("scanner-works", _scanner_works),
    Scene("keys", lambda window: window.press("F1")),
    Scene("lock", lambda window: window.lock()),
    Scene("pin", _pin),
)
"""`lock` and `pin` come last: they cover the window."""


def close_dialogs() -> None:
    """Close what a scene has opened before the window."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
        QApplication.processEvents()


def speak(window: MainWindow, language: str) -> None:
    """Let the first run ask in a language."""
    page = window.first_run
    assert page is not None
    name = LANGUAGE_NAMES[language]
    next(each for each in page.findChildren(Button) if each.words() == name).click()
    QApplication.processEvents()
