"""Search: finding people and things by anything."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Item
from concierge_desk.models.store import Store
from concierge_desk.operations import customers, deeds, handins, search
from concierge_desk.operations.handins import Piece
from tests.make import Make


def titles(desk: Desk, words: str) -> list[str]:
    """Find, and give the titles only."""
    return [hit.title for hit in desk.ask(search.find, words=words)]


@pytest.mark.parametrize(
    "words",
    [
        "claire", "dupont", "dupont claire", "CLAIRE", "cla dup", "darwin", "ateliers dup", "bât. C dupont", "bat",
        "claire.dupont@exemple.fr", "dupont@exemple", "06 12 34 56 78", "0612345678", "06.12.34", "06 12",
        "+33 6 12 34 56 78", "+33 (0)6 12", "0033612345678", "5678", "34 56 78", "dupont 678",
    ],
)  # fmt: skip  # a page of one word a line
def test_a_person_is_found_by_anything_one_remembers(desk: Desk, words: str) -> None:
    """Name, company, place, e-mail, telephone; any order, any beginning, the last digits, without accents."""
    assert titles(desk, words)[:1] == ["Claire Dupont"]


@pytest.mark.parametrize("words", ["", "   ", "'", '"', "*", "()", "-- ;", "NEAR(", "\x00", "\ud800"])
def test_nothing_is_found_when_no_letter_or_digit_is_typed(desk: Desk, words: str) -> None:
    """A search of signs finds nothing and is no error."""
    assert desk.ask(search.find, words=words) == []


def test_ligatures_and_foreign_letters_are_typed_as_on_the_keyboard(desk: Desk, make: Make) -> None:
    """Who has no "œ" or "Ł" on the keyboard finds them all the same, and the other way round."""
    for name in ("Œnone Bœuf", "Łukasz Nowak", "Ali Y\u0131ld\u0131z", "Straße Groß", "Đorđe Ærø"):
        make.customer(name)
    for words, name in (
        ("oenone", "Œnone Bœuf"),
        ("bœuf", "Œnone Bœuf"),
        ("boeuf", "Œnone Bœuf"),
        ("lukasz", "Łukasz Nowak"),
        ("yildiz", "Ali Y\u0131ld\u0131z"),
        ("strasse gross", "Straße Groß"),
        ("dorde aero", "Đorđe Ærø"),
    ):
        assert titles(desk, words) == [name]


def test_an_apostrophe_may_be_left_out(desk: Desk, make: Make) -> None:
    """Typed with it, without it, or with a space."""
    make.customer("Awa N’Diaye d'Arc")
    for words in ("n’diaye", "n'diaye", "ndiaye", "n diaye", "diaye", "darc awa", "d'arc"):
        assert titles(desk, words) == ["Awa N’Diaye d'Arc"]


def test_the_newest_come_first(desk: Desk, make: Make) -> None:
    """Of many that fit, those who came to the desk last."""
    for count in range(12):
        make.customer(f"Jean Martin {count}")
    assert titles(desk, "martin")[:3] == ["Jean Martin 11", "Jean Martin 10", "Jean Martin 9"]
    assert len(titles(desk, "martin")) == 8


def take_in(desk: Desk, *pieces: Piece) -> Item:
    """Take pieces in for Claire, and give the first item."""
    request = desk.do(
        handins.receive,
        customer_id=1,
        pieces=list(pieces),
        at=desk.clock.now(),
        staff_id=2,
        deed_uid=deeds.new_uid(),
    )
    return desk.ask(_first_of, request_id=request.id)


def _first_of(session: Session, *, request_id: int) -> Item:
    return session.query(Item).filter_by(request_id=request_id).order_by(Item.id).first() or Item()


@pytest.mark.parametrize(
    "words",
    [
        "0000 0001", "00000001", "2000000016", "26-000001", "26000001", "1260000017", "26-0000", "chemise", "shirt",
        "chem", "chemise dupont", "dupont shi", "pressing", "clean", "ateliers chemise", "bleue", "BLEUE ray",
        "celio", "kx-4471", "KX4471", "kx 44", "4471", "356938035643809", "35693803", "43809", "claire bleue 26",
    ],
)  # fmt: skip  # a page of one word a line
def test_an_item_is_found_by_anything_one_remembers(desk: Desk, words: str) -> None:
    """Serial, code, ticket, tag, article in both languages, description, owner, company, IMEI and its end."""
    take_in(
        desk,
        Piece(1, label="Bleue rayée", tag="KX-4471", details={"brand": "Celio", "imei": "356938035643809"}),
        Piece(3, label="Ourlet"),
    )
    hits = [hit for hit in desk.ask(search.find, words=words) if hit.kind == "item"]
    assert 1 in [hit.id for hit in hits]
    assert next(hit for hit in hits if hit.id == 1).subtitle == "Claire Dupont · 26-000001"
    assert 1 in desk.ask(search.items_matching, words=words)


def test_a_whole_ticket_number_gives_the_ticket_before_its_items(desk: Desk, make: Make) -> None:
    """People first, then the ticket, then its things."""
    make.deposit(1, 2)
    hits = desk.ask(search.find, words="26-000001")
    assert [(hit.kind, hit.title) for hit in hits][:2] == [("ticket", "26-000001"), ("item", "Costume 2 p.")]
    assert [hit.kind for hit in desk.ask(search.find, words="dupont")] == ["customer", "item", "item", "item"]


def test_words_that_do_not_go_together_find_nothing(desk: Desk, make: Make) -> None:
    """Every word counts."""
    make.deposit(1)
    assert titles(desk, "claire traoré") == []
    assert titles(desk, "chemise traoré") == []


def test_a_change_of_name_is_found_and_the_old_name_is_not(desk: Desk, make: Make) -> None:
    """A person and their things are indexed anew."""
    make.deposit(1)
    desk.do(
        customers.update, customer_id=1, at=desk.clock.now(), name="Claire Moreau", phone="07 00 00 00 00"
    )
    assert titles(desk, "moreau") == ["Claire Moreau", "Chemise"]
    assert titles(desk, "dupont bleue") == []
    assert titles(desk, "5678") == []


def test_a_new_description_takes_the_place_of_the_old(desk: Desk) -> None:
    """What was described later is found, what it was called before is not."""
    item = take_in(desk, Piece(1, label="Chemise verte"))
    desk.do(
        handins.describe,
        item_id=item.id,
        label="Chemise mauve",
        at=desk.clock.now(),
        staff_id=2,
        deed_uid=deeds.new_uid(),
    )
    assert titles(desk, "mauve") == ["Chemise mauve"]
    assert titles(desk, "verte") == []


def test_a_search_asks_the_store_at_most_three_times(desk: Desk, make: Make, store: Store) -> None:
    """People, the price lists, and things: no more, however much is found."""
    make.deposit(1, 1, 1)
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(store.reader, "before_cursor_execute", note)
    desk.ask(search.find, words="claire dupont 26")
    event.remove(store.reader, "before_cursor_execute", note)
    assert len([each for each in asked if each.startswith("SELECT")]) <= 3


def test_how_many_are_given_is_limited(desk: Desk, make: Make) -> None:
    """No more than asked for, and none when none is asked for."""
    make.deposit(*[1] * 30)
    assert len(desk.ask(search.find, words="dupont")) == 20
    assert len(desk.ask(search.find, words="dupont", limit=3)) == 3
    assert desk.ask(search.find, words="dupont", limit=0) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(words=st.text() | st.text("\"'*()^:+-{}ANDORNOTNEAR06 ", max_size=40))
@example('a" OR "b')
@example("NEAR(a b, 5)")
@example("words : x")
@example("x" * 10_000)
@example("a " * 500)
@example("½ ﷺ İ ß ǆ \u0301")
@example("٠٦ १२")
def test_whatever_is_typed_is_no_error(desk: Desk, words: str) -> None:
    """What people type is never read as a query's own signs."""
    desk.ask(search.find, words=words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    name=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30).map(str.strip).filter(bool)
)
def test_whoever_is_registered_is_found_by_their_name(desk: Desk, name: str) -> None:
    """Whatever letters a name has, and however its capitals are typed."""

    def is_found(session: Session) -> bool:
        customer = customers.register(session, name=name, at=desk.clock.now())
        hits = search.customers_matching(session, words=customer.name)
        return customer.id in [hit.id for hit in hits]

    assert desk.rehearse(is_found)


@pytest.fixture
def raw(store: Store) -> Callable[[str], int]:
    """Count the rows of an index that hold a word, past our folding."""

    def count(said: str) -> int:
        with store.reader.connect() as connection:
            return int(connection.execute(text(said)).scalar_one())

    return count


def test_an_item_is_taken_into_the_index_once(desk: Desk, make: Make, raw: Callable[[str], int]) -> None:
    """Indexed anew, it takes the place of itself."""
    make.deposit(1)
    before = raw("SELECT count(*) FROM item_search")
    desk.do(customers.update, customer_id=1, at=desk.clock.now(), company="Ailleurs")
    assert raw("SELECT count(*) FROM item_search") == before == 1
