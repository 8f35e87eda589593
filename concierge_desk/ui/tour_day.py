"""What happens on the tour: a Monday and the Thursday after it at the example desk."""

from datetime import date, time

from PySide6.QtCore import Qt

from concierge_desk import moments
from concierge_desk.operations import expectations, handbacks, search, shelving, staffing
from concierge_desk.operations.expectations import VisitSheet
from concierge_desk.operations.procurations import Papers
from concierge_desk.ui import tour_mail
from concierge_desk.ui.screens.customers import Customers
from concierge_desk.ui.screens.dropoff import DropOff
from concierge_desk.ui.screens.first_run import FirstRun
from concierge_desk.ui.screens.handback import HandBack
from concierge_desk.ui.screens.items import Items
from concierge_desk.ui.screens.visit_pads import CONCIERGE
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_road import Road

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
_CLEANER, _COBBLER = "Pressing des Chartrons", "Cordonnerie Pas à Pas"
START = moments.moment(MONDAY, time(8, 15))
_PIN = "2580"


def go(road: Road) -> None:
    """Go the whole way. Raises OffTheRoad where the window does not follow."""
    _open(road)
    _sign_in(road)
    _drop_off_five_shirts(road)
    _drop_off_a_phone(road)
    _drop_off_shoes(road)
    _take_a_mistake_back(road)
    tour_mail.morning(road, MONDAY)
    _send_out(road)
    tour_mail.hand_over(road, MONDAY)
    _lock(road)
    tour_mail.going_back(road, THURSDAY)
    _take_back_in(road)
    _put_on_a_shelf(road)
    _authorise(road)
    _hand_back(road)
    _look_for_the_missing_one(road)
    _evening(road)


def _open(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(8, 15))
    if road.control("Français").focusPolicy() & Qt.FocusPolicy.TabFocus:
        road.press_control("Français")
    else:
        hands.reach(road.control("English"))
        hands.press("Left")
    page = road.window.first_run
    assert isinstance(page, FirstRun)  # noqa: S101  # a store without a house asks
    hands.reach(page.questions.house.edit)
    hands.type("Conciergerie Darwin")
    road.stop("first-run", t("A new desk asks four things, and offers an example to try."))
    road.press_control("Essayer un comptoir d’exemple")
    hands.until(lambda: not road.window.is_locked(), "the desk is open")
    road.stop("today-empty", t("The example desk is open: its providers come today, nothing is here yet."))


def _sign_in(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(8, 29))
    hands.press("Ctrl+L")
    road.stop("lock", t("The desk is locked: each person has a tile, a PIN and a badge."))
    hands.press("3")
    hands.settle()
    hands.type(_PIN)
    hands.press("Return")
    hands.until(lambda: not road.window.is_locked(), "the PIN opens the desk")


def _drop_off_five_shirts(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(8, 31))
    hands.press("F2")
    hands.type("claire")
    road.stop("customer", t("Drop-off: the first letters find Claire Dupont."))
    hands.press("Return", "1", "x", "5")
    hands.press("Alt+1")
    road.stop("five-shirts", t("Five shirts, a stain on one of them, and the day they will be ready."))
    hands.press("F12")
    road.done("26-000001")
    road.printed()
    road.stop("recorded", t("Recorded and printed: one ticket, one shop copy, five labels."))


def _drop_off_a_phone(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(8, 40))
    hands.press("F2")
    hands.type("nadia bensalem")
    hands.press("Return")
    hands.type("06 39 98 12 77")
    road.stop("new-customer", t("Nobody is called Nadia Bensalem yet: a name and a phone are enough."))
    hands.press("Return")
    hands.press("Ctrl+3")
    hands.press("1", "Alt+1")
    piece = road.screen(DropOff).counter.piece
    road.press_control("Détails…")
    for key, words in (("model", "Fairphone 4"), ("imei", "490154203237518"), ("ceiling", "120")):
        hands.reach(piece.field(key).edit)
        hands.type(words)
    road.stop(
        "phone", t("A phone on quote: its IMEI is checked, its ceiling agreed, its code never written.")
    )
    hands.press("F12")
    road.done("26-000002")
    road.printed()


def _drop_off_shoes(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(9, 5))
    hands.press("F2")
    hands.type("hugo petit")
    hands.settle()
    hands.press("Return", "Ctrl+2", "1", "F12")
    road.done("26-000003")
    road.printed()
    hands.press("Ctrl+K")
    hands.type("nadia 06")
    hands.settle()
    road.stop("search", t("The scan field finds anybody and anything by any of their words."))
    hands.press("Esc", "Esc")


def _take_a_mistake_back(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(9, 20))
    hands.press("F2")
    hands.type("zoé")
    hands.settle()
    hands.press("Return", "Ctrl+1", "1", "1", "F12")
    road.done("26-000004")
    hands.press("Ctrl+Z")
    road.stop("undo", t("One shirt too many: Ctrl Z takes the drop-off back, and it can be mended."))
    hands.press("Backspace")
    hands.press("F12")
    road.done("26-000005")
    road.printed()


