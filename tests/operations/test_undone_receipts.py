"""What was noted by mistake is told from what was handed back, wherever it is shown."""

from concierge_desk.desk import Desk
from concierge_desk.models import Deed, MailKind
from concierge_desk.operations import corrections, finding, history, search
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.mailroom import Mailroom


def undo_last(counter: Counter) -> None:
    """Take the last deed back."""
    uid = counter.desk.ask(lambda session: session.query(Deed).order_by(Deed.at.desc(), Deed.uid).first())
    assert uid is not None
    counter.desk.do(corrections.undo, uid=uid.uid, **counter.by())


def told(desk: Desk, item_id: int) -> list[bool]:
    """Tell whether each place says that an item was noted by mistake."""
    (hit,) = [each for each in desk.ask(search.find, words="dupont") if each.kind == "item"]
    return [
        desk.ask(history.trail, item_id=item_id).by_mistake,
        desk.ask(finding.items, words="dupont")[0].by_mistake,
        desk.ask(history.requests_of, customer_id=IDS.claire)[0].by_mistake,
        hit.by_mistake,
    ]


def test_a_letter_noted_by_mistake_was_not_handed_back(desk: Desk) -> None:
    """Its arrival was undone: every place says so."""
    room = Mailroom(desk)
    letter = room.mail(MailKind.LETTER)
    assert told(desk, letter) == [False] * 4
    undo_last(room)
    assert told(desk, letter) == [True] * 4


def test_a_dropoff_noted_by_mistake_is_told_likewise(counter: Counter, make: Make) -> None:
    """Clothes and mail are told in one way."""
    make.deposit(IDS.shirt)
    undo_last(counter)
    assert told(counter.desk, 1) == [True] * 4


def test_what_was_handed_over_was_no_mistake(counter: Counter, make: Make) -> None:
    """It is with its owner, because it was given to them."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    counter.hand_over(1)
    assert told(counter.desk, 1) == [False] * 4
