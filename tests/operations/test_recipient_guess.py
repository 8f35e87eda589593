"""For whom a piece is, by what is written on it: the town's two hundred labels, and what is never guessed."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concierge_desk.operations import label_words
from concierge_desk.operations.recipient_directory import NOBODY, Directory, Stamp, prepared
from tests.operations import town
from tests.operations.spellings import KNOWN, SEVERAL, SPELLINGS, UNKNOWN

FIRST, IN_THREE = 0.97, 0.99


def test_two_hundred_labels_of_the_town_find_their_recipient() -> None:
    """Nearly all are found first, and no automatic choice is wrong: neither among many nor of nobody."""
    directory = town.directory()
    first = three = 0
    for written, key in KNOWN:
        guess = directory.guess(written)
        found = [candidate.customer_id for candidate in guess.candidates]
        first += found[:1] == [town.NUMBERS[key]]
        three += town.NUMBERS[key] in found
        assert not guess.certain or found[0] == town.NUMBERS[key], written
    assert len(SPELLINGS) >= 200
    assert (first / len(KNOWN) >= FIRST, three / len(KNOWN) >= IN_THREE) == (True, True)


@pytest.mark.parametrize(("written", "keys"), SEVERAL)
def test_of_several_that_it_may_be_for_none_is_chosen(written: str, keys: str) -> None:
    """Homonyms, initials and a shared desk show everybody it may be for."""
    guess = town.directory().guess(written)
    found = {candidate.customer_id for candidate in guess.candidates}
    assert {town.NUMBERS[key] for key in keys.split("|")} <= found
    assert not guess.certain


@pytest.mark.parametrize(("written", "nobody"), UNKNOWN)
def test_somebody_who_is_not_here_is_never_somebody_else(written: str, nobody: str) -> None:
    """Pascale is not Pascal, even when no Pascale is known."""
    assert not town.directory().guess(written).certain


def test_whoever_leaves_the_directory_is_not_taken_for_another() -> None:
    """Each label of the town, asked without the one it is for, chooses nobody."""
    everybody = town.directory()
    for written, key in KNOWN[::4]:
        number = town.NUMBERS[key]
        without = [entry for entry in everybody.entries[:400] if entry.id != number]
        assert not Directory(without, Stamp(0, 0, 0)).guess(written).certain, written


CERTAIN = (
    ("Jean-Pierre Dupont", True, "as written"),
    ("DUPONT Jean Pierre", True, "turned round"),
    ("JeanPierre Dupont", True, "joined"),
    ("jp dupont bur 312", True, "initials, at the very desk"),
    ("jp dupont", False, "initials alone"),
    ("Jaen-Pierre Dupont", False, "a slip of the keyboard"),
    ("Jean-Pierre Dupont bur. 415", False, "another desk"),
    ("Jean-Pierre Dupont, Nova Conseil", False, "another company"),
    ("Jean-Pierre Dupont Zorg", False, "a word nobody can explain"),
    ("M. Dupont, bureau 312", False, "no first name"),
    ("bur. 312", False, "no name at all"),
    ("Claire Martinez, Ateliers Darwin", True, "a homonym told apart by the company"),
    ("VAUQUELIN Paul, bât B apt 12", True, "a homonym told apart by the building"),
    ("J.-P. Dupont, 12 rue des Fleurs, 33000 Bordeaux", False, "initials and a street"),
    ("Jean-Pierre Dupont, 12 rue des Fleurs, 33000 Bordeaux", True, "a street tells nothing"),
    ("C. de La Tour, Bât B Apt 7", False, "an initial in a flat, where a family lives"),
    ("Charles La Tour", False, "without its particle it may be another family"),
    ("SARL Lumière", True, "a company"),
    ("Lumière - service comptabilité", True, "a department of a company"),
    ("M. Zorglub, Ateliers Darwin", False, "somebody unknown at a company"),
)


@pytest.mark.parametrize(("written", "certain", "why"), CERTAIN, ids=[why for *_, why in CERTAIN])
def test_a_recipient_is_chosen_only_where_it_is_unmistakable(written: str, certain: bool, why: str) -> None:  # noqa: FBT001  # a column of the table
    """A whole name as written, alone in fitting, with nothing that speaks against it."""
    assert town.directory().guess(written).certain is certain


def test_mail_for_a_person_at_a_company_is_for_the_person() -> None:
    """The company is the second that it may be for."""
    guess = town.directory().guess("SARL Lumière c/o Mme Le Goff")
    names = [candidate.name for candidate in guess.candidates]
    assert names == ["Anne Le Goff", "SARL Lumière"]


def test_a_candidate_says_what_tells_it_from_others() -> None:
    """Company and place stand beside the name, and how likely it is, from 0 to 1."""
    one, two, *_ = town.directory().guess("Claire Martinez").candidates
    assert {(one.company, one.place), (two.company, two.place)} == {
        ("Ateliers Darwin", "bât. C, 2e étage"),
        ("Nova Conseil", "bur. 101"),
    }
    assert 0.5 < two.score <= one.score <= 1
    assert len(town.directory().guess("Dupont", limit=1).candidates) == 1
    assert town.directory().guess("Dupont", limit=0) == NOBODY


@given(written=st.text(max_size=400))
@example(written="Jean-Pierre Dupont " * 1100)
@example(written="😀" * 5000)
@example(written="\x00\x1b[2J\u202e\ud83d")
@example(written="c/o c/o / , ; bât bât apt n° -")
@example(written="²³ ½ ٣٤ Ⅻ ﷺ")
@example(written="1 2 3 4 5 6 7 8 9 10 " * 50)
def test_any_text_has_an_answer(written: str) -> None:
    """No text breaks it; whoever is certain is somebody."""
    guess = town.directory(800).guess(written)
    assert len(guess.candidates) <= 3
    assert guess.candidates or not guess.certain


@given(name=st.text(max_size=90), place=st.text(max_size=90), company=st.text(max_size=90))
def test_whoever_is_written_down_can_be_asked_for(name: str, place: str, company: str) -> None:
    """Whatever a name, a company or a place says, a directory can be made of it."""
    people = [
        prepared(id_=1, version=1, name=name, company=company, place=place, is_company=False),
        prepared(id_=2, version=1, name=company, company="", place=place, is_company=True),
    ]
    assert len(Directory(people, Stamp(2, 2, 2)).guess(f"{name} {place}").candidates) <= 2


@pytest.mark.parametrize(
    ("said", "spots"),
    [
        ("bur. 312", {("desk", "312")}),
        ("Bureau n° 012", {("desk", "12")}),
        ("bât. C, 2e étage", {("building", "c"), ("floor", "2")}),
        ("Bât C apt 14", {("building", "c"), ("flat", "14"), ("", "c14")}),
        ("rdc porte b", {("door", "b"), ("floor", "0")}),
        ("2ème étage", {("floor", "2")}),
        ("batC apt14", {("building", "c"), ("flat", "14"), ("", "c14")}),
        ("accueil", set()),
        ("Hall J.", set()),
    ],
)
def test_a_place_is_understood_however_it_is_written(said: str, spots: set[tuple[str, str]]) -> None:
    """Shortened, numbered, joined: the same spot."""
    assert label_words.place(said)[0] == spots


def test_the_matcher_is_loaded_when_the_first_label_is_read() -> None:
    """The first window does not wait for it."""
    asked = "import sys, concierge_desk.operations.recipients; print('rapidfuzz' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("nov", ["Piotr Nowak", "Élie Noah"]),
        ("nwo", ["Élie Noah", "Piotr Nowak"]),
        ("piort", ["Piotr Nowak"]),
        ("no", []),
        ("bov", []),
    ],
)
def test_a_slip_in_the_first_letters_shows_who_is_near(typed: str, names: list[str]) -> None:
    """One letter wrong, swapped or missing; two letters, or another first one, tell nothing."""
    people = [
        prepared(id_=number, version=1, name=name, company="", place="", is_company=False)
        for number, name in enumerate(("Élie Noah", "Piotr Nowak", "Zoé Lefèvre"), 1)
    ]
    found = Directory(people, Stamp(3, 3, 3)).nearly(typed)
    assert [each.name for each in found] == names
