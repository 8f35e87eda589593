"""The labels of pigeonholes: for whom, in which order, and queued once."""

from datetime import timedelta
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Paper
from concierge_desk.operations import customers, deeds, mail_intake, pigeonholes, printing
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_registers import CompanyUnknown
from concierge_desk.operations.pigeonholes import NobodyChosen, NobodyGetsMail
from tests.make import IDS
from tests.operations.counter import Counter


@pytest.fixture
def site(desk: Desk) -> dict[str, int]:
    """Register a company, its people however it is written, and somebody of none."""
    people = {
        "Zoé": "ateliers  du lac", "Ateliers du Lac": "", "Émile": "Ateliers du Lac", "Alice": "", "Bruno": "Banque",
    }  # fmt: skip  # who belongs together stands together
    made = {}
    for name, company in people.items():
        is_company = name == "Ateliers du Lac"
        one = desk.do(
            customers.register, name=name, company=company, is_company=is_company, at=desk.clock.now()
        )
        made[name] = one.id
    return made


def _named(site: dict[str, int], found: list[int]) -> list[str]:
    names = {each: name for name, each in site.items()}
    return [names[each] for each in found]


def test_labels_come_as_the_pigeonholes_stand(desk: Desk, site: dict[str, int]) -> None:
    """By company, itself first, then by name; then who belongs to none."""
    found = desk.ask(pigeonholes.in_order, customer_ids=site.values())
    assert _named(site, found) == ["Ateliers du Lac", "Émile", "Zoé", "Bruno", "Alice"]


def test_a_company_is_found_however_it_is_written(desk: Desk, site: dict[str, int]) -> None:
    """It has a label itself."""
    found = desk.ask(pigeonholes.of_company, company="ATELIERS DU LAC")
    assert _named(site, found) == ["Ateliers du Lac", "Émile", "Zoé"]
    with pytest.raises(CompanyUnknown):
        desk.ask(pigeonholes.of_company, company="Nowhere")


def test_everybody_is_who_got_mail_in_four_months(desk: Desk, site: dict[str, int]) -> None:
    """Neither who got none, nor the row that is nobody, nor who was erased."""
    on = moments.day_of(desk.clock.now())
    with pytest.raises(NobodyGetsMail):
        desk.ask(pigeonholes.got_mail, on=on)
    whose = [site["Zoé"], site["Bruno"], None]
    pieces = [Arrival(MailKind.LETTER, customer_id=each) for each in whose]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **Counter(desk).by())
    assert _named(site, desk.ask(pigeonholes.got_mail, on=on)) == ["Zoé", "Bruno"]
    with pytest.raises(NobodyGetsMail):
        desk.ask(pigeonholes.got_mail, on=on + timedelta(days=121))


def test_labels_are_queued_once(desk: Desk, site: dict[str, int]) -> None:
    """An answer that was lost is asked for again; who was erased has no label, and nobody at all is no paper."""
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    uid = deeds.new_uid()
    whose = [site["Bruno"], site["Émile"]]
    first = desk.do(pigeonholes.print_labels, customer_ids=whose, deed_uid=uid, **by)
    again = desk.do(pigeonholes.print_labels, customer_ids=whose, deed_uid=uid, **by)
    assert first.id == again.id
    (job,) = desk.ask(printing.waiting)
    assert (job.paper, job.subject_ids) == (Paper.PIGEONHOLE_LABELS, [site["Émile"], site["Bruno"]])
    desk.do(customers.erase, customer_id=site["Zoé"], **by)
    with pytest.raises(NobodyChosen):
        desk.do(pigeonholes.print_labels, customer_ids=[site["Zoé"]], **by)
