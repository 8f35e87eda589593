"""Lists of providers: out and in without a difference, matched by SIRET and name, and nothing half done."""

import io
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import BadPhone, DeskError, NameMissing
from concierge_desk.models import LegalForm, Offer, Provider, Service, WeeklyVisit
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import directory, example, provider_lists, providers, tables, verification
from concierge_desk.operations.directory import ProviderNameTaken, StillHasPieces
from concierge_desk.operations.list_cells import BadDay, BadNumber
from concierge_desk.operations.list_columns import ColumnMissing, TooManyCells, UnknownWord
from concierge_desk.operations.list_outcomes import Imported, LinesRefused, Outcome, SaidOtherwise
from concierge_desk.operations.provider_cells import BadCell
from concierge_desk.operations.provider_facts import (
    BadClosure,
    BadSiret,
    BadVisit,
    Closure,
    Contact,
    DelayWithoutEnd,
    Offered,
    ProviderFacts,
    Weekly,
)
from concierge_desk.operations.provider_lists import OtherSiret
from concierge_desk.texts import LANGUAGES, Texts
from tests import make as making
from tests.make import IDS, MONDAY_MORNING, Make
from tests.operations.test_directory import WHOLE


def _bring(desk: Desk, text: str, *, skipping: bool = True) -> Imported:
    return desk.do(provider_lists.bring_in, table=tables.read(text.encode()), skipping=skipping)


def _written(desk: Desk, language: str = "fr", separator: str = ",") -> str:
    stream = io.StringIO(newline="")
    desk.ask(provider_lists.write, stream=stream, texts=Texts(language), separator=separator)
    return stream.getvalue()


def _outcomes(imported: Imported) -> list[Outcome]:
    return [line.outcome for line in imported.lines]


def _refusal(imported: Imported) -> type[DeskError]:
    (line,) = [each for each in imported.lines if each.outcome is Outcome.REFUSED]
    return type(line.refusal) if line.refusal is not None else DeskError


def _keep(desk: Desk, facts: ProviderFacts) -> int:
    return desk.do(directory.set_provider, facts=facts).id


def _forget(session: Session) -> None:
    session.execute(update(Service).values(provider_id=None))
    for table in (Offer, WeeklyVisit, Provider):
        session.execute(delete(table))


def _fresh(tmp_path: Path) -> Desk:
    """A desk with the same services and articles, and nobody in its directory."""
    desk = Desk(Store(tmp_path / "fresh.sqlite"), SetClock(MONDAY_MORNING))
    desk.do(making.furnish)

    desk.do(_forget)
    return desk


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("separator", [",", ";"])
def test_what_is_written_and_brought_in_again_changes_nothing(
    desk: Desk, tmp_path: Path, language: str, separator: str
) -> None:
    """Every fact comes back, in either language; and a desk without providers gets the same ones from the list."""
    _keep(desk, WHOLE)
    gone = _keep(desk, ProviderFacts("=Ancien", phone="+32 2 123 45 67", contacts=[Contact('+Zoé; "Z"')]))
    desk.do(directory.switch, provider_id=gone, active=False)
    text = _written(desk, language, separator)
    assert set(_outcomes(_bring(desk, text, skipping=False))) == {Outcome.SAME}
    assert _written(desk, language, separator) == text
    other = _fresh(tmp_path)
    assert set(_outcomes(_bring(other, text, skipping=False))) == {Outcome.ADDED}
    assert _written(other, language, separator) == text
    assert set(_outcomes(_bring(other, text))) == {Outcome.SAME}
    other.store.close()


def test_the_example_comes_back_too(tmp_path: Path) -> None:
    """Six plausible providers with everything there is of them."""
    desk = Desk(Store(tmp_path / "example.sqlite"), SetClock(MONDAY_MORNING))
    desk.do(example.furnish, at=MONDAY_MORNING)
    assert set(_outcomes(_bring(desk, _written(desk)))) == {Outcome.SAME}
    desk.store.close()


def test_no_cell_is_a_formula(desk: Desk) -> None:
    """A spreadsheet runs nothing of what somebody wrote."""
    _keep(desk, ProviderFacts("=1+1", trade="@sum", note="-2", contacts=[Contact("=cmd")]))
    for line in _written(desk).splitlines()[1:]:
        assert not line.startswith("=")
    text = _written(desk)
    assert "'=1+1,'@sum" in text
    assert "'=cmd" in text
    assert "'-2" in text


