"""Labels of bags, shelves and people: gathered from the store, and read from afar."""

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Paper, PrintJob, Role, Staff
from concierge_desk.operations import shelving
from concierge_desk.print import documents
from concierge_desk.print.documents import badges, bag_label, pigeonhole_labels, shelf_labels
from concierge_desk.print.papers import LABEL_50, LABEL_57
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.print import looking, samples
from tests.print.samples import built


def test_a_bag_says_its_ticket_and_what_is_in_it(desk: Desk, make: Make) -> None:
    """Ticket, owner, count, every service, and the last day that was promised."""
    request = make.deposit(make.ids.suit, make.ids.resole)
    content = desk.ask(bag_label.gather, request_id=request.id)
    assert (content.number, content.code, content.owner, content.pieces) == (
        request.number, request.code, "Claire Dupont", 3,
    )  # fmt: skip
    words = samples.text(built(Paper.BAG_LABEL, content=content))[0]
    for expected in (request.number, "C. Dupont", "3 pièces", "Pressing, Cordonnerie"):
        assert expected in words.replace("\u00a0", " "), expected
    with pytest.raises(NotFound):
        desk.ask(bag_label.gather, request_id=999)


def test_shelves_are_those_that_are_asked_for_or_all_in_use(desk: Desk) -> None:
    """Without a choice every shelf in use has its label, in their order."""
    desk.do(shelving.add_shelf, name="C9")
    everything = desk.ask(shelf_labels.gather)
    assert [shelf.name for shelf in everything.shelves] == ["A1", "B4", "C9"]
    (one,) = desk.ask(shelf_labels.gather, shelf_ids=[2]).shelves
    assert one.name == "B4"
    with pytest.raises(NotFound):
        desk.ask(shelf_labels.gather, shelf_ids=[999])


def test_the_name_of_a_shelf_is_the_largest_thing_on_its_label() -> None:
    """It is read across the room: more than seven millimetres high."""
    name = next(words for words in looking.words_on(built(Paper.SHELF_LABELS))[0] if words.said == "A1")
    assert name.top - name.bottom > 7


def test_a_long_name_of_a_shelf_stands_on_two_lines() -> None:
    """Two lines are read from further away than one that is half as high."""
    page = samples.text(built(Paper.SHELF_LABELS))[2]
    lines = {words.said for words in looking.words_on(built(Paper.SHELF_LABELS))[2]}
    assert "Penderie du fond" in page
    assert {"Penderie", "du fond"} <= lines


def _leave(session: Session, *, staff_id: int) -> None:
    session.get_one(Staff, staff_id).active = False


def test_badges_are_for_those_who_work_here(desk: Desk) -> None:
    """Name, role and house stand on a badge; who has left gets none unless asked for."""
    desk.do(_leave, staff_id=2)
    content = desk.ask(badges.gather)
    assert [(person.name, person.role) for person in content.people] == [("Aminata", Role.SUPERVISOR)]
    assert desk.ask(badges.gather, staff_ids=[2]).people[0].name == "Samir"
    words = samples.text(built(Paper.BADGES, content=content))[0]
    for expected in ("Aminata", "responsable", "Conciergerie Darwin"):
        assert expected in words, expected


def test_a_pigeonhole_says_whose_it_is(desk: Desk) -> None:
    """In the order that was asked for; who was erased, and nobody, have no label."""
    content = desk.ask(pigeonhole_labels.gather, customer_ids=[IDS.mohamed, 999, IDS.claire])
    assert [hole.name for hole in content.holes] == ["Mohamed Traoré", "Claire Dupont"]
    with pytest.raises(NotFound):
        desk.ask(pigeonhole_labels.gather, customer_ids=[])
    words = samples.text(built(Paper.PIGEONHOLE_LABELS))[0]
    for expected in ("Claire Dupont", "Ateliers Darwin", "bât. C", "8 0000 0001"):
        assert expected in words.replace("\u00a0", " "), expected


def test_a_job_names_its_shelves_and_people(desk: Desk) -> None:
    """What the queue holds is what is printed."""
    for paper, ids, count in ((Paper.SHELF_LABELS, [2], 1), (Paper.BADGES, [1, 2], 2), (Paper.BADGES, [], 2)):
        job = PrintJob(paper=paper, language="fr", subject_ids=ids, item_ids=[], copy=1)
        assert documents.labels_on(paper, desk.ask(documents.gather, job=job)) == count


def test_a_long_house_and_a_long_name_stand_whole_on_a_badge() -> None:
    """A name takes two lines, and a house smaller letters, before either is cut."""
    person = badges.Person("Jean-Baptiste de La Rochefoucauld", Role.CONCIERGE, "5000000024")
    content = badges.Badges("Conciergerie Ateliers Darwin Écosystème", (person,))
    words = " ".join(samples.text(badges.build(content, Texts("fr"), LABEL_57)))
    assert "…" not in words
    assert "Rochefoucauld" in words
    assert content.house in words


def test_a_long_company_stands_whole_on_a_pigeonhole() -> None:
    """It takes the line of the place where there is none."""
    name = "Société coopérative des ateliers de la Garonne"
    hole = pigeonhole_labels.Pigeonhole("Claire Dupont", name, "", "8000000015")
    content = pigeonhole_labels.PigeonholeLabels((hole,))
    words = " ".join(samples.text(pigeonhole_labels.build(content, Texts("fr"), LABEL_50)))
    assert "…" not in words
    assert "Garonne" in words
