"""The state of the counter says where everything is, so that the desk works without its computer."""

import re
from dataclasses import replace
from datetime import timedelta

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, IncidentKind, Paper, Status
from concierge_desk.moments import SetClock
from concierge_desk.operations.visits import Brought
from concierge_desk.print.documents import counter_state, facts
from concierge_desk.print.papers import A4
from concierge_desk.texts import Texts
from tests.make import Make
from tests.operations.counter import Counter
from tests.print import samples
from tests.print.samples import AT, STATE, built, kept, with_provider


def said(**changed: object) -> str:
    """Lay out a state of the counter and take its words."""
    pdf = built(Paper.COUNTER_STATE, content=replace(STATE, **changed))  # type: ignore[arg-type]  # fields of a state
    return " ".join(samples.text(pdf)).replace("\u00a0", " ")


def test_it_says_which_moment_it_is_true_for_and_proves_it() -> None:
    """Moment, totals and the anchor of the chain stand at its head."""
    words = said()
    for expected in (
        "Le lundi 23 novembre 2026 à 12 h 41", "Preuve 48213-a1b2c3d4e5", "sous notre garde : 6", "ici : 4",
        "dont prêtes : 1", "chez les prestataires : 2", "lettres et colis : 1", "en retard : 1",
        "dont en attente d’un transporteur : 1",
        "incidents ouverts : 1",
    ):  # fmt: skip
        assert expected in words, expected


def test_what_is_late_comes_first_then_today_then_the_next_days() -> None:
    """Each deadline says where the thing is; what is ready has none any more."""
    words = said()
    places = [words.index(each) for each in ("En retard", "Promis pour aujourd’hui", "Promis pour jeudi 26")]
    assert places == sorted(places)
    late = words[places[0] : places[1]]
    assert "0048 1203" in late
    assert "comptoir" in late
    assert "Pressing des Chartrons" in words[places[1] : places[2]]
    assert "0048 1201" not in words[: words.index("Étagère A1")]


def test_everything_stands_under_its_shelf_or_its_provider() -> None:
    """Who looks for a thing finds its place as a heading."""
    words = said()
    for heading, tag in (
        ("Étagère A1", "0048 1201"),
        ("Étagère B4", "0048 1202"),
        ("Au comptoir, sans étagère", "0048 1203"),
        ("Chez Pressing des Chartrons", "0048 1204"),
        ("Étagère B4", "0048 1206"),
    ):
        assert tag in words[words.index(heading) : words.index(heading) + 260], heading


def test_open_incidents_are_named() -> None:
    """What is wrong, with which item, since when, followed by whom, and what was noted."""
    words = said()
    incident = words[words.index("Incidents ouverts") : words.index("Étagère A1")]
    for expected in ("manque", "Claire Dupont", "0048 1204", "23/11", "Aminata", "pas dans le sac"):
        assert expected in incident, expected


def test_an_empty_counter_says_so_in_a_page() -> None:
    """Before the first drop-off there is nothing but the totals."""
    assert "sous notre garde : 0" in said(kept=(), incidents=())


def test_two_thousand_items_are_listed_once() -> None:
    """Every item stands once under its place, over numbered pages that name their list again."""
    many = tuple(
        kept(number, place=f"{'ABCDEFGH'[number % 8]}{number % 5}", shelf_order=number % 40)
        if number % 4
        else with_provider(number, promised_at=AT + timedelta(days=20))
        for number in range(1, 2_001)
    )
    content = replace(STATE, kept=many, incidents=())
    pages = samples.text(counter_state.build(content, Texts("fr"), A4))
    tags = re.findall(r"0000 \d{4}", " ".join(pages))
    assert len(tags) == len(set(tags)) == 2_000
    assert all(f"Page {number} sur {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert len(pages) < 60
    assert any("Chez Pressing des Chartrons, suite" in page for page in pages)


def test_it_is_gathered_from_what_the_store_knows(desk: Desk, make: Make) -> None:
    """What is on a shelf or with a provider is there; what was handed back is not."""
    request = make.deposit(make.ids.shirt, make.ids.shirt, make.ids.shirt, make.ids.shirt)
    resoled = make.deposit(make.ids.resole, customer_id=make.ids.mohamed)
    counter = Counter(desk)
    counter.visit(taken=(1, 2, 3))
    counter.visit(brought=(Brought(1, shelf_id=make.ids.b4), Brought(2, shelf_id=make.ids.b4)))
    counter.hand_over(1)
    content = desk.ask(counter_state.gather, at=desk.clock.now())
    where = {each.tag: (each.holder, each.place, each.status) for each in content.kept}
    assert where == {
        "0000 0002": (Holder.DESK, "B4", Status.READY),
        "0000 0003": (Holder.PROVIDER, "Pressing des Chartrons", Status.WITH_PROVIDER),
        "0000 0004": (Holder.DESK, "", Status.HANDED_IN),
        "0000 0005": (Holder.DESK, "", Status.HANDED_IN),
    }
    assert {each.owner for each in content.kept} == {"Claire Dupont", "Mohamed Traoré"}
    assert {each.number for each in content.kept} == {request.number, resoled.number}
    assert content.anchor == desk.ask(facts.anchor)


def test_incidents_are_gathered_with_what_they_are_about(desk: Desk, make: Make, clock: SetClock) -> None:
    """A piece that its provider did not bring back is named, with the provider and who follows it."""
    make.deposit(make.ids.shirt)
    counter = Counter(desk)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=10))
    counter.visit()
    (incident,) = desk.ask(counter_state.gather, at=clock.now()).incidents
    assert incident.kind is IncidentKind.MISSING
    assert incident.item is not None
    assert (incident.item.tag, incident.item.owner) == ("0000 0001", "Claire Dupont")
    assert (incident.provider, incident.followed_by) == ("Pressing des Chartrons", "Samir")
