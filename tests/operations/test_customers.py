"""Customers: registering, changing, authorising, greeting, erasing."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import (
    BadEmail,
    BadPhone,
    NameMissing,
    NotAllowed,
    NotFound,
    StillInCare,
    TextTooLong,
)
from concierge_desk.models import (
    Base,
    Collector,
    Customer,
    CustomerVersion,
    Handback,
    Item,
    Notify,
    Outcome,
    Request,
    Settled,
    chain,
)
from concierge_desk.models.store import Store
from concierge_desk.money import Money
from concierge_desk.operations import (
    customers,
    deeds,
    drafts,
    exports,
    handbacks,
    handins,
    history,
    procurations,
    search,
    shelving,
    typed,
    verification,
    visit_marks,
    visits,
)
from concierge_desk.operations.exports import Exported
from concierge_desk.operations.visits import Brought
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_a_name_is_enough(desk: Desk) -> None:
    """Everything else may come later."""
    made = desk.do(customers.register, name="  Zoé \u202e Lefe\u0300vre\n", at=desk.clock.now())
    assert made.name == "Zoé Lefèvre"
    assert (made.phone, made.email, made.notify, made.version) == ("", "", Notify.NONE, 1)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "—", "\x00"])
def test_without_a_name_nobody_is_registered(desk: Desk, name: str) -> None:
    """A name has a letter or a digit."""
    with pytest.raises(NameMissing):
        desk.do(customers.register, name=name, at=desk.clock.now())


def test_a_name_of_eighty_characters_is_kept_and_one_more_refused(desk: Desk) -> None:
    """Nothing is cut off in silence."""
    assert desk.do(customers.register, name="é" * 80, at=desk.clock.now()).name == "é" * 80
    with pytest.raises(TextTooLong):
        desk.do(customers.register, name="é" * 81, at=desk.clock.now())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("poste 12", None),
        ("412", "412"),
        ("12", None),
        ("1" * 16, None),
        ("", ""),
    ],
)
def test_a_telephone_number_is_kept_readable(said: str, kept: str | None) -> None:
    """A French number in pairs, another as typed, an extension as it is, and what is none refused."""
    if kept is None:
        with pytest.raises(BadPhone):
            typed.phone(said)
    else:
        assert typed.phone(said) == kept
        assert typed.phone(kept) == kept


@pytest.mark.parametrize("said", ["claire", "a@b", "a@@b.fr", "a b@c.fr", "a@b..fr", "<a@b.fr>"])
def test_what_is_no_address_is_refused(said: str) -> None:
    """An address has a name, an at sign and a place with a dot."""
    with pytest.raises(BadEmail):
        typed.email(said)


@given(said=st.text(max_size=60))
def test_cleaned_text_is_clean(said: str) -> None:
    """No control signs, no turned letters, no doubled spaces; cleaning again changes nothing."""
    kept = typed.line(said)
    assert kept == typed.line(kept)
    assert "  " not in kept
    assert kept.isprintable() or any(each in "\u00a0\u202f\u3000" or each.isspace() for each in kept)


def test_a_change_keeps_what_was_for_the_moves_made_then(desk: Desk, make: Make) -> None:
    """The former fields and their commitment stay beside the new ones, and the record verifies."""
    make.deposit(1)
    before = desk.ask(customers.get, customer_id=1)
    later = desk.clock.now() + timedelta(hours=1)
    after = desk.do(customers.update, customer_id=1, at=later, place="bât. D")
    kept = desk.ask(_versions, customer_id=1)
    assert (after.version, after.place, after.name) == (2, "bât. D", "Claire Dupont")
    assert [(each.version, each.commitment, each.until_at) for each in kept] == [
        (1, before.commitment, later)
    ]
    assert kept[0].salt is not None
    assert chain.commit(kept[0].salt, kept[0].fields) == before.commitment != after.commitment
    assert desk.ask(verification.verify).fault is None


def test_a_change_of_nothing_is_none(desk: Desk) -> None:
    """Saving a form unchanged makes no new version."""
    same = desk.do(customers.update, customer_id=1, at=desk.clock.now(), phone="0612345678", language="fr")
    assert (same.version, desk.ask(_versions, customer_id=1)) == (1, [])


def _versions(session: Session, *, customer_id: int) -> list[CustomerVersion]:
    return list(session.scalars(select(CustomerVersion).filter_by(customer_id=customer_id)))


def test_an_authorised_collector_is_known_until_withdrawn(desk: Desk) -> None:
    """Who may collect stands with the customer; withdrawn, they are gone."""
    paul = desk.do(customers.authorise, customer_id=1, name="Paul Dupont", until_on=date(2026, 12, 31))
    assert [each.name for each in desk.ask(customers.get, customer_id=1).collectors] == ["Paul Dupont"]
    desk.do(procurations.withdraw, collector_id=paul.id)
    assert desk.ask(customers.get, customer_id=1).collectors == []
    with pytest.raises(NotFound):
        desk.do(procurations.withdraw, collector_id=paul.id)


def give_back(desk: Desk, make: Make, collector_id: int | None = None) -> Handback:
    """Take a described shirt in and hand it over."""
    uid = deeds.new_uid()
    piece = handins.Piece(1, label="Chemise brodée C. D.", details={"note": "cadeau de mariage"})
    common: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 2}
    desk.do(handins.receive, customer_id=1, pieces=[piece], deed_uid=uid, note="pour Claire", **common)
    item_id = desk.ask(_newest_item)
    return desk.do(
        handbacks.hand_over,
        customer_id=1,
        item_ids=[item_id],
        collector_id=collector_id,
        signature=[[[0, 0], [5, 5]]],
        settled=Settled.NOTHING,
        as_it_is=True,
        deed_uid=deeds.new_uid(),
        **common,
    )


def _newest_item(session: Session) -> int:
    return session.scalars(select(Item.id).order_by(Item.id.desc())).first() or 0


def test_a_withdrawn_collector_who_once_collected_stays_known_but_collects_no_more(
    desk: Desk, make: Make
) -> None:
    """Who collected in the past is never forgotten by a change of mind."""
    paul = desk.do(customers.authorise, customer_id=1, name="Paul Dupont")
    assert give_back(desk, make, paul.id).collector_id == paul.id
    desk.do(procurations.withdraw, collector_id=paul.id)
    (kept,) = desk.ask(customers.get, customer_id=1).collectors
    assert kept.until_on is not None
    assert kept.until_on < date(2000, 1, 1)


def test_the_card_tells_what_is_ready_and_where(desk: Desk, make: Make) -> None:
    """The counter greets with what can go, by shelf, and how much is still open."""
    make.deposit(1, 3)
    card = desk.ask(customers.card, customer_id=1)
    assert (card.ready, card.open_items, card.last_seen_on) == ([], 2, date(2026, 11, 23))
    desk.do(_make_ready, item_ids=[1])
    common: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 2, "deed_uid": deeds.new_uid()}
    desk.do(shelving.shelve, item_ids=[1], shelf_id=2, **common)
    card = desk.ask(customers.card, customer_id=1)
    assert card.ready == [customers.ReadyGroup("B4", ("Chemise",))]
    assert desk.ask(customers.card, customer_id=1, language="en").ready[0].labels == ("Shirt",)


def _make_ready(session: Session, *, item_ids: list[int]) -> None:
    listed = ",".join(map(str, item_ids))
    session.execute(text(f"UPDATE item SET status = 'back' WHERE id IN ({listed})"))  # noqa: S608  # the test's own numbers


def test_those_who_came_last_are_the_first_of_the_list(desk: Desk, make: Make) -> None:
    """Then those who never came, the newest first."""
    make.customer("Inès Garcia")
    make.customer("Hugo Petit")
    make.deposit(1, customer_id=2)
    names = [each.name for each in desk.ask(customers.recent, limit=3)]
    assert names == ["Mohamed Traoré", "Hugo Petit", "Inès Garcia"]


def test_an_erased_person_leaves_no_word_and_the_chain_holds(desk: Desk, make: Make, store: Store) -> None:
    """Fields, versions, collectors, signatures, descriptions and search are empty; the record verifies."""
    paul = desk.do(customers.authorise, customer_id=1, name="Paul Dupont")
    give_back(desk, make, paul.id)
    desk.do(customers.update, customer_id=1, at=desk.clock.now(), note="Rappeler Madame Dupont")
    commitment = desk.ask(customers.get, customer_id=1).commitment
    desk.do(customers.erase, customer_id=1, at=desk.clock.now(), staff_id=1)
    assert desk.ask(search.find, words="dupont") == []
    assert desk.ask(search.find, words="5678") == []
    assert desk.ask(verification.verify).fault is None
    assert desk.ask(lambda session: session.get_one(Customer, 1).commitment) == commitment
    assert [each.id for each in desk.ask(customers.recent)] == [2]
    with pytest.raises(NotFound):
        desk.ask(customers.card, customer_id=1)
    rows = desk.ask(_everything)
    assert not any(
        word in rows for word in ("Dupont", "Claire", "612345678", "brodée", "mariage", "Ateliers")
    )
    assert desk.ask(search.is_owed)
    while desk.do(search.sweep):
        pass
    assert not desk.ask(search.is_owed)
    assert desk.ask(verification.verify).fault is None
    assert store.path is not None
    store.close()
    left = store.path.read_bytes()
    assert not any(word.encode() in left for word in ("Dupont", "dupont", "87654321", "brodée", "mariage"))


def _everything(session: Session) -> str:
    kinds = (Customer, CustomerVersion, Collector, Handback, Item, Request)
    rows = [session.execute(text(f"SELECT * FROM {kind.__tablename__}")).all() for kind in kinds]  # noqa: S608  # our own names
    return str(rows)


def _every_table(session: Session) -> str:
    return str([session.execute(table.select()).all() for table in Base.metadata.sorted_tables])


def test_an_erased_person_leaves_no_word_in_the_books_of_visits(
    desk: Desk, counter: Counter, make: Make
) -> None:
    """What was said of their pieces in visits, of prices and of tags that nobody knew goes too; the chain holds."""
    make.deposit(IDS.shirt, IDS.hem, IDS.shirt)
    counter.visit(taken=(1, 2, 3))
    by = counter.by()
    del by["deed_uid"]
    opened = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=by["at"], **by).id
    desk.do(visit_marks.note_stranger, visit_id=opened, tag="PR-9", description="Manteau Dupont", **by)
    again = counter.visit(
        brought=(
            Brought(1, Outcome.REDO, IDS.a1, "Dupont : tache"),
            Brought(2, Outcome.ON_QUOTE, IDS.a1, "Dupont : ourlet", Money(100)),
            Brought(3, Outcome.DAMAGED, IDS.a1, "Dupont : bouton"),
        )
    )
    assert [each.reason for each in desk.ask(history.trail, item_id=1).steps][-1] == "Dupont : tache"
    stream = StringIO()
    desk.ask(exports.write, what=Exported.MOVES, stream=stream, texts=Texts("en"))
    assert "Dupont : tache" in stream.getvalue()
    desk.do(handins.bind_tag, item_id=1, tag="PR-9", **counter.by())
    counter.hand_over(1, 2, 3, as_it_is=True, collector_name="X")
    assert desk.ask(verification.verify).fault is None
    desk.do(customers.erase, customer_id=1, at=desk.clock.now(), staff_id=1)
    assert "Dupont" not in desk.ask(_every_table)
    assert desk.ask(verification.verify).fault is None
    assert again.id == opened


REFUSED = (
    "UPDATE visit_line SET note = 'x'",
    "UPDATE visit_line SET note = '', outcome = 'left'",
    "DELETE FROM visit_line",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_of_a_line_the_words_alone_may_go(store: Store, counter: Counter, make: Make, statement: str) -> None:
    """The store itself refuses every other change of what was signed."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    with pytest.raises(DBAPIError, match="only ever added"), store.writer.begin() as connection:
        connection.execute(text(statement))


