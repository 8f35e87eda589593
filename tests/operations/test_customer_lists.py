"""Lists of customers from elsewhere: all or nothing, nobody mixed up, and the same list twice changes nothing."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import BadEmail, BadPhone, DeskError, NameMissing, TextTooLong
from concierge_desk.models import Customer, Facts, Notify
from concierge_desk.operations import customer_lists, customers, tables, verification
from concierge_desk.operations.customer_lists import OtherName, SeveralFit
from concierge_desk.operations.list_columns import ColumnMissing, TooManyCells, UnknownWord
from concierge_desk.operations.list_outcomes import Imported, LinesRefused, Outcome, SaidOtherwise
from tests.make import Make

Import = Callable[..., Imported]


@pytest.fixture
def bring(desk: Desk) -> Import:
    """Import a table given as text."""

    def do(text: str, *, skipping: bool = True) -> Imported:
        table = tables.read(text.encode())
        return desk.do(customer_lists.bring_in, table=table, at=desk.clock.now(), skipping=skipping)

    return do


def _everyone(session: Session) -> list[Facts]:
    return [each.personal() for each in session.scalars(select(Customer).order_by(Customer.id))]


def _outcomes(imported: Imported) -> list[Outcome]:
    return [line.outcome for line in imported.lines]


def _refusal(imported: Imported) -> type[DeskError]:
    (line,) = [each for each in imported.lines if each.outcome is Outcome.REFUSED]
    return type(line.refusal) if line.refusal is not None else DeskError


def test_a_list_in_french_is_understood(desk: Desk, bring: Import) -> None:
    """First and last names, telephone, e-mail, how to notify and language are found by what stands above them."""
    bring(
        "Prénom;NOM;Entreprise;Téléphone portable;Courriel;Prévenir par;Langue;Étage\n"
        "Nadia;Benali;Ateliers;612345679;nadia@exemple.fr;SMS;Anglais;3\n"
    )
    nadia = desk.ask(_everyone)[-1]
    assert nadia == {
        "name": "Nadia Benali",
        "company": "Ateliers",
        "place": "",
        "phone": "06 12 34 56 79",
        "email": "nadia@exemple.fr",
        "notify": Notify.SMS.value,
        "language": "en",
        "note": "",
    }


def test_what_would_be_done_is_only_shown_by_a_rehearsal(desk: Desk) -> None:
    """A rehearsal tells each line and leaves the store as it was."""
    before = desk.ask(_everyone)
    table = tables.read(b"name,phone\nNadia Benali,0611223344\n")
    seen = desk.rehearse(customer_lists.look_through, table=table, at=desk.clock.now())
    assert _outcomes(seen) == [Outcome.ADDED]
    assert desk.ask(_everyone) == before


@pytest.mark.parametrize(
    "line",
    [
        "Claire Dupont,,,CLAIRE.DUPONT@exemple.fr,new",
        "DUPONT Claire,,+33 6 12 34 56 78,,new",
        "claire dupont,ateliers darwin,,,new",
    ],
)
def test_a_person_is_found_by_mail_by_telephone_or_by_name_and_company(
    desk: Desk, bring: Import, line: str
) -> None:
    """However the list writes her, Claire is Claire, and keeps her name."""
    imported = bring(f"name,company,phone,email,note\n{line}\n")
    assert _outcomes(imported) == [Outcome.CHANGED]
    assert "note" in imported.lines[0].changed
    everyone = desk.ask(_everyone)
    assert len(everyone) == 2
    assert (everyone[0]["name"], everyone[0]["note"]) == ("Claire Dupont", "new")


def test_an_empty_cell_empties_nothing(desk: Desk, bring: Import) -> None:
    """A list that says less takes nothing away."""
    before = desk.ask(_everyone)
    assert _outcomes(bring("name,phone,email,note\nClaire Dupont,0612345678,,\n")) == [Outcome.SAME]
    assert desk.ask(_everyone) == before


def test_another_name_at_the_same_mail_is_refused(bring: Import) -> None:
    """An e-mail is one person's: a person must look."""
    assert _refusal(bring("name,email\nPaul Martin,claire.dupont@exemple.fr\n")) is OtherName


def test_a_family_shares_its_telephone(desk: Desk, bring: Import) -> None:
    """Another name at the same telephone is another person; a part of the name is doubtful."""
    assert _outcomes(bring("name,phone\nPaul Dupont,0612345678\n")) == [Outcome.ADDED]
    assert _refusal(bring("name,phone\nDupont,0612345678\n")) is OtherName