_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(
    name=_NAMES,
    contacts=st.lists(st.builds(Contact, _NAMES, _NAMES), max_size=3),
    weekly=st.lists(
        st.builds(
            Weekly,
            st.integers(0, 6),
            st.times(max_value=time(12)).map(lambda at: at.replace(second=0, microsecond=0)),
            takes=st.just(True),
            brings=st.booleans(),
            until=st.sampled_from([None, time(18, 5)]),
            cutoff_minutes=st.integers(0, 600),
        ),
        max_size=4,
    ),
    offered=st.lists(st.builds(Offered, st.integers(1, 2), st.none() | st.integers(0, 30)), max_size=2),
    prices=st.dictionaries(st.integers(1, 4), st.integers(0, 99999).map(Money)),
    closures=st.lists(
        st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(lambda on: Closure(on, on)), max_size=3
    ),
    form=st.sampled_from(LegalForm),
    metres=st.none() | st.integers(0, 999_999),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_provider_comes_back(desk: Desk, **facts: Any) -> None:  # noqa: ANN401  # what is drawn above
    """Whatever is typed: signs of tables, quotes, other scripts, every kind of visit and price."""
    form, metres, offered = facts.pop("form"), facts.pop("metres"), facts.pop("offered")
    whole = ProviderFacts(**facts, legal_form=form, distance_m=metres, offers=offered, note="a;b\tc")
    try:
        kept = desk.do(directory.set_provider, facts=whole)
    except DeskError:
        assume(False)
        return
    try:
        seen = _bring(desk, _written(desk))
        assert set(_outcomes(seen)) == {Outcome.SAME}, [line.refusal for line in seen.lines]
    finally:
        desk.do(directory.set_provider, facts=ProviderFacts(f"Rangé {kept.id}"), provider_id=kept.id)


def test_a_list_in_french_is_understood(desk: Desk) -> None:
    """As people write it: their titles, dates and hours, days cut short, several things on one line."""
    _bring(
        desk,
        "Prestataire;Métier;Statut;Distance;Passages;Prestations;Congés;Téléphone;Couleur\n"
        "Atelier Neuf;retouche;aci;1,2 km;lun 9h30-10h ; jeu. 16:00, 45;Pressing, 3 jours;"
        "03/08/2026-21/08/2026;556123456;bleu\n".replace(" ; ", "\n")
        .replace("lun", '"lun', 1)
        .replace("45;", '45";', 1),
    )
    made = next(each for each in desk.ask(providers.providers) if each.name == "Atelier Neuf")
    facts = desk.ask(directory.facts_of, provider_id=made.id)
    assert facts.legal_form is LegalForm.ACI
    assert (facts.trade, facts.phone, facts.distance_m) == ("retouche", "05 56 12 34 56", 1200)
    assert facts.weekly == [
        Weekly(0, time(9, 30), until=time(10)),
        Weekly(3, time(16), cutoff_minutes=45),
    ]
    assert facts.offers == [Offered(1, 3)]
    assert facts.closures == [Closure(date(2026, 8, 3), date(2026, 8, 21))]


def test_a_line_finds_its_provider_by_siret_then_by_name(desk: Desk) -> None:
    """A SIRET finds it under another name; a name finds one that has no SIRET yet, however it is written."""
    _keep(desk, WHOLE)
    seen = _bring(
        desk, f"name,siret\nAtelier des Trois Rives,{WHOLE.siret}\nPRESSING DES CHARTRONS,35600000049837\n"
    )
    assert _outcomes(seen) == [Outcome.CHANGED, Outcome.CHANGED]
    assert seen.lines[0].changed == ("name",)
    assert {each.name: each.siret for each in desk.ask(providers.providers)} == {
        "Atelier des Trois Rives": WHOLE.siret,
        "Cordonnerie Pas à Pas": "",
        "PRESSING DES CHARTRONS": "35600000049837",
    }


def test_an_empty_cell_changes_nothing(desk: Desk) -> None:
    """What a list does not say stays."""
    made = _keep(desk, WHOLE)
    seen = _bring(desk, f"name,siret,phone,visits,capacity\n{WHOLE.name},,,,41\n")
    assert seen.lines[0].changed == ("capacity",)
    assert desk.ask(directory.facts_of, provider_id=made) == replace(WHOLE, capacity=41)


@pytest.mark.parametrize(
    ("titles", "cells", "refusal"),
    [
        ("name", "-", NameMissing),
        ("name,phone", "A1,abc", BadPhone),
        ("name,siret", "A1,73282932000075", BadSiret),
        ("name,siret", "Atelier des Deux Rives,35600000049837", OtherSiret),
        ("name,kind of organisation", "A1,sarl", UnknownWord),
        ("name,visits", "A1,someday 13:00", BadCell),
        ("name,visits", "A1,ma 13:00 14:00", BadCell),
        ("name,visits", "A1,mardi 25:00", BadCell),
        ("name,visits", "A1,mardi 14:00-13:00", BadVisit),
        ("name,visits", 'A1,"mardi 14:00, saute"', BadCell),
        ("name,services", "A1,plomberie", BadCell),
        ("name,services", 'A1,"Pressing, bientôt"', BadCell),
        ("name,what it charges us", "A1,Pressing / Cape = 3", BadCell),
        ("name,what it charges us", "A1,Pressing / Chemise = cher", BadCell),
        ("name,what it charges us", "A1,Pressing / Chemise", BadCell),
        ("name,holidays", "A1,août", BadCell),
        ("name,holidays", "A1,2026-08-02/2026-08-01", BadClosure),
        ("name,contacts", 'A1,"Inès,b,c,d,e"', BadCell),
        ("name,capacity", "A1,beaucoup", BadNumber),
        ("name,distance", "A1,loin", BadNumber),
        ("name,approved until", "A1,32/01/2026", BadDay),
        ("name,late by working days", "A1,3", DelayWithoutEnd),
        ("name,still comes", "A1,peut-être", UnknownWord),
        ("name,still comes", "Pressing des Chartrons,no", StillHasPieces),
        ("name,siret", "Pressing des Chartrons,73282932000074", ProviderNameTaken),
        ("name,trade", "A1,b,c", TooManyCells),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    desk: Desk, make: Make, titles: str, cells: str, refusal: type[DeskError]
) -> None:
    """Nothing of a refused line is kept, also when the others are."""
    make.deposit(IDS.shirt)
    _keep(desk, WHOLE)
    before = _written(desk)
    imported = _bring(desk, f"{titles}\n{cells}\n")
    assert _refusal(imported) is refusal
    assert _written(desk) == before
    with pytest.raises(LinesRefused):
        _bring(desk, f"{titles}\n{cells}\n", skipping=False)
    assert desk.ask(verification.verify).fault is None


def test_two_lines_do_not_contradict_each_other(desk: Desk) -> None:
    """Neither of one provider, nor about who is the usual one of a service."""
    seen = _bring(desk, "name,trade\nNeuf,pressing\nNeuf,couture\n")
    assert _refusal(seen) is SaidOtherwise
    seen = _bring(desk, 'name,services\nUn,"Pressing, usual"\nDeux,"Pressing, usual"\n')
    assert _refusal(seen) is SaidOtherwise


def test_a_list_makes_somebody_the_usual_one_and_nobody_loses_it_by_silence(desk: Desk) -> None:
    """A line without the word leaves who is it; a line with it takes it over, and says so."""
    _bring(desk, "name,services\nNeuf,Pressing\n")
    assert desk.ask(directory.facts_of, provider_id=IDS.cleaner).offers == [Offered(1, usual=True)]
    seen = _bring(desk, "name,services\nPressing des Chartrons,Pressing\n")
    assert _outcomes(seen) == [Outcome.SAME]
    seen = _bring(
        desk, 'name,services\nNeuf,"Pressing, habituel"\n'.replace("habituel", Texts("fr")("usual"))
    )
    assert _outcomes(seen) == [Outcome.CHANGED]
    assert desk.ask(directory.facts_of, provider_id=IDS.cleaner).offers == [Offered(1)]


def test_a_list_without_names_is_refused_and_other_titles_are_told(desk: Desk) -> None:
    """Without a column for the name nothing is done; a title that nobody knows is left out."""
    with pytest.raises(ColumnMissing):
        _bring(desk, "trade\npressing\n")
    assert _bring(desk, "nom,couleur\nNeuf,bleu\n").ignored == ["couleur"]
