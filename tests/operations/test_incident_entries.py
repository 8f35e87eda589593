"""Following an incident: whatever is added stays, with who added it and when."""

from datetime import date, timedelta
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import func, select

from concierge_desk.errors import DeskError, NoteMissing, NotFound
from concierge_desk.models import Deed, EntryKind, Incident, IncidentEntry, IncidentKind, Photo
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, deeds, incident_entries, incidents, photos, verification
from concierge_desk.operations.photos import MOST_BYTES, NotAPhoto, Picture
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter

STAIN = Picture("col.jpg", b"\xff\xd8\xff" + b"col" * 10 + b"\xff\xd9")


@pytest.fixture
def incident(counter: Counter, make: Make, clock: SetClock) -> int:
    """A lost button of a piece at the desk, noticed a minute ago."""
    make.deposit(IDS.shirt)
    said: dict[str, Any] = {"kind": IncidentKind.DAMAGED, "item_id": 1, "note": "Bouton perdu"}
    made = counter.desk.do(incidents.open_incident, **said, **counter.by())
    clock.forward(timedelta(minutes=1))
    return made.id


def _entries(counter: Counter, incident: int) -> list[incident_entries.EntryRow]:
    return counter.desk.ask(incident_entries.of_incident, incident_id=incident)


def test_everything_added_is_kept_in_its_order(counter: Counter, incident: int, clock: SetClock) -> None:
    """A note, a photo, another owner and a next step, each with its moment and person."""
    do, by = counter.desk.do, counter.by
    do(incident_entries.add_note, incident_id=incident, note=" Vue avec  elle ", **by())
    clock.forward(timedelta(hours=1))
    do(incident_entries.add_photo, incident_id=incident, picture=STAIN, **by())
    do(incident_entries.give_to, incident_id=incident, owner_id=IDS.supervisor, **by())
    step: dict[str, Any] = {"step": "Appeler", "on": date(2026, 11, 25)}
    do(incident_entries.plan_step, incident_id=incident, **step, **by(staff_id=IDS.supervisor))
    found = _entries(counter, incident)
    assert [(each.kind, each.text, each.owner, each.next_on, each.staff) for each in found] == [
        (EntryKind.NOTE, "Vue avec elle", "", None, "Samir"),
        (EntryKind.PHOTO, "", "", None, "Samir"),
        (EntryKind.OWNER, "", "Aminata", None, "Samir"),
        (EntryKind.NEXT_STEP, "Appeler", "", date(2026, 11, 25), "Aminata"),
    ]
    assert found[1].at - found[0].at == timedelta(hours=1)
    row = counter.desk.ask(incidents.one, incident_id=incident)
    assert (row.followed_by, row.next_step, row.next_on) == ("Aminata", "Appeler", date(2026, 11, 25))
    assert counter.desk.ask(photos.photo, photo_id=found[1].photo_id or 0).content == STAIN.content
    assert [each.name for each in counter.desk.ask(incident_entries.photos_of, incident_id=incident)] == [
        "col.jpg"
    ]
    assert counter.desk.ask(verification.verify).fault is None


def test_a_step_that_is_done_leaves_no_day_behind(counter: Counter, incident: int) -> None:
    """Without words nothing is planned any more, and what was planned is still told."""
    for step in ("Appeler", " "):
        said: dict[str, Any] = {"step": step, "on": date(2026, 11, 25)}
        counter.desk.do(incident_entries.plan_step, incident_id=incident, **said, **counter.by())
    row = counter.desk.ask(incidents.one, incident_id=incident)
    assert (row.next_step, row.next_on) == ("", None)
    assert [each.text for each in _entries(counter, incident)] == ["Appeler", ""]