def _send_out(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(MONDAY, time(13, 2))
    hands.press("F4")
    road.stop("visits", t("13:00: the providers of the day, in the order of their hours."))
    hands.press("Return")
    for row in _sheet(road, _CLEANER).out[:-1]:
        hands.scan(row.code)
    _drive(road, "Yann Le Goff")
    road.stop("visit-out", t("Each piece is scanned out; what stays here is said before the driver signs."))
    hands.reach(road.screen(Visits).leaving.list)
    hands.press("Shift+A")
    hands.settle()
    hands.press("F12")
    road.done(_CLEANER)
    road.at(MONDAY, time(15, 31))
    hands.press("Return")
    for row in _sheet(road, _COBBLER).out:
        hands.scan(row.code)
    _drive(road, "Awa Diop")
    hands.press("F12")
    road.done(_COBBLER)
    road.printed()
    road.stop("visit-closed", t("Two visits are closed, each with its manifest."))


def _lock(road: Road) -> None:
    t, hands = road.texts, road.hands
    hands.press("F2")
    hands.type("karim")
    hands.press("Return", "3")
    hands.press("Ctrl+L")
    road.at(THURSDAY, time(17, 20))
    supervisor = next(each for each in road.window.desk.ask(staffing.staff_on_duty) if each.is_supervisor)
    hands.scan(supervisor.badge)
    hands.until(lambda: not road.window.is_locked(), "the badge opens the desk")
    road.at(THURSDAY, time(17, 20))
    road.stop(
        "unlocked", t("Three days later a badge unlocks the desk; what was being entered is still there.")
    )
    hands.press("Esc")
    hands.press("Esc")


def _take_back_in(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(17, 26))
    hands.press("F4", "Return")
    visits = road.screen(Visits)
    *there, _missing = _shirts(road)
    hands.scan(next(each for each in road.window.desk.ask(shelving.shelves) if each.name == "B4").code)
    for shirt in there:
        hands.scan(shirt)
    hands.reach(visits.back.list)
    hands.press("D")
    hands.scan(_sheet(road, _COBBLER).back[0].code)
    for row in _sheet(road, _CLEANER).out:
        hands.scan(row.code)
    _drive(road, "Yann Le Goff")
    road.stop(
        "visit-back",
        t("Four shirts are back, one of them damaged; one is missing; the shoes are not theirs."),
    )
    hands.press("F12")
    road.done(_CLEANER)
    road.printed()
    hands.press("Esc")
    road.stop(
        "today", t("Nothing is forgotten: each incident has an age until somebody closes it with a reason.")
    )


def _put_on_a_shelf(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(17, 28))
    hands.press("F9")
    shoes = _of(road, "Hugo Petit")[0]
    hands.scan(shoes)
    trail = road.screen(Items).trail
    hands.reach(trail.shelves)
    while trail.shelves.currentText() != "C2":
        hands.press("Down")
    hands.reach(trail.shelve)
    hands.press("Space")
    hands.settle()
    road.stop("shelf", t("The shoes that came by mistake go to shelf C2; their trail tells it."))


def _authorise(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(17, 35))
    hands.press("F7")
    hands.type("claire")
    hands.press("Return")
    who = road.screen(Customers).person.collectors
    hands.reach(who.opener)
    hands.press("Space")
    hands.type("Paul Dupont")
    hands.reach(who.form.until.edit)
    hands.type("31/12/2026")
    hands.reach(who.form.paper_chips[Papers.OWN_IDENTITY])
    hands.press("Space")
    hands.reach(who.form.agree)
    hands.press("Return")
    hands.settle()
    road.stop("customer-card", t("Claire lets Paul collect for her until the end of the year."))


def _hand_back(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(17, 40))
    hands.press("F3")
    road.stop("who-comes", t("Hand-back: who comes? A ticket, a tag or a name."))
    for shirt in _shirts(road)[:3]:
        hands.scan(shirt)
    screen = road.screen(HandBack)
    hands.reach(road.control("Claire Dupont"))
    hands.press("Right")
    hands.reach(screen.collect.identity)
    hands.press("Space")
    hands.sign(screen.collect.pad)
    road.stop("hand-back", t("Paul takes three shirts and signs; one stays, one is still missing."))
    hands.press("F12")
    road.done("Paul Dupont")
    road.printed()


def _look_for_the_missing_one(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(17, 52))
    hands.press("F9")
    hands.scan(_shirts(road)[-1])
    hands.settle()
    road.stop(
        "trail", t("Where is the fifth shirt? Its trail says who has it, since when, on which manifest.")
    )


def _evening(road: Road) -> None:
    t, hands = road.texts, road.hands
    road.at(THURSDAY, time(18, 5))
    hands.press("Esc", "Esc", "Esc")
    hands.until(lambda: road.window.current_key() == "today", "Esc leads back to Today")
    hands.press("F1")
    hands.settle()
    road.stop("keys", t("F1 shows every key: all of this but the signatures was done without a mouse."))
    hands.press("Esc", "F10")
    hands.settle()
    road.stop("papers", t("F10 shows every paper, and how each printer is."))
    hands.press("Esc")
    road.stop("evening", t("Evening: what is here, what is late, whom to tell."))
    hands.press("Ctrl+L")


def _drive(road: Road, driver: str) -> None:
    signing = road.screen(Visits).signing
    road.hands.reach(signing.driver)
    road.hands.type(driver)
    road.hands.sign(signing.pad)
    signing.pads.choose(CONCIERGE)
    road.hands.settle()
    road.hands.sign(signing.pads.own_pad)


def _sheet(road: Road, provider: str) -> VisitSheet:
    """Read the labels of what a provider should take and bring."""
    at = road.clock.now()
    ask = road.window.desk.ask
    expected = [*ask(expectations.expected_today, at=at), *ask(expectations.not_expected_today, at=at)]
    provider_id = next(each.provider_id for each in expected if each.provider == provider)
    return ask(expectations.sheet, provider_id=provider_id, at=at)


def _of(road: Road, customer: str) -> list[str]:
    """Read the labels of a customer's things."""
    ask = road.window.desk.ask
    customer_id = ask(search.customers_matching, words=customer, limit=1)[0].id
    rows = ask(handbacks.everything_for, customer_id=customer_id).rows
    return [row.code for row in sorted(rows, key=lambda row: row.item_id)]


def _shirts(road: Road) -> list[str]:
    return _of(road, "Claire Dupont")
