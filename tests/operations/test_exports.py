"""What the desk remembers, as tables."""

import io
from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.moments import SetClock
from concierge_desk.operations import customer_lists, exports, tables
from concierge_desk.operations.exports import Exported
from concierge_desk.operations.list_outcomes import Outcome
from concierge_desk.operations.tables import Table
from concierge_desk.texts import Texts
from tests.make import Make


def _exported(desk: Desk, what: Exported, language: str = "en", separator: str = ",") -> Table:
    stream = io.StringIO()
    count = desk.ask(exports.write, what=what, stream=stream, texts=Texts(language), separator=separator)
    table = tables.read(stream.getvalue().encode())
    assert len(table.lines) == count
    return table


def test_items_say_whose_what_and_where(desk: Desk, make: Make) -> None:
    """One line per item, with words in the language that is asked for and amounts with a point."""
    request = make.deposit(make.ids.shirt, make.ids.suit)
    table = _exported(desk, Exported.ITEMS, separator=";")
    said = dict(zip(table.columns, table.lines[0].cells, strict=True))
    assert len(table.lines) == 3
    assert said["Ticket"] == request.number
    assert (said["Customer"], said["Article"], said["Price"]) == ("Claire Dupont", "Shirt", "4.50")
    assert (said["Status"], said["Holder"]) == ("handed in", "desk")
    assert len(said["Item"]) == 10


def test_moves_and_requests_are_complete(desk: Desk, make: Make, clock: SetClock) -> None:
    """Every move with its digest and every ticket stand in their tables, in order."""
    make.deposit(make.ids.suit)
    clock.forward(timedelta(hours=1))
    make.deposit(make.ids.shirt, customer_id=make.ids.mohamed)
    moves = _exported(desk, Exported.MOVES)
    assert [line.cells[0] for line in moves.lines] == ["1", "2", "3"]
    assert all(len(line.cells[-1]) == 64 for line in moves.lines)
    requests = _exported(desk, Exported.REQUESTS)
    assert [line.cells[3] for line in requests.lines] == ["Claire Dupont", "Mohamed Traoré"]
    assert requests.lines[1].cells[1] == "2026-11-23 10:30+01:00"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_customers_that_were_exported_change_nothing_when_imported(
    desk: Desk, make: Make, language: str
) -> None:
    """Our own table is understood in both languages, guarded cells and all."""
    make.customer("=HYPERLINK(1)")
    make.customer("+Ana")
    table = _exported(desk, Exported.CUSTOMERS, language)
    seen = desk.rehearse(customer_lists.look_through, table=table, at=desk.clock.now())
    assert {line.outcome for line in seen.lines} == {Outcome.SAME}
    assert len(seen.lines) == 4