def test_only_a_supervisor_erases(desk: Desk) -> None:
    """A concierge asks one."""
    with pytest.raises(NotAllowed):
        desk.do(customers.erase, customer_id=1, at=desk.clock.now(), staff_id=2)


def test_nobody_is_erased_while_their_things_are_here(desk: Desk, make: Make) -> None:
    """First hand them back."""
    make.deposit(1)
    with pytest.raises(StillInCare):
        desk.do(customers.erase, customer_id=1, at=desk.clock.now(), staff_id=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.text(max_size=90), note=st.text(max_size=60))
def test_whatever_is_typed_is_registered_clean_or_refused(desk: Desk, name: str, note: str) -> None:
    """No text breaks the record: it is cleaned, or refused with a sentence."""

    def attempt(session: Session) -> Customer | None:
        try:
            return customers.register(session, name=name, note=note, at=desk.clock.now())
        except (NameMissing, TextTooLong):
            return None

    made = desk.rehearse(attempt)
    assert made is None or made.name == typed.name(made.name)


def test_a_registration_done_again_makes_nobody_twice(desk: Desk) -> None:
    """After a lost answer the form is sent again: the same person answers, whatever is in the form by now."""
    first = desk.do(customers.register, name="Zoé", **_by(desk, "a"))
    other = desk.do(customers.register, name="Zoé", **_by(desk, "b"))
    again = desk.do(customers.register, name="Zoé Lefèvre", **_by(desk, "a"))
    assert (again.id, again.name, other.id != first.id) == (first.id, "Zoé", True)
    assert [hit.id for hit in desk.ask(search.customers_matching, words="zoé")].count(first.id) == 1
    assert desk.ask(verification.verify).fault is None


