"""The tariff of a house: none is shipped, prices have their days, and the step a piece fits in is found."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import BadAmount, DeskError, NotFound
from concierge_desk.models import Tariff
from concierge_desk.money import Money
from concierge_desk.operations import tariffs
from concierge_desk.operations.rights import RightMissing
from concierge_desk.operations.tariffs import (
    BadWeight,
    OfferedService,
    PricesOverlap,
    ServiceMissing,
    TariffFacts,
)
from concierge_desk.operations.validity import BadSpan
from tests.make import IDS

if TYPE_CHECKING:
    from collections.abc import Callable

_POST = 1
_BEGINS = date(2026, 1, 1)
_GREEN_20 = TariffFacts(_POST, "Lettre verte", 20, Money(111), _BEGINS, source="an invented price")


def _by(desk: Desk, staff_id: int = IDS.supervisor) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": staff_id}


def _keep(desk: Desk, facts: TariffFacts, **others: Any) -> Tariff:  # noqa: ANN401  # of the deed
    return desk.do(tariffs.keep_tariff, facts=facts, **_by(desk) | others)


def _price(desk: Desk, weight_g: int, on: date = _BEGINS, **others: Any) -> int | None:  # noqa: ANN401  # of the question
    asked: dict[str, Any] = {"carrier_id": _POST, "service": "lettre verte", "format": ""} | others
    found = desk.ask(tariffs.price_of, weight_g=weight_g, on=on, **asked)
    return None if found is None else found.price.cents


def test_none_is_shipped(desk: Desk) -> None:
    """An empty tariff asks."""
    assert desk.ask(tariffs.prices) == []
    assert desk.ask(tariffs.services, carrier_id=_POST, on=_BEGINS) == []
    assert _price(desk, 20) is None


def test_the_lightest_step_that_a_piece_fits_in(desk: Desk) -> None:
    """20 g is still of the first step; what is too heavy has no price; the format's own price goes first."""
    _keep(desk, _GREEN_20)
    _keep(desk, replace(_GREEN_20, up_to_g=100, price=Money(222)))
    _keep(desk, replace(_GREEN_20, up_to_g=250, format="Grande", price=Money(333)))
    _keep(desk, replace(_GREEN_20, service="Recommandé R1", price=Money(555), registered=True))
    assert [_price(desk, grams) for grams in (1, 20, 21, 100, 101)] == [111, 111, 222, 222, None]
    assert _price(desk, 10, format="grande") == 333
    assert _price(desk, 10, format="petite") == 111
    assert _price(desk, 10, service="Lettre rouge") is None
    assert _price(desk, 10, carrier_id=2) is None
    assert desk.ask(tariffs.services, carrier_id=_POST, on=_BEGINS) == [
        OfferedService("Lettre verte", ("", "Grande"), 250, registered=False),
        OfferedService("Recommandé R1", ("",), 20, registered=True),
    ]


def test_a_new_price_ends_the_old_one_the_day_before(desk: Desk) -> None:
    """What was sent last year was sent at last year's price; a slip of the finger is only put right."""
    old = _keep(desk, _GREEN_20)
    _keep(desk, replace(_GREEN_20, price=Money(112)), tariff_id=old.id)
    new = _keep(desk, replace(_GREEN_20, price=Money(120), valid_from=date(2027, 1, 1)), tariff_id=old.id)
    assert new.id != old.id
    assert _price(desk, 20, date(2026, 12, 31)) == 112
    assert _price(desk, 20, date(2027, 1, 1)) == 120
    assert _price(desk, 20, date(2025, 12, 31)) is None
    desk.do(tariffs.end_tariff, tariff_id=new.id, last_on=date(2027, 1, 31), **_by(desk))
    assert _price(desk, 20, date(2027, 2, 1)) is None
    assert len(desk.ask(tariffs.prices, carrier_id=_POST)) == 2
    desk.do(tariffs.drop_tariff, tariff_id=new.id, **_by(desk))
    assert len(desk.ask(tariffs.prices)) == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"service": " "}, ServiceMissing),
        ({"up_to_g": 0}, BadWeight),
        ({"up_to_g": 100_001}, BadWeight),
        ({"price": Money(-1)}, BadAmount),
        ({"valid_to": date(2025, 12, 31)}, BadSpan),
        ({"carrier_id": 999}, NotFound),
        ({"service": "LETTRE VERTE", "valid_from": date(2026, 6, 1)}, PricesOverlap),
    ],
)
def test_what_is_wrong_is_refused(desk: Desk, wrong: dict[str, Any], refusal: type[DeskError]) -> None:
    """Two prices for one thing on one day, too."""
    _keep(desk, _GREEN_20)
    with pytest.raises(refusal):
        _keep(desk, replace(_GREEN_20, **wrong))
    assert len(desk.ask(tariffs.prices)) == 1


def test_only_those_who_may_change_prices(desk: Desk) -> None:
    """A concierge is told whom to ask."""
    kept = _keep(desk, _GREEN_20)
    deeds: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (tariffs.keep_tariff, {"facts": replace(_GREEN_20, up_to_g=50)}),
        (tariffs.end_tariff, {"tariff_id": kept.id, "last_on": date(2027, 1, 1)}),
        (tariffs.drop_tariff, {"tariff_id": kept.id}),
    ]
    for deed, what in deeds:
        with pytest.raises(RightMissing, match="Aminata"):
            desk.do(deed, **what, **_by(desk, IDS.concierge))
