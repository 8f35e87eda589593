"""What one can ask for: the starter catalogue and its editing."""

import tomllib
from typing import Any

import pytest

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.errors import NameMissing, NotFound
from concierge_desk.money import Money
from concierge_desk.operations import catalogue
from concierge_desk.texts import LANGUAGES

STARTER: dict[str, Any] = tomllib.loads(paths.resource("catalogue/starter.toml").read_text("utf-8"))
SERVICES: list[dict[str, Any]] = STARTER["service"]
KEYS = [service["key"] for service in SERVICES]


def test_the_starter_has_the_six_services_of_a_conciergerie() -> None:
    """Dry cleaning first."""
    assert KEYS == [
        "dry_cleaning",
        "shoe_repair",
        "phone_repair",
        "alterations",
        "watch_jewellery",
        "ironing",
    ]


@pytest.mark.parametrize("service", SERVICES, ids=KEYS)
def test_every_service_is_complete(service: dict[str, Any]) -> None:
    """Seven tiles and more behind them, keys that differ, names in every language, a price or a ceiling."""
    articles = service["article"]
    assert len(articles) > 8
    assert len({article["key"] for article in articles}) == len(articles)
    assert articles[-1]["key"] == "other"
    for named in (service, *articles, *service["fields"]):
        assert all(named[language] for language in LANGUAGES)
    for article in articles:
        assert ("price" in article) != ("ceiling" in article)
        assert article.get("price", article.get("ceiling")) > 0
        assert paths.resource(f"icons/{article['icon']}.svg").is_file()
    assert 1 <= len(service["chips"]) <= 7
    assert set(service["chips"]) <= set(STARTER["chip"])
    assert {field["kind"] for field in service["fields"]} <= {"text", "imei", "yes_no"}


def test_every_reserve_is_used_and_said_in_every_language() -> None:
    """No word waits for a service."""
    assert {chip for service in SERVICES for chip in service["chips"]} == set(STARTER["chip"])
    assert all(all(names[language] for language in LANGUAGES) for names in STARTER["chip"].values())


def test_a_telephone_is_asked_for_its_imei_and_never_for_its_code() -> None:
    """Only whether the code was left with us; the code itself has no place to stand."""
    (phone,) = (service for service in SERVICES if service["key"] == "phone_repair")
    kinds = {field["key"]: field["kind"] for field in phone["fields"]}
    assert kinds["imei"] == "imei"
    assert kinds["unlock_code_left"] == "yes_no"
    assert [key for key in kinds if "code" in key or "pin" in key] == ["unlock_code_left"]


def test_the_first_tiles_are_those_of_every_day(desk: Desk) -> None:
    """Shirt, suit of two pieces, dress, jumper, ironing, duvet, alteration."""
    desk.do(catalogue.load_starter)
    cleaning = next(each for each in desk.ask(catalogue.services) if each.key == "ironing")
    assert cleaning.articles[0].name("fr") == "Chemise"
    first = [(article["fr"], article.get("price")) for article in SERVICES[0]["article"][:7]]
    assert first == [
        ("Chemise", 450),
        ("Costume 2 p.", 1600),
        ("Robe", 1200),
        ("Pull", 650),
        ("Repassage", 280),
        ("Couette", 2200),
        ("Retouche", None),
    ]
    assert SERVICES[0]["article"][1]["pieces"] == 2
    assert SERVICES[0]["article"][6]["ceiling"] == 2000


def test_the_starter_is_loaded_once(desk: Desk) -> None:
    """Services that are there already stay as they were edited."""
    made = desk.do(catalogue.load_starter)
    assert {each.key for each in made} == set(KEYS) - {"dry_cleaning", "shoe_repair"}
    assert desk.do(catalogue.load_starter) == []


def test_a_service_comes_with_all_that_a_screen_shows(desk: Desk) -> None:
    """Articles, provider and weekly visits, without another question."""
    cleaning = desk.ask(catalogue.services)[0]
    assert [article.key for article in cleaning.articles] == ["shirt", "suit", "hem"]
    assert cleaning.provider is not None
    assert len(cleaning.provider.weekly) == 3


def test_what_is_no_longer_offered_is_shown_only_to_edit_it(desk: Desk) -> None:
    """An article or a service that was taken off the list comes back by being put on it again."""
    desk.do(catalogue.update_article, article_id=2, active=False)
    desk.do(catalogue.update_service, service_id=2, active=False)
    offered = desk.ask(catalogue.services)
    assert [[article.key for article in each.articles] for each in offered] == [["shirt", "hem"]]
    everything = desk.ask(catalogue.services, everything=True)
    assert [len(each.articles) for each in everything] == [3, 1]


def test_a_price_ends_a_quote_and_a_ceiling_begins_one(desk: Desk) -> None:
    """An article has the one or the other."""
    hem = desk.do(catalogue.update_article, article_id=3, price=Money(1200))
    assert (hem.price, hem.ceiling, hem.on_quote) == (Money(1200), None, False)
    hem = desk.do(catalogue.update_article, article_id=3, ceiling=Money(3000))
    assert (hem.price, hem.ceiling, hem.on_quote) == (None, Money(3000), True)
    hem = desk.do(catalogue.update_article, article_id=3, names={"fr": "Ourlet main", "en": "Hand hem"})
    assert (hem.ceiling, hem.name("en")) == (Money(3000), "Hand hem")


def test_an_article_is_added_at_the_end(desk: Desk) -> None:
    """It takes its service's pictogram, and a language without its name says the other."""
    made = desk.do(catalogue.add_article, service_id=1, names={"fr": " Kimono ", "en": ""}, price=Money(1800))
    assert (made.name("fr"), made.name("en"), made.icon, made.pieces) == ("Kimono", "Kimono", "hanger", 1)
    assert desk.ask(catalogue.services)[0].articles[-1].id == made.id


def test_a_service_is_given_to_a_provider(desk: Desk) -> None:
    """With so many work days."""
    service = desk.do(catalogue.update_service, service_id=1, provider_id=2, work_days=5)
    assert (service.provider_id, service.work_days) == (2, 5)


def test_what_is_not_there_or_has_no_name_is_refused(desk: Desk) -> None:
    """An unknown service, article or provider; an article without a name."""
    with pytest.raises(NotFound):
        desk.do(catalogue.update_service, service_id=404)
    with pytest.raises(NotFound):
        desk.do(catalogue.update_service, service_id=1, provider_id=404)
    with pytest.raises(NotFound):
        desk.do(catalogue.update_article, article_id=404)
    with pytest.raises(NotFound):
        desk.do(catalogue.add_article, service_id=404, names={"fr": "x"})
    with pytest.raises(NameMissing):
        desk.do(catalogue.add_article, service_id=1, names={"fr": " ", "en": ""})