def test_a_change_done_again_changes_nothing_more(desk: Desk) -> None:
    """A change that is sent again after another one does not take the other one back."""
    desk.do(customers.update, customer_id=1, place="A", **_by(desk, "a"))
    desk.do(customers.update, customer_id=1, place="B", **_by(desk, "b"))
    assert desk.do(customers.update, customer_id=1, place="A", **_by(desk, "a")).place == "B"
    assert desk.ask(verification.verify).fault is None


def test_an_authorisation_done_again_is_one(desk: Desk) -> None:
    """One collector for one deed; a withdrawal that is sent again is done already."""
    values: dict[str, Any] = {"customer_id": 1, "name": "Paul Dupont"}
    first = desk.do(customers.authorise, **values, **_by(desk, "a"))
    assert desk.do(customers.authorise, **values, **_by(desk, "a")).id == first.id
    for _ in range(2):
        desk.do(procurations.withdraw, collector_id=first.id, **_by(desk, "b"))
    assert desk.ask(customers.get, customer_id=1).collectors == []
    with pytest.raises(NotFound):
        desk.do(customers.authorise, **values, **_by(desk, "a"))
    assert desk.ask(verification.verify).fault is None


def test_a_deed_has_somebody_who_did_it(desk: Desk) -> None:
    """A deed that could not be recorded is not done either."""
    with pytest.raises(ValueError, match="nobody who did it"):
        desk.do(customers.register, name="Zoé", at=desk.clock.now(), deed_uid="a" * 32)
    assert desk.ask(search.customers_matching, words="zoé") == []


def test_an_erased_person_leaves_no_open_form(desk: Desk) -> None:
    """A signature or a name in a form that was left open goes too; what was begun for others stays."""
    for customer_id in (1, 2):
        kept: dict[str, Any] = {"staff_id": IDS.concierge, "at": desk.clock.now()}
        form: dict[str, Any] = {"customer_id": customer_id, "pieces": []}
        desk.do(drafts.keep, uid=f"d{customer_id}", screen="dropoff", body=form, **kept)
        uid = drafts.handback_uid(customer_id)
        desk.do(drafts.keep, uid=uid, screen="handback", body={"other": "Paul Dupont"}, **kept)
    desk.do(customers.erase, customer_id=1, at=desk.clock.now(), staff_id=1)
    left = {uid for uid in ("d1", "d2", "handback-1", "handback-2") if desk.ask(drafts.by_uid, uid=uid)}
    assert left == {"d2", "handback-2"}


def _by(desk: Desk, letter: str) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": letter * 32}