def test_two_of_one_name_are_not_guessed_between(desk: Desk, make: Make, bring: Import) -> None:
    """When several customers fit, none is changed; an e-mail tells them apart."""
    make.customer("Jean Petit")
    jean = make.customer("Jean Petit")
    desk.do(customers.update, customer_id=jean.id, at=desk.clock.now(), email="b@exemple.fr")
    assert _refusal(bring("name,note\nJean Petit,x\n")) is SeveralFit
    assert _outcomes(bring("name,email,note\nJean Petit,b@exemple.fr,x\n")) == [Outcome.CHANGED]
    assert [each["note"] for each in desk.ask(_everyone)[2:]] == ["", "x"]


def test_two_lines_that_say_different_things_of_one_person(bring: Import) -> None:
    """The second is refused and names the first; a line said twice is as it was."""
    assert _refusal(bring("name,phone\nNadia Benali,0611111111\nNadia Benali,0622222222\n")) is SaidOtherwise
    assert _outcomes(bring("name,phone\nAda Roy,0633333333\nAda Roy,0633333333\n")) == [
        Outcome.ADDED,
        Outcome.SAME,
    ]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (",0611111111,,", NameMissing),
        ("\u200b\u202e,,,", NameMissing),
        ("Ada,abc,,", BadPhone),
        ("Ada,,not a mail,", BadEmail),
        ("Ada,,,pigeon", UnknownWord),
        ("Ada,,,,,surplus", TooManyCells),
        ("x" * 20_000 + ",,,", TextTooLong),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused_with_its_reason(
    desk: Desk, bring: Import, line: str, refusal: type[DeskError]
) -> None:
    """The reason is told by line; the others come in when that is asked."""
    imported = bring(f"name,phone,email,notify\n{line}\nNadia Benali,,,\n")
    assert _refusal(imported) is refusal
    assert imported.count(Outcome.ADDED) == 1
    assert len(desk.ask(_everyone)) == 3


def test_one_refused_line_lets_nothing_in(desk: Desk, bring: Import) -> None:
    """Never half a list, unless leaving out what is refused was asked for."""
    before = desk.ask(_everyone)
    with pytest.raises(LinesRefused):
        bring("name,phone\nNadia Benali,0611111111\nAda,abc\n", skipping=False)
    assert desk.ask(_everyone) == before


def test_a_list_without_names_is_refused(bring: Import) -> None:
    """A table without a column for the name is none of customers."""
    with pytest.raises(ColumnMissing):
        bring("phone,email\n0611111111,a@exemple.fr\n")


def test_nul_and_signs_that_nobody_types_do_not_get_in(desk: Desk, bring: Import) -> None:
    """What is kept is clean text, and formulas stay texts."""
    bring('name,company,note\n"Na\0dia Benali","=cmd|calc","a\u202eb\nc"\n')
    nadia = desk.ask(_everyone)[-1]
    assert (nadia["name"], nadia["company"], nadia["note"]) == ("Nadia Benali", "=cmd|calc", "ab c")


_NAMES = st.sampled_from(["Ana Roy", "Roy Ana", "Léo Petit", "Leo PETIT", "Petit", "Claire Dupont"])
_PHONES = st.sampled_from(["", "0611111111", "+33 6 11 11 11 11", "0622222222", "06 12 34 56 78", "zz"])
_MAILS = st.sampled_from(["", "a@exemple.fr", "A@Exemple.fr", "b@exemple.fr", "claire.dupont@exemple.fr"])
_FIRMS = st.sampled_from(["", "Ateliers Darwin", "Usine"])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
@given(st.lists(st.tuples(_NAMES, _PHONES, _MAILS, _FIRMS), min_size=1, max_size=6))
def test_the_same_list_again_adds_and_changes_nothing(desk: Desk, lines: list[tuple[str, ...]]) -> None:
    """A list that was taken in whole adds and changes nothing the next time.

    By then another person may have a line's telephone too: one that could be either of two is refused.
    """
    text = "\n".join(["name;phone;email;company", *(";".join(line) for line in lines)])
    table = tables.read(text.encode())
    kept = {"table": table, "at": desk.clock.now(), "skipping": True}
    first = desk.rehearse(customer_lists.bring_in, **kept)  # type: ignore[arg-type]  # one dict of three kinds
    assume(all(line.outcome is not Outcome.REFUSED for line in first.lines))
    desk.do(customer_lists.bring_in, **kept)  # type: ignore[arg-type]  # as above
    second = desk.do(customer_lists.bring_in, **kept)  # type: ignore[arg-type]  # as above
    assert {line.outcome for line in second.lines} <= {Outcome.SAME, Outcome.REFUSED}
    assert desk.ask(verification.verify).fault is None
