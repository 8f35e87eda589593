"""A piece that another carrier brings keeps its own: its rule, its way back, its papers, its place in the books."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import CarrierVisit, Holder, MailItem, MailKind, Move, MoveKind
from concierge_desk.operations import (
    brands,
    carrier_visits,
    carriers,
    corrections,
    deeds,
    mail_reading,
    mail_recorded,
    mail_registers,
    rule_keeping,
)
from concierge_desk.operations.brands import NotBrought
from concierge_desk.operations.carrier_visits import OtherCarrier
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.rule_keeping import RuleFacts
from concierge_desk.operations.verification import verify
from concierge_desk.print.documents import carrier_sheet, deposit_slip
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.mail_at import arrive, carrier_id, send_back

_COLISSIMO, _CHRONOPOST, _LIKELY = "6A00000000017", "XY123456785FR", "EE123456785FR"
_ON = date(2026, 11, 23)


def _by(desk: Desk, staff_id: int = IDS.concierge) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": staff_id, "deed_uid": deeds.new_uid()}


def _parcel(number: str = "", carrier: str = "") -> Arrival:
    return Arrival(MailKind.PARCEL, number, customer_id=IDS.claire, carrier=carrier)


def _keys(desk: Desk) -> dict[int | None, str]:
    return {each.id: each.key for each in desk.ask(carriers.every)}


def _whose(desk: Desk, visit: CarrierVisit) -> list[str]:
    keys = _keys(desk)
    with Session(desk.store.reader) as session:
        found = session.scalars(select(MailItem.carrier_id).where(MailItem.came_with_id == visit.id))
        return [keys[each] for each in found]


def _bring_for(desk: Desk, key: str, *others: str) -> None:
    name = next(each.name for each in desk.ask(carriers.every) if each.key == key)
    by = _by(desk, IDS.supervisor) | {"carrier_id": carrier_id(desk, key)}
    del by["deed_uid"]
    desk.do(carriers.keep, name=name, brings=others, **by)


@pytest.mark.parametrize(
    ("brought_by", "pieces", "whose"),
    [
        # A number that says it surely; one that is only likely; none at all.
        (
            "la_poste",
            [_parcel(_COLISSIMO), _parcel(_LIKELY), _parcel()],
            ["colissimo", "la_poste", "la_poste"],
        ),
        ("la_poste", [_parcel(_CHRONOPOST)], ["chronopost"]),
        # The house does not say that DPD brings for Colissimo, nor that Colissimo brings for La Poste.
        ("dpd", [_parcel(_COLISSIMO)], ["dpd"]),
        ("colissimo", [_parcel("RA123456785FR")], ["colissimo"]),
        # The concierge says it, also against the number.
        (
            "la_poste",
            [_parcel("", "chronopost"), _parcel(_COLISSIMO, "la_poste")],
            ["chronopost", "la_poste"],
        ),
    ],
)
def test_a_piece_keeps_its_own_carrier(
    desk: Desk, brought_by: str, pieces: Sequence[Arrival], whose: list[str]
) -> None:
    """Where the house says that one brings for the other; who brought it stays told by the coming and its moves."""
    visit = arrive(desk, brought_by, *pieces)
    assert _whose(desk, visit) == whose
    with Session(desk.store.reader) as session:
        came = session.scalars(select(Move).where(Move.deed_uid == visit.deed_uid)).all()
        assert {(move.kind, move.from_holder, move.from_id) for move in came} == {
            (MoveKind.RECEIVED, Holder.CARRIER, carrier_id(desk, brought_by))
        }
    assert desk.ask(verify).fault is None


@pytest.mark.parametrize(("said", "name"), [("dpd", "DPD"), ("nobody", "nobody")])
def test_what_is_not_brought_here_is_refused(desk: Desk, said: str, name: str) -> None:
    """Nothing is recorded as La Poste’s, under its rule, of which somebody said that it is another one’s."""
    with pytest.raises(NotBrought) as refused:
        arrive(desk, "la_poste", _parcel(), _parcel("", said))
    sentence = refused.value.said(Texts("en"))
    assert sentence == f"La Poste brings no mail of {name}. Say again of which carrier the piece is."
    assert desk.ask(lambda session: session.query(MailItem).count()) == 0


def test_the_house_says_who_brings_for_whom(desk: Desk) -> None:
    """DPD may bring for Chronopost; nobody brings for itself, for what is handed in, or for whom there is not."""
    _bring_for(desk, "dpd", "chronopost", "chronopost")
    assert _whose(desk, arrive(desk, "dpd", _parcel(_CHRONOPOST))) == ["chronopost"]
    _bring_for(desk, "la_poste")
    assert _whose(desk, arrive(desk, "la_poste", _parcel(_COLISSIMO))) == ["la_poste"]
    for wrong in ("dpd", "hand", "nobody"):
        with pytest.raises(NotFound):
            _bring_for(desk, "dpd", wrong)
    kept = next(each for each in desk.ask(carriers.every) if each.key == "dpd")
    assert kept.brings == ["chronopost"]


def test_its_own_carrier_s_rule_holds(desk: Desk) -> None:
    """Two parcels of one delivery are kept by two rules."""
    facts = RuleFacts(_ON, "a letter", kind=MailKind.PARCEL, keeps_days=10)
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    for key, days in (("colissimo", 10), ("la_poste", 20)):
        own = replace(facts, carrier_id=carrier_id(desk, key), keeps_days=days)
        desk.do(rule_keeping.keep_rule, facts=own, **by)
    arrive(desk, "la_poste", _parcel(_COLISSIMO), _parcel())
    rows = desk.ask(mail_reading.rows, item_ids=[1, 2])
    assert [row.keep_until for row in rows] == [date(2026, 12, 3), date(2026, 12, 13)]


def test_it_goes_back_with_who_brought_it_or_with_its_own(desk: Desk) -> None:
    """And with whoever else brings for that carrier; never with another one."""
    arrive(desk, "la_poste", _parcel(_COLISSIMO), _parcel())
    send_back(desk, 1, 2)
    la_poste, colissimo, dpd = (carrier_id(desk, key) for key in ("la_poste", "colissimo", "dpd"))
    _bring_for(desk, "dpd", "colissimo")
    assert desk.ask(brands.takers, item_id=1) == [la_poste, colissimo, dpd]
    _bring_for(desk, "dpd")
    _bring_for(desk, "la_poste")  # what it brought it takes back all the same
    listed = {
        key: [row.item_id for row in desk.ask(carrier_visits.to_take, carrier_id=key)]
        for key in (la_poste, colissimo, dpd)
    }
    assert listed == {la_poste: [1, 2], colissimo: [1], dpd: []}
    counts = desk.ask(carrier_visits.counts_to_take)
    assert {key: counts[key] for key in listed} == {key: len(found) for key, found in listed.items()}
    with pytest.raises(OtherCarrier, match="Colissimo"):
        desk.do(carrier_visits.take, carrier_id=dpd, item_ids=[1], **_by(desk))
    slip = desk.do(carrier_visits.take, carrier_id=la_poste, item_ids=[1, 2], **_by(desk))
    assert slip.found == {"parcel": 2}
    printed = desk.ask(deposit_slip.gather, carrier_visit_id=slip.id)
    assert [each.brand for each in printed.pieces] == ["Colissimo", ""]
    assert desk.ask(verify).fault is None


def test_papers_and_books_name_it(desk: Desk) -> None:
    """The carrier's sheet names the brand of a piece where it is another; the log names each one's own carrier."""
    visit = arrive(desk, "la_poste", _parcel(_COLISSIMO), _parcel())
    sheet = desk.ask(carrier_sheet.gather, carrier_visit_id=visit.id)
    assert (sheet.coming.carrier, [each.brand for each in sheet.pieces]) == ("La Poste", ["Colissimo", ""])
    lines = desk.ask(mail_registers.log, first_on=_ON, last_on=_ON)
    assert [line.carrier for line in lines] == ["Colissimo", "La Poste"]


def test_what_was_taken_back_can_be_written_down_again(desk: Desk) -> None:
    """Only what somebody said stays said: the number, or another carrier that brings it, tells the rest anew."""
    pieces = (_parcel(_COLISSIMO), _parcel(), _parcel("", "chronopost"), _parcel("6A00000000024", "la_poste"))
    visit = arrive(desk, "la_poste", *pieces)
    desk.do(corrections.undo, uid=visit.deed_uid, **_by(desk))
    found = desk.ask(mail_recorded.of_deed, deed_uid=visit.deed_uid)
    assert [each.carrier for each in found.pieces] == ["", "", "chronopost", "la_poste"]
    assert desk.ask(verify).fault is None