@pytest.mark.parametrize("deed", ["add_note", "add_photo", "give_to", "plan_step"])
def test_each_is_done_exactly_once(counter: Counter, incident: int, deed: str) -> None:
    """The same deed done again adds nothing, and answers with what it added."""
    said: dict[str, dict[str, Any]] = {
        "add_note": {"note": "Vu"},
        "add_photo": {"picture": STAIN},
        "give_to": {"owner_id": IDS.supervisor},
        "plan_step": {"step": "Appeler", "on": None},
    }
    by = counter.by(deed_uid=deeds.new_uid())
    made = {
        counter.desk.do(getattr(incident_entries, deed), incident_id=incident, **said[deed], **by).id
        for _ in range(3)
    }
    assert made == {each.entry_id for each in _entries(counter, incident)}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("deed", "said", "refusal"),
    [
        ("add_note", {"note": "  "}, NoteMissing),
        ("add_note", {"note": "Vu", "incident_id": 99}, NotFound),
        ("give_to", {"owner_id": 99}, NotFound),
        ("add_photo", {"picture": Picture("a.pdf", b"%PDF-1.7")}, NotAPhoto),
        ("add_photo", {"picture": Picture("a.jpg", b"")}, NotAPhoto),
        (
            "add_photo",
            {"picture": Picture("a.jpg", b"\xff\xd8\xff" + bytes(MOST_BYTES) + b"\xff\xd9")},
            NotAPhoto,
        ),
        ("plan_step", {"step": "x" * 200, "on": None}, DeskError),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    counter: Counter, incident: int, *, deed: str, said: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing is added, and the sentence is one in each language."""
    with pytest.raises(refusal) as refused:
        counter.desk.do(getattr(incident_entries, deed), **{"incident_id": incident} | said, **counter.by())
    assert all(refused.value.said(Texts(language)) for language in ("fr", "en"))
    assert _entries(counter, incident) == []
    assert counter.desk.ask(lambda session: session.scalar(select(func.count()).select_from(Photo))) == 0


def test_what_was_added_cannot_be_changed_or_taken_away(counter: Counter, incident: int) -> None:
    """The store itself refuses: entries are only ever added; the words alone may be wiped."""
    counter.desk.do(incident_entries.add_note, incident_id=incident, note="Vu", **counter.by())
    raw = sqlite.connect(str(counter.desk.store.location), isolation_level=None)
    for statement in (
        "UPDATE incident_entry SET text = 'Autre'",
        "UPDATE incident_entry SET text = '', at = at + 1",
        "UPDATE incident_entry SET staff_id = 1, text = ''",
        "DELETE FROM incident_entry",
    ):
        with pytest.raises(sqlite.IntegrityError, match="only ever added"):
            raw.execute(statement)
    raw.execute("UPDATE incident_entry SET text = ''")
    raw.close()


def test_a_person_who_is_erased_leaves_no_words_and_no_photo(
    counter: Counter, incident: int, clock: SetClock
) -> None:
    """What was written and photographed of their piece goes; who followed it and how it ended stay, and fit."""
    do, by = counter.desk.do, counter.by
    do(incident_entries.add_note, incident_id=incident, note="Claire rappelle", **by())
    do(incident_entries.add_photo, incident_id=incident, picture=STAIN, **by())
    step: dict[str, Any] = {"step": "Appeler Claire", "on": date(2026, 11, 25)}
    do(incident_entries.plan_step, incident_id=incident, **step, **by())
    ended: dict[str, Any] = {"outcome": incidents.BY_HAND[1], "reason": "Claire est contente"}
    supervisor: dict[str, Any] = {"staff_id": IDS.supervisor}
    do(incidents.close_incident, incident_id=incident, **ended, **by(**supervisor))
    counter.ready(1)
    counter.hand_over(1)
    do(customers.erase, customer_id=IDS.claire, at=clock.now(), staff_id=IDS.supervisor)
    row = counter.desk.ask(incidents.one, incident_id=incident)
    assert (row.note, row.reason, row.next_step, row.outcome) == ("", "", "", ended["outcome"])
    assert [(each.kind, each.text) for each in _entries(counter, incident)] == [
        (EntryKind.NOTE, ""),
        (EntryKind.PHOTO, ""),
        (EntryKind.NEXT_STEP, ""),
        (EntryKind.CLOSED, ""),
    ]
    assert counter.desk.ask(incident_entries.photos_of, incident_id=incident) == []
    assert counter.desk.ask(lambda session: session.get_one(Photo, 1).content) == b""
    assert counter.desk.ask(verification.verify).fault is None


def test_each_entry_has_its_deed(counter: Counter, incident: int) -> None:
    """What is added is a deed of its own, so that a lost answer is looked up and never added twice."""
    counter.desk.do(incident_entries.add_note, incident_id=incident, note="Vu", **counter.by())
    (made,) = counter.desk.ask(
        lambda session: session.scalars(select(Deed.made_id).where(Deed.kind == incident_entries.DEED)).all()
    )
    entry = counter.desk.ask(lambda session: session.get_one(IncidentEntry, made))
    assert (entry.text, entry.incident_id) == ("Vu", incident)
    assert counter.desk.ask(lambda session: session.get_one(Incident, incident).note) == "Bouton perdu"
