"""Incidents are opened from anywhere, followed, and stay until a supervisor closes them with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from concierge_desk.errors import (
    BadAmount,
    CustodyRefused,
    DeskError,
    NotAllowed,
    NotFound,
    ReasonMissing,
)
from concierge_desk.models import (
    Deed,
    EntryKind,
    Holder,
    Incident,
    IncidentKind,
    IncidentOutcome,
    Status,
)
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    deeds,
    finding,
    incident_entries,
    incidents,
    rights,
    verification,
)
from concierge_desk.operations.incident_entries import IncidentClosed
from concierge_desk.operations.incidents import AlreadyOpen, CompensationMissing, StillAway, WordsMissing
from concierge_desk.operations.rights import Right, RightMissing
from concierge_desk.operations.visits import Brought
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter


@pytest.fixture
def missing(counter: Counter, make: Make, clock: SetClock) -> int:
    """A piece that is long overdue and did not come."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=20))
    counter.visit()
    (row,) = counter.desk.ask(incidents.open_incidents)
    clock.forward(timedelta(minutes=1))
    return row.incident_id


def close(counter: Counter, which: int, **others: Any) -> Incident:  # noqa: ANN401  # of the deed
    """Close an incident as a supervisor does."""
    said: dict[str, Any] = {"outcome": IncidentOutcome.PUT_RIGHT, "reason": "Vu avec le pressing"}
    by = counter.by(staff_id=IDS.supervisor)
    said["incident_id"] = which
    return counter.desk.do(incidents.close_incident, **said | by | others)


def test_an_open_incident_says_what_whose_and_who_follows_it(counter: Counter, missing: int) -> None:
    """A line of the list has all that is needed to ask for the piece."""
    (row,) = counter.desk.ask(incidents.open_incidents)
    assert (row.incident_id, row.kind, row.label, row.owner) == (
        missing,
        IncidentKind.MISSING,
        "Chemise",
        "Claire Dupont",
    )
    assert (row.provider, row.followed_by, row.short_tag) == ("Pressing des Chartrons", "Samir", "0000 0001")
    assert (row.ticket, row.opened_by, row.holder) == ("26-000001", "Samir", Holder.PROVIDER)


REFUSED = [
    ({"staff_id": IDS.concierge}, RightMissing),
    ({"staff_id": 99}, NotAllowed),
    ({"reason": "  "}, ReasonMissing),
    ({"incident_id": 99}, NotFound),
    ({"outcome": IncidentOutcome.UNDONE}, CustodyRefused),
    ({"outcome": IncidentOutcome.COMPENSATED}, CompensationMissing),
    ({"outcome": IncidentOutcome.COMPENSATED, "amount": Money(0)}, BadAmount),
    ({"outcome": IncidentOutcome.FOUND}, StillAway),
    ({"outcome": IncidentOutcome.FOUND, "staff_id": IDS.concierge}, StillAway),
]


