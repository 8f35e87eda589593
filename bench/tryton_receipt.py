"""Receive five lines in Tryton, several times; runs in Tryton's own environment and prints the seconds as JSON."""

import json
import sys
import time
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from proteus import Model, config  # type: ignore[import-not-found]  # only in Tryton's environment

RUNS, WARM_UP, LINES = 15, 3, 5


def main(database: str, settings: str) -> None:
    """Set a company up in a fresh database, then receive."""
    config.set_trytond(database, config_file=settings)
    company = _company()
    products = [_product(number) for number in range(LINES)]
    party = Model.get("party.party")(name="Customer")
    party.save()
    runs = []
    for _ in range(WARM_UP + RUNS):
        began = time.perf_counter()
        _receive(company, party, products)
        runs.append(time.perf_counter() - began)
    print(json.dumps({"runs": runs[WARM_UP:], "version": version("trytond")}))


def _company() -> Any:  # noqa: ANN401  # proteus makes its classes as it goes
    currency = Model.get("currency.currency")(name="Euro", symbol="€", code="EUR")
    currency.save()
    party = Model.get("party.party")(name="Desk")
    party.save()
    company = Model.get("company.company")(party=party, currency=currency)
    company.save()
    user = Model.get("res.user")(config.get_config().user)
    user.companies.append(company)
    user.company = company
    user.save()
    config.get_config()._context = Model.get("res.user").get_preferences(True, {})  # noqa: SLF001  # as Tryton's own tests do
    return company


def _product(number: int) -> Any:  # noqa: ANN401  # as above
    (unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
    template = Model.get("product.template")(name=f"Shirt {number}", default_uom=unit, type="goods")
    template.list_price = Decimal("4.50")
    template.save()
    return template.products[0]


def _receive(company: Any, party: Any, products: list[Any]) -> None:  # noqa: ANN401  # as above
    locations = Model.get("stock.location")
    (supplier,) = locations.find([("code", "=", "SUP")])
    shipment = Model.get("stock.shipment.in")(supplier=party, company=company)
    for product in products:
        move = shipment.incoming_moves.new()
        move.from_location = supplier
        move.to_location = shipment.warehouse_input
        move.product = product
        move.quantity = 1
        move.unit = product.default_uom
        move.unit_price = Decimal("4.50")
        move.currency = company.currency
    shipment.save()
    shipment.click("receive")


if __name__ == "__main__":
    main(*sys.argv[1:])
