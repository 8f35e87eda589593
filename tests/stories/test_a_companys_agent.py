"""A company's registered letter goes to one of its people: by keyboard alone and by scanner alone, in any size.

Every name is long, so that those who may collect stand in several rows at the largest text.
"""

from collections.abc import Iterator
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from sqlalchemy.orm import Session

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models import Collector, Handback, Holder, Identity, MailKind, Scope, Signed
from concierge_desk.models.identity import Shown
from concierge_desk.models.saying import Saying
from concierge_desk.operations import customers
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.handback import HandBack
from concierge_desk.ui.tour_hands import Hands
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.toast import Toast
from tests.make import IDS
from tests.operations.mailroom import Mailroom
from tests.ui.opening import person
from tests.ui.screens.day import assert_clean, item

LETTER = "RK123456785FR"
COMPANY = "Société coopérative d’intérêt collectif des Maraîchers de la Rive droite"
AGENTS = (
    "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency",
    "Jean-Baptiste",
    "Maximilienne Traoré-Müller, service du courrier, bâtiment C",
)
"""The second may have things only; the third is the one who comes."""
_looks = partial(pytest.mark.parametrize, "hands", indirect=True, ids=lambda look: f"{look[0]}-{look[1]}")


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail, and a company with three people, two of whom may have its registered mail."""
    made = Mailroom(desk)
    made.ids["company"] = desk.do(customers.register, name=COMPANY, is_company=True, at=desk.clock.now()).id
    desk.do(_authorise, made.ids["company"])
    return made


def _authorise(session: Session, company_id: int) -> None:
    for name in AGENTS:
        scopes = [Scope.ITEMS] if name == AGENTS[1] else [Scope.MAIL, Scope.REGISTERED]
        session.add(Collector(customer_id=company_id, name=name, scopes=[each.value for each in scopes]))


@pytest.fixture
def hands(request: pytest.FixtureRequest, room: Mailroom, window: MainWindow) -> Iterator[Hands]:
    """Hands at the window in a size of text and a language."""
    percent, language = request.param
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    staff = person(room.desk, IDS.concierge)
    staff.language = language
    window.sign_in(staff)
    window.activateWindow()
    theme.apply(application, theme.LIGHT, percent)
    yield Hands(window)
    theme.apply(application)


def _chip(screen: HandBack, name: str) -> Button:
    return next(each for each in screen.collect.findChildren(Button) if each.words() == name)


def assert_seen(hands: Hands, control: QWidget, *, at_the_end: bool = False) -> None:
    """It stands whole inside what its page shows of itself, and nothing that is said lies over it for long.

    At the end of the page nothing can be scrolled any further.
    """
    frame = control.parentWidget()
    while frame is not None and not isinstance(frame, QScrollArea):
        frame = frame.parentWidget()
    assert isinstance(frame, QScrollArea)
    port = frame.viewport()
    (toast,) = control.window().findChildren(Toast)
    was_hidden = toast.isHidden()

    def is_clear() -> bool:
        """Tell whether the bar, which makes room for what has the focus, has done so; to vanish is not enough."""
        over = QRect(toast.mapTo(control.window(), QPoint(0, 0)), toast.size())
        mine = QRect(control.mapTo(control.window(), QPoint(0, 0)), control.size())
        return was_hidden or (toast.isVisible() and not over.intersects(mine))

    if not at_the_end:
        hands.until(is_clear, f"{control.accessibleName()} is clear of what is said")
    at = QRect(control.mapTo(port, QPoint(0, 0)), control.size())
    assert port.rect().contains(at), (control.accessibleName(), at, port.rect())


def assert_given(room: Mailroom, letter: int, document: Identity) -> None:
    """The letter is with the third agent, who showed a document and signs on paper."""
    handback = room.desk.ask(lambda session: session.query(Handback).one())
    assert (handback.collector_name, handback.shown) == (AGENTS[2], Shown(document))
    assert handback.signing.how is Signed.PAPER
    assert item(room.desk, letter).holder is Holder.CUSTOMER
    assert_clean(room.desk)


@_looks(argvalues=[(100, "fr"), (200, "en")])
def test_by_keyboard_alone(hands: Hands, room: Mailroom, said: list[Notice]) -> None:
    """Name, line, F12 says to choose somebody and leads there; Right reaches who comes, in whichever row."""
    letter = room.mail(MailKind.REGISTERED, LETTER, room.ids["company"])
    window = cast("MainWindow", hands.window)
    hands.press("F3")
    hands.type("rive")
    hands.press("Return")
    screen = cast("HandBack", window.current_screen())
    hands.press("Space", "F12")
    assert said[-1].sentence == screen.collect.rule.hint.sentence()
    assert _chip(screen, COMPANY).hasFocus()
    assert_seen(hands, _chip(screen, COMPANY))
    hands.press("Right")
    assert _chip(screen, AGENTS[0]).isChecked()
    hands.press("Right")
    agent = _chip(screen, AGENTS[2])
    assert agent.isChecked()
    assert agent.hasFocus()
    assert_seen(hands, agent)
    hands.press("F12")
    first = screen.collect.rule.chips[Identity.IDENTITY_CARD]
    assert first.hasFocus()
    assert_seen(hands, first)
    hands.press("Tab", "Space")
    assert_seen(hands, screen.collect.rule.chips[Identity.PASSPORT])
    hands.reach(screen.collect.signing.paper)
    assert_seen(hands, screen.collect.signing.paper)
    hands.press("P")
    hands.reach(screen.collect.button)
    assert_seen(hands, screen.collect.button, at_the_end=True)
    hands.press("F12")
    assert_given(room, letter, Identity.PASSPORT)


@_looks(argvalues=[(100, "en"), (200, "fr")])
def test_by_scanner_alone(hands: Hands, room: Mailroom) -> None:
    """The label of the pigeonhole, the letter, and the codes beside the shelf: the next person, a document."""
    letter = room.mail(MailKind.REGISTERED, LETTER, room.ids["company"])
    window = cast("MainWindow", hands.window)
    window.open_screen("handback")
    hands.scan(codes.write(codes.CodeKind.CUSTOMER, room.ids["company"]))
    screen = cast("HandBack", window.current_screen())
    assert COMPANY in screen.head.title.text()
    hands.scan(LETTER)
    for name in (AGENTS[0], AGENTS[2], AGENTS[0], AGENTS[2]):
        hands.scan(Saying.NEXT_PERSON.code)
        assert _chip(screen, name).isChecked()
    for word in (Saying.IDENTITY_CARD, Saying.ON_PAPER, Saying.HAND_OVER):
        hands.scan(word.code)
    hands.until(lambda: item(room.desk, letter).holder is Holder.CUSTOMER, "The letter is handed over")
    assert_given(room, letter, Identity.IDENTITY_CARD)