@pytest.mark.parametrize(("said", "refusal"), REFUSED)
def test_only_a_supervisor_closes_it_and_says_how_and_why(
    counter: Counter, missing: int, *, said: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing that is missing disappears quietly; nobody is called to sign for what is refused anyway."""
    with pytest.raises(refusal) as refused:
        close(counter, missing, **said)
    assert type(refused.value) is refusal or refusal in {NotAllowed, BadAmount}
    assert all(refused.value.said(Texts(language)) for language in ("fr", "en"))
    assert [row.incident_id for row in counter.desk.ask(incidents.open_incidents)] == [missing]
    assert counter.desk.ask(incident_entries.of_incident, incident_id=missing) == []


def test_a_supervisor_lets_somebody_close_one_once(counter: Counter, make: Make, missing: int) -> None:
    """With a PIN at the counter a concierge closes this one, and not the next; the closing is theirs."""
    make.deposit(IDS.shirt)
    other = opened(counter, item_id=2).id
    at = counter.desk.clock.now()
    given = counter.desk.do(
        rights.authorise,
        right=Right.CLOSE_INCIDENT,
        key="this closing",
        by_id=IDS.supervisor,
        for_id=IDS.concierge,
        at=at,
    )
    mine = {"staff_id": IDS.concierge, "authorisation_id": given.id}
    with pytest.raises(RightMissing):
        close(counter, other, **mine)
    assert close(counter, missing, deed_uid="this closing", **mine).closed_by_id == IDS.concierge
    with pytest.raises(RightMissing):
        close(counter, other, **mine)


@pytest.mark.parametrize("outcome", [each for each in incidents.BY_HAND if each is not IncidentOutcome.FOUND])
def test_how_it_ended_is_kept(counter: Counter, missing: int, outcome: IncidentOutcome) -> None:
    """The outcome, the reason, who and when; an amount only where something was paid."""
    closed = close(counter, missing, outcome=outcome, reason="  Vu   ensemble ", amount=Money(1250))
    paid = Money(1250) if outcome is IncidentOutcome.COMPENSATED else None
    assert (closed.outcome, closed.reason, closed.amount) == (outcome, "Vu ensemble", paid)
    row = counter.desk.ask(incidents.one, incident_id=missing)
    assert (row.closed_at, row.closed_by, row.outcome) == (counter.desk.clock.now(), "Aminata", outcome)
    (entry,) = counter.desk.ask(incident_entries.of_incident, incident_id=missing)
    assert (entry.kind, entry.outcome, entry.amount, entry.staff) == (
        EntryKind.CLOSED,
        outcome,
        paid,
        "Aminata",
    )
    assert counter.desk.ask(verification.verify).fault is None


def test_a_closed_incident_is_closed_once_and_nothing_is_added_to_it(counter: Counter, missing: int) -> None:
    """Closed is closed: what was said stays; the same deed done again answers with it."""
    uid = deeds.new_uid()
    for _ in range(2):
        assert close(counter, missing, deed_uid=uid).id == missing
    with pytest.raises(IncidentClosed):
        close(counter, missing, reason="Autre chose")
    with pytest.raises(IncidentClosed):
        counter.desk.do(incident_entries.add_note, incident_id=missing, note="Tiens", **counter.by())
    assert counter.desk.ask(incidents.open_incidents) == []
    since = counter.desk.clock.now() - timedelta(days=90)
    assert [row.reason for row in counter.desk.ask(incidents.closed_since, since=since)] == [
        "Vu avec le pressing"
    ]
    later = counter.desk.clock.now() + timedelta(seconds=1)
    assert counter.desk.ask(incidents.closed_since, since=later) == []


def test_found_means_that_its_place_was_put_right(counter: Counter, missing: int) -> None:
    """Once it is at the desk in the book it can be closed as found, and the line asks for it by itself."""
    assert counter.desk.ask(incidents.one, incident_id=missing).suggested() is None
    counter.desk.do(
        corrections.correct, item_id=1, holder=Holder.DESK, status=Status.BACK, reason="Derrière",
        **counter.by(staff_id=IDS.supervisor),
    )  # fmt: skip
    row = counter.desk.ask(incidents.one, incident_id=missing)
    assert (row.suggested(), row.seen_at) == (IncidentOutcome.FOUND, counter.desk.clock.now())
    assert close(counter, missing, outcome=IncidentOutcome.FOUND).closed_at is not None


def test_what_came_back_stays_open_until_somebody_says_so(
    counter: Counter, missing: int, clock: SetClock
) -> None:
    """Nothing disappears by itself: the next visit brings it, and the incident says when."""
    counter.visit(brought=(Brought(1, shelf_id=IDS.b4),))
    back = clock.now()
    clock.forward(timedelta(days=2))
    (row,) = counter.desk.ask(incidents.open_incidents)
    assert (row.seen_at, row.suggested()) == (back, IncidentOutcome.FOUND)


def opened(counter: Counter, **others: Any) -> Incident:  # noqa: ANN401  # of the deed
    """Open an incident by hand."""
    said: dict[str, Any] = {"kind": IncidentKind.DISPUTED, "item_id": 1, "note": "Bouton perdu"}
    return counter.desk.do(incidents.open_incident, **said | counter.by() | others)


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_an_incident_is_opened_from_any_piece(counter: Counter, make: Make, kind: IncidentKind) -> None:
    """Who opens it follows it; its provider is the one who does the work; done again it is the same one."""
    make.deposit(IDS.shirt)
    uid = deeds.new_uid()
    made = {opened(counter, kind=kind, deed_uid=uid).id for _ in range(2)}
    (row,) = counter.desk.ask(incidents.open_incidents)
    assert made == {row.incident_id}
    assert (row.kind, row.note, row.followed_by) == (kind, "Bouton perdu", "Samir")
    assert row.provider == "Pressing des Chartrons"
    with pytest.raises(AlreadyOpen) as refused:
        opened(counter, kind=kind)
    assert "Chemise" in refused.value.said(Texts("fr"))
    assert counter.desk.ask(verification.verify).fault is None


def test_an_incident_can_begin_with_all_that_is_known(counter: Counter, make: Make) -> None:
    """Another owner and the next step are its first entries, by the same deed."""
    make.deposit(IDS.shirt)
    step: dict[str, Any] = {"next_step": "Appeler le pressing", "next_on": date(2026, 11, 25)}
    made = opened(counter, owner_id=IDS.supervisor, **step)
    entries = counter.desk.ask(incident_entries.of_incident, incident_id=made.id)
    assert [(each.kind, each.owner, each.text, each.next_on) for each in entries] == [
        (EntryKind.OWNER, "Aminata", "", None),
        (EntryKind.NEXT_STEP, "", "Appeler le pressing", date(2026, 11, 25)),
    ]
    assert counter.desk.ask(lambda session: session.scalar(select(func.count()).select_from(Deed))) == 2
    assert counter.desk.ask(verification.verify).fault is None


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"item_id": 99}, NotFound),
        ({"item_id": None, "note": " "}, WordsMissing),
        ({"owner_id": 99}, NotFound),
        ({"staff_id": 99}, RightMissing),
    ],
)
def test_an_incident_of_nothing_is_refused(
    counter: Counter, make: Make, *, said: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing is recorded of what is refused."""
    make.deposit(IDS.shirt)
    with pytest.raises(refusal):
        opened(counter, **said)
    assert counter.desk.ask(incidents.count_open) == 0


def test_an_incident_needs_no_piece(counter: Counter) -> None:
    """What is wrong with no piece of ours, such as a provider's word, is followed all the same."""
    opened(counter, item_id=None, note="La porte est restée ouverte")
    (row,) = counter.desk.ask(incidents.open_incidents)
    assert (row.item_id, row.note, row.label) == (None, "La porte est restée ouverte", "")
    assert counter.desk.ask(verification.verify).fault is None


def test_what_waits_for_somebody_is_counted(counter: Counter, make: Make) -> None:
    """What they follow, and what is due today whoever follows it."""
    make.deposit(IDS.shirt, IDS.resole)
    opened(counter, owner_id=IDS.supervisor)
    step: dict[str, Any] = {"next_step": "Appeler", "next_on": date(2026, 11, 24)}
    opened(counter, item_id=2, **step)

    def waiting(staff_id: int, on: date) -> int:
        return counter.desk.ask(incidents.count_for, staff_id=staff_id, on=on)

    assert (waiting(IDS.supervisor, date(2026, 11, 23)), waiting(IDS.concierge, date(2026, 11, 23))) == (1, 1)
    assert (waiting(IDS.supervisor, date(2026, 11, 24)), waiting(IDS.concierge, date(2026, 11, 25))) == (2, 1)


def test_what_is_due_comes_before_what_is_old(counter: Counter, make: Make, clock: SetClock) -> None:
    """A next step that is due leads the reminders; the others follow by age."""
    make.deposit(IDS.shirt, IDS.resole)
    first = opened(counter).id
    clock.forward(timedelta(days=1))
    second = opened(counter, item_id=2, next_step="Appeler", next_on=date(2026, 11, 26)).id

    def order(due_by: date) -> list[int]:
        return [row.incident_id for row in counter.desk.ask(incidents.open_incidents, due_by=due_by)]

    assert order(date(2026, 11, 25)) == [first, second]
    assert order(date(2026, 11, 26)) == [second, first]


def test_an_item_tells_its_own_open_incidents(counter: Counter, make: Make, missing: int) -> None:
    """Each item shows what is wrong with it, not with another, and only while it is open."""
    make.deposit(IDS.shirt)
    (row,) = counter.desk.ask(incidents.of_item, item_id=1)
    assert (row.incident_id, row.followed_by) == (missing, "Samir")
    assert counter.desk.ask(incidents.of_item, item_id=2) == []
    close(counter, missing)
    assert counter.desk.ask(incidents.of_item, item_id=1) == []


def test_everything_with_an_open_incident_is_found_oldest_first(
    counter: Counter, make: Make, missing: int
) -> None:
    """The list begins with what has been wrong for longest, whatever came in since, each piece once."""
    make.deposit(IDS.shirt, IDS.resole)
    counter.visit(brought=(Brought(3, note="Pas à nous"),))
    assert [row.item_id for row in counter.desk.ask(finding.items)] == [3, 2, 1]
    assert [row.item_id for row in counter.desk.ask(finding.items, with_incidents=True)] == [1, 3]
    close(counter, missing)
    assert [row.item_id for row in counter.desk.ask(finding.items, with_incidents=True)] == [3]
