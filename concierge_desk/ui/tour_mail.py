"""The mail on the tour: what the postman brings, whose it is, who is told, who signs for it, and what goes back."""

from datetime import date, time
from functools import partial
from typing import TypeVar

from concierge_desk import codes
from concierge_desk.models.identity import Identity
from concierge_desk.ui.screens.handback import HandBack
from concierge_desk.ui.screens.mail import Mail
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.screens.mail_carrier import CarrierPanel
from concierge_desk.ui.screens.mail_deadlines import DeadlinesPanel
from concierge_desk.ui.screens.mail_messages import MessagesPanel
from concierge_desk.ui.screens.mail_recipients import RecipientsPanel
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.tour_hands import OffTheRoad
from concierge_desk.ui.tour_road import Road

P = TypeVar("P", bound=Panel)

_LA_POSTE = "1"
_ARRIVALS, _RECIPIENTS, _DEADLINES, _CARRIER, _MESSAGES = (f"Alt+{number}" for number in (1, 2, 3, 5, 6))
_REGISTERED, _REFUSED, _PARCEL = "RK123456785FR", "6Q01929938641", "CC737873589FR"
"""Numbers whose last digit fits, as La Poste and the postal union make it."""
_NADIA = "nadia"
_NUMBERED = ((_REGISTERED, _NADIA), (_REFUSED, "zoé"), (_PARCEL, "claire"))


def morning(road: Road, day: date) -> None:
    """Write the postman's delivery down, settle the one piece nobody knew, and tell people."""
    _arrivals(road, day)
    _settle(road, day)
    _tell(road, day)


def hand_over(road: Road, day: date) -> None:
    """Give a registered letter to its addressee, against a document and a signature."""
    t, hands = road.texts, road.hands
    road.at(day, time(17, 40))
    hands.press("F3")
    hands.scan(_REGISTERED)
    collect = road.screen(HandBack).collect
    hands.reach(collect.rule.chips[Identity.IDENTITY_CARD])
    hands.press("Space")
    hands.sign(collect.pad)
    road.stop(
        "registered", t("A registered letter: which document was seen, and a signature. No copy of it.")
    )
    hands.press("F12")
    road.done("Nadia Bensalem")
    road.printed()


def going_back(road: Road, day: date) -> None:
    """Send a parcel back that is not wanted, and let the carrier take it."""
    t, hands = road.texts, road.hands
    road.at(day, time(17, 22))
    panel = _open(road, _DEADLINES, DeadlinesPanel)
    hands.scan(_REFUSED)
    hands.until(lambda: bool(panel.in_hand()), "the parcel is ticked")
    hands.reach(road.control("Non réclamé"))
    hands.press("Right")
    road.stop(
        "deadlines", t("Deadlines: what goes back and when. This parcel is not wanted, so it goes now.")
    )
    hands.press("F12")
    road.printed()
    road.at(day, time(17, 24))
    leaving = _open(road, _CARRIER, CarrierPanel)
    hands.press(_LA_POSTE)
    hands.scan(_REFUSED)
    pads = leaving.page.signing.pads
    hands.reach(pads.driver)
    hands.type("Léa Roy")
    hands.sign(pads.pad)
    road.stop("carrier", t("The postman takes the parcel back, and signs for it."))
    hands.press("F12")
    road.done("La Poste")
    road.printed()
    hands.press("Esc")


def _arrivals(road: Road, day: date) -> None:
    t, hands = road.texts, road.hands
    road.at(day, time(9, 40))
    panel = _open(road, _ARRIVALS, ArrivalsPanel)
    hands.press(_LA_POSTE)
    claire = panel.people.found("claire", 1).people[0].customer_id or 0
    hands.scan(codes.write(codes.CodeKind.CUSTOMER, claire))
    hands.until(lambda: _last(panel) == "", "a letter is written down by the label of a pigeonhole")
    for answer in (*(f"{name}\r" for name in ("hugo", _NADIA)), "M. Ptit, compta?"):
        hands.type(answer)
    for number, name in _NUMBERED:
        hands.scan(number)
        hands.until(partial(_is_last, panel, number), "the parcel is written down")
        hands.type(f"{name}\r")
    road.stop(
        "mail",
        t("The morning mail: the label of a pigeonhole or a few letters of a name; a scan for each parcel."),
    )
    hands.press("F12")
    road.done("La Poste")
    road.printed()


def _last(panel: ArrivalsPanel) -> str | None:
    """Tell the number of the last piece that is written down; None while there is none."""
    return panel.form.pieces[-1].number if panel.form is not None and panel.form.pieces else None


def _is_last(panel: ArrivalsPanel, number: str) -> bool:
    return _last(panel) == number


def _settle(road: Road, day: date) -> None:
    t, hands = road.texts, road.hands
    road.at(day, time(9, 48))
    panel = _open(road, _RECIPIENTS, RecipientsPanel)
    hands.reach(panel.who.field.edit)
    hands.type("hugo")
    road.stop("whose", t("One letter had a name nobody knew: it waits here until it has its person."))
    hands.press("Return")
    road.done("Hugo Petit")


def _tell(road: Road, day: date) -> None:
    t, hands = road.texts, road.hands
    road.at(day, time(9, 52))
    _open(road, _MESSAGES, MessagesPanel)
    road.stop("messages", t("One message a day for each person, with all that waits for them."))
    hands.press("F12", "Esc")


def _open(road: Road, key: str, kind: type[P]) -> P:
    """Come to a matter of the mail. Raises OffTheRoad when it is another one."""
    road.hands.press("F5", key)
    shown = road.screen(Mail).panel()
    if not isinstance(shown, kind):
        raise OffTheRoad(f"{kind.__name__} is not shown")
    return shown
