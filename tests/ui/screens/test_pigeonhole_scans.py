"""The label of a pigeonhole in the window: it says whose the mail is, and who is meant everywhere else."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.desk import Desk
from concierge_desk.models import MailItem, MailKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import carriers, customers, mail_intake, mail_reading
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel
from concierge_desk.ui.screens.scanned_again import AGAIN, ScannedAgain
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, MONDAY_MORNING
from tests.operations.counter import Counter
from tests.ui.mail_scenes import PARCELS
from tests.ui.screens.day import assert_clean

if TYPE_CHECKING:
    from concierge_desk.ui.screens.customers import Customers
    from concierge_desk.ui.screens.dropoff import DropOff
    from concierge_desk.ui.screens.handback import HandBack
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_outgoing import OutgoingPanel

CLAIRE, MOHAMED = (codes.write(CodeKind.CUSTOMER, each) for each in (IDS.claire, IDS.mohamed))
OF_DHL = "8487135506"
"""Its check digit fits our codes as well; nobody here has it."""


@pytest.fixture
def panel(window: MainWindow) -> ArrivalsPanel:
    """The arrivals, with La Poste here."""
    window.activateWindow()
    screen = cast("Mail", window.open_screen("mail", panel="arrivals"))
    found = cast("ArrivalsPanel", screen.panel())
    found.use_carrier(1)
    return found


def _written(panel: ArrivalsPanel) -> list[tuple[str, str, str]]:
    assert panel.form is not None
    return [
        (piece.kind.value, piece.number[-4:], piece.who.name if piece.who else "")
        for piece in panel.form.pieces
    ]


def test_a_label_is_a_letter_and_once_more_is_another(
    panel: ArrivalsPanel, window: MainWindow, clock: SetClock, said: list[Notice]
) -> None:
    """Held before a scanner or bouncing it counts once, and that is said; after a moment it is one more."""
    for code in (CLAIRE, CLAIRE, MOHAMED):
        window.scan(code)
    letters = [("letter", "", "Claire Dupont"), ("letter", "", "Mohamed Traoré")]
    assert _written(panel) == letters
    assert "Claire Dupont" in said[-1].sentence
    clock.forward(AGAIN)
    window.scan(MOHAMED)
    assert _written(panel) == [*letters, letters[1]]
    assert panel.take_back()
    assert _written(panel) == letters


def test_a_label_answers_for_the_parcel_and_makes_none_of_its_own(
    panel: ArrivalsPanel, window: MainWindow, clock: SetClock, said: list[Notice]
) -> None:
    """Parcel and label, two scans; letters typed before the label are dropped; a second label needs a parcel."""
    window.scan(PARCELS[0])
    hands = Hands(window)
    hands.type("mo")
    hands.settle()
    assert panel.page.entry.who.typed() == "mo"
    window.scan(CLAIRE)
    window.scan(CLAIRE)
    number = _written(panel)[0][1]
    assert _written(panel) == [("parcel", number, "Claire Dupont")]
    assert not panel.page.entry.who.typed()
    clock.forward(timedelta(seconds=5))
    panel.use_carrier(_key(panel, "dhl"))
    for _ in range(2):
        window.scan(MOHAMED)
        assert "Mohamed Traoré" in said[-1].sentence
        assert said[-1].warning
    assert len(_written(panel)) == 1
    assert "1" in panel.page.entry.hint.text()
    panel.main_action()
    assert panel.page.entry.hint.text() in panel.page.asked.text()
    window.scan(OF_DHL)
    window.scan(MOHAMED)
    assert _written(panel)[1] == ("parcel", OF_DHL[-4:], "Mohamed Traoré")
    assert panel.writing.oddities() == ""


def test_labels_after_a_parcel_of_the_same_carrier_are_letters(
    panel: ArrivalsPanel, window: MainWindow
) -> None:
    """A parcel was scanned first and began for its own carrier: with La Poste chosen, letters follow.

    Where the kind is a parcel by hand they are letters too, for who is here brings letters.
    """
    panel.writing.end()
    panel.use_carrier(_key(panel, "colissimo"))
    for code in (PARCELS[0], MOHAMED):
        window.scan(code)
    panel.use_carrier(_key(panel, "la_poste"))
    window.scan(CLAIRE)
    assert panel.form is not None
    panel.form.use_kind(MailKind.PARCEL)
    window.scan(MOHAMED)
    assert [(kind, who) for kind, _, who in _written(panel)[1:]] == [
        ("letter", "Claire Dupont"),
        ("letter", "Mohamed Traoré"),
    ]


def test_a_label_of_nobody_is_no_parcel(panel: ArrivalsPanel, window: MainWindow, said: list[Notice]) -> None:
    """La Poste writes no such numbers; the next label is not for it either. Typed by hand it is the same."""
    nobodys = codes.write(CodeKind.CUSTOMER, 99)
    window.scan(nobodys)
    assert nobodys in said[-1].sentence
    hands = Hands(window)
    hands.type(nobodys + "\r")
    hands.settle()
    assert _written(panel) == []
    panel.writing.end()
    panel.go_back()
    window.scan(nobodys)
    assert panel.form is None
    assert nobodys in said[-1].sentence


@pytest.mark.parametrize(
    ("scanned", "kind"),
    [("6A12345678901", "parcel"), ("1Z999AA10123456785", "parcel"), ("3017620422004", "letter")],
)
def test_a_misread_number_says_its_kind_by_its_shape(
    panel: ArrivalsPanel, window: MainWindow, scanned: str, kind: str
) -> None:
    """Its last digit does not fit and is to be compared; digits alone say nothing then."""
    window.scan(scanned)
    assert [each for each, _, _ in _written(panel)] == [kind]


def _key(panel: ArrivalsPanel, carrier: str) -> int:
    return next(each.id for each in panel.context.desk.ask(carriers.every) if each.key == carrier)


def test_of_two_parcels_that_wait_the_last_is_answered_first_and_only_by_a_label_of_its_own(
    panel: ArrivalsPanel, window: MainWindow
) -> None:
    """A bouncing scanner does not answer for the one below it."""
    for code in (PARCELS[0], PARCELS[1], CLAIRE, CLAIRE):
        window.scan(code)
    assert [who for _, _, who in _written(panel)] == ["", "Claire Dupont"]
    window.scan(MOHAMED)
    assert [who for _, _, who in _written(panel)] == ["Mohamed Traoré", "Claire Dupont"]


def test_a_label_corrects_the_line_that_is_looked_at(panel: ArrivalsPanel, window: MainWindow) -> None:
    """Look at it, and scan the right label."""
    window.scan(CLAIRE)
    panel.page.list.looked_at.emit(0)
    window.scan(MOHAMED)
    assert _written(panel) == [("letter", "", "Mohamed Traoré")]


def test_whoever_was_erased_is_said_and_nothing_is_written_down(
    panel: ArrivalsPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """The label still hangs there; a misread one is no parcel either."""
    gone = desk.do(customers.register, name="Nadia Bensalem", at=desk.clock.now())
    desk.do(customers.erase, customer_id=gone.id, at=desk.clock.now(), staff_id=IDS.supervisor)
    window.scan(gone.code)
    assert said[-1].warning
    window.scan(CLAIRE[:9] + str((int(CLAIRE[9]) + 1) % 10))
    assert _written(panel) == []


def test_the_first_label_begins_the_delivery(window: MainWindow, desk: Desk) -> None:
    """Before anybody has said who brings it: the first carrier, who can be corrected; nothing is in the store."""
    screen = cast("Mail", window.open_screen("mail", panel="arrivals"))
    window.scan(CLAIRE)
    panel = cast("ArrivalsPanel", screen.panel())
    assert _written(panel) == [("letter", "", "Claire Dupont")]
    assert desk.ask(lambda session: session.query(MailItem).count()) == 0


def test_a_label_settles_the_marked_piece_once(window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """The next piece comes, and a second reading of the same label does not settle it."""
    pieces = [Arrival(MailKind.LETTER, addressee=each) for each in ("A", "B")]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    window.open_screen("mail", panel="recipients")
    hands = Hands(window)

    def owners() -> list[str]:
        return [row.owner for row in desk.ask(mail_reading.rows, item_ids=(1, 2)) if row.settled]

    window.scan(CLAIRE)
    hands.until(lambda: owners() == ["Claire Dupont"], "the marked piece is settled")
    window.scan(CLAIRE)
    hands.settle()
    assert owners() == ["Claire Dupont"]
    clock.forward(AGAIN)
    window.scan(CLAIRE)
    hands.until(lambda: owners() == ["Claire Dupont"] * 2, "the other piece too")
    assert_clean(desk)


def test_a_label_says_who_leaves_mail(window: MainWindow, said: list[Notice]) -> None:
    """Before anything is written; what is begun for somebody else is not given to another."""
    screen = cast("Mail", window.open_screen("mail", panel="outgoing"))
    panel = cast("OutgoingPanel", screen.panel())
    window.scan(CLAIRE)
    window.scan(MOHAMED)
    assert panel.form is not None
    assert panel.form.customer_id == IDS.mohamed
    panel.fields.addressee.edit.setText("Mairie")
    window.scan(CLAIRE)
    assert panel.form.customer_id == IDS.mohamed
    assert "F12" in said[-1].sentence


def test_a_label_says_who_is_at_the_counter(window: MainWindow, desk: Desk, said: list[Notice]) -> None:
    """Anywhere it opens the customer; a drop-off and a hand-back begin with them."""
    window.activateWindow()
    window.open_screen("today")
    window.scan(CLAIRE)
    shown = cast("Customers", window.current_screen())
    assert shown.in_hand() == {"customer_id": IDS.claire}
    window.open_screen("dropoff")
    window.scan(MOHAMED)
    dropoff = cast("DropOff", window.current_screen())
    hands = Hands(window)
    hands.type("1")
    hands.until(lambda: bool(dropoff.counter.form.pieces), "a piece is counted")
    assert dropoff.counter.form.customer_id == IDS.mohamed
    window.scan(CLAIRE)
    assert dropoff.counter.form.customer_id == IDS.mohamed
    assert "F12" in said[-1].sentence
    window.open_screen("handback")
    window.scan(CLAIRE)
    assert cast("HandBack", window.current_screen()).in_hand()["customer_id"] == IDS.claire


def test_a_repeat_is_the_same_label_again_at_once() -> None:
    """Another one between, or a moment, makes it new; a clock that is set back does not make it old."""
    clock = SetClock(MONDAY_MORNING)
    again = ScannedAgain(clock)
    assert [again.is_repeated(code) for code in ("a", "a", "b", "a", "a")] == [
        False,
        True,
        False,
        False,
        True,
    ]
    for _ in range(3):
        clock.forward(AGAIN / 2)
        assert again.is_repeated("a")
    clock.forward(AGAIN)
    assert not again.is_repeated("a")
    clock.forward(-AGAIN)
    assert not again.is_repeated("a")
